/** Two organisations and the score of their pair, from the list of the first. */
export type RankedPair = readonly [string, string, number];

/**
 * The pairs of a fair in flat arrays, to be handed from thread to thread without a copy: each pair once, with its
 * better score, best first. `ids[first[i]]` found `ids[second[i]]`; `keys` are in ascending order, `at` where they stand.
 */
export type RankedPairs = {
  readonly ids: readonly string[];
  readonly first: Int32Array<ArrayBuffer>;
  readonly second: Int32Array<ArrayBuffer>;
  readonly score: Float64Array<ArrayBuffer>;
  readonly keys: Float64Array<ArrayBuffer>;
  readonly at: Int32Array<ArrayBuffer>;
};

export function packPairs(pairs: readonly RankedPair[]): RankedPairs {
  const ids = [...new Set(pairs.flatMap(([a, b]) => [a, b] as const))];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const seen = new Set<number>();
  const best: { a: number; b: number; score: number; key: number }[] = [];
  for (const [from, to, score] of [...pairs].sort((one, other) => other[2] - one[2])) {
    const [a, b] = [indexOf.get(from) ?? 0, indexOf.get(to) ?? 0];
    const key = keyOf(a, b, ids.length);
    if (seen.has(key)) continue;
    seen.add(key);
    best.push({ a, b, score, key });
  }
  const byKey = best.map((_, index) => index).sort((x, y) => (best[x]?.key ?? 0) - (best[y]?.key ?? 0));
  return {
    ids,
    first: Int32Array.from(best, ({ a }) => a),
    second: Int32Array.from(best, ({ b }) => b),
    score: Float64Array.from(best, ({ score }) => score),
    keys: Float64Array.from(byKey, (index) => best[index]?.key ?? 0),
    at: Int32Array.from(byKey),
  };
}

/** What a port hands over rather than copies. */
export function buffersOf({ first, second, score, keys, at }: RankedPairs): ArrayBuffer[] {
  return [first, second, score, keys, at].map(({ buffer }) => buffer);
}

/** The score of a pair whichever side it was found from, 0 where neither found the other. O(log pairs). */
export function scoreOfPairs(pairs: RankedPairs): (a: string, b: string) => number {
  const indexOf = new Map(pairs.ids.map((id, index) => [id, index]));
  return (a, b) => {
    const [first, second] = [indexOf.get(a), indexOf.get(b)];
    if (first === undefined || second === undefined) return 0;
    const place = find(pairs.keys, keyOf(first, second, pairs.ids.length));
    return place < 0 ? 0 : (pairs.score[pairs.at[place] ?? 0] ?? 0);
  };
}

/** The pairs, best first. */
export function* listPairs({ ids, first, second, score }: RankedPairs): Generator<RankedPair, void, void> {
  for (let index = 0; index < first.length; index += 1)
    yield [ids[first[index] ?? 0] ?? "", ids[second[index] ?? 0] ?? "", score[index] ?? 0];
}

function keyOf(a: number, b: number, count: number): number {
  return Math.min(a, b) * count + Math.max(a, b);
}

function find(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = keys[middle] ?? 0;
    if (found === key) return middle;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
