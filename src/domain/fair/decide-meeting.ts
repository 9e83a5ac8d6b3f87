import { accept, type Context, reject } from "../decision.ts";
import type { Instant, OrganisationId, PersonId, PlaceId } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import {
  bookingModeFor,
  type Check,
  checkMeetingQuota,
  checkPair,
  checkParties,
  checkSlot,
  checkWindow,
  findDelegate,
  findPlace,
  firstOf,
  nearestFree,
  refuse,
  saidNever,
} from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import { decideAgenda } from "./decide-agenda.ts";
import type { FairEvent } from "./events.ts";
import type { FairRejection } from "./rejections.ts";
import { type FairState, type Meeting, type ScheduledMeeting, slotKey } from "./state.ts";

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
type Pair = readonly [OrganisationId, OrganisationId];

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
      if (organisationId !== undefined && !meeting.organisations.includes(organisationId))
        return reject(refuse("not-your-meeting", "meetingId"));
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
    () => slots.map((slot) => checkSlot(state, slot, context.at)).find((found) => found !== undefined),
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
    () => checkParties(state, from, to),
    () => (saidNever(state, from, to) ? refuse("wish-never", "to") : undefined),
    () => (isOrganiser && saidNever(state, to, from) ? refuse("wish-never", "to") : undefined),
    () =>
      isOrganiser || bookingModeFor(state, from, to) === "direct" ? undefined : refuse("request-only", "to"),
    () => checkPair(state, from, to),
    () => checkSlot(state, slot, context.at),
    () => checkOwnDelegate(state, from, delegate),
    () => checkMeetingQuota(state, from, to),
  );
  if (rejection) return reject(rejection);
  const placed = place(state, [from, to], slot, context.at, {
    mine: delegate,
    other: otherDelegate,
    placeId,
  });
  if (!placed.ok) return reject(placed.rejection);
  return accept({
    type: "MeetingScheduled",
    v: 1,
    meetingId,
    organisations: [from, to],
    slot,
    placeId: placed.placeId,
    delegates: placed.delegates,
    origin: isOrganiser ? "organiser" : "booking",
  });
}

/** M4: accepted at once; scheduled at once too when a slot is chosen, or one of the proposed ones is free. */
function acceptMeeting(
  state: FairState,
  command: CommandOf<"AcceptMeeting">,
  context: Context,
): FairDecision {
  const meeting = state.meetings.get(command.meetingId);
  const isScheduling = meeting?.status === "accepted" && command.slot !== undefined;
  const rejection = isScheduling
    ? meeting.organisations.includes(command.organisationId)
      ? undefined
      : refuse("not-your-meeting", "meetingId")
    : checkAnswer(state, meeting, command.organisationId, context);
  if (rejection || !meeting) return reject(rejection ?? refuse("meeting-unknown", "meetingId"));
  const [from, to] = meeting.organisations;
  const late = firstOf(
    () => checkParties(state, from, to),
    () => checkMeetingQuota(state, command.organisationId, from === command.organisationId ? to : from),
    () => checkOwnDelegate(state, command.organisationId, command.delegate),
  );
  if (late) return reject(late);
  const accepted: FairEvent[] = isScheduling
    ? []
    : [{ type: "MeetingAccepted", v: 1, meetingId: meeting.id }];
  const proposed = meeting.status === "requested" ? meeting.proposedSlots : [];
  const asked = meeting.status === "requested" ? meeting.delegate : undefined;
  const wanted = command.slot === undefined ? proposed : [command.slot];
  let failure: FairRejection | undefined;
  for (const slot of wanted) {
    const isMine = command.organisationId === from;
    const placed =
      checkSlot(state, slot, context.at) === undefined
        ? place(state, [from, to], slot, context.at, {
            mine: isMine ? command.delegate : asked,
            other: isMine ? undefined : command.delegate,
          })
        : {
            ok: false as const,
            rejection: checkSlot(state, slot, context.at) ?? refuse("slot-past", "slot"),
          };
    if (placed.ok)
      return accept(...accepted, {
        type: "MeetingScheduled",
        v: 1,
        meetingId: meeting.id,
        organisations: [from, to],
        slot,
        placeId: placed.placeId,
        delegates: placed.delegates,
        origin: "acceptance",
      });
    failure = placed.rejection;
  }
  return command.slot !== undefined && failure ? reject(failure) : accept(...accepted);
}

