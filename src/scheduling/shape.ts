/**
 * The shape of one participant's day: `runs << 16 | idle`, with the stretches of meetings and the idle slots between
 * them. A long gap counts as `LONGEST_GAP` idle slots: it is no harder to close than that.
 */
export type Shape = number;

const LONGEST_GAP = 5;

export function runsOf(shape: Shape): number {
  return shape >> 16;
}

export function idleOf(shape: Shape): number {
  return shape & 0xffff;
}

/** Shape of a day of at most 32 slots, one bit a slot. */
export function shapeOfMask(mask: number): Shape {
  let rest = mask;
  let end = -1;
  let runs = 0;
  let idle = 0;
  while (rest !== 0) {
    const start = 31 - Math.clz32(rest & -rest);
    if (end >= 0) idle += Math.min(start - end, LONGEST_GAP);
    runs += 1;
    const from = ~(rest >>> start);
    end = from === 0 ? 32 : start + 31 - Math.clz32(from & -from);
    rest = end >= 32 ? 0 : rest & (-1 << end);
  }
  return (runs << 16) | idle;
}

/** Shape of a longer day: `busy[base + s]` is 0 or more where slot s is taken; slots with `skip` 1 are left out. */
export function shapeOfSlots(
  busy: Int32Array,
  skip: Uint8Array | undefined,
  base: number,
  slots: number,
): Shape {
  let runs = 0;
  let idle = 0;
  let gap = -1;
  for (let at = base; at < base + slots; at += 1) {
    if ((busy[at] ?? -1) >= 0) {
      if (gap !== 0) runs += 1;
      if (gap > 0) idle += Math.min(gap, LONGEST_GAP);
      gap = 0;
    } else if (gap >= 0 && skip?.[at] !== 1) gap += 1;
  }
  return (runs << 16) | idle;
}
