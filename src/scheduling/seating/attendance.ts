import type { Delegate } from "../choose-problem.ts";
import type { Grid } from "./grid.ts";
import { createWantedBreaks } from "./wanted-breaks.ts";

/** What a delegate's day allows, wherever the meeting is. */
export type Attendance = {
  /** Free then, with meetings left to hold and not too many in a row. */
  hasTime: (person: number, slot: number, duration: number) => boolean;
  /** That, and every break that the person wants stays possible. */
  canAttend: (person: number, slot: number, duration: number) => boolean;
  /** Breaks that the person would have more, or fewer. */
  breaksAdded: (person: number, slot: number, duration: number) => number;
};

export function createAttendance(people: readonly Delegate[], grid: Grid): Attendance {
  const { dayOf, personAt, personHeld, isPersonFree, isBusyAt } = grid;
  const slots = dayOf.length;
  const wanted = createWantedBreaks(
    people.map(({ breaks }) => breaks),
    dayOf,
    (person, slot) => (personAt[person * slots + slot] ?? -2) < 0,
  );

  const keepsRow = (person: number, slot: number, duration: number): boolean => {
    const limit = people[person]?.maxInARow;
    if (limit === undefined) return true;
    const day = dayOf[slot] ?? 0;
    let length = duration;
    for (let at = slot - 1; isBusyAt(person, at, day); at -= 1) length += 1;
    for (let at = slot + duration; isBusyAt(person, at, day); at += 1) length += 1;
    return length <= limit;
  };

  const hasTime = (person: number, slot: number, duration: number): boolean =>
    isPersonFree(person, slot, duration) &&
    (personHeld[person] ?? 0) < (people[person]?.maxMeetings ?? Number.POSITIVE_INFINITY) &&
    keepsRow(person, slot, duration);

  return {
    hasTime,
    canAttend: (person, slot, duration) =>
      hasTime(person, slot, duration) && wanted.keeps(person, slot, duration),
    breaksAdded: (person, slot, duration) => {
      const day = dayOf[slot] ?? 0;
      let isFirst = true;
      for (let at = 0; at < slots && isFirst; at += 1) if (isBusyAt(person, at, day)) isFirst = false;
      if (isFirst) return 0;
      return 1 - (isBusyAt(person, slot - 1, day) ? 1 : 0) - (isBusyAt(person, slot + duration, day) ? 1 : 0);
    },
  };
}
