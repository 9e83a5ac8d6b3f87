import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choose, giniOf } from "../../src/scheduling/choose.ts";
import type { ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { drawFair } from "./fairs.ts";

function chooseFor(problem: ChooseProblem, rounds = 200) {
  return choose(problem, { seconds: Number.POSITIVE_INFINITY, elapsed: () => 0, seed: 1, rounds });
}

const fairs = fc
  .record({
    exhibitors: fc.integer({ min: 2, max: 8 }),
    buyers: fc.integer({ min: 2, max: 12 }),
    slots: fc.integer({ min: 4, max: 12 }),
    tables: fc.integer({ min: 1, max: 5 }),
    wishes: fc.integer({ min: 3, max: 60 }),
    seed: fc.nat(9999),
  })
  .map(({ seed, ...size }) => drawFair(size, seed));

describe("choose", () => {
  it("keeps every rule of rooms, delegates, quotas, walking and access, and stays under its bound", () => {
    fc.assert(
      fc.property(fairs, (fair) => {
        const answer = chooseFor(fair);
        expect(verifyChoice(fair, answer.chosen)).toEqual([]);
        expect(answer.value).toBeLessThanOrEqual(answer.bound + 1e-6);
        expect(answer.chosen.length + answer.leftOut.length).toBe(fair.candidates.length);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps what is locked and gives the same answer for the same seed", () => {
    fc.assert(
      fc.property(fairs, (fair) => {
        const { chosen } = chooseFor(fair, 20);
        const half = chosen.filter((_, index) => index % 2 === 0);
        const locked = lock(fair, half);
        const again = chooseFor(locked, 50);
        expect(verifyChoice(locked, again.chosen)).toEqual([]);
        for (const item of half) expect(again.chosen).toContainEqual(item);
        expect(chooseFor(locked, 50)).toEqual(again);
      }),
      { numRuns: 30 },
    );
  });

  it("ends before its time once every meeting is held and nobody waits", () => {
    const fair = drawFair({ exhibitors: 3, buyers: 3, slots: 12, tables: 6, wishes: 3 }, 1);
    let asked = 0;
    const shouldStop = () => ++asked > 5_000;
    const answer = choose(fair, { seconds: Number.POSITIVE_INFINITY, elapsed: () => 0, seed: 1, shouldStop });
    expect(answer.leftOut).toEqual([]);
    expect(asked).toBeLessThan(5_000);
  });

  it("gives three meetings to nearly every exhibitor of a fair and nearly all the value there can be", () => {
    const fair = drawFair({ exhibitors: 60, buyers: 150, slots: 32, tables: 30, wishes: 1200 }, 7);
    const answer = chooseFor(fair, 1500);
    expect(answer.floorShare).toBeGreaterThanOrEqual(0.95);
    expect(answer.gini).toBeLessThanOrEqual(0.35);
    expect(answer.value / answer.bound).toBeGreaterThan(0.9);
  });

  it("spares the small: no value is worth leaving somebody below the floor who can reach it", () => {
    // The only slot of the small one's only buyer is wanted by two meetings of the highest value.
    const attendee = (id: string, unavailable: number[] = []) => ({
      id,
      delegates: [{ id: `${id}-0`, unavailable }],
    });
    const fair: ChooseProblem = {
      name: "small beside large",
      slots: 2,
      seats: [{ id: "t0", room: "hall" }],
      attendees: [attendee("large"), attendee("small", [1]), attendee("b0"), attendee("b1"), attendee("b2")],
      candidates: [
        { id: "c0", organisations: ["large", "b0"], value: 100 },
        { id: "c1", organisations: ["large", "b1"], value: 100 },
        { id: "c2", organisations: ["small", "b2"], value: 1 },
      ],
    };
    const { chosen } = chooseFor(fair, 200);
    expect(chosen.map(({ candidate }) => candidate)).toContain("c2");
    expect(chosen).toHaveLength(2);
  });

  it("measures inequality: none where all have the same", () => {
    expect(giniOf([3, 3, 3])).toBeCloseTo(0);
    expect(giniOf([0, 0, 0, 8])).toBeCloseTo(0.75);
  });
});

function lock(fair: ChooseProblem, items: readonly Chosen[]): ChooseProblem {
  const at = new Map(items.map((item) => [item.candidate, item]));
  return {
    ...fair,
    candidates: fair.candidates.map((candidate) => {
      const item = at.get(candidate.id);
      if (item === undefined) return candidate;
      return { ...candidate, locked: { slot: item.slot, place: item.place, delegates: item.delegates } };
    }),
  };
}