/** M6: the meeting keeps its slot until the other side agrees, unless that side books directly or the organiser moves it. */
function moveMeeting(state: FairState, command: CommandOf<"MoveMeeting">, context: Context): FairDecision {
  const { meetingId, organisationId, slot, placeId } = command;
  const meeting = state.meetings.get(meetingId);
  const isOrganiser = organisationId === undefined;
  if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
  const rejection = firstOf(
    () =>
      !isOrganiser && !meeting.organisations.includes(organisationId)
        ? refuse("not-your-meeting", "meetingId")
        : undefined,
    () => (meeting.status === "scheduled" ? undefined : refuse("meeting-not-scheduled", "meetingId")),
    () => checkWindow(state, context),
    () => checkSlot(state, slot, context.at),
  );
  if (rejection || meeting.status !== "scheduled")
    return reject(rejection ?? refuse("meeting-not-scheduled", "meetingId"));
  if (meeting.locked && !isOrganiser) return reject(refuse("meeting-locked", "meetingId"));
  if (meeting.slot === slot && (placeId === undefined || placeId === meeting.placeId)) return accept();
  const moved = move(state, meeting, slot, context.at, placeId);
  if (!moved.ok) return moved;
  if (isOrganiser) return moved;
  const [first, second] = meeting.organisations;
  const other = organisationId === first ? second : first;
  if (bookingModeFor(state, organisationId, other) === "direct") return moved;
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
  const rejection = checkSlot(state, meeting.proposal.slot, context.at);
  if (rejection) return reject(rejection);
  return move(state, meeting, meeting.proposal.slot, context.at);
}

function move(
  state: FairState,
  meeting: ScheduledMeeting,
  slot: number,
  at: Instant,
  placeId?: PlaceId,
): FairDecision {
  const isSameSlot = meeting.slot === slot;
  const placed = isSameSlot
    ? placeOnly(state, slot, placeId, meeting)
    : place(state, meeting.organisations, slot, at, {
        mine: keepIfFree(state, meeting.delegates[0], slot),
        other: keepIfFree(state, meeting.delegates[1], slot),
        placeId,
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

type Placed =
  | { readonly ok: true; readonly placeId: PlaceId; readonly delegates: [PersonId, PersonId] }
  | { readonly ok: false; readonly rejection: FairRejection };

function placeOnly(
  state: FairState,
  slot: number,
  placeId: PlaceId | undefined,
  meeting: ScheduledMeeting,
): Placed {
  if (placeId === undefined || !state.places.has(placeId))
    return { ok: false, rejection: refuse("place-unknown", "placeId") };
  if (state.placeBusy.has(slotKey(placeId, slot)))
    return { ok: false, rejection: refuse("place-taken", "placeId") };
  return { ok: true, placeId, delegates: [...meeting.delegates] };
}

/** M1, M2, L1: finds who attends and where; never a busy delegate, never a taken place. */
function place(
  state: FairState,
  organisations: Pair,
  slot: number,
  at: Instant,
  wanted: {
    readonly mine?: PersonId | undefined;
    readonly other?: PersonId | undefined;
    readonly placeId?: PlaceId | undefined;
  },
): Placed {
  const refused = (rejection: FairRejection): Placed => ({
    ok: false,
    rejection: { ...rejection, alternatives: nearestFree(state, organisations, slot, at) },
  });
  const other = findDelegate(state, organisations[1], slot, wanted.other);
  if (!("person" in other))
    return refused(refuse(other.why === "busy" ? "slot-taken" : "no-delegate", "slot"));
  const mine = findDelegate(state, organisations[0], slot, wanted.mine);
  if (!("person" in mine))
    return refused(refuse(mine.why === "busy" ? "delegate-busy" : "delegate-unavailable", "slot"));
  if (wanted.placeId !== undefined) {
    if (!state.places.has(wanted.placeId))
      return { ok: false, rejection: refuse("place-unknown", "placeId") };
    if (state.placeBusy.has(slotKey(wanted.placeId, slot))) return refused(refuse("place-taken", "placeId"));
  }
  const placeId = wanted.placeId ?? findPlace(state, organisations, slot);
  if (placeId === undefined) return refused(refuse("no-place-free", "slot"));
  return { ok: true, placeId, delegates: [mine.person, other.person] };
}

function keepIfFree(state: FairState, person: PersonId, slot: number): PersonId | undefined {
  const delegate = state.delegates.get(person);
  const isFree =
    delegate && !delegate.unavailable.has(slot) && !state.delegateBusy.has(slotKey(person, slot));
  return isFree ? person : undefined;
}

function checkOwnDelegate(
  state: FairState,
  organisation: OrganisationId,
  delegate: PersonId | undefined,
): Check {
  if (delegate === undefined) return undefined;
  const isTheirs = state.delegates.get(delegate)?.organisationId === organisation;
  return isTheirs ? undefined : refuse("delegate-unknown", "delegate");
}

/** M3: only the side that was asked answers, in time; a silent request does not exist for it. */
function checkAnswer(
  state: FairState,
  meeting: Meeting | undefined,
  organisation: OrganisationId,
  context: Context,
): Check {
  if (!meeting) return refuse("meeting-unknown", "meetingId");
  const [from, to] = meeting.organisations;
  if (!meeting.organisations.includes(organisation)) return refuse("not-your-meeting", "meetingId");
  if (organisation !== to) return refuse("not-for-you-to-answer", "meetingId");
  if (meeting.status !== "requested") return refuse("meeting-not-requested", "meetingId");
  if (meeting.silent || saidNever(state, to, from)) return refuse("meeting-unknown", "meetingId");
  if (meeting.expiresAt <= context.at) return refuse("meeting-expired", "meetingId");
  return undefined;
}
