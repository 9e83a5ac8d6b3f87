import type { Instant, MeetingId, PersonId, PlaceId, RoomId } from "../ids.ts";
import { toInstant, toMillis } from "../instant.ts";
import { longestFreeMs, type TimeSpan, windowsOf } from "./break-windows.ts";
import { comfortOf } from "./comfort.ts";
import type { FairState } from "./state.ts";

/** A meeting of somebody, as far as comfort goes. */
export type Stay = {
  readonly meetingId: MeetingId;
  readonly slot: number;
  /** Slots in a row, 1 where absent. */
  readonly length?: number | undefined;
  readonly placeId: PlaceId;
};
/** K3, K4: what is hard on somebody: allowed, and better avoided. */
export type Strain =
  | {
      readonly code: "too-many-in-a-row";
      readonly meetings: readonly MeetingId[];
      readonly count: number;
      readonly limit: number;
    }
  | { readonly code: "no-time-to-walk"; readonly meetings: readonly MeetingId[]; readonly limit: number }
  | {
      readonly code: "no-break";
      readonly meetings: readonly MeetingId[];
      readonly pause: { readonly from: Instant; readonly to: Instant; readonly minutes: number };
    };
/** What somebody holds: scheduled, or held already. O(meetings of their organisation). */
export function staysOf(state: FairState, person: PersonId): readonly Stay[] {
  const organisation = state.delegates.get(person)?.organisationId;
  const meetings = organisation === undefined ? [] : (state.meetingsOf.get(organisation) ?? []);
  return meetings.flatMap((id) => {
    const meeting = state.meetings.get(id);
    const isOn = meeting?.status === "scheduled" || meeting?.status === "held";
    return isOn && meeting.delegates.includes(person) ? [{ ...meeting, meetingId: id }] : [];
  });
}

/** When, in the order of time. */
export function timesOf(state: FairState, stays: readonly Stay[]): readonly Timed[] {
  return stays.flatMap((stay) => toTimed(state, stay) ?? []).sort((a, b) => a.startMs - b.startMs);
}

/** K3, K4: one meeting more puts the person through more than they have now. */
export function strainsMore(state: FairState, person: PersonId, stay: Stay): boolean {
  if (!isSpared(state, person)) return false;
  const now = staysOf(state, person).filter(({ meetingId }) => meetingId !== stay.meetingId);
  return strainsOn(state, person, [...now, stay]).length > strainsOn(state, person, now).length;
}

type Timed = TimeSpan & {
  readonly meetingId: MeetingId;
  readonly day: number;
  readonly slots: number;
  readonly roomId: RoomId | undefined;
};

/** Everything that these meetings, which are all that the person has, put them through. O(meetings × breaks). */
export function strainsOn(state: FairState, person: PersonId, stays: readonly Stay[]): readonly Strain[] {
  if (!isSpared(state, person)) return [];
  const { mostInARow, breaks } = comfortOf(state, person);
  const { walkingMinutes } = state.rules.get();
  const timed = timesOf(state, stays);
  return [
    ...(mostInARow === null ? [] : longRows(timed, mostInARow)),
    ...(walkingMinutes === 0 ? [] : rushes(timed, walkingMinutes)),
    ...breaks.flatMap((wish) =>
      windowsOf(state, wish).flatMap((window): Strain[] => {
        const within = timed.filter(({ startMs, endMs }) => startMs < window.toMs && window.fromMs < endMs);
        if (within.length === 0 || longestFreeMs(window, within) >= window.lengthMs) return [];
        const [from, to] = [toInstant(window.fromMs), toInstant(window.toMs)];
        const meetings = within.map(({ meetingId }) => meetingId);
        return [{ code: "no-break", meetings, pause: { from, to, minutes: wish.minutes } }];
      }),
    ),
  ];
}

/** Any rule is about them. O(1) */
function isSpared(state: FairState, person: PersonId): boolean {
  const { mostInARow, breaks } = comfortOf(state, person);
  return mostInARow !== null || breaks.length > 0 || state.rules.get().walkingMinutes > 0;
}

/** Meetings that follow each other without a minute between them, those too many. */
function longRows(timed: readonly Timed[], limit: number): readonly Strain[] {
  const rows: Timed[][] = [];
  for (const one of timed) {
    const row = rows.at(-1);
    if (row && row.at(-1)?.endMs === one.startMs) row.push(one);
    else rows.push([one]);
  }
  return rows.flatMap((row) => {
    const count = row.reduce((sum, { slots }) => sum + slots, 0);
    if (count <= limit) return [];
    return [{ code: "too-many-in-a-row", meetings: row.map(({ meetingId }) => meetingId), count, limit }];
  });
}

function rushes(timed: readonly Timed[], limit: number): readonly Strain[] {
  return timed.flatMap((one, index) => {
    const before = timed[index - 1];
    if (!before || before.day !== one.day || before.roomId === one.roomId) return [];
    if (one.startMs - before.endMs >= limit * 60_000) return [];
    return [{ code: "no-time-to-walk", meetings: [before.meetingId, one.meetingId], limit }];
  });
}

function toTimed(state: FairState, { meetingId, slot, length = 1, placeId }: Stay): Timed | undefined {
  const slots = state.slots.get();
  const [first, last] = [slots[slot], slots[slot + length - 1]];
  if (!first || !last) return undefined;
  return {
    meetingId,
    day: first.day,
    startMs: toMillis(first.startsAt),
    endMs: toMillis(last.endsAt),
    slots: length,
    roomId: state.places.get(placeId)?.roomId,
  };
}
