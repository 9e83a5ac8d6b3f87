import { findDelegate, isPlaceFree } from "../domain/fair/checks.ts";
import { type FairState, pairKey } from "../domain/fair/state.ts";
import { tablesLeft } from "../domain/fair/tables.ts";
import type { OrganisationId } from "../domain/ids.ts";
import { slotStateOf } from "./availability.ts";
import { listSlotTimes, type SlotTime } from "./slot-time.ts";

/** free · taken by others · busy: the reader is elsewhere · meeting: theirs, here · closed · past */
export type BookableState = "free" | "taken" | "busy" | "meeting" | "closed" | "past";
export type BookableSlot = SlotTime & { readonly state: BookableState };

/** The slots of an organisation as somebody sees them who may book one; null is a reader without an agenda. */
export function listBookableSlots(
  fair: FairState,
  organisation: OrganisationId,
  viewer: OrganisationId | null,
  at: string,
): BookableSlot[] {
  const openId = viewer === null ? undefined : fair.openPair.get(pairKey(viewer, organisation));
  const open = openId === undefined ? undefined : fair.meetings.get(openId);
  const together = open?.status === "scheduled" ? open.slot : undefined;
  return listSlotTimes(fair).map((slot) => ({
    ...slot,
    state:
      slot.slot === together
        ? "meeting"
        : slot.startsAt <= at
          ? "past"
          : slotStateOf(fair, organisation, slot.slot) === "closed"
            ? "closed"
            : viewer !== null && !("person" in findDelegate(fair, viewer, slot.slot))
              ? "busy"
              : isFreeFor(fair, organisation, viewer, slot.slot)
                ? "free"
                : "taken",
  }));
}

/** Slots ahead in which both sides and a place are free. */
export function listCommonSlots(
  fair: FairState,
  organisations: readonly [OrganisationId, OrganisationId],
  at: string,
): SlotTime[] {
  const [mine, other] = organisations;
  return listSlotTimes(fair).filter(
    ({ slot, startsAt }) =>
      startsAt > at &&
      !fair.closedSlots.has(slot) &&
      "person" in findDelegate(fair, mine, slot) &&
      isFreeFor(fair, other, mine, slot),
  );
}

/** How many slots ahead are free at an organisation. O(slots). */
export function countFreeSlots(fair: FairState, organisation: OrganisationId, at: string): number {
  let count = 0;
  for (const [slot, { startsAt }] of fair.slots.get().entries())
    if (startsAt > at && !fair.closedSlots.has(slot) && isFreeFor(fair, organisation, null, slot)) count += 1;
  return count;
}

/** Somebody of the organisation is free, and there is a place to sit. O(delegates). */
function isFreeFor(
  fair: FairState,
  organisation: OrganisationId,
  viewer: OrganisationId | null,
  slot: number,
): boolean {
  if (!("person" in findDelegate(fair, organisation, slot))) return false;
  if (tablesLeft(fair, slot) > 0) return true;
  return [organisation, viewer].some((side) => {
    const stand = side === null ? undefined : fair.standOf.get(side);
    return stand !== undefined && isPlaceFree(fair, stand, slot);
  });
}
