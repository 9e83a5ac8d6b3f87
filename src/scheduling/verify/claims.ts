import type { Problem } from "../problem.ts";
import type { Placed } from "../solution.ts";
import { type Measure, measure } from "./measure.ts";
import type { Claim, Report } from "./violation.ts";

/** What must be held is held. */
export function checkRequired(problem: Problem, placed: readonly Placed[], add: Report): void {
  const held = new Set(placed.map((item) => item.meeting));
  for (const meeting of problem.meetings) {
    if (meeting.required !== false && !held.has(meeting.id)) {
      add("required-not-placed", `meeting "${meeting.id}" is required and is not placed`);
    }
  }
}

/** Breaks differ between participants by no more than allowed. */
export function checkSpread(problem: Problem, placed: readonly Placed[], add: Report): void {
  if (problem.maxBreakSpread === undefined) return;
  const { spread } = measure(problem, placed);
  if (spread > problem.maxBreakSpread) {
    add(
      "spread-too-wide",
      `breaks differ by ${spread} between participants, at most ${problem.maxBreakSpread} allowed`,
    );
  }
}

/** Every meeting is either placed or told to be left. */
export function checkUnplaced(problem: Problem, claim: Claim, placed: readonly Placed[], add: Report): void {
  if (claim.unplaced === undefined) return;
  const held = new Set(placed.map((item) => item.meeting));
  const listed = new Set<string>();
  for (const item of claim.unplaced) {
    if (held.has(item.meeting))
      add("placed-and-unplaced", `meeting "${item.meeting}" is both placed and unplaced`);
    if (listed.has(item.meeting))
      add("unplaced-twice", `meeting "${item.meeting}" is listed as unplaced more than once`);
    listed.add(item.meeting);
  }
  const known = new Set(problem.meetings.map((meeting) => meeting.id));
  for (const id of listed)
    if (!known.has(id)) add("unknown-meeting", `"${id}" is not a meeting of the problem`);
  for (const id of known) {
    if (!held.has(id) && !listed.has(id)) add("forgotten", `meeting "${id}" is neither placed nor unplaced`);
  }
}

/** The figures told are those counted. */
export function checkFigures(problem: Problem, claim: Claim, add: Report): void {
  const actual = measure(problem, claim.placed);
  const compare = (figure: keyof Measure) => {
    const claimed = claim[figure];
    if (claimed === undefined) return;
    const tolerance = figure === "value" ? slackOf(actual.value) : 0;
    if (Math.abs(claimed - actual[figure]) > tolerance) {
      add(
        `wrong-${figure === "placeChanges" ? "place-changes" : figure}`,
        `the answer says ${figure} ${claimed}, counted ${actual[figure]}`,
      );
    }
  };
  compare("value");
  compare("breaks");
  compare("spread");
  compare("placeChanges");
}

/** Bounds and proofs do not contradict the agenda. */
export function checkBounds(problem: Problem, { status, bound, placed }: Claim, add: Report): void {
  if (bound === undefined) {
    if (status === "optimal") add("not-proved", "the answer says optimal and has no bounds");
    return;
  }
  const actual = measure(problem, placed);
  const slack = slackOf(actual.value);
  if (bound.value < actual.value - slack) {
    add("false-bound", `the bound on value is ${bound.value}, the agenda itself has ${actual.value}`);
  }
  // With every optional meeting that the bound allows, fewer breaks than the bound would refute it.
  const isFull = Math.abs(bound.value - actual.value) <= slack;
  if (isFull && bound.breaks > actual.breaks) {
    add("false-bound", `the bound on breaks is ${bound.breaks}, the agenda itself has ${actual.breaks}`);
  }
  if (status === "optimal" && (!isFull || bound.breaks !== actual.breaks)) {
    add("not-proved", "the answer says optimal and its figures do not equal its bounds");
  }
}

/** Values are sums of fractions, in any order. */
function slackOf(value: number): number {
  return Math.max(1e-6, 1e-9 * Math.abs(value));
}
