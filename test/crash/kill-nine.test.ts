import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { FairEvent } from "../../src/domain/fair/events.ts";
import { upcastFairEvent } from "../../src/domain/fair/upcast.ts";
import { openStore, type StorePlace } from "../../src/vault/store.ts";
import { createApiClient } from "../support/booking-client.ts";
import { hasRedis, type RedisServer, startOwnRedis } from "../support/redis-server.ts";
import { seedFair } from "../support/seeded-fair.ts";
import { startServerProcess } from "../support/server-process.ts";

/** 20 and 5 are the published figures (`COVENTIS_CRASHES=20 npx vitest run test/crash`); CI runs fewer. */
const crashes = Number(process.env.COVENTIS_CRASHES ?? 3);
const redisCrashes = Math.max(1, Math.round(crashes / 4));
const clients = 32;
const exhibitors = 60;
const slots = 40;
const buyersPerRound = clients;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Booked = { readonly id: string; readonly slot: number };

/** Books at random from `clients` connections until the server no longer answers; returns what it acknowledged. */
async function storm(
  url: string,
  round: number,
  seed: number,
  crash: () => Promise<void>,
): Promise<Booked[]> {
  const api = createApiClient(url, "fair_test", clients);
  const acknowledged: Booked[] = [];
  let isOver = false;
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
  const client = async (index: number) => {
    const token = `token-for-tests-of-per_b${round * buyersPerRound + index}`;
    while (!isOver) {
      const slot = random(slots);
      try {
        const answer = await api.book(token, `org_e${random(exhibitors)}`, slot);
        if (answer.status === 201) acknowledged.push({ id: String(answer.body.id), slot });
        else if (answer.status >= 500) await new Promise((done) => setTimeout(done, 5));
      } catch {
        return;
      }
    }
  };
  const running = Array.from({ length: clients }, (_, index) => client(index));
  await new Promise((done) => setTimeout(done, 150 + random(250)));
  await crash();
  isOver = true;
  await Promise.all(running);
  api.close();
  return acknowledged;
}

/** Reads the journal from zero: contiguous, nothing doubled, every acknowledged booking there. */
async function expectWhole(place: StorePlace, acknowledged: readonly Booked[], round: number): Promise<void> {
  const store = await openStore(place);
  try {
    const people = new Set<string>();
    const places = new Set<string>();
    const found = new Map<string, number>();
    let version = 0;
    for await (const commit of store.journal.read("fair_test", 0)) {
      expect(commit.version).toBe(version + 1);
      version = commit.version;
      for (const raw of commit.events) {
        const event: FairEvent = upcastFairEvent(raw);
        if (event.type !== "MeetingScheduled") continue;
        expect(found.has(event.meetingId), `${event.meetingId} twice`).toBe(false);
        found.set(event.meetingId, event.slot);
        for (const person of event.delegates) {
          expect(people.has(`${person}@${event.slot}`), `${person} twice in ${event.slot}`).toBe(false);
          people.add(`${person}@${event.slot}`);
        }
        expect(places.has(`${event.placeId}@${event.slot}`)).toBe(false);
        places.add(`${event.placeId}@${event.slot}`);
      }
    }
    const lost = acknowledged.filter(({ id, slot }) => found.get(id) !== slot);
    expect(lost, `lost in round ${round}`).toEqual([]);
  } finally {
    await store.close();
  }
}

const size = (rounds: number) => ({ exhibitors, buyers: rounds * buyersPerRound, slots });

describe("an acknowledged booking survives", () => {
  it("kill -9 of the server on SQLite", { timeout: 600_000 }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "coventis-crash-"));
    cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
    await seedFair({ dataDir }, size(crashes));
    const acknowledged: Booked[] = [];
    for (let round = 0; round < crashes; round += 1) {
      const server = await startServerProcess({ DATA_DIR: dataDir });
      acknowledged.push(...(await storm(server.url, round, 7 + round, () => server.kill())));
      await expectWhole({ dataDir }, acknowledged, round);
    }
    expect(acknowledged.length).toBeGreaterThan(crashes);
    console.log(
      `crash on SQLite: ${crashes} kill -9, ${acknowledged.length} acknowledged bookings, none lost`,
    );
  });

  it.skipIf(!hasRedis("kill -9 of the server on Redis"))(
    "kill -9 of the server on Redis",
    { timeout: 600_000 },
    async () => {
      const redis = await startOwnRedis();
      cleanUps.push(() => redis.dispose());
      const place = { redisUrl: redis.url };
      await seedFair(place, size(crashes));
      const acknowledged: Booked[] = [];
      for (let round = 0; round < crashes; round += 1) {
        const server = await startServerProcess({ REDIS_URL: redis.url });
        acknowledged.push(...(await storm(server.url, round, 77 + round, () => server.kill())));
        await expectWhole(place, acknowledged, round);
      }
      expect(acknowledged.length).toBeGreaterThan(crashes);
      console.log(
        `crash on Redis: ${crashes} kill -9, ${acknowledged.length} acknowledged bookings, none lost`,
      );
    },
  );

  it.skipIf(!hasRedis("kill -9 of Redis itself"))(
    "kill -9 of Redis itself, and the server goes on once it is back",
    { timeout: 600_000 },
    async () => {
      const redis: RedisServer = await startOwnRedis();
      cleanUps.push(() => redis.dispose());
      const place = { redisUrl: redis.url };
      await seedFair(place, size(redisCrashes + 1));
      const server = await startServerProcess({ REDIS_URL: redis.url, LOG_LEVEL: "silent" });
      cleanUps.push(() => server.kill());
      const acknowledged: Booked[] = [];
      for (let round = 0; round < redisCrashes; round += 1) {
        const crash = async () => {
          await redis.kill();
          await new Promise((done) => setTimeout(done, 100));
          await redis.start();
        };
        acknowledged.push(...(await storm(server.url, round, 777 + round, crash)));
        await expectWhole(place, acknowledged, round);
      }
      const after = await storm(server.url, redisCrashes, 4, () => Promise.resolve());
      expect(after.length, "bookings after the last crash").toBeGreaterThan(0);
      await expectWhole(place, [...acknowledged, ...after], redisCrashes);
      console.log(
        `crash of Redis: ${redisCrashes} kill -9, ${acknowledged.length} acknowledged bookings, none lost`,
      );
    },
  );
});
