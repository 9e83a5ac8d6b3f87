import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { StorePlace } from "../../src/vault/store.ts";
import { createApiClient } from "../support/booking-client.ts";
import { hasRedis, startOwnRedis } from "../support/redis-server.ts";
import { seedFair } from "../support/seeded-fair.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";

const clients = 64;
/** 200 is the published figure (`COVENTIS_ROUNDS=200 npx vitest run test/race/one-winner.test.ts`); CI runs fewer. */
const rounds = Number(process.env.COVENTIS_ROUNDS ?? 20);
const slots = 20;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** 64 buyers ask for the same slot at the same instant, round after round, spread over the servers. */
async function race(place: StorePlace, servers: readonly ServerProcess[]): Promise<void> {
  const fair = { fairId: "fair_test" };
  const apis = servers.map((server) => createApiClient(server.url, fair.fairId, clients));
  const token = (buyer: number) => `token-for-tests-of-per_b${buyer}`;
  for (let round = 0; round < rounds; round += 1) {
    // Each round another exhibitor: the pairs are new, and everyone is free in the slot asked for.
    const exhibitor = `org_e${round}`;
    const slot = round % slots;
    const answers = await Promise.all(
      Array.from({ length: clients }, (_, client) => {
        const api = apis[client % apis.length];
        if (!api) throw new Error("no server");
        return api.book(token(round * clients + client), exhibitor, slot);
      }),
    );
    const winners = answers.flatMap((answer, client) => (answer.status === 201 ? [client] : []));
    expect(winners, `round ${round}: ${JSON.stringify(answers.map((answer) => answer.status))}`).toHaveLength(
      1,
    );
    for (const [client, answer] of answers.entries()) {
      if (client === winners[0]) continue;
      expect(answer, `round ${round}, client ${client}`).toMatchObject({
        status: 409,
        body: { code: "slot-taken" },
      });
      expect(answer.body.alternatives, `round ${round}, client ${client}`).toHaveLength(3);
      expect(answer.body.alternatives?.map((free) => free.slot)).not.toContain(slot);
    }
  }
  for (const api of apis) api.close();
  console.log(
    `race on ${JSON.stringify(Object.keys(place))}, ${servers.length} server(s): ${rounds} rounds of ${clients}, one winner each`,
  );
}

const size = { exhibitors: rounds, buyers: rounds * clients, slots };

describe("64 clients book the same slot at the same instant", () => {
  it("on SQLite exactly one wins each round", { timeout: 600_000 }, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "coventis-race-"));
    cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
    await seedFair({ dataDir }, size);
    const server = await startServerProcess({ DATA_DIR: dataDir });
    cleanUps.push(() => server.kill());
    await race({ dataDir }, [server]);
  });

  for (const count of [1, 2])
    it.skipIf(!hasRedis(`the race on Redis with ${count} server(s)`))(
      `on Redis with ${count} server(s) exactly one wins each round`,
      { timeout: 600_000 },
      async () => {
        const redis = await startOwnRedis();
        cleanUps.push(() => redis.dispose());
        await seedFair({ redisUrl: redis.url }, size);
        const servers: ServerProcess[] = [];
        for (let node = 0; node < count; node += 1) {
          const server = await startServerProcess({ REDIS_URL: redis.url });
          servers.push(server);
          cleanUps.push(() => server.kill());
        }
        await race({ redisUrl: redis.url }, servers);
      },
    );
});
