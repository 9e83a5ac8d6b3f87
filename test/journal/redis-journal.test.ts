import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRedisJournal } from "../../src/journal/redis-journal.ts";
import { hasRedis, type RedisServer, startOwnRedis, startRedis } from "../support/redis-server.ts";
import { collect, describeJournal, happened, startWriter, until } from "./contract.ts";

describe.runIf(hasRedis("the journal on Redis Streams"))("redis", () => {
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

  describeJournal("redis", async () => {
    const namespace = `test-${randomBytes(6).toString("hex")}`;
    return {
      address: `${server.url}#${namespace}`,
      open: () => createRedisJournal({ url: server.url, namespace }),
      damage: async (stream, version, text) => {
        const key = `${namespace}:{${stream}}:journal`;
        const entries = await admin.xrange(key, "-", "+");
        await admin.del(key);
        for (const [id, fields] of entries) {
          if (id !== `${version}-0`) await admin.xadd(key, id, ...fields);
          else if (text !== null) await admin.xadd(key, id, "events", text, "by", "damage");
        }
      },
      dispose: async () => {
        const keys = await admin.keys(`${namespace}:*`);
        if (keys.length > 0) await admin.del(...keys);
      },
    };
  });

  test("[JR1] every acknowledged append survives kill -9 of Redis, and appends go on after its return", async () => {
    const own = await startOwnRedis();
    const journal = await createRedisJournal({ url: own.url, deadlineMs: 20_000 });
    const followed: number[] = [];
    await journal.follow(
      "fair_a",
      0,
      ({ version }) => void followed.push(version),
      (error) => expect.unreachable(String(error)),
    );
    let acknowledged = 0;
    let isStorming = true;
    const storm = async () => {
      while (isStorming) {
        const outcome = await journal.append("fair_a", acknowledged, [happened("Booked", { acknowledged })]);
        // One writer only: a conflict would mean that a commit of its own was reported as another's.
        expect(outcome).toEqual({ ok: true, version: acknowledged + 1 });
        acknowledged++;
      }
    };
    const storming = storm();
    for (let round = 0; round < 3; round++) {
      const before = acknowledged;
      await until(() => acknowledged > before + 100, "appends");
      await own.kill();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await own.start();
    }
    const before = acknowledged;
    await until(() => acknowledged > before + 100, "appends after the last return");
    isStorming = false;
    await storming;
    const commits = await collect(journal.read("fair_a", 0));
    expect(commits).toHaveLength(acknowledged);
    expect(commits.map(({ events }) => events[0]?.acknowledged)).toEqual(
      Array.from({ length: acknowledged }, (_, index) => index),
    );
    await until(() => followed.length >= acknowledged, "the follower");
    expect(followed).toEqual(Array.from({ length: acknowledged }, (_, index) => index + 1));
    await journal.close();
    await own.dispose();
  });

  test("[JR2] an append whose answer is lost is found again: written once, acknowledged", async () => {
    const proxy = await startAnswerEater(Number(new URL(server.url).port));
    const namespace = `test-${randomBytes(6).toString("hex")}`;
    const journal = await createRedisJournal({ url: `redis://127.0.0.1:${proxy.port}`, namespace });
    for (let version = 0; version < 5; version++) {
      proxy.eatNextAnswer();
      expect(await journal.append("fair_a", version, [happened("Booked", { version })])).toEqual({
        ok: true,
        version: version + 1,
      });
    }
    expect(proxy.eaten()).toBe(5);
    expect(await collect(journal.read("fair_a", 0))).toHaveLength(5);
    await journal.close();
    await proxy.close();
    await admin.del(`${namespace}:{fair_a}:journal`);
  });

  test("[JR3] after a lost answer, a place taken by another process meanwhile is a conflict", async () => {
    const proxy = await startAnswerEater(Number(new URL(server.url).port));
    const namespace = `test-${randomBytes(6).toString("hex")}`;
    const journal = await createRedisJournal({ url: `redis://127.0.0.1:${proxy.port}`, namespace });
    const other = await createRedisJournal({ url: server.url, namespace });
    await other.append("fair_a", 0, [happened("Booked")]);
    proxy.eatNextAnswer();
    // The same content, but another writer's: it must not be taken for ours.
    expect(await journal.append("fair_a", 0, [happened("Booked")])).toEqual({
      ok: false,
      conflict: true,
      version: 1,
    });
    expect(proxy.eaten()).toBe(1);
    await journal.close();
    await other.close();
    await proxy.close();
    await admin.del(`${namespace}:{fair_a}:journal`);
  });

  test("[JR4] a server that may lose or delete commits is refused, with what could be lost", async () => {
    const cases: [string[], RegExp][] = [
      [["--appendonly", "no"], /appendonly no.*since the last snapshot/],
      [["--appendfsync", "everysec"], /appendfsync everysec.*last second/],
      [["--maxmemory-policy", "allkeys-lru"], /allkeys-lru.*deletes/],
      [["--rename-command", "CONFIG", "HIDDEN"], /does not show its settings/],
    ];
    for (const [settings, expected] of cases) {
      const own = await startOwnRedis(settings);
      await expect(createRedisJournal({ url: own.url })).rejects.toThrow(expected);
      const told: string[] = [];
      const journal = await createRedisJournal({
        url: own.url,
        onHazard: (hazards) => void told.push(...hazards),
      });
      expect(told.join()).toMatch(expected);
      expect(await journal.append("fair_a", 0, [happened("Booked")])).toMatchObject({ ok: true });
      await journal.close();
      await own.dispose();
    }
  });

  test("[JR5] without a server, opening, appending and readiness fail in time and do not show the password", async () => {
    const own = await startOwnRedis(["--requirepass", "s3same"]);
    const url = own.url.replace("//", "//:s3same@");
    const journal = await createRedisJournal({ url, deadlineMs: 300 });
    await own.kill();
    const lost = await journal.append("fair_a", 0, [happened("Booked")]).catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: "journal-unavailable" });
    expect(String(lost)).not.toContain("s3same");
    await expect(journal.check()).rejects.toThrow();
    await expect(createRedisJournal({ url })).rejects.toThrow(/cannot reach Redis at 127\.0\.0\.1/);
    await own.start();
    await expect.poll(() => journal.append("fair_a", 0, [happened("Booked")])).toMatchObject({ ok: true });
    await journal.close();
    await own.dispose();
  });

  test("[JR6] a server that comes back without its last commits stops the followers", async () => {
    const own = await startOwnRedis();
    const journal = await createRedisJournal({ url: own.url });
    for (let version = 0; version < 5; version++) await journal.append("fair_a", version, [happened("A")]);
    const failures: unknown[] = [];
    const seen: number[] = [];
    await journal.follow(
      "fair_a",
      0,
      ({ version }) => void seen.push(version),
      (error) => failures.push(error),
    );
    await until(() => seen.length === 5, "five commits");
    const saboteur = new Redis(own.url);
    await saboteur.del("coventis:{fair_a}:journal");
    saboteur.disconnect();
    await own.kill();
    await own.start();
    await until(() => failures.length > 0, "the alarm");
    expect(failures[0]).toMatchObject({ code: "journal-damaged", stream: "fair_a", version: 5 });
    await journal.close();
    await own.dispose();
  });

  test("[JR8] a server that hangs is given up in time; what it wrote after all is found, once", async () => {
    const own = await startOwnRedis();
    const journal = await createRedisJournal({ url: own.url, deadlineMs: 400 });
    await journal.append("fair_a", 0, [happened("Booked")]);
    own.suspend();
    const start = performance.now();
    const lost = await journal.append("fair_a", 1, [happened("Perhaps")]).catch((error: unknown) => error);
    expect(lost).toMatchObject({ code: "journal-unavailable" });
    expect(performance.now() - start).toBeLessThan(3_000);
    own.resume();
    await expect.poll(() => journal.version("fair_a").catch(() => -1)).toBe(2);
    expect(await journal.append("fair_a", 1, [happened("Other")])).toMatchObject({ ok: false, version: 2 });
    expect(await collect(journal.read("fair_a", 1))).toMatchObject([{ events: [{ type: "Perhaps" }] }]);
    await journal.close();
    await own.dispose();
  });

  test("[JR7] every acknowledged append survives kill -9 of its writer", async () => {
    const namespace = `test-${randomBytes(6).toString("hex")}`;
    for (let round = 0; round < 3; round++) {
      const writer = startWriter(`${server.url}#${namespace}`, "fair_a", 1_000_000);
      let acknowledged = 0;
      writer.on("message", (version) => {
        acknowledged = Number(version);
      });
      await until(() => acknowledged > 0, "the writer", 20_000);
      await new Promise((resolve) => setTimeout(resolve, 50));
      writer.kill("SIGKILL");
      await once(writer, "exit");
      const journal = await createRedisJournal({ url: server.url, namespace });
      const commits = await collect(journal.read("fair_a", 0));
      expect(commits.length).toBeGreaterThanOrEqual(acknowledged);
      await journal.close();
    }
    await admin.del(`${namespace}:{fair_a}:journal`);
  });
});

/** A proxy that lets a request through, then cuts the connection instead of passing the answer. */
async function startAnswerEater(port: number) {
  let isHungry = false;
  let eaten = 0;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    sockets.add(client).add(upstream);
    client.on("error", () => upstream.destroy()).on("close", () => upstream.destroy());
    upstream.on("error", () => client.destroy()).on("close", () => client.destroy());
    client.pipe(upstream);
    upstream.on("data", (answer) => {
      if (!isHungry) return void client.write(answer);
      isHungry = false;
      eaten++;
      client.destroy();
    });
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const address = proxy.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    eatNextAnswer: () => {
      isHungry = true;
    },
    eaten: () => eaten,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, "close");
    },
  };
}
