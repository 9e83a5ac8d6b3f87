import type { Instant, OrganisationId } from "../ids.ts";
import { slotsIn } from "./span.ts";
import type { FairWriter, Meeting } from "./state.ts";

/** Remembers the slot that a meeting leaves, as long as it can still be filled; of a long one, the first that can. */
export function leaveHole(
  state: FairWriter,
  meeting: Meeting,
  causedBy: readonly OrganisationId[],
  at: Instant,
): void {
  if (meeting.status !== "scheduled") return;
  const { id: meetingId, placeId, organisations } = meeting;
  const slot = slotsIn(meeting).find((one) => (state.slots.get()[one]?.endsAt ?? at) > at);
  if (slot === undefined) return;
  const left = organisations.filter((side) => !causedBy.includes(side));
  state.holes.set(meetingId, { meetingId, slot, placeId, left, status: "open", offers: [] });
}
