import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreakBound } from "../../src/scheduling/bound.ts";
import { createModel } from "../../src/scheduling/model.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
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

function boundOf(problem: Problem): number | undefined {
  const { breaks, stuck } = createBreakBound(createModel(problem));
  return stuck < 0 ? breaks : undefined;
}
