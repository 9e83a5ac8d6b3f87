/**
 * Figure 7: start-up from a journal of 100,000 commits on SQLite and on Redis, and the memory of a fair with 440
 * participants, 2,000 meetings and 50,000 scans; beside JSON.parse of the same text in the same run.
 * `npx tsx test/bench/startup.ts`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import { createFairState } from "../../src/domain/fair/state.ts";
import { upcastFairEvent } from "../../src/domain/fair/upcast.ts";
import type { Commit, Journal, RecordedEvent } from "../../src/journal/journal.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { openStore, type Store, type StorePlace } from "../../src/vault/store.ts";
import { hasRedis, startOwnRedis } from "../support/redis-server.ts";
import { fairId, opensAt, seedRuntime } from "../support/seeded-fair.ts";

const commits = 100_000;
const size = { exhibitors: 140, buyers: 300, slots: 54 };
const meetings = 2_000;
const scans = 50_000;
const rounds = 3;

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");
const fail = (error: unknown): never => {
  throw error;
};
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Every event of the fair, as texts: its set-up, then bookings, then scans. */
async function makeEvents(): Promise<{
  readonly directory: RecordedEvent[];
  readonly fair: RecordedEvent[];
}> {
  const journal = createMemoryJournal();
  const vault = createMemoryVault();
  const runtime = await createRuntime({ journal, vault, clock: systemClock, onFailure: fail });
  await seedRuntime(runtime, vault, size);
  await runtime.close();
  const all = async (stream: string): Promise<RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for await (const commit of journal.read(stream, 0)) events.push(...commit.events);
    return events;
  };
  const fair = await all(fairId);
  const stamp = { v: 1, at: opensAt, by: "system" };
  for (let index = 0; index < meetings; index += 1) {
    const [exhibitor, slot] = [index % size.exhibitors, Math.floor(index / size.exhibitors)];
    const buyer = (exhibitor + slot * 7) % size.buyers;
    fair.push({
      ...stamp,
      type: "MeetingScheduled",
      meetingId: `mtg_${index}`,
      organisations: [`org_b${buyer}`, `org_e${exhibitor}`],
      slot,
      placeId: `plc_${exhibitor}`,
      delegates: [`per_b${buyer}`, `per_e${exhibitor}`],
      origin: "booking",
    });
  }
  for (let index = 0; index < scans; index += 1) fair.push({ ...stamp, ...scan(index) });
  return { directory: await all("directory"), fair };
}

function scan(index: number): { type: string; [field: string]: unknown } {
  return {
    type: "BadgeScanned",
    scanId: `scan-${index}`,
    badge: index % 3 === 0 ? `vis_${index % 5_000}` : `per_b${index % size.buyers}`,
    roomId: "room_a",
    direction: index % 2 === 0 ? "in" : "out",
    scannedAt: new Date(Date.parse(opensAt) + index * 500).toISOString(),
  };
}

/** Appends asked for in one turn share a transaction, or a pipeline. */
async function write(journal: Journal, stream: string, events: readonly RecordedEvent[]): Promise<void> {
  for (let first = 0; first < events.length; first += 5_000) {
    const part = events.slice(first, first + 5_000);
    const outcomes = await Promise.all(
      part.map((event, index) => journal.append(stream, first + index, [event])),
    );
    if (!outcomes.every(({ ok }) => ok)) throw new Error(`conflict on ${stream}`);
  }
}

async function measureStart(name: string, place: StorePlace, texts: readonly string[]): Promise<object> {
  const [opened, read, parsed]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    collect();
    let startedMs = performance.now();
    const store: Store = await openStore(place);
    const runtime = await createRuntime({ ...store, clock: systemClock, onFailure: fail });
    const fair = await runtime.fair(fairId);
    opened.push(performance.now() - startedMs);
    if (fair?.version !== commits) throw new Error(`opened at ${fair?.version}`);
    startedMs = performance.now();
    let last = 0;
    for await (const { version } of store.journal.read(fairId, 0)) last = version;
    read.push(performance.now() - startedMs);
    if (last !== commits) throw new Error(`read up to ${last}`);
    await runtime.close();
    await store.close();
    startedMs = performance.now();
    for (const text of texts) JSON.parse(text);
    parsed.push(performance.now() - startedMs);
  }
  const ms = median(opened);
  return {
    [name]: {
      "start-up s": round2(ms / 1000),
      "commits/s": Math.round((commits / ms) * 1000),
      "reading alone s": round2(median(read) / 1000),
      "JSON.parse s": round2(median(parsed) / 1000),
      "× JSON.parse": round2(ms / median(parsed)),
    },
  };
}

function measureMemory(texts: readonly string[]): object {
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const empty = used();
  const parsed = texts.map((text): Commit["events"][number] => JSON.parse(text));
  const ofEvents = used() - empty;
  const before = used();
  const state = createFairState();
  for (const event of parsed) evolveFair(state, upcastFairEvent(event));
  const withBoth = used() - before;
  // What the state keeps of the events themselves is freed with neither; so it is measured again alone.
  parsed.length = 0;
  const alone = used() - empty;
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  return {
    "text of the events": { MB: round2(bytes / 1e6), "× text": 1 },
    "events, parsed": { MB: round2(ofEvents / 1e6), "× text": round2(ofEvents / bytes) },
    "state added to them": { MB: round2(withBoth / 1e6), "× text": round2(withBoth / bytes) },
    "state alone": { MB: round2(alone / 1e6), "× text": round2(alone / bytes) },
    [`(${state.participants.size} participants, ${state.meetings.size} meetings, ${state.scans.size} scans)`]:
      {},
  };
}

const round2 = (value: number): number => Math.round(value * 100) / 100;

const { directory, fair } = await makeEvents();
console.log(`memory of a fair, Node ${process.versions.node}`);
console.table(measureMemory(fair.map((event) => JSON.stringify(event))));

const long = [
  ...fair,
  ...Array.from({ length: commits - fair.length }, (_, index): RecordedEvent => {
    const [from, to] = [`org_b${index % size.buyers}`, `org_e${(index * 7) % size.exhibitors}`];
    const stamp = { v: 1, at: opensAt, by: "system" };
    return index % 2 === 0
      ? { ...stamp, type: "WishSet", from, to, level: "like" }
      : { ...stamp, ...scan(scans + index) };
  }),
];
const texts = long.map((event) => JSON.stringify([event]));
const folder = await mkdtemp(join(tmpdir(), "coventis-startup-"));
const redis = hasRedis("start-up from Redis") ? await startOwnRedis() : undefined;
const places: [string, StorePlace][] = [["SQLite", { dataDir: folder }]];
if (redis) places.push(["Redis", { redisUrl: redis.url }]);
try {
  const rows = [];
  for (const [name, place] of places) {
    const store = await openStore(place);
    await write(store.journal, "directory", directory);
    await write(store.journal, fairId, long);
    await store.close();
    rows.push(await measureStart(name, place, texts));
  }
  console.log(`start-up from ${commits} commits, median of ${rounds}`);
  console.table(Object.assign({}, ...rows));
} finally {
  await redis?.dispose();
  await rm(folder, { recursive: true, force: true });
}
