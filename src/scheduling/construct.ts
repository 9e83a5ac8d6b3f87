import { type Agenda, createAgenda, fits, joinDelta, orderFaults, place } from "./agenda.ts";
import type { Model } from "./model.ts";
import type { Random } from "./random.ts";
import { losesBreak } from "./row-limits.ts";

/**
 * A first agenda: the hardest meetings first, each where it adds fewest breaks.
 * Some may stay unplaced; `improve` places them. O(meetings × slots).
 */
export function construct(model: Model, random: Random): Agenda {
  const agenda = createAgenda(model);
  for (const meeting of hardestFirst(model, random)) {
    const slot = bestSlot(agenda, meeting, random);
    if (slot >= 0) place(agenda, meeting, slot);
  }
  return agenda;
}

function hardestFirst(model: Model, random: Random): number[] {
  const hardness = new Float64Array(model.meetings);
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    let free = 0;
    for (let slot = 0; slot < model.slots; slot += 1)
      free += model.allowed[meeting * model.slots + slot] ?? 0;
    let busiest = 0;
    for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
      const row = model.members[at] ?? 0;
      busiest = Math.max(busiest, (model.heldStart[row + 1] ?? 0) - (model.heldStart[row] ?? 0));
    }
    const urgent = model.required[meeting] === 1 ? 1e6 : (model.value[meeting] ?? 0);
    hardness[meeting] = urgent + busiest / Math.max(1, free) + random.next() * 1e-3;
  }
  const order = Array.from({ length: model.meetings }, (_, index) => index);
  return order.sort((a, b) => (hardness[b] ?? 0) - (hardness[a] ?? 0));
}

function bestSlot(agenda: Agenda, meeting: number, random: Random): number {
  const { model } = agenda;
  let best = -1;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let slot = 0; slot < model.slots; slot += 1) {
    if (!fits(agenda, meeting, slot)) continue;
    if (model.required[meeting] !== 1 && orderFaults(agenda, meeting, slot) > 0) continue;
    if (costsBreak(agenda, meeting, slot)) continue;
    let cost = random.next() * 0.1 + (agenda.load[slot] ?? 0) / Math.max(1, model.capacity[slot] ?? 1);
    if (model.hasOrder) cost += 50 * orderFaults(agenda, meeting, slot);
    for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
      const row = model.members[at] ?? 0;
      if (row < model.people && (agenda.count[row] ?? 0) > 0) cost += 2 * joinDelta(agenda, row, slot);
    }
    if (cost < bestCost) {
      bestCost = cost;
      best = slot;
    }
  }
  return best;
}

function costsBreak({ model, who }: Agenda, meeting: number, slot: number): boolean {
  for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
    const row = model.members[at] ?? 0;
    const breaks = model.breaks[row];
    if (breaks === undefined || breaks.length === 0) continue;
    if (losesBreak(breaks, (own) => (who[row * model.slots + own] ?? -1) >= 0, slot)) return true;
  }
  return false;
}
