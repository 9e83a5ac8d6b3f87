import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreakBound } from "../../src/scheduling/bound.ts";
import { createModel } from "../../src/scheduling/model.ts";
import { boundPacking, type Packing } from "../../src/scheduling/packing-bound.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
import { boundValue } from "../../src/scheduling/value-bound.ts";
import { problems, withSlot } from "./problems.ts";

const drawn = problems({ slots: 10, people: 12, meetings: 25 });

describe("the bound on breaks of each participant alone", () => {
  it("is not worsened by one more slot at the end of the day, nor by one more table", () => {
    let compared = 0;
    fc.assert(
      fc.property(drawn, (problem) => {
        const before = boundOf(problem);
        // Impossible for somebody: no bound to compare.
        if (before === undefined) return;
        compared += 1;
        expect(boundOf(withSlot(problem))).toBeLessThanOrEqual(before);
        const places = typeof problem.places === "number" ? problem.places + 1 : problem.places;
        expect(boundOf({ ...problem, places })).toBeLessThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(50);
  });

  it("does not depend on the order in which people and meetings are listed", () => {
    fc.assert(
      fc.property(drawn, (problem) => {
        const { participants, meetings } = problem;
        const turned = {
          ...problem,
          participants: [...participants].reverse(),
          meetings: [...meetings].reverse(),
        };
        expect(boundOf(turned)).toBe(boundOf(problem));
      }),
      { numRuns: 200 },
    );
  });
});

describe("the bound on value", () => {
  const wishes = drawn.map((problem) => ({
    ...problem,
    meetings: problem.meetings.map((meeting, index) => ({ ...meeting, required: index % 4 === 0 })),
  }));

  it("is not lowered by one more slot at the end of the day, nor by one more table", () => {
    fc.assert(
      fc.property(wishes, (problem) => {
        const before = boundValue(createModel(problem)) * (1 - 1e-9);
        expect(boundValue(createModel(withSlot(problem)))).toBeGreaterThanOrEqual(before);
        const places = typeof problem.places === "number" ? problem.places + 1 : problem.places;
        expect(boundValue(createModel({ ...problem, places }))).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it("is what the best choice is worth, where two kinds choose each other within their quotas", () => {
    const market = fc.integer({ min: 2, max: 4 }).chain((sellers) =>
      fc.record({
        quotas: fc.array(fc.nat(3), { minLength: sellers + 4, maxLength: sellers + 4 }),
        pairs: fc.uniqueArray(
          fc.record({ seller: fc.nat(sellers - 1), buyer: fc.nat(3), value: fc.nat(50) }),
          { maxLength: 10, selector: ({ seller, buyer }) => `${seller} ${buyer}` },
        ),
        sellers: fc.constant(sellers),
      }),
    );
    fc.assert(
      fc.property(market, ({ quotas, pairs, sellers }) => {
        const packing = {
          values: pairs.map(({ value }) => value),
          holders: pairs.map(({ seller, buyer }) => [seller, sellers + buyer]),
          sizes: pairs.map(() => 1),
          capacities: quotas,
        };
        expect(boundPacking(packing)).toBeCloseTo(bestChoice(packing, 0, quotas), 6);
      }),
      { numRuns: 300 },
    );
  });
});

/** The most valuable choice among the things from `item` on, by trying each in and out. */
function bestChoice(packing: Packing, item: number, left: readonly number[]): number {
  const own = packing.holders[item];
  if (own === undefined) return 0;
  const without = bestChoice(packing, item + 1, left);
  if (own.some((holder) => left[holder] === 0)) return without;
  const rest = left.map((room, holder) => room - (own.includes(holder) ? 1 : 0));
  return Math.max(without, (packing.values[item] ?? 0) + bestChoice(packing, item + 1, rest));
}

function boundOf(problem: Problem): number | undefined {
  const { breaks, stuck } = createBreakBound(createModel(problem));
  return stuck < 0 ? breaks : undefined;
}
