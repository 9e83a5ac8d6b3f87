import type { Instant } from "../ids.ts";
import { suits } from "./accessible.ts";
import { type Check, checkMeetingNotOver, checkSlot, refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import { isShut } from "./shut.ts";
import { slotsIn } from "./span.ts";
import { type FairState, type ScheduledMeeting, slotKey } from "./state.ts";

export type Change = CommandOf<"ApplyRepair">["changes"][number];
type ChangeOf = { readonly meeting: ScheduledMeeting; readonly to: Change["to"] };

/** The meetings to change, still standing where the repair found them; undefined when one does not. */
export function findChanges(state: FairState, changes: readonly Change[]): readonly ChangeOf[] | undefined {
  const found: ChangeOf[] = [];
  for (const { meetingId, from, to } of changes) {
    const meeting = state.meetings.get(meetingId);
    if (meeting?.status !== "scheduled") return undefined;
    if (meeting.slot !== from.slot || meeting.placeId !== from.placeId) return undefined;
    found.push({ meeting, to });
  }
  return found;
}

/** N3: everything moves at once, so that two meetings may change places; each must then fit. O(changes). */
export function checkChanges(state: FairState, changes: readonly ChangeOf[], at: Instant): Check {
  const freed = new Set<string>();
  const taken = new Set<string>();
  for (const { meeting } of changes)
    for (const slot of slotsIn(meeting))
      for (const id of [...meeting.delegates, meeting.placeId]) freed.add(slotKey(id, slot));
  for (const { meeting, to } of changes) {
    const late =
      to.slot === meeting.slot
        ? checkMeetingNotOver(state, meeting, at)
        : checkSlot(state, to.slot, at, meeting.length);
    if (late) return late;
    const slots = slotsIn({ slot: to.slot, length: meeting.length });
    const place = state.places.get(to.placeId);
    const owner = place?.organisationId;
    if (!place || (owner !== undefined && !meeting.organisations.includes(owner)))
      return refuse("place-unknown", "changes");
    if (slots.some((slot) => isShut(state, to.placeId, slot))) return refuse("place-closed", "changes");
    if (!suits(state, to.delegates, to.placeId)) return refuse("place-not-accessible", "changes");
    for (const [side, person] of to.delegates.entries()) {
      const delegate = state.delegates.get(person);
      if (!delegate || delegate.organisationId !== meeting.organisations[side])
        return refuse("delegate-unknown", "changes");
      const isAway = slots.some((slot) => delegate.unavailable.has(slot) || isShut(state, person, slot));
      // Somebody who became unavailable after booking keeps the meeting until it is moved.
      if (isAway && !(to.slot === meeting.slot && meeting.delegates[side] === person))
        return refuse("delegate-unavailable", "changes");
    }
    const keys = [...to.delegates, to.placeId].flatMap((id) => slots.map((slot) => slotKey(id, slot)));
    for (const key of keys) {
      const isBusy = state.delegateBusy.has(key) || state.placeBusy.has(key);
      if (taken.has(key) || (isBusy && !freed.has(key))) return refuse("repair-stale", "changes");
      taken.add(key);
    }
  }
  return undefined;
}
