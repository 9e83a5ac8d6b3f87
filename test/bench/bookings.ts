/**
 * Figure 5: bookings per second, each synced to disk before its answer, 64 connections, few and many conflicts; in
 * process and behind one and the same HTTP server, beside PostgreSQL in the same run; and through our whole API,
 * with its identities, limits, measures, protecting headers and live views. `npx tsx test/bench/bookings.ts [rounds]
 * [bookings]`; needs `npm run build`.
 */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { meetingIdSchema, organisationIdSchema } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { newId } from "../../src/runtime/new-id.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";
import { openStore } from "../../src/vault/store.ts";
import { findFreePort } from "../support/free-port.ts";
import { fairId, seedFair } from "../support/seeded-fair.ts";
import { startServerProcess } from "../support/server-process.ts";
import {
  type Attempt,
  attempts,
  buyers,
  connections,
  exhibitors,
  type Figures,
  type Mix,
  measureLoops,
  median,
  mixes,
  slots,
  warmUp,
} from "./bookings-work.ts";
import { cpuOf } from "./cpu-time.ts";
import { bookIn, createPool, type Postgres, schema, startPostgres } from "./postgres.ts";

const rounds = Number(process.argv[2] ?? 5);
const count = Number(process.argv[3] ?? 6_000);
const run = promisify(execFile);
const tsx = ["--import", "tsx"];
const here = import.meta.dirname;

/** `cpuMs` reads the CPU time of everything that serves. */
async function load(url: string, mix: Mix, seed: number, cpuMs: () => number): Promise<Figures> {
  const before = cpuMs();
  const args = [join(here, "load.ts"), new URL(url).port, String(count), String(mix.conflicts), String(seed)];
  const { stdout } = await run(process.execPath, [...tsx, ...args]);
  return { ...JSON.parse(stdout), cpuUs: perBooking(cpuMs() - before) };
}

function perBooking(cpuMs: number): number {
  return (cpuMs * 1000) / (count + warmUp);
}

/** Runs in this process; what serves elsewhere is added. */
async function inProcess(
  mix: Mix,
  seed: number,
  book: (attempt: Attempt) => Promise<boolean>,
  elsewhereMs: () => number = () => 0,
): Promise<Figures> {
  const cpuMs = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000 + elsewhereMs();
  };
  const before = cpuMs();
  await measureLoops(attempts(warmUp, mix, seed, slots), book);
  const figures = await measureLoops(attempts(count, mix, seed), book);
  return { ...figures, cpuUs: perBooking(cpuMs() - before) };
}

/** Every way starts each round with nothing booked, and is warm when it is measured. */
async function coventisHttp(mix: Mix, seed: number): Promise<Figures> {
  return inFolder(async (dataDir) => {
    await seedFair({ dataDir }, { exhibitors, buyers, slots: slots * 2 });
    const server = await startServerProcess({ DATA_DIR: dataDir, ...profileOptions });
    const figures = await load(server.url, mix, seed, () => cpuOf(server.child.pid));
    await server.stop();
    return figures;
  });
}

async function coventisInProcess(mix: Mix, seed: number): Promise<Figures> {
  return inFolder(async (dataDir) => {
    await seedFair({ dataDir }, { exhibitors, buyers, slots: slots * 2 });
    const store = await openStore({ dataDir });
    const runtime = await createRuntime({
      ...store,
      clock: systemClock,
      onFailure: (error) => {
        throw error;
      },
    });
    const fair = await runtime.fair(fairId);
    if (!fair) throw new Error("no fair");
    const book = async ([buyer, exhibitor, slot]: Attempt): Promise<boolean> => {
      const command = {
        type: "BookMeeting",
        meetingId: newId("mtg", (text) => meetingIdSchema.parse(text)),
        from: organisationIdSchema.parse(`org_b${buyer}`),
        to: organisationIdSchema.parse(`org_e${exhibitor}`),
        slot,
      } as const;
      return (await fair.submit(command, { at: systemClock.now(), by: "system", as: "delegate" })).ok;
    };
    const figures = await inProcess(mix, seed, book);
    await runtime.close();
    await store.close();
    return figures;
  });
}

async function postgresHttp(postgres: Postgres, mix: Mix, seed: number): Promise<Figures> {
  await emptyTable(postgres);
  return sameServer({ POSTGRES_URL: postgres.url }, mix, seed, () => cpuOf(postgres.pid));
}

