import { solve } from "../../src/scheduling/solve.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { drawPlanted } from "../scheduling/planted-fairs.ts";
import { cpuClock } from "./cpu-clock.ts";

const MEETINGS = [1_000, 2_000, 4_000, 8_000, 15_000];
const SHORT = 10;

/** How time and gap grow with the fair: drawn fairs of one density, each solved in 10 CPU seconds and in as many as said. */
export function benchGrowth(seconds: number, seed: number): void {
  const rows = MEETINGS.map((meetings) => {
    const problem = drawPlanted(
      {
        exhibitors: Math.round(meetings * 0.07),
        buyers: Math.round(meetings * 0.15),
        meetings,
        slots: 24,
        places: Math.round(meetings / 20),
      },
      seed,
    );
    const row: Record<string, string | number> = {
      meetings: problem.meetings.length,
      people: problem.participants.length,
    };
    for (const limit of [...new Set([SHORT, seconds])]) {
      const elapsed = cpuClock();
      let valid = Number.NaN;
      const solution = solve(problem, {
        seconds: limit,
        elapsed,
        seed,
        onProgress: (now) => {
          if (now.valid && Number.isNaN(valid)) valid = now.seconds;
        },
      });
      const gap = solution.breaks / Math.max(1, solution.bound.breaks) - 1;
      row.validAt ??= valid.toFixed(2);
      row[`gap in ${limit} s`] = `${(100 * gap).toFixed(1)} %`;
      row[`breaks, bound in ${limit} s`] = `${solution.breaks}, ${solution.bound.breaks}`;
      row.violations = Number(row.violations ?? 0) + verify(problem, solution).length;
    }
    console.error(JSON.stringify(row));
    return row;
  });
  console.table(rows);
}
