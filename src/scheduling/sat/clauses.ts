import { growInts, type Literal, type Trail } from "./trail.ts";

/** Words before the literals of a clause: size, glue (0 where the clause was given), use since the last cleaning. */
export const HEADER = 3;
export const GLUE = 1;
export const USED = 2;

/** All clauses in one array; a clause is named by where it begins, so 0 names none. */
export type Clauses = {
  arena: Int32Array<ArrayBuffer>;
  end: number;
  /**
   * By literal, pairs of a clause that watches its negation and another literal of it, which spares a look at the
   * clause where it is true. Clauses of two have their name negated: that other literal is all there is.
   */
  watches: Int32Array[];
  watchEnds: Int32Array<ArrayBuffer>;
  given: number[];
  learned: number[];
};

export function createClauses(): Clauses {
  return {
    arena: new Int32Array(1 << 16),
    end: 1,
    watches: [],
    watchEnds: new Int32Array(0),
    given: [],
    learned: [],
  };
}

/** Without clauses or variables, but with the memory that it has: for a solver after one that is used no more. */
export function emptyClauses(clauses: Clauses): Clauses {
  clauses.watchEnds.fill(0);
  clauses.end = 1;
  clauses.given = [];
  clauses.learned = [];
  return clauses;
}

export function growWatches(clauses: Clauses, variables: number): void {
  if (clauses.watchEnds.length < variables * 2)
    clauses.watchEnds = growInts(clauses.watchEnds, variables * 2);
  while (clauses.watches.length < variables * 2) clauses.watches.push(EMPTY);
}

/** Writes a clause of two literals or more and watches its first two; returns its name. */
export function addToArena(
  clauses: Clauses,
  literals: ArrayLike<Literal>,
  size: number,
  glue: number,
): number {
  const need = clauses.end + HEADER + size;
  if (need > clauses.arena.length)
    clauses.arena = growInts(clauses.arena, Math.max(need, clauses.arena.length * 2));
  const { arena } = clauses;
  const clause = clauses.end;
  arena[clause] = size;
  arena[clause + GLUE] = glue;
  arena[clause + USED] = 0;
  for (let index = 0; index < size; index += 1) arena[clause + HEADER + index] = literals[index] ?? 0;
  clauses.end = need;
  const first = literals[0] ?? 0;
  const second = literals[1] ?? 0;
  const name = size === 2 ? -clause : clause;
  watch(clauses, first ^ 1, name, second);
  watch(clauses, second ^ 1, name, first);
  return clause;
}

export function watch(clauses: Clauses, literal: Literal, name: number, blocker: Literal): void {
  const end = clauses.watchEnds[literal] ?? 0;
  let list = clauses.watches[literal] ?? EMPTY;
  if (end + 2 > list.length) {
    const grown = new Int32Array(Math.max(8, list.length * 2));
    grown.set(list);
    clauses.watches[literal] = grown;
    list = grown;
  }
  list[end] = name;
  list[end + 1] = blocker;
  clauses.watchEnds[literal] = end + 2;
}

/**
 * Forgets the worse of the learnt clauses that nobody used of late, and writes the others anew without the literals
 * that are false for good. Only at decision level 0, once everything there is propagated.
 */
export function cleanClauses(clauses: Clauses, trail: Trail): void {
  const { arena } = clauses;
  const doubtful: number[] = [];
  const kept: number[] = [];
  for (const clause of clauses.learned) {
    const glue = arena[clause + GLUE] ?? 0;
    const used = arena[clause + USED] ?? 0;
    if (used > 0) arena[clause + USED] = used - 1;
    const isGood =
      glue <= KEPT_GLUE || (arena[clause] ?? 0) === 2 || (used > 0 && glue <= USEFUL_GLUE) || used > 1;
    (isGood ? kept : doubtful).push(clause);
  }
  const glueOf = (clause: number) => arena[clause + GLUE] ?? 0;
  const sizeOf = (clause: number) => arena[clause] ?? 0;
  doubtful.sort((a, b) => glueOf(a) - glueOf(b) || sizeOf(a) - sizeOf(b) || b - a);
  doubtful.length = Math.floor(doubtful.length * KEPT_SHARE);
  rewrite(
    clauses,
    trail,
    [...kept, ...doubtful].sort((a, b) => a - b),
  );
}

function rewrite(clauses: Clauses, trail: Trail, learned: readonly number[]): void {
  const old = clauses.arena;
  const { values } = trail;
  clauses.arena = new Int32Array(old.length);
  clauses.end = 1;
  clauses.watchEnds.fill(0);
  for (let index = 0; index < trail.end; index += 1) trail.reasons[(trail.order[index] ?? 0) >> 1] = 0;
  const move = (list: readonly number[]): number[] => {
    const moved: number[] = [];
    const literals: number[] = [];
    for (const clause of list) {
      const from = clause + HEADER;
      const to = from + (old[clause] ?? 0);
      let isSatisfied = false;
      literals.length = 0;
      for (let at = from; at < to && !isSatisfied; at += 1) {
        const literal = old[at] ?? 0;
        const value = values[literal] ?? 0;
        if (value > 0) isSatisfied = true;
        else if (value === 0) literals.push(literal);
      }
      if (isSatisfied) continue;
      const stored = addToArena(clauses, literals, literals.length, old[clause + GLUE] ?? 0);
      clauses.arena[stored + USED] = old[clause + USED] ?? 0;
      moved.push(stored);
    }
    return moved;
  };
  clauses.given = move(clauses.given);
  clauses.learned = move(learned);
}

const EMPTY = new Int32Array(0);
/** Clauses of few decision levels are kept for good, or as long as they are used. */
const KEPT_GLUE = 2;
const USEFUL_GLUE = 6;
const KEPT_SHARE = 0.4;
