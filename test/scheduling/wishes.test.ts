import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reason } from "../../src/scheduling/facts.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
import type { Placed } from "../../src/scheduling/solution.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { problems, solveFor } from "./problems.ts";

const wishes = problems({ slots: 8, people: 9, meetings: 18 }).map((problem) => ({
  ...problem,
  meetings: problem.meetings.map((meeting) => ({ ...meeting, required: false })),
}));

/** The same where nearly everybody has a limit of one kind. */
const limited = wishes.map((problem) => ({
  ...problem,
  participants: problem.participants.map((person, index) => {
    const limits = [
      { maxInARow: 1 },
      { maxMeetings: 1 },
      { breaks: [{ from: 0, to: problem.slots - 1, slots: Math.ceil(problem.slots / 2) }] },
      {},
    ];
    return { ...person, ...limits[index % limits.length] };
  }),
}));

describe("wishes", () => {
  it("that could simply be put in are put in", () => {
    let left = 0;
    fc.assert(
      fc.property(wishes, (problem) => {
        const { placed, unplaced } = solveFor(problem, 3_000);
        for (const { meeting } of unplaced) {
          if (problem.meetings.find((own) => own.id === meeting)?.value === 0) continue;
          left += 1;
          expect(openings(problem, placed, meeting)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
    expect(left).toBeGreaterThan(100);
  });

  it("bound by order and by meetings in a row are weighed without breaking either", () => {
    const meeting = (id: string, more: object) => ({
      id,
      participants: ["a", "b"],
      required: false,
      ...more,
    });
    const problem: Problem = {
      name: "bound on all sides",
      slots: 4,
      places: 4,
      participants: [{ id: "a" }, { id: "b", maxMeetings: 4, maxInARow: 1 }],
      meetings: [
        meeting("long", { value: 82, slots: [2, 3] }),
        meeting("any", { value: 1.5 }),
        meeting("then", { after: ["long"] }),
        meeting("even", { value: 58, slots: [0, 2] }),
        meeting("late", { value: 5.4, fixedSlot: 3 }),
        meeting("last", { value: 77, after: ["late"] }),
      ],
    };
    for (const seed of [1, 2, 3]) expect(solveFor(problem, 20_000, seed).value).toBe(159);
  });

  it("left out are given a reason that holds", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(limited, (problem) => {
        const { placed, unplaced } = solveFor(problem, 3_000);
        for (const { meeting, reason } of unplaced) {
          seen.add(reason.code);
          expect([reason.code, holds(problem, placed, meeting, reason)]).toEqual([reason.code, true]);
        }
      }),
      { numRuns: 250 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(["break", "busy", "no-place", "order", "quota", "row"]));
  });
});

/** Slots at which the checker accepts one meeting more. */
function openings(problem: Problem, placed: readonly Placed[], meeting: string): number[] {
  return slotsOf(problem).filter((slot) => faultsAt(problem, placed, meeting, slot).length === 0);
}

function slotsOf(problem: Problem): number[] {
  return Array.from({ length: problem.slots }, (_, slot) => slot);
}

/** Codes of what the checker finds wrong with the meeting there, at a table that is free if there is one. */
function faultsAt(problem: Problem, placed: readonly Placed[], meeting: string, slot: number): string[] {
  const taken = new Set(placed.filter((own) => own.slot === slot).map((own) => own.place));
  const free = Array.from({ length: Number(problem.places) }, (_, index) => `t${index}`);
  const place = free.find((id) => !taken.has(id)) ?? "t0";
  return verify(problem, { placed: [...placed, { meeting, slot, place }] }).map(({ code }) => code);
}

/** Whether the checker finds, wherever the meeting could go, what the reason says of it. */
function holds(problem: Problem, placed: readonly Placed[], meeting: string, reason: Reason): boolean {
  const faults = slotsOf(problem).map((slot) => faultsAt(problem, placed, meeting, slot));
  const isClosed = (codes: string[]) => codes.includes("slot-not-allowed") || codes.includes("unavailable");
  const common = slotsOf(problem).filter((slot) => !isClosed(faults[slot] ?? []));
  const find = (codes: readonly string[]) =>
    faults.some((own) => !isClosed(own) && codes.every((code) => own.includes(code)));
  switch (reason.code) {
    case "no-common-slot":
      return common.length === 0;
    case "busy":
    case "others-worth-more":
      return (
        reason.slots.join() === common.join() &&
        common.every((slot) => faults[slot]?.includes("double-booked") === true)
      );
    case "quota":
      return find(["too-many-meetings"]);
    case "no-place":
      return reason.slots.every((slot) => faults[slot]?.includes("place-taken") === true);
    case "break":
      return find(["no-break"]);
    case "order":
      return find(["not-after"]) && placed.some((own) => own.meeting === reason.meeting);
    case "row":
      return find(["too-many-in-a-row"]);
    case "spread":
      return find(["spread-too-wide"]);
    case "not-found":
      // Nothing is in its way but that it is worth nothing.
      return problem.meetings.find((own) => own.id === meeting)?.value === 0;
    default:
      return false;
  }
}
