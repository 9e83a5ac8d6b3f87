import { accept, type Context, reject } from "../decision.ts";
import type { MeetingId, OrganisationId, PersonId } from "../ids.ts";
import { refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import { setComfort } from "./decide-comfort.ts";
import type { FairEvent } from "./events.ts";
import type { FairRejection } from "./rejections.ts";
import { type FairState, pairKey, slotKey, wishKey } from "./state.ts";

type ParticipantCommand = CommandOf<
  | "RegisterParticipant"
  | "RegisterParticipants"
  | "ValidateParticipant"
  | "RefuseParticipant"
  | "WithdrawParticipant"
  | "SetBookingMode"
  | "SetMeetingSlots"
  | "AddDelegate"
  | "RemoveDelegate"
  | "SetAvailability"
  | "SetComfort"
  | "SetWish"
>;

export function decideParticipant(
  state: FairState,
  command: ParticipantCommand,
  context: Context,
): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "RegisterParticipant":
      return register(state, [command], false, context);
    case "RegisterParticipants":
      return register(state, command.participants, command.validated, context);
    case "ValidateParticipant": {
      const participant = state.participants.get(command.organisationId);
      if (!participant) return reject(refuse("participant-unknown", "organisationId"));
      if (participant.status === "withdrawn")
        return reject(refuse("participant-withdrawn", "organisationId"));
      if (participant.status === "validated") return reject(refuse("already-validated", "organisationId"));
      return accept({ type: "ParticipantValidated", v: 1, organisationId: command.organisationId });
    }
    case "RefuseParticipant": {
      const { organisationId, reason } = command;
      if (!state.participants.has(organisationId))
        return reject(refuse("participant-unknown", "organisationId"));
      return accept(...closeOpenMeetings(state, organisationId), {
        type: "ParticipantRefused",
        v: 1,
        organisationId,
        reason,
      });
    }
    case "WithdrawParticipant": {
      const { organisationId } = command;
      const participant = state.participants.get(organisationId);
      if (!participant) return reject(refuse("participant-unknown", "organisationId"));
      if (participant.status === "withdrawn") return accept();
      return accept(...closeOpenMeetings(state, organisationId), {
        type: "ParticipantWithdrawn",
        v: 1,
        organisationId,
      });
    }
    case "SetBookingMode": {
      const { organisationId, mode } = command;
      if (!state.participants.has(organisationId))
        return reject(refuse("participant-unknown", "organisationId"));
      return accept({ type: "BookingModeSet", v: 1, organisationId, mode });
    }
    case "SetMeetingSlots": {
      const { organisationId, slots } = command;
      const participant = state.participants.get(organisationId);
      if (!participant) return reject(refuse("participant-unknown", "organisationId"));
      if ((participant.meetingSlots ?? 1) === slots) return accept();
      return accept({ type: "MeetingSlotsSet", v: 1, organisationId, slots });
    }
    case "AddDelegate": {
      const { personId, organisationId } = command;
      if (!state.participants.has(organisationId))
        return reject(refuse("participant-unknown", "organisationId"));
      const known = state.delegates.get(personId);
      if (known)
        return known.organisationId === organisationId
          ? accept()
          : reject(refuse("delegate-elsewhere", "personId"));
      return accept({ type: "DelegateRegistered", v: 1, personId, organisationId });
    }
    case "RemoveDelegate": {
      if (!state.delegates.has(command.personId)) return reject(refuse("delegate-unknown", "personId"));
      const meetings = [...new Set(busySlots(state, command.personId).map(([, id]) => id))];
      if (meetings.length > 0) return reject({ ...refuse("delegate-in-use", "personId"), meetings });
      return accept({ type: "DelegateRemoved", v: 1, personId: command.personId });
    }
    case "SetAvailability": {
      const { personId, unavailable } = command;
      if (!state.delegates.has(personId)) return reject(refuse("delegate-unknown", "personId"));
      if (unavailable.some((slot) => !state.slots.get()[slot]))
        return reject(refuse("slot-unknown", "unavailable"));
      const closed = new Set(unavailable);
      const inTheWay = busySlots(state, personId).flatMap(([slot, id]) => (closed.has(slot) ? [id] : []));
      const meetings = [...new Set(inTheWay)];
      if (meetings.length > 0) return reject({ ...refuse("slot-in-use", "unavailable"), meetings });
      return accept({
        type: "AvailabilitySet",
        v: 1,
        personId,
        unavailable: [...closed].sort((a, b) => a - b),
      });
    }
    case "SetComfort":
      return setComfort(state, command, context);
    case "SetWish":
      return setWish(state, command);
    default:
      return command satisfies never;
  }
}

