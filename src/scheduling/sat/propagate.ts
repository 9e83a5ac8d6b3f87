import { type Clauses, HEADER, watch } from "./clauses.ts";
import type { Trail } from "./trail.ts";

/** Draws the consequences of everything assigned; returns the clause that fails, or 0. */
export function propagate(trail: Trail, clauses: Clauses): number {
  const { values, levels, reasons, order } = trail;
  const { arena, watches, watchEnds } = clauses;
  const level = trail.limits.length;
  let head = trail.head;
  let end = trail.end;
  let failed = 0;
  while (head < end) {
    const literal = order[head] ?? 0;
    head += 1;
    const falsified = literal ^ 1;
    const list = watches[literal] ?? NONE;
    const stop = watchEnds[literal] ?? 0;
    let keep = 0;
    let at = 0;
    while (at < stop) {
      const name = list[at] ?? 0;
      const blocker = list[at + 1] ?? 0;
      at += 2;
      list[keep] = name;
      list[keep + 1] = blocker;
      keep += 2;
      const blockerValue = values[blocker] ?? 0;
      if (blockerValue > 0) continue;
      let forced = blocker;
      let forcedValue = blockerValue;
      let clause = -name;
      if (name < 0) {
        // The true literal of a reason comes first.
        if (arena[clause + HEADER] === falsified) {
          arena[clause + HEADER] = blocker;
          arena[clause + HEADER + 1] = falsified;
        }
      } else {
        clause = name;
        const base = clause + HEADER;
        const first = (arena[base] ?? 0) ^ (arena[base + 1] ?? 0) ^ falsified;
        const firstValue = values[first] ?? 0;
        if (firstValue > 0) {
          list[keep - 1] = first;
          continue;
        }
        const last = base + (arena[clause] ?? 0);
        let found = base + 2;
        while (found < last && (values[arena[found] ?? 0] ?? 0) < 0) found += 1;
        if (found < last) {
          const other = arena[found] ?? 0;
          arena[base] = first;
          arena[base + 1] = other;
          arena[found] = falsified;
          watch(clauses, other ^ 1, clause, first);
          keep -= 2;
          continue;
        }
        arena[base] = first;
        arena[base + 1] = falsified;
        forced = first;
        forcedValue = firstValue;
        list[keep - 1] = first;
      }
      if (forcedValue < 0) {
        failed = clause;
        break;
      }
      values[forced] = 1;
      values[forced ^ 1] = -1;
      const variable = forced >> 1;
      levels[variable] = level;
      reasons[variable] = clause;
      order[end] = forced;
      end += 1;
    }
    if (keep < at) {
      while (at < stop) {
        list[keep] = list[at] ?? 0;
        list[keep + 1] = list[at + 1] ?? 0;
        keep += 2;
        at += 2;
      }
      watchEnds[literal] = keep;
    }
    if (failed !== 0) break;
  }
  trail.head = head;
  trail.end = end;
  return failed;
}

const NONE = new Int32Array(0);
