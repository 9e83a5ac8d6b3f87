import { type Literal, negate } from "../sat/trail.ts";
import { type Context, guard } from "./context.ts";

/** Meetings that must come after others do. */
export function encodeOrder(context: Context): void {
  const { model, solver } = context;
  if (!model.hasOrder) return;
  const known = new Map<number, Literal[]>();
  const ladder = (meeting: number): Literal[] => {
    const steps = known.get(meeting) ?? encodeLadder(context, meeting);
    known.set(meeting, steps);
    return steps;
  };
  model.problem.meetings.forEach((meeting, index) => {
    for (let edge = model.earlierStart[index] ?? 0; edge < (model.earlierStart[index + 1] ?? 0); edge += 1) {
      const first = model.earlier[edge] ?? 0;
      const own = ladder(index);
      const other = ladder(first);
      const off = guard(context, () => ({
        code: "meeting-after",
        meeting: meeting.id,
        earlier: model.problem.meetings[first]?.id ?? "",
      }));
      own.forEach((step, slot) => {
        const earlier = other[slot - 1];
        solver.addClause([negate(step), ...(earlier === undefined ? [] : [earlier]), ...off]);
      });
    }
  });
}

/** `steps[s]`: the meeting is at slot s or before. */
function encodeLadder(context: Context, meeting: number): Literal[] {
  const { model, solver, at } = context;
  const { slots } = model;
  const steps = Array.from({ length: slots }, () => solver.newVariable() * 2);
  steps.forEach((step, slot) => {
    const here = at[meeting * slots + slot] ?? -1;
    const before = steps[slot - 1];
    if (here >= 0) solver.addClause([negate(here), step]);
    if (before !== undefined) {
      solver.addClause([negate(before), step]);
      if (here >= 0) solver.addClause([negate(here), negate(before)]);
    }
    solver.addClause([negate(step), ...(before === undefined ? [] : [before]), ...(here >= 0 ? [here] : [])]);
  });
  const last = steps[slots - 1];
  if (last !== undefined) solver.addClause([last]);
  return steps;
}
