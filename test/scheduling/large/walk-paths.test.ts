import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreakBound } from "../../../src/scheduling/bound.ts";
import { construct } from "../../../src/scheduling/construct.ts";
import { breaksPerPerson } from "../../../src/scheduling/figures.ts";
import { createPathMoves, suitsPaths } from "../../../src/scheduling/large/path-moves.ts";
import { createModel } from "../../../src/scheduling/model.ts";
import type { Problem } from "../../../src/scheduling/problem.ts";
import { createRandom } from "../../../src/scheduling/random.ts";
import { verify } from "../../../src/scheduling/verify.ts";
import { drawTimetable } from "../fairs.ts";
import { solveFor } from "../problems.ts";

describe("path moves", () => {
  it("leave a valid agenda after any number of moves, and count its breaks right", () => {
    let begun = 0;
    fc.assert(
      fc.property(fc.nat(9999), fc.integer({ min: 1, max: 3_000 }), (seed, moves) => {
        const problem = drawTimetable({ people: 60, meetings: 150, slots: 14, places: 30 }, seed);
        const model = createModel(problem);
        expect(suitsPaths(model)).toBe(true);
        const { slotOf } = construct(model, createRandom(seed));
        if (slotOf.includes(-1)) return;
        begun += 1;
        const paths = createPathMoves(model, slotOf, createBreakBound(model).alone, createRandom(seed), 0.6);
        paths.run(moves, 0.5);
        expect(verify(problem, { placed: seat(problem, paths.slotOf()) })).toEqual([]);
        expect(paths.breaks()).toBe(
          breaksPerPerson(model, paths.slotOf()).reduce((sum, own) => sum + own, 0),
        );
      }),
      { numRuns: 60 },
    );
    expect(begun).toBeGreaterThan(5);
  });

  it("keep the breaks that people want", () => {
    let kept = 0;
    fc.assert(
      fc.property(fc.nat(9999), (seed) => {
        const drawn = drawTimetable({ people: 60, meetings: 120, slots: 14, places: 30 }, seed);
        const problem: Problem = {
          ...drawn,
          participants: drawn.participants.map((own, index) => ({
            ...own,
            breaks: [{ from: 5 + (index % 3), to: 8, slots: 2 }],
          })),
        };
        const model = createModel(problem);
        expect(suitsPaths(model)).toBe(true);
        const { slotOf } = construct(model, createRandom(seed));
        if (slotOf.includes(-1)) return;
        kept += 1;
        const paths = createPathMoves(model, slotOf, createBreakBound(model).alone, createRandom(seed), 0.6);
        paths.run(2_000, 0.5);
        expect(verify(problem, { placed: seat(problem, paths.slotOf()) })).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(kept).toBeGreaterThan(5);
  });

  it("are not for problems with rules that they do not keep", () => {
    const problem = drawTimetable({ people: 10, meetings: 12, slots: 8, places: 4 }, 1);
    const [first, second, ...rest] = problem.meetings;
    if (first === undefined || second === undefined) throw new Error("the fair drawn is too small");
    const others: Problem[] = [
      { ...problem, maxBreakSpread: 1 },
      { ...problem, slots: 40 },
      { ...problem, countUnavailable: false },
      { ...problem, meetings: [first, { ...second, after: [first.id] }, ...rest] },
      { ...problem, meetings: [{ ...first, required: false }, second, ...rest] },
      { ...problem, meetings: [{ ...first, fixedPlace: "t0" }, second, ...rest] },
      { ...problem, participants: problem.participants.map((own) => ({ ...own, maxInARow: 3 })) },
    ];
    for (const other of others) expect(suitsPaths(createModel(other))).toBe(false);
    expect(suitsPaths(createModel(problem))).toBe(true);
  });
});

describe("a large fair", () => {
  it("is solved validly, the same for the same seed, between its bound and what greed leaves", () => {
    const problem = drawTimetable({ people: 240, meetings: 1_100, slots: 24, places: 60 }, 3);
    const solution = solveFor(problem, 400_000);
    expect(solution.status).toBe("feasible");
    expect(verify(problem, solution)).toEqual([]);
    expect(solution.bound.breaks).toBeLessThanOrEqual(solution.breaks);
    expect(solveFor(problem, 400_000)).toEqual(solution);
    expect(solution.breaks).toBeLessThan(solveFor(problem, 1).breaks);
  });
});

function seat(problem: Problem, slotOf: Int32Array): { meeting: string; slot: number; place: string }[] {
  const load = new Int32Array(problem.slots);
  return problem.meetings.map(({ id }, index) => {
    const slot = slotOf[index] ?? -1;
    const place = load[slot] ?? 0;
    load[slot] = place + 1;
    return { meeting: id, slot, place: `t${place}` };
  });
}
