import {
  closeSqliteDatabase,
  foldLog,
  inTransaction,
  openSqliteDatabase,
} from "../journal/sqlite-database.ts";
import {
  type ApiToken,
  type MailRecord,
  normaliseEmail,
  type Person,
  type Vault,
  type VaultDocument,
  type VaultRecord,
} from "./vault.ts";

// Ids, hashes and what is searched stand in columns; the rest is JSON as it came.
const schema = `
create table if not exists people (id text primary key, email text not null unique, body text not null) strict;
create table if not exists tokens (
  hash text primary key, person_id text not null, expires_at integer not null) strict, without rowid;
create table if not exists session_epochs (
  person_id text primary key, epoch integer not null) strict, without rowid;
create table if not exists api_tokens (
  hash text primary key, person_id text not null, created_at integer not null, body text not null) strict;
create index if not exists api_tokens_of on api_tokens (person_id, created_at);
create table if not exists mails (
  id text primary key, person_id text, email text not null, status text not null,
  queued_at integer not null, due_at integer not null, attempts integer not null,
  sent_at integer, last_error text, body text not null) strict;
create index if not exists mails_due on mails (due_at, id) where status = 'waiting';
create index if not exists mails_queued on mails (queued_at, id);
create index if not exists mails_of on mails (person_id);
create index if not exists mails_to on mails (email);
create table if not exists cursors (name text primary key, version integer not null) strict, without rowid;
create table if not exists claims (
  key text primary key, holder text not null, until integer not null) strict, without rowid;
create table if not exists documents (
  collection text not null, id text not null, owner_id text, body text not null,
  primary key (collection, id)) strict;
create index if not exists documents_of on documents (owner_id)`;

const mailColumns = "body, status, queued_at, due_at, attempts, sent_at, last_error";
const documentColumns = "collection, id, owner_id, body";

type Value = string | number | null;

