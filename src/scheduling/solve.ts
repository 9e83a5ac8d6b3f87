import { keepLawful } from "./agenda.ts";
import { assignPlaces } from "./assign-places.ts";
import { type BreakBound, createBreakBound } from "./bound.ts";
import { construct } from "./construct.ts";
import { findClash } from "./exact/clash.ts";
import { createProver, type Finding } from "./exact/prove.ts";
import { type Best, createBest, improve, restore } from "./improve.ts";
import { createModel, type Model, restrict } from "./model.ts";
import type { Setup } from "./moves.ts";
import type { Problem } from "./problem.ts";
import { createRandom } from "./random.ts";
import { explainUnplaced } from "./reasons.ts";
import type { Clash, Solution } from "./solution.ts";
import { boundValue } from "./value-bound.ts";
import { describeClash, describeReason, type Locale } from "./words.ts";

/** What is known while solving; breaks are those of the best valid agenda, -1 before there is one. */
export type Progress = {
  seconds: number;
  valid: boolean;
  value: number;
  breaks: number;
  bound: { value: number; breaks: number };
};

export type SolveOptions = {
  /** Time to use at most; solving ends earlier once nothing better can be found. */
  seconds: number;
  /** Seconds since the start, from the caller's clock. */
  elapsed: () => number;
  seed: number;
  /** Search steps at most: with it and without a short time, the same seed gives the same answer. */
  steps?: number;
  /** Asked often; true ends with the best agenda so far. */
  shouldStop?: () => boolean;
  onProgress?: (progress: Progress) => void;
  locale?: Locale;
};

/** Solves a timetabling problem: an agenda with true bounds, or the facts that clash. */
export function solve(problem: Problem, options: SolveOptions): Solution {
  const model = createModel(problem);
  const search = createSearch(model, options);
  if (model.meetings >= LARGE) return solveLarge(search);
  if (search.bound.stuck >= 0) return search.giveUp();
  const isSmall = model.meetings * model.slots <= LARGEST_EXACT;
  const hasOptional = model.required.some((flag) => flag !== 1);
  const prover = isSmall && !hasOptional ? createProver(model, search.bound.alone) : undefined;
  const placer = isSmall && hasOptional ? createPlacer(problem) : undefined;
  for (let round = 0; !search.isDone(); round += 1) {
    search.anneal(100_000 * 2 ** Math.min(round, 5), round % 2 === 0 ? RESTLESS : DISRUPTIVE);
    if (search.best.broken === 0) search.tighten(40);
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
      // Far from the bound, only the bound itself is asked for: its answer is the optimum as soon as it is reached.
      const isNear = search.known().breaks - search.bound.breaks <= 2;
      if (isNear) search.learn(prover.better(search.known(), effort, search.isOver));
      if (!search.isClosed()) {
        search.learn(prover.raise(search.bound.breaks, search.known(), effort, search.isOver));
      }
    }
    search.tell();
  }
  return search.conclude();
}

type Placer = (model: Model, conflicts: number, shouldStop: () => boolean) => Finding;

/** Exact search for the required meetings alone, where wishes stand in the way of placing them. */
function createPlacer(problem: Problem): Placer {
  const required = new Set(problem.meetings.filter((own) => own.required !== false).map((own) => own.id));
  const part = createModel(restrict(problem, (id) => required.has(id)));
  const prover = createProver(part, new Int32Array(part.people));
  return (model, conflicts, shouldStop) => {
    const finding = prover.decide(conflicts, shouldStop);
    // With a spread asked for, wishes may be what evens the breaks: no proof.
    if (finding.kind === "infeasible" && problem.maxBreakSpread !== undefined) return { kind: "nothing" };
    if (finding.kind !== "agenda") return finding;
    const slotOf = new Int32Array(model.meetings).fill(-1);
    let at = 0;
    problem.meetings.forEach((meeting, index) => {
      if (required.has(meeting.id)) slotOf[index] = finding.slotOf[at++] ?? -1;
    });
    return { kind: "agenda", slotOf };
  };
}

/** Many meetings: one long annealing over the time given, after a first that places everything. */
function solveLarge(search: Search): Solution {
  search.tell();
  if (search.bound.stuck >= 0) return search.giveUp();
  search.tighten(10);
  while (!search.isDone()) search.anneal(Number.POSITIVE_INFINITY, PATIENT);
  return search.conclude();
}

/** Meetings from which one long annealing takes the place of rounds. */
const LARGE = 1_000;
/** Meetings times slots up to which exact search is tried. */
const LARGEST_EXACT = 40_000;

/** How a search behaves: temperatures in breaks, slope towards closing gaps, share of moves that throw others out. */
type Manner = { hot: number; cold: number; idle: number; eject: number; aimed: number; unplaced: number };

