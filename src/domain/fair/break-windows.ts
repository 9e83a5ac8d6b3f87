import { toMillis } from "../instant.ts";
import type { OwnBreak } from "./comfort.ts";
import type { Programme, SlotOfProgramme } from "./events.ts";
import { wallInstant } from "./programme.ts";
import type { FairState } from "./state.ts";

/** A break wanted on one day of the fair: so many milliseconds in a row from one instant to another. */
export type BreakWindow = {
  /** As slots number the days. */
  readonly day: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly lengthMs: number;
  readonly wish: OwnBreak;
};
/** The slots of the programme in milliseconds. */
export function slotTimes(state: FairState): readonly TimeSpan[] {
  const slots = state.slots.get();
  const found =
    times.get(slots) ??
    slots.map(({ startsAt, endsAt }) => ({ startMs: toMillis(startsAt), endMs: toMillis(endsAt) }));
  times.set(slots, found);
  return found;
}

export type TimeSpan = { readonly startMs: number; readonly endMs: number };

/** Wall times of a programme never change: those of everybody's break are asked for at every booking. */
const times = new WeakMap<readonly SlotOfProgramme[], readonly TimeSpan[]>();
const known = new WeakMap<Programme, Map<string, readonly BreakWindow[]>>();

/** K4: the windows of a wish, on every day of the programme or on its own. */
export function windowsOf(state: FairState, wish: OwnBreak): readonly BreakWindow[] {
  const programme = state.programme.get();
  const timeZone = state.header.get()?.timeZone;
  if (!programme || timeZone === undefined) return [];
  const own = known.get(programme) ?? new Map<string, readonly BreakWindow[]>();
  known.set(programme, own);
  const key = [timeZone, wish.from, wish.to, wish.minutes, wish.on ?? ""].join();
  const found = own.get(key) ?? computeWindows(programme, timeZone, wish);
  own.set(key, found);
  return found;
}

/** The longest time in a row of a window that nothing of this takes. `taken` is in the order of time. */
export function longestFreeMs({ fromMs, toMs }: BreakWindow, taken: readonly TimeSpan[]): number {
  let longest = 0;
  let freeFrom = fromMs;
  for (const { startMs, endMs } of taken) {
    if (endMs <= fromMs || startMs >= toMs) continue;
    longest = Math.max(longest, startMs - freeFrom);
    freeFrom = Math.max(freeFrom, endMs);
  }
  return Math.max(longest, toMs - freeFrom);
}

function computeWindows(programme: Programme, timeZone: string, wish: OwnBreak): readonly BreakWindow[] {
  return programme.days
    .map(({ on }) => on)
    .sort((a, b) => a.localeCompare(b))
    .flatMap((on, day) => {
      if (wish.on !== undefined && wish.on !== on) return [];
      const [fromMs, toMs] = [wish.from, wish.to].map((time) => toMillis(wallInstant(on, time, timeZone)));
      if (fromMs === undefined || toMs === undefined) return [];
      return [{ day, fromMs, toMs, lengthMs: wish.minutes * 60_000, wish }];
    });
}
