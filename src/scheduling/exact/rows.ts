import { negate } from "../sat/trail.ts";
import { type Context, guard, literalsAt, meetingsOf } from "./context.ts";
import { addAtMostOne } from "./counting.ts";

/** People, and places that meetings are fixed to, hold one meeting at a time and none while they are away. */
export function encodeRows(context: Context): void {
  const { model, solver, at } = context;
  const { slots, problem } = model;
  for (let row = 0; row < model.rows; row += 1) {
    const meetings = meetingsOf(model, row);
    const ids = () => meetings.map((meeting) => problem.meetings[meeting]?.id ?? "");
    const person = problem.participants[row];
    const off =
      meetings.length < 2
        ? []
        : guard(context, () =>
            person === undefined
              ? {
                  code: "place-fixed",
                  meetings: ids(),
                  place: problem.meetings[meetings[0] ?? 0]?.fixedPlace ?? "",
                }
              : { code: "person-busy", person: person.id, meetings: ids() },
          );
    context.offs.push(off);
    for (let slot = 0; slot < slots; slot += 1)
      addAtMostOne(solver, literalsAt(context, meetings, slot), off);
    if (!context.options.explain || meetings.length === 0) continue;
    const absent = person === undefined ? closedSlots(context, row) : (person.unavailable ?? []);
    if (absent.length === 0) continue;
    const away = guard(context, () =>
      person === undefined
        ? {
            code: "place-closed",
            place: problem.meetings[meetings[0] ?? 0]?.fixedPlace ?? "",
            slots: absent,
          }
        : { code: "person-unavailable", person: person.id, slots: absent },
    );
    for (const slot of absent) {
      for (const meeting of meetings) solver.addClause([negate(at[meeting * slots + slot] ?? 0), ...away]);
    }
  }
}

function closedSlots({ model }: Context, row: number): number[] {
  return Array.from({ length: model.slots }, (_, slot) => slot).filter(
    (slot) => model.absent[row * model.slots + slot] === 1,
  );
}

/**
 * Says when each person has a meeting, and keeps to how many they may have, in all and in a row. `isAsked`: of whom
 * this is asked; the others keep to nothing here.
 */
export function encodePresence(context: Context, isAsked: (row: number) => boolean = () => true): void {
  const { model, solver } = context;
  const { slots, problem } = model;
  problem.participants.forEach((person, row) => {
    const meetings = meetingsOf(model, row);
    const busy = new Int32Array(slots).fill(-1);
    context.busy.push(busy);
    if (!isAsked(row)) return;
    for (let slot = 0; slot < slots; slot += 1) {
      const here = literalsAt(context, meetings, slot);
      if (here.length === 0) continue;
      const literal = solver.newVariable() * 2;
      busy[slot] = literal;
      for (const one of here) solver.addClause([negate(one), literal]);
      solver.addClause([negate(literal), ...here]);
    }
    const { maxInARow, maxMeetings } = person;
    if (maxInARow !== undefined && meetings.length > maxInARow) {
      const off = guard(context, () => ({ code: "person-row", person: person.id, limit: maxInARow }));
      for (let from = 0; from + maxInARow < slots; from += 1) {
        const stretch = Array.from(busy.subarray(from, from + maxInARow + 1));
        if (stretch.every((literal) => literal >= 0)) solver.addClause([...stretch.map(negate), ...off]);
      }
    }
    if (maxMeetings !== undefined && meetings.length > maxMeetings) {
      solver.addClause(
        guard(context, () => ({ code: "person-quota", person: person.id, limit: maxMeetings })),
      );
    }
  });
}
