import { type MailRecord, normaliseEmail, type Vault } from "../vault.ts";
import { parseBody, type Queries, type Value } from "./queries.ts";

const columns = "body, status, queued_at, due_at, attempts, sent_at, last_error";

type Mails = Pick<
  Vault,
  "enqueueMail" | "claimMail" | "markMailSent" | "markMailFailed" | "listMails" | "deleteOldMails"
> & {
  /** To a person, or to their address before we knew whose it was. */
  of(personId: string, email: string): readonly MailRecord[];
  eraseOf(personId: string, email: string): void;
  dump(): Iterable<MailRecord>;
  load(record: MailRecord): void;
};

/** The outbox, in columns what is searched and in `body` the mail as it came. */
export function createSqliteMails({ run, first, all, pages }: Queries): Mails {
  return {
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
      const row = first<Row>(
        `update mails set due_at = ?, attempts = attempts + 1
         where id = (select id from mails where status = 'waiting' and due_at <= ? order by due_at, id limit 1)
         returning ${columns}`,
        nowMs + leaseMs,
        nowMs,
      );
      return row ? toRecord(row) : null;
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
      return where("true order by queued_at desc, id desc limit ?", limit);
    },
    async deleteOldMails(queuedBeforeMs) {
      return run("delete from mails where status <> 'waiting' and queued_at < ?", queuedBeforeMs);
    },

    of: (personId, email) =>
      where("person_id = ? or email = ? order by queued_at desc, id desc", personId, email),
    eraseOf(personId, email) {
      run("delete from mails where person_id = ? or email = ?", personId, email);
    },
    *dump() {
      for (const row of pages<Row>(`select ${columns}, id from mails where id > ?`)) yield toRecord(row);
    },
    load(record) {
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
    },
  };

  function where(condition: string, ...values: Value[]): MailRecord[] {
    return all<Row>(`select ${columns} from mails where ${condition}`, ...values).map(toRecord);
  }
}

type Row = readonly [
  body: string,
  status: MailRecord["status"],
  queuedAtMs: number,
  dueAtMs: number,
  attempts: number,
  sentAtMs: number | null,
  lastError: string | null,
];

function toRecord(row: Row): MailRecord {
  const [body, status, queuedAtMs, dueAtMs, attempts, sentAtMs, lastError] = row;
  return { mail: parseBody(body), status, queuedAtMs, dueAtMs, attempts, sentAtMs, lastError };
}
