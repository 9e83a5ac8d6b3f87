import type { Redis } from "ioredis";
import { connectRedis } from "../journal/redis-connection.ts";
import { createRedisJournal, scanKeys } from "../journal/redis-journal.ts";
import { createRedisVault } from "./redis-vault.ts";
import type { Store, StorePlace } from "./store.ts";

type RedisPlace = Extract<StorePlace, { redisUrl: string }>;

const namespaceOf = ({ namespace = "coventis" }: RedisPlace) => namespace;
const markerOf = (place: RedisPlace) => `${namespaceOf(place)}:restoring`;

/** A restoration cut short leaves its marker: nobody may work on half of a store. */
export async function refuseUnfinishedRestore(place: RedisPlace): Promise<void> {
  await withRedis(place, async (redis) => {
    if ((await redis.exists(markerOf(place))) === 0) return;
    throw new Error("this Redis holds an unfinished restoration: run restore again to start it over");
  });
}

/** Marks the store as unfinished, fills it, and lifts the mark; on failure takes everything away again. */
export async function restoreIntoRedis(
  place: RedisPlace,
  load: (store: Store) => Promise<void>,
): Promise<void> {
  await withRedis(place, async (redis) => {
    if ((await redis.exists(markerOf(place))) === 1) await clear(redis, place);
    if ((await scanKeys(redis, `${namespaceOf(place)}:*`)).length > 0) {
      throw new Error("this Redis is not empty: a backup is only restored into an empty store");
    }
    if ((await redis.set(markerOf(place), "1", "NX")) === null) {
      throw new Error("another restoration is under way on this Redis");
    }
    try {
      const store = await openUnmarked(place);
      try {
        await load(store);
      } finally {
        await store.close();
      }
      await redis.del(markerOf(place));
    } catch (error) {
      await clear(redis, place);
      throw error;
    }
  });
}

async function openUnmarked(place: RedisPlace): Promise<Store> {
  const where = { url: place.redisUrl, namespace: namespaceOf(place) };
  const journal = await createRedisJournal(where);
  const vault = await createRedisVault(where);
  return {
    journal,
    vault,
    close: async () => {
      await journal.close();
      await vault.close();
    },
  };
}

/** The marker goes last, so that a second failure still finds it. */
async function clear(redis: Redis, place: RedisPlace): Promise<void> {
  const marker = markerOf(place);
  const keys = await scanKeys(redis, `${namespaceOf(place)}:*`);
  for (const key of keys) if (key !== marker) await redis.unlink(key);
  await redis.unlink(marker);
}

async function withRedis(place: RedisPlace, body: (redis: Redis) => Promise<void>): Promise<void> {
  const connection = await connectRedis({ url: place.redisUrl });
  try {
    await body(connection.redis);
  } finally {
    await connection.close();
  }
}