/** A vault in the SQLite file of the journal, on a connection of its own; calls are synchronous underneath. */
export function createSqliteVault({ file }: { readonly file: string }): Vault {
  const database = openSqliteDatabase(file);
  // Erased means erased: freed pages are overwritten, not only unlinked.
  database.prepare("pragma secure_delete = on").get();
  database.exec(schema);
  const prepare = (sql: string) => database.prepare<Value[]>(sql);
  const statements = new Map<string, ReturnType<typeof prepare>>();

  return {
    async putPerson(person) {
      const email = normaliseEmail(person.email);
      return inTransaction(database, () => {
        const holder = first<[string]>("select id from people where email = ? and id <> ?", email, person.id);
        if (holder) return { ok: false, code: "email-taken", personId: holder[0] };
        putPerson(person);
        return { ok: true };
      });
    },
    async getPerson(personId) {
      return personWhere("id = ?", personId);
    },
    async getPeople(personIds) {
      const found = new Map<string, Person>();
      for (const personId of personIds) {
        const person = personWhere("id = ?", personId);
        if (person) found.set(personId, person);
      }
      return found;
    },
    async findPersonByEmail(email) {
      return personWhere("email = ?", normaliseEmail(email));
    },
    async listPeople() {
      return all<[string]>("select body from people order by id").map(([body]) => parse(body));
    },
    async exportPerson(personId) {
      const person = personWhere("id = ?", personId);
      if (!person) return null;
      return {
        person,
        apiTokens: apiTokensOf(personId).map(({ hash: _, ...token }) => token),
        mails: mailsWhere(
          "person_id = ? or email = ? order by queued_at desc, id desc",
          personId,
          normaliseEmail(person.email),
        ),
        documents: documentsWhere("owner_id = ? order by id, collection", personId),
      };
    },
    async erasePerson(personId) {
      const isKnown = inTransaction(database, () => {
        const row = first<[string]>("select email from people where id = ?", personId);
        if (!row) return false;
        run("delete from mails where person_id = ? or email = ?", personId, row[0]);
        run("delete from api_tokens where person_id = ?", personId);
        run("delete from tokens where person_id = ?", personId);
        run("delete from documents where owner_id = ?", personId);
        run("delete from people where id = ?", personId);
        revokeSessions(personId);
        return true;
      });
      // The write-ahead log still holds the pages as they were.
      if (isKnown) foldLog(database);
      return isKnown;
    },

    async putToken(hash, personId, expiresAtMs) {
      run("insert or replace into tokens values (?, ?, ?)", hash, personId, expiresAtMs);
    },
    async takeToken(hash, nowMs) {
      const sql = "delete from tokens where hash = ? returning person_id, expires_at";
      const row = first<[string, number]>(sql, hash);
      return row && nowMs < row[1] ? row[0] : null;
    },
    async sessionEpoch(personId) {
      return first<[number]>("select epoch from session_epochs where person_id = ?", personId)?.[0] ?? 0;
    },
    async revokeSessions(personId) {
      return revokeSessions(personId);
    },

    async putApiToken(token) {
      putApiToken(token);
    },
    async findApiToken(hash) {
      const row = first<[string]>("select body from api_tokens where hash = ?", hash);
      return row ? parse(row[0]) : null;
    },
    async listApiTokens(personId) {
      return apiTokensOf(personId);
    },
    async revokeApiToken(hash) {
      return run("delete from api_tokens where hash = ?", hash) > 0;
    },

    async enqueueMail(mail, nowMs) {
      return (
        run(
          `insert into mails values (?, ?, ?, 'waiting', ?, ?, 0, null, null, ?) on conflict do nothing`,
          mail.id,
          mail.personId,
          normaliseEmail(mail.to),
          nowMs,
          nowMs,
          JSON.stringify(mail),
        ) > 0
      );
    },
    async claimMail(nowMs, leaseMs) {
      const row = first<MailRow>(
        `update mails set due_at = ?, attempts = attempts + 1
         where id = (select id from mails where status = 'waiting' and due_at <= ? order by due_at, id limit 1)
         returning ${mailColumns}`,
        nowMs + leaseMs,
        nowMs,
      );
      return row ? toMailRecord(row) : null;
    },
    async markMailSent(mailId, nowMs) {
      run("update mails set status = 'sent', sent_at = ?, last_error = null where id = ?", nowMs, mailId);
    },
    async markMailFailed(mailId, error, retryAtMs) {
      run(
        `update mails set status = ?, due_at = coalesce(?, due_at), last_error = ?
         where id = ? and status = 'waiting'`,
        retryAtMs === null ? "abandoned" : "waiting",
        retryAtMs,
        error,
        mailId,
      );
    },
    async listMails(limit) {
      return mailsWhere("true order by queued_at desc, id desc limit ?", limit);
    },
    async deleteOldMails(queuedBeforeMs) {
      return run("delete from mails where status <> 'waiting' and queued_at < ?", queuedBeforeMs);
    },

    async getCursor(name) {
      return first<[number]>("select version from cursors where name = ?", name)?.[0] ?? 0;
    },
    async setCursor(name, version) {
      run("insert or replace into cursors values (?, ?)", name, version);
    },
    async listCursors() {
      return new Map(all<[string, number]>("select name, version from cursors order by name"));
    },
    async claim(key, holder, ttlMs, nowMs) {
      const sql = `insert into claims values (?1, ?2, ?3) on conflict (key)
        do update set holder = ?2, until = ?3 where holder = ?2 or until <= ?4`;
      return run(sql, key, holder, nowMs + ttlMs, nowMs) > 0;
    },
    async release(key, holder) {
      run("delete from claims where key = ? and holder = ?", key, holder);
    },

    async putDocument(document) {
      putDocument(document);
    },
    async getDocument(collection, id) {
      return documentsWhere("collection = ? and id = ?", collection, id)[0] ?? null;
    },
    async deleteDocument(collection, id) {
      return run("delete from documents where collection = ? and id = ?", collection, id) > 0;
    },
    async listDocuments(collection) {
      return documentsWhere("collection = ? order by id", collection);
    },

    async sweep(nowMs) {
      return (
        run("delete from tokens where expires_at <= ?", nowMs) +
        run("delete from claims where until <= ?", nowMs)
      );
    },
    async *dump() {
      for (const [body] of pages<[string]>("select body, id from people where id > ?")) {
        yield { kind: "person", person: parse<Person>(body) };
      }
      for (const [personId, epoch] of all<[string, number]>("select person_id, epoch from session_epochs")) {
        yield { kind: "epoch", personId, epoch };
      }
      for (const [body] of all<[string]>("select body from api_tokens")) {
        yield { kind: "api-token", token: parse<ApiToken>(body) };
      }
      for (const row of pages<MailRow>(`select ${mailColumns}, id from mails where id > ?`)) {
        yield { kind: "mail", record: toMailRecord(row) };
      }
      for (const [name, version] of all<[string, number]>("select name, version from cursors")) {
        yield { kind: "cursor", name, version };
      }
      for (const [collection] of all<[string]>("select distinct collection from documents")) {
        for (const document of documentsWhere("collection = ? order by id", collection)) {
          yield { kind: "document", document };
        }
      }
    },
    async load(records) {
      inTransaction(database, () => records.forEach(load));
    },
    async check() {
      first("select 1");
    },
    async close() {
      closeSqliteDatabase(database);
    },
  };

  function statement(sql: string): ReturnType<typeof prepare> {
    let prepared = statements.get(sql);
    if (!prepared) {
      prepared = prepare(sql);
      statements.set(sql, prepared);
    }
    return prepared;
  }

  function run(sql: string, ...values: Value[]): number {
    return statement(sql).run(...values).changes;
  }

  function first<Row>(sql: string, ...values: Value[]): Row | undefined {
    return statement(sql)
      .raw()
      .get(...values) as Row | undefined;
  }

  function all<Row>(sql: string, ...values: Value[]): Row[] {
    return statement(sql)
      .raw()
      .all(...values) as Row[];
  }

  /** Rows in the order of their id, which the query selects last and compares with `?`. */
  function* pages<Row extends readonly unknown[]>(sql: string): Iterable<Row> {
    for (let after = ""; ; ) {
      const rows = all<Row>(`${sql} order by id limit 500`, after);
      yield* rows;
      const last = rows.at(-1)?.at(-1);
      if (typeof last !== "string" || rows.length < 500) return;
      after = last;
    }
  }

  function personWhere(condition: string, value: string): Person | null {
    const row = first<[string]>(`select body from people where ${condition}`, value);
    return row ? parse(row[0]) : null;
  }

  function apiTokensOf(personId: string): ApiToken[] {
    const sql = "select body from api_tokens where person_id = ? order by created_at, hash";
    return all<[string]>(sql, personId).map(([body]) => parse(body));
  }

  function mailsWhere(condition: string, ...values: Value[]): MailRecord[] {
    return all<MailRow>(`select ${mailColumns} from mails where ${condition}`, ...values).map(toMailRecord);
  }

  function documentsWhere(condition: string, ...values: Value[]): VaultDocument[] {
    const rows = all<[string, string, string | null, string]>(
      `select ${documentColumns} from documents where ${condition}`,
      ...values,
    );
    return rows.map(([collection, id, ownerId, body]) => ({ collection, id, ownerId, body: parse(body) }));
  }

  function putPerson(person: Person): void {
    const email = normaliseEmail(person.email);
    run(
      "insert into people values (?1, ?2, ?3) on conflict (id) do update set email = ?2, body = ?3",
      person.id,
      email,
      JSON.stringify(person),
    );
  }

  function putApiToken(token: ApiToken): void {
    run(
      "insert or replace into api_tokens values (?, ?, ?, ?)",
      token.hash,
      token.personId,
      token.createdAtMs,
      JSON.stringify(token),
    );
  }

  function putDocument({ collection, id, ownerId, body }: VaultDocument): void {
    run(
      "insert or replace into documents values (?, ?, ?, ?)",
      collection,
      id,
      ownerId,
      JSON.stringify(body),
    );
  }

  function revokeSessions(personId: string): number {
    const row = first<[number]>(
      `insert into session_epochs values (?, 1) on conflict (person_id)
       do update set epoch = epoch + 1 returning epoch`,
      personId,
    );
    return row?.[0] ?? 0;
  }

  function load(record: VaultRecord): void {
    switch (record.kind) {
      case "person":
        putPerson(record.person);
        break;
      case "epoch":
        run("insert or replace into session_epochs values (?, ?)", record.personId, record.epoch);
        break;
      case "api-token":
        putApiToken(record.token);
        break;
      case "mail":
        loadMail(record.record);
        break;
      case "cursor":
        run("insert or replace into cursors values (?, ?)", record.name, record.version);
        break;
      case "document":
        putDocument(record.document);
        break;
      default:
        record satisfies never;
    }
  }

  function loadMail(record: MailRecord): void {
    run(
      "insert or replace into mails values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      record.mail.id,
      record.mail.personId,
      normaliseEmail(record.mail.to),
      record.status,
      record.queuedAtMs,
      record.dueAtMs,
      record.attempts,
      record.sentAtMs,
      record.lastError,
      JSON.stringify(record.mail),
    );
  }
}

type MailRow = readonly [
  body: string,
  status: MailRecord["status"],
  queuedAtMs: number,
  dueAtMs: number,
  attempts: number,
  sentAtMs: number | null,
  lastError: string | null,
];

function toMailRecord(row: MailRow): MailRecord {
  const [body, status, queuedAtMs, dueAtMs, attempts, sentAtMs, lastError] = row;
  return { mail: parse(body), status, queuedAtMs, dueAtMs, attempts, sentAtMs, lastError };
}

/** What this file wrote itself. */
function parse<T>(text: string): T {
  return JSON.parse(text) as T;
}
