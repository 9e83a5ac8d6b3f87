import Database from "libsql";

export type SqliteDatabase = Database.Database;

const format = 1;

/** Opens or creates the file that holds journal and vault; every acknowledged write survives a power cut. */
export function openSqliteDatabase(file: string): SqliteDatabase {
  const database = new Database(file, { timeout: 5_000 });
  try {
    database.pragma("journal_mode = WAL");
    // A reopened WAL database may default to NORMAL, which forgets the last commits at a power cut.
    database.pragma("synchronous = FULL");
    const found = Number(readPragma(database, "user_version"));
    if (found > format)
      throw new Error(`format ${found}, written by a later version; this one reads ${format}`);
    if (found < format) database.pragma(`user_version = ${format}`);
  } catch (cause) {
    database.close();
    throw new Error(`cannot open ${file}: ${faultOf(cause)}`, { cause });
  }
  return database;
}

/**
 * Folds the write-ahead log into the file, then closes. The library only lets go of the file once its prepared
 * statements are collected, so that the log would otherwise stay behind.
 */
export function closeSqliteDatabase(database: SqliteDatabase): void {
  if (!database.open) return;
  database.exec("pragma busy_timeout = 100");
  try {
    foldLog(database);
  } finally {
    database.close();
  }
}

/** Empties the write-ahead log into the file, unless another process is reading from it. */
export function foldLog(database: SqliteDatabase): void {
  database.prepare("pragma wal_checkpoint(truncate)").get();
}

/** Runs `body` in one transaction that takes the write lock at once: all of it is written, or nothing. */
export function inTransaction<T>(database: SqliteDatabase, body: () => T): T {
  database.exec("begin immediate");
  try {
    const result = body();
    database.exec("commit");
    return result;
  } catch (error) {
    if (database.inTransaction) database.exec("rollback");
    throw error;
  }
}

/** The single value of a pragma; the `simple` option of the library gives the whole row. */
export function readPragma(database: SqliteDatabase, name: string): unknown {
  return (database.prepare(`pragma ${name}`).raw().get() as [unknown])[0];
}

export function faultOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
