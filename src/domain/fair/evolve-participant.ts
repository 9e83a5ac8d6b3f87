import type { Recorded } from "../decision.ts";
import type { OrganisationId } from "../ids.ts";
import type { FairEvent } from "./events.ts";
import { type FairWriter, type Participant, pairKey, wishKey } from "./state.ts";

type ParticipantEvent = Extract<
  FairEvent,
  {
    type:
      | "ParticipantRegistered"
      | "ParticipantValidated"
      | "ParticipantRefused"
      | "ParticipantWithdrawn"
      | "BookingModeSet"
      | "MeetingSlotsSet"
      | "DelegateRegistered"
      | "DelegateRemoved"
      | "AvailabilitySet"
      | "ComfortSet"
      | "WishSet";
  }
>;

export function evolveParticipant(state: FairWriter, event: Recorded<ParticipantEvent>): void {
  switch (event.type) {
    case "ParticipantRegistered": {
      const known = state.participants.get(event.organisationId);
      return state.participants.set(event.organisationId, {
        organisationId: event.organisationId,
        kind: event.kind,
        status: "pending",
        registeredAt: event.at,
        delegates: known?.delegates ?? [],
        ...(known?.mode === undefined ? {} : { mode: known.mode }),
        ...(known?.meetingSlots === undefined ? {} : { meetingSlots: known.meetingSlots }),
      });
    }
    case "ParticipantValidated":
      return change(state, event.organisationId, { status: "validated" });
    case "ParticipantRefused":
      return change(state, event.organisationId, { status: "refused", refusal: event.reason });
    case "ParticipantWithdrawn":
      return change(state, event.organisationId, { status: "withdrawn" });
    case "BookingModeSet":
      return change(state, event.organisationId, { mode: event.mode });
    case "MeetingSlotsSet":
      return change(state, event.organisationId, { meetingSlots: event.slots });
    case "DelegateRegistered": {
      const { personId, organisationId } = event;
      const participant = state.participants.get(organisationId);
      if (participant && !participant.delegates.includes(personId))
        change(state, organisationId, { delegates: [...participant.delegates, personId] });
      return state.delegates.set(personId, { personId, organisationId, unavailable: new Set() });
    }
    case "DelegateRemoved": {
      const delegate = state.delegates.get(event.personId);
      if (!delegate) return;
      const participant = state.participants.get(delegate.organisationId);
      const delegates = participant?.delegates.filter((id) => id !== event.personId) ?? [];
      change(state, delegate.organisationId, { delegates });
      return state.delegates.delete(event.personId);
    }
    case "AvailabilitySet": {
      const delegate = state.delegates.get(event.personId);
      if (!delegate) return;
      return state.delegates.set(event.personId, { ...delegate, unavailable: new Set(event.unavailable) });
    }
    case "ComfortSet": {
      const delegate = state.delegates.get(event.personId);
      if (!delegate) return;
      return state.delegates.set(event.personId, { ...delegate, comfort: event.comfort });
    }
    case "WishSet": {
      const { from, to, level } = event;
      const wishes = new Map(state.wishesOf.get(from));
      if (level === null) {
        state.wishes.delete(wishKey(from, to));
        wishes.delete(to);
      } else {
        state.wishes.set(wishKey(from, to), level);
        wishes.set(to, level);
      }
      if (level !== "never") reveal(state, from, to);
      return state.wishesOf.set(from, wishes);
    }
    default:
      return event satisfies never;
  }
}

/** V4: what the other side asked under a `never` that is taken back waits for an answer like any other request. */
function reveal(state: FairWriter, author: OrganisationId, asker: OrganisationId): void {
  const id = state.openPair.get(pairKey(author, asker));
  const meeting = id === undefined ? undefined : state.meetings.get(id);
  if (meeting?.status === "requested" && meeting.silent && meeting.organisations[0] === asker)
    state.meetings.set(meeting.id, { ...meeting, silent: false });
}

function change(state: FairWriter, id: OrganisationId, part: Partial<Participant>): void {
  const participant = state.participants.get(id);
  if (participant) state.participants.set(id, { ...participant, ...part });
}
