import type { Problem } from "../../src/scheduling/problem.ts";
import { measure } from "../../src/scheduling/verify.ts";

/** What peers ship: meetings in order of value, each at the first slot where everybody and a place are free. */
export function scheduleGreedily(problem: Problem): { unplaced: number; breaks: number } {
  const away = new Map(problem.participants.map((person) => [person.id, new Set(person.unavailable)]));
  const busy = new Set<string>();
  const load = new Int32Array(problem.slots);
  const slotOf = new Map<string, number>();
  const places = typeof problem.places === "number" ? problem.places : problem.places.length;
  const order = [...problem.meetings].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  for (const meeting of order) {
    for (let slot = 0; slot < problem.slots; slot += 1) {
      if (meeting.slots?.includes(slot) === false || (meeting.fixedSlot ?? slot) !== slot) continue;
      if ((load[slot] ?? 0) >= places) continue;
      if (meeting.participants.some((id) => busy.has(`${id}@${slot}`) || away.get(id)?.has(slot))) continue;
      if (meeting.after?.some((id) => (slotOf.get(id) ?? -1) >= slot)) continue;
      for (const id of meeting.participants) busy.add(`${id}@${slot}`);
      load[slot] = (load[slot] ?? 0) + 1;
      slotOf.set(meeting.id, slot);
      break;
    }
  }
  const placed = [...slotOf].map(([meeting, slot]) => ({ meeting, slot, place: "" }));
  return { unplaced: problem.meetings.length - placed.length, breaks: measure(problem, placed).breaks };
}
