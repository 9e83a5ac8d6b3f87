import { lengthOf, slotsIn } from "../../domain/fair/span.ts";
import { type FairState, type HeldMeeting, type ScheduledMeeting, slotKey } from "../../domain/fair/state.ts";
import type { OrganisationId, PlaceId } from "../../domain/ids.ts";
import type { Attendee, Delegate } from "../../scheduling/choose-problem.ts";
import type { RepairProblem } from "./problem.ts";

type Met = HeldMeeting | ScheduledMeeting;

/** The first slot of the day that slot `now` is of. */
export function firstOfDay(state: FairState, now: number): number {
  const slots = state.slots.get();
  const day = slots[now]?.day;
  let first = now;
  while (first > 0 && day !== undefined && slots[first - 1]?.day === day) first -= 1;
  return first;
}

/**
 * What these organisations have met for that day already. Not where its people meet anew in the same slot, after a
 * meeting that ended early. O(meetings of these organisations).
 */
export function metEarlier(
  state: FairState,
  sides: ReadonlySet<OrganisationId>,
  now: number,
): readonly Met[] {
  const first = firstOfDay(state, now);
  const found = new Map<string, Met>();
  for (const side of sides)
    for (const id of state.meetingsOf.get(side) ?? []) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "held" && meeting?.status !== "scheduled") continue;
      const slots = slotsIn(meeting);
      const isOver = meeting.status === "held" || slots.every((slot) => slot < now);
      if (!isOver || meeting.slot < first) continue;
      const isBusyAnew = meeting.delegates.some((person) =>
        slots.some((slot) => (state.delegateBusy.get(slotKey(person, slot)) ?? id) !== id),
      );
      if (!isBusyAnew) found.set(id, meeting);
    }
  return [...found.values()];
}

/** K3, K4: these count in rows, walks and breaks, and nothing moves them. */
export function withEarlier(
  state: FairState,
  { problem, published, options }: RepairProblem,
  meetings: readonly Met[],
): RepairProblem {
  if (meetings.length === 0) return { problem, published, options };
  // One seat a room for all of them: nobody else is ever put there.
  const seatIn = (room: string): string => `met:${room}`;
  const roomOf = (place: PlaceId): string => state.places.get(place)?.roomId ?? "";
  const met = meetings.map(({ id, slot, placeId, delegates }) => ({
    candidate: id,
    slot,
    place: seatIn(roomOf(placeId)),
    delegates,
  }));
  const rooms = new Set(meetings.map(({ placeId }) => roomOf(placeId)));
  return {
    problem: {
      ...problem,
      seats: [
        ...problem.seats,
        ...[...rooms].map((room) => ({ id: seatIn(room), room, accessible: true, organisation: "-" })),
      ],
      attendees: withThose(problem.attendees, meetings, problem.slots),
      candidates: [
        ...problem.candidates,
        ...meetings.map((meeting, index) => ({
          id: meeting.id,
          organisations: meeting.organisations,
          value: 1,
          duration: lengthOf(meeting),
          ...(met[index] === undefined ? {} : { locked: met[index] }),
        })),
      ],
    },
    published: [...met, ...published],
    options,
  };
}

/** Who met and is not of the agenda ahead, or has left since, takes part in nothing more. */
function withThose(
  attendees: readonly Attendee[],
  meetings: readonly Met[],
  slots: number,
): readonly Attendee[] {
  const people = new Map(
    attendees.map(({ id, delegates }) => [id, new Map(delegates.map((one) => [one.id, one]))]),
  );
  const always = Array.from({ length: slots }, (_, slot) => slot);
  for (const { organisations, delegates } of meetings)
    for (const [side, organisation] of organisations.entries()) {
      const own = people.get(organisation) ?? new Map<string, Delegate>();
      const person = delegates[side];
      if (person !== undefined && !own.has(person)) own.set(person, { id: person, unavailable: always });
      people.set(organisation, own);
    }
  return [...people].map(([id, own]) => ({ id, delegates: [...own.values()] }));
}
