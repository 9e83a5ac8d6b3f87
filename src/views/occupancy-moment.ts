import type { SlotOfProgramme } from "../domain/fair/events.ts";
import type { FairState, ScheduledMeeting } from "../domain/fair/state.ts";
import type { Instant } from "../domain/ids.ts";
import { minutesBetween } from "../domain/instant.ts";

/** Slots `from` to `to`, both included. */
export type SlotRange = { readonly from: number; readonly to: number };
/** An instant on the grid of a fair. */
export type Moment = {
  readonly at: Instant;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  /** The slots of the day that is shown. */
  readonly day: SlotRange;
  /** Morning or afternoon: what lies on the same side of the day's longest pause. */
  readonly halfDay: SlotRange;
  /** The slot under way; undefined in a pause and outside the day. */
  readonly current: number | undefined;
  /** The first slot of the day that has not begun. */
  readonly next: number | undefined;
};
type Day = {
  readonly slots: SlotRange;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  /** The first slot after the longest pause; undefined without one. */
  readonly afternoon: number | undefined;
};

const shortestLunchMinutes = 30;

/** Undefined while a fair has no slots. Between two days it is the evening of the first until the second opens. */
export function momentOf(state: Pick<FairState, "slots">, at: Instant): Moment | undefined {
  const slots = state.slots.get();
  const days = daysOf(slots);
  const day = days.findLast(({ opensAt }) => opensAt <= at) ?? days[0];
  if (!day) return undefined;
  const { from, to } = day.slots;
  let current: number | undefined;
  let next: number | undefined;
  for (let slot = from; slot <= to; slot += 1) {
    const programmed = slots[slot];
    if (!programmed) continue;
    if (programmed.startsAt > at) {
      next = slot;
      break;
    }
    if (at < programmed.endsAt) current = slot;
  }
  const noon = day.afternoon;
  const isAfternoon = noon !== undefined && (slots[noon]?.startsAt ?? at) <= at;
  const halfDay = noon === undefined ? day.slots : isAfternoon ? { from: noon, to } : { from, to: noon - 1 };
  return { at, opensAt: day.opensAt, closesAt: day.closesAt, day: day.slots, halfDay, current, next };
}

/** First and last instant of every day, in order. */
export function dayWindows(state: Pick<FairState, "slots">): readonly Pick<Day, "opensAt" | "closesAt">[] {
  return daysOf(state.slots.get());
}

export function hasBothArrived(meeting: ScheduledMeeting): boolean {
  return meeting.delegates.every((person) => meeting.arrivals.some((arrival) => arrival.personId === person));
}

const known = new WeakMap<readonly SlotOfProgramme[], readonly Day[]>();

function daysOf(slots: readonly SlotOfProgramme[]): readonly Day[] {
  const before = known.get(slots);
  if (before) return before;
  const ranges = new Map<number, { from: number; to: number }>();
  for (const [slot, { day }] of slots.entries()) {
    const range = ranges.get(day);
    if (range) range.to = slot;
    else ranges.set(day, { from: slot, to: slot });
  }
  const days = [...ranges.values()].flatMap((range): Day[] => {
    const first = slots[range.from];
    const last = slots[range.to];
    if (!first || !last) return [];
    return [
      { slots: range, opensAt: first.startsAt, closesAt: last.endsAt, afternoon: noonOf(slots, range) },
    ];
  });
  known.set(slots, days);
  return days;
}

function noonOf(slots: readonly SlotOfProgramme[], { from, to }: SlotRange): number | undefined {
  let noon: number | undefined;
  let longest = shortestLunchMinutes;
  for (let slot = from + 1; slot <= to; slot += 1) {
    const before = slots[slot - 1];
    const after = slots[slot];
    if (!before || !after) continue;
    const pause = minutesBetween(before.endsAt, after.startsAt);
    if (pause < longest || (pause === longest && noon !== undefined)) continue;
    noon = slot;
    longest = pause;
  }
  return noon;
}
