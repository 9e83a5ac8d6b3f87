import { bestPrices } from "./packing-prices.ts";

/** Things to hold: what each is worth and the holders on whom it weighs, as indexes into the capacities. */
export type Packing = {
  values: ArrayLike<number>;
  holders: readonly (readonly number[])[];
  sizes: ArrayLike<number>;
  capacities: ArrayLike<number>;
};

/**
 * An upper bound on the value of any choice that keeps within the capacities. The best that prices on the capacities
 * give where there are few things; a little above it where there are many.
 */
export function boundPacking(packing: Packing): number {
  const prices = bestPrices(packing);
  return prices === undefined ? boundBySteps(packing) : boundAt(packing, prices, undefined);
}

/** What the capacities are worth at these prices, with what things are worth beyond them; notes what is `used`. */
function boundAt(
  { values, holders, sizes, capacities }: Packing,
  prices: Float64Array,
  used: Float64Array | undefined,
): number {
  let bound = 0;
  for (let at = 0; at < prices.length; at += 1) bound += (prices[at] ?? 0) * (capacities[at] ?? 0);
  for (let item = 0; item < holders.length; item += 1) {
    const size = sizes[item] ?? 1;
    let worth = values[item] ?? 0;
    for (const holder of holders[item] ?? []) worth -= size * (prices[holder] ?? 0);
    if (worth <= 0) continue;
    bound += worth;
    if (used === undefined) continue;
    for (const holder of holders[item] ?? []) used[holder] = (used[holder] ?? 0) + size;
  }
  return bound;
}

/** By subgradient. True whatever the number of rounds. O(rounds × holders of things). */
function boundBySteps(packing: Packing, rounds = 300): number {
  const { capacities, values, holders } = packing;
  const prices = new Float64Array(capacities.length);
  const used = new Float64Array(capacities.length);
  let best = 0;
  for (let item = 0; item < holders.length; item += 1) best += Math.max(0, values[item] ?? 0);
  let scale = 1;
  for (let round = 0; round < rounds; round += 1) {
    used.fill(0);
    const bound = boundAt(packing, prices, used);
    if (bound < best - 1e-9) best = bound;
    else scale *= 0.97;
    let norm = 0;
    for (let at = 0; at < prices.length; at += 1) {
      const excess = (used[at] ?? 0) - (capacities[at] ?? 0);
      if (excess > 0 || (prices[at] ?? 0) > 0) norm += excess * excess;
    }
    if (norm === 0) break;
    const step = (scale * 0.05 * Math.max(1e-6, bound)) / norm;
    for (let at = 0; at < prices.length; at += 1) {
      const excess = (used[at] ?? 0) - (capacities[at] ?? 0);
      prices[at] = Math.max(0, (prices[at] ?? 0) + step * excess);
    }
  }
  return best;
}
