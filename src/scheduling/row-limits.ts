/** What limits the day of a row beside its meetings: most in a row, and breaks wanted. */
import { type Agenda, createAgenda, orderFaults, place, take } from "./agenda.ts";
import type { Model } from "./model.ts";

/** Whether anybody's day has limits of this kind. */
export function hasRowLimits(model: Model): boolean {
  return model.maxInARow.some((limit) => limit < model.slots) || model.breaks.some((own) => own.length > 0);
}

/** Slots by which the row's longest stretches exceed its limit, and slots that its wanted breaks are short of. */
export function rowExcess(agenda: Agenda, row: number): number {
  const breaks = agenda.model.breaks[row];
  const shortage = breaks === undefined || breaks.length === 0 ? 0 : breakShortage(agenda, row);
  return shortage + stretchExcess(agenda, row);
}

/** Whether one more meeting, at that slot, leaves one of the breaks without enough free slots in a row. */
export function losesBreak(
  breaks: Model["breaks"][number],
  isBusy: (slot: number) => boolean,
  taken: number,
): boolean {
  return breaks.some(({ from, to, slots }) => {
    if (taken < from || taken > to) return false;
    let free = 0;
    for (let slot = from; slot <= to; slot += 1) {
      free = slot === taken || isBusy(slot) ? 0 : free + 1;
      if (free >= slots) return false;
    }
    return true;
  });
}

/** Leaves out meetings until no order, no limit of meetings in a row and no wanted break is broken. */
export function keepLawful(model: Model, slotOf: Int32Array): Int32Array {
  const agenda = createAgenda(model);
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    const slot = slotOf[meeting] ?? -1;
    if (slot < 0 || orderFaults(agenda, meeting, slot) > 0) continue;
    place(agenda, meeting, slot);
    const end = model.memberStart[meeting + 1] ?? 0;
    let excess = 0;
    for (let at = model.memberStart[meeting] ?? 0; at < end; at += 1) {
      excess += rowExcess(agenda, model.members[at] ?? 0);
    }
    if (excess > 0) take(agenda, meeting);
  }
  return agenda.slotOf;
}

function stretchExcess({ model, who }: Agenda, row: number): number {
  const limit = model.maxInARow[row] ?? 0;
  if (limit >= model.slots) return 0;
  let excess = 0;
  let run = 0;
  for (let slot = 0; slot < model.slots; slot += 1) {
    run = (who[row * model.slots + slot] ?? -1) >= 0 ? run + 1 : 0;
    if (run > limit) excess += 1;
  }
  return excess;
}

function breakShortage({ model, who }: Agenda, row: number): number {
  let shortage = 0;
  for (const { from, to, slots } of model.breaks[row] ?? []) {
    let longest = 0;
    let free = 0;
    for (let slot = from; slot <= to; slot += 1) {
      free = (who[row * model.slots + slot] ?? -1) >= 0 ? 0 : free + 1;
      if (free > longest) longest = free;
    }
    if (longest < slots) shortage += slots - longest;
  }
  return shortage;
}
