import { analyse, createAnalysis, explainFailure, growAnalysis } from "./analyse.ts";
import { addToArena, type Clauses, cleanClauses, createClauses, growWatches } from "./clauses.ts";
import { bumpActivity, createHeap, decayActivity, growHeap, insert, popTop } from "./heap.ts";
import { createPace, isRestartDue, noteConflict, noteRestart, switchMood } from "./pace.ts";
import { createPhases, growPhases, noteLargest, resetPhases } from "./phases.ts";
import { propagate } from "./propagate.ts";
import { createQueue, enqueue, growQueue, latestOpen, moveToEnd, reopen } from "./queue.ts";
import { assign, createTrail, growTrail, type Literal } from "./trail.ts";

export type Verdict = "satisfiable" | "unsatisfiable" | "stopped";

/**
 * A clause-learning satisfiability solver (two watched literals, first-UIP learning; restless and steady moods with
 * their own decision order, restarts and phases), kept between calls: clauses may be added, and each call may assume
 * literals. The same calls give the same answers.
 */
export type SatSolver = {
  newVariable: () => number;
  variables: () => number;
  /** False once the clauses alone are unsatisfiable. */
  addClause: (literals: readonly Literal[]) => boolean;
  solve: (assumptions: readonly Literal[], conflicts: number, shouldStop: () => boolean) => Verdict;
  /** After `satisfiable`. */
  isTrue: (variable: number) => boolean;
  /** After `unsatisfiable`: assumptions that cannot hold together. */
  core: () => Literal[];
  /** Values to try first, together with what follows from them. */
  suggest: (literals: readonly Literal[]) => void;
  conflicts: () => number;
};

const DECAY = 0.95;
const CLEAN_UNIT = 1_000;

