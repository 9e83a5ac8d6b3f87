import type { BreakWanted } from "../choose-problem.ts";

/** The breaks that people want, beside the grid of who is where. */
export type WantedBreaks = {
  /** Whether a meeting leaves the person every break that is possible now; one that is lost already binds nobody. */
  keeps: (person: number, slot: number, duration: number) => boolean;
};

/** `isFree`: nobody meets the person at that slot. */
export function createWantedBreaks(
  breaksOf: readonly (readonly BreakWanted[] | undefined)[],
  dayOf: Int32Array,
  isFree: (person: number, slot: number) => boolean,
): WantedBreaks {
  if (!breaksOf.some((own) => own !== undefined && own.length > 0)) return { keeps: () => true };
  return {
    keeps(person, slot, duration) {
      const end = slot + duration;
      for (const wanted of breaksOf[person] ?? []) {
        if (slot > wanted.to || end <= wanted.from) continue;
        if (hasBreak(wanted, dayOf, (at) => (at < slot || at >= end) && isFree(person, at))) continue;
        if (hasBreak(wanted, dayOf, (at) => isFree(person, at))) return false;
      }
      return true;
    },
  };
}

/** Whether enough slots of the window are free in a row, in one day. */
export function hasBreak(
  { from, to, slots }: BreakWanted,
  dayOf: Int32Array,
  isFree: (slot: number) => boolean,
): boolean {
  let free = 0;
  for (let slot = from; slot <= to && slot < dayOf.length; slot += 1) {
    if (!isFree(slot)) free = 0;
    else free = free > 0 && dayOf[slot] === dayOf[slot - 1] ? free + 1 : 1;
    if (free >= slots) return true;
  }
  return false;
}
