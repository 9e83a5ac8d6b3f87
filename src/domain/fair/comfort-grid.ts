import { toMillis } from "../instant.ts";
import { type BreakWindow, longestFreeMs, type TimeSpan } from "./break-windows.ts";
import type { FairState } from "./state.ts";

/** The slots of an agenda to be made, in order: each is a slot of the fair. */
export type Grid = readonly number[];
/** So many slots in a row without a meeting, from one slot of the grid to another, both included. */
export type SlotBreak = { readonly from: number; readonly to: number; readonly slots: number };

/**
 * K3: where a stretch of meetings begins: on a new day, and after a pause of the programme in which there is time
 * to walk from one room to another.
 */
export function stretchStarts(state: FairState, grid: Grid): readonly number[] {
  const walkMs = state.rules.get().walkingMinutes * 60_000;
  return grid.flatMap((slot, index) => {
    const [before, here] = [spanOf(state, grid[index - 1] ?? -1), spanOf(state, slot)];
    if (!before || !here || before.day !== here.day) return [index];
    const pauseMs = here.startMs - before.endMs;
    return pauseMs > 0 && pauseMs >= walkMs ? [index] : [];
  });
}

/** K3: the slots that the walk from one room to another takes, each of them whole. */
export function walkingSlots(state: FairState, grid: Grid): number {
  const { walkingMinutes } = state.rules.get();
  if (walkingMinutes === 0 || grid.length === 0) return 0;
  const lengths = grid.flatMap((slot) => spanOf(state, slot) ?? []).map((one) => one.endMs - one.startMs);
  return Math.ceil((walkingMinutes * 60_000) / Math.min(...lengths));
}

/**
 * K4: how many slots in a row are to stay free, and among which, for the break to be there whatever else is held: of
 * the lengths that do, the one that binds least. One that only a pause between stretches makes is a part of each.
 * Nothing where it is there anyway, or cannot be. O(slots³) of a day.
 */
export function toSlotBreaks(
  state: FairState,
  grid: Grid,
  starts: readonly number[],
  window: BreakWindow,
): readonly SlotBreak[] {
  const held = [...state.slots.get().keys()].filter(
    (slot) => !state.closedSlots.has(slot) && spanOf(state, slot)?.day === window.day,
  );
  const isThereWithout = (free: Grid): boolean => {
    const taken = held.filter((slot) => !free.includes(slot)).flatMap((slot) => spanOf(state, slot) ?? []);
    return longestFreeMs(window, taken) >= window.lengthMs;
  };
  if (isThereWithout([])) return [];
  const own = grid.flatMap((slot, index) => (spanOf(state, slot)?.day === window.day ? [index] : []));
  const [first = 0, count] = [own[0], own.length];
  const isThere = (start: number, slots: number) => isThereWithout(grid.slice(start, start + slots));
  const isGood = (start: number, slots: number): boolean =>
    !starts.some((at) => at > start && at < start + slots) && isThere(start, slots);
  let best: (SlotBreak & { readonly price: number }) | undefined;
  for (let slots = 1; slots <= count; slots += 1) {
    const runs = longestRun(first, first + count - slots, (start) => isGood(start, slots));
    if (runs === undefined) continue;
    // What holds a shorter break that would do is no choice of its own.
    const choices = range(runs.from, runs.to).filter(
      (start) => slots === 1 || !(isGood(start, slots - 1) || isGood(start + 1, slots - 1)),
    ).length;
    const price = slots / choices;
    if (choices > 0 && price < (best?.price ?? Number.POSITIVE_INFINITY))
      best = { from: runs.from, to: runs.to + slots - 1, slots, price };
  }
  if (best) return [{ from: best.from, to: best.to, slots: best.slots }];
  for (let slots = 2; slots <= count; slots += 1)
    for (let start = first; start <= first + count - slots; start += 1)
      if (isThere(start, slots)) return partsOf(start, slots, starts);
  return [];
}

/** A stretch of slots over several stretches of the grid: all of each part is to stay free. */
function partsOf(start: number, slots: number, starts: readonly number[]): readonly SlotBreak[] {
  const inside = starts.filter((at) => at > start && at < start + slots);
  return [start, ...inside].map((from, index) => {
    const to = (inside[index] ?? start + slots) - 1;
    return { from, to, slots: to - from + 1 };
  });
}

type Stretch = { readonly from: number; readonly to: number };

function longestRun(from: number, to: number, isGood: (start: number) => boolean): Stretch | undefined {
  let best: Stretch | undefined;
  let begun: number | undefined;
  for (let start = from; start <= to + 1; start += 1) {
    if (start <= to && isGood(start)) {
      begun ??= start;
      continue;
    }
    if (begun !== undefined && (!best || start - 1 - begun > best.to - best.from))
      best = { from: begun, to: start - 1 };
    begun = undefined;
  }
  return best;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function spanOf(state: FairState, slot: number): (TimeSpan & { readonly day: number }) | undefined {
  const programmed = state.slots.get()[slot];
  if (!programmed) return undefined;
  const { day, startsAt, endsAt } = programmed;
  return { day, startMs: toMillis(startsAt), endMs: toMillis(endsAt) };
}
