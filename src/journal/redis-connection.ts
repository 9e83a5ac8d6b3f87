import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { JournalUnavailable, JournalUnsafe } from "./journal.ts";

export type RedisOptions = {
  readonly url: string;
  /** First part of every key, so that several installations may share one server. */
  readonly namespace?: string;
  /** How long a call may wait for a lost server to come back before it fails, in milliseconds. */
  readonly deadlineMs?: number;
  /** Called with what could be lost, in one sentence each; without it an unsafe server is refused. */
  readonly onHazard?: (hazards: readonly string[]) => void;
};

export type RedisConnection = {
  readonly redis: Redis;
  /** Runs, and again after a reconnection until the deadline: `run` must be safe to repeat. */
  call<T>(run: (redis: Redis) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Connects or throws `JournalUnavailable`; nothing is resent behind our back and nothing waits for ever. */
export async function connectRedis(options: RedisOptions): Promise<RedisConnection> {
  const { url, deadlineMs = 10_000 } = options;
  const redis = createClient(url, { commandTimeout: deadlineMs, socketTimeout: deadlineMs });
  let lastFault = "no answer";
  redis.on("error", (error: Error) => {
    lastFault = error.message || String(error);
  });
  try {
    await redis.connect();
  } catch (cause) {
    redis.disconnect();
    throw new JournalUnavailable(`cannot reach Redis at ${placeOf(url)}: ${lastFault}`, { cause });
  }
  let isClosed = false;

  return {
    redis,
    async call(run) {
      const end = performance.now() + deadlineMs;
      for (;;) {
        try {
          return await run(redis);
        } catch (cause) {
          const isRefused = isReply(cause) && !/^(LOADING|BUSY|TRYAGAIN) /.test(cause.message);
          if (isRefused || isClosed || performance.now() >= end) {
            const fault = cause instanceof Error ? cause.message : String(cause);
            throw new JournalUnavailable(`Redis at ${placeOf(url)}: ${fault}`, { cause });
          }
          await delay(redis.status === "ready" ? 20 : 50);
        }
      }
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      if (redis.status === "ready") await redis.quit().catch(() => {});
      redis.disconnect();
    },
  };
}

/** A second connection for commands that block; connects when asked to, and reconnects for ever. */
export function createClient(url: string, extra: { commandTimeout?: number; socketTimeout?: number }): Redis {
  return new Redis(url, {
    ...extra,
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // 0 rejects at once what a lost connection leaves unanswered; null would leave it pending for ever.
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(25 * 2 ** attempt, 1_000),
  });
}

/** Refuses a server whose settings may lose what it acknowledged, or reports it to `onHazard`. */
export async function checkRedisSafety(
  { call }: RedisConnection,
  onHazard: RedisOptions["onHazard"],
): Promise<void> {
  const hazards = await call(findHazards);
  if (hazards.length === 0) return;
  if (!onHazard) throw new JournalUnsafe(hazards.join("; "));
  onHazard(hazards);
}

/** Unlike any other process's, so that a writer recognises its own entry. */
export function createWriterName(): string {
  return randomBytes(9).toString("base64url");
}

async function findHazards(redis: Redis): Promise<string[]> {
  let settings: Map<string, string>;
  try {
    const names = ["appendonly", "appendfsync", "maxmemory-policy"] as const;
    const flat = (await redis.config("GET", ...names)) as string[];
    settings = new Map(names.map((name) => [name, flat[flat.indexOf(name) + 1] ?? ""]));
  } catch (error) {
    if (!isReply(error)) throw error;
    return [`Redis does not show its settings (${error.message}): a crash may lose acknowledged bookings`];
  }
  const hazards: string[] = [];
  if (settings.get("appendonly") !== "yes") {
    hazards.push("Redis has appendonly no: a crash loses everything since the last snapshot");
  } else if (settings.get("appendfsync") !== "always") {
    hazards.push(
      `Redis has appendfsync ${settings.get("appendfsync")}: a power cut loses the last second or more`,
    );
  }
  if (settings.get("maxmemory-policy") !== "noeviction") {
    hazards.push(
      `Redis has maxmemory-policy ${settings.get("maxmemory-policy")}: a full memory deletes whole journals`,
    );
  }
  return hazards;
}

/** An answer of the server that says no, unlike a connection that says nothing. */
function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}

function placeOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return "an address that is no URL";
  }
}
