import { type Span, timeOf } from "../domain/fair/span.ts";
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
  return toMeetingTime(fair, { slot });
}

/** The slot in which a meeting begins, and when it ends, be it some slots later. */
export function toMeetingTime(fair: FairState, span: Span): SlotTime | null {
  const time = timeOf(fair, span);
  return time ? { slot: span.slot, ...time } : null;
}

export function listSlotTimes(fair: FairState): SlotTime[] {
  return fair.slots.get().map((programmed, slot) => ({ slot, ...programmed }));
}

/** How long one slot is; twenty minutes while there is no programme. */
export function slotMinutesOf(fair: FairState): number {
  return fair.programme.get()?.slotMinutes ?? 20;
}

/** The day of the fair on which an instant falls, or the next one to come; the last one once all are over. */
export function dayAt(fair: FairState, at: string): number {
  const slots = fair.slots.get();
  return slots.find((slot) => slot.endsAt > at)?.day ?? slots.at(-1)?.day ?? 0;
}
