import { accept, type Context, reject } from "../decision.ts";
import type { Instant, PersonId, PlaceId } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import { keepsBreaks } from "./breaks-kept.ts";
import {
  bookingModeFor,
  checkMeetingNotOver,
  checkMeetingQuota,
  checkPair,
  checkParties,
  checkSlot,
  checkSlotNotOver,
  checkWindow,
  firstOf,
  isBanned,
  isOfOffice,
  refuse,
  saidNever,
} from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import { acceptMeeting } from "./decide-acceptance.ts";
import { decideAgenda } from "./decide-agenda.ts";
import { keepIfFree, placeElsewhere, placeMeeting } from "./placing.ts";
import { checkAnswer, checkOwnDelegate, checkPlaceChoice, checkSide } from "./sides.ts";
import { lengthOf, neededLength, recordedLength } from "./span.ts";
import type { FairState, ScheduledMeeting } from "./state.ts";

type MeetingCommand = CommandOf<
  | "RequestMeeting"
  | "BookMeeting"
  | "AcceptMeeting"
  | "DeclineMeeting"
  | "WithdrawMeeting"
  | "CancelMeeting"
  | "MoveMeeting"
  | "AnswerMove"
  | "LockMeeting"
  | "PublishAgenda"
  | "UnpublishAgenda"
>;

