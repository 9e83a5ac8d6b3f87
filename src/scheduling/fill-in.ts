import { type Agenda, createAgenda, fits, orderFaults, place, shapeOf, take } from "./agenda.ts";
import { figures } from "./figures.ts";
import type { Model } from "./model.ts";
import { losesBreak, rowExcess } from "./row-limits.ts";
import { runsOf } from "./shape.ts";

/** A rule that keeps a meeting from a slot where everybody is free and a place is open: what it is about. */
export type Hindrance =
  | { rule: "order"; meeting: number }
  | { rule: "row" | "break"; row: number }
  | { rule: "spread" };

/** Puts every wish of some value that can simply be put in where it costs fewest breaks, the most valuable first. */
export function fillIn(model: Model, slotOf: Int32Array): void {
  const agenda = agendaOf(model, slotOf);
  const wishes = Array.from(slotOf.keys())
    .filter((meeting) => slotOf[meeting] === -1 && (model.value[meeting] ?? 0) > 0)
    .sort((a, b) => (model.value[b] ?? 0) - (model.value[a] ?? 0));
  // What is put in may even out the breaks that another was to upset.
  for (let left = wishes; ; ) {
    const still = left.filter((meeting) => !putIn(agenda, meeting));
    if (still.length === left.length || model.problem.maxBreakSpread === undefined) break;
    left = still;
  }
  slotOf.set(agenda.slotOf);
}

/** The agenda with each meeting at its slot. */
export function agendaOf(model: Model, slotOf: Int32Array): Agenda {
  const agenda = createAgenda(model);
  slotOf.forEach((slot, meeting) => {
    if (slot >= 0) place(agenda, meeting, slot);
  });
  return agenda;
}

/** The rule that putting a meeting where it fits would break, if any; the agenda stays as it is. */
export function hindranceAt(agenda: Agenda, meeting: number, slot: number): Hindrance | undefined {
  const { model } = agenda;
  const limit = model.problem.maxBreakSpread;
  const other = orderFaults(agenda, meeting, slot) > 0 ? rivalInOrder(agenda, meeting, slot) : -1;
  if (other >= 0) return { rule: "order", meeting: other };
  const rows = Array.from(
    model.members.subarray(model.memberStart[meeting] ?? 0, model.memberStart[meeting + 1] ?? 0),
  );
  const isBusy = (row: number) => (at: number) => (agenda.who[row * model.slots + at] ?? -1) >= 0;
  const pausing = rows.find((row) => losesBreak(model.breaks[row] ?? [], isBusy(row), slot));
  if (pausing !== undefined) return { rule: "break", row: pausing };
  place(agenda, meeting, slot);
  const crowded = rows.find((row) => rowExcess(agenda, row) > 0);
  const isUneven =
    crowded === undefined && limit !== undefined && figures(model, agenda.slotOf).spread > limit;
  take(agenda, meeting);
  if (crowded !== undefined) return { rule: "row", row: crowded };
  return isUneven ? { rule: "spread" } : undefined;
}

function putIn(agenda: Agenda, meeting: number): boolean {
  const { model } = agenda;
  let best = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < model.slots; slot += 1) {
    if (!fits(agenda, meeting, slot) || hindranceAt(agenda, meeting, slot) !== undefined) continue;
    place(agenda, meeting, slot);
    const runs = runsOfHolders(agenda, meeting);
    take(agenda, meeting);
    if (runs >= fewest) continue;
    fewest = runs;
    best = slot;
  }
  if (best >= 0) place(agenda, meeting, best);
  return best >= 0;
}

function runsOfHolders(agenda: Agenda, meeting: number): number {
  const { model } = agenda;
  let runs = 0;
  for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
    const row = model.members[at] ?? 0;
    if (row < model.people) runs += runsOf(shapeOf(agenda, row));
  }
  return runs;
}

/** A placed meeting that must come before or after this one and would not. */
function rivalInOrder({ model, slotOf }: Agenda, meeting: number, slot: number): number {
  const earlier = model.earlier.subarray(
    model.earlierStart[meeting] ?? 0,
    model.earlierStart[meeting + 1] ?? 0,
  );
  const later = model.later.subarray(model.laterStart[meeting] ?? 0, model.laterStart[meeting + 1] ?? 0);
  const at = (other: number) => slotOf[other] ?? -1;
  const first = earlier.find((other) => at(other) >= slot);
  return first ?? later.find((other) => at(other) >= 0 && at(other) <= slot) ?? -1;
}
