/** Directories of any size, the same for a seed: offers and needs written with the words of trades. */
import type { MatchOrganisation } from "../../src/matching/card.ts";
import { terms } from "../../src/matching/vocabulary.ts";

const departments = [
  ["34", "76", 43.6, 3.9],
  ["30", "76", 43.8, 4.4],
  ["31", "76", 43.6, 1.4],
  ["44", "52", 47.2, -1.6],
  ["35", "53", 48.1, -1.7],
  ["59", "32", 50.6, 3.1],
  ["54", "44", 48.7, 6.2],
  ["42", "84", 45.4, 4.4],
  ["69", "84", 45.8, 4.8],
  ["33", "75", 44.8, -0.6],
] as const;
const fillers = [
  "pour nos établissements",
  "avec des livraisons régulières",
  "sur tout le bassin",
  "par une équipe en insertion",
  "à coûts maîtrisés",
  "au plus près des habitants",
  "dans une démarche responsable",
  "avec un suivi soigné",
];
const families = ["association", "scop", "scic", "ess-company", "public-authority", "mutual"] as const;

export function toMeetingSides(exhibitorCount: number, buyerCount: number, seed: number) {
  const random = createRandom(seed);
  const byTrade = new Map<string, string[]>();
  for (const { trade, text, strength } of terms) {
    if (strength === 1) byTrade.set(trade, [...(byTrade.get(trade) ?? []), text]);
  }
  const trades = [...byTrade.keys()];
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined) throw new Error("empty list");
    return found;
  };
  const write = (trade: string) => {
    const words = byTrade.get(trade) ?? [];
    return `${pick(words)}, ${pick(words)} et ${pick(words)} ${pick(fillers)}, ${pick(fillers)}`;
  };
  const create = (id: string, offers: number, needs: number): MatchOrganisation => {
    const [department, region, lat, lon] = pick(departments);
    const own = pick(trades);
    return {
      id,
      name: `Structure ${id}`,
      family: pick(families),
      ess: true,
      inclusionKind: random() < 0.2 ? "EI" : null,
      labels: [],
      group: null,
      partners: [],
      place: { commune: "Ville", department, region, lat: lat + random() - 0.5, lon: lon + random() - 0.5 },
      staffFte: Math.floor(random() * 60),
      turnoverKeur: null,
      description: write(own),
      offers: Array.from({ length: offers }, (_, i) => ({
        id: `o${i}`,
        text: write(i === 0 ? own : pick(trades)),
        activities: [],
        area: random() < 0.5 ? { type: "regions", codes: [region] } : { type: "radius", km: 60 },
        capacity: null,
      })),
      needs: Array.from({ length: needs }, (_, i) => ({
        id: `n${i}`,
        kind: random() < 0.75 ? "buy" : random() < 0.6 ? "sell" : "cooperate",
        text: write(pick(trades)),
        area: random() < 0.5 ? { type: "regions", codes: [region] } : { type: "radius", km: 80 },
      })),
    };
  };
  return {
    exhibitors: Array.from({ length: exhibitorCount }, (_, i) => create(`e${seed}-${i}`, 2, 1)),
    buyers: Array.from({ length: buyerCount }, (_, i) => create(`b${seed}-${i}`, 1, 1)),
  };
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
