import type { Problem } from "../problem.ts";
import type { Placed } from "../solution.ts";
import type { Report } from "./violation.ts";

/** Each meeting where it may be, with people who are there; returns those that the problem knows. */
export function checkPlaced(problem: Problem, placed: readonly Placed[], add: Report): Placed[] {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]));
  const people = new Map(problem.participants.map((person) => [person.id, new Set(person.unavailable)]));
  const seen = new Set<string>();
  const known: Placed[] = [];
  for (const item of placed) {
    const meeting = meetings.get(item.meeting);
    if (meeting === undefined) {
      add("unknown-meeting", `"${item.meeting}" is not a meeting of the problem`);
      continue;
    }
    if (seen.has(item.meeting)) {
      add("placed-twice", `meeting "${item.meeting}" is placed more than once`, {
        meetings: [item.meeting],
      });
      continue;
    }
    seen.add(item.meeting);
    if (item.slot < 0 || item.slot >= problem.slots) {
      add(
        "unknown-slot",
        `meeting "${item.meeting}" is placed at slot ${item.slot}, outside 0 to ${problem.slots - 1}`,
        { meetings: [item.meeting], slot: item.slot },
      );
      continue;
    }
    known.push(item);
    if (meeting.slots !== undefined && !meeting.slots.includes(item.slot)) {
      add("slot-not-allowed", `meeting "${item.meeting}" may not be held at slot ${item.slot}`, {
        meetings: [item.meeting],
        slot: item.slot,
      });
    }
    if (meeting.fixedSlot !== undefined && meeting.fixedSlot !== item.slot) {
      add(
        "slot-not-fixed",
        `meeting "${item.meeting}" is fixed at slot ${meeting.fixedSlot}, not ${item.slot}`,
      );
    }
    if (meeting.fixedPlace !== undefined && meeting.fixedPlace !== item.place) {
      add(
        "place-not-fixed",
        `meeting "${item.meeting}" is fixed at place "${meeting.fixedPlace}", not "${item.place}"`,
      );
    }
    for (const person of meeting.participants) {
      if (people.get(person)?.has(item.slot)) {
        add(
          "unavailable",
          `"${person}" is unavailable at slot ${item.slot}, where meeting "${item.meeting}" is placed`,
          { meetings: [item.meeting], person, slot: item.slot },
        );
      }
    }
  }
  return known;
}

/** Meetings after those that they are to follow. */
export function checkOrder(problem: Problem, placed: readonly Placed[], add: Report): void {
  const slotOf = new Map(placed.map((item) => [item.meeting, item.slot]));
  for (const meeting of problem.meetings) {
    const own = slotOf.get(meeting.id);
    if (own === undefined) continue;
    for (const earlier of meeting.after ?? []) {
      const before = slotOf.get(earlier);
      if (before !== undefined && before >= own) {
        add(
          "not-after",
          `meeting "${meeting.id}" at slot ${own} must come after "${earlier}", which is at slot ${before}`,
        );
      }
    }
  }
}