export function decideMeeting(state: FairState, command: MeetingCommand, context: Context): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "RequestMeeting":
      return requestMeeting(state, command, context);
    case "BookMeeting":
      return bookMeeting(state, command, context);
    case "AcceptMeeting":
      return acceptMeeting(state, command, context);
    case "DeclineMeeting": {
      const meeting = state.meetings.get(command.meetingId);
      const rejection = checkAnswer(state, meeting, command.organisationId, context);
      if (rejection) return reject(rejection);
      return accept({ type: "MeetingDeclined", v: 1, meetingId: command.meetingId, reason: command.reason });
    }
    case "WithdrawMeeting": {
      const { meetingId, organisationId } = command;
      const meeting = state.meetings.get(meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      if (meeting.organisations[0] !== organisationId) return reject(refuse("not-your-meeting", "meetingId"));
      if (meeting.status !== "requested") return reject(refuse("meeting-not-requested", "meetingId"));
      return accept({ type: "MeetingWithdrawn", v: 1, meetingId });
    }
    case "CancelMeeting": {
      const { meetingId, organisationId, reason } = command;
      const meeting = state.meetings.get(meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      const stranger = checkSide(state, meeting, organisationId, context);
      if (stranger) return reject(stranger);
      if (meeting.status !== "scheduled" && meeting.status !== "accepted")
        return reject(refuse("meeting-not-scheduled", "meetingId"));
      return accept({
        type: "MeetingCancelled",
        v: 1,
        meetingId,
        ...(organisationId === undefined ? {} : { organisationId }),
        ...(reason === undefined ? {} : { reason }),
      });
    }
    case "MoveMeeting":
      return moveMeeting(state, command, context);
    case "AnswerMove":
      return answerMove(state, command, context);
    case "LockMeeting": {
      const meeting = state.meetings.get(command.meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      if (meeting.status !== "scheduled") return reject(refuse("meeting-not-scheduled", "meetingId"));
      if (meeting.locked === command.locked) return accept();
      return accept({ type: "MeetingLocked", v: 1, meetingId: meeting.id, locked: command.locked });
    }
    case "PublishAgenda":
    case "UnpublishAgenda":
      return decideAgenda(state, command, context);
    default:
      return command satisfies never;
  }
}

function requestMeeting(
  state: FairState,
  command: CommandOf<"RequestMeeting">,
  context: Context,
): FairDecision {
  const { meetingId, from, to, delegate, slots } = command;
  const rejection = firstOf(
    () => (state.meetings.has(meetingId) ? refuse("already-meeting", "meetingId") : undefined),
    () => checkWindow(state, context),
    () => checkParties(state, from, to),
    () => (saidNever(state, from, to) ? refuse("wish-never", "to") : undefined),
    () => checkPair(state, from, to),
    () => checkOwnDelegate(state, from, delegate),
    () => {
      const length = neededLength(state, [from, to]);
      return slots.map((slot) => checkSlot(state, slot, context.at, length)).find(Boolean);
    },
    () =>
      (state.pendingOf.get(from) ?? 0) >= state.rules.get().maxPendingRequests
        ? refuse("quota-requests")
        : undefined,
  );
  if (rejection) return reject(rejection);
  return accept({
    type: "MeetingRequested",
    v: 1,
    meetingId,
    from,
    to,
    ...(delegate === undefined ? {} : { delegate }),
    proposedSlots: [...new Set(slots)],
    expiresAt: minutesAfter(context.at, state.rules.get().requestLifetimeMinutes),
    silent: saidNever(state, to, from),
  });
}

/** B1–B4: books at once where the other side allows it; the organiser books for anyone. */
function bookMeeting(state: FairState, command: CommandOf<"BookMeeting">, context: Context): FairDecision {
  const { meetingId, from, to, slot, delegate, otherDelegate, placeId } = command;
  const isOrganiser = context.as === "organiser";
  const rejection = firstOf(
    () => (state.meetings.has(meetingId) ? refuse("already-meeting", "meetingId") : undefined),
    () => checkWindow(state, context),
    () => (isOrganiser && isBanned(state, from, to) ? refuse("pair-banned", "to") : undefined),
    () => checkParties(state, from, to),
    () => (saidNever(state, from, to) ? refuse("wish-never", "to") : undefined),
    () => (isOrganiser && saidNever(state, to, from) ? refuse("wish-never", "to") : undefined),
    () =>
      isOrganiser || bookingModeFor(state, from, to) === "direct" ? undefined : refuse("request-only", "to"),
    () => checkPair(state, from, to),
    () => (isOrganiser ? checkSlotNotOver(state, slot, context.at) : checkSlot(state, slot, context.at)),
    () => checkPlaceChoice(placeId, context),
    () => checkOwnDelegate(state, from, delegate),
    () => checkMeetingQuota(state, from, to),
  );
  if (rejection) return reject(rejection);
  const placed = placeMeeting(state, [from, to], slot, context.at, {
    mine: delegate,
    other: otherDelegate,
    placeId,
    spared: isOrganiser ? undefined : 1,
  });
  if (!placed.ok) return reject(placed.rejection);
  return accept({
    type: "MeetingScheduled",
    v: 1,
    meetingId,
    organisations: [from, to],
    slot,
    ...recordedLength(placed),
    placeId: placed.placeId,
    delegates: placed.delegates,
    origin: isOrganiser ? "organiser" : "booking",
  });
}

/** M6: the meeting keeps its slot until the other side agrees, unless that side books directly or the organiser moves it. */
function moveMeeting(state: FairState, command: CommandOf<"MoveMeeting">, context: Context): FairDecision {
  const { meetingId, organisationId, slot, placeId } = command;
  const meeting = state.meetings.get(meetingId);
  const isOrganiser = organisationId === undefined || (placeId !== undefined && isOfOffice(context));
  if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
  const rejection = firstOf(
    () => checkSide(state, meeting, organisationId, context),
    () => (meeting.status === "scheduled" ? undefined : refuse("meeting-not-scheduled", "meetingId")),
    () => checkWindow(state, context),
    // S4: where a place is held up by the meeting before, the next one may still go to another.
    () =>
      isOrganiser && isOfOffice(context) && "slot" in meeting && slot === meeting.slot
        ? checkMeetingNotOver(state, meeting, context.at)
        : checkSlot(state, slot, context.at),
    () => checkPlaceChoice(placeId, context),
  );
  if (rejection || meeting.status !== "scheduled")
    return reject(rejection ?? refuse("meeting-not-scheduled", "meetingId"));
  if (meeting.locked && !isOrganiser) return reject(refuse("meeting-locked", "meetingId"));
  if (meeting.slot === slot && (placeId === undefined || placeId === meeting.placeId)) return accept();
  if (isOrganiser) return move(state, meeting, slot, context.at, placeId);
  const side = organisationId === meeting.organisations[0] ? 1 : 0;
  const isDirect = bookingModeFor(state, organisationId, meeting.organisations[side]) === "direct";
  const moved = move(state, meeting, slot, context.at, placeId, isDirect ? side : undefined);
  if (!moved.ok || isDirect) return moved;
  return accept({ type: "MeetingMoveProposed", v: 1, meetingId, from: organisationId, slot });
}

function answerMove(state: FairState, command: CommandOf<"AnswerMove">, context: Context): FairDecision {
  const { meetingId, organisationId, accepted } = command;
  const meeting = state.meetings.get(meetingId);
  if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
  if (!meeting.organisations.includes(organisationId)) return reject(refuse("not-your-meeting", "meetingId"));
  if (meeting.status !== "scheduled" || meeting.proposal === undefined)
    return reject(refuse("nothing-proposed", "meetingId"));
  const isOwn = meeting.proposal.from === organisationId;
  if (isOwn && accepted) return reject(refuse("not-for-you-to-answer", "meetingId"));
  if (!accepted) return accept({ type: "MeetingMoveDeclined", v: 1, meetingId });
  const { slot } = meeting.proposal;
  const rejection = firstOf(
    () => (meeting.locked ? refuse("meeting-locked", "meetingId") : undefined),
    () => checkWindow(state, context),
    () => checkSlot(state, slot, context.at),
  );
  if (rejection) return reject(rejection);
  return move(state, meeting, slot, context.at);
}

function move(
  state: FairState,
  meeting: ScheduledMeeting,
  slot: number,
  at: Instant,
  placeId?: PlaceId,
  spared?: 0 | 1,
): FairDecision {
  const { id: own, delegates } = meeting;
  const length = lengthOf(meeting);
  const isSameSlot = meeting.slot === slot;
  const stays = (side: 0 | 1): PersonId | undefined => {
    const person = keepIfFree(state, delegates[side], slot, length, own);
    if (person === undefined || spared !== side) return person;
    return keepsBreaks(state, person, { slot, length }, own) ? person : undefined;
  };
  const placed = isSameSlot
    ? placeElsewhere(state, meeting, placeId)
    : placeMeeting(state, meeting.organisations, slot, at, {
        mine: stays(0),
        other: stays(1),
        placeId,
        length,
        own,
        spared,
      });
  if (!placed.ok) return reject(placed.rejection);
  return accept({
    type: "MeetingMoved",
    v: 1,
    meetingId: meeting.id,
    slot,
    placeId: placed.placeId,
    delegates: placed.delegates,
  });
}
