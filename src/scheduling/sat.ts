/** Literals are 2v for variable v and 2v + 1 for its negation. */
export type Literal = number;

export type Verdict = "satisfiable" | "unsatisfiable" | "stopped";

/**
 * A clause-learning satisfiability solver (two watched literals, first-UIP learning, activity order, saved phases,
 * glucose-style restarts), kept between calls: clauses may be added, and each call may assume literals.
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
  setPhase: (variable: number, value: boolean) => void;
  conflicts: () => number;
};

export function negate(literal: Literal): Literal {
  return literal ^ 1;
}

const HEADER = 2;
const DECAY = 1 / 0.95;

export function createSatSolver(): SatSolver {
  let arena = new Int32Array(1 << 16);
  let arenaEnd = 1;
  let values = new Int8Array(0);
  let levels = new Int32Array(0);
  let reasons = new Int32Array(0);
  let activity = new Float64Array(0);
  let phases = new Int8Array(0);
  let seen = new Uint8Array(0);
  let heap = new Int32Array(0);
  let heapIndex = new Int32Array(0);
  let trail = new Int32Array(0);
  let levelStamp = new Int32Array(0);
  const watches: Int32Array[] = [];
  let watchEnds = new Int32Array(0);
  let count = 0;
  let heapSize = 0;
  let trailEnd = 0;
  let queueHead = 0;
  let isConsistent = true;
  let bump = 1;
  let stampNow = 0;
  let totalConflicts = 0;
  let learnedCount = 0;
  let nextReduce = 3000;
  let reduceStep = 3000;
  const trailLimits: number[] = [];
  const original: number[] = [];
  let learned: number[] = [];
  let lastCore: Literal[] = [];
  const model: boolean[] = [];
  let learnt = new Int32Array(1024);
  let learntEnd = 0;
  const toClear: number[] = [];
  const stack: number[] = [];

  const newVariable = (): number => {
    const variable = count;
    count += 1;
    if (count > levels.length) growTo(Math.max(256, count * 2));
    activity[variable] = 0;
    phases[variable] = -1;
    heapIndex[variable] = -1;
    reasons[variable] = 0;
    insertHeap(variable);
    return variable;
  };

  const growTo = (size: number): void => {
    const ints = (old: Int32Array, length: number): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(length);
      grown.set(old);
      return grown;
    };
    const oldValues = values;
    values = new Int8Array(size * 2);
    values.set(oldValues);
    const oldActivity = activity;
    activity = new Float64Array(size);
    activity.set(oldActivity);
    const oldPhases = phases;
    phases = new Int8Array(size);
    phases.set(oldPhases);
    const oldSeen = seen;
    seen = new Uint8Array(size);
    seen.set(oldSeen);
    levels = ints(levels, size);
    reasons = ints(reasons, size);
    heap = ints(heap, size);
    heapIndex = ints(heapIndex, size);
    trail = ints(trail, size);
    levelStamp = ints(levelStamp, size + 1);
    watchEnds = ints(watchEnds, size * 2);
    while (watches.length < size * 2) watches.push(EMPTY);
  };

  const insertHeap = (variable: number): void => {
    heapIndex[variable] = heapSize;
    heap[heapSize] = variable;
    heapSize += 1;
    siftUp(heapIndex[variable] ?? 0);
  };

  const siftUp = (start: number): void => {
    let at = start;
    const variable = heap[at] ?? 0;
    const own = activity[variable] ?? 0;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if ((activity[above] ?? 0) >= own) break;
      heap[at] = above;
      heapIndex[above] = at;
      at = parent;
    }
    heap[at] = variable;
    heapIndex[variable] = at;
  };

  const siftDown = (start: number): void => {
    let at = start;
    const variable = heap[at] ?? 0;
    const own = activity[variable] ?? 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heapSize) break;
      if (child + 1 < heapSize && (activity[heap[child + 1] ?? 0] ?? 0) > (activity[heap[child] ?? 0] ?? 0)) {
        child += 1;
      }
      const below = heap[child] ?? 0;
      if ((activity[below] ?? 0) <= own) break;
      heap[at] = below;
      heapIndex[below] = at;
      at = child;
    }
    heap[at] = variable;
    heapIndex[variable] = at;
  };

  const popHeap = (): number => {
    const top = heap[0] ?? 0;
    heapSize -= 1;
    heapIndex[top] = -1;
    if (heapSize > 0) {
      const last = heap[heapSize] ?? 0;
      heap[0] = last;
      heapIndex[last] = 0;
      siftDown(0);
    }
    return top;
  };

  const bumpVariable = (variable: number): void => {
    const grown = (activity[variable] ?? 0) + bump;
    activity[variable] = grown;
    if (grown > 1e100) {
      for (let index = 0; index < count; index += 1) activity[index] = (activity[index] ?? 0) * 1e-100;
      bump *= 1e-100;
    }
    const at = heapIndex[variable] ?? -1;
    if (at >= 0) siftUp(at);
  };

  const watch = (literal: Literal, clause: number, blocker: Literal): void => {
    const end = watchEnds[literal] ?? 0;
    let list = watches[literal] ?? EMPTY;
    if (end + 2 > list.length) {
      const grown = new Int32Array(Math.max(8, list.length * 2));
      grown.set(list);
      watches[literal] = grown;
      list = grown;
    }
    list[end] = clause;
    list[end + 1] = blocker;
    watchEnds[literal] = end + 2;
  };

  /** Clauses of two are watched with a negative reference, so that they need no look into the arena. */
  const attach = (clause: number): void => {
    const size = arena[clause] ?? 0;
    const first = arena[clause + HEADER] ?? 0;
    const second = arena[clause + HEADER + 1] ?? 0;
    const reference = size === 2 ? -clause : clause;
    watch(first ^ 1, reference, second);
    watch(second ^ 1, reference, first);
  };

  const store = (literals: ArrayLike<number>, size: number, glue: number): number => {
    const need = arenaEnd + HEADER + size;
    if (need > arena.length) {
      const grown = new Int32Array(Math.max(need, arena.length * 2));
      grown.set(arena);
      arena = grown;
    }
    const clause = arenaEnd;
    arena[clause] = size;
    arena[clause + 1] = glue;
    for (let index = 0; index < size; index += 1) arena[clause + HEADER + index] = literals[index] ?? 0;
    arenaEnd = need;
    return clause;
  };

  const addClause = (literals: readonly Literal[]): boolean => {
    if (!isConsistent) return false;
    backtrack(0);
    const kept: number[] = [];
    for (const literal of literals) {
      const value = values[literal] ?? 0;
      if (value > 0 || kept.includes(literal ^ 1)) return true;
      if (value === 0 && !kept.includes(literal)) kept.push(literal);
    }
    const [only] = kept;
    if (only === undefined) {
      isConsistent = false;
      return false;
    }
    if (kept.length === 1) {
      assign(only, 0);
      if (propagate() !== 0) isConsistent = false;
      return isConsistent;
    }
    const clause = store(kept, kept.length, 0);
    original.push(clause);
    attach(clause);
    return true;
  };

  const assign = (literal: Literal, reason: number): void => {
    values[literal] = 1;
    values[literal ^ 1] = -1;
    const variable = literal >> 1;
    levels[variable] = trailLimits.length;
    reasons[variable] = reason;
    trail[trailEnd] = literal;
    trailEnd += 1;
  };

  /** Returns the clause that fails, or 0. */
  const propagate = (): number => {
    while (queueHead < trailEnd) {
      const literal = trail[queueHead] ?? 0;
      queueHead += 1;
      const falsified = literal ^ 1;
      const list = watches[literal] ?? EMPTY;
      const end = watchEnds[literal] ?? 0;
      let keep = 0;
      let at = 0;
      while (at < end) {
        const reference = list[at] ?? 0;
        const blocker = list[at + 1] ?? 0;
        at += 2;
        const blockerValue = values[blocker] ?? 0;
        if (blockerValue > 0) {
          list[keep] = reference;
          list[keep + 1] = blocker;
          keep += 2;
          continue;
        }
        if (reference < 0) {
          list[keep] = reference;
          list[keep + 1] = blocker;
          keep += 2;
          const clause = -reference;
          if (blockerValue < 0) {
            while (at < end) {
              list[keep] = list[at] ?? 0;
              keep += 1;
              at += 1;
            }
            watchEnds[literal] = keep;
            return clause;
          }
          if (arena[clause + HEADER] === falsified) {
            arena[clause + HEADER] = blocker;
            arena[clause + HEADER + 1] = falsified;
          }
          assign(blocker, clause);
          continue;
        }
        const base = reference + HEADER;
        if (arena[base] === falsified) {
          arena[base] = arena[base + 1] ?? 0;
          arena[base + 1] = falsified;
        }
        const first = arena[base] ?? 0;
        const firstValue = values[first] ?? 0;
        if (first !== blocker && firstValue > 0) {
          list[keep] = reference;
          list[keep + 1] = first;
          keep += 2;
          continue;
        }
        const stop = base + (arena[reference] ?? 0);
        let found = false;
        for (let index = base + 2; index < stop; index += 1) {
          const candidate = arena[index] ?? 0;
          if ((values[candidate] ?? 0) >= 0) {
            arena[base + 1] = candidate;
            arena[index] = falsified;
            watch(candidate ^ 1, reference, first);
            found = true;
            break;
          }
        }
        if (found) continue;
        list[keep] = reference;
        list[keep + 1] = first;
        keep += 2;
        if (firstValue < 0) {
          while (at < end) {
            list[keep] = list[at] ?? 0;
            keep += 1;
            at += 1;
          }
          watchEnds[literal] = keep;
          return reference;
        }
        assign(first, reference);
      }
      watchEnds[literal] = keep;
    }
    return 0;
  };

  const backtrack = (level: number): void => {
    if (trailLimits.length <= level) return;
    const limit = trailLimits[level] ?? 0;
    for (let index = trailEnd - 1; index >= limit; index -= 1) {
      const literal = trail[index] ?? 0;
      const variable = literal >> 1;
      values[literal] = 0;
      values[literal ^ 1] = 0;
      phases[variable] = (literal & 1) === 0 ? 1 : -1;
      if ((heapIndex[variable] ?? -1) < 0) insertHeap(variable);
    }
    trailEnd = limit;
    queueHead = limit;
    trailLimits.length = level;
  };

  /** Learns the first-UIP clause into `learnt` (asserting literal first); returns the level to go back to. */
  const analyse = (failed: number): number => {
    const levelNow = trailLimits.length;
    learntEnd = 1;
    let open = 0;
    let clause = failed;
    let index = trailEnd - 1;
    let pivot = -1;
    do {
      const base = clause + HEADER;
      const end = base + (arena[clause] ?? 0);
      const glue = arena[clause + 1] ?? 0;
      if (glue > 2) {
        const better = countLevels(base, end);
        if (better < glue) arena[clause + 1] = better;
      }
      for (let at = base; at < end; at += 1) {
        const literal = arena[at] ?? 0;
        if (literal === pivot) continue;
        const variable = literal >> 1;
        if (seen[variable] === 1 || (levels[variable] ?? 0) === 0) continue;
        seen[variable] = 1;
        toClear.push(variable);
        bumpVariable(variable);
        if ((levels[variable] ?? 0) >= levelNow) open += 1;
        else {
          if (learntEnd >= learnt.length) {
            const grown = new Int32Array(learnt.length * 2);
            grown.set(learnt);
            learnt = grown;
          }
          learnt[learntEnd] = literal;
          learntEnd += 1;
        }
      }
      while (seen[(trail[index] ?? 0) >> 1] !== 1) index -= 1;
      pivot = trail[index] ?? 0;
      index -= 1;
      clause = reasons[pivot >> 1] ?? 0;
      open -= 1;
    } while (open > 0);
    learnt[0] = pivot ^ 1;
    let kept = 1;
    for (let at = 1; at < learntEnd; at += 1) {
      const literal = learnt[at] ?? 0;
      if ((reasons[literal >> 1] ?? 0) === 0 || !isRedundant(literal)) {
        learnt[kept] = literal;
        kept += 1;
      }
    }
    learntEnd = kept;
    for (const variable of toClear) seen[variable] = 0;
    toClear.length = 0;
    let back = 0;
    let backAt = 1;
    for (let at = 1; at < learntEnd; at += 1) {
      const level = levels[(learnt[at] ?? 0) >> 1] ?? 0;
      if (level > back) {
        back = level;
        backAt = at;
      }
    }
    if (learntEnd > 1) {
      const swap = learnt[1] ?? 0;
      learnt[1] = learnt[backAt] ?? 0;
      learnt[backAt] = swap;
    }
    return back;
  };

  /** Whether the literal follows from others of the learnt clause. */
  const isRedundant = (literal: Literal): boolean => {
    stack.length = 0;
    stack.push(literal);
    const top = toClear.length;
    while (stack.length > 0) {
      const now = stack.pop() ?? 0;
      const clause = reasons[now >> 1] ?? 0;
      const base = clause + HEADER;
      const end = base + (arena[clause] ?? 0);
      for (let at = base; at < end; at += 1) {
        const other = arena[at] ?? 0;
        const variable = other >> 1;
        if (variable === now >> 1 || seen[variable] === 1 || (levels[variable] ?? 0) === 0) continue;
        if ((reasons[variable] ?? 0) === 0) {
          while (toClear.length > top) seen[toClear.pop() ?? 0] = 0;
          return false;
        }
        seen[variable] = 1;
        toClear.push(variable);
        stack.push(other);
      }
    }
    return true;
  };

  const countLevels = (from: number, to: number): number => {
    stampNow += 1;
    let distinct = 0;
    for (let at = from; at < to; at += 1) {
      const level = levels[(arena[at] ?? 0) >> 1] ?? 0;
      if (levelStamp[level] !== stampNow) {
        levelStamp[level] = stampNow;
        distinct += 1;
      }
    }
    return distinct;
  };

  const learn = (): void => {
    if (learntEnd === 1) {
      assign(learnt[0] ?? 0, 0);
      return;
    }
    const clause = store(learnt, learntEnd, 0);
    arena[clause + 1] = Math.max(1, countLevels(clause + HEADER, clause + HEADER + learntEnd));
    learned.push(clause);
    learnedCount += 1;
    attach(clause);
    assign(learnt[0] ?? 0, clause);
  };

  /** Drops the worse half of the learnt clauses and packs the arena; called at level 0. */
  const reduce = (): void => {
    const sizeOf = (clause: number) => arena[clause] ?? 0;
    const glueOf = (clause: number) => arena[clause + 1] ?? 0;
    const ranked = learned.filter((clause) => glueOf(clause) > 2 && sizeOf(clause) > 2);
    const core = learned.filter((clause) => glueOf(clause) <= 2 || sizeOf(clause) <= 2);
    ranked.sort((a, b) => glueOf(a) - glueOf(b) || sizeOf(a) - sizeOf(b) || b - a);
    ranked.length = ranked.length >> 1;
    const keep = [...core, ...ranked].sort((a, b) => a - b);
    const old = arena;
    arena = new Int32Array(old.length);
    arenaEnd = 1;
    watchEnds.fill(0);
    for (let index = 0; index < trailEnd; index += 1) reasons[(trail[index] ?? 0) >> 1] = 0;
    const move = (list: readonly number[]): number[] => {
      const moved: number[] = [];
      for (const clause of list) {
        const from = clause + HEADER;
        const size = old[clause] ?? 0;
        let isSatisfied = false;
        const literals: number[] = [];
        for (let at = from; at < from + size && !isSatisfied; at += 1) {
          const literal = old[at] ?? 0;
          const value = values[literal] ?? 0;
          if (value > 0) isSatisfied = true;
          else if (value === 0) literals.push(literal);
        }
        if (isSatisfied) continue;
        const stored = store(literals, literals.length, old[clause + 1] ?? 0);
        moved.push(stored);
        attach(stored);
      }
      return moved;
    };
    const originals = move(original);
    original.length = 0;
    for (const clause of originals) original.push(clause);
    learned = move(keep);
    learnedCount = learned.length;
  };

  const explainAssumption = (failed: Literal, assumed: ReadonlySet<Literal>): void => {
    lastCore = [failed];
    seen[failed >> 1] = 1;
    for (let index = trailEnd - 1; index >= (trailLimits[0] ?? trailEnd); index -= 1) {
      const literal = trail[index] ?? 0;
      const variable = literal >> 1;
      if (seen[variable] !== 1) continue;
      seen[variable] = 0;
      const clause = reasons[variable] ?? 0;
      if (clause === 0) {
        if (assumed.has(literal) && literal !== failed) lastCore.push(literal);
        continue;
      }
      for (let at = clause + HEADER; at < clause + HEADER + (arena[clause] ?? 0); at += 1) {
        const other = (arena[at] ?? 0) >> 1;
        if (other !== variable && (levels[other] ?? 0) > 0) seen[other] = 1;
      }
    }
    seen[failed >> 1] = 0;
  };

  const solve = (assumptions: readonly Literal[], conflicts: number, shouldStop: () => boolean): Verdict => {
    lastCore = [];
    backtrack(0);
    if (!isConsistent) return "unsatisfiable";
    if (propagate() !== 0) {
      isConsistent = false;
      return "unsatisfiable";
    }
    const assumed = new Set(assumptions);
    let own = 0;
    let fast = 0;
    let slow = 0;
    let sinceRestart = 0;
    for (;;) {
      const failed = propagate();
      if (failed !== 0) {
        own += 1;
        totalConflicts += 1;
        sinceRestart += 1;
        if (trailLimits.length === 0) {
          isConsistent = false;
          return "unsatisfiable";
        }
        const back = analyse(failed);
        backtrack(back);
        learn();
        const glue = learntEnd === 1 ? 1 : (arena[(learned[learned.length - 1] ?? 0) + 1] ?? 1);
        fast += (glue - fast) / 32;
        slow += (glue - slow) / 8192;
        if (own < 8192) slow = slow + (glue - slow) / Math.max(1, own);
        bump *= DECAY;
        if ((own & 127) === 0 && shouldStop()) {
          backtrack(0);
          return "stopped";
        }
        if (own >= conflicts) {
          backtrack(0);
          return "stopped";
        }
        continue;
      }
      if (sinceRestart > 50 && fast > 1.2 * slow) {
        sinceRestart = 0;
        fast = slow;
        backtrack(0);
        if (learnedCount > nextReduce) {
          reduce();
          reduceStep += 500;
          nextReduce = learnedCount + reduceStep;
        }
        continue;
      }
      let next = -1;
      while (trailLimits.length < assumptions.length) {
        const literal = assumptions[trailLimits.length] ?? 0;
        const value = values[literal] ?? 0;
        if (value < 0) {
          explainAssumption(literal, assumed);
          backtrack(0);
          return "unsatisfiable";
        }
        if (value > 0) {
          trailLimits.push(trailEnd);
          continue;
        }
        next = literal;
        break;
      }
      if (next < 0) {
        while (heapSize > 0) {
          const variable = popHeap();
          if ((values[variable * 2] ?? 0) === 0) {
            next = variable * 2 + ((phases[variable] ?? 0) > 0 ? 0 : 1);
            break;
          }
        }
        if (next < 0) {
          for (let variable = 0; variable < count; variable += 1)
            model[variable] = (values[variable * 2] ?? 0) > 0;
          backtrack(0);
          return "satisfiable";
        }
      }
      trailLimits.push(trailEnd);
      assign(next, 0);
    }
  };

  return {
    newVariable,
    variables: () => count,
    addClause,
    solve,
    isTrue: (variable) => model[variable] === true,
    core: () => [...lastCore],
    setPhase: (variable, value) => {
      phases[variable] = value ? 1 : -1;
    },
    conflicts: () => totalConflicts,
  };
}

const EMPTY = new Int32Array(0);
