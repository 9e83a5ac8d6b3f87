import { bookingModeFor, checkFollowing, findDelegate, isPlaceFree, mayAsk } from "../domain/fair/checks.ts";
import { absentOf } from "../domain/fair/decide-attendance.ts";
import { isNearlyFull } from "../domain/fair/room-warning.ts";
import { endOf, lengthOf, neededLength, type Span } from "../domain/fair/span.ts";
import { type FairState, type Place, pairKey, type ScheduledMeeting, slotKey } from "../domain/fair/state.ts";
import type { OrganisationId } from "../domain/ids.ts";
import { minutesBetween } from "../domain/instant.ts";
import type { Moment } from "./occupancy-moment.ts";
import { lateMeetings, type NameOf, overrunAt, type Seated } from "./occupancy-places.ts";
import type { BoardTask, Standby } from "./topics.ts";

/** What waits for a decision, each with the decision; the most urgent first. O(meetings of two slots). */
export function tasksAt(
  state: FairState,
  seated: Seated,
  moment: Moment,
  nameOf: NameOf,
  repairs: readonly BoardTask[] = [],
): readonly BoardTask[] {
  const rooms = fullRooms(state, moment);
  const isFull = (task: BoardTask): boolean => task.type === "room-full" && task.present >= task.capacity;
  // A room at its capacity is a matter of safety: it comes before any meeting.
  const tasks = [
    ...rooms.filter(isFull),
    ...repairs.filter(({ type }) => type === "repair"),
    ...overruns(state, seated, moment, nameOf),
    ...absences(state, moment, nameOf),
    ...repairs.filter(({ type }) => type !== "repair"),
    ...rooms.filter((task) => !isFull(task)),
  ];
  return tasks.filter(({ id }) => !state.dismissed.has(id));
}

function absences(state: FairState, moment: Moment, nameOf: NameOf): readonly BoardTask[] {
  return lateMeetings(state, moment).flatMap((meeting): BoardTask[] => {
    const [absent, ...others] = absentOf(meeting);
    const waiting = meeting.organisations.find((id) => id !== absent);
    const startsAt = state.slots.get()[meeting.slot]?.startsAt;
    // Where both are missing nobody waits, and there is nothing to decide.
    if (absent === undefined || waiting === undefined || startsAt === undefined || others.length > 0)
      return [];
    return [
      {
        id: `absent:${meeting.id}`,
        type: "absent",
        meeting: meeting.id,
        place: nameOfPlace(state, meeting),
        startsAt,
        waiting: nameOf(waiting),
        absent: nameOf(absent),
        minutes: Math.floor(minutesBetween(startsAt, moment.at)),
        standby: findStandby(state, waiting, meeting, moment.current ?? meeting.slot, nameOf),
      },
    ];
  });
}

/**
 * Of those who wish it on both sides, or on one where the other lets itself be booked at once: who may, is here and
 * free from this slot on, for as long as the two need. Mutual wishes come first, then `must`. O(participants).
 */
function findStandby(
  state: FairState,
  waiting: OrganisationId,
  meeting: ScheduledMeeting,
  slot: number,
  nameOf: NameOf,
): Standby | null {
  const asker = state.participants.get(waiting);
  if (!asker) return null;
  const wishes = state.wishesOf.get(waiting);
  const { maxMeetings } = state.rules.get();
  let best: { id: OrganisationId; score: number } | undefined;
  for (const participant of state.participants.values()) {
    const other = participant.organisationId;
    const [ours, theirs] = [wishes?.get(other), state.wishesOf.get(other)?.get(waiting)];
    if (ours === "never" || theirs === "never" || (ours === undefined && theirs === undefined)) continue;
    if (theirs === undefined && bookingModeFor(state, waiting, other) !== "direct") continue;
    if (ours === undefined && bookingModeFor(state, other, waiting) !== "direct") continue;
    if (participant.status !== "validated" || !mayAsk(state, asker, participant)) continue;
    if (state.openPair.has(pairKey(waiting, other)) || (state.scheduledOf.get(other) ?? 0) >= maxMeetings)
      continue;
    const length = neededLength(state, [waiting, other]);
    const found = findDelegate(state, other, slot, undefined, length);
    if (!("person" in found) || !isHere(state, participant.delegates)) continue;
    if (length > 1 && !canStay(state, waiting, meeting, { slot, length })) continue;
    const score = (ours && theirs ? 8 : 0) + rankOf(theirs) + rankOf(ours);
    if (!best || score > best.score || (score === best.score && other < best.id)) best = { id: other, score };
  }
  return best ? { id: best.id, name: nameOf(best.id) } : null;
}

