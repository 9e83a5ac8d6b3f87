import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreakBound } from "../../../src/scheduling/bound.ts";
import { createClusters } from "../../../src/scheduling/large/clusters.ts";
import { createModel } from "../../../src/scheduling/model.ts";
import type { Problem } from "../../../src/scheduling/problem.ts";
import { bestByTrying } from "../exhaustive.ts";
import { problems, withSlot } from "../problems.ts";

const required = problems({ slots: 5, people: 5, meetings: 6 }).map((problem) => ({
  ...problem,
  meetings: problem.meetings.map((meeting) => ({ ...meeting, required: true })),
}));

describe("groups of people who cannot all have their fewest breaks", () => {
  it("never raise the bound above what trying everything finds", () => {
    let raised = 0;
    fc.assert(
      fc.property(required, (problem) => {
        const best = bestByTrying(problem);
        const { floor, found } = lookEverywhere(problem);
        if (best === undefined) return;
        expect(floor + found).toBeLessThanOrEqual(best.breaks);
        raised += found;
      }),
      { numRuns: 400 },
    );
    expect(raised).toBeGreaterThan(0);
  });

  it("stay below what trying everything finds when there is one more table, or one more slot at the end", () => {
    let raised = 0;
    fc.assert(
      fc.property(required, (problem) => {
        const best = bestByTrying(problem);
        if (best === undefined) return;
        for (const eased of [{ ...problem, places: Number(problem.places) + 1 }, withSlot(problem)]) {
          const { floor, found } = lookEverywhere(eased);
          // Every agenda of the problem is one of the eased problem too.
          expect(floor + found).toBeLessThanOrEqual(best.breaks);
          raised += found;
        }
      }),
      { numRuns: 250 },
    );
    expect(raised).toBeGreaterThan(0);
  });

  it("are found, and never too many, whichever way people and meetings are listed", () => {
    fc.assert(
      fc.property(required, (problem) => {
        const best = bestByTrying(problem);
        if (best === undefined) return;
        const turned = {
          ...problem,
          participants: [...problem.participants].reverse(),
          meetings: [...problem.meetings].reverse(),
        };
        const [first, second] = [lookEverywhere(problem), lookEverywhere(turned)];
        expect(second.floor).toBe(first.floor);
        expect(second.floor + second.found).toBeLessThanOrEqual(best.breaks);
        // Which groups are found depends on where the search begins; that there is one does not.
        expect(second.found > 0).toBe(first.found > 0);
      }),
      { numRuns: 200 },
    );
  });
});

function lookEverywhere(problem: Problem): { floor: number; found: number } {
  const model = createModel(problem);
  const { alone, stuck } = createBreakBound(model);
  if (stuck >= 0) return { floor: 0, found: 0 };
  const clusters = createClusters(model, alone);
  clusters.look(
    Array.from({ length: model.people }, (_, person) => person),
    () => false,
  );
  return { floor: alone.reduce((sum, own) => sum + own, 0), found: clusters.found() };
}
