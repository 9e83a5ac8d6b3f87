import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRedisVault } from "../../src/vault/redis-vault.ts";
import { hasRedis, type RedisServer, startOwnRedis, startRedis } from "../support/redis-server.ts";
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

  test("[VR1] an erased person is soon gone from the append-only file too", async () => {
    const own = await startOwnRedis();
    const files = async () => {
      const names = await readdir(own.folder, { recursive: true, withFileTypes: true });
      const texts = names
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      // A rewrite may take a file away between the listing and the reading.
      return (await Promise.all(texts.map((file) => readFile(file, "utf8").catch(() => "")))).join("\n");
    };
    const vault = await createRedisVault({ url: own.url });
    await vault.putPerson({ id: "per_a", name: "Noor Évrard", email: "noor@alto.example", locale: "fr" });
    await vault.putPerson({ id: "per_b", name: "Otto", email: "otto@alto.example", locale: "en" });
    expect(await files()).toContain("Noor Évrard");
    await vault.erasePerson("per_a");
    await expect.poll(files, { timeout: 10_000 }).not.toMatch(/Évrard|noor@/);
    expect(await vault.listPeople()).toHaveLength(1);
    await vault.close();
    await own.dispose();
  });
});

async function contentOf(redis: Redis, key: string): Promise<string> {
  const type = await redis.type(key);
  if (type === "hash") return JSON.stringify(await redis.hgetall(key));
  if (type === "set") return JSON.stringify(await redis.smembers(key));
  return JSON.stringify(await redis.zrange(key, "0", "-1"));
}
