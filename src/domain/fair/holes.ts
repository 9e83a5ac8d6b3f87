import type { Instant, OrganisationId } from "../ids.ts";
import type { FairWriter, Meeting } from "./state.ts";

/** Remembers the slot that a meeting leaves, as long as it can still be filled. */
export function leaveHole(
  state: FairWriter,
  meeting: Meeting,
  causedBy: readonly OrganisationId[],
  at: Instant,
): void {
  if (meeting.status !== "scheduled") return;
  const { id: meetingId, slot, placeId, organisations } = meeting;
  const endsAt = state.slots.get()[slot]?.endsAt;
  if (endsAt === undefined || endsAt <= at) return;
  const left = organisations.filter((side) => !causedBy.includes(side));
  state.holes.set(meetingId, { meetingId, slot, placeId, left, status: "open", offers: [] });
}