/** `clauses`: none yet, with memory to write them in. */
export function createSatSolver(clauses: Clauses = createClauses()): SatSolver {
  const trail = createTrail();
  const heap = createHeap();
  const queue = createQueue();
  const phases = createPhases();
  const pace = createPace();
  const analysis = createAnalysis();
  const answer: boolean[] = [];
  let count = 0;
  let room = 0;
  let isConsistent = true;
  let conflictsSoFar = 0;
  let work = 0;
  let cleanings = 0;
  let nextCleaning = CLEAN_UNIT;
  let core: Literal[] = [];

  const newVariable = (): number => {
    const variable = count;
    count += 1;
    if (count > room) grow(Math.max(256, count * 2));
    phases.saved[variable] = -1;
    insert(heap, variable);
    enqueue(queue, variable);
    return variable;
  };

  const grow = (variables: number): void => {
    room = variables;
    growTrail(trail, variables);
    growWatches(clauses, variables);
    growHeap(heap, variables);
    growQueue(queue, variables);
    growPhases(phases, variables);
    growAnalysis(analysis, variables);
  };

  const addClause = (literals: readonly Literal[]): boolean => {
    if (!isConsistent) return false;
    backtrack(0);
    const kept: number[] = [];
    for (const literal of literals) {
      const value = trail.values[literal] ?? 0;
      if (value > 0 || kept.includes(literal ^ 1)) return true;
      if (value === 0 && !kept.includes(literal)) kept.push(literal);
    }
    const [only] = kept;
    if (only === undefined) isConsistent = false;
    else if (kept.length > 1) clauses.given.push(addToArena(clauses, kept, kept.length, 0));
    else {
      assign(trail, only, 0);
      if (propagate(trail, clauses) !== 0) isConsistent = false;
    }
    return isConsistent;
  };

  const backtrack = (level: number): void => {
    if (trail.limits.length <= level) return;
    const limit = trail.limits[level] ?? 0;
    const { order, values } = trail;
    const { saved } = phases;
    for (let index = trail.end - 1; index >= limit; index -= 1) {
      const literal = order[index] ?? 0;
      const variable = literal >> 1;
      values[literal] = 0;
      values[literal ^ 1] = 0;
      saved[variable] = (literal & 1) === 0 ? 1 : -1;
      insert(heap, variable);
      reopen(queue, variable);
    }
    trail.end = limit;
    trail.head = limit;
    trail.limits.length = level;
  };

  const learn = (failed: number): void => {
    conflictsSoFar += 1;
    if (pace.isSteady) noteLargest(phases, trail);
    analyse(analysis, trail, clauses, failed);
    if (pace.isSteady) {
      for (const variable of analysis.involved) bumpActivity(heap, variable);
      decayActivity(heap, DECAY);
    } else moveToEnd(queue, analysis.involved, trail.values);
    noteConflict(pace, analysis.glue);
    backtrack(analysis.backLevel);
    const { literals, size, glue } = analysis;
    let clause = 0;
    if (size > 1) {
      clause = addToArena(clauses, literals, size, glue);
      clauses.learned.push(clause);
    }
    assign(trail, literals[0] ?? 0, clause);
  };

  const decide = (): Literal => {
    let variable = -1;
    if (pace.isSteady) {
      while (heap.size > 0 && variable < 0) {
        const top = popTop(heap);
        if ((trail.values[top * 2] ?? 0) === 0) variable = top;
      }
    } else variable = latestOpen(queue, trail.values);
    if (variable < 0) return -1;
    const target = pace.isSteady ? (phases.target[variable] ?? 0) : 0;
    const phase = target === 0 ? (phases.saved[variable] ?? 0) : target;
    return variable * 2 + (phase > 0 ? 0 : 1);
  };

  const restart = (): void => {
    noteRestart(pace);
    backtrack(0);
    switchMood(pace, conflictsSoFar, work);
    resetPhases(phases, conflictsSoFar);
    if (conflictsSoFar < nextCleaning) return;
    cleanings += 1;
    nextCleaning = conflictsSoFar + CLEAN_UNIT * Math.sqrt(cleanings + 1);
    cleanClauses(clauses, trail);
  };

  const deduce = (): number => {
    const from = trail.head;
    const failed = propagate(trail, clauses);
    work += trail.head - from;
    return failed;
  };

  const solve = (assumptions: readonly Literal[], conflicts: number, shouldStop: () => boolean): Verdict => {
    core = [];
    backtrack(0);
    if (isConsistent && propagate(trail, clauses) !== 0) isConsistent = false;
    if (!isConsistent) return "unsatisfiable";
    const assumed = new Set(assumptions);
    const end = conflictsSoFar + conflicts;
    for (;;) {
      const failed = deduce();
      if (failed !== 0) {
        if (trail.limits.length === 0) {
          isConsistent = false;
          return "unsatisfiable";
        }
        learn(failed);
        if (conflictsSoFar >= end || ((conflictsSoFar & 127) === 0 && shouldStop())) {
          backtrack(0);
          return "stopped";
        }
        continue;
      }
      if (isRestartDue(pace)) {
        restart();
        continue;
      }
      let next = -1;
      while (next < 0 && trail.limits.length < assumptions.length) {
        const literal = assumptions[trail.limits.length] ?? 0;
        const value = trail.values[literal] ?? 0;
        if (value < 0) {
          core = explainFailure(trail, clauses, literal, assumed);
          backtrack(0);
          return "unsatisfiable";
        }
        if (value > 0) trail.limits.push(trail.end);
        else next = literal;
      }
      if (next < 0) next = decide();
      if (next < 0) {
        for (let variable = 0; variable < count; variable += 1)
          answer[variable] = (trail.values[variable * 2] ?? 0) > 0;
        backtrack(0);
        return "satisfiable";
      }
      trail.limits.push(trail.end);
      assign(trail, next, 0);
    }
  };

  /** Each literal is decided in turn where nothing stands against it; what that leads to becomes the hint. */
  const suggest = (literals: readonly Literal[]): void => {
    backtrack(0);
    if (!isConsistent || propagate(trail, clauses) !== 0) return;
    for (const literal of literals) {
      if ((trail.values[literal] ?? 0) !== 0) continue;
      trail.limits.push(trail.end);
      assign(trail, literal, 0);
      if (propagate(trail, clauses) !== 0) backtrack(trail.limits.length - 1);
    }
    for (let variable = 0; variable < count; variable += 1)
      phases.hint[variable] = trail.values[variable * 2] ?? 0;
    backtrack(0);
  };

  return {
    newVariable,
    variables: () => count,
    addClause,
    solve,
    isTrue: (variable) => answer[variable] === true,
    core: () => [...core],
    suggest,
    conflicts: () => conflictsSoFar,
  };
}
