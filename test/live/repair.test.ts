import { afterEach, describe, expect, it } from "vitest";
import { instantSchema } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import { createMemoryJournal, createMemoryJournalStore } from "../../src/journal/memory-journal.ts";
import { watchTopic } from "../../src/live/watch-topic.ts";
import { createDemoClock } from "../../src/runtime/clock.ts";
import type {
  BoardChange,
  BoardState,
  BoardTask,
  OrganisationChange,
  OrganisationSnapshot,
} from "../../src/views/topics.ts";
import { applyBoardChange } from "../../src/web/islands/board-state.ts";
import { opensAt } from "../support/seeded-fair.ts";
import { applyOrganisation, type OrganisationCopy } from "./copies.ts";
import { eventually, type LiveFixture, startLive } from "./live-server.ts";

const nodes: LiveFixture[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0).reverse()) await node.close();
});

const dayBefore = minutesAfter(opensAt, -1_000);

/** Two nodes of one installation: the desk watches the second, everything is done on the first. */
async function twoNodes() {
  const store = createMemoryJournalStore();
  const clock = createDemoClock(dayBefore, 1);
  const size = { exhibitors: 3, buyers: 4, slots: 6 };
  const first = await startLive(size, { clock, journal: createMemoryJournal(store) });
  nodes.push(first);
  const second = await startLive(size, { clock, journal: createMemoryJournal(store), beside: first });
  nodes.push(second);
  for (const table of ["plc_t1", "plc_t2"])
    await first.give({
      type: "SetPlace",
      placeId: table,
      roomId: "room_a",
      name: table,
      kind: "table",
      accessible: true,
    });
  return { first, second, clock };
}

function watchBoard(node: LiveFixture) {
  let board: BoardState | undefined;
  watchTopic<BoardState, BoardChange>(node.connect(node.fair.organiserToken), {
    topic: `desk:${node.fair.fairId}`,
    since: null,
    start: (snapshot) => {
      board = snapshot;
    },
    apply: (changes) => {
      for (const change of changes) if (board) board = applyBoardChange(board, change);
    },
  });
  return {
    now: () => board,
    task: <Type extends BoardTask["type"]>(type: Type) =>
      board?.tasks.find((task): task is Extract<BoardTask, { type: Type }> => task.type === type),
  };
}

function watchOrganisation(node: LiveFixture, organisation: string) {
  let copy: OrganisationCopy | undefined;
  watchTopic<OrganisationSnapshot, OrganisationChange>(node.connect(node.fair.tokenOf(organisation)), {
    topic: `organisation:${organisation}@${node.fair.fairId}`,
    since: null,
    start: ({ meetings, ...rest }) => {
      copy = { ...rest, meetings: Object.fromEntries(meetings.map((one) => [one.id, one])) };
    },
    apply: (changes) => {
      for (const change of changes) if (copy) copy = applyOrganisation(copy, change);
    },
  });
  return () => copy;
}

