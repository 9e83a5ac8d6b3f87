import { createProver, type Finding, type Prover } from "./exact/prove.ts";
import { suitsPaths } from "./large/path-moves.ts";
import { createModel, type Model, restrict } from "./model.ts";
import type { Problem } from "./problem.ts";
import { createRandom } from "./random.ts";
import { createSearch, DISRUPTIVE, PATIENT, RESTLESS, type Search, type SolveOptions } from "./search.ts";
import type { Answer } from "./solution.ts";

export type { Progress, SolveOptions } from "./search.ts";

/** Solves a timetabling problem: an agenda with true bounds, or the facts that clash. */
export function solve(problem: Problem, options: SolveOptions): Answer {
  const model = createModel(problem);
  const search = createSearch(model, options);
  if (model.meetings >= LARGE) return solveLarge(model, search);
  if (search.bound.stuck >= 0) return search.giveUp();
  const isSmall = model.meetings * model.slots <= LARGEST_EXACT;
  const hasOptional = model.required.some((flag) => flag !== 1);
  const prover =
    isSmall && !hasOptional
      ? createProver(model, search.bound.alone, createRandom(options.seed + 1))
      : undefined;
  const placer = isSmall && hasOptional ? createPlacer(problem) : undefined;
  for (let round = 0; !search.isDone(); round += 1) {
    const longest = prover === undefined || isFar(search) ? 5 : 3;
    search.anneal(100_000 * 2 ** Math.min(round, longest), round % 2 === 0 ? RESTLESS : DISRUPTIVE);
    if (search.best.broken === 0) search.tighten(round === 0 ? 300 : 40);
    search.tell();
    if (placer !== undefined && search.best.broken > 0) {
      const finding = placer(model, 1_000 * 2 ** Math.min(round, 8), search.isOver);
      if (finding.kind === "infeasible") return search.giveUp();
      search.learn(finding);
    }
    if (prover === undefined || search.isOver() || search.isClosed()) continue;
    const effort = 1_000 * 2 ** Math.min(round, 9);
    if (search.best.broken > 0) {
      const finding = prover.decide(effort, search.isOver);
      if (finding.kind === "infeasible") return search.giveUp();
      search.learn(finding);
    } else {
      refine(search, prover, effort);
      // Near its bound an agenda that equals it, or the proof that there is none, is what is left to find.
      const towards = isFar(search) ? effort : effort * NEAR;
      if (!search.isClosed())
        search.learn(prover.raise(search.bound.breaks, search.known(), towards, search.isOver));
    }
    search.tell();
  }
  return search.conclude();
}

/** Far from its bound an agenda still gains by annealing; near it, exact search does what is left. */
function isFar(search: Search): boolean {
  return search.best.broken > 0 || search.known().breaks - search.bound.breaks > 3;
}

/** Exact search near the best agenda, again from each better one. */
function refine(search: Search, prover: Prover, conflicts: number): void {
  for (let known = Number.POSITIVE_INFINITY; search.known().breaks < known && !search.isDone(); ) {
    known = search.known().breaks;
    search.learn(prover.refine(search.known(), conflicts, search.isOver));
    search.tell();
  }
}

type Placer = (model: Model, conflicts: number, shouldStop: () => boolean) => Finding;

/** Exact search for the required meetings alone, where wishes stand in the way of placing them. */
function createPlacer(problem: Problem): Placer {
  const required = new Set(problem.meetings.filter((own) => own.required !== false).map((own) => own.id));
  const part = createModel(restrict(problem, (id) => required.has(id)));
  const prover = createProver(part, new Int32Array(part.people), createRandom(0));
  const { maxBreakSpread, ...uneven } = part.problem;
  const unevenPart = createModel(uneven);
  const unevenProver = createProver(unevenPart, new Int32Array(part.people), createRandom(0));
  return (model, conflicts, shouldStop) => {
    let finding = prover.decide(conflicts, shouldStop);
    // With a spread asked for, wishes may be what evens the breaks: no proof but without it.
    if (finding.kind === "infeasible" && maxBreakSpread !== undefined) {
      finding = unevenProver.decide(conflicts, shouldStop);
      if (finding.kind !== "infeasible") return { kind: "nothing" };
    }
    if (finding.kind !== "agenda") return finding;
    const slotOf = new Int32Array(model.meetings).fill(-1);
    let at = 0;
    problem.meetings.forEach((meeting, index) => {
      if (required.has(meeting.id)) slotOf[index] = finding.slotOf[at++] ?? -1;
    });
    return { kind: "agenda", slotOf };
  };
}

/** Many meetings: one long annealing, then the bound raised around whoever has breaks to spare. */
function solveLarge(model: Model, search: Search): Answer {
  if (search.bound.stuck >= 0) return search.giveUp();
  search.tighten(Math.max(10, Math.round(PRICED / model.meetings)));
  search.tell();
  const isSwift = suitsPaths(model);
  while (!search.isDone()) {
    if (!isSwift) search.anneal(Number.POSITIVE_INFINITY, PATIENT);
    else if (search.best.broken > 0) search.anneal(ROUND, RESTLESS);
    else {
      search.walk(0.5, 0.2, model.meetings >= HUGE ? WALKED_HUGE : WALKED);
      search.group();
      search.walk(0.2, 0.2, 1);
      break;
    }
  }
  return search.conclude();
}

/** Meetings from which one long annealing takes the place of rounds. */
const LARGE = 1_000;
/** Meetings times slots up to which exact search is tried. */
const LARGEST_EXACT = 40_000;
/** How much more than neighbourhoods the whole is searched at the bound, once the agenda is near it. */
const NEAR = 4;
/** Meetings from which groups take a good part of the time. */
const HUGE = 6_000;
/** Share of the time in which the walk that cools ends; what is left goes to groups, then to moves that cost little. */
const WALKED = 0.86;
const WALKED_HUGE = 0.83;
/** Meetings to price at most before the walk, over all rounds: where places are scarce, prices raise the bound. */
const PRICED = 200_000;
/** Steps of an annealing that is to place everything. */
const ROUND = 100_000;
