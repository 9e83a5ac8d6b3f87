import type { Locale } from "../i18n/plural.ts";
import { describeClash, describeReason } from "../i18n/schedule-facts.ts";
import { type Parsed, parseProblem } from "../scheduling/problem.ts";
import type { Answer, Solution } from "../scheduling/solution.ts";
import type { Progress } from "../scheduling/solve.ts";
import type { CommandIo } from "./io.ts";
import { oneLine, readText, writeFaults } from "./read-text.ts";
import { searchInThread } from "./search-thread.ts";

const USAGE = "usage: schedule PROBLEM [--seconds 10] [--seed 1] [--steps N] [--lang fr|en] --json\n";

type Options = { file: string; seconds: number; seed: number; steps?: number; locale: Locale; json: boolean };

/**
 * `schedule PROBLEM`: exit 0 with the solution on standard output, 2 on bad input with nothing on it. Interrupted, it
 * prints the best solution so far.
 */
export async function runSchedule(args: readonly string[], io: CommandIo): Promise<number> {
  const options = parseOptions(args);
  if (!options.ok) {
    for (const fault of options.faults) io.err(`${fault.path}: ${fault.expected}\n`);
    io.err(USAGE);
    return 2;
  }
  const { file, seconds, seed, steps, locale, json } = options.value;
  const text = await readText(file, io);
  if (text === undefined) return 2;
  const parsed = parseProblem(text);
  if (!parsed.ok) {
    writeFaults(file, parsed.faults, io);
    return 2;
  }
  const limits = { seconds, seed, ...(steps === undefined ? {} : { steps }) };
  const onProgress = (progress: Progress) => io.err(formatProgress(progress));
  const answer = await searchInThread(parsed.value, limits, onProgress);
  if (answer === "out of memory") {
    writeFaults(file, [{ path: "$", expected: "expected a problem that the memory holds" }], io);
    return 2;
  }
  const solution = toSolution(answer, locale);
  io.out(json ? `${JSON.stringify(solution)}\n` : formatSummary(solution));
  return 0;
}

function parseOptions(args: readonly string[]): Parsed<Options> {
  const options = { file: "", seconds: 10, seed: 1, locale: "fr" as Locale, json: false };
  let steps: number | undefined;
  const faults: { path: string; expected: string }[] = [];
  const fault = (path: string, expected: string) => faults.push({ path, expected });
  const numberAfter = (flag: string, text: string | undefined, least: number): number => {
    const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
    if (Number.isFinite(value) && value >= least) return value;
    fault(
      flag,
      `expected a number of at least ${least}, found ${text === undefined ? "nothing" : `"${text}"`}`,
    );
    return least;
  };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? "";
    if (arg === "--json") options.json = true;
    else if (arg === "--seconds") options.seconds = numberAfter(arg, args[++index], 0);
    else if (arg === "--seed") options.seed = numberAfter(arg, args[++index], 0);
    else if (arg === "--steps") steps = numberAfter(arg, args[++index], 1);
    else if (arg === "--lang") {
      const locale = args[++index];
      if (locale === "fr" || locale === "en") options.locale = locale;
      else fault(arg, "expected fr or en");
    } else if (arg.startsWith("--")) fault(arg, "unknown option");
    else if (options.file === "") options.file = arg;
    else fault(arg, "expected one problem file only");
  }
  if (options.file === "") fault("PROBLEM", "expected the path of a problem file");
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, value: steps === undefined ? options : { ...options, steps } };
}

function formatProgress(progress: Progress): string {
  const { seconds, valid, value, breaks, bound } = progress;
  const found = valid ? `breaks ${breaks}` : "no agenda yet";
  return `${seconds.toFixed(2)} s: ${found}, bound ${bound.breaks}; value ${round(value)} of at most ${round(bound.value)}\n`;
}

/** The answer as files hold it: each fact with its text. */
function toSolution({ unplaced, clash, ...answer }: Answer, locale: Locale): Solution {
  return {
    ...answer,
    unplaced: unplaced.map(({ meeting, reason }) => ({
      meeting,
      code: reason.code,
      text: describeReason(reason, locale),
    })),
    ...(clash === undefined
      ? {}
      : { clash: clash.map((fact) => ({ ...fact, text: describeClash(fact, locale) })) }),
  };
}

function formatSummary(solution: Solution): string {
  const { status, placed, unplaced, value, breaks, spread, placeChanges, bound } = solution;
  const lines = [
    `${solution.name}: ${status}, ${placed.length} placed, ${unplaced.length} not placed`,
    `value ${round(value)} (at most ${round(bound.value)}), breaks ${breaks} (at least ${bound.breaks}), spread ${spread}, changes of place ${placeChanges}`,
    ...(solution.clash ?? []).map((fact) => `- ${fact.text}`),
    ...unplaced.slice(0, 20).map((item) => `- ${item.meeting}: ${item.text}`),
  ];
  return lines.map((line) => `${oneLine(line)}\n`).join("");
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
