import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSatSolver, type SatSolver } from "../../../src/scheduling/sat/solver.ts";
import { type Literal, negate } from "../../../src/scheduling/sat/trail.ts";

const VARIABLES = 9;
const forever = () => false;

const literal = fc.nat(2 * VARIABLES - 1);
const clause = fc.array(literal, { minLength: 1, maxLength: 4 });

describe("satisfiability solver", () => {
  it("answers as trying every assignment does, call after call, under assumptions", () => {
    const formulas = fc.array(clause, { minLength: 10, maxLength: 60 });
    const calls = fc.array(fc.tuple(formulas, fc.uniqueArray(literal, { maxLength: 3 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(calls, (drawn) => {
        const solver = solverOf(VARIABLES);
        const known: Literal[][] = [];
        for (const [clauses, assumptions] of drawn) {
          for (const own of clauses) solver.addClause(own);
          known.push(...clauses);
          const verdict = solver.solve(assumptions, 1e6, forever);
          const units = assumptions.map((own) => [own]);
          expect(verdict).toBe(isSatisfiable([...known, ...units]) ? "satisfiable" : "unsatisfiable");
          if (verdict === "satisfiable") {
            const holds = (own: Literal) => solver.isTrue(own >> 1) === ((own & 1) === 0);
            expect([...known, ...units].every((own) => own.some(holds))).toBe(true);
          } else {
            const core = solver.core();
            expect(assumptions).toEqual(expect.arrayContaining(core));
            expect(isSatisfiable([...known, ...core.map((own) => [own])])).toBe(false);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("shows that nine pigeons do not fit into eight holes, through restarts, moods and cleanings", () => {
    const holes = 8;
    const solver = solverOf((holes + 1) * holes);
    const at = (pigeon: number, hole: number) => (pigeon * holes + hole) * 2;
    for (let pigeon = 0; pigeon <= holes; pigeon += 1) {
      solver.addClause(Array.from({ length: holes }, (_, hole) => at(pigeon, hole)));
      for (let other = 0; other < pigeon; other += 1) {
        for (let hole = 0; hole < holes; hole += 1)
          solver.addClause([negate(at(pigeon, hole)), negate(at(other, hole))]);
      }
    }
    expect(solver.solve([], 2_000_000, forever)).toBe("unsatisfiable");
    expect(solver.conflicts()).toBeGreaterThan(1_000);
  });

  it("stops when asked, by conflicts or by the caller, and goes on from there", () => {
    const solver = hardFormula(150, 4.26, 3);
    expect(solver.solve([], 10, forever)).toBe("stopped");
    expect(solver.conflicts()).toBe(10);
    expect(solver.solve([], 1e6, () => true)).toBe("stopped");
    expect(solver.solve([], 1e6, forever)).not.toBe("stopped");
  });

  it("does the same work for the same calls", () => {
    const once = () => {
      const solver = hardFormula(160, 4.2, 5);
      solver.suggest(Array.from({ length: 160 }, (_, variable) => variable * 2));
      return [solver.solve([], 1e6, forever), solver.conflicts()];
    };
    expect(once()).toEqual(once());
  });
});

function solverOf(variables: number): SatSolver {
  const solver = createSatSolver();
  for (let variable = 0; variable < variables; variable += 1) solver.newVariable();
  return solver;
}

function isSatisfiable(clauses: readonly (readonly Literal[])[]): boolean {
  for (let bits = 0; bits < 1 << VARIABLES; bits += 1) {
    if (clauses.every((own) => own.some((one) => ((bits >> (one >> 1)) & 1) !== (one & 1)))) return true;
  }
  return false;
}

/** A random formula of clauses of three, from a linear congruence so that it is the same everywhere. */
function hardFormula(variables: number, density: number, seed: number): SatSolver {
  const solver = solverOf(variables);
  let state = seed;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  for (let count = 0; count < variables * density; count += 1) {
    solver.addClause([below(variables * 2), below(variables * 2), below(variables * 2)]);
  }
  return solver;
}
