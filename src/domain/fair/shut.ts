import type { PersonId, PlaceId } from "../ids.ts";
import { type FairState, slotKey } from "./state.ts";

/** N1: a place that is lost or in a closed room, or somebody who is late, in that slot. */
export function isShut(state: FairState, id: PersonId | PlaceId, slot: number): boolean {
  return state.shut.size > 0 && state.shut.has(slotKey(id, slot));
}
