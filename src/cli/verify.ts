import { parseProblem } from "../scheduling/problem.ts";
import { parseSolution } from "../scheduling/solution.ts";
import { verify } from "../scheduling/verify.ts";
import type { CommandIo } from "./io.ts";
import { oneLine, readText, writeFaults } from "./read-text.ts";

/** `verify PROBLEM SOLUTION`: exit 0 where every rule holds, 1 with one line per violation, 2 on bad input. */
export async function runVerify(args: readonly string[], io: CommandIo): Promise<number> {
  const [problemFile, solutionFile, ...rest] = args;
  if (problemFile === undefined || solutionFile === undefined || rest.length > 0) {
    io.err("usage: verify PROBLEM SOLUTION\n");
    return 2;
  }
  const problemText = await readText(problemFile, io);
  const solutionText = await readText(solutionFile, io);
  if (problemText === undefined || solutionText === undefined) return 2;
  const problem = parseProblem(problemText);
  const solution = parseSolution(solutionText);
  if (!problem.ok) writeFaults(problemFile, problem.faults, io);
  if (!solution.ok) writeFaults(solutionFile, solution.faults, io);
  if (!problem.ok || !solution.ok) return 2;
  const violations = verify(problem.value, solution.value);
  for (const violation of violations) io.out(`${oneLine(`${violation.code}: ${violation.text}`)}\n`);
  if (violations.length > 0) return 1;
  io.out(`valid: ${solution.value.placed.length} meetings placed, no rule broken\n`);
  return 0;
}
