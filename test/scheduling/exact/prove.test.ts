import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreakBound } from "../../../src/scheduling/bound.ts";
import { createNeighbourhoods } from "../../../src/scheduling/exact/neighbourhoods.ts";
import { createProver, type Prover } from "../../../src/scheduling/exact/prove.ts";
import { figures } from "../../../src/scheduling/figures.ts";
import { createModel, type Model } from "../../../src/scheduling/model.ts";
import type { Problem } from "../../../src/scheduling/problem.ts";
import { createRandom } from "../../../src/scheduling/random.ts";
import { verify } from "../../../src/scheduling/verify.ts";
import { bestByTrying } from "../exhaustive.ts";
import { problems } from "../problems.ts";

const forever = () => false;
const required = problems({ slots: 7, people: 4, meetings: 5 }).map((problem) => ({
  ...problem,
  meetings: problem.meetings.map((meeting) => ({ ...meeting, required: true })),
}));

describe("exact search", () => {
  it("comes from any agenda to the best one by neighbourhoods, and never says more than trying everything does", () => {
    let improved = 0;
    fc.assert(
      fc.property(required, fc.nat(99), (problem, seed) => {
        const best = bestByTrying(problem);
        const { model, prover } = given(problem, seed);
        const found = prover?.decide(1e5, forever);
        if (found?.kind !== "agenda" || prover === undefined) {
          expect(best).toBeUndefined();
          return;
        }
        const worse = given(withOneHeld(problem, seed), seed).prover?.decide(1e5, forever);
        const start = worse?.kind === "agenda" ? worse : found;
        let known = { breaks: figures(model, start.slotOf).breaks, slotOf: start.slotOf };
        let bound = 0;
        for (let call = 0; call < 60 && bound < known.breaks; call += 1) {
          const finding = prover.refine(known, 2_000, forever);
          if (finding.kind === "bound") bound = finding.breaks;
          if (finding.kind !== "agenda") continue;
          const { breaks } = figures(model, finding.slotOf);
          expect(breaks).toBeLessThan(known.breaks);
          expect(verify(problem, { placed: placedAt(problem, finding.slotOf) })).toEqual([]);
          known = { breaks, slotOf: finding.slotOf };
          improved += 1;
        }
        expect({ breaks: known.breaks, bound }).toEqual({ breaks: best?.breaks, bound: best?.breaks });
      }),
      { numRuns: 300 },
    );
    expect(improved).toBeGreaterThan(10);
  });

  it("raises the bound to the fewest breaks there are, and no further", () => {
    fc.assert(
      fc.property(required, fc.nat(99), (problem, seed) => {
        const best = bestByTrying(problem);
        const { model, prover } = given(problem, seed);
        const start = prover?.decide(1e5, forever);
        if (best === undefined || start?.kind !== "agenda" || prover === undefined) return;
        const known = { breaks: figures(model, start.slotOf).breaks, slotOf: start.slotOf };
        let bound = 0;
        for (let call = 0; call < 40; call += 1) {
          const finding = prover.raise(bound, known, 1e5, forever);
          if (finding.kind === "agenda") {
            expect(figures(model, finding.slotOf).breaks).toBe(bound);
            break;
          }
          if (finding.kind === "bound") bound = finding.breaks;
        }
        expect(bound).toBe(best.breaks);
      }),
      { numRuns: 200 },
    );
  });
});

describe("neighbourhoods", () => {
  it("free more as they grow, and what has no slot always", () => {
    fc.assert(
      fc.property(required, fc.nat(99), (problem, seed) => {
        const model = createModel(problem);
        const alone = new Int32Array(model.people);
        const share = (growth: number): number => {
          const parts = createNeighbourhoods(model, alone, createRandom(seed));
          for (let step = 0; step < growth; step += 1)
            for (const kind of ["window", "slots", "people"] as const) parts.grow(kind);
          let free = 0;
          for (let draw = 0; draw < 60; draw += 1) {
            const slotOf = Int32Array.from(problem.meetings, (_, index) => index % problem.slots);
            for (const flag of parts.draw(slotOf).free) free += flag;
          }
          return free;
        };
        expect(share(40)).toBeGreaterThanOrEqual(share(0));
        const parts = createNeighbourhoods(model, alone, createRandom(seed));
        for (let draw = 0; draw < 20; draw += 1) {
          const { kind, free } = parts.draw(new Int32Array(model.meetings).fill(-1));
          if (kind !== "people") expect(free.every((flag) => flag === 1)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});

function given(problem: Problem, seed: number): { model: Model; prover: Prover | undefined } {
  const model = createModel(problem);
  const bound = createBreakBound(model);
  const prover = bound.stuck >= 0 ? undefined : createProver(model, bound.alone, createRandom(seed));
  return { model, prover };
}

/** The problem with one meeting held at one of its slots, whatever breaks that costs. */
function withOneHeld(problem: Problem, seed: number): Problem {
  const chosen = seed % problem.meetings.length;
  return {
    ...problem,
    meetings: problem.meetings.map((meeting, index) =>
      index === chosen ? { ...meeting, slots: [meeting.slots?.[0] ?? seed % problem.slots] } : meeting,
    ),
  };
}

/** The agenda with places handed out slot by slot. */
function placedAt(problem: Problem, slotOf: Int32Array): { meeting: string; slot: number; place: string }[] {
  const used = new Map<number, number>();
  return problem.meetings.map((meeting, index) => {
    const slot = slotOf[index] ?? -1;
    const place = used.get(slot) ?? 0;
    used.set(slot, place + 1);
    return { meeting: meeting.id, slot, place: `t${place}` };
  });
}
