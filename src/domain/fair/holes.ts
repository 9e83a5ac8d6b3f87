import type { Instant, MeetingId, OrganisationId } from "../ids.ts";
import { slotsIn } from "./span.ts";
import type { FairState, FairWriter, Hole, HoleKey, Meeting } from "./state.ts";

/** Where a hole is kept: parts of a long meeting count from 0, and stay the same when the grid changes. */
export function holeKey(meetingId: MeetingId, part = 0): HoleKey {
  return `${meetingId}:${part}`;
}

/** As it is recorded: the only, or first, slot of a meeting says nothing of its part. */
export function recordedPart(part: number): { part?: number } {
  return part === 0 ? {} : { part };
}

/** The slots that a meeting left, in order. */
export function holesOf(state: FairState, meetingId: MeetingId): readonly Hole[] {
  const found: Hole[] = [];
  for (let part = 0; part < mostParts; part += 1) {
    const hole = state.holes.get(holeKey(meetingId, part));
    if (hole) found.push(hole);
  }
  return found;
}

/** U1: a meeting has three slots at most. */
export const mostParts = 3;

/** N6, N10: remembers the slots that a meeting leaves, as long as they can still be filled. */
export function leaveHoles(
  state: FairWriter,
  meeting: Meeting,
  causedBy: readonly OrganisationId[],
  at: Instant,
): void {
  if (meeting.status !== "scheduled") return;
  const { id: meetingId, placeId, organisations } = meeting;
  const left = organisations.filter((side) => !causedBy.includes(side));
  const ahead = slotsIn(meeting).filter((one) => (state.slots.get()[one]?.endsAt ?? at) > at);
  for (const [part, slot] of ahead.entries())
    state.holes.set(holeKey(meetingId, part), {
      meetingId,
      part,
      slot,
      placeId,
      left,
      status: "open",
      offers: [],
    });
}
