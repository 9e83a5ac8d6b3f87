import { type Literal, negate } from "../sat/trail.ts";
import { type Context, guard } from "./context.ts";
import { encodeLadder } from "./ladder.ts";

/** Meetings that must come after others do. */
export function encodeOrder(context: Context): void {
  const { model, solver } = context;
  if (!model.hasOrder) return;
  const known = new Map<number, Literal[]>();
  const ladder = (meeting: number): Literal[] => {
    const steps = context.steps?.[meeting] ?? known.get(meeting) ?? encodeLadder(context, meeting);
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
