import { toCommit, toCommitText } from "./commit-codec.ts";
import { createFollower, type Follower } from "./follower.ts";
import {
  type AppendOutcome,
  type Commit,
  type Journal,
  JournalDamaged,
  JournalUnavailable,
} from "./journal.ts";
import { closeSqliteDatabase, faultOf, openSqliteDatabase, readPragma } from "./sqlite-database.ts";
import { createInlineWriter, createThreadWriter, type SqliteAppend } from "./sqlite-writer.ts";
import { createTurns, type Turns } from "./turns.ts";

const pageRows = 1_000;

const schema = `create table if not exists commits (
  stream text not null, version integer not null, events text not null, primary key (stream, version)
) strict, without rowid`;

type PendingAppend = SqliteAppend & {
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
};

export type SqliteJournalOptions = {
  readonly file: string;
  /** How long a commit of another process may stay unseen, in milliseconds. */
  readonly pollMs?: number;
  /** Appends on a thread of their own: so unless run from sources, where the thread would have to compile them. */
  readonly hasThread?: boolean;
  /** Shared with whatever else this process writes into the same file. */
  readonly turns?: Turns;
};

/**
 * A journal in an SQLite file, for one node and its command lines. Appends that come while others are written
 * share the next transaction; without a thread each one blocks the event loop, some 0.3 ms.
 */
export function createSqliteJournal({
  file,
  pollMs = 20,
  hasThread = import.meta.url.endsWith(".js"),
  turns = createTurns(),
}: SqliteJournalOptions): Journal {
  const database = openSqliteDatabase(file);
  database.exec(schema);
  const writer = hasThread ? createThreadWriter(file) : createInlineWriter(database);
  const selectLast = database
    .prepare<[string]>("select coalesce(max(version), 0) from commits where stream = ?")
    .raw();
  const selectPage = database
    .prepare<[string, number]>(
      `select version, events from commits where stream = ? and version >= ? order by version limit ${pageRows}`,
    )
    .raw();
  const selectStreams = database.prepare("select distinct stream from commits order by stream").raw();

  const followers = new Set<Follower>();
  let pending: PendingAppend[] = [];
  let writing: Promise<void> | null = null;
  let poll: NodeJS.Timeout | null = null;
  let dataVersion = readPragma(database, "data_version");

  return {
    read,
    async append(stream, expectedVersion, events) {
      const text = toCommitText(stream, expectedVersion, events);
      return new Promise((resolve, reject) => {
        pending.push({ stream, version: expectedVersion + 1, text, resolve, reject });
        writing ??= Promise.resolve().then(writeAll);
      });
    },
    async version(stream) {
      return lastVersion(stream);
    },
    async streams(prefix = "") {
      const rows = selectStreams.all() as [string][];
      return rows.map(([stream]) => stream).filter((stream) => stream.startsWith(prefix));
    },
    async follow(stream, afterVersion, onCommit, onFailure) {
      const follower = createFollower({ stream, afterVersion, read, onCommit, onFailure, onEnd });
      followers.add(follower);
      poll ??= setInterval(wakeOnForeignWrite, pollMs).unref();
      follower.wake();
      return follower;
    },
    async check() {
      lastVersion("");
    },
    async close() {
      await Promise.all([...followers].map((follower) => follower.stop()));
      while (writing) await writing;
      await writer.close();
      closeSqliteDatabase(database);
    },
  };

  async function writeAll(): Promise<void> {
    while (pending.length > 0) {
      const batch = pending;
      pending = [];
      try {
        const given = batch.map(({ stream, version, text }) => ({ stream, version, text }));
        const outcomes = await turns.take(() => writer.write(given));
        for (const [index, append] of batch.entries()) {
          const outcome = outcomes[index];
          if (!outcome) continue;
          append.resolve(outcome);
          if (outcome.ok) announce(append);
        }
      } catch (cause) {
        const error = new JournalUnavailable(`append: ${faultOf(cause)}`, { cause });
        for (const append of batch) append.reject(error);
      }
    }
    writing = null;
  }

  function announce({ stream, version, text }: SqliteAppend): void {
    for (const follower of followers) {
      if (follower.stream === stream) follower.offer(toCommit(stream, version, version, text));
    }
  }

  async function* read(stream: string, afterVersion: number): AsyncIterable<Commit> {
    let next = afterVersion + 1;
    // The page begins with the last commit known: when that one is gone, so is what the reader built on.
    let from = Math.max(afterVersion, 1);
    for (;;) {
      const rows = readPage(stream, from);
      if (rows.length === 0 && from === afterVersion) {
        throw new JournalDamaged(stream, afterVersion, `missing, the stream ends at ${lastVersion(stream)}`);
      }
      for (const [version, text] of rows) {
        const commit = toCommit(stream, version, from, text);
        from++;
        if (version < next) continue;
        next = version + 1;
        yield commit;
      }
      if (rows.length < pageRows) return;
    }
  }

  function readPage(stream: string, from: number): readonly [number, unknown][] {
    try {
      return selectPage.all(stream, from) as [number, unknown][];
    } catch (cause) {
      throw new JournalDamaged(stream, from, `unreadable from here: ${faultOf(cause)}`, { cause });
    }
  }

  function lastVersion(stream: string): number {
    return Number((selectLast.get(stream) as [unknown])[0]);
  }

  function wakeOnForeignWrite(): void {
    try {
      const seen = readPragma(database, "data_version");
      if (seen === dataVersion) return;
      dataVersion = seen;
      // The vault writes into the same file: only a stream that moved, or lost commits, is read again.
      for (const follower of followers)
        if (lastVersion(follower.stream) !== follower.known()) follower.wake();
    } catch (error) {
      for (const follower of followers) follower.fail(error);
    }
  }

  function onEnd(ended: Follower): void {
    followers.delete(ended);
    if (followers.size > 0 || !poll) return;
    clearInterval(poll);
    poll = null;
  }
}
