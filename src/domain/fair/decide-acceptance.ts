import { accept, type Context, reject } from "../decision.ts";
import type { PersonId } from "../ids.ts";
import {
  checkMeetingQuota,
  checkParties,
  checkSlot,
  checkWindow,
  firstOf,
  isOfOffice,
  refuse,
} from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { FairEvent } from "./events.ts";
import { placeMeeting } from "./placing.ts";
import type { FairRejection } from "./rejections.ts";
import { checkAnswer, checkOwnDelegate, checkSide } from "./sides.ts";
import { recordedLength } from "./span.ts";
import type { FairState, Meeting } from "./state.ts";

/** M4, W4: accepted at once; scheduled at once too when a slot is chosen, or one of the proposed ones is free. */
export function acceptMeeting(
  state: FairState,
  command: CommandOf<"AcceptMeeting">,
  context: Context,
): FairDecision {
  const { organisationId, slot: chosen, delegate } = command;
  const meeting = state.meetings.get(command.meetingId);
  const isScheduling = meeting?.status === "accepted" && chosen !== undefined;
  const rejection = isScheduling
    ? checkSide(state, meeting, organisationId, context)
    : checkAnswer(state, meeting, organisationId, context);
  if (rejection || !meeting) return reject(rejection ?? refuse("meeting-unknown", "meetingId"));
  const [from, to] = meeting.organisations;
  const closed = checkWindow(state, context);
  const late = firstOf(
    () => checkParties(state, from, to),
    () => (chosen === undefined ? undefined : closed),
    () => checkMeetingQuota(state, organisationId, from === organisationId ? to : from),
    () => checkOwnDelegate(state, organisationId, delegate),
  );
  if (late) return reject(late);
  const accepted: FairEvent[] = isScheduling
    ? []
    : [{ type: "MeetingAccepted", v: 1, meetingId: meeting.id }];
  const proposed = meeting.status === "requested" && !closed ? meeting.proposedSlots : [];
  const isMine = organisationId === from;
  const wanted = {
    mine: isMine ? delegate : delegateOfRequest(state, meeting),
    other: isMine ? undefined : delegate,
  };
  // K5: who proposed a slot, or answers, has had their say.
  const other = isMine ? 1 : 0;
  const isOffice = isOfOffice(context);
  const isProposed = (slot: number): boolean =>
    meeting.status === "requested" && meeting.proposedSlots.includes(slot);
  let failure: FairRejection | undefined;
  for (const slot of chosen === undefined ? proposed : [chosen]) {
    failure = checkSlot(state, slot, context.at);
    if (failure) continue;
    const placed = placeMeeting(state, [from, to], slot, context.at, {
      ...wanted,
      spared: isOffice || isProposed(slot) ? undefined : other,
    });
    if (placed.ok)
      return accept(...accepted, {
        type: "MeetingScheduled",
        v: 1,
        meetingId: meeting.id,
        organisations: [from, to],
        slot,
        ...recordedLength(placed),
        placeId: placed.placeId,
        delegates: placed.delegates,
        origin: "acceptance",
      });
    failure = placed.rejection;
  }
  return chosen !== undefined && failure ? reject(failure) : accept(...accepted);
}

/** B4: whom the asker sends, unless they have left since. */
function delegateOfRequest(state: FairState, meeting: Meeting): PersonId | undefined {
  const person = meeting.status === "requested" ? meeting.delegate : undefined;
  const isThere =
    person !== undefined && state.delegates.get(person)?.organisationId === meeting.organisations[0];
  return isThere ? person : undefined;
}
