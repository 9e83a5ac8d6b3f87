import type { Redis } from "ioredis";
import { toCommit, toCommitText } from "./commit-codec.ts";
import { createFollower } from "./follower.ts";
import { type Commit, type Journal, JournalDamaged } from "./journal.ts";
import { checkRedisSafety, connectRedis, createWriterName, type RedisOptions } from "./redis-connection.ts";
import { createRedisListener } from "./redis-listener.ts";

const pageEntries = 1_000;

/**
 * XADD alone refuses an id that exists but accepts a gap. The script refuses both, still writes one entry with
 * one XADD, and recognises an entry of this very append: running it twice is running it once.
 */
const appendScript = `
local expected = tonumber(ARGV[1])
local top = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local last = top and tonumber(string.match(top[1], '^%d+')) or 0
local id = string.format('%.0f-0', expected + 1)
if last == expected then
  redis.call('XADD', KEYS[1], id, 'events', ARGV[2], 'by', ARGV[3])
  return -1
end
if last > expected then
  local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
  if entry and entry[2][4] == ARGV[3] then return -1 end
end
return last`;

/** A journal in Redis Streams, for several nodes; a stream is one key, an entry is one commit. */
export async function createRedisJournal(options: RedisOptions): Promise<Journal> {
  const { url, namespace = "coventis", onHazard } = options;
  const connection = await connectRedis(options);
  const { call } = connection;
  const keyOf = (stream: string) => `${namespace}:{${stream}}:journal`;
  const writer = createWriterName();
  let appends = 0;
  try {
    await checkRedisSafety(connection, onHazard);
  } catch (error) {
    await connection.close();
    throw error;
  }
  const listener = createRedisListener({ url, connection, keyOf });
  const underWay = new Set<Promise<unknown>>();

  return {
    read,
    async append(stream, expectedVersion, events) {
      const text = toCommitText(stream, expectedVersion, events);
      const by = `${writer}-${++appends}`;
      const written = call((redis) => redis.eval(appendScript, 1, keyOf(stream), expectedVersion, text, by));
      underWay.add(written);
      try {
        const last = Number(await written);
        if (last === -1) return { ok: true, version: expectedVersion + 1 };
        return { ok: false, conflict: true, version: last };
      } finally {
        underWay.delete(written);
      }
    },
    version,
    async streams(prefix = "") {
      const found = await call((redis) => scanKeys(redis, keyOf("*")));
      const start = keyOf("").indexOf("}");
      const streams = found.map((key) => key.slice(start, key.lastIndexOf("}")));
      return streams.filter((stream) => stream.startsWith(prefix)).sort();
    },
    async follow(stream, afterVersion, onCommit, onFailure) {
      const follower = createFollower({
        stream,
        afterVersion,
        read,
        onCommit,
        onFailure,
        onEnd: listener.forget,
      });
      listener.watch(follower, await version(stream));
      follower.wake();
      return follower;
    },
    async check() {
      await connection.redis.ping();
    },
    async close() {
      await listener.close();
      await Promise.allSettled(underWay);
      await connection.close();
    },
  };

  async function* read(stream: string, afterVersion: number): AsyncIterable<Commit> {
    let next = afterVersion + 1;
    // The page begins with the last commit known: when that one is gone, so is what the reader built on.
    let from = Math.max(afterVersion, 1);
    for (;;) {
      const entries = await readPage(stream, from);
      if (entries.length === 0 && from === afterVersion) {
        throw new JournalDamaged(
          stream,
          afterVersion,
          `missing, the stream ends at ${await version(stream)}`,
        );
      }
      for (const [id, fields] of entries) {
        const commit = toCommit(stream, versionOf(id), from, fields[1]);
        from++;
        if (commit.version < next) continue;
        next = commit.version + 1;
        yield commit;
      }
      if (entries.length < pageEntries) return;
    }
  }

  function readPage(stream: string, from: number): Promise<[string, string[]][]> {
    return call((redis) => redis.xrange(keyOf(stream), `${from}-0`, "+", "COUNT", pageEntries));
  }

  async function version(stream: string): Promise<number> {
    const [entry] = await call((redis) => redis.xrevrange(keyOf(stream), "+", "-", "COUNT", 1));
    return entry ? versionOf(entry[0]) : 0;
  }
}

/** The version that an entry's id stands for; NaN, hence damage, for an id that is not ours. */
export function versionOf(id: string): number {
  return id.endsWith("-0") ? Number(id.slice(0, -2)) : Number.NaN;
}

/** Keys that match a pattern, each once. */
export async function scanKeys(redis: Redis, pattern: string): Promise<string[]> {
  const keys = new Set<string>();
  let cursor = "0";
  do {
    const [next, found] = await redis.scan(cursor, "MATCH", pattern, "COUNT", 1_000);
    for (const key of found) keys.add(key);
    cursor = next;
  } while (cursor !== "0");
  return [...keys];
}
