import type { FairState } from "../domain/fair/state.ts";

/** A slot of the fair: its index in the grid, its day (0 is the first) and its instants. */
export type SlotTime = {
  readonly slot: number;
  readonly day: number;
  readonly startsAt: string;
  readonly endsAt: string;
};

/** Null for a slot that the programme does not have. */
export function toSlotTime(fair: FairState, slot: number): SlotTime | null {
  const programmed = fair.slots.get()[slot];
  return programmed ? { slot, ...programmed } : null;
}

export function listSlotTimes(fair: FairState): SlotTime[] {
  return fair.slots.get().map((programmed, slot) => ({ slot, ...programmed }));
}

/** The day of the fair on which an instant falls, or the next one to come; the last one once all are over. */
export function dayAt(fair: FairState, at: string): number {
  const slots = fair.slots.get();
  return slots.find((slot) => slot.endsAt > at)?.day ?? slots.at(-1)?.day ?? 0;
}