const RESTLESS: Manner = { hot: 0.6, cold: 0.15, idle: 0.5, eject: 0.2, aimed: 0.65, unplaced: 3 };
const DISRUPTIVE: Manner = { hot: 0.5, cold: 0.25, idle: 0.5, eject: 0.5, aimed: 0.65, unplaced: 4 };
const PATIENT: Manner = { hot: 0.7, cold: 0.2, idle: 0.3, eject: 0.03, aimed: 0.97, unplaced: 3 };

type Search = {
  best: Best;
  bound: BreakBound;
  anneal: (steps: number, manner: Manner) => void;
  tighten: (rounds: number) => void;
  tell: () => void;
  known: () => { breaks: number; slotOf: Int32Array };
  learn: (finding: Finding) => void;
  /** Time or the caller's patience are used up. */
  isOver: () => boolean;
  /** The best agenda equals its bounds. */
  isClosed: () => boolean;
  isDone: () => boolean;
  giveUp: () => Solution;
  conclude: () => Solution;
};

function createSearch(model: Model, options: SolveOptions): Search {
  const { problem } = model;
  const random = createRandom(options.seed);
  const isOver = () => options.elapsed() >= options.seconds * 0.97 || options.shouldStop?.() === true;
  const limit = options.steps ?? Number.POSITIVE_INFINITY;
  let spent = 0;
  // Where a spread is asked for, the fewest breaks that everybody has in the agendas looked at.
  let base = 0;
  const agenda = construct(model, random);
  const best = createBest(model);
  const setup = (manner: Manner, floor: Int32Array): Setup => ({
    weights: {
      unplaced: manner.unplaced,
      order: 3,
      limit: 3,
      value: 20,
      even: 0.001,
      idle: manner.idle,
      crowd: 0,
    },
    minBreaks: base,
    maxBreaks: base + (problem.maxBreakSpread ?? problem.slots),
    random,
    eject: manner.eject,
    aimed: manner.aimed,
    floor,
  });
  // Everything is placed before anything else is computed: a valid agenda comes first.
  const placing = {
    steps: Math.min(limit, 40 * model.meetings),
    hot: 0.3,
    cold: 0.3,
    shouldStop: (found: Best) => isOver() || found.broken === 0,
    progress: () => 0,
  };
  improve(agenda, best, placing, setup(RESTLESS, new Int32Array(model.people)));
  const valueBound = boundValue(model);
  const bound = createBreakBound(model);
  const closed = createClosing(model, best, bound, valueBound);
  const isDone = () => isOver() || spent >= limit || closed();
  const known = () => ({ breaks: figures(model, best.slotOf).breaks, slotOf: best.slotOf });
  const tell = () => options.onProgress?.(report(model, best, bound, valueBound, options.elapsed()));
  return {
    best,
    bound,
    isOver,
    isClosed: closed,
    isDone,
    known,
    tell,
    anneal: (steps, manner) => {
      const most = Math.min(steps, limit - spent);
      const start = options.elapsed();
      const isTimed = most === Number.POSITIVE_INFINITY;
      const progress = () => (options.elapsed() - start) / Math.max(1e-3, options.seconds * 0.97 - start);
      let told = start;
      const shouldStop = () => {
        if (options.elapsed() - told > 1) {
          told = options.elapsed();
          tell();
        }
        return isOver() || closed();
      };
      const run = { steps: most, hot: manner.hot, cold: manner.cold, shouldStop };
      improve(agenda, best, { ...run, progress: isTimed ? progress : () => 0 }, setup(manner, bound.alone));
      restore(agenda, best.slotOf);
      spent += most;
    },
    tighten: (rounds) => {
      bound.tighten(rounds, known().breaks, isOver);
    },
    learn: (finding) => {
      if (finding.kind === "bound") bound.breaks = Math.max(bound.breaks, finding.breaks);
      if (finding.kind !== "agenda") return;
      restore(agenda, finding.slotOf);
      const fewest = problem.maxBreakSpread === undefined ? 0 : figures(model, finding.slotOf).fewest;
      if (best.broken > 0 && fewest > base) {
        base = fewest;
        best.broken = Number.POSITIVE_INFINITY;
      }
      const run = { steps: 0, hot: 1, cold: 1, shouldStop: isOver, progress: () => 0 };
      improve(agenda, best, run, setup(RESTLESS, bound.alone));
    },
    giveUp: () => {
      const locale = options.locale ?? "fr";
      const facts = findClash(problem, isOver);
      const clash = facts.map((fact) => ({ ...fact, text: describeClash(fact, locale) }));
      return conclude({ model, best, bound, valueBound, options, clash });
    },
    conclude: () => {
      tell();
      return conclude({ model, best, bound, valueBound, options });
    },
  };
}

