import { existsSync } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import Database from "libsql";
import { faultOf } from "../journal/sqlite-database.ts";
import { openSqliteStore, type Store, storeFile } from "./store.ts";

/** Fills a new file beside, then puts it in place in one step: whatever happens, all of it or nothing. */
export async function restoreIntoFolder(
  dataDir: string,
  load: (store: Store) => Promise<void>,
): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const target = storeFile(dataDir);
  const draft = join(dataDir, "restoring.db");
  await removeDatabase(draft);
  refuseInUse(target);
  await refuseFilled(target);
  try {
    const store = await openSqliteStore(draft);
    try {
      await load(store);
    } finally {
      await store.close();
    }
    await refuseUnfolded(draft);
    await synchronise(draft);
    await removeDatabase(target);
    await rename(draft, target);
    await synchronise(dataDir);
  } finally {
    await removeDatabase(draft);
  }
}

async function refuseFilled(file: string): Promise<void> {
  if (!existsSync(file)) return;
  const store = await openSqliteStore(file);
  try {
    const hasCommits = (await store.journal.streams()).length > 0;
    const { done } = await store.vault.dump()[Symbol.asyncIterator]().next();
    if (hasCommits || !done) {
      throw new Error(`${file} is not empty: a backup is only restored into an empty store`);
    }
  } finally {
    await store.close();
  }
}

/** SQLite lets nobody leave the write-ahead log while another connection is open, even an idle one. */
function refuseInUse(file: string): void {
  if (!existsSync(file)) return;
  const database = new Database(file);
  try {
    // Nothing is prepared, so that closing closes: see closeSqliteDatabase.
    database.exec("pragma busy_timeout = 200; pragma journal_mode = delete");
  } catch (cause) {
    throw new Error(`${file} is in use, stop the server first: ${faultOf(cause)}`, { cause });
  } finally {
    database.close();
  }
}

async function refuseUnfolded(file: string): Promise<void> {
  const log = await stat(`${file}-wal`).catch(() => null);
  if (log && log.size > 0) throw new Error(`${file}-wal could not be folded in`);
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) await rm(file + suffix, { force: true });
}

async function synchronise(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
