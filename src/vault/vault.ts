/**
 * What must not stay for ever: people, their tokens, mails to send, texts that people wrote. It stands beside
 * the journal, in the same engine. Every time is a number of milliseconds since the epoch and comes in.
 */
export type Vault = {
  /** Creates or replaces; an e-mail address belongs to one person at a time, whatever its case. */
  putPerson(person: Person): Promise<PutPersonOutcome>;
  getPerson(personId: string): Promise<Person | null>;
  /** Unknown ids are simply absent from the map. */
  getPeople(personIds: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  findPersonByEmail(email: string): Promise<Person | null>;
  /** By id. */
  listPeople(): Promise<readonly Person[]>;
  /** Everything held about one person, to hand to them. */
  exportPerson(personId: string): Promise<PersonExport | null>;
  /** Forgets the person, their tokens, mails and documents, and ends their sessions; false when unknown. */
  erasePerson(personId: string): Promise<boolean>;

  /** Keeps the SHA-256 of a one-time sign-in token, see `hashToken`. */
  putToken(hash: string, personId: string, expiresAtMs: number): Promise<void>;
  /** The person, once: the second taker, a late one and a stranger get null. */
  takeToken(hash: string, nowMs: number): Promise<string | null>;

  /** Part of every session cookie, 0 at first: a cookie of another epoch is refused. */
  sessionEpoch(personId: string): Promise<number>;
  /** Ends all sessions of a person; returns the new epoch. */
  revokeSessions(personId: string): Promise<number>;

  putApiToken(token: ApiToken): Promise<void>;
  findApiToken(hash: string): Promise<ApiToken | null>;
  /** Oldest first. */
  listApiTokens(personId: string): Promise<readonly ApiToken[]>;
  revokeApiToken(hash: string): Promise<boolean>;

  /** False when a mail of this id is already there, sent or not: nothing changes. */
  enqueueMail(mail: Mail, nowMs: number): Promise<boolean>;
  /** The next mail due, for one worker, until it is marked or the lease ends; null when none is due. */
  claimMail(nowMs: number, leaseMs: number): Promise<MailRecord | null>;
  markMailSent(mailId: string, nowMs: number): Promise<void>;
  /** `retryAtMs` null gives up. */
  markMailFailed(mailId: string, error: string, retryAtMs: number | null): Promise<void>;
  /** Newest first. */
  listMails(limit: number): Promise<readonly MailRecord[]>;
  /** Forgets mails sent or given up and queued before this time; returns how many. */
  deleteOldMails(queuedBeforeMs: number): Promise<number>;

  /** How far a reaction has come in a stream, 0 at first. */
  getCursor(name: string): Promise<number>;
  setCursor(name: string, version: number): Promise<void>;
  listCursors(): Promise<ReadonlyMap<string, number>>;

  /** True when `holder` now holds the key alone until `nowMs + ttlMs`; holding it already renews it. */
  claim(key: string, holder: string, ttlMs: number, nowMs: number): Promise<boolean>;
  release(key: string, holder: string): Promise<void>;

  putDocument(document: VaultDocument): Promise<void>;
  getDocument(collection: string, id: string): Promise<VaultDocument | null>;
  deleteDocument(collection: string, id: string): Promise<boolean>;
  /** By id. */
  listDocuments(collection: string): Promise<readonly VaultDocument[]>;

  /** Forgets tokens and claims that have expired; returns how many. */
  sweep(nowMs: number): Promise<number>;
  /** Everything worth a backup: neither sign-in tokens nor claims, which live for minutes. */
  dump(): AsyncIterable<VaultRecord>;
  /** Puts records of `dump` back as they were. */
  load(records: readonly VaultRecord[]): Promise<void>;
  /** Throws when the engine does not answer: readiness. */
  check(): Promise<void>;
  close(): Promise<void>;
};

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: "fr" | "en";
  readonly phone?: string;
  readonly jobTitle?: string;
  readonly organisationId?: string;
  /** Anything else that is kept about the person. */
  readonly details?: Json;
};

export type PutPersonOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: "email-taken"; readonly personId: string };

export type ApiToken = {
  readonly hash: string;
  readonly personId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAtMs: number;
};

export type Mail = {
  /** Made from the fact that causes it, so that a reaction may run twice. */
  readonly id: string;
  /** Null when the address is not a person's of the vault. */
  readonly personId: string | null;
  readonly to: string;
  readonly locale: "fr" | "en";
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly calendar?: { readonly method: "REQUEST" | "CANCEL" | "PUBLISH"; readonly content: string };
};

export type MailRecord = {
  readonly mail: Mail;
  readonly status: "waiting" | "sent" | "abandoned";
  readonly queuedAtMs: number;
  /** When it is due, or when its lease ends. */
  readonly dueAtMs: number;
  readonly attempts: number;
  readonly sentAtMs: number | null;
  readonly lastError: string | null;
};

export type VaultDocument = {
  readonly collection: string;
  readonly id: string;
  /** Whose text it is: goes with that person's erasure, comes with their export. */
  readonly ownerId: string | null;
  readonly body: Json;
};

export type PersonExport = {
  readonly person: Person;
  readonly apiTokens: readonly Omit<ApiToken, "hash">[];
  readonly mails: readonly MailRecord[];
  readonly documents: readonly VaultDocument[];
};

export type VaultRecord =
  | { readonly kind: "person"; readonly person: Person }
  | { readonly kind: "epoch"; readonly personId: string; readonly epoch: number }
  | { readonly kind: "api-token"; readonly token: ApiToken }
  | { readonly kind: "mail"; readonly record: MailRecord }
  | { readonly kind: "cursor"; readonly name: string; readonly version: number }
  | { readonly kind: "document"; readonly document: VaultDocument };

/** Plain JSON object. */
export type Json = { readonly [field: string]: unknown };

/** The form under which an address is looked up. */
export function normaliseEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}
