import type { Model } from "./model.ts";

/** `fewest`: breaks of the participant who has fewest. */
export type Figures = { value: number; breaks: number; spread: number; fewest: number };

/** Value, breaks and spread of an agenda given as slots of meetings. */
export function figures(model: Model, slotOf: Int32Array): Figures {
  const own = breaksPerPerson(model, slotOf);
  let value = 0;
  slotOf.forEach((slot, meeting) => {
    if (slot >= 0) value += model.value[meeting] ?? 0;
  });
  const most = own.reduce((largest, breaks) => Math.max(largest, breaks), 0);
  const fewest = own.reduce((least, breaks) => Math.min(least, breaks), Number.POSITIVE_INFINITY);
  const breaks = own.reduce((sum, one) => sum + one, 0);
  return { value, breaks, spread: own.length === 0 ? 0 : most - fewest, fewest };
}

/** Breaks of each participant. */
export function breaksPerPerson(model: Model, slotOf: Int32Array): Int32Array {
  const { slots, people } = model;
  const busy = new Uint8Array(people * slots);
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    const slot = slotOf[meeting] ?? -1;
    if (slot < 0) continue;
    for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
      const row = model.members[at] ?? 0;
      if (row < people) busy[row * slots + slot] = 1;
    }
  }
  return Int32Array.from({ length: people }, (_, person) => {
    let runs = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      if (busy[person * slots + slot] !== 1) continue;
      const before = model.before[person * slots + slot] ?? -1;
      if (before < 0 || busy[person * slots + before] !== 1) runs += 1;
    }
    return Math.max(0, runs - 1);
  });
}

/** Changes of place between successive meetings, of everybody. */
export function countPlaceChanges(model: Model, slotOf: Int32Array, placeOf: Int32Array): number {
  let changes = 0;
  const seat = new Int32Array(model.slots);
  for (let person = 0; person < model.people; person += 1) {
    seat.fill(-1);
    for (let at = model.heldStart[person] ?? 0; at < (model.heldStart[person + 1] ?? 0); at += 1) {
      const meeting = model.held[at] ?? 0;
      const slot = slotOf[meeting] ?? -1;
      if (slot >= 0) seat[slot] = placeOf[meeting] ?? -1;
    }
    let last = -1;
    for (const place of seat) {
      if (place < 0) continue;
      if (last >= 0 && last !== place) changes += 1;
      last = place;
    }
  }
  return changes;
}
