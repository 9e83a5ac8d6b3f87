import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import type { RateLimits } from "../config.ts";
import { linkMinutes } from "./sign-in.ts";

/** Undefined when it may go on, else how many seconds to wait. */
export type Limit = (key: string) => Promise<number | undefined>;
export type Limits = {
  /** By address, for whatever sends mails or tries tokens; shared by all nodes. */
  readonly signIn: Limit;
  /** By e-mail address that links are asked for: five in a quarter of an hour, so that nobody's box is flooded. */
  readonly mail: Limit;
  /** By account (or address of a visitor), for whatever changes something; counted by each node. */
  readonly command: Limit;
  /** By address, for everything else; counted by each node. */
  readonly read: Limit;
};

/** `redis` is a connected ioredis client, where nodes share one. */
export function createLimits(limits: RateLimits, redis?: unknown): Limits {
  const memory = (name: string, points: number) =>
    new RateLimiterMemory({ keyPrefix: name, points, duration: 60 });
  const shared = (name: string, points: number): RateLimiterAbstract =>
    redis === undefined
      ? memory(name, points)
      : new RateLimiterRedis({
          storeClient: redis,
          keyPrefix: `coventis:limit:${name}`,
          points,
          duration: 60,
          insuranceLimiter: memory(name, points),
        });
  return {
    signIn: toLimit(limits.signInPerAddress, (points) => shared("sign-in", points)),
    mail: toLimit(
      5,
      (points) => new RateLimiterMemory({ keyPrefix: "mail", points, duration: linkMinutes * 60 }),
    ),
    command: toLimit(limits.commandsPerAccount, (points) => memory("command", points)),
    read: toLimit(limits.readsPerAddress, (points) => memory("read", points)),
  };
}

function toLimit(points: number, create: (points: number) => RateLimiterAbstract): Limit {
  if (points === 0) return () => Promise.resolve(undefined);
  const limiter = create(points);
  return async (key) => {
    try {
      await limiter.consume(key);
      return undefined;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  };
}
