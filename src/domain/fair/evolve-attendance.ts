import type { Recorded } from "../decision.ts";
import type { RoomId } from "../ids.ts";
import type { FairEvent } from "./events.ts";
import { leaveHoles } from "./holes.ts";
import { release } from "./occupied.ts";
import { forgetWarning } from "./room-warning.ts";
import { recordedLength } from "./span.ts";
import { type FairWriter, pairKey } from "./state.ts";

type AttendanceEvent = Extract<
  FairEvent,
  { type: "MeetingAttended" | "MeetingEnded" | "MeetingMissed" | "MeetingRated" | "BadgeScanned" }
>;

export function evolveAttendance(state: FairWriter, event: Recorded<AttendanceEvent>): void {
  switch (event.type) {
    case "MeetingAttended": {
      const meeting = state.meetings.get(event.meetingId);
      if (meeting?.status !== "scheduled") return;
      const arrivals = [...meeting.arrivals, { personId: event.personId, at: event.at }];
      return state.meetings.set(meeting.id, { ...meeting, arrivals });
    }
    case "MeetingEnded": {
      const meeting = state.meetings.get(event.meetingId);
      if (meeting?.status !== "scheduled") return;
      settle(state, meeting.id);
      const { id, organisations, createdAt, sequence, slot, placeId, delegates, origin } = meeting;
      // A meeting that was held keeps its place in both quotas; a missed one is refunded.
      for (const organisation of organisations)
        state.scheduledOf.set(organisation, (state.scheduledOf.get(organisation) ?? 0) + 1);
      return state.meetings.set(id, {
        id,
        organisations,
        createdAt,
        sequence,
        changedAt: event.at,
        status: "held",
        slot,
        ...recordedLength(meeting),
        placeId,
        delegates,
        origin,
        startedAt: meeting.arrivals.at(-1)?.at ?? event.at,
        endedAt: event.at,
        ratings: new Map(),
      });
    }
    case "MeetingMissed": {
      const meeting = state.meetings.get(event.meetingId);
      if (meeting?.status !== "scheduled") return;
      settle(state, meeting.id);
      const { id, organisations, createdAt, sequence, slot, placeId, delegates, origin } = meeting;
      leaveHoles(state, meeting, event.absent, event.at);
      return state.meetings.set(id, {
        id,
        organisations,
        createdAt,
        sequence,
        changedAt: event.at,
        status: "missed",
        slot,
        ...recordedLength(meeting),
        placeId,
        delegates,
        origin,
        absent: event.absent,
      });
    }
    case "MeetingRated": {
      const meeting = state.meetings.get(event.meetingId);
      if (meeting?.status !== "held") return;
      const ratings = new Map(meeting.ratings).set(event.organisationId, event.rating);
      return state.meetings.set(meeting.id, { ...meeting, ratings });
    }
    case "BadgeScanned": {
      state.scans.set(event.scanId, true);
      const before = state.presence.get(event.badge);
      // A scan that waited in an offline queue must not undo a newer one.
      if (before && before.scannedAt > event.scannedAt) return;
      const roomId = event.direction === "in" ? event.roomId : null;
      if (before?.roomId) addPresent(state, before.roomId, -1);
      if (roomId) addPresent(state, roomId, 1);
      return state.presence.set(event.badge, { roomId, scannedAt: event.scannedAt });
    }
    default:
      return event satisfies never;
  }
}

/** A past meeting keeps nobody busy, so a released delegate may be met again in what is left of the slot. */
function settle(state: FairWriter, id: Parameters<FairWriter["meetings"]["get"]>[0]): void {
  const meeting = state.meetings.get(id);
  if (meeting?.status !== "scheduled") return;
  release(state, meeting);
  state.openPair.delete(pairKey(...meeting.organisations));
}

function addPresent(state: FairWriter, roomId: RoomId, by: number): void {
  state.presentIn.set(roomId, (state.presentIn.get(roomId) ?? 0) + by);
  forgetWarning(state, roomId);
}
