import { type BreakBound, createBreakBound } from "./bound.ts";
import { conclude } from "./conclude.ts";
import { construct } from "./construct.ts";
import { findClash } from "./exact/clash.ts";
import type { Finding } from "./exact/prove.ts";
import { breaksPerPerson, figures } from "./figures.ts";
import { fillIn } from "./fill-in.ts";
import { type Best, createBest, improve, restore } from "./improve.ts";
import { type Clusters, createClusters } from "./large/clusters.ts";
import { walkPaths } from "./large/walk-paths.ts";
import type { Model } from "./model.ts";
import type { Setup } from "./moves.ts";
import { createRandom } from "./random.ts";
import type { Answer } from "./solution.ts";
import { boundValue } from "./value-bound.ts";

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
};

/** Meetings that are many. */
const MANY = 1_000;

/** Price of a broken rule where there are wishes, in breaks: more than any wish weighs, or it would stay broken for one. */
const LAWFUL = 30;

/** How a search behaves: temperatures in breaks, slope towards closing gaps, share of moves that throw others out. */
export type Manner = {
  hot: number;
  cold: number;
  idle: number;
  eject: number;
  aimed: number;
  unplaced: number;
};

export const RESTLESS: Manner = { hot: 0.6, cold: 0.15, idle: 0.5, eject: 0.2, aimed: 0.65, unplaced: 3 };
export const DISRUPTIVE: Manner = { hot: 0.5, cold: 0.25, idle: 0.5, eject: 0.5, aimed: 0.65, unplaced: 4 };
export const PATIENT: Manner = { hot: 0.7, cold: 0.2, idle: 0.3, eject: 0.03, aimed: 0.97, unplaced: 3 };

export type Search = {
  best: Best;
  bound: BreakBound;
  anneal: (steps: number, manner: Manner) => void;
  tighten: (rounds: number) => void;
  /** Anneals over paths up to a share of the time: for agendas with many meetings, all placed. */
  walk: (hot: number, cold: number, until: number) => void;
  /** Raises the bound by groups of people who cannot all have their fewest breaks. */
  group: () => void;
  tell: () => void;
  known: () => { breaks: number; slotOf: Int32Array };
  learn: (finding: Finding) => void;
  /** Time or the caller's patience are used up. */
  isOver: () => boolean;
  /** The best agenda equals its bounds. */
  isClosed: () => boolean;
  isDone: () => boolean;
  giveUp: () => Answer;
  conclude: () => Answer;
};

/** The state of a search, and the steps it can take. */
export function createSearch(model: Model, options: SolveOptions): Search {
  const { problem } = model;
  const random = createRandom(options.seed);
  const isOver = () => options.elapsed() >= options.seconds * 0.97 || options.shouldStop?.() === true;
  const limit = options.steps ?? Number.POSITIVE_INFINITY;
  let spent = 0;
  let clusters: Clusters | undefined;
  // Where a spread is asked for, the fewest breaks that everybody has in the agendas looked at.
  let base = 0;
  const agenda = construct(model, random);
  const best = createBest(model);
  const lawful = model.required.some((flag) => flag !== 1) ? LAWFUL : 3;
  const setup = (manner: Manner, floor: Int32Array): Setup => ({
    weights: {
      unplaced: manner.unplaced,
      order: lawful,
      limit: lawful,
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
  // The last few of many find a place sooner where breaks weigh little.
  const warmth = model.meetings < MANY ? 0.3 : 0.6;
  // Everything is placed before anything else is computed: a valid agenda comes first.
  const placing = {
    steps: Math.min(limit, 40 * model.meetings),
    hot: warmth,
    cold: warmth,
    shouldStop: (found: Best) => isOver() || found.broken === 0,
    progress: () => 0,
  };
  improve(agenda, best, placing, setup(RESTLESS, new Int32Array(model.people)));
  if (best.broken === 0) {
    const most = model.value.reduce((sum, own) => sum + own, 0);
    options.onProgress?.(report(model, best, 0, most, options.elapsed()));
  }
  const valueBound = boundValue(model);
  const bound = createBreakBound(model);
  const closed = createClosing(model, best, bound, valueBound);
  const isDone = () => isOver() || spent >= limit || closed();
  const known = () => ({ breaks: figures(model, best.slotOf).breaks, slotOf: best.slotOf });
  const tell = () => options.onProgress?.(report(model, best, bound.breaks, valueBound, options.elapsed()));
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
    walk: (hot, cold, until) => {
      const start = options.elapsed();
      const end = options.seconds * 0.97 * until;
      const most = Math.max(0, limit - spent);
      let told = start;
      spent += walkPaths(model, best.slotOf, bound.alone, random, {
        hot,
        cold,
        isOver: (tries) => {
          if (options.elapsed() - told > 1) {
            told = options.elapsed();
            tell();
          }
          return isOver() || tries >= most || closed();
        },
        progress: (tries) =>
          Math.max(tries / most, (options.elapsed() - start) / Math.max(1e-3, end - start)),
        onBetter: (slotOf, breaks) => {
          best.slotOf.set(slotOf);
          best.soft = breaks;
        },
      });
    },
    group: () => {
      clusters ??= createClusters(model, bound.alone);
      const breaks = breaksPerPerson(model, best.slotOf);
      const excessive = breaks.map((own, person) => (own > (bound.alone[person] ?? 0) ? person : -1));
      clusters.look(
        excessive.filter((person) => person >= 0),
        isDone,
      );
      const floor = bound.alone.reduce((sum, own) => sum + own, 0);
      bound.breaks = Math.max(bound.breaks, floor + clusters.found());
      tell();
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
      const clash = findClash(problem, isOver);
      return conclude({ model, best, bound, valueBound, options, clash });
    },
    conclude: () => {
      if (best.broken === 0) fillIn(model, best.slotOf);
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

function report(model: Model, best: Best, breaks: number, value: number, seconds: number): Progress {
  const valid = best.broken === 0;
  const now = figures(model, best.slotOf);
  return {
    seconds,
    valid,
    value: now.value,
    breaks: valid ? now.breaks : -1,
    bound: { value, breaks },
  };
}
