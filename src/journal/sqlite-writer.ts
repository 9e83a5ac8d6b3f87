import { Worker } from "node:worker_threads";
import type { AppendOutcome } from "./journal.ts";
import { inTransaction, type SqliteDatabase } from "./sqlite-database.ts";

export type SqliteAppend = { readonly stream: string; readonly version: number; readonly text: string };
/** Writes appends in one transaction, synced to disk when it resolves; several calls are not made at once. */
export type SqliteWriter = {
  write(batch: readonly SqliteAppend[]): Promise<readonly AppendOutcome[]> | readonly AppendOutcome[];
  close(): Promise<void>;
};
/** What the thread answers to a batch, or to its start. */
export type ThreadAnswer =
  | { readonly ok: true; readonly outcomes: readonly AppendOutcome[] }
  | { readonly ok: false; readonly fault: string };

/** Writes on the caller's thread: each batch blocks it until the disk has it. */
export function createInlineWriter(database: SqliteDatabase): SqliteWriter {
  // The primary key alone would accept a gap; the condition makes it a compare-and-set in one statement.
  const insert = database.prepare<[string, number, string]>(
    `insert into commits select ?1, ?2, ?3
     where coalesce((select max(version) from commits where stream = ?1), 0) = ?2 - 1`,
  );
  const selectLast = database
    .prepare<[string]>("select coalesce(max(version), 0) from commits where stream = ?")
    .raw();
  const write = ({ stream, version, text }: SqliteAppend): AppendOutcome => {
    if (insert.run(stream, version, text).changes === 1) return { ok: true, version };
    return { ok: false, conflict: true, version: Number((selectLast.get(stream) as [unknown])[0]) };
  };
  return {
    write(batch) {
      const [only] = batch;
      return batch.length === 1 && only ? [write(only)] : inTransaction(database, () => batch.map(write));
    },
    close: () => Promise.resolve(),
  };
}

/** Writes on a thread of its own, so that requests are read and decided while the disk works. */
export function createThreadWriter(file: string): SqliteWriter {
  const worker = new Worker(new URL("./sqlite-writer-thread.js", import.meta.url), { workerData: { file } });
  let waiting:
    | { resolve(outcomes: readonly AppendOutcome[]): void; reject(error: unknown): void }
    | undefined;
  let fault: Error | undefined;
  const give = (error: Error): void => {
    fault ??= error;
    waiting?.reject(fault);
    waiting = undefined;
  };
  worker.on("message", (answer: ThreadAnswer) => {
    const own = waiting;
    waiting = undefined;
    worker.unref();
    if (answer.ok) own?.resolve(answer.outcomes);
    else own?.reject(new Error(answer.fault));
  });
  worker.on("error", give);
  worker.on("exit", (code) => give(new Error(`the journal's thread ended with code ${code}`)));
  // A process without other work may end between two batches, never within one.
  worker.unref();
  return {
    write(batch) {
      return new Promise((resolve, reject) => {
        if (fault) return reject(fault);
        waiting = { resolve, reject };
        worker.ref();
        worker.postMessage(batch);
      });
    },
    async close() {
      await worker.terminate();
    },
  };
}
