import {
  type ApiToken,
  type MailRecord,
  normaliseEmail,
  type Person,
  type Vault,
  type VaultDocument,
  type VaultRecord,
} from "./vault.ts";

/** A vault that lives and dies with the process: tests, simulations. */
export function createMemoryVault(): Vault {
  const people = new Map<string, Person>();
  const personIdByEmail = new Map<string, string>();
  const tokens = new Map<string, { personId: string; expiresAtMs: number }>();
  const epochs = new Map<string, number>();
  const apiTokens = new Map<string, ApiToken>();
  const mails = new Map<string, MailRecord>();
  const cursors = new Map<string, number>();
  const claims = new Map<string, { holder: string; untilMs: number }>();
  const documents = new Map<string, VaultDocument>();

  const documentKey = (collection: string, id: string) => JSON.stringify([collection, id]);
  const apiTokensOf = (personId: string) =>
    [...apiTokens.values()]
      .filter((token) => token.personId === personId)
      .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.hash < b.hash ? -1 : 1));
  const mailsOf = (person: Person) =>
    [...mails.values()].filter(
      ({ mail }) => mail.personId === person.id || normaliseEmail(mail.to) === normaliseEmail(person.email),
    );
  const documentsOf = (personId: string) =>
    [...documents.values()].filter((document) => document.ownerId === personId).sort(byId);

  function putPerson(person: Person): void {
    const before = people.get(person.id);
    if (before) personIdByEmail.delete(normaliseEmail(before.email));
    people.set(person.id, structuredClone(person));
    personIdByEmail.set(normaliseEmail(person.email), person.id);
  }

  function load(record: VaultRecord): void {
    switch (record.kind) {
      case "person":
        putPerson(record.person);
        break;
      case "epoch":
        epochs.set(record.personId, record.epoch);
        break;
      case "api-token":
        apiTokens.set(record.token.hash, record.token);
        break;
      case "mail":
        mails.set(record.record.mail.id, record.record);
        break;
      case "cursor":
        cursors.set(record.name, record.version);
        break;
      case "document":
        documents.set(documentKey(record.document.collection, record.document.id), record.document);
        break;
      default:
        record satisfies never;
    }
  }

  return {
    async putPerson(person) {
      const holder = personIdByEmail.get(normaliseEmail(person.email));
      if (holder !== undefined && holder !== person.id) {
        return { ok: false, code: "email-taken", personId: holder };
      }
      putPerson(person);
      return { ok: true };
    },
    async getPerson(personId) {
      return people.get(personId) ?? null;
    },
    async getPeople(personIds) {
      const found = new Map<string, Person>();
      for (const personId of personIds) {
        const person = people.get(personId);
        if (person) found.set(personId, person);
      }
      return found;
    },
    async findPersonByEmail(email) {
      const personId = personIdByEmail.get(normaliseEmail(email));
      return (personId !== undefined && people.get(personId)) || null;
    },
    async listPeople() {
      return [...people.values()].sort(byId);
    },
    async exportPerson(personId) {
      const person = people.get(personId);
      if (!person) return null;
      return {
        person,
        apiTokens: apiTokensOf(personId).map(({ hash: _, ...token }) => token),
        mails: mailsOf(person).sort(newestFirst),
        documents: documentsOf(personId),
      };
    },
    async erasePerson(personId) {
      const person = people.get(personId);
      if (!person) return false;
      for (const { mail } of mailsOf(person)) mails.delete(mail.id);
      for (const token of apiTokensOf(personId)) apiTokens.delete(token.hash);
      for (const [hash, token] of tokens) if (token.personId === personId) tokens.delete(hash);
      for (const { collection, id } of documentsOf(personId)) documents.delete(documentKey(collection, id));
      epochs.set(personId, (epochs.get(personId) ?? 0) + 1);
      personIdByEmail.delete(normaliseEmail(person.email));
      people.delete(personId);
      return true;
    },

    async putToken(hash, personId, expiresAtMs) {
      tokens.set(hash, { personId, expiresAtMs });
    },
    async takeToken(hash, nowMs) {
      const token = tokens.get(hash);
      tokens.delete(hash);
      return token && nowMs < token.expiresAtMs ? token.personId : null;
    },
    async sessionEpoch(personId) {
      return epochs.get(personId) ?? 0;
    },
    async revokeSessions(personId) {
      const epoch = (epochs.get(personId) ?? 0) + 1;
      epochs.set(personId, epoch);
      return epoch;
    },

    async putApiToken(token) {
      apiTokens.set(token.hash, structuredClone(token));
    },
    async findApiToken(hash) {
      return apiTokens.get(hash) ?? null;
    },
    async listApiTokens(personId) {
      return apiTokensOf(personId);
    },
    async revokeApiToken(hash) {
      return apiTokens.delete(hash);
    },

    async enqueueMail(mail, nowMs) {
      if (mails.has(mail.id)) return false;
      mails.set(mail.id, {
        mail: structuredClone(mail),
        status: "waiting",
        queuedAtMs: nowMs,
        dueAtMs: nowMs,
        attempts: 0,
        sentAtMs: null,
        lastError: null,
      });
      return true;
    },
    async claimMail(nowMs, leaseMs) {
      const due = [...mails.values()]
        .filter((record) => record.status === "waiting" && record.dueAtMs <= nowMs)
        .sort((a, b) => a.dueAtMs - b.dueAtMs || (a.mail.id < b.mail.id ? -1 : 1))[0];
      if (!due) return null;
      const claimed = { ...due, dueAtMs: nowMs + leaseMs, attempts: due.attempts + 1 };
      mails.set(due.mail.id, claimed);
      return claimed;
    },
    async markMailSent(mailId, nowMs) {
      const record = mails.get(mailId);
      if (record) mails.set(mailId, { ...record, status: "sent", sentAtMs: nowMs, lastError: null });
    },
    async markMailFailed(mailId, error, retryAtMs) {
      const record = mails.get(mailId);
      if (record?.status !== "waiting") return;
      const status = retryAtMs === null ? "abandoned" : "waiting";
      mails.set(mailId, { ...record, status, dueAtMs: retryAtMs ?? record.dueAtMs, lastError: error });
    },
    async listMails(limit) {
      return [...mails.values()].sort(newestFirst).slice(0, limit);
    },
    async deleteOldMails(queuedBeforeMs) {
      const old = [...mails.values()].filter(
        (record) => record.status !== "waiting" && record.queuedAtMs < queuedBeforeMs,
      );
      for (const { mail } of old) mails.delete(mail.id);
      return old.length;
    },

    async getCursor(name) {
      return cursors.get(name) ?? 0;
    },
    async setCursor(name, version) {
      cursors.set(name, version);
    },
    async listCursors() {
      return new Map(cursors);
    },
    async claim(key, holder, ttlMs, nowMs) {
      const held = claims.get(key);
      if (held && held.holder !== holder && nowMs < held.untilMs) return false;
      claims.set(key, { holder, untilMs: nowMs + ttlMs });
      return true;
    },
    async release(key, holder) {
      if (claims.get(key)?.holder === holder) claims.delete(key);
    },

    async putDocument(document) {
      documents.set(documentKey(document.collection, document.id), structuredClone(document));
    },
    async getDocument(collection, id) {
      return documents.get(documentKey(collection, id)) ?? null;
    },
    async deleteDocument(collection, id) {
      return documents.delete(documentKey(collection, id));
    },
    async listDocuments(collection) {
      return [...documents.values()].filter((document) => document.collection === collection).sort(byId);
    },

    async sweep(nowMs) {
      let swept = 0;
      for (const [hash, token] of tokens) {
        if (token.expiresAtMs <= nowMs && tokens.delete(hash)) swept++;
      }
      for (const [key, held] of claims) {
        if (held.untilMs <= nowMs && claims.delete(key)) swept++;
      }
      return swept;
    },
    async *dump() {
      for (const person of people.values()) yield { kind: "person", person };
      for (const [personId, epoch] of epochs) yield { kind: "epoch", personId, epoch };
      for (const token of apiTokens.values()) yield { kind: "api-token", token };
      for (const record of mails.values()) yield { kind: "mail", record };
      for (const [name, version] of cursors) yield { kind: "cursor", name, version };
      for (const document of documents.values()) yield { kind: "document", document };
    },
    async load(records) {
      for (const record of records) load(record);
    },
    async check() {},
    async close() {},
  };
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function newestFirst(a: MailRecord, b: MailRecord): number {
  return b.queuedAtMs - a.queuedAtMs || (a.mail.id < b.mail.id ? 1 : -1);
}
