import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeReason } from "../../src/i18n/schedule-facts.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { bestByTrying } from "./exhaustive.ts";
import { problems, solveFor, withSlot } from "./problems.ts";

const small = problems({ slots: 4, people: 4, meetings: 5 });
const middling = problems({ slots: 10, people: 12, meetings: 25 });

describe("solve", () => {
  it("never breaks a rule, and counts what it did right", () => {
    fc.assert(
      fc.property(middling, fc.nat(1000), (problem, seed) => {
        const solution = solveFor(problem, 20_000, seed);
        expect(verify(problem, solution)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("is never better than trying everything, and its bounds hold", () => {
    fc.assert(
      fc.property(small, ({ maxBreakSpread: _, ...problem }) => {
        const best = bestByTrying(problem);
        const solution = solveFor(problem, 20_000);
        expect(verify(problem, solution)).toEqual([]);
        if (best === undefined) {
          expect(["infeasible", "unknown"]).toContain(solution.status);
          return;
        }
        expect(["optimal", "feasible"]).toContain(solution.status);
        expect(solution.bound.value).toBeGreaterThanOrEqual(best.value - 1e-6);
        expect(solution.value).toBeLessThanOrEqual(best.value + 1e-6);
        if (solution.status === "optimal") expect(solution).toMatchObject(best);
        if (solution.value === best.value) expect(solution.breaks).toBeGreaterThanOrEqual(best.breaks);
        if (solution.bound.value <= best.value)
          expect(solution.bound.breaks).toBeLessThanOrEqual(best.breaks);
      }),
      { numRuns: 300 },
    );
  });

  it("finds and proves the optimum when every meeting is required", () => {
    const required = small.map((problem) => ({
      ...problem,
      meetings: problem.meetings.map((meeting) => ({ ...meeting, required: true })),
    }));
    fc.assert(
      fc.property(required, (problem) => {
        const best = bestByTrying(problem);
        const solution = solveFor(problem);
        if (best === undefined) expect(solution.status).toBe("infeasible");
        else expect(solution).toMatchObject({ status: "optimal", ...best });
      }),
      { numRuns: 300 },
    );
  });

  it("places the wishes of greatest value where order does not bind them", () => {
    const free = small.map(({ maxBreakSpread: _, ...problem }) => ({
      ...problem,
      meetings: problem.meetings.map(({ after: __, ...meeting }) => ({ ...meeting, required: false })),
    }));
    fc.assert(
      fc.property(free, (problem) => {
        expect(solveFor(problem).value).toBeCloseTo(bestByTrying(problem)?.value ?? -1);
      }),
      { numRuns: 150 },
    );
  });

  it("proves infeasible what is, when every meeting is required", () => {
    const required = small.map((problem) => ({
      ...problem,
      meetings: problem.meetings.map((meeting) => ({ ...meeting, required: true })),
    }));
    fc.assert(
      fc.property(required, (problem) => {
        const isPossible = bestByTrying(problem) !== undefined;
        expect(solveFor(problem).status === "infeasible").toBe(!isPossible);
      }),
      { numRuns: 300 },
    );
  });

  it("proves infeasible what its required meetings are, whatever wishes and an even share of breaks stand beside", () => {
    let proved = 0;
    fc.assert(
      fc.property(problems({ slots: 3, people: 4, meetings: 7 }), (problem) => {
        const { maxBreakSpread: _, ...even } = problem;
        const meetings = problem.meetings.filter(({ required }) => required !== false);
        if (bestByTrying({ ...even, meetings: meetings.map(({ after: __, ...own }) => own) }) !== undefined)
          return;
        proved += 1;
        expect(solveFor({ ...problem, maxBreakSpread: 1 }, 5_000).status).toBe("infeasible");
      }),
      { numRuns: 300 },
    );
    expect(proved).toBeGreaterThan(10);
  });

  it("names facts that really clash: without any one of the problem's meetings unnamed, it stays infeasible", () => {
    const tight = problems({ slots: 3, people: 4, meetings: 6 }).map((problem) => ({
      ...problem,
      meetings: problem.meetings.map((meeting) => ({ ...meeting, required: true })),
    }));
    let cores = 0;
    fc.assert(
      fc.property(tight, (problem) => {
        const { status, clash } = solveFor(problem);
        if (status !== "infeasible") return;
        expect(clash?.length).toBeGreaterThan(0);
        cores += 1;
        expect(bestByTrying(onlyFacts(problem, clash ?? []))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    expect(cores).toBeGreaterThan(20);
  });

  it("one more table or slot never worsens the bounds, nor makes a problem infeasible", () => {
    fc.assert(
      fc.property(middling, (problem) => {
        const before = solveFor(problem, 5_000);
        if (before.status === "infeasible") return;
        const more = [{ ...problem, places: Number(problem.places) + 1 }, withSlot(problem)];
        for (const roomier of more) {
          const after = solveFor(roomier, 5_000);
          expect(after.status).not.toBe("infeasible");
          // The value of an agenda that is as good as its bound is told in the place of the bound.
          expect(after.bound.value).toBeGreaterThanOrEqual(before.bound.value - 1e-5);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("the names of people and meetings change nothing", () => {
    fc.assert(
      fc.property(middling, (problem) => {
        const renamed = rename(problem);
        const first = solveFor(problem, 10_000);
        const second = solveFor(renamed, 10_000);
        expect(second.status).toBe(first.status);
        expect(second.bound).toEqual(first.bound);
        expect(second.placed.map(({ slot, place }) => ({ slot, place }))).toEqual(
          first.placed.map(({ slot, place }) => ({ slot, place })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same answer for the same seed", () => {
    fc.assert(
      fc.property(middling, fc.nat(99), (problem, seed) => {
        expect(solveFor(problem, 10_000, seed)).toEqual(solveFor(problem, 10_000, seed));
      }),
      { numRuns: 40 },
    );
  });

  it("gives one reason for each wish that is not placed", () => {
    fc.assert(
      fc.property(middling, (problem) => {
        const solution = solveFor(problem, 10_000);
        for (const { reason } of solution.unplaced) {
          for (const locale of ["fr", "en"] as const)
            expect(describeReason(reason, locale).length).toBeGreaterThan(10);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function rename(problem: Problem): Problem {
  const other = (id: string) => `x-${id}`;
  return {
    ...problem,
    participants: problem.participants.map((person) => ({ ...person, id: other(person.id) })),
    meetings: problem.meetings.map(({ after, ...meeting }) => ({
      ...meeting,
      id: other(meeting.id),
      participants: meeting.participants.map(other),
      ...(after === undefined ? {} : { after: after.map(other) }),
    })),
  };
}

type Fact = NonNullable<ReturnType<typeof solveFor>["clash"]>[number];

/** The problem with nothing but what the facts say; meetings that no fact names are left out where that is sound. */
function onlyFacts(problem: Problem, clash: readonly Fact[]): Problem {
  const has = (code: string, key: string, id: string) =>
    clash.some(
      (fact) =>
        fact.code === code && Object.entries(fact).some(([own, value]) => own === key && value === id),
    );
  const says = (code: string) => clash.some((fact) => fact.code === code);
  const { maxBreakSpread, ...rest } = problem;
  return {
    ...rest,
    ...(says("spread") && maxBreakSpread !== undefined ? { maxBreakSpread } : {}),
    places: says("places") || says("places-total") ? problem.places : problem.meetings.length,
    participants: problem.participants.map(({ id, unavailable, maxInARow, maxMeetings, breaks }) => ({
      id,
      ...(unavailable !== undefined && has("person-unavailable", "person", id) ? { unavailable } : {}),
      ...(maxInARow !== undefined && has("person-row", "person", id) ? { maxInARow } : {}),
      breaks: (breaks ?? []).filter(({ from, to, slots }) =>
        clash.some(
          (fact) =>
            fact.code === "person-break" &&
            fact.person === id &&
            fact.from === from &&
            fact.to === to &&
            fact.slots === slots,
        ),
      ),
      ...(maxMeetings !== undefined && has("person-quota", "person", id) ? { maxMeetings } : {}),
    })),
    meetings: problem.meetings.map(({ slots, after, ...meeting }) => ({
      ...meeting,
      ...(slots !== undefined && has("meeting-slots", "meeting", meeting.id) ? { slots } : {}),
      ...(after !== undefined && has("meeting-after", "meeting", meeting.id) ? { after } : {}),
    })),
  };
}
