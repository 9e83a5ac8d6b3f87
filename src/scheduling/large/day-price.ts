import { idleOf, runsOf, shapeOfMask } from "../shape.ts";

/** What a stretch of meetings costs, and so a break: prices are whole numbers. */
export const BREAK_PRICE = 10;
/** What one idle slot between two meetings adds: a slope towards closing gaps. */
const IDLE_PRICE = 3;
/** Idle slots before and after the meetings of half a day without any. */
const NONE = 32;

/** What a search pays for days of at most 32 slots, one bit a slot; looked up by halves. */
export type DayPrices = {
  /** `price | idle slots before the first meeting << 8 | idle slots after the last << 16`, by half a day. */
  halves: Int32Array;
  /** What two halves cost more than each alone, by the idle slots between their meetings. */
  joins: Int32Array;
  /** Slots of the first half, and their bits. */
  width: number;
  mask: number;
  /** No day costs more. */
  highest: number;
};

export function createDayPrices(slots: number): DayPrices {
  const width = (slots + 1) >> 1;
  const halves = Int32Array.from({ length: 1 << width }, (_, half) => {
    const before = half === 0 ? NONE : 31 - Math.clz32(half & -half);
    const after = half === 0 ? NONE : width - (32 - Math.clz32(half));
    return priceAlone(half) | (before << 8) | (after << 16);
  });
  const joins = Int32Array.from({ length: 2 * NONE + 1 }, (_, gap) => {
    if (gap >= NONE) return 0;
    return gap === 0 ? -BREAK_PRICE : priceAlone(1 | (2 << gap)) - 2 * BREAK_PRICE;
  });
  const mask = (1 << width) - 1;
  return { halves, joins, width, mask, highest: (BREAK_PRICE + IDLE_PRICE) * slots };
}

export function priceOf({ halves, joins, width, mask }: DayPrices, day: number): number {
  const first = halves[day & mask] ?? 0;
  const second = halves[day >>> width] ?? 0;
  const gap = (first >> 16) + ((second >> 8) & 255);
  return (first & 255) + (second & 255) + (joins[gap] ?? 0);
}

function priceAlone(day: number): number {
  const shape = shapeOfMask(day);
  return BREAK_PRICE * runsOf(shape) + IDLE_PRICE * idleOf(shape);
}