/** Whether the best agenda equals its bounds; counted again only when it has changed. */
function createClosing(model: Model, best: Best, bound: BreakBound, valueBound: number): () => boolean {
  let soft = Number.NaN;
  let now = { breaks: 0, value: 0 };
  return () => {
    if (best.broken > 0) return false;
    if (best.soft !== soft) {
      soft = best.soft;
      now = figures(model, best.slotOf);
    }
    return now.breaks <= bound.breaks && now.value >= valueBound - 1e-6;
  };
}

function report(model: Model, best: Best, bound: BreakBound, value: number, seconds: number): Progress {
  const valid = best.broken === 0;
  const now = figures(model, best.slotOf);
  return {
    seconds,
    valid,
    value: now.value,
    breaks: valid ? now.breaks : -1,
    bound: { value, breaks: bound.breaks },
  };
}

/** `fewest`: breaks of the participant who has fewest. */
export type Figures = { value: number; breaks: number; spread: number; fewest: number };

/** Value, breaks and spread of an agenda given as slots of meetings. */
export function figures(model: Model, slotOf: Int32Array): Figures {
  const { slots, people } = model;
  const busy = new Uint8Array(people * slots);
  let value = 0;
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    const slot = slotOf[meeting] ?? -1;
    if (slot < 0) continue;
    value += model.value[meeting] ?? 0;
    for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
      const row = model.members[at] ?? 0;
      if (row < people) busy[row * slots + slot] = 1;
    }
  }
  let breaks = 0;
  let most = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let person = 0; person < people; person += 1) {
    let runs = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      if (busy[person * slots + slot] !== 1) continue;
      const before = model.before[person * slots + slot] ?? -1;
      if (before < 0 || busy[person * slots + before] !== 1) runs += 1;
    }
    const own = Math.max(0, runs - 1);
    breaks += own;
    most = Math.max(most, own);
    fewest = Math.min(fewest, own);
  }
  return { value, breaks, spread: people === 0 ? 0 : most - fewest, fewest };
}

type Conclusion = {
  model: Model;
  best: Best;
  bound: BreakBound;
  valueBound: number;
  options: SolveOptions;
  clash?: Clash[];
};

function conclude({ model, best, bound, valueBound, options, clash }: Conclusion): Solution {
  const { problem } = model;
  const locale = options.locale ?? "fr";
  const isInfeasible = clash !== undefined;
  const isValid = !isInfeasible && best.broken === 0;
  const slotOf = isInfeasible ? best.slotOf.fill(-1) : isValid ? best.slotOf : keepLawful(model, best.slotOf);
  const places = assignPlaces(model, slotOf);
  const placeIds = typeof problem.places === "number" ? undefined : problem.places.map((place) => place.id);
  const placed: Solution["placed"] = [];
  const unplaced: Solution["unplaced"] = [];
  problem.meetings.forEach((meeting, index) => {
    const slot = slotOf[index] ?? -1;
    if (slot >= 0) {
      const place = places[index] ?? 0;
      placed.push({ meeting: meeting.id, slot, place: placeIds?.[place] ?? `t${place}` });
      return;
    }
    const reason = isInfeasible ? ({ code: "infeasible" } as const) : explainUnplaced(model, slotOf, index);
    unplaced.push({ meeting: meeting.id, code: reason.code, text: describeReason(reason, locale) });
  });
  const now = figures(model, slotOf);
  const isOptimal = isValid && now.breaks === bound.breaks && now.value >= valueBound - 1e-6;
  return {
    name: problem.name,
    status: isInfeasible ? "infeasible" : isOptimal ? "optimal" : isValid ? "feasible" : "unknown",
    seed: options.seed,
    seconds: Math.round(options.elapsed() * 1000) / 1000,
    placed,
    unplaced,
    value: now.value,
    breaks: now.breaks,
    spread: now.spread,
    placeChanges: countPlaceChanges(model, slotOf, places),
    bound: { value: isOptimal ? now.value : valueBound, breaks: bound.breaks },
    ...(clash === undefined ? {} : { clash }),
  };
}

function countPlaceChanges(model: Model, slotOf: Int32Array, placeOf: Int32Array): number {
  let changes = 0;
  const seat = new Int32Array(model.slots);
  for (let person = 0; person < model.people; person += 1) {
    seat.fill(-1);
    for (let at = model.heldStart[person] ?? 0; at < (model.heldStart[person + 1] ?? 0); at += 1) {
      const meeting = model.held[at] ?? 0;
      const slot = slotOf[meeting] ?? -1;
      if (slot >= 0) seat[slot] = placeOf[meeting] ?? -1;
    }
    let last = -1;
    for (const place of seat) {
      if (place < 0) continue;
      if (last >= 0 && last !== place) changes += 1;
      last = place;
    }
  }
  return changes;
}