async function runtimeHttp(mix: Mix, seed: number): Promise<Figures> {
  return inFolder(async (dataDir) => {
    await seedFair({ dataDir }, { exhibitors, buyers, slots: slots * 2 });
    return sameServer({ DATA_DIR: dataDir }, mix, seed, () => 0);
  });
}

async function sameServer(
  engine: Readonly<Record<string, string>>,
  mix: Mix,
  seed: number,
  elsewhereMs: () => number,
): Promise<Figures> {
  const port = await findFreePort();
  const env = { PATH: process.env.PATH ?? "", ...engine, PORT: String(port) };
  const server = spawn(process.execPath, [...tsx, join(here, "booking-server.ts")], {
    env,
    stdio: "inherit",
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await new Promise((done) => setTimeout(done, 50));
  const figures = await load(url, mix, seed, () => cpuOf(server.pid) + elsewhereMs());
  server.kill();
  await once(server, "exit");
  return figures;
}

async function postgresInProcess(postgres: Postgres, mix: Mix, seed: number): Promise<Figures> {
  await emptyTable(postgres);
  const pool = createPool(postgres.url);
  const book = ([buyer, exhibitor, slot]: Attempt): Promise<boolean> => {
    const id = newId("mtg", String);
    return bookIn(pool, { id, exhibitor: `org_e${exhibitor}`, buyer: `org_b${buyer}`, slot });
  };
  const figures = await inProcess(mix, seed, book, () => cpuOf(postgres.pid));
  await pool.end();
  return figures;
}

async function emptyTable(postgres: Postgres): Promise<void> {
  const pool = createPool(postgres.url);
  await pool.query(schema);
  await pool.end();
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "coventis-bench-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const profileOptions: Readonly<Record<string, string>> = process.env.COVENTIS_NODE_OPTIONS
  ? { NODE_OPTIONS: process.env.COVENTIS_NODE_OPTIONS }
  : {};
const postgres = await startPostgres();
const ways = {
  "PostgreSQL, in process": (mix: Mix, seed: number) => postgresInProcess(postgres, mix, seed),
  "Coventis, in process": coventisInProcess,
  "PostgreSQL, same HTTP": (mix: Mix, seed: number) => postgresHttp(postgres, mix, seed),
  "Coventis, same HTTP": runtimeHttp,
  "Coventis, whole API": coventisHttp,
};
type Way = keyof typeof ways;
const all = Object.keys(ways) as Way[];
const only = process.env.COVENTIS_ONLY;
const wanted = only === undefined ? all : all.filter((way) => way.includes(only));
console.log(
  `PostgreSQL ${postgres.version}, Node ${process.versions.node}, ${connections} connections, ${count} bookings a round, ${rounds} rounds`,
);
try {
  for (const mix of mixes) {
    const results = new Map<Way, Figures[]>(wanted.map((way) => [way, []]));
    for (let round = 0; round < rounds; round += 1)
      for (const way of wanted) results.get(way)?.push(await ways[way](mix, round + 1));
    const rates = new Map(
      wanted.map((way) => [way, median((results.get(way) ?? []).map((one) => one.perSecond))]),
    );
    console.log(`\n${mix.name} (${mix.conflicts * 100} % ask for what another one asks)`);
    console.table(
      Object.fromEntries(
        wanted.map((way) => {
          const own = results.get(way) ?? [];
          const peer = rates.get(
            way.endsWith("in process") ? "PostgreSQL, in process" : "PostgreSQL, same HTTP",
          );
          const row = {
            "bookings/s": Math.round(rates.get(way) ?? 0),
            booked: median(own.map((one) => one.booked)),
            refused: median(own.map((one) => one.refused)),
            "p50 ms": Math.round(median(own.map((one) => one.p50Ms)) * 10) / 10,
            "p99 ms": Math.round(median(own.map((one) => one.p99Ms)) * 10) / 10,
            "CPU µs": Math.round(median(own.map((one) => one.cpuUs ?? Number.NaN))),
            "× PostgreSQL": Math.round(((rates.get(way) ?? 0) / (peer ?? Number.NaN)) * 10) / 10,
          };
          return [way, row];
        }),
      ),
    );
  }
} finally {
  await postgres.stop();
}