/** Whoever waits would go on beyond the slot that they have now. */
function canStay(
  state: FairState,
  waiting: OrganisationId,
  { id }: ScheduledMeeting,
  span: Required<Span>,
): boolean {
  const { slot, length } = span;
  return (
    !checkFollowing(state, span) && "person" in findDelegate(state, waiting, slot, undefined, length, id)
  );
}

function rankOf(level: "must" | "like" | undefined): number {
  return level === "must" ? 2 : level === "like" ? 1 : 0;
}

/** A fair without doors to scan knows nobody's whereabouts: then everyone may be here. */
function isHere(state: FairState, people: readonly string[]): boolean {
  if (state.presence.size === 0) return true;
  return people.some((person) => (state.presence.get(person)?.roomId ?? null) !== null);
}

function overruns(state: FairState, seated: Seated, moment: Moment, nameOf: NameOf): readonly BoardTask[] {
  const overrunning = [...seated.keys()].flatMap((placeId) => {
    const meeting = overrunAt(state, seated, placeId, moment.at);
    const endsAt = meeting && endOf(state, meeting);
    return meeting && endsAt !== undefined ? [{ meeting, endsAt }] : [];
  });
  // The longest first; who sat down first must not decide, or two nodes would tell the same minute differently.
  overrunning.sort(
    (a, b) =>
      compareText(a.endsAt, b.endsAt) ||
      compareText(nameOfPlace(state, a.meeting), nameOfPlace(state, b.meeting)) ||
      compareText(a.meeting.id, b.meeting.id),
  );
  return overrunning.map(({ meeting, endsAt }): BoardTask => {
    const next = nextHere(state, meeting, moment);
    const nextSlot = next && state.slots.get()[next.slot];
    const free = next ? freePlaceNear(state, seated, meeting, next) : undefined;
    return {
      id: `overrun:${meeting.id}`,
      type: "overrun",
      meeting: meeting.id,
      place: nameOfPlace(state, meeting),
      minutes: Math.floor(minutesBetween(endsAt, moment.at)),
      next:
        next && nextSlot
          ? {
              meeting: next.id,
              slot: next.slot,
              startsAt: nextSlot.startsAt,
              organisation: nameOf(next.organisations[0]),
            }
          : null,
      freePlace: free ? { id: free.id, name: free.name } : null,
    };
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The meeting that waits for this place: of the slot under way, or of the one after it. */
function nextHere(
  state: FairState,
  meeting: ScheduledMeeting,
  { current, next }: Moment,
): ScheduledMeeting | undefined {
  for (const slot of [current, next]) {
    const id = slot === undefined ? undefined : state.placeBusy.get(slotKey(meeting.placeId, slot));
    const found = id === undefined ? undefined : state.meetings.get(id);
    if (found?.status === "scheduled" && found.id !== meeting.id) return found;
  }
  return undefined;
}

/** A table of the same room if one is free, else of any room. */
function freePlaceNear(
  state: FairState,
  seated: Seated,
  meeting: ScheduledMeeting,
  next: ScheduledMeeting,
): Place | undefined {
  const room = state.places.get(meeting.placeId)?.roomId;
  let elsewhere: Place | undefined;
  for (const id of state.tables.get()) {
    const table = state.places.get(id);
    if (!table || seated.has(id) || !isPlaceFree(state, id, next.slot, lengthOf(next))) continue;
    if (table.roomId === room) return table;
    elsewhere ??= table;
  }
  return elsewhere;
}

function fullRooms(state: FairState, moment: Moment): readonly BoardTask[] {
  return [...state.rooms.values()].flatMap((room): BoardTask[] => {
    const present = state.presentIn.get(room.id) ?? 0;
    if (!isNearlyFull(state, room.id)) return [];
    let arrivals = 0;
    for (const id of moment.next === undefined ? [] : (state.scheduledAt.get(moment.next) ?? [])) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || meeting.slot !== moment.next) continue;
      if (state.places.get(meeting.placeId)?.roomId !== room.id) continue;
      for (const person of meeting.delegates)
        if (state.presence.get(person)?.roomId !== room.id) arrivals += 1;
    }
    const at = moment.next === undefined ? null : (state.slots.get()[moment.next]?.startsAt ?? null);
    const { id, name, capacity } = room;
    return [{ id: `room:${id}`, type: "room-full", room: id, name, present, capacity, arrivals, at }];
  });
}

function nameOfPlace(state: FairState, { placeId }: ScheduledMeeting): string {
  return state.places.get(placeId)?.name ?? placeId;
}
