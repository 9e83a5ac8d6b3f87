import { type Clauses, GLUE, HEADER, USED } from "./clauses.ts";
import { growInts, type Literal, type Trail } from "./trail.ts";

/** What the last conflict taught, and the scratch it needs. */
export type Analysis = {
  /** The learnt clause: the literal that it forces first, one of the level to go back to second. */
  literals: Int32Array<ArrayBuffer>;
  size: number;
  glue: number;
  backLevel: number;
  /** Variables that had a part in the conflict. */
  involved: number[];
  marks: Uint8Array<ArrayBuffer>;
  marked: number[];
  levelStamps: Int32Array<ArrayBuffer>;
  stamp: number;
};

export function createAnalysis(): Analysis {
  return {
    literals: new Int32Array(1),
    size: 0,
    glue: 0,
    backLevel: 0,
    involved: [],
    marks: new Uint8Array(0),
    marked: [],
    levelStamps: new Int32Array(1),
    stamp: 0,
  };
}

export function growAnalysis(analysis: Analysis, variables: number): void {
  const marks = new Uint8Array(variables);
  marks.set(analysis.marks);
  analysis.marks = marks;
  analysis.levelStamps = growInts(analysis.levelStamps, variables + 1);
  analysis.literals = growInts(analysis.literals, variables + 1);
}

const SOURCE = 1;
const IMPLIED = 2;
const NEEDED = 3;

/** Learns the clause of the first unique implication point of a conflict above level 0. */
export function analyse(analysis: Analysis, trail: Trail, clauses: Clauses, failed: number): void {
  const { levels, reasons, order } = trail;
  const { arena } = clauses;
  const { marks, marked, literals } = analysis;
  const levelNow = trail.limits.length;
  marked.length = 0;
  let size = 1;
  let open = 0;
  let clause = failed;
  let index = trail.end - 1;
  let pivot = -1;
  do {
    const base = clause + HEADER;
    const end = base + (arena[clause] ?? 0);
    const glue = arena[clause + GLUE] ?? 0;
    if (glue > 0) {
      arena[clause + USED] = 2;
      if (glue > 2) {
        const better = Math.max(1, countLevels(analysis, trail, arena, base, end) - 1);
        if (better < glue) arena[clause + GLUE] = better;
      }
    }
    for (let at = base; at < end; at += 1) {
      const literal = arena[at] ?? 0;
      if (literal === pivot) continue;
      const variable = literal >> 1;
      const level = levels[variable] ?? 0;
      if (marks[variable] !== 0 || level === 0) continue;
      marks[variable] = SOURCE;
      marked.push(variable);
      if (level >= levelNow) open += 1;
      else {
        literals[size] = literal;
        size += 1;
      }
    }
    while (marks[(order[index] ?? 0) >> 1] === 0) index -= 1;
    pivot = order[index] ?? 0;
    index -= 1;
    clause = reasons[pivot >> 1] ?? 0;
    open -= 1;
  } while (open > 0);
  literals[0] = pivot ^ 1;
  analysis.involved = [...marked];
  minimise(analysis, trail, clauses, size);
  for (const variable of marked) marks[variable] = 0;
  analysis.glue = Math.max(1, countLevels(analysis, trail, literals, 0, analysis.size) - 1);
  findBackLevel(analysis, trail);
}

/** Assumptions that together force the negation of one that failed. */
export function explainFailure(
  trail: Trail,
  clauses: Clauses,
  failed: Literal,
  assumed: ReadonlySet<Literal>,
): Literal[] {
  const core = [failed];
  const { arena } = clauses;
  const seen = new Set([failed >> 1]);
  for (let index = trail.end - 1; index >= (trail.limits[0] ?? trail.end); index -= 1) {
    const literal = trail.order[index] ?? 0;
    const variable = literal >> 1;
    if (!seen.has(variable)) continue;
    const clause = trail.reasons[variable] ?? 0;
    if (clause === 0) {
      if (assumed.has(literal) && literal !== failed) core.push(literal);
      continue;
    }
    for (let at = clause + HEADER; at < clause + HEADER + (arena[clause] ?? 0); at += 1) {
      const other = (arena[at] ?? 0) >> 1;
      if ((trail.levels[other] ?? 0) > 0) seen.add(other);
    }
  }
  return core;
}

/** Drops the literals that follow from the others. */
function minimise(analysis: Analysis, trail: Trail, clauses: Clauses, size: number): void {
  const { literals, levelStamps } = analysis;
  analysis.stamp += 1;
  for (let at = 1; at < size; at += 1)
    levelStamps[trail.levels[(literals[at] ?? 0) >> 1] ?? 0] = analysis.stamp;
  let kept = 1;
  for (let at = 1; at < size; at += 1) {
    const literal = literals[at] ?? 0;
    if (followsFrom(analysis, trail, clauses.arena, literal >> 1, 0)) continue;
    literals[kept] = literal;
    kept += 1;
  }
  analysis.size = kept;
}

function followsFrom(
  analysis: Analysis,
  trail: Trail,
  arena: Int32Array,
  variable: number,
  depth: number,
): boolean {
  const { marks } = analysis;
  const level = trail.levels[variable] ?? 0;
  const mark = marks[variable] ?? 0;
  if (level === 0 || mark === IMPLIED || (mark === SOURCE && depth > 0)) return true;
  const clause = trail.reasons[variable] ?? 0;
  if (clause === 0 || mark === NEEDED || depth > DEEPEST) return false;
  // A level with no literal in the clause has nothing that the variable could follow from.
  if (analysis.levelStamps[level] !== analysis.stamp) return false;
  const base = clause + HEADER;
  const end = base + (arena[clause] ?? 0);
  let follows = true;
  for (let at = base; at < end && follows; at += 1) {
    const other = (arena[at] ?? 0) >> 1;
    if (other !== variable) follows = followsFrom(analysis, trail, arena, other, depth + 1);
  }
  if (mark === 0) {
    marks[variable] = follows ? IMPLIED : NEEDED;
    analysis.marked.push(variable);
  }
  return follows;
}

function countLevels(analysis: Analysis, trail: Trail, list: Int32Array, from: number, to: number): number {
  const { levelStamps } = analysis;
  analysis.stamp += 1;
  let distinct = 0;
  for (let at = from; at < to; at += 1) {
    const level = trail.levels[(list[at] ?? 0) >> 1] ?? 0;
    if (levelStamps[level] === analysis.stamp) continue;
    levelStamps[level] = analysis.stamp;
    distinct += 1;
  }
  return distinct;
}

function findBackLevel(analysis: Analysis, trail: Trail): void {
  const { literals, size } = analysis;
  let back = 0;
  let backAt = 1;
  for (let at = 1; at < size; at += 1) {
    const level = trail.levels[(literals[at] ?? 0) >> 1] ?? 0;
    if (level <= back) continue;
    back = level;
    backAt = at;
  }
  analysis.backLevel = back;
  if (size < 3) return;
  const second = literals[1] ?? 0;
  literals[1] = literals[backAt] ?? 0;
  literals[backAt] = second;
}

const DEEPEST = 800;
