import type { RoomId } from "../ids.ts";
import type { FairState, FairWriter } from "./state.ts";

/** From which share of a room's capacity on the desk is warned. */
const nearlyFull = 0.9;

export function isNearlyFull(state: FairState, id: RoomId): boolean {
  const capacity = state.rooms.get(id)?.capacity ?? Number.POSITIVE_INFINITY;
  return (state.presentIn.get(id) ?? 0) >= capacity * nearlyFull;
}

/** N9: once a room has emptied, whoever was warned of it is warned again the next time. */
export function forgetWarning(state: FairWriter, id: RoomId): void {
  const task = `room:${id}`;
  if (state.dismissed.has(task) && !isNearlyFull(state, id)) state.dismissed.delete(task);
}
