import { type Literal, negate } from "../sat/trail.ts";
import type { Context } from "./context.ts";

/** `steps[s]`: the meeting is at slot s or before. Keeps the meeting to one slot. */
export function encodeLadder(context: Context, meeting: number): Literal[] {
  const { model, solver, at } = context;
  const { slots } = model;
  const steps: Literal[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const here = at[meeting * slots + slot] ?? -1;
    const before = steps[slot - 1];
    if (here < 0 && before !== undefined) {
      steps.push(before);
      continue;
    }
    const step = solver.newVariable() * 2;
    steps.push(step);
    solver.addClause([negate(step), ...(before === undefined ? [] : [before]), ...(here < 0 ? [] : [here])]);
    if (here < 0) continue;
    solver.addClause([negate(here), step]);
    if (before === undefined) continue;
    solver.addClause([negate(before), step]);
    solver.addClause([negate(here), negate(before)]);
  }
  const last = steps[slots - 1];
  if (last !== undefined) solver.addClause([last]);
  return steps;
}

/** Implied, but not found by propagation: who has held all has held each meeting, and any one of them has begun. */
export function encodeSpan(context: Context, meetings: readonly number[], held: readonly Literal[][]): void {
  const { solver, steps } = context;
  if (steps === undefined) return;
  for (const meeting of meetings) {
    held.forEach((counts, slot) => {
      const step = steps[meeting]?.[slot];
      if (step === undefined) return;
      const begun = counts[0];
      const over = counts[meetings.length - 1];
      solver.addClause([negate(step), ...(begun === undefined ? [] : [begun])]);
      if (over !== undefined) solver.addClause([negate(over), step]);
    });
  }
}
