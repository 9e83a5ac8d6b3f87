import type { PersonId, PlaceId } from "../ids.ts";
import type { FairState } from "./state.ts";

/** K1: one of them needs a place that is accessible, and so is its room. */
export function needAccess(state: FairState, people: readonly PersonId[]): boolean {
  return people.some((person) => state.delegates.get(person)?.comfort?.needsAccess === true);
}

export function isAccessible(state: FairState, placeId: PlaceId): boolean {
  const place = state.places.get(placeId);
  return place?.accessible === true && state.rooms.get(place.roomId)?.accessible === true;
}

/** K1: whether these people can be seated there. O(1). */
export function suits(state: FairState, people: readonly PersonId[], placeId: PlaceId): boolean {
  return !needAccess(state, people) || isAccessible(state, placeId);
}
