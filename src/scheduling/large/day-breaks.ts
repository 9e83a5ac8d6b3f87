import type { Model } from "../model.ts";

/** Whether a row's day of at most 32 slots, one bit a slot taken, gives every break that the row wants. */
export function createDayBreaks(model: Model): (row: number, day: number) => boolean {
  if (model.breaks.every((own) => own.length === 0)) return () => true;
  const stretches = model.breaks.map((own) =>
    own.map(({ from, to, slots }) => {
      const length = slots === 32 ? -1 : (1 << slots) - 1;
      return Array.from({ length: to - from - slots + 2 }, (_, index) => length << (from + index));
    }),
  );
  return (row, day) => {
    for (const wanted of stretches[row] ?? [])
      if (wanted.every((stretch) => (stretch & day) !== 0)) return false;
    return true;
  };
}
