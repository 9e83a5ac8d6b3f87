import {
  closeSqliteDatabase,
  foldLog,
  inTransaction,
  openSqliteDatabase,
} from "../journal/sqlite-database.ts";
import { createSqliteCredentials } from "./sqlite/credentials.ts";
import { createSqliteDocuments } from "./sqlite/documents.ts";
import { createSqliteMails } from "./sqlite/mails.ts";
import { createSqlitePeople } from "./sqlite/people.ts";
import { createQueries } from "./sqlite/queries.ts";
import { normaliseEmail, type Vault, type VaultRecord } from "./vault.ts";

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

/** A vault in the SQLite file of the journal, on a connection of its own; calls are synchronous underneath. */
export function createSqliteVault({ file }: { readonly file: string }): Vault {
  const database = openSqliteDatabase(file);
  // Erased means erased: freed pages are overwritten, not only unlinked.
  database.prepare("pragma secure_delete = on").get();
  database.exec(schema);
  const queries = createQueries(database);
  const { run, first, all } = queries;
  const people = createSqlitePeople(queries);
  const credentials = createSqliteCredentials(queries);
  const mails = createSqliteMails(queries);
  const documents = createSqliteDocuments(queries);
  const setCursor = (name: string, version: number): void => {
    run("insert or replace into cursors values (?, ?)", name, version);
  };

  return {
    getPerson: people.getPerson,
    getPeople: people.getPeople,
    findPersonByEmail: people.findPersonByEmail,
    listPeople: people.listPeople,
    async putPerson(person) {
      return inTransaction(database, () => {
        const holder = people.holderOf(normaliseEmail(person.email), person.id);
        if (holder !== undefined) return { ok: false, code: "email-taken", personId: holder };
        people.load(person);
        return { ok: true };
      });
    },
    async exportPerson(personId) {
      const person = people.find(personId);
      if (!person) return null;
      return {
        person,
        apiTokens: credentials.apiTokensOf(personId).map(({ hash: _, ...token }) => token),
        mails: mails.of(personId, normaliseEmail(person.email)),
        documents: documents.of(personId),
      };
    },
    async erasePerson(personId) {
      const isKnown = inTransaction(database, () => {
        const person = people.find(personId);
        if (!person) return false;
        mails.eraseOf(personId, normaliseEmail(person.email));
        credentials.eraseOf(personId);
        documents.eraseOf(personId);
        people.erase(personId);
        return true;
      });
      // The write-ahead log still holds the pages as they were.
      if (isKnown) foldLog(database);
      return isKnown;
    },

    putToken: credentials.putToken,
    takeToken: credentials.takeToken,
    sessionEpoch: credentials.sessionEpoch,
    revokeSessions: credentials.revokeSessions,
    putApiToken: credentials.putApiToken,
    findApiToken: credentials.findApiToken,
    listApiTokens: credentials.listApiTokens,
    revokeApiToken: credentials.revokeApiToken,

    enqueueMail: mails.enqueueMail,
    claimMail: mails.claimMail,
    markMailSent: mails.markMailSent,
    markMailFailed: mails.markMailFailed,
    listMails: mails.listMails,
    deleteOldMails: mails.deleteOldMails,

    putDocument: documents.putDocument,
    getDocument: documents.getDocument,
    deleteDocument: documents.deleteDocument,
    listDocuments: documents.listDocuments,

    async getCursor(name) {
      return first<[number]>("select version from cursors where name = ?", name)?.[0] ?? 0;
    },
    async setCursor(name, version) {
      setCursor(name, version);
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
    async sweep(nowMs) {
      return (
        run("delete from tokens where expires_at <= ?", nowMs) +
        run("delete from claims where until <= ?", nowMs)
      );
    },

    async *dump() {
      for (const person of people.dump()) yield { kind: "person", person };
      for (const [personId, epoch] of credentials.epochs()) yield { kind: "epoch", personId, epoch };
      for (const token of credentials.apiTokens()) yield { kind: "api-token", token };
      for (const record of mails.dump()) yield { kind: "mail", record };
      for (const [name, version] of all<[string, number]>("select name, version from cursors"))
        yield { kind: "cursor", name, version };
      for (const document of documents.dump()) yield { kind: "document", document };
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

  function load(record: VaultRecord): void {
    switch (record.kind) {
      case "person":
        return people.load(record.person);
      case "epoch":
        return credentials.loadEpoch(record.personId, record.epoch);
      case "api-token":
        return credentials.loadApiToken(record.token);
      case "mail":
        return mails.load(record.record);
      case "cursor":
        return setCursor(record.name, record.version);
      case "document":
        return documents.load(record.document);
      default:
        return record satisfies never;
    }
  }
}
