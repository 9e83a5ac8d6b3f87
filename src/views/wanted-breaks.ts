import { type BreakWindow, longestFreeMs, type TimeSpan, windowsOf } from "../domain/fair/break-windows.ts";
import { comfortOf } from "../domain/fair/comfort.ts";
import type { FairState } from "../domain/fair/state.ts";
import { staysOf, timesOf } from "../domain/fair/strain.ts";
import type { Instant, PersonId } from "../domain/ids.ts";
import { toInstant, toMillis } from "../domain/instant.ts";

export type WantedBreak = { readonly startsAt: Instant; readonly endsAt: Instant; readonly minutes: number };

/** The breaks that somebody wants on a day and has: the first time free for each; none where the programme has one. */
export function listWantedBreaks(state: FairState, person: PersonId, day: number): readonly WantedBreak[] {
  const own = timesOf(state, staysOf(state, person));
  const slots = state.slots.get().map(({ startsAt, endsAt }) => ({
    startMs: toMillis(startsAt),
    endMs: toMillis(endsAt),
  }));
  return comfortOf(state, person)
    .breaks.flatMap((wish) => windowsOf(state, wish))
    .filter((window) => window.day === day && longestFreeMs(window, slots) < window.lengthMs)
    .flatMap((window) => {
      const startMs = firstFree(window, own);
      if (startMs === undefined) return [];
      const [startsAt, endsAt] = [toInstant(startMs), toInstant(startMs + window.lengthMs)];
      return [{ startsAt, endsAt, minutes: window.wish.minutes }];
    });
}

function firstFree({ fromMs, toMs, lengthMs }: BreakWindow, taken: readonly TimeSpan[]): number | undefined {
  let freeFrom = fromMs;
  for (const { startMs, endMs } of taken) {
    if (endMs <= freeFrom) continue;
    if (startMs - freeFrom >= lengthMs) break;
    freeFrom = endMs;
  }
  return toMs - freeFrom >= lengthMs ? freeFrom : undefined;
}
