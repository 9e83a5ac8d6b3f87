import type { Instant, OrganisationId } from "../ids.ts";
import type { SlotOfProgramme } from "./events.ts";
import type { FairState } from "./state.ts";

/** The slots of a meeting: the one it begins in, and how many in a row it takes, 1 where not said. */
export type Span = { readonly slot: number; readonly length?: number | undefined };

export function lengthOf({ length = 1 }: Pick<Span, "length">): number {
  return length;
}

/** As it is recorded: a meeting of one slot says nothing of its length. */
export function recordedLength({ length }: Pick<Span, "length">): { length?: number } {
  return length === undefined || length === 1 ? {} : { length };
}

export function slotsIn({ slot, length = 1 }: Span): readonly number[] {
  return length === 1 ? [slot] : Array.from({ length }, (_, index) => slot + index);
}

export function lastSlot({ slot, length = 1 }: Span): number {
  return slot + length - 1;
}

export function covers(span: Span, slot: number): boolean {
  return span.slot <= slot && slot <= lastSlot(span);
}

/** When a meeting is over: at the end of its last slot. */
export function endOf(state: FairState, span: Span): Instant | undefined {
  return state.slots.get()[lastSlot(span)]?.endsAt;
}

/** From the beginning of its first slot to the end of its last; undefined where the programme does not have them. */
export function timeOf(state: FairState, span: Span): SlotOfProgramme | undefined {
  const first = state.slots.get()[span.slot];
  const endsAt = endOf(state, span);
  if (!first || endsAt === undefined) return undefined;
  return endsAt === first.endsAt ? first : { ...first, endsAt };
}

/** U2: the slots follow each other on one day, with no break between them. */
export function isUnbroken(slots: readonly SlotOfProgramme[], { slot, length = 1 }: Span): boolean {
  for (let index = slot; index < slot + length; index += 1) {
    const [here, before] = [slots[index], slots[index - 1]];
    if (!here) return false;
    if (index > slot && (before?.endsAt !== here.startsAt || before.day !== here.day)) return false;
  }
  return true;
}

/** U1: as many slots as the side that needs most; 1 unless somebody said more. */
export function neededLength(state: FairState, organisations: readonly OrganisationId[]): number {
  let length = 1;
  for (const id of organisations) length = Math.max(length, state.participants.get(id)?.meetingSlots ?? 1);
  return length;
}