function register(
  state: FairState,
  participants: readonly Omit<CommandOf<"RegisterParticipant">, "type">[],
  validated: boolean,
  context: Context,
): FairDecision {
  const { registrationOpensAt, registrationClosesAt } = state.rules.get();
  const isOutside =
    (registrationOpensAt !== null && context.at < registrationOpensAt) ||
    (registrationClosesAt !== null && context.at >= registrationClosesAt);
  if (isOutside && context.as !== "organiser" && context.as !== "system")
    return reject(refuse("registration-closed"));
  const events: FairEvent[] = [];
  const people = new Map<PersonId, OrganisationId>();
  const listed = new Set<OrganisationId>();
  for (const [index, { organisationId, kind, delegates, meetingSlots }] of participants.entries()) {
    const at = (rejection: FairRejection): FairDecision =>
      reject(
        participants.length > 1
          ? { ...rejection, field: `participants.${index}.${rejection.field}` }
          : rejection,
      );
    const known = state.participants.get(organisationId);
    const isKnown = known && known.status !== "refused" && known.status !== "withdrawn";
    if (isKnown || listed.has(organisationId)) return at(refuse("already-registered", "organisationId"));
    listed.add(organisationId);
    events.push({ type: "ParticipantRegistered", v: 1, organisationId, kind });
    for (const personId of new Set(delegates)) {
      const elsewhere = people.get(personId) ?? state.delegates.get(personId)?.organisationId;
      if (elsewhere !== undefined && elsewhere !== organisationId)
        return at(refuse("delegate-elsewhere", "delegates"));
      people.set(personId, organisationId);
      if (elsewhere === undefined)
        events.push({ type: "DelegateRegistered", v: 1, personId, organisationId });
    }
    if (meetingSlots !== undefined && meetingSlots !== (known?.meetingSlots ?? 1))
      events.push({ type: "MeetingSlotsSet", v: 1, organisationId, slots: meetingSlots });
    if (validated) events.push({ type: "ParticipantValidated", v: 1, organisationId });
  }
  return accept(...events);
}

/** V1, V2: the author alone changes a wish; `never` closes a waiting request without a word to its asker. */
function setWish(state: FairState, { from, to, level }: CommandOf<"SetWish">): FairDecision {
  if (from === to) return reject(refuse("same-organisation", "to"));
  if (!state.participants.has(from)) return reject(refuse("participant-unknown", "from"));
  if (!state.participants.has(to)) return reject(refuse("participant-unknown", "to"));
  if ((state.wishes.get(wishKey(from, to)) ?? null) === level) return accept();
  const openId = state.openPair.get(pairKey(from, to));
  const openMeeting = openId === undefined ? undefined : state.meetings.get(openId);
  if (level === "never" && openMeeting && openMeeting.status !== "requested")
    return reject({ ...refuse("already-meeting", "to"), meetings: [openMeeting.id] });
  if (level === "never" && openMeeting?.status === "requested" && openMeeting.organisations[0] === from)
    return accept(
      { type: "MeetingWithdrawn", v: 1, meetingId: openMeeting.id },
      { type: "WishSet", v: 1, from, to, level },
    );
  return accept({ type: "WishSet", v: 1, from, to, level });
}

function busySlots(state: FairState, person: PersonId): (readonly [number, MeetingId])[] {
  return state.slots.get().flatMap((_, slot) => {
    const id = state.delegateBusy.get(slotKey(person, slot));
    return id === undefined ? [] : [[slot, id] as const];
  });
}

/** A5: who leaves the fair frees every slot at once. */
function closeOpenMeetings(state: FairState, organisationId: OrganisationId): FairEvent[] {
  return (state.meetingsOf.get(organisationId) ?? []).flatMap((meetingId): FairEvent[] => {
    const meeting = state.meetings.get(meetingId);
    if (meeting?.status === "requested")
      return meeting.organisations[0] === organisationId
        ? [{ type: "MeetingWithdrawn", v: 1, meetingId }]
        : [{ type: "MeetingExpired", v: 1, meetingId }];
    if (meeting?.status === "accepted" || meeting?.status === "scheduled")
      return [{ type: "MeetingCancelled", v: 1, meetingId, organisationId }];
    return [];
  });
}
