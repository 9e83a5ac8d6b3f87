/** Finds the known root that a mistyped one stands for: one letter wrong, missing, added or swapped, but the last. */
export type Speller = { readonly correct: (stem: string) => string | undefined };

/** Shorter words have too many honest neighbours (« pommes », « pompes »). */
const shortest = 6;

/** Indexes known roots by what is left of them once one letter is taken out; `honest` roots are never corrected. */
export function createSpeller(known: ReadonlySet<string>, honest: ReadonlySet<string> = new Set()): Speller {
  const byVariant = new Map<string, string | null>();
  for (const stem of known) {
    if (stem.length < shortest) continue;
    for (const variant of listDeletions(stem)) {
      byVariant.set(variant, byVariant.has(variant) && byVariant.get(variant) !== stem ? null : stem);
    }
  }
  for (const stem of known) if (stem.length >= shortest) byVariant.set(stem, stem);
  return {
    correct(stem) {
      if (stem.length <= shortest || known.has(stem) || honest.has(stem)) return undefined;
      const found = new Set<string>();
      for (const variant of [stem, ...listDeletions(stem)]) {
        const match = byVariant.get(variant);
        if (match && match[0] === stem[0] && isOneEdit(stem, match)) found.add(match);
      }
      const [only] = found;
      return found.size === 1 ? only : undefined;
    },
  };
}

function listDeletions(stem: string): readonly string[] {
  return Array.from(stem, (_, at) => stem.slice(0, at) + stem.slice(at + 1));
}

function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  // A last letter that differs is an ending, not a slip of the finger, unless it is only doubled.
  const longer = a.length > b.length ? a : b;
  if (end === 0 && longer.at(-1) !== longer.at(-2)) return false;
  const restA = a.slice(start, a.length - end);
  const restB = b.slice(start, b.length - end);
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
