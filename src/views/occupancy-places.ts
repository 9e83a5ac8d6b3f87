import { isShut } from "../domain/fair/shut.ts";
import { covers, endOf, timeOf } from "../domain/fair/span.ts";
import { type FairState, type Place, type ScheduledMeeting, slotKey } from "../domain/fair/state.ts";
import type { Instant, MeetingId, OrganisationId, PlaceId } from "../domain/ids.ts";
import { minutesAfter } from "../domain/instant.ts";
import { hasBothArrived, type Moment } from "./occupancy-moment.ts";
import type { BoardPlace } from "./topics.ts";

export type NameOf = (organisation: OrganisationId) => string;
/** The places where somebody sits, and for which meetings. */
export type Seated = ReadonlyMap<PlaceId, ReadonlySet<MeetingId>>;

/** One place at an instant. O(slots of the day). */
export function placeAt(
  state: FairState,
  seated: Seated,
  place: Place,
  moment: Moment,
  nameOf: NameOf,
): BoardPlace {
  const status = statusOf(state, seated, place, moment);
  const meeting = "meeting" in status ? status.meeting : undefined;
  const time = meeting && timeOf(state, meeting);
  return {
    id: place.id,
    name: place.name,
    state: status.state,
    meeting: meeting?.id ?? null,
    organisations: meeting?.organisations.map(nameOf) ?? [],
    startsAt: time?.startsAt ?? null,
    endsAt: time?.endsAt ?? null,
    nextAt: nextAt(state, place.id, moment, meeting),
  };
}

/** Meetings of the slot under way that somebody keeps waiting for longer than the fair tolerates. */
export function lateMeetings(state: FairState, moment: Moment): readonly ScheduledMeeting[] {
  if (moment.current === undefined) return [];
  const { lateAfterMinutes } = state.rules.get();
  return (state.scheduledAt.get(moment.current) ?? []).flatMap((id) => {
    const meeting = state.meetings.get(id);
    if (meeting?.status !== "scheduled" || hasBothArrived(meeting)) return [];
    const startsAt = state.slots.get()[meeting.slot]?.startsAt;
    return startsAt === undefined || moment.at < minutesAfter(startsAt, lateAfterMinutes) ? [] : [meeting];
  });
}

/** The meeting that goes on at a place although its slot is over. */
export function overrunAt(
  state: FairState,
  seated: Seated,
  place: PlaceId,
  at: Instant,
): ScheduledMeeting | undefined {
  return seatedMeetings(state, seated, place).find((meeting) => {
    const endsAt = endOf(state, meeting);
    return endsAt !== undefined && endsAt <= at && hasBothArrived(meeting);
  });
}

type Status =
  | {
      readonly state: "in-use" | "waiting" | "late" | "overrun" | "booked";
      readonly meeting: ScheduledMeeting;
    }
  | { readonly state: "free" | "closed" };

function statusOf(state: FairState, seated: Seated, place: Place, moment: Moment): Status {
  const { at, current, next } = moment;
  const overrun = overrunAt(state, seated, place.id, at);
  if (overrun) return { state: "overrun", meeting: overrun };
  const meeting = meetingAt(state, place.id, current);
  if (meeting) {
    if (hasBothArrived(meeting)) return { state: "in-use", meeting };
    const startsAt = state.slots.get()[meeting.slot]?.startsAt ?? at;
    const isLate = at >= minutesAfter(startsAt, state.rules.get().lateAfterMinutes);
    if (isLate) return { state: "late", meeting };
    return { state: meeting.arrivals.length > 0 ? "waiting" : "booked", meeting };
  }
  const upcoming = meetingAt(state, place.id, next);
  if (upcoming && upcoming.arrivals.length > 0)
    return { state: hasBothArrived(upcoming) ? "in-use" : "waiting", meeting: upcoming };
  const soon = minutesAfter(at, state.programme.get()?.slotMinutes ?? 0);
  if (upcoming && (state.slots.get()[upcoming.slot]?.startsAt ?? soon) <= soon)
    return { state: "booked", meeting: upcoming };
  const isOutside = at < moment.opensAt || at >= moment.closesAt;
  return {
    state: isOutside || isClosed(state, place, moment) ? "closed" : "free",
  };
}

/** In a slot that nobody may book, or lost for now: in a pause, for the slot that comes next. */
function isClosed(state: FairState, place: Place, { current, next }: Moment): boolean {
  if (current !== undefined && state.closedSlots.has(current)) return true;
  const slot = current ?? next;
  return slot !== undefined && isShut(state, place.id, slot);
}

function nextAt(
  state: FairState,
  place: PlaceId,
  { at, current, day, next }: Moment,
  shown: ScheduledMeeting | undefined,
): Instant | null {
  // While one meeting overruns, the one of the slot under way is what comes next here.
  const first = shown && current !== undefined && shown.slot < current ? current : next;
  if (first === undefined) return null;
  for (let slot = first; slot <= day.to; slot += 1) {
    if ((shown && covers(shown, slot)) || !state.placeBusy.has(slotKey(place, slot))) continue;
    return state.slots.get()[slot]?.startsAt ?? at;
  }
  return null;
}

function meetingAt(state: FairState, place: PlaceId, slot: number | undefined): ScheduledMeeting | undefined {
  const id = slot === undefined ? undefined : state.placeBusy.get(slotKey(place, slot));
  const meeting = id === undefined ? undefined : state.meetings.get(id);
  return meeting?.status === "scheduled" ? meeting : undefined;
}

function seatedMeetings(state: FairState, seated: Seated, place: PlaceId): readonly ScheduledMeeting[] {
  return [...(seated.get(place) ?? [])]
    .flatMap((id) => {
      const meeting = state.meetings.get(id);
      return meeting?.status === "scheduled" ? [meeting] : [];
    })
    .sort((a, b) => a.slot - b.slot);
}
