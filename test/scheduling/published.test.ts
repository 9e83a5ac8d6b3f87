import { describe, expect, it } from "vitest";
import { solve } from "../../src/scheduling/solve.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { readPublished, solveFor } from "./problems.ts";

const published = readPublished() ?? [];
const originals = published.filter(({ name }) => name.endsWith(".original"));
/** Variants that this engine settles within a second or two, a sample of each kind; the benchmark runs all of them. */
const variants = published.filter(({ name }) =>
  /^(tic-12|tic-13)\.(?!fixed040)|^forumt-14\.(forb|fixed020)|crafd\.forb/.test(name),
);

describe.skipIf(published.length === 0)("published instances", () => {
  it.each(originals.map((own) => [own.name, own] as const))(
    "%s is placed whole and validly within 60,000 steps",
    (_, own) => {
      const solution = solveFor(own.problem);
      expect(["optimal", "feasible"]).toContain(solution.status);
      expect(solution.unplaced).toEqual([]);
      expect(verify(own.problem, solution)).toEqual([]);
      expect(solution.bound.breaks).toBeLessThanOrEqual(Number(own.optimum));
      if (solution.status === "optimal") expect(solution.breaks).toBe(own.optimum);
    },
  );

  it.each(variants.map((own) => [own.name, own] as const))(
    "%s gets its published answer, proved",
    { timeout: 300_000 },
    (_, own) => {
      const problem = { ...own.problem, maxBreakSpread: 2 };
      const solution = solve(problem, { seconds: 120, elapsed: stopwatch(), seed: 1 });
      expect(verify(problem, solution)).toEqual([]);
      if (own.optimum === "UNSAT") {
        expect(solution.status).toBe("infeasible");
        expect(solution.clash?.length).toBeGreaterThan(0);
      } else expect(solution).toMatchObject({ status: "optimal", breaks: own.optimum });
    },
  );
});

/** CPU seconds: a busy machine takes longer, and answers the same. */
function stopwatch(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}
