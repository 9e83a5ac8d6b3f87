/**
 * Agendas against what is published, a greedy and clingo, in one run. From the project's root:
 *   npx tsx test/bench/scheduling.ts originals [--seconds 10] [--clingo 60] [--seed 1] [--only NAME]
 *   npx tsx test/bench/scheduling.ts variants [--seconds 30]      with a spread of 2 at most, as published
 *   npx tsx test/bench/scheduling.ts generated [--seconds 10]
 *   npx tsx test/bench/scheduling.ts growth [--seconds 30] [--seed 1]      drawn fairs of 1,000 to 15,000 meetings
 *   npx tsx test/bench/scheduling.ts choose [--seconds 10]
 *   npx tsx test/bench/scheduling.ts demo [--seconds 10]
 *   npx tsx test/bench/scheduling.ts repair [--rounds 1000]
 */
import { choose } from "../../src/scheduling/choose.ts";
import type { Chosen } from "../../src/scheduling/choose-problem.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
import { solve } from "../../src/scheduling/solve.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { drawFair } from "../scheduling/fairs.ts";
import { readPublished } from "../scheduling/problems.ts";
import { cpuClock } from "./cpu-clock.ts";
import { chooseGreedily, chooseThenPlace, measureChoice } from "./scheduling-choices.ts";
import { solveWithClingo } from "./scheduling-clingo.ts";
import { scheduleGreedily } from "./scheduling-greedy.ts";
import { benchGrowth } from "./scheduling-growth.ts";
import { benchRepair } from "./scheduling-repair.ts";

const [part = "originals", ...flags] = process.argv.slice(2);

if (part === "choose") benchChoice(numberOf("--seconds", 10));
else if (part === "demo")
  await (await import("./scheduling-demo.ts")).benchDemo(numberOf("--seconds", 10), numberOf("--seed", 1));
else if (part === "growth") benchGrowth(numberOf("--seconds", 30), numberOf("--seed", 1));
else if (part === "repair") benchRepair(numberOf("--rounds", 1000));
else await benchInstances(part);

function numberOf(flag: string, fallback: number): number {
  const at = flags.indexOf(flag);
  return at < 0 ? fallback : Number(flags[at + 1]);
}

function textOf(flag: string): string | undefined {
  const at = flags.indexOf(flag);
  return at < 0 ? undefined : flags[at + 1];
}

async function benchInstances(kind: string): Promise<void> {
  const seconds = numberOf("--seconds", kind === "variants" ? 30 : 10);
  const clingo = numberOf("--clingo", 0);
  const only = new RegExp(textOf("--only") ?? "");
  const rows: object[] = [];
  const tally = { instances: 0, reached: 0, proved: 0, invalid: 0, falseBounds: 0, falseProofs: 0 };
  for (const { name, problem: read, optimum } of readPublished() ?? []) {
    const isKind =
      kind === "generated"
        ? name.startsWith("g-")
        : !name.startsWith("g-") && name.endsWith(".original") === (kind === "originals");
    if (!isKind || !only.test(name)) continue;
    const problem: Problem = kind === "variants" ? { ...read, maxBreakSpread: 2 } : read;
    const elapsed = cpuClock();
    let valid = Number.NaN;
    let reached = Number.NaN;
    const solution = solve(problem, {
      seconds,
      elapsed,
      seed: numberOf("--seed", 1),
      onProgress: (now) => {
        if (now.valid && Number.isNaN(valid)) valid = now.seconds;
        if (now.valid && now.breaks === optimum && Number.isNaN(reached)) reached = now.seconds;
      },
    });
    const used = elapsed();
    const isInfeasible = solution.status === "infeasible";
    const isReached =
      optimum === "UNSAT" ? isInfeasible : solution.status !== "unknown" && solution.breaks === optimum;
    tally.instances += 1;
    if (isReached) tally.reached += 1;
    if (isReached && (isInfeasible || solution.status === "optimal")) tally.proved += 1;
    if (verify(problem, solution).length > 0) tally.invalid += 1;
    if (typeof optimum === "number" && solution.bound.breaks > optimum) tally.falseBounds += 1;
    if (isInfeasible !== (optimum === "UNSAT") && isInfeasible) tally.falseProofs += 1;
    if (solution.status === "optimal" && optimum !== null && solution.breaks !== optimum)
      tally.falseProofs += 1;
    const greedy = scheduleGreedily(problem);
    const other = clingo > 0 ? await solveWithClingo(problem, clingo) : undefined;
    const gap = solution.bound.breaks === 0 ? solution.breaks : solution.breaks / solution.bound.breaks - 1;
    rows.push({
      name,
      published: optimum ?? "open",
      answer: isInfeasible ? "infeasible" : solution.breaks,
      bound: isInfeasible ? "" : solution.bound.breaks,
      gap: isInfeasible ? "" : solution.bound.breaks === 0 ? `+${gap}` : `${(gap * 100).toFixed(1)} %`,
      status: solution.status,
      seconds: used.toFixed(2),
      reachedAt: Number.isNaN(reached) ? "" : reached.toFixed(2),
      validAt: Number.isNaN(valid) ? "" : valid.toFixed(2),
      clash: solution.clash?.length ?? "",
      greedy: greedy.unplaced > 0 ? `${greedy.unplaced} not placed` : greedy.breaks,
      ...(other === undefined
        ? {}
        : { clingo: `${other.result} ${other.breaks ?? ""} ${other.seconds.toFixed(1)} s` }),
    });
    console.error(name, solution.status, solution.breaks, "of", optimum, used.toFixed(1));
  }
  console.table(rows);
  console.log(JSON.stringify(tally));
}

function benchChoice(seconds: number): void {
  const fair = drawFair({ exhibitors: 140, buyers: 400, slots: 48, tables: 50, wishes: 4000 }, 1);
  const bound = choose(fair, { seconds: 0, elapsed: () => 0, seed: 1, rounds: 0 }).bound;
  const ways: [string, (elapsed: () => number) => readonly Chosen[]][] = [
    ["greedy in order of value", () => chooseGreedily(fair)],
    ["choose first, place after", () => chooseThenPlace(fair)],
    [
      `choose and place, ${seconds} s`,
      (elapsed) => choose(fair, { seconds, elapsed, seed: numberOf("--seed", 1) }).chosen,
    ],
  ];
  const rows = ways.map(([way, run]) => {
    const elapsed = cpuClock();
    const chosen = run(elapsed);
    const used = elapsed();
    const now = measureChoice(fair, chosen);
    return {
      way,
      meetings: chosen.length,
      value: now.value.toFixed(1),
      bound: bound.toFixed(1),
      share: `${((100 * now.value) / bound).toFixed(1)} %`,
      breaks: now.breaks,
      exhibitorsWithThree: now.three.toFixed(3),
      giniOfExhibitors: now.giniOfExhibitors.toFixed(3),
      giniOfAll: now.giniOfAll.toFixed(3),
      violations: verifyChoice(fair, chosen).length,
      cpuSeconds: used.toFixed(2),
    };
  });
  console.table(rows);
}