async function post(node: LiveFixture, token: string, path: string, body: unknown): Promise<Response> {
  return fetch(`${node.url}/api/v1/fairs/${node.fair.fairId}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("live repair", () => {
  it("a stand is lost: proposed on the board of another node, applied there, and both agendas change", async () => {
    const { first, second } = await twoNodes();
    const board = watchBoard(second);
    const sides = ["org_b0", "org_e0"].map((side) => watchOrganisation(second, side));
    const book = { type: "BookMeeting", meetingId: "mtg_a", from: "org_b0", to: "org_e0", slot: 2 } as const;
    expect(await first.give(book)).toBe(true);
    await eventually(
      () => board.now() !== undefined && sides.every((side) => side()?.meetings["mtg_a"]?.place === "plc_0"),
      () => "nothing watched",
    );
    const { organiserToken } = first.fair;
    const declared = await post(first, organiserToken, "/disruptions", {
      what: { kind: "place", placeId: "plc_0" },
      from: opensAt,
      until: minutesAfter(opensAt, 120),
    });
    expect(declared.status).toBe(201);
    await eventually(
      () => board.task("repair") !== undefined,
      () => "no proposal",
    );
    const task = board.task("repair");
    expect(task).toMatchObject({ what: "place", name: "A0", struck: 1 });
    expect(task?.plans[0]).toMatchObject({ others: 0, lines: [{ kind: "move", from: { place: "A0" } }] });
    const path = `/disruptions/${task?.disruption}/repair`;
    const both = await Promise.all([
      post(first, organiserToken, path, { plan: task?.plans[0]?.key }),
      post(second, organiserToken, path, { plan: task?.plans[0]?.key }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    await eventually(
      () =>
        board.task("repair") === undefined &&
        sides.every((side) => side()?.meetings["mtg_a"]?.place === "plc_t1"),
      () => JSON.stringify(sides.map((side) => side()?.meetings)),
    );
  });

  it("what begins soon is asked of both, live; two yeses move it, on whichever node they are said", async () => {
    const { first, second, clock } = await twoNodes();
    const sides = ["org_b0", "org_e0"].map((side) => watchOrganisation(second, side));
    await first.give({ type: "BookMeeting", meetingId: "mtg_a", from: "org_b0", to: "org_e0", slot: 2 });
    clock.setTo(minutesAfter(opensAt, 20));
    const { organiserToken, tokenOf } = first.fair;
    const declared = await post(first, organiserToken, "/disruptions", {
      what: { kind: "place", placeId: "plc_0" },
      until: instantSchema.parse(minutesAfter(opensAt, 120)),
    });
    const { id, plans } = (await declared.json()) as {
      id: string;
      plans: { key: string; asks: unknown[] }[];
    };
    expect(plans[0]?.asks).toHaveLength(1);
    await post(first, organiserToken, `/disruptions/${id}/repair`, { plan: plans[0]?.key });
    await eventually(
      () => sides.every((side) => side()?.offers.length === 1),
      () => "nobody was asked",
    );
    expect(sides[0]?.()?.meetings["mtg_a"]?.place).toBe("plc_0");
    const offer = sides[0]?.()?.offers[0];
    expect(offer).toMatchObject({
      kind: "move",
      with: "org_e0",
      yes: false,
      from: { slot: 2, place: "plc_0" },
    });
    const answers = await Promise.all([
      post(first, tokenOf("org_b0"), `/offers/${offer?.id}/answer`, { accepted: true }),
      post(second, tokenOf("org_e0"), `/offers/${offer?.id}/answer`, { accepted: true }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await eventually(
      () =>
        sides.every((side) => side()?.offers.length === 0 && side()?.meetings["mtg_a"]?.place === "plc_t1"),
      () => JSON.stringify(sides.map((side) => side())),
    );
  });

  it("a warning dealt with is off every board, also after a reload, until the room has emptied", async () => {
    const { first, second } = await twoNodes();
    await first.give({ type: "SetRoom", roomId: "room_a", name: "Antigone", capacity: 1, accessible: true });
    const scan = (scanId: string, direction: "in" | "out") =>
      first.give({
        type: "RecordScans",
        scans: [{ scanId, badge: "vis_1", roomId: "room_a", direction, scannedAt: dayBefore }],
      });
    const board = watchBoard(second);
    await scan("a", "in");
    const isWarned = () => board.task("room-full") !== undefined;
    await eventually(isWarned, () => "no warning");
    const dismissed = await post(first, first.fair.stewardToken, "/board/dismissals", {
      task: "room:room_a",
    });
    expect(dismissed.status).toBe(204);
    await eventually(
      () => !isWarned(),
      () => "still there",
    );
    const reloaded = watchBoard(second);
    await eventually(
      () => reloaded.now() !== undefined,
      () => "no board",
    );
    expect(reloaded.task("room-full")).toBeUndefined();
    await scan("b", "out");
    await scan("c", "in");
    await eventually(isWarned, () => "not warned anew");
  });
});
