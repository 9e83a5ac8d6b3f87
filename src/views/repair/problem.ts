import { isAccessible } from "../../domain/fair/accessible.ts";
import { comfortOfFair, limitsOf, walksBetween } from "../../domain/fair/comfort-of-fair.ts";
import type { SlotOfProgramme } from "../../domain/fair/events.ts";
import { isShut } from "../../domain/fair/shut.ts";
import { isUnbroken, lengthOf, slotsIn } from "../../domain/fair/span.ts";
import { type FairState, type ScheduledMeeting, slotKey } from "../../domain/fair/state.ts";
import type { Instant, PersonId, PlaceId } from "../../domain/ids.ts";
import { minutesAfter } from "../../domain/instant.ts";
import type { ChooseProblem, Chosen } from "../../scheduling/choose-problem.ts";
import type { PlanOptions } from "../../scheduling/repair/plan.ts";
import { firstOfDay, metEarlier, withEarlier } from "./earlier.ts";

/** What stands from now on, with everything that is shut, as the engine repairs it. Slots are the fair's. */
export type RepairProblem = {
  readonly problem: ChooseProblem;
  readonly published: readonly Chosen[];
  readonly options: PlanOptions;
};

/** A stand that is nobody's serves the organiser alone. */
const nobody = "-";

/** O(meetings ahead + places × slots + people + meetings of their organisations). */
export function toRepairProblem(state: FairState, at: Instant): RepairProblem {
  const slots = state.slots.get();
  const now = indexFrom(
    slots.findIndex(({ endsAt }) => endsAt > at),
    slots.length,
  );
  const soon = minutesAfter(at, state.rules.get().noticeMinutes);
  const firstOpen = indexFrom(
    slots.findIndex(({ startsAt }) => startsAt >= soon),
    slots.length,
  );
  const meetings = meetingsFrom(state, now);
  const sides = new Set(meetings.flatMap(({ organisations }) => [...organisations]));
  const usable = slots.flatMap((_, slot) => (state.closedSlots.has(slot) ? [] : [slot]));
  const people = [...sides].flatMap((id) => state.participants.get(id)?.delegates ?? []);
  // The whole of today: breaks and rows may have begun before now.
  const first = firstOfDay(state, now);
  const today = slots.flatMap((_, slot) => (slot >= first ? [slot] : []));
  const comfort = comfortOfFair(state, today, people, first, now);
  const repair: RepairProblem = {
    problem: {
      name: state.header.get()?.id ?? "",
      slots: slots.length,
      dayStarts: startsOf(slots, comfort?.stretchStarts, meetings),
      ...walksBetween(comfort, state.rooms.keys()),
      seats: [...state.places.values()].map(({ id, roomId, kind, organisationId }) => ({
        id,
        room: roomId,
        accessible: isAccessible(state, id),
        ...(organisationId === undefined && kind === "stand"
          ? { organisation: nobody }
          : organisationId === undefined
            ? {}
            : { organisation: organisationId }),
        ...(state.shut.size === 0 ? {} : { slots: openSlots(state, id) }),
      })),
      attendees: [...sides].sort().map((id) => ({
        id,
        delegates: (state.participants.get(id)?.delegates ?? []).map((person) => ({
          id: person,
          unavailable: awayOf(state, person),
          ...limitsOf(comfort, person),
        })),
      })),
      candidates: meetings.map((meeting) => ({
        id: meeting.id,
        organisations: meeting.organisations,
        value: 1,
        duration: lengthOf(meeting),
        ...(usable.length === slots.length ? {} : { slots: [...usable, ...slotsIn(meeting)] }),
        ...lockOf(meeting),
      })),
    },
    published: meetings.map(({ id, slot, placeId, delegates }) => ({
      candidate: id,
      slot,
      place: placeId,
      delegates,
    })),
    options: { now, notice: Math.max(0, firstOpen - now) },
  };
  return comfort ? withEarlier(state, repair, metEarlier(state, sides, now)) : repair;
}

/** Where rows and walks end, and no meeting runs over: on a new day; where some are long, after every break. */
function startsOf(
  slots: readonly SlotOfProgramme[],
  stretches: readonly number[] | undefined,
  meetings: readonly ScheduledMeeting[],
): readonly number[] {
  const isLong = meetings.some(({ length }) => length !== undefined);
  return [...slots.keys()].filter((slot) => {
    if (stretches ? stretches.includes(slot) : slots[slot - 1]?.day !== slots[slot]?.day) return true;
    return isLong && !isUnbroken(slots, { slot: slot - 1, length: 2 });
  });
}

function lockOf({ locked, arrivals, slot, placeId: place, delegates }: ScheduledMeeting) {
  return locked || arrivals.length > 0 ? { locked: { slot, place, delegates } } : {};
}

/** Scheduled meetings that are not over. */
export function meetingsFrom(state: FairState, now: number): readonly ScheduledMeeting[] {
  const found: ScheduledMeeting[] = [];
  for (let slot = now; slot < state.slots.get().length; slot += 1)
    for (const id of state.scheduledAt.get(slot) ?? []) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled") continue;
      // A long one is in several slots, and may have begun before.
      if (Math.max(meeting.slot, now) === slot) found.push(meeting);
    }
  return found;
}

function indexFrom(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}

function openSlots(state: FairState, place: PlaceId): number[] {
  return state.slots.get().flatMap((_, slot) => (isShut(state, place, slot) ? [] : [slot]));
}

function awayOf(state: FairState, person: PersonId): number[] {
  const away = new Set(state.delegates.get(person)?.unavailable);
  if (state.shut.size > 0)
    for (const slot of state.slots.get().keys()) if (state.shut.has(slotKey(person, slot))) away.add(slot);
  return [...away];
}
