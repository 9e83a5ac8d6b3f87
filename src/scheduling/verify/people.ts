import type { Problem } from "../problem.ts";
import type { Placed } from "../solution.ts";
import { agendasOf } from "./measure.ts";
import type { Report } from "./violation.ts";

/** One meeting at a time for everybody, as many as they may have, and the breaks that they want. */
export function checkPeople(problem: Problem, placed: readonly Placed[], add: Report): void {
  const agendas = agendasOf(problem, placed);
  for (const person of problem.participants) {
    const agenda = agendas.get(person.id) ?? [];
    const bySlot = new Map<number, string>();
    for (const item of agenda) {
      const other = bySlot.get(item.slot);
      if (other !== undefined) {
        add(
          "double-booked",
          `"${person.id}" has meetings "${other}" and "${item.meeting}" both at slot ${item.slot}`,
          { meetings: [other, item.meeting], person: person.id, slot: item.slot },
        );
      }
      bySlot.set(item.slot, item.meeting);
    }
    if (person.maxMeetings !== undefined && agenda.length > person.maxMeetings) {
      add(
        "too-many-meetings",
        `"${person.id}" has ${agenda.length} meetings, at most ${person.maxMeetings} allowed`,
      );
    }
    for (const wanted of person.breaks ?? []) {
      if (hasBreak(wanted, (slot) => bySlot.has(slot))) continue;
      const { from, to, slots } = wanted;
      add("no-break", `"${person.id}" has no free stretch of ${slots} from slot ${from} to slot ${to}`, {
        person: person.id,
        slot: from,
      });
    }
    if (person.maxInARow === undefined) continue;
    let run = 0;
    for (let slot = 0; slot <= problem.slots; slot += 1) {
      if (bySlot.has(slot)) {
        run += 1;
        continue;
      }
      if (run > person.maxInARow) {
        add(
          "too-many-in-a-row",
          `"${person.id}" has ${run} meetings in a row up to slot ${slot - 1}, at most ${person.maxInARow} allowed`,
        );
      }
      run = 0;
    }
  }
}

/** Some stretch of the length wanted is without a meeting. */
function hasBreak(
  { from, to, slots }: { from: number; to: number; slots: number },
  isBusy: (slot: number) => boolean,
): boolean {
  let lastBusy = from - 1;
  for (let slot = from; slot <= to; slot += 1) {
    if (isBusy(slot)) lastBusy = slot;
    else if (slot - lastBusy >= slots) return true;
  }
  return false;
}
