/**
 * Figure 7 of agendas: how long a booking waits while an agenda of 15,000 meetings is computed, beside rest, in the
 * same run, turn and turn about: at rest, then from the click on « compute » until it is stopped. Bookings come at a
 * fixed rate whatever the answers, through HTTP, synced to disk, on the server as it is built.
 * `npx tsx test/bench/latency-while-computing.ts [rounds] [bookings a second] [seconds a phase]`; needs `npm run build`.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { organisationIdSchema } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";
import { openStore } from "../../src/vault/store.ts";
import { fairId, seedFair } from "../support/seeded-fair.ts";
import { startServerProcess } from "../support/server-process.ts";
import { cpuOf } from "./cpu-time.ts";

const rounds = Number(process.argv[2] ?? 4);
const perSecond = Number(process.argv[3] ?? 40);
const seconds = Number(process.argv[4] ?? 15);
/** Every exhibitor can fill its slots with wishes of both sides: 15,000 meetings. */
const size = { exhibitors: 500, buyers: 1000, slots: 30 };
const wishesOf = 36;

type Draft = {
  readonly id: string;
  readonly status: string;
  readonly progress: { readonly gap: number } | null;
};
type Answer = { readonly status: number; readonly tookMs: number };

const dataDir = await mkdtemp(join(tmpdir(), "coventis-latency-"));
try {
  const fair = await seedFair({ dataDir }, size);
  await wish();
  const server = await startServerProcess({ DATA_DIR: dataDir });
  const ask = (method: string, path: string, token: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}/api/v1/fairs/${fairId}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const cells = shuffled(size.exhibitors * size.slots);
  let next = 0;
  const book = async (): Promise<Answer> => {
    const cell = cells[next++ % cells.length] ?? 0;
    const [exhibitor, slot] = [cell % size.exhibitors, Math.floor(cell / size.exhibitors)];
    const buyer = (exhibitor * 2 + slot * 7) % size.buyers;
    const startedMs = performance.now();
    const answer = await ask("POST", "/meetings", fair.tokenOf(`org_b${buyer}`), {
      mode: "book",
      to: `org_e${exhibitor}`,
      slot,
    });
    await answer.text();
    return { status: answer.status, tookMs: performance.now() - startedMs };
  };

  const read = async (id: string): Promise<Draft> => {
    const listed = await (await ask("GET", "/agenda/drafts", fair.organiserToken)).json();
    const draft = (listed as { readonly drafts: readonly Draft[] }).drafts.find((one) => one.id === id);
    if (!draft) throw new Error("the draft is gone");
    return draft;
  };
  const rest: Answer[] = [];
  const starting: Answer[] = [];
  const busy: Answer[] = [];
  /** CPU of the thread that answers, in milliseconds: tells its own work from cores that others use. */
  const answering = { rest: 0, busy: 0 };
  const mainMs = async (): Promise<number> => {
    const path = `/proc/${server.child.pid}/task/${server.child.pid}/schedstat`;
    const text = await readFile(path, "utf8").catch(() => "NaN");
    return Number(text.split(" ")[0]) / 1e6;
  };
  await phase(book, 5);
  for (let round = 1; round <= rounds; round += 1) {
    const restedMs = await mainMs();
    rest.push(...(await phase(book, seconds)));
    answering.rest += (await mainMs()) - restedMs;
    const asked = await ask("POST", "/agenda/drafts", fair.organiserToken, { seconds: 600, seed: round });
    const { id } = (await asked.json()) as { id: string };
    // Ranks pairs and builds the problem, then searches: both are told apart.
    let draft = await read(id);
    while (draft.progress === null) {
      starting.push(...(await phase(book, 1)));
      draft = await read(id);
    }
    const beforeMs = cpuOf(server.child.pid);
    const searchedMs = await mainMs();
    busy.push(...(await phase(book, seconds)));
    answering.busy += (await mainMs()) - searchedMs;
    const cpu = (cpuOf(server.child.pid) - beforeMs) / 1000;
    const found = (await (await ask("GET", `/agenda/drafts/${id}`, fair.organiserToken)).json()) as {
      readonly meetings: readonly unknown[];
    };
    const gap = ((await read(id)).progress?.gap ?? 1) * 100;
    process.stdout.write(
      `round ${round}: ${found.meetings.length} meetings so far, gap ${gap.toFixed(1)} %, ${cpu.toFixed(1)} CPU s of the server in ${seconds} s\n`,
    );
    await ask("POST", `/agenda/drafts/${id}/stop`, fair.organiserToken);
    while ((await read(id)).status === "computing") await new Promise((done) => setTimeout(done, 200));
  }
  await server.stop();

  const figures = [
    ["at rest", toFigures(rest)],
    ["while it starts", toFigures(starting)],
    ["while it searches", toFigures(busy)],
  ] as const;
  const [, own] = figures[0];
  for (const [name, { count, booked, median, p99, worst }] of figures)
    process.stdout.write(
      `${name.padEnd(18)} ${count} bookings (${booked} booked)  median ${median.toFixed(2)} ms (× ${(median / own.median).toFixed(2)})  p99 ${p99.toFixed(2)} ms (× ${(p99 / own.p99).toFixed(2)})  worst ${worst.toFixed(0)} ms\n`,
    );
  process.stdout.write(
    `CPU of the answering thread for a booking: ${(answering.rest / rest.length).toFixed(2)} ms at rest, ${(answering.busy / busy.length).toFixed(2)} ms while it searches\n`,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** Every exhibitor and some buyers want each other. */
async function wish(): Promise<void> {
  const store = await openStore({ dataDir });
  const onFailure = (error: unknown): never => {
    throw error;
  };
  const runtime = await createRuntime({ ...store, clock: systemClock, onFailure });
  const fair = await runtime.fair(fairId);
  if (!fair) throw new Error("no fair");
  const context = { at: systemClock.now(), by: "system", as: "system" } as const;
  for (let exhibitor = 0; exhibitor < size.exhibitors; exhibitor += 1) {
    const all = Array.from({ length: wishesOf }, (_, index) => (exhibitor * 17 + index * 29) % size.buyers);
    const outcomes = await Promise.all(
      all.flatMap((buyer) => {
        const pair = [`org_e${exhibitor}`, `org_b${buyer}`].map((id) => organisationIdSchema.parse(id));
        return [pair, [...pair].reverse()].map(([from, to]) => {
          if (from === undefined || to === undefined) throw new Error("no pair");
          return fair.submit({ type: "SetWish", from, to, level: "must" }, context);
        });
      }),
    );
    const refused = outcomes.find((outcome) => !outcome.ok);
    if (refused) throw new Error(JSON.stringify(refused));
  }
  await runtime.close();
  await store.close();
}

/** Bookings at a fixed rate, each sent when it is due, whether or not others are still waited for. */
async function phase(book: () => Promise<Answer>, lasting: number): Promise<readonly Answer[]> {
  const startedMs = performance.now();
  const answers: Promise<Answer>[] = [];
  for (let index = 0; index < lasting * perSecond; index += 1) {
    const dueMs = startedMs + (index * 1000) / perSecond;
    const leftMs = dueMs - performance.now();
    if (leftMs > 0) await new Promise((done) => setTimeout(done, leftMs));
    answers.push(book());
  }
  return Promise.all(answers);
}

function toFigures(answers: readonly Answer[]) {
  const others = answers.filter(({ status }) => status !== 201 && status !== 409);
  if (others.length > 0) throw new Error(`unexpected answers: ${JSON.stringify(others.slice(0, 5))}`);
  const sorted = answers.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return {
    count: answers.length,
    booked: answers.filter(({ status }) => status === 201).length,
    median: at(0.5),
    p99: at(0.99),
    worst: at(1),
  };
}

/** Cells of the grid in an order that is always the same. */
function shuffled(count: number): readonly number[] {
  const cells = Array.from({ length: count }, (_, cell) => cell);
  let state = 20_270_309;
  for (let index = count - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const other = state % (index + 1);
    const [a, b] = [cells[index], cells[other]];
    if (a === undefined || b === undefined) continue;
    cells[index] = b;
    cells[other] = a;
  }
  return cells;
}
