import { type Literal, negate } from "../sat/trail.ts";
import { type Context, guard } from "./context.ts";
import { countTrue } from "./counting.ts";

/**
 * No slot holds more meetings than places, nor fewer than the other slots leave over. Where all meetings are of two,
 * people are counted, since whoever is busy is known before the meeting is.
 */
export function encodeCapacity(context: Context): void {
  const { model, solver, at, busy } = context;
  const { slots, problem } = model;
  const isPairs = problem.meetings.every((meeting) => meeting.participants.length === 2);
  const total = model.capacity.reduce((sum, places) => sum + places, 0);
  for (let slot = 0; slot < slots; slot += 1) {
    const places = model.capacity[slot] ?? 0;
    const meetings: Literal[] = [];
    for (let meeting = 0; meeting < model.meetings; meeting += 1) {
      const literal = at[meeting * slots + slot] ?? -1;
      if (literal >= 0) meetings.push(literal);
    }
    const people = busy.map((own) => own[slot] ?? -1).filter((literal) => literal >= 0);
    const needed = model.meetings - (total - places);
    const most = isPairs ? places * 2 : places;
    const inputs = isPairs ? people : meetings;
    const isTight = inputs.length > most && (isPairs || meetings.length > places);
    const isNeeded = needed > 0 && !context.options.explain;
    if (!isTight && !isNeeded) continue;
    const off = guard(context, () => ({ code: "places", slots: [slot], places }));
    const counted = countTrue(solver, inputs, Math.min(inputs.length, most + 1), isNeeded ? "exactly" : "if");
    const over = counted[most];
    if (over !== undefined) solver.addClause([negate(over), ...off]);
    if (!isNeeded) continue;
    const least = isPairs ? needed * 2 : needed;
    const enough = counted[least - 1];
    solver.addClause(enough === undefined ? [] : [enough]);
  }
}
