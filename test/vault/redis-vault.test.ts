import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe } from "vitest";
import { createRedisVault } from "../../src/vault/redis-vault.ts";
import { hasRedis, type RedisServer, startRedis } from "../support/redis-server.ts";
import { describeVault } from "./contract.ts";

describe.runIf(hasRedis("the vault on Redis"))("redis", () => {
  let server: RedisServer;
  let admin: Redis;
  beforeAll(async () => {
    server = await startRedis();
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    admin.disconnect();
    await server.dispose();
  });

  describeVault("redis", async () => {
    const namespace = `test-${randomBytes(6).toString("hex")}`;
    const keysHere = () => admin.keys(`${namespace}:*`);
    return {
      open: () => createRedisVault({ url: server.url, namespace }),
      everything: async () => {
        const keys = await keysHere();
        const contents = await Promise.all(keys.map((name) => contentOf(admin, name)));
        return [...keys, ...contents].join("\n");
      },
      dispose: async () => {
        const keys = await keysHere();
        if (keys.length > 0) await admin.del(...keys);
      },
    };
  });
});

async function contentOf(redis: Redis, key: string): Promise<string> {
  const type = await redis.type(key);
  if (type === "hash") return JSON.stringify(await redis.hgetall(key));
  if (type === "set") return JSON.stringify(await redis.smembers(key));
  return JSON.stringify(await redis.zrange(key, "0", "-1"));
}
