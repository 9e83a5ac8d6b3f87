/**
 * Prints what the journals do on this machine: durable appends one after the other, appends in groups, reading
 * back, and a follower's lag. Run: npx tsx test/journal/bench.ts [commits, 100000 unless told]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Journal, RecordedEvent } from "../../src/journal/journal.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { createRedisJournal } from "../../src/journal/redis-journal.ts";
import { createSqliteJournal } from "../../src/journal/sqlite-journal.ts";
import { hasRedis, startOwnRedis } from "../support/redis-server.ts";

const total = Number(process.argv[2] ?? 100_000);
const booking = (index: number): RecordedEvent => ({
  type: "MeetingBooked",
  v: 1,
  meetingId: `mtg_${String(index).padStart(12, "0")}`,
  askedBy: "per_0123456789ab",
  delegateIds: ["per_0123456789ab", "per_ba9876543210"],
  slot: index % 40,
  placeId: "plc_table-12",
  at: "2027-03-09T09:20:00.000Z",
});

const rows: Record<string, string | number>[] = [];
rows.push(await measure("memory", createMemoryJournal()));
const folder = await mkdtemp(join(tmpdir(), "coventis-bench-"));
rows.push(await measure("sqlite", createSqliteJournal({ file: join(folder, "bench.db") })));
await rm(folder, { recursive: true });
if (hasRedis("figures of the journal on Redis")) {
  const server = await startOwnRedis();
  rows.push(await measure("redis", await createRedisJournal({ url: server.url })));
  await server.dispose();
}
console.table(rows);

async function measure(engine: string, journal: Journal): Promise<Record<string, string | number>> {
  const alone: number[] = [];
  for (let version = 0; version < 2_000; version++) {
    const start = performance.now();
    await journal.append("fair_a", version, [booking(version)]);
    alone.push(performance.now() - start);
  }
  alone.sort((a, b) => a - b);
  const sum = alone.reduce((a, b) => a + b, 0);

  const grouped = await seconds(async () => {
    for (let version = 0; version < 200; version++) {
      await journal.append(
        "fair_b",
        version,
        Array.from({ length: 100 }, (_, index) => booking(index)),
      );
    }
  });
  const filled = await seconds(async () => {
    for (let version = 0; version < total; version += 500) {
      await Promise.all(
        Array.from({ length: Math.min(500, total - version) }, (_, index) =>
          journal.append("fair_c", version + index, [booking(version + index)]),
        ),
      );
    }
  });
  let read = 0;
  const readBack = await seconds(async () => {
    for await (const { events } of journal.read("fair_c", 0)) read += events.length;
  });
  const lags: number[] = [];
  let sentAt = 0;
  const following = await journal.follow(
    "fair_a",
    2_000,
    () => void lags.push(performance.now() - sentAt),
    (error) => console.error(error),
  );
  for (let version = 2_000; version < 2_200; version++) {
    sentAt = performance.now();
    await journal.append("fair_a", version, [booking(version)]);
    while (lags.length <= version - 2_000) await new Promise((resolve) => setImmediate(resolve));
  }
  await following.stop();
  await journal.close();
  lags.sort((a, b) => a - b);
  return {
    engine,
    "appends/s, one by one": Math.round((alone.length / sum) * 1_000),
    "p50 ms": round(alone[alone.length >> 1]),
    "p99 ms": round(alone[Math.floor(alone.length * 0.99)]),
    "events/s, 100 a commit": Math.round(20_000 / grouped),
    "appends/s, 500 at once": Math.round(total / filled),
    [`s to read ${total} back`]: round(read === total ? readBack : Number.NaN),
    "seen by follower, p50 ms": round(lags[lags.length >> 1]),
  };
}

async function seconds(body: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await body();
  return (performance.now() - start) / 1_000;
}

function round(value: number | undefined): number {
  return Number((value ?? Number.NaN).toPrecision(3));
}
