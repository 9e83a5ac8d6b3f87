import { checkRedisSafety, connectRedis, type RedisOptions } from "../journal/redis-connection.ts";
import { vaultScripts } from "./redis-vault-scripts.ts";
import {
  type ApiToken,
  type MailRecord,
  normaliseEmail,
  type Person,
  type Vault,
  type VaultDocument,
  type VaultRecord,
} from "./vault.ts";

const pageSize = 500;

/** A vault in the Redis of the journal, under one hash tag: it stays on one node of a cluster. */
export async function createRedisVault(options: RedisOptions): Promise<Vault> {
  const connection = await connectRedis(options);
  const { call } = connection;
  const prefix = `${options.namespace ?? "coventis"}:{vault}:`;
  const key = (name: string) => prefix + name;
  try {
    await checkRedisSafety(connection, options.onHazard);
  } catch (error) {
    await connection.close();
    throw error;
  }

  return {
    async putPerson(person) {
      const holder = await putPerson(person);
      return holder === "" ? { ok: true } : { ok: false, code: "email-taken", personId: holder };
    },
    getPerson,
    async getPeople(personIds) {
      const found = new Map<string, Person>();
      if (personIds.length === 0) return found;
      const bodies = await call((redis) => redis.hmget(key("people"), ...personIds));
      personIds.forEach((personId, index) => {
        const body = bodies[index];
        if (body) found.set(personId, parse(body));
      });
      return found;
    },
    async findPersonByEmail(email) {
      const personId = await call((redis) => redis.hget(key("emails"), normaliseEmail(email)));
      return personId === null ? null : getPerson(personId);
    },
    async listPeople() {
      const bodies = await call((redis) => redis.hvals(key("people")));
      return bodies.map((body) => parse<Person>(body)).sort(byId);
    },
    async exportPerson(personId) {
      const person = await getPerson(personId);
      if (!person) return null;
      const sets = [`mails-of:${personId}`, `mails-to:${normaliseEmail(person.email)}`].map(key);
      const mails = await Promise.all((await call((redis) => redis.sunion(...sets))).map(getMail));
      const owned = await call((redis) => redis.smembers(key(`owned:${personId}`)));
      const documents = await Promise.all(
        owned.map((name) => getDocument(name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1))),
      );
      return {
        person,
        apiTokens: (await apiTokensOf(personId)).map(({ hash: _, ...token }) => token),
        mails: mails.filter((record) => record !== null).sort(newestFirst),
        documents: documents.filter((document) => document !== null).sort(byId),
      };
    },
    async erasePerson(personId) {
      const isKnown = (await script("erasePerson", personId)) === 1;
      // The append-only file still holds what was written: erased means erased. A rewrite may be under way.
      if (isKnown) await call((redis) => redis.bgrewriteaof().catch(() => ""));
      return isKnown;
    },

    async putToken(hash, personId, expiresAtMs) {
      await script("putToken", hash, personId, expiresAtMs);
    },
    async takeToken(hash, nowMs) {
      return (await script("takeToken", hash, nowMs)) as string | null;
    },
    async sessionEpoch(personId) {
      return Number((await call((redis) => redis.hget(key("epochs"), personId))) ?? 0);
    },
    async revokeSessions(personId) {
      return call((redis) => redis.hincrby(key("epochs"), personId, 1));
    },

    async putApiToken(token) {
      await putApiToken(token);
    },
    async findApiToken(hash) {
      const body = await call((redis) => redis.hget(key("api-tokens"), hash));
      return body === null ? null : parse(body);
    },
    listApiTokens: apiTokensOf,
    async revokeApiToken(hash) {
      const body = await call((redis) => redis.hget(key("api-tokens"), hash));
      if (body === null) return false;
      return (await script("revokeApiToken", hash, parse<ApiToken>(body).personId)) === 1;
    },

    async enqueueMail(mail, nowMs) {
      const record: MailRecord = {
        mail,
        status: "waiting",
        queuedAtMs: nowMs,
        dueAtMs: nowMs,
        attempts: 0,
        sentAtMs: null,
        lastError: null,
      };
      return (await putMail(record, "new")) === 1;
    },
    async claimMail(nowMs, leaseMs) {
      const id = await script("claimMail", nowMs, nowMs + leaseMs);
      return typeof id === "string" ? getMail(id) : null;
    },
    async markMailSent(mailId, nowMs) {
      await script("markMailSent", mailId, nowMs);
    },
    async markMailFailed(mailId, error, retryAtMs) {
      await script("markMailFailed", mailId, error, retryAtMs ?? "");
    },
    async listMails(limit) {
      if (limit <= 0) return [];
      const ids = await call((redis) => redis.zrange(key("mails-queued"), "0", String(limit - 1), "REV"));
      return (await Promise.all(ids.map(getMail))).filter((record) => record !== null);
    },
    async deleteOldMails(queuedBeforeMs) {
      return Number(await script("deleteOldMails", queuedBeforeMs));
    },

    async getCursor(name) {
      return Number((await call((redis) => redis.hget(key("cursors"), name))) ?? 0);
    },
    async setCursor(name, version) {
      await call((redis) => redis.hset(key("cursors"), name, version));
    },
    async listCursors() {
      const versions = await call((redis) => redis.hgetall(key("cursors")));
      return new Map(Object.entries(versions).map(([name, version]) => [name, Number(version)]));
    },
    async claim(name, holder, ttlMs, nowMs) {
      return (await script("claim", name, holder, nowMs + ttlMs, nowMs)) === 1;
    },
    async release(name, holder) {
      await script("release", name, holder);
    },

    async putDocument(document) {
      await putDocument(document);
    },
    getDocument,
    async deleteDocument(collection, id) {
      return (await script("deleteDocument", collection, id)) === 1;
    },
    listDocuments,

    async sweep(nowMs) {
      return Number(await script("sweep", nowMs));
    },
    dump,
    async load(records) {
      for (let from = 0; from < records.length; from += pageSize) {
        await Promise.all(records.slice(from, from + pageSize).map(load));
      }
    },
    async check() {
      await connection.redis.ping();
    },
    close: connection.close,
  };

  function script(name: keyof typeof vaultScripts, ...values: (string | number)[]): Promise<unknown> {
    return call((redis) => redis.eval(vaultScripts[name], 1, prefix, ...values));
  }

  async function getPerson(personId: string): Promise<Person | null> {
    const body = await call((redis) => redis.hget(key("people"), personId));
    return body === null ? null : parse(body);
  }

  async function putPerson(person: Person): Promise<string> {
    return String(await script("putPerson", person.id, normaliseEmail(person.email), JSON.stringify(person)));
  }

  function putApiToken(token: ApiToken): Promise<unknown> {
    return script("putApiToken", token.hash, token.personId, JSON.stringify(token));
  }

  async function apiTokensOf(personId: string): Promise<ApiToken[]> {
    const hashes = await call((redis) => redis.smembers(key(`api-tokens-of:${personId}`)));
    if (hashes.length === 0) return [];
    const bodies = await call((redis) => redis.hmget(key("api-tokens"), ...hashes));
    return bodies
      .flatMap((body) => (body === null ? [] : [parse<ApiToken>(body)]))
      .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.hash < b.hash ? -1 : 1));
  }

  function putMail(record: MailRecord, mode: "new" | "as it was"): Promise<unknown> {
    return script(
      "putMail",
      record.mail.id,
      JSON.stringify(record.mail),
      record.mail.personId ?? "",
      normaliseEmail(record.mail.to),
      record.status,
      record.queuedAtMs,
      record.dueAtMs,
      record.attempts,
      record.sentAtMs ?? "",
      record.lastError ?? "",
      mode,
    );
  }

  async function getMail(id: string): Promise<MailRecord | null> {
    const fields = await call((redis) => redis.hgetall(key(`mail:${id}`)));
    if (fields.mail === undefined) return null;
    return {
      mail: parse(fields.mail),
      status: fields.status as MailRecord["status"],
      queuedAtMs: Number(fields.queuedAtMs),
      dueAtMs: Number(fields.dueAtMs),
      attempts: Number(fields.attempts),
      sentAtMs: fields.sentAtMs ? Number(fields.sentAtMs) : null,
      lastError: fields.lastError || null,
    };
  }

  async function putDocument({ collection, id, ownerId, body }: VaultDocument): Promise<unknown> {
    if (collection.includes(" ")) throw new TypeError(`not a collection: ${collection}`);
    return script("putDocument", collection, id, ownerId ?? "", JSON.stringify(body));
  }

  async function getDocument(collection: string, id: string): Promise<VaultDocument | null> {
    const [body, ownerId] = await Promise.all([
      call((redis) => redis.hget(key(`documents:${collection}`), id)),
      call((redis) => redis.hget(key(`owners:${collection}`), id)),
    ]);
    return body === null ? null : { collection, id, ownerId, body: parse(body) };
  }

  async function listDocuments(collection: string): Promise<VaultDocument[]> {
    const [bodies, owners] = await Promise.all([
      call((redis) => redis.hgetall(key(`documents:${collection}`))),
      call((redis) => redis.hgetall(key(`owners:${collection}`))),
    ]);
    return Object.entries(bodies)
      .map(([id, body]) => ({
        collection,
        id,
        ownerId: owners[id] ?? null,
        body: parse<VaultDocument["body"]>(body),
      }))
      .sort(byId);
  }

  async function* dump(): AsyncIterable<VaultRecord> {
    for await (const [, body] of entries("people")) yield { kind: "person", person: parse<Person>(body) };
    for await (const [personId, epoch] of entries("epochs")) {
      yield { kind: "epoch", personId, epoch: Number(epoch) };
    }
    for await (const [, body] of entries("api-tokens")) {
      yield { kind: "api-token", token: parse<ApiToken>(body) };
    }
    const mailIds = await call((redis) => redis.zrange(key("mails-queued"), "0", "-1"));
    for (let from = 0; from < mailIds.length; from += pageSize) {
      for (const record of await Promise.all(mailIds.slice(from, from + pageSize).map(getMail))) {
        if (record) yield { kind: "mail", record };
      }
    }
    for await (const [name, version] of entries("cursors")) {
      yield { kind: "cursor", name, version: Number(version) };
    }
    for (const collection of (await call((redis) => redis.smembers(key("collections")))).sort()) {
      for (const document of await listDocuments(collection)) yield { kind: "document", document };
    }
  }

  /** Fields of a hash, each once although HSCAN may show one twice. */
  async function* entries(name: string): AsyncIterable<[string, string]> {
    const seen = new Set<string>();
    let cursor = "0";
    do {
      const from = cursor;
      const [next, flat] = await call((redis) => redis.hscan(key(name), from, "COUNT", pageSize));
      for (let index = 0; index < flat.length; index += 2) {
        const [field = "", value = ""] = flat.slice(index, index + 2);
        if (seen.has(field)) continue;
        seen.add(field);
        yield [field, value];
      }
      cursor = next;
    } while (cursor !== "0");
  }

  async function load(record: VaultRecord): Promise<void> {
    switch (record.kind) {
      case "person":
        await putPerson(record.person);
        break;
      case "epoch":
        await call((redis) => redis.hset(key("epochs"), record.personId, record.epoch));
        break;
      case "api-token":
        await putApiToken(record.token);
        break;
      case "mail":
        await putMail(record.record, "as it was");
        break;
      case "cursor":
        await call((redis) => redis.hset(key("cursors"), record.name, record.version));
        break;
      case "document":
        await putDocument(record.document);
        break;
      default:
        record satisfies never;
    }
  }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function newestFirst(a: MailRecord, b: MailRecord): number {
  return b.queuedAtMs - a.queuedAtMs || (a.mail.id < b.mail.id ? 1 : -1);
}

/** What this file wrote itself. */
function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}
