import { negate } from "../sat/trail.ts";
import { type Context, guard } from "./context.ts";
import { addAtMostOne } from "./counting.ts";
import { encodeLadder } from "./ladder.ts";

/** Every meeting has one slot, among those it may have. */
export function encodeMeetings(context: Context): void {
  const { model, solver, domains, at } = context;
  const { slots, problem } = model;
  problem.meetings.forEach((meeting, index) => {
    const own: number[] = [];
    for (let slot = 0; slot < slots; slot += 1) {
      if (domains[index * slots + slot] !== 1) continue;
      const literal = solver.newVariable() * 2;
      at[index * slots + slot] = literal;
      own.push(literal);
    }
    solver.addClause(own);
    if (context.steps === undefined) addAtMostOne(solver, own);
    else context.steps.push(encodeLadder(context, index));
    if (!context.options.explain) return;
    if (meeting.slots !== undefined) {
      const listed = new Set(meeting.slots);
      const off = guard(context, () => ({
        code: "meeting-slots",
        meeting: meeting.id,
        slots: meeting.slots ?? [],
      }));
      own.forEach((literal, slot) => {
        if (!listed.has(slot)) solver.addClause([negate(literal), ...off]);
      });
    }
    const { fixedSlot } = meeting;
    if (fixedSlot === undefined) return;
    const off = guard(context, () => ({ code: "meeting-fixed", meeting: meeting.id, slot: fixedSlot }));
    const literal = own[fixedSlot];
    if (literal !== undefined) solver.addClause([literal, ...off]);
  });
}
