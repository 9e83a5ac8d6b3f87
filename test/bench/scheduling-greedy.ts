import type { Problem } from "../../src/scheduling/problem.ts";
import { measure } from "../../src/scheduling/verify.ts";

/**
 * What peers ship: meetings in order of value, each at the first slot where everybody and a place are free and the
 * order asked for holds with what is placed; those without one are left over.
 */
export function scheduleGreedily(problem: Problem): { unplaced: number; breaks: number } {
  const away = new Map(problem.participants.map((person) => [person.id, new Set(person.unavailable)]));
  const later = new Map<string, string[]>();
  for (const { id, after } of problem.meetings) {
    for (const earlier of after ?? []) later.set(earlier, [...(later.get(earlier) ?? []), id]);
  }
  const busy = new Set<string>();
  const load = new Int32Array(problem.slots);
  const slotOf = new Map<string, number>();
  const open = Array.from({ length: problem.slots }, (_, slot) =>
    typeof problem.places === "number"
      ? problem.places
      : problem.places.filter(({ slots }) => slots?.includes(slot) !== false).length,
  );
  const order = [...problem.meetings].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  for (const meeting of order) {
    const holders = [
      ...meeting.participants.map((id) => `person ${id}`),
      ...(meeting.fixedPlace === undefined ? [] : [`place ${meeting.fixedPlace}`]),
    ];
    for (let slot = 0; slot < problem.slots; slot += 1) {
      if (meeting.slots?.includes(slot) === false || (meeting.fixedSlot ?? slot) !== slot) continue;
      if ((load[slot] ?? 0) >= (open[slot] ?? 0)) continue;
      if (meeting.participants.some((id) => away.get(id)?.has(slot))) continue;
      if (holders.some((holder) => busy.has(`${holder}@${slot}`))) continue;
      if (meeting.after?.some((id) => (slotOf.get(id) ?? -1) >= slot)) continue;
      if (later.get(meeting.id)?.some((id) => (slotOf.get(id) ?? problem.slots) <= slot)) continue;
      for (const holder of holders) busy.add(`${holder}@${slot}`);
      load[slot] = (load[slot] ?? 0) + 1;
      slotOf.set(meeting.id, slot);
      break;
    }
  }
  const placed = [...slotOf].map(([meeting, slot]) => ({ meeting, slot, place: "" }));
  return { unplaced: problem.meetings.length - placed.length, breaks: measure(problem, placed).breaks };
}
