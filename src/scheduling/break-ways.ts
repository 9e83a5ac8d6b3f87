import type { BreakWanted } from "./choose-problem.ts";

/** Ways that are told apart for one person; breaks that would make more are left out. */
const MOST_WAYS = 24;

/**
 * The days that a person's wanted breaks leave, one for each choice of stretches: `use` of a slot is 0 where no meeting
 * can be, 1 where one may, 2 where one must. None where the breaks leave none.
 */
export function waysWithBreaks(use: Uint8Array, breaks: readonly BreakWanted[]): readonly Uint8Array[] {
  let ways: readonly Uint8Array[] = [use];
  for (const { from, to, slots } of breaks) {
    const starts = Array.from({ length: to - from - slots + 2 }, (_, index) => from + index);
    const next = ways.flatMap((way) => starts.flatMap((start) => withoutStretch(way, start, start + slots)));
    const different = [...new Map(next.map((way) => [way.join(""), way])).values()];
    if (different.length <= MOST_WAYS) ways = different.filter((way) => !different.some(roomier(way)));
  }
  return ways;
}

function withoutStretch(use: Uint8Array, start: number, end: number): Uint8Array[] {
  const left = use.slice();
  for (let slot = start; slot < end; slot += 1) {
    if (left[slot] === 2) return [];
    left[slot] = 0;
  }
  return [left];
}

/** Whether another way has every slot of this one, and more. */
function roomier(way: Uint8Array): (other: Uint8Array) => boolean {
  return (other) => other !== way && way.every((use, slot) => use <= (other[slot] ?? 0));
}
