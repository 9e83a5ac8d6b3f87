/** The number of the day of each slot. */
export function daysOf({
  slots,
  dayStarts,
}: {
  readonly slots: number;
  readonly dayStarts?: readonly number[];
}): Int32Array {
  const starts = new Set(dayStarts);
  const dayOf = new Int32Array(slots);
  let day = 0;
  for (let slot = 1; slot < slots; slot += 1) {
    if (starts.has(slot)) day += 1;
    dayOf[slot] = day;
  }
  return dayOf;
}
