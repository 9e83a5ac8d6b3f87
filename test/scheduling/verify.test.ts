import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../src/scheduling/problem.ts";
import type { Placed } from "../../src/scheduling/solution.ts";
import { measure, verify } from "../../src/scheduling/verify.ts";
import { problems, solveFor } from "./problems.ts";

const problem: Problem = {
  name: "small",
  slots: 6,
  places: 2,
  participants: [
    { id: "a", unavailable: [5] },
    { id: "b", maxInARow: 2 },
    { id: "c" },
    { id: "d", breaks: [{ from: 3, to: 5, slots: 2 }] },
  ],
  meetings: [
    { id: "ab", participants: ["a", "b"] },
    { id: "bc", participants: ["b", "c"], slots: [1, 2, 3] },
    { id: "cd", participants: ["c", "d"], after: ["ab"] },
    { id: "bd", participants: ["b", "d"], required: false, value: 2 },
  ],
};
const agenda: Placed[] = [
  { meeting: "ab", slot: 0, place: "t0" },
  { meeting: "bc", slot: 1, place: "t0" },
  { meeting: "cd", slot: 3, place: "t1" },
];

function codesOf(placed: readonly Placed[], claim: object = {}): string[] {
  return verify(problem, { placed: [...placed], ...claim }).map(({ code }) => code);
}

function moved(meeting: string, change: Partial<Placed>): Placed[] {
  return agenda.map((item) => (item.meeting === meeting ? { ...item, ...change } : item));
}

describe("verify", () => {
  it("accepts a lawful agenda and counts groups of idle slots, not slots", () => {
    expect(codesOf(agenda)).toEqual([]);
    expect(measure(problem, agenda)).toEqual({ value: 0, breaks: 1, spread: 1, placeChanges: 1 });
  });

  it.each([
    ["unavailable", moved("ab", { slot: 5 })],
    ["double-booked", moved("bc", { slot: 3 })],
    ["slot-not-allowed", moved("bc", { slot: 4 })],
    ["not-after", moved("cd", { slot: 0 })],
    ["unknown-place", moved("ab", { place: "t7" })],
    ["unknown-slot", moved("ab", { slot: 6 })],
    ["required-not-placed", agenda.slice(1)],
    ["placed-twice", [...agenda, { meeting: "ab", slot: 2, place: "t0" }]],
    ["unknown-meeting", [...agenda, { meeting: "zz", slot: 2, place: "t0" }]],
    ["too-many-in-a-row", [...agenda, { meeting: "bd", slot: 2, place: "t0" }]],
    ["no-break", moved("cd", { slot: 4 })],
    ["place-taken", moved("cd", { slot: 3 }).concat({ meeting: "bd", slot: 3, place: "t1" })],
  ])("finds %s", (code, placed) => {
    expect(codesOf(placed)).toContain(code);
  });

  it.each([
    ["wrong-breaks", { breaks: 0 }],
    ["wrong-value", { value: 2 }],
    ["wrong-spread", { spread: 0 }],
    ["wrong-place-changes", { placeChanges: 0 }],
    ["false-bound", { bound: { value: 0, breaks: 2 } }],
    ["not-proved", { status: "optimal", bound: { value: 2, breaks: 1 } }],
    ["not-proved", { status: "optimal" }],
    ["wrong-breaks", { status: "unknown", breaks: 7 }],
    ["infeasible-yet-placed", { status: "infeasible" }],
    ["forgotten", { unplaced: [] }],
  ])("finds a claim that is %s", (code, claim) => {
    expect(codesOf(agenda, claim)).toContain(code);
  });

  it("finds a spread that is too wide", () => {
    const strict = { ...problem, maxBreakSpread: 0 };
    expect(verify(strict, { placed: agenda }).map(({ code }) => code)).toEqual(["spread-too-wide"]);
  });

  it("sees every meeting that is moved where its people are busy or away", () => {
    fc.assert(
      fc.property(problems({ slots: 6, people: 6, meetings: 8 }), fc.nat(100), (drawn, pick) => {
        const solution = solveFor(drawn, 2_000);
        const item = solution.placed[pick % Math.max(1, solution.placed.length)];
        const other = solution.placed[(pick + 1) % Math.max(1, solution.placed.length)];
        if (item === undefined || other === undefined || item === other) return;
        const changed = solution.placed.map((own) =>
          own === item ? { ...own, slot: other.slot, place: other.place } : own,
        );
        expect(verify(drawn, { placed: changed }).length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
