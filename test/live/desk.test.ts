import { afterEach, describe, expect, it } from "vitest";
import { minutesAfter } from "../../src/domain/instant.ts";
import { watchTopic } from "../../src/live/watch-topic.ts";
import { createDemoClock } from "../../src/runtime/clock.ts";
import type { BoardChange, BoardState } from "../../src/views/topics.ts";
import { applyBoardChange } from "../../src/web/islands/board-state.ts";
import { seed } from "../support/seed.ts";
import { opensAt } from "../support/seeded-fair.ts";
import { createRandom, eventually, type LiveFixture, startLive } from "./live-server.ts";

let live: LiveFixture | undefined;
afterEach(() => live?.close());

describe("the desk", () => {
  it(`shows on a watching screen what the server makes of the state, and of the past (seed ${seed})`, async () => {
    const random = createRandom(seed);
    const clock = createDemoClock(minutesAfter(opensAt, -60), 1);
    const fixture = await startLive({ exhibitors: 8, buyers: 12, slots: 9 }, { clock });
    live = fixture;
    const { fair, give } = fixture;
    let shown: BoardState | undefined;
    let patches = 0;
    const watch = () =>
      watchTopic<BoardState, BoardChange>(fixture.connect(fair.organiserToken), {
        topic: `desk:${fair.fairId}`,
        since: null,
        start: (snapshot) => {
          shown = snapshot;
        },
        apply: (changes) => {
          patches += 1;
          for (const change of changes) if (shown) shown = applyBoardChange(shown, change);
        },
      });
    watch();
    await eventually(
      () => shown !== undefined,
      () => "no board",
    );
    const startedAt = Date.now();
    for (let minute = -30; minute < 120; minute += 1) {
      clock.setTo(minutesAfter(opensAt, minute));
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      for (let each = 0; each < 4; each += 1) {
        const scheduled = [...fixture.stream.state.meetings.values()].filter(
          ({ status }) => status === "scheduled",
        );
        const meeting = scheduled.length > 0 ? pick(scheduled) : undefined;
        const dice = random();
        if (dice < 0.4) {
          const [from, to] = [pick(fair.buyers), pick(fair.exhibitors)];
          await give({
            type: "BookMeeting",
            meetingId: `mtg_${minute + 30}-${each}`,
            from,
            to,
            slot: Math.floor(random() * 9),
          });
        } else if (dice < 0.7) {
          const badge = pick([...fair.buyers, ...fair.exhibitors]).replace("org", "per");
          const scan = {
            scanId: `s${minute}-${each}`,
            badge,
            roomId: "room_a",
            direction: random() < 0.8 ? "in" : "out",
            scannedAt: clock.now(),
          };
          await give({ type: "RecordScans", scans: [scan] });
        } else if (dice < 0.9 && meeting?.status === "scheduled")
          await give({ type: "AttendMeeting", meetingId: meeting.id, personId: pick(meeting.delegates) });
        else await give({ type: "SettleTime" });
      }
      if (minute % 40 === 0)
        await give({
          type: "SetRoom",
          roomId: "room_a",
          name: `Antigone ${minute}`,
          capacity: 20,
          accessible: true,
        });
      if (random() < 0.3) await new Promise((done) => setTimeout(done, 20));
    }
    const seconds = (Date.now() - startedAt) / 1000;
    const board = async (): Promise<BoardState> => {
      const made = await fixture.server.services.occupancy?.board(fair.fairId);
      if (!made) throw new Error("no board");
      return made;
    };
    const truth = comparable(await board());
    await eventually(
      () => JSON.stringify(comparable(shown)) === JSON.stringify(truth),
      () => `seed ${seed}: ${JSON.stringify(comparable(shown))}\n${JSON.stringify(truth)}`,
    );
    // One round a second besides those that commits cause, ten a second at most.
    expect(patches).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 8);
    expect(shown?.timeline.length).toBeGreaterThan(100);
    const past = await fixture.server.services.occupancy?.board(fair.fairId, minutesAfter(opensAt, 45));
    expect(past?.timeline).toEqual(shown?.timeline.filter(({ at }) => at < minutesAfter(opensAt, 45)));
    expect(past?.figures.present).toBe(
      shown?.timeline.find(({ at }) => at === minutesAfter(opensAt, 45))?.present,
    );
  });
});

/** Tasks in any order; the instant of a standing clock is the same. */
function comparable(board: BoardState | undefined): unknown {
  if (!board) return undefined;
  const { at: _, tasks, ...rest } = board;
  return { ...rest, tasks: [...tasks].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
