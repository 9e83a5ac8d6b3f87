import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { checkBackup, loadBackup, writeBackup } from "../vault/backup.ts";
import { openStore, type StorePlace, storeFile } from "../vault/store.ts";
import type { CommandIo } from "./io.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `backup FILE`: writes journal and vault of DATA_DIR or REDIS_URL, the server running or not, into one file
 * that only its owner may read. Exit 0, or 2 with one line on standard error and no file.
 */
export async function runBackup(
  args: readonly string[],
  io: CommandIo,
  env: Environment,
  now: () => Date = () => new Date(),
): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith("--") || rest.length > 0) return misuse(io, "backup FILE");
  return report(io, "backup", async () => {
    const place = placeOf(env);
    if ("dataDir" in place && !existsSync(storeFile(place.dataDir))) {
      throw new Error(`no store in DATA_DIR: ${storeFile(place.dataDir)} does not exist`);
    }
    if (existsSync(file)) throw new Error(`${file} is already there: a backup never replaces a file`);
    const store = await openStore(place, { onHazard: (hazards) => io.err(`${hazards.join("; ")}\n`) });
    const draft = `${file}.partial`;
    try {
      const lines = Readable.from(writeBackup(store, now().toISOString()));
      await pipeline(lines, createWriteStream(draft, { mode: 0o600 }));
      const { commits, records, streams } = await checkBackup(linesOf(draft));
      await synchronise(draft);
      await rename(draft, file);
      io.out(`${file}: ${commits} commits of ${streams} streams, ${records} records of the vault\n`);
    } finally {
      await rm(draft, { force: true });
      await store.close();
    }
  });
}

/** `restore FILE`: into the empty store of DATA_DIR or REDIS_URL, all of it or nothing; the server is stopped. */
export async function runRestore(args: readonly string[], io: CommandIo, env: Environment): Promise<number> {
  const [file, ...rest] = args;
  if (file === undefined || file.startsWith("--") || rest.length > 0) return misuse(io, "restore FILE");
  return report(io, "restore", async () => {
    const place = placeOf(env);
    if (!existsSync(file)) throw new Error(`${file} does not exist`);
    const { commits, records, streams } = await checkBackup(linesOf(file)).catch((error: Error) => {
      throw new Error(`${file}: ${error.message}`);
    });
    if ("dataDir" in place) {
      const { restoreIntoFolder } = await import("../vault/sqlite-restore.ts");
      await restoreIntoFolder(place.dataDir, (store) => loadBackup(linesOf(file), store));
    } else {
      const { restoreIntoRedis } = await import("../vault/redis-restore.ts");
      await restoreIntoRedis(place, (store) => loadBackup(linesOf(file), store));
    }
    io.out(`${file}: ${commits} commits of ${streams} streams, ${records} records of the vault\n`);
  });
}

function placeOf(env: Environment): StorePlace {
  if (env.REDIS_URL) return { redisUrl: env.REDIS_URL };
  if (env.DATA_DIR) return { dataDir: env.DATA_DIR };
  throw new Error("set DATA_DIR (the server's folder) or REDIS_URL");
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
}

async function synchronise(file: string): Promise<void> {
  const handle = await open(file, "r");
  await handle.sync().finally(() => handle.close());
}

function misuse(io: CommandIo, usage: string): number {
  io.err(`usage: ${usage}, with DATA_DIR or REDIS_URL in the environment\n`);
  return 2;
}

async function report(io: CommandIo, command: string, body: () => Promise<void>): Promise<number> {
  try {
    await body();
    return 0;
  } catch (error) {
    io.err(`${command}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}
