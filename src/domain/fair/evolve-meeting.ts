import type { Recorded } from "../decision.ts";
import type { Instant, MeetingId, OrganisationId } from "../ids.ts";
import type { Table } from "../table.ts";
import type { FairEvent } from "./events.ts";
import { leaveHoles } from "./holes.ts";
import { createListing, type Listing, occupy, release } from "./occupied.ts";
import { recordedLength } from "./span.ts";
import {
  type ClosedMeeting,
  type FairWriter,
  type Meeting,
  type Placement,
  pairKey,
  type ScheduledMeeting,
  wishKey,
} from "./state.ts";

type MeetingEvent = Extract<
  FairEvent,
  {
    type:
      | "MeetingRequested"
      | "MeetingAccepted"
      | "MeetingDeclined"
      | "MeetingWithdrawn"
      | "MeetingExpired"
      | "MeetingScheduled"
      | "MeetingMoveProposed"
      | "MeetingMoveDeclined"
      | "MeetingMoved"
      | "MeetingCancelled"
      | "MeetingLocked"
      | "AgendaPublished"
      | "AgendaUnpublished";
  }
>;

export function evolveMeeting(state: FairWriter, event: Recorded<MeetingEvent>): void {
  switch (event.type) {
    case "MeetingRequested": {
      const { meetingId: id, from, to, delegate, proposedSlots, expiresAt, silent, at } = event;
      open(state, {
        id,
        organisations: [from, to],
        createdAt: at,
        changedAt: at,
        sequence: 0,
        status: "requested",
        proposedSlots,
        expiresAt,
        silent,
        ...(delegate === undefined ? {} : { delegate }),
      });
      state.pending.set(id, expiresAt);
      return add(state.pendingOf, from, 1);
    }
    case "MeetingAccepted": {
      const meeting = state.meetings.get(event.meetingId);
      if (!meeting) return;
      forgetRequest(state, meeting);
      const { id, organisations, createdAt, sequence } = meeting;
      return state.meetings.set(id, {
        id,
        organisations,
        createdAt,
        sequence,
        changedAt: event.at,
        status: "accepted",
      });
    }
    case "MeetingDeclined": {
      const meeting = state.meetings.get(event.meetingId);
      if (!meeting) return;
      state.declined.set(wishKey(...meeting.organisations), true);
      return close(state, meeting, "declined", event.at, meeting.organisations[1], event.reason);
    }
    case "MeetingWithdrawn": {
      const meeting = state.meetings.get(event.meetingId);
      return meeting && close(state, meeting, "withdrawn", event.at, meeting.organisations[0]);
    }
    case "MeetingExpired": {
      const meeting = state.meetings.get(event.meetingId);
      return meeting && close(state, meeting, "expired", event.at);
    }
    case "MeetingScheduled": {
      const { meetingId, organisations, slot, placeId, delegates, origin, at } = event;
      const placement = { slot, ...recordedLength(event), placeId, delegates, origin };
      return schedule(state, meetingId, organisations, placement, at);
    }
    case "AgendaPublished": {
      const listing = createListing();
      for (const { meetingId, organisations, slot, length, placeId, delegates } of event.meetings) {
        const placement = {
          slot,
          ...recordedLength({ length }),
          placeId,
          delegates,
          origin: "agenda",
        } as const;
        schedule(state, meetingId, organisations, placement, event.at, listing);
      }
      listing.write(state);
      return state.publishedDraft.set(event.draftId);
    }
    case "AgendaUnpublished": {
      const listing = createListing();
      for (const meeting of [...state.meetings.values()])
        if (isOfAgenda(meeting) && (state.slots.get()[meeting.slot]?.startsAt ?? event.at) >= event.at) {
          release(state, meeting, listing);
          const { id, organisations, createdAt, sequence } = meeting;
          state.meetings.set(id, {
            id,
            organisations,
            createdAt,
            sequence: sequence + 1,
            changedAt: event.at,
            status: "accepted",
          });
        }
      listing.write(state);
      return state.publishedDraft.set(undefined);
    }
    case "MeetingMoveProposed": {
      const meeting = scheduled(state, event.meetingId);
      const proposal = { from: event.from, slot: event.slot };
      return meeting && state.meetings.set(meeting.id, { ...meeting, proposal });
    }
    case "MeetingMoveDeclined": {
      const meeting = scheduled(state, event.meetingId);
      return meeting && state.meetings.set(meeting.id, withoutProposal(meeting));
    }
    case "MeetingMoved": {
      const meeting = scheduled(state, event.meetingId);
      if (!meeting) return;
      release(state, meeting);
      const { slot, placeId, delegates } = event;
      const arrivals = slot === meeting.slot ? meeting.arrivals : [];
      const moved = { ...withoutProposal(meeting), slot, placeId, delegates, arrivals };
      state.meetings.set(meeting.id, { ...moved, sequence: meeting.sequence + 1, changedAt: event.at });
      return occupy(state, meeting.id, meeting.organisations, moved);
    }
    case "MeetingCancelled": {
      const meeting = state.meetings.get(event.meetingId);
      if (!meeting) return;
      close(state, meeting, "cancelled", event.at, event.organisationId, event.reason);
      return leaveHoles(
        state,
        meeting,
        event.organisationId === undefined ? [] : [event.organisationId],
        event.at,
      );
    }
    case "MeetingLocked": {
      const meeting = scheduled(state, event.meetingId);
      return meeting && state.meetings.set(meeting.id, { ...meeting, locked: event.locked });
    }
    default:
      return event satisfies never;
  }
}

