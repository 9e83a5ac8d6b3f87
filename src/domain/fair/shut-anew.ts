import type { PersonId, PlaceId } from "../ids.ts";
import { type Disruption, type FairState, type FairWriter, slotKey } from "./state.ts";
import { findFirstTables } from "./tables.ts";

/** After a disruption, the grid or the places changed: what does not serve in which slot. O(disruptions × places × slots). */
export function shutAnew(state: FairWriter): void {
  if (state.disruptions.size === 0 && state.shut.size === 0) return;
  for (const key of [...state.shut.keys()]) state.shut.delete(key);
  for (const disruption of state.disruptions.values())
    for (const slot of slotsOf(state, disruption))
      for (const id of disruptedBy(state, disruption)) state.shut.set(slotKey(id, slot), true);
  findFirstTables(state);
}

/** The slots that a disruption touches, be it for a minute. */
export function slotsOf(state: FairState, { from, until }: Disruption): readonly number[] {
  return state.slots
    .get()
    .flatMap(({ startsAt, endsAt }, slot) => (startsAt < until && from < endsAt ? [slot] : []));
}

function disruptedBy(state: FairState, { what }: Disruption): readonly (PersonId | PlaceId)[] {
  switch (what.kind) {
    case "person":
      return [what.personId];
    case "place":
      return [what.placeId];
    case "room":
      return [...state.places.values()].flatMap(({ id, roomId }) => (roomId === what.roomId ? [id] : []));
    default:
      return what satisfies never;
  }
}
