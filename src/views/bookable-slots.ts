import { needAccess } from "../domain/fair/accessible.ts";
import { findHost } from "../domain/fair/breaks-kept.ts";
import { findDelegate, findPlace, isPlaceFree } from "../domain/fair/checks.ts";
import { couldMeet } from "../domain/fair/placing.ts";
import { covers, lengthOf, neededLength, slotsIn } from "../domain/fair/span.ts";
import { type FairState, pairKey, type ScheduledMeeting } from "../domain/fair/state.ts";
import { tablesLeft } from "../domain/fair/tables.ts";
import type { OrganisationId } from "../domain/ids.ts";
import { slotStateOf } from "./availability.ts";
import { listSlotTimes, type SlotTime, toMeetingTime } from "./slot-time.ts";

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
  const together = open?.status === "scheduled" ? open : undefined;
  return listSlotTimes(fair).map((slot) => ({
    ...slot,
    state:
      together && covers(together, slot.slot)
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

/**
 * Slots in which a long meeting of the two cannot begin although each of its slots is free: for want of one person, or
 * one place, that is free in all of them. The others are told from the slots themselves.
 */
export function listUnfitStarts(
  fair: FairState,
  organisation: OrganisationId,
  viewer: OrganisationId,
  slots: readonly BookableSlot[],
): number[] {
  const length = neededLength(fair, [viewer, organisation]);
  if (length === 1) return [];
  return slots.flatMap(({ slot }) => {
    const isEachFree = slotsIn({ slot, length }).every((one) => slots[one]?.state === "free");
    return isEachFree && !couldMeet(fair, [viewer, organisation], slot, { spared: 1 }) ? [slot] : [];
  });
}

/**
 * Where a meeting of the two could begin, or be moved to: both sides and a place are free for all of it, and the side
 * that has no say in it keeps its breaks.
 */
export function listCommonSlots(
  fair: FairState,
  organisations: readonly [OrganisationId, OrganisationId],
  at: string,
  moving?: ScheduledMeeting,
  spared?: 0 | 1,
): SlotTime[] {
  const length = moving ? lengthOf(moving) : neededLength(fair, organisations);
  const own = moving?.id;
  const fits = (slot: number): boolean =>
    !fair.closedSlots.has(slot) && couldMeet(fair, organisations, slot, { length, own, spared });
  return listSlotTimes(fair).flatMap(({ slot, startsAt }) =>
    startsAt > at && slot !== moving?.slot && fits(slot) ? (toMeetingTime(fair, { slot, length }) ?? []) : [],
  );
}

/** How many slots ahead are free at an organisation. O(slots). */
export function countFreeSlots(fair: FairState, organisation: OrganisationId, at: string): number {
  let count = 0;
  for (const [slot, { startsAt }] of fair.slots.get().entries())
    if (startsAt > at && !fair.closedSlots.has(slot) && isFreeFor(fair, organisation, null, slot)) count += 1;
  return count;
}

/** Somebody of the organisation is free, and there is a place to sit. O(delegates), O(tables) for who needs access. */
function isFreeFor(
  fair: FairState,
  organisation: OrganisationId,
  viewer: OrganisationId | null,
  slot: number,
): boolean {
  if (viewer !== null) return couldMeet(fair, [viewer, organisation], slot, { length: 1, spared: 1 });
  const host = findHost(fair, organisation, { slot, length: 1 });
  if (!("person" in host)) return false;
  if (needAccess(fair, [host.person]))
    return findPlace(fair, [organisation, organisation], slot, true) !== undefined;
  if (tablesLeft(fair, slot) > 0) return true;
  const stand = fair.standOf.get(organisation);
  return stand !== undefined && isPlaceFree(fair, stand, slot);
}
