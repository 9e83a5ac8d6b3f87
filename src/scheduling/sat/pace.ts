/**
 * When to begin again from the first decision. Two moods take turns: restless restarts as soon as what is learnt gets
 * worse than usual, which is how contradictions are found; steady stays with one assignment, which is how answers are.
 */
export type Pace = {
  isSteady: boolean;
  /** Averages of the glue of learnt clauses, short and long, with the weight that they have gathered. */
  fast: number;
  fastWeight: number;
  slow: number;
  slowWeight: number;
  sinceRestart: number;
  /** Reluctant doubling (Knuth): 1, 1, 2, 1, 1, 2, 4… */
  lubyU: number;
  lubyV: number;
  switches: number;
  /** Steps of propagation at which the mood changes. */
  switchAt: number;
  switchStep: number;
  switchFrom: number;
};

export function createPace(): Pace {
  return {
    isSteady: false,
    fast: 0,
    fastWeight: 0,
    slow: 0,
    slowWeight: 0,
    sinceRestart: 0,
    lubyU: 1,
    lubyV: 1,
    switches: 0,
    switchAt: 0,
    switchStep: 0,
    switchFrom: 0,
  };
}

export function noteConflict(pace: Pace, glue: number): void {
  pace.fast += (glue - pace.fast) * FAST;
  pace.fastWeight += (1 - pace.fastWeight) * FAST;
  pace.slow += (glue - pace.slow) * SLOW;
  pace.slowWeight += (1 - pace.slowWeight) * SLOW;
  pace.sinceRestart += 1;
}

export function isRestartDue(pace: Pace): boolean {
  if (pace.isSteady) return pace.sinceRestart >= pace.lubyV * LUBY_UNIT;
  if (pace.sinceRestart < SHORTEST) return false;
  return pace.fast / pace.fastWeight > (MARGIN * pace.slow) / pace.slowWeight;
}

export function noteRestart(pace: Pace): void {
  pace.sinceRestart = 0;
  if (!pace.isSteady) return;
  if ((pace.lubyU & -pace.lubyU) === pace.lubyV) {
    pace.lubyU += 1;
    pace.lubyV = 1;
  } else pace.lubyV *= 2;
}

/** Changes the mood when its turn is over; the first turn is counted in conflicts, later ones in equal work. */
export function switchMood(pace: Pace, conflicts: number, work: number): boolean {
  if (pace.switchStep === 0) {
    if (conflicts < FIRST_TURN) return false;
    pace.switchStep = work;
  } else if (work < pace.switchAt) return false;
  pace.switches += 1;
  pace.isSteady = !pace.isSteady;
  const round = (pace.switches + 1) >> 1;
  pace.switchAt = work + pace.switchStep * round * round;
  pace.sinceRestart = 0;
  pace.lubyU = 1;
  pace.lubyV = 1;
  return true;
}

const FAST = 1 / 33;
const SLOW = 1 / 20_000;
const MARGIN = 1.1;
const SHORTEST = 2;
const LUBY_UNIT = 1_024;
const FIRST_TURN = 1_000;
