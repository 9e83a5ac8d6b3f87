/** How many letters are wrong, missing, added or swapped between two texts; `most + 1` when there are more. */
export function countEdits(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    let least = row;
    for (let at = 1; at <= other.length; at += 1) {
      const isSame = one[row - 1] === other[at - 1];
      const isSwapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      const value = Math.min(
        (last[at] ?? 0) + 1,
        (next[at - 1] ?? 0) + 1,
        (last[at - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (before[at - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
      next.push(value);
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    before = last;
    last = next;
  }
  return Math.min(last[other.length] ?? 0, most + 1);
}

/** The texts nearest to `text`, nearest first, among those that a few slips of the finger could have meant. */
export function listNearest<T>(
  text: string,
  known: Iterable<T>,
  options: { readonly textOf: (each: T) => string; readonly most?: number; readonly take?: number },
): readonly T[] {
  const { textOf, most = Math.max(1, Math.floor(text.length / 4)), take = 3 } = options;
  const found: { each: T; edits: number }[] = [];
  for (const each of known) {
    const edits = countEdits(text, textOf(each), most);
    if (edits <= most) found.push({ each, edits });
  }
  return found
    .sort((a, b) => a.edits - b.edits)
    .slice(0, take)
    .map(({ each }) => each);
}