/** What unpublishing takes back of what is ahead: meetings that the agenda placed, nobody locked and nobody has come to. */
function isOfAgenda(meeting: Meeting): meeting is ScheduledMeeting {
  return (
    meeting.status === "scheduled" &&
    meeting.origin === "agenda" &&
    !meeting.locked &&
    meeting.arrivals.length === 0
  );
}

function schedule(
  state: FairWriter,
  id: MeetingId,
  organisations: readonly [OrganisationId, OrganisationId],
  placement: Placement,
  at: Instant,
  listing?: Listing,
): void {
  const known = state.meetings.get(id);
  if (known) forgetRequest(state, known);
  const meeting: ScheduledMeeting = {
    id,
    organisations: known?.organisations ?? organisations,
    createdAt: known?.createdAt ?? at,
    sequence: known ? known.sequence + 1 : 0,
    changedAt: at,
    status: "scheduled",
    ...placement,
    delegates: sameOrder(known, organisations)
      ? placement.delegates
      : [placement.delegates[1], placement.delegates[0]],
    locked: false,
    arrivals: [],
  };
  if (known) state.meetings.set(id, meeting);
  else open(state, meeting);
  occupy(state, id, meeting.organisations, meeting, listing);
}

function sameOrder(
  known: Meeting | undefined,
  organisations: readonly [OrganisationId, OrganisationId],
): boolean {
  return known === undefined || known.organisations[0] === organisations[0];
}

function scheduled(state: FairWriter, id: MeetingId): ScheduledMeeting | undefined {
  const meeting = state.meetings.get(id);
  return meeting?.status === "scheduled" ? meeting : undefined;
}

function withoutProposal(meeting: ScheduledMeeting): ScheduledMeeting {
  const { proposal: _, ...rest } = meeting;
  return rest;
}

function open(state: FairWriter, meeting: Meeting): void {
  state.meetings.set(meeting.id, meeting);
  state.openPair.set(pairKey(...meeting.organisations), meeting.id);
  for (const organisation of meeting.organisations)
    state.meetingsOf.set(organisation, [...(state.meetingsOf.get(organisation) ?? []), meeting.id]);
}

function forgetRequest(state: FairWriter, meeting: Meeting): void {
  if (meeting.status !== "requested") return;
  state.pending.delete(meeting.id);
  add(state.pendingOf, meeting.organisations[0], -1);
}

function close(
  state: FairWriter,
  meeting: Meeting,
  status: ClosedMeeting["status"],
  at: Instant,
  closedBy?: OrganisationId,
  reason?: ClosedMeeting["reason"],
): void {
  forgetRequest(state, meeting);
  if (meeting.status === "scheduled") release(state, meeting);
  state.openPair.delete(pairKey(...meeting.organisations));
  const { id, organisations, createdAt, sequence } = meeting;
  state.meetings.set(id, {
    id,
    organisations,
    createdAt,
    sequence: sequence + 1,
    changedAt: at,
    status,
    ...(closedBy === undefined ? {} : { closedBy }),
    ...(reason === undefined ? {} : { reason }),
    ...(meeting.status === "requested" && meeting.silent ? { silent: true } : {}),
    ...(meeting.status === "scheduled"
      ? {
          was: {
            slot: meeting.slot,
            ...recordedLength(meeting),
            placeId: meeting.placeId,
            delegates: meeting.delegates,
            origin: meeting.origin,
          },
        }
      : {}),
  });
}

function add<K>(counts: Table<K, number>, key: K, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
