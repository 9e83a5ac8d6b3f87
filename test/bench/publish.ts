/**
 * The longest time for which the thread that answers stands still while an agenda of 15,000 meetings is published,
 * then taken back, on the server as it is built, with what it reads for a live board and, with `mails`, an outbox.
 * `npx tsx test/bench/publish.ts [rounds] [mails]`; needs `npm run build`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DraftMeeting } from "../../src/domain/fair/agenda-draft.ts";
import {
  draftIdSchema,
  instantSchema,
  meetingIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
} from "../../src/domain/ids.ts";
import { createDraftStore } from "../../src/runtime/agenda/draft-store.ts";
import { openStore } from "../../src/vault/store.ts";
import { fairId, seedFair } from "../support/seeded-fair.ts";
import { startServerProcess } from "../support/server-process.ts";

const rounds = Number(process.argv[2] ?? 5);
const withMails = process.argv[3] === "mails";
const size = { exhibitors: 500, buyers: 1000, slots: 30 };
const draftId = draftIdSchema.parse("drf_bench");

const dataDir = await mkdtemp(join(tmpdir(), "coventis-publish-"));
try {
  const fair = await seedFair({ dataDir }, size);
  const meetings = await putDraft();
  const server = await startServerProcess({ DATA_DIR: dataDir, ...(withMails ? { OUTBOX: "1" } : {}) });
  const ask = async (method: string, path: string): Promise<void> => {
    const answer = await fetch(`${server.url}/api/v1/fairs/${fairId}${path}`, {
      method,
      headers: { authorization: `Bearer ${fair.organiserToken}`, "content-type": "application/json" },
      ...(method === "POST" ? { body: "{}" } : {}),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  /** The longest pause of the event loop since it was last asked, in milliseconds. */
  const longest = async (): Promise<number> => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(/^coventis_nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1]) * 1000;
  };
  const pauses = { published: [] as number[], "taken back": [] as number[] };
  const tookMs = { published: [] as number[], "taken back": [] as number[] };
  const measure = async (what: keyof typeof pauses, work: () => Promise<void>): Promise<void> => {
    await new Promise((done) => setTimeout(done, 500));
    await longest();
    const startedMs = performance.now();
    await work();
    tookMs[what].push(performance.now() - startedMs);
    await new Promise((done) => setTimeout(done, 500));
    pauses[what].push(await longest());
  };
  await ask("GET", "/occupancy");
  for (let round = 0; round < rounds; round += 1) {
    await measure("published", () => ask("POST", `/agenda/drafts/${draftId}/publish`));
    await measure("taken back", () => ask("DELETE", "/agenda"));
  }
  await server.stop();
  for (const what of ["published", "taken back"] as const)
    process.stdout.write(
      `${meetings} meetings ${what.padEnd(10)}  longest pause ${summary(pauses[what])}, answered after ${summary(tookMs[what])}\n`,
    );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** Every exhibitor at its stand in every slot, each time with another buyer. */
async function putDraft(): Promise<number> {
  const store = await openStore({ dataDir });
  const meetings: DraftMeeting[] = [];
  for (let slot = 0; slot < size.slots; slot += 1)
    for (let exhibitor = 0; exhibitor < size.exhibitors; exhibitor += 1) {
      const buyer = (exhibitor * 2 + slot * 7) % size.buyers;
      meetings.push({
        meetingId: meetingIdSchema.parse(`mtg_${slot}-${exhibitor}`),
        organisations: [
          organisationIdSchema.parse(`org_b${buyer}`),
          organisationIdSchema.parse(`org_e${exhibitor}`),
        ],
        slot,
        placeId: placeIdSchema.parse(`plc_${exhibitor}`),
        delegates: [personIdSchema.parse(`per_b${buyer}`), personIdSchema.parse(`per_e${exhibitor}`)],
        kind: "mutual",
        value: 100,
      });
    }
  await createDraftStore(store.vault).put({
    id: draftId,
    fairId,
    status: "ready",
    requestedAt: instantSchema.parse("2027-01-01T10:00:00.000Z"),
    startedAtMs: 0,
    seconds: 10,
    seed: 1,
    meetings,
    unplaced: [],
  });
  await store.close();
  return meetings.length;
}

function summary(all: readonly number[]): string {
  const sorted = [...all].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return `${median.toFixed(0)} ms (median; ${sorted[0]?.toFixed(0)} to ${sorted.at(-1)?.toFixed(0)})`;
}
