import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Journal } from "../journal/journal.ts";
import { createTurns } from "../journal/turns.ts";
import { inTurn } from "./in-turn.ts";
import type { Vault } from "./vault.ts";

/** Journal and vault always stand side by side: a folder with one SQLite file, or a Redis. */
export type StorePlace =
  | { readonly dataDir: string }
  | { readonly redisUrl: string; readonly namespace?: string };

export type Store = {
  readonly journal: Journal;
  readonly vault: Vault;
  close(): Promise<void>;
};

export type OpenOptions = {
  /** See `RedisOptions`: without it a Redis that could lose acknowledged commits is refused. */
  readonly onHazard?: (hazards: readonly string[]) => void;
};

/** Opens or creates; native code and the Redis client are only loaded for the engine that is used. */
export async function openStore(place: StorePlace, options: OpenOptions = {}): Promise<Store> {
  if ("dataDir" in place) {
    await mkdir(place.dataDir, { recursive: true, mode: 0o700 });
    return openSqliteStore(storeFile(place.dataDir));
  }
  return openRedisStore(place, options);
}

export function storeFile(dataDir: string): string {
  return join(dataDir, "coventis.db");
}

export async function openSqliteStore(file: string): Promise<Store> {
  const { createSqliteJournal } = await import("../journal/sqlite-journal.ts");
  const { createSqliteVault } = await import("./sqlite-vault.ts");
  const turns = createTurns();
  const journal = createSqliteJournal({ file, turns });
  return toStore(journal, inTurn(createSqliteVault({ file }), turns));
}

async function openRedisStore(
  place: Extract<StorePlace, { redisUrl: string }>,
  { onHazard }: OpenOptions,
): Promise<Store> {
  const { createRedisJournal } = await import("../journal/redis-journal.ts");
  const { createRedisVault } = await import("./redis-vault.ts");
  const { refuseUnfinishedRestore } = await import("./redis-restore.ts");
  await refuseUnfinishedRestore(place);
  const { redisUrl: url, namespace } = place;
  const where = { url, ...(namespace === undefined ? {} : { namespace }) };
  const journal = await createRedisJournal({ ...where, ...(onHazard ? { onHazard } : {}) });
  try {
    // The journal has just checked the same server.
    const vault = await createRedisVault({ ...where, onHazard: () => {} });
    return toStore(journal, vault);
  } catch (error) {
    await journal.close();
    throw error;
  }
}

function toStore(journal: Journal, vault: Vault): Store {
  return {
    journal,
    vault,
    close: async () => {
      await journal.close();
      await vault.close();
    },
  };
}
