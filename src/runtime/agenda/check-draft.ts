import type { Context } from "../../domain/decision.ts";
import type { DraftMeeting, DraftViolation } from "../../domain/fair/agenda-draft.ts";
import { agendaConflicts } from "../../domain/fair/decide-agenda.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import { type FairState, pairKey } from "../../domain/fair/state.ts";
import type { Problem } from "../../scheduling/problem.ts";
import { verify } from "../../scheduling/verify.ts";

/**
 * The meetings of a draft as they would be published now: where the two sides have an accepted request without a
 * slot, under its id.
 */
export function toPublished(state: FairState, meetings: readonly DraftMeeting[]): readonly PlacedMeeting[] {
  return meetings.map(({ kind: _, value: __, ...meeting }) => {
    const open = state.openPair.get(pairKey(...meeting.organisations));
    const isWaiting = open !== undefined && state.meetings.get(open)?.status === "accepted";
    return isWaiting ? { ...meeting, meetingId: open } : meeting;
  });
}

/** Everything that stands in the way of publishing these meetings now: rules of the fair, then the checker's. */
export function checkDraft(
  state: FairState,
  meetings: readonly PlacedMeeting[],
  context: Context,
): readonly DraftViolation[] {
  const byRules = agendaConflicts(state, meetings, context).map(
    ({ meetingId, rejection }): DraftViolation => ({
      code: rejection.code,
      text: `${meetingId}: ${rejection.code}`,
      meetingId,
    }),
  );
  const refused = new Set(byRules.map(({ meetingId }) => meetingId));
  const others = verifyMeetings(
    state,
    meetings.filter(({ meetingId }) => !refused.has(meetingId)),
  );
  return [...byRules, ...others];
}

/** The independent checker, on these meetings together with what is scheduled: it shares no code with rules or solver. */
function verifyMeetings(state: FairState, meetings: readonly PlacedMeeting[]): readonly DraftViolation[] {
  const scheduled = [...state.scheduledAt.keys()].flatMap((slot) =>
    (state.scheduledAt.get(slot) ?? []).flatMap((id) => {
      const meeting = state.meetings.get(id);
      return meeting?.status === "scheduled" ? [{ ...meeting, meetingId: meeting.id }] : [];
    }),
  );
  const all = [...scheduled, ...meetings];
  const isNew = new Set(meetings.map(({ meetingId }) => meetingId));
  const closed = [...state.closedSlots.keys()];
  const busy = new Set(scheduled.flatMap(({ delegates, slot }) => delegates.map((id) => `${id}@${slot}`)));
  const problem: Problem = {
    name: "draft",
    slots: Math.max(1, state.slots.get().length),
    places: [...state.places.keys()].map((id) => ({ id })),
    participants: [...state.delegates.values()].map(({ personId, unavailable }) => ({
      id: personId,
      unavailable: [...unavailable].filter((slot) => !busy.has(`${personId}@${slot}`)),
    })),
    meetings: all.map((meeting) => ({
      id: meeting.meetingId,
      participants: [...meeting.delegates],
      ...(isNew.has(meeting.meetingId) && closed.length > 0
        ? { slots: state.slots.get().flatMap((_, slot) => (closed.includes(slot) ? [] : [slot])) }
        : {}),
    })),
  };
  const placed = all.map(({ meetingId, slot, placeId }) => ({ meeting: meetingId, slot, place: placeId }));
  return verify(problem, { placed }).map(({ code, text }) => ({ code, text }));
}
