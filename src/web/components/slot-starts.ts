import type { SlotTime } from "../view-types.ts";
import type { SlotState } from "./slot-grid.tsx";

type Slot = SlotTime & { readonly state: SlotState };

/**
 * Slots as those in which a meeting of `length` in a row may begin: too short where not all of it is free, and where
 * the server knows that it does not fit.
 */
export function toStarts<S extends Slot>(
  slots: readonly S[],
  length: number,
  unfit: readonly number[] = [],
): readonly S[] {
  if (length === 1) return slots;
  return slots.map((slot, index) => {
    const isOpen = isFreeFrom(slots, index, length) && !unfit.includes(slot.slot);
    return slot.state === "free" && !isOpen ? { ...slot, state: "short" } : slot;
  });
}

/** The time that a meeting takes from this slot on; undefined where the slot is none of these. */
export function spanFrom(
  slots: readonly SlotTime[],
  slot: number | undefined,
  length: number,
): Pick<SlotTime, "startsAt" | "endsAt"> | undefined {
  const index = slots.findIndex((one) => one.slot === slot);
  const [first, last] = [slots[index], slots[index + length - 1]];
  return first && { startsAt: first.startsAt, endsAt: (last ?? first).endsAt };
}

/** A chosen slot and those after it that the meeting takes too. */
export function coveredBy(chosen: readonly number[], length: number): readonly number[] {
  return chosen.flatMap((slot) => Array.from({ length }, (_, index) => slot + index));
}

function isFreeFrom(slots: readonly Slot[], first: number, length: number): boolean {
  for (let index = first + 1; index < first + length; index += 1) {
    const [before, here] = [slots[index - 1], slots[index]];
    if (here?.state !== "free" || before?.endsAt !== here.startsAt || before.day !== here.day) return false;
  }
  return true;
}
