import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreakBound } from "../../src/scheduling/bound.ts";
import { createModel } from "../../src/scheduling/model.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
import { boundValue } from "../../src/scheduling/value-bound.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { problems, solveFor } from "./problems.ts";

const small = problems({ slots: 4, people: 4, meetings: 5 });
const middling = problems({ slots: 10, people: 12, meetings: 25 });

/** Some of the places are closed for a slot or two. */
function withPlaces(problem: Problem, closed: readonly number[]): Problem {
  const slots = Array.from({ length: problem.slots }, (_, slot) => slot);
  const places = Array.from({ length: Number(problem.places) }, (_, index) => {
    const shut = closed[index];
    const open = slots.filter((slot) => slot !== shut);
    return shut === undefined || open.length === 0
      ? { id: `t${index}`, room: "hall" }
      : { id: `t${index}`, room: "hall", slots: open };
  });
  return { ...problem, places };
}

const closures = fc.array(fc.nat(9), { maxLength: 2 });

describe("relabelling", () => {
  it("of places changes their names in the answer and nothing else", () => {
    fc.assert(
      fc.property(middling, closures, (drawn, closed) => {
        const problem = withPlaces(drawn, closed);
        const first = solveFor(problem, 5_000);
        const second = solveFor(renamePlaces(problem), 5_000);
        expect(second.status).toBe(first.status);
        expect(second.bound).toEqual(first.bound);
        expect(second.placed).toEqual(first.placed.map((own) => ({ ...own, place: `x-${own.place}` })));
      }),
      { numRuns: 60 },
    );
  });

  it("and another order of places, people and meetings leave both bounds as they are", () => {
    fc.assert(
      fc.property(middling, closures, (drawn, closed) => {
        const problem = withPlaces(drawn, closed);
        const first = createModel(problem);
        const second = createModel(turn(renamePlaces(problem)));
        expect(boundValue(second)).toBeCloseTo(boundValue(first), 6);
        const [before, after] = [createBreakBound(first), createBreakBound(second)];
        expect(after.stuck < 0).toBe(before.stuck < 0);
        if (before.stuck < 0) expect(after.breaks).toBe(before.breaks);
      }),
      { numRuns: 150 },
    );
  });

  it("and another order lead to the same proven answer", () => {
    let proven = 0;
    fc.assert(
      fc.property(small, closures, (drawn, closed) => {
        const problem = withPlaces(drawn, closed);
        const other = turn(renamePlaces(problem));
        const first = solveFor(problem, 20_000);
        const second = solveFor(other, 20_000);
        expect(verify(other, second)).toEqual([]);
        for (const [one, another] of [
          [first, second],
          [second, first],
        ] as const)
          if (one.status === "infeasible") expect(["infeasible", "unknown"]).toContain(another.status);
        if (first.status !== "optimal" || second.status !== "optimal") return;
        proven += 1;
        expect(second.breaks).toBe(first.breaks);
        expect(second.value).toBeCloseTo(first.value, 6);
      }),
      { numRuns: 120 },
    );
    expect(proven).toBeGreaterThan(40);
  });
});

function renamePlaces(problem: Problem): Problem {
  if (typeof problem.places === "number") return problem;
  return { ...problem, places: problem.places.map((place) => ({ ...place, id: `x-${place.id}` })) };
}

/** The same problem, everything listed the other way round. */
function turn(problem: Problem): Problem {
  return {
    ...problem,
    places: typeof problem.places === "number" ? problem.places : [...problem.places].reverse(),
    participants: [...problem.participants].reverse(),
    meetings: [...problem.meetings].reverse(),
  };
}
