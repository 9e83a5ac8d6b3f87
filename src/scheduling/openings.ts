/** Where a meeting could go in an agenda, and who stands in its way. */
import { type Agenda, fits, joinDelta, orderFaults } from "./agenda.ts";
import type { Random } from "./random.ts";

/** The one meeting to take out for another to fit at a slot, or -1 where it takes more or none. */
export function loneBlocker(agenda: Agenda, meeting: number, slot: number): number {
  const { model, who } = agenda;
  if (model.allowed[meeting * model.slots + slot] !== 1) return -1;
  let blocker = -1;
  for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
    const other = who[(model.members[at] ?? 0) * model.slots + slot] ?? -1;
    if (other < 0 || other === blocker) continue;
    if (blocker >= 0) return -1;
    blocker = other;
  }
  if (blocker >= 0 || (agenda.load[slot] ?? 0) < (model.capacity[slot] ?? 0)) return blocker;
  for (let index = 0; index < (agenda.load[slot] ?? 0); index += 1) {
    const other = agenda.atSlot[slot]?.[index] ?? 0;
    if (model.required[other] === 1) continue;
    if (blocker < 0 || (model.value[other] ?? 0) < (model.value[blocker] ?? 0)) blocker = other;
  }
  return blocker;
}

/** Where a meeting could be put at once with fewest new stretches, or -1. */
export function cheapestSlot(agenda: Agenda, meeting: number): number {
  const { model } = agenda;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < model.slots; slot += 1) {
    if (!fits(agenda, meeting, slot)) continue;
    let price = model.hasOrder ? 10 * orderFaults(agenda, meeting, slot) : 0;
    for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
      price += joinDelta(agenda, model.members[at] ?? 0, slot);
    }
    if (price >= least) continue;
    least = price;
    best = slot;
  }
  return best;
}

/** One of the meetings of a row, each as likely as another; -1 where there is none. */
export function randomMeetingOf(agenda: Agenda, row: number, random: Random): number {
  const { model, who } = agenda;
  let chosen = -1;
  let seen = 0;
  for (let slot = 0; slot < model.slots; slot += 1) {
    const meeting = who[row * model.slots + slot] ?? -1;
    if (meeting < 0) continue;
    seen += 1;
    if (random.below(seen) === 0) chosen = meeting;
  }
  return chosen;
}
