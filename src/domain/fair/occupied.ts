import type { MeetingId, OrganisationId } from "../ids.ts";
import { slotsIn } from "./span.ts";
import { type FairWriter, type Placement, type ScheduledMeeting, slotKey } from "./state.ts";
import { freeTable, takeTable } from "./tables.ts";

/** Lists of slots and counts of organisations that thousands of meetings change: written once for all of them. */
export type Listing = {
  add(slot: number, id: MeetingId): void;
  remove(slot: number, id: MeetingId): void;
  count(organisation: OrganisationId, by: number): void;
  write(state: FairWriter): void;
};

export function createListing(): Listing {
  const added = new Map<number, MeetingId[]>();
  const removed = new Map<number, Set<MeetingId>>();
  const counts = new Map<OrganisationId, number>();
  return {
    add(slot, id) {
      const own = added.get(slot);
      if (own) own.push(id);
      else added.set(slot, [id]);
    },
    remove(slot, id) {
      const own = removed.get(slot);
      if (own) own.add(id);
      else removed.set(slot, new Set([id]));
    },
    count(organisation, by) {
      counts.set(organisation, (counts.get(organisation) ?? 0) + by);
    },
    write(state) {
      for (const [slot, ids] of removed)
        state.scheduledAt.set(
          slot,
          (state.scheduledAt.get(slot) ?? []).filter((id) => !ids.has(id)),
        );
      for (const [slot, ids] of added)
        state.scheduledAt.set(slot, [...(state.scheduledAt.get(slot) ?? []), ...ids]);
      for (const [organisation, by] of counts)
        state.scheduledOf.set(organisation, (state.scheduledOf.get(organisation) ?? 0) + by);
    },
  };
}

/** Takes the slots, the place and the delegates of a meeting; lists are written at once, or with the others. */
export function occupy(
  state: FairWriter,
  id: MeetingId,
  organisations: readonly [OrganisationId, OrganisationId],
  placement: Placement,
  listing?: Listing,
): void {
  const { placeId, delegates } = placement;
  const lists = listing ?? createListing();
  for (const slot of slotsIn(placement)) {
    for (const person of delegates) state.delegateBusy.set(slotKey(person, slot), id);
    const place = slotKey(placeId, slot);
    const isHandedOver = state.placeBusy.has(place);
    state.placeBusy.set(place, id);
    if (!isHandedOver) takeTable(state, placeId, slot);
    lists.add(slot, id);
  }
  for (const organisation of organisations) lists.count(organisation, 1);
  if (!listing) lists.write(state);
}

/** Gives back the slots, the place and the delegates that a scheduled meeting holds. */
export function release(state: FairWriter, meeting: ScheduledMeeting, listing?: Listing): void {
  const { id, placeId, delegates, organisations } = meeting;
  const lists = listing ?? createListing();
  for (const slot of slotsIn(meeting)) {
    // What another meeting of the same commit has taken already is not given back.
    for (const person of delegates) {
      const key = slotKey(person, slot);
      if (state.delegateBusy.get(key) === id) state.delegateBusy.delete(key);
    }
    const place = slotKey(placeId, slot);
    if (state.placeBusy.get(place) === id) {
      state.placeBusy.delete(place);
      freeTable(state, placeId, slot);
    }
    lists.remove(slot, id);
  }
  for (const organisation of organisations) lists.count(organisation, -1);
  if (!listing) lists.write(state);
}
