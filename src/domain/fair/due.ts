import type { Instant, PersonId } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import { type FairState, type ScheduledMeeting, slotKey } from "./state.ts";

const earlyMinutes = 15;

/** T8: the meeting that a badge stands for at a table: the one that runs, or overruns, or begins within 15 minutes. O(slots). */
export function meetingDue(
  state: FairState,
  personId: PersonId,
  at: Instant,
  what: "arrived" | "over",
): ScheduledMeeting | undefined {
  const soon = minutesAfter(at, earlyMinutes);
  const { overrunMinutes } = state.rules.get();
  for (const [slot, { startsAt, endsAt }] of state.slots.get().entries()) {
    if (startsAt > soon) return undefined;
    if (minutesAfter(endsAt, overrunMinutes) <= at) continue;
    const id = state.delegateBusy.get(slotKey(personId, slot));
    const meeting = id === undefined ? undefined : state.meetings.get(id);
    if (meeting?.status !== "scheduled") continue;
    const hasCome = meeting.arrivals.some((arrival) => arrival.personId === personId);
    if (hasCome === (what === "over")) return meeting;
  }
  return undefined;
}
