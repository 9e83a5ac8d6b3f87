/** How two organisations stand to each other by trade: one supplies the other, or both do the same. */
import type { Card } from "./card.ts";
import type { Concepts, Reading } from "./reading.ts";
import { findTrade, listTakers, toActivity } from "./vocabulary.ts";

type BestChain = { readonly from: string; readonly to: string; readonly weight: number };

const leastChain = 0.15;

const takersByOwn = new WeakMap<Concepts, ReadonlyMap<string, BestChain>>();

/** The strongest chain from what one does to what the other is. */
export function findBestChain(from: Card, to: Card): BestChain | null {
  const takers = toTakers(from.own);
  let best: BestChain | null = null;
  for (const [trade, held] of to.being.concepts) {
    const chain = takers.get(trade);
    if (chain === undefined) continue;
    const weight = chain.weight * held;
    if (weight > (best?.weight ?? leastChain)) best = { from: chain.from, to: chain.to, weight };
  }
  return best;
}

function toTakers(own: Concepts): ReadonlyMap<string, BestChain> {
  const known = takersByOwn.get(own);
  if (known !== undefined) return known;
  const takers = new Map<string, BestChain>();
  for (const [giver, held] of own) {
    for (const chain of listTakers(giver)) {
      const weight = chain.weight * held;
      if (weight > (takers.get(chain.to)?.weight ?? 0))
        takers.set(chain.to, { from: chain.from, to: chain.to, weight });
    }
  }
  takersByOwn.set(own, takers);
  return takers;
}

/** How much the candidate's main trade is the seeker's own, 0 to 1. */
export function overlap(seeker: Card, candidate: Card): number {
  let best = 0;
  for (const [trade, held] of strongestOwn(candidate).map(
    (each) => [each, candidate.own.get(each) ?? 0] as const,
  )) {
    for (const [own, weight] of seeker.own) {
      if (toActivity(own) === toActivity(trade)) best = Math.max(best, held * weight);
    }
  }
  return best;
}

export function strongestOwn(card: Card): readonly string[] {
  return strongestOf(card.own);
}

export function strongest(reading: Reading): readonly string[] {
  return strongestOf(reading.concepts);
}

const strongestByConcepts = new WeakMap<Concepts, readonly string[]>();

function strongestOf(concepts: Concepts): readonly string[] {
  const known = strongestByConcepts.get(concepts);
  if (known !== undefined) return known;
  const sorted = [...concepts].sort((a, b) => b[1] - a[1]);
  const top = sorted[0]?.[1] ?? 0;
  const found = sorted.filter(([, weight]) => weight >= top * 0.9).map(([trade]) => trade);
  strongestByConcepts.set(concepts, found);
  return found;
}

export function isSameSector(a: string, b: string): boolean {
  return findTrade(a)?.sector === findTrade(b)?.sector;
}
