import type { Trail } from "./trail.ts";

/** The value to try first for each variable: 1 or -1; by variable. */
export type Phases = {
  /** The value it had last. */
  saved: Int8Array<ArrayBuffer>;
  /** Values of the largest assignment without conflict since phases were last set anew, 0 where it had none. */
  target: Int8Array<ArrayBuffer>;
  targetSize: number;
  /** The largest of a longer while. */
  best: Int8Array<ArrayBuffer>;
  bestSize: number;
  /** Values that the caller suggested, 0 for none. */
  hint: Int8Array<ArrayBuffer>;
  resets: number;
  nextReset: number;
};

export function createPhases(): Phases {
  return {
    saved: new Int8Array(0),
    target: new Int8Array(0),
    targetSize: 0,
    best: new Int8Array(0),
    bestSize: 0,
    hint: new Int8Array(0),
    resets: 0,
    nextReset: RESET_STEP,
  };
}

export function growPhases(phases: Phases, variables: number): void {
  const grow = (old: Int8Array): Int8Array<ArrayBuffer> => {
    const grown = new Int8Array(variables);
    grown.set(old);
    return grown;
  };
  phases.saved = grow(phases.saved);
  phases.target = grow(phases.target);
  phases.best = grow(phases.best);
  phases.hint = grow(phases.hint);
}

/** Keeps the assignment below the conflicting level if it is the largest so far. */
export function noteLargest(phases: Phases, trail: Trail): void {
  const size = trail.limits[trail.limits.length - 1] ?? 0;
  if (size > phases.targetSize) {
    phases.targetSize = size;
    copyTrail(trail, size, phases.target);
  }
  if (size > phases.bestSize) {
    phases.bestSize = size;
    copyTrail(trail, size, phases.best);
  }
}

/** Sets phases anew from time to time: to the largest assignment met, to what was suggested, to false. */
export function resetPhases(phases: Phases, conflicts: number): void {
  if (conflicts < phases.nextReset) return;
  phases.resets += 1;
  phases.nextReset = conflicts + RESET_STEP * (phases.resets + 1);
  const turn = phases.resets % 4;
  if (turn === 0) phases.saved.fill(-1);
  else {
    const source = turn === 2 ? phases.hint : phases.best;
    for (let variable = 0; variable < source.length; variable += 1) {
      const value = source[variable] ?? 0;
      if (value !== 0) phases.saved[variable] = value;
    }
  }
  if (turn % 2 === 1) phases.bestSize = 0;
  phases.targetSize = 0;
  phases.target.fill(0);
}

function copyTrail(trail: Trail, size: number, phases: Int8Array): void {
  phases.fill(0);
  for (let index = 0; index < size; index += 1) {
    const literal = trail.order[index] ?? 0;
    phases[literal >> 1] = (literal & 1) === 0 ? 1 : -1;
  }
}

const RESET_STEP = 1_000;
