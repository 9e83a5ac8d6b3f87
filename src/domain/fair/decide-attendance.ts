import { accept, type Context, reject } from "../decision.ts";
import type { Instant, OrganisationId } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import { refuse, saidNever } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import { settleOffers } from "./decide-offer.ts";
import type { FairEvent } from "./events.ts";
import { lastSlot } from "./span.ts";
import type { FairState, ScheduledMeeting } from "./state.ts";

type AttendanceCommand = CommandOf<
  "RecordScans" | "AttendMeeting" | "EndMeeting" | "MissMeeting" | "RateMeeting" | "SettleTime"
>;

export function decideAttendance(
  state: FairState,
  command: AttendanceCommand,
  context: Context,
): FairDecision {
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "RecordScans":
      return recordScans(state, command, context);
    case "AttendMeeting": {
      const meeting = state.meetings.get(command.meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      if (meeting.status !== "scheduled") return reject(refuse("meeting-not-scheduled", "meetingId"));
      const { personId, meetingId } = command;
      if (!meeting.delegates.includes(personId)) return reject(refuse("delegate-unknown", "personId"));
      if (meeting.arrivals.some((arrival) => arrival.personId === personId))
        return reject(refuse("already-arrived", "personId"));
      return accept({ type: "MeetingAttended", v: 1, meetingId, personId });
    }
    case "EndMeeting": {
      const meeting = state.meetings.get(command.meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      if (meeting.status !== "scheduled") return reject(refuse("meeting-not-scheduled", "meetingId"));
      if (absentOf(meeting).length > 0) return reject(refuse("meeting-not-started", "meetingId"));
      return accept({ type: "MeetingEnded", v: 1, meetingId: meeting.id });
    }
    case "MissMeeting": {
      const meeting = state.meetings.get(command.meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      if (meeting.status !== "scheduled") return reject(refuse("meeting-not-scheduled", "meetingId"));
      const startsAt = state.slots.get()[meeting.slot]?.startsAt;
      if (startsAt === undefined || context.at < startsAt)
        return reject(refuse("meeting-not-started", "meetingId"));
      const absent = absentOf(meeting);
      if (absent.length === 0) return reject(refuse("nobody-absent", "meetingId"));
      return accept({ type: "MeetingMissed", v: 1, meetingId: meeting.id, absent });
    }
    case "RateMeeting": {
      const { meetingId, organisationId, rating } = command;
      const meeting = state.meetings.get(meetingId);
      if (!meeting) return reject(refuse("meeting-unknown", "meetingId"));
      if (!meeting.organisations.includes(organisationId))
        return reject(refuse("not-your-meeting", "meetingId"));
      if (meeting.status !== "held") return reject(refuse("meeting-not-held", "meetingId"));
      return accept({ type: "MeetingRated", v: 1, meetingId, organisationId, rating });
    }
    case "SettleTime":
      return accept(...settleTime(state, context.at));
    default:
      return command satisfies never;
  }
}

/** T2: the sides of which nobody has come. */
export function absentOf(meeting: ScheduledMeeting): OrganisationId[] {
  return meeting.organisations.filter((_, index) => {
    const person = meeting.delegates[index];
    return !meeting.arrivals.some((arrival) => arrival.personId === person);
  });
}

/** T1: a scan counts once, whenever it arrives; a phone's clock may be a little ahead of ours. */
function recordScans(state: FairState, { scans }: CommandOf<"RecordScans">, context: Context): FairDecision {
  const latest = minutesAfter(context.at, 5);
  const seen = new Set<string>();
  const events: FairEvent[] = [];
  for (const [index, scan] of scans.entries()) {
    if (state.scans.has(scan.scanId) || seen.has(scan.scanId)) continue;
    if (!state.rooms.has(scan.roomId)) return reject(refuse("room-unknown", `scans.${index}.roomId`));
    if (scan.scannedAt > latest) return reject(refuse("scan-in-future", `scans.${index}.scannedAt`));
    seen.add(scan.scanId);
    const { scanId, badge, roomId, direction, scannedAt } = scan;
    events.push({ type: "BadgeScanned", v: 1, scanId, badge, roomId, direction, scannedAt });
  }
  return accept(...events);
}

/** M5, T3, T4: requests past their time expire; meetings past their last slot are missed, or over once the overrun is. */
function settleTime(state: FairState, at: Instant): FairEvent[] {
  const events: FairEvent[] = [];
  for (const [meetingId, expiresAt] of state.pending.entries())
    if (expiresAt <= at) events.push({ type: "MeetingExpired", v: 1, meetingId });
  const { overrunMinutes } = state.rules.get();
  for (const [slot, ids] of state.scheduledAt.entries()) {
    const endsAt = state.slots.get()[slot]?.endsAt;
    if (ids.length === 0 || endsAt === undefined || endsAt > at) continue;
    for (const id of ids) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || lastSlot(meeting) !== slot) continue;
      const absent = absentOf(meeting);
      if (absent.length > 0) events.push({ type: "MeetingMissed", v: 1, meetingId: id, absent });
      else if (minutesAfter(endsAt, overrunMinutes) <= at)
        events.push({ type: "MeetingEnded", v: 1, meetingId: id });
    }
  }
  events.push(...settleOffers(state, at));
  return events;
}

/** V2: a request that its addressee must not see, nor its asker know of. */
export function isHiddenFrom(
  state: FairState,
  meeting: {
    readonly status: string;
    readonly organisations: readonly [OrganisationId, OrganisationId];
    readonly silent?: boolean;
  },
  organisation: OrganisationId,
): boolean {
  const [from, to] = meeting.organisations;
  if (organisation !== to) return false;
  return meeting.silent === true || (meeting.status === "requested" && saidNever(state, to, from));
}
