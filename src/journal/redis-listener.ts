import { setTimeout as delay } from "node:timers/promises";
import type { Redis } from "ioredis";
import { toCommit } from "./commit-codec.ts";
import type { Follower } from "./follower.ts";
import { JournalDamaged } from "./journal.ts";
import { createClient, type RedisConnection } from "./redis-connection.ts";
import { versionOf } from "./redis-journal.ts";

const blockMs = 5_000;

export type RedisListener = {
  /** From now on offers the follower what comes after `version`, the last one that the stream has. */
  watch(follower: Follower, version: number): void;
  forget(follower: Follower): void;
  close(): Promise<void>;
};

type Watched = { seen: number; readonly followers: Set<Follower> };

type ListenerOptions = {
  readonly url: string;
  readonly connection: RedisConnection;
  readonly keyOf: (stream: string) => string;
};

/** One blocking XREAD, on a connection of its own, for all the streams that this process follows. */
export function createRedisListener({ url, connection, keyOf }: ListenerOptions): RedisListener {
  const watchedByStream = new Map<string, Watched>();
  let blocker: Redis | null = null;
  let blockerId = 0;
  let listening: ReadonlySet<string> = new Set();
  let isClosed = false;
  let loop: Promise<void> | null = null;

  return {
    watch(follower, version) {
      const watched = watchedByStream.get(follower.stream);
      if (watched) {
        watched.followers.add(follower);
        return;
      }
      watchedByStream.set(follower.stream, { seen: version, followers: new Set([follower]) });
      loop ??= listen().finally(() => {
        loop = null;
      });
      void interruptUntil(() => listening.has(follower.stream));
    },
    forget(follower) {
      const watched = watchedByStream.get(follower.stream);
      watched?.followers.delete(follower);
      if (watched?.followers.size === 0) watchedByStream.delete(follower.stream);
    },
    async close() {
      isClosed = true;
      const followers = [...watchedByStream.values()].flatMap((watched) => [...watched.followers]);
      await Promise.all(followers.map((follower) => follower.stop()));
      blocker?.disconnect();
      await loop;
    },
  };

  async function listen(): Promise<void> {
    blocker = createClient(url, { socketTimeout: 3 * blockMs });
    blocker.on("error", () => {});
    let mustVerify = false;
    while (!isClosed) {
      try {
        if (blocker.status === "wait") await blocker.connect();
        if (mustVerify || blockerId === 0) {
          blockerId = await blocker.client("ID");
          await verifyNothingLost(blocker);
          mustVerify = false;
        }
        await readOnce(blocker);
      } catch {
        // Whatever it was, the streams themselves say what comes next once the server is back.
        mustVerify = true;
        listening = new Set();
        if (!isClosed) await delay(50);
      }
    }
  }

  async function readOnce(redis: Redis): Promise<void> {
    if (watchedByStream.size === 0) {
      listening = new Set();
      await delay(20);
      return;
    }
    const streams = [...watchedByStream.keys()];
    listening = new Set(streams);
    const keys = streams.map(keyOf);
    const ids = [...watchedByStream.values()].map(({ seen }) => `${seen}-0`);
    const reply = await redis.xread("COUNT", 500, "BLOCK", blockMs, "STREAMS", ...keys, ...ids);
    for (const [key, entries] of reply ?? []) {
      const stream = streams[keys.indexOf(key)];
      if (stream !== undefined) deliver(stream, entries);
    }
  }

  function deliver(stream: string, entries: readonly [string, string[]][]): void {
    const watched = watchedByStream.get(stream);
    if (!watched) return;
    try {
      for (const [id, fields] of entries) {
        const commit = toCommit(stream, versionOf(id), watched.seen + 1, fields[1]);
        watched.seen = commit.version;
        for (const follower of watched.followers) follower.offer(commit);
      }
    } catch (error) {
      for (const follower of [...watched.followers]) follower.fail(error);
    }
  }

  /** A server that came back without its last commits would otherwise be waited for in silence. */
  async function verifyNothingLost(redis: Redis): Promise<void> {
    for (const [stream, { seen, followers }] of watchedByStream) {
      const [entry] = await redis.xrevrange(keyOf(stream), "+", "-", "COUNT", 1);
      const last = entry ? versionOf(entry[0]) : 0;
      if (last >= seen) continue;
      const error = new JournalDamaged(stream, seen, `missing, Redis came back with ${last} commits`);
      for (const follower of [...followers]) follower.fail(error);
    }
  }

  /** The XREAD under way does not know of a new stream: end it early, as often as it takes. */
  async function interruptUntil(isDone: () => boolean): Promise<void> {
    while (!isClosed && !isDone()) {
      if (blockerId !== 0) {
        await connection.redis.client("UNBLOCK", blockerId, "TIMEOUT").catch(() => delay(50));
      }
      await delay(2);
    }
  }
}
