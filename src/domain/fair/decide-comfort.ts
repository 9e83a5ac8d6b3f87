import { accept, type Context, reject } from "../decision.ts";
import { isAccessible } from "./accessible.ts";
import { checkSlot, findPlace, refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { FairEvent } from "./events.ts";
import { type FairState, type ScheduledMeeting, slotKey } from "./state.ts";

/** K2: whoever comes to need an accessible place is moved to one where one is free in the same slot. */
export function setComfort(
  state: FairState,
  { personId, comfort }: CommandOf<"SetComfort">,
  { at }: Context,
): FairDecision {
  const delegate = state.delegates.get(personId);
  if (!delegate) return reject(refuse("delegate-unknown", "personId"));
  const days = new Set(state.programme.get()?.days.map(({ on }) => on));
  const unknown = comfort.breaks.findIndex(({ on }) => on !== undefined && !days.has(on));
  if (unknown >= 0) return reject(refuse("day-unknown", `breaks.${unknown}.on`));
  const needsItNow = comfort.needsAccess && delegate.comfort?.needsAccess !== true;
  const moves = needsItNow
    ? meetingsOutOfReach(state, personId).flatMap((meeting): FairEvent[] => {
        if (meeting.locked || meeting.arrivals.length > 0 || checkSlot(state, meeting.slot, at)) return [];
        const { id: meetingId, slot, delegates, organisations } = meeting;
        const placeId = findPlace(state, organisations, slot, true, meeting.length);
        if (placeId === undefined) return [];
        return [{ type: "MeetingMoved", v: 1, meetingId, slot, placeId, delegates: [...delegates] }];
      })
    : [];
  return accept({ type: "ComfortSet", v: 1, personId, comfort }, ...moves);
}

/** Scheduled meetings of somebody at places that are not accessible. O(slots). */
export function meetingsOutOfReach(
  state: FairState,
  personId: CommandOf<"SetComfort">["personId"],
): readonly ScheduledMeeting[] {
  return [...state.slots.get().keys()].flatMap((slot) => {
    const id = state.delegateBusy.get(slotKey(personId, slot));
    const meeting = id === undefined ? undefined : state.meetings.get(id);
    if (meeting?.status !== "scheduled" || meeting.slot !== slot) return [];
    return isAccessible(state, meeting.placeId) ? [] : [meeting];
  });
}
