import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import { createFairState } from "../../src/domain/fair/state.ts";
import type { Instant } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import { boardAt, createOccupancy } from "../../src/views/occupancy.ts";
import { createTimeline, type FairCommit } from "../../src/views/timeline.ts";
import type { BoardPoint, BoardState } from "../../src/views/topics.ts";
import { createRandom } from "../live/live-server.ts";
import { opening } from "../support/fair-story.ts";
import { seed } from "../support/seed.ts";
import { liveDay, readerOf } from "./fair-day.ts";

const nameOf = (id: string) => id;

/** The board from a fold of everything up to `at`, and each minute of its day from a fold of its own. */
function foldedBoard(commits: readonly FairCommit[], at: Instant): BoardState | undefined {
  const points: BoardPoint[] = [];
  for (
    let minute = opening;
    minute < at && minute <= minutesAfter(opening, 120);
    minute = minutesAfter(minute, 1)
  ) {
    const { occupancy } = fold(commits, minute);
    points.push({ at: minute, present: occupancy.present(), inUse: occupancy.seated.size });
  }
  const { state, occupancy } = fold(commits, at);
  return boardAt(state, occupancy, at, nameOf, points);
}

function fold(commits: readonly FairCommit[], at: Instant) {
  const state = createFairState();
  for (const { events } of commits) {
    if (events.some((event) => event.at > at)) break;
    for (const event of events) evolveFair(state, event);
  }
  return { state, occupancy: createOccupancy(state) };
}

describe("the rooms at a past minute", () => {
  it(`are what a fold of the journal up to it says, in whatever order they are asked for (seed ${seed})`, async () => {
    const day = fc.record({
      seed: fc.nat(1_000_000),
      minutes: fc.array(fc.integer({ min: -50, max: 130 }), { minLength: 3, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(day, async ({ seed: daySeed, minutes }) => {
        const { commits } = liveDay(createRandom(daySeed));
        // As at a fair: the first questions come while the day is still going on.
        const soFar = commits.slice(0, Math.floor(commits.length / 2));
        const timeline = createTimeline((after) => readerOf(soFar).after(after), 10);
        for (const minute of minutes) {
          const at = minutesAfter(opening, minute);
          expect(await timeline.boardAt(at, nameOf)).toEqual(foldedBoard(soFar, at));
        }
        soFar.push(...commits.slice(soFar.length));
        for (const minute of minutes) {
          const at = minutesAfter(opening, minute);
          expect(await timeline.boardAt(at, nameOf)).toEqual(foldedBoard(commits, at));
        }
      }),
      // The example is of 22 November 2026: two overruns were told in the order in which people had sat down.
      { seed, numRuns: 12, examples: [[{ seed: 535349, minutes: [60, 0, 0] }]] },
    );
  });

  it("dragging costs little: between two questions no more is read than lies between checkpoints", async () => {
    const { commits } = liveDay(createRandom(7), 120);
    const many = Array.from({ length: 40 }, (_, copy) =>
      commits.slice(copy === 0 ? 0 : 1).map(({ events }) => ({
        events: events.map((event) =>
          event.type === "BadgeScanned" ? { ...event, scanId: `${event.scanId}-${copy}` } : event,
        ),
      })),
    )
      .flat()
      .filter(
        ({ events }, index) => index < commits.length || events.every(({ type }) => type === "BadgeScanned"),
      )
      .map(({ events }, index) => ({ version: index + 1, events }));
    const reader = readerOf(many);
    const timeline = createTimeline((after) => reader.after(after), 20);
    await timeline.boardAt(minutesAfter(opening, 200), nameOf);
    expect(reader.read).toBe(many.length);
    for (let minute = 118; minute > 0; minute -= 13) {
      reader.read = 0;
      await timeline.boardAt(minutesAfter(opening, minute), nameOf);
      expect(reader.read).toBeLessThan(many.length / 4);
    }
  });

  it("a board kept up commit by commit is the one made from the state", () => {
    const { commits } = liveDay(createRandom(11));
    const state = createFairState();
    const kept = createOccupancy(state);
    for (const { events } of commits) {
      for (const event of events) evolveFair(state, event);
      kept.take(events);
      const at = events.at(-1)?.at ?? opening;
      expect(boardAt(state, kept, at, nameOf, [])).toEqual(
        boardAt(state, createOccupancy(state), at, nameOf, []),
      );
    }
  });
});
