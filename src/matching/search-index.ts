/** An inverted index over readings, by word and by trade; documents come and go without a rebuild. */
import type { Concepts, Words } from "./reading.ts";

export type IndexedDocument = {
  readonly owner: string;
  readonly concepts: Concepts;
  readonly words: Words;
};
export type SearchIndex = {
  add(document: IndexedDocument): number;
  remove(id: number): void;
  /** Rarity of a word, 0 (everywhere) to 1 (in one document of many). */
  rarity(stem: string): number;
  has(stem: string): boolean;
  /** Documents that share weighted words or trades, with a quick score used only to shortlist. */
  search(words: Words, concepts: Concepts): ReadonlyMap<number, number>;
  document(id: number): IndexedDocument | undefined;
  readonly stems: () => Iterable<string>;
};

/** A word of more than this share of documents finds nobody by itself. */
const commonShare = 0.25;

export function createSearchIndex(): SearchIndex {
  const documents: (IndexedDocument | undefined)[] = [];
  const free: number[] = [];
  const byStem = new Map<string, Set<number>>();
  const byTrade = new Map<string, Map<number, number>>();
  let alive = 0;

  const rarityByStem = new Map<string, number>();

  const rarity = (stem: string) => {
    const known = rarityByStem.get(stem);
    if (known !== undefined) return known;
    const value = computeRarity(stem);
    rarityByStem.set(stem, value);
    return value;
  };
  const computeRarity = (stem: string) => {
    const count = byStem.get(stem)?.size ?? 0;
    if (alive === 0) return 1;
    const idf = Math.log(1 + (alive - count + 0.5) / (count + 0.5));
    return Math.min(1, idf / Math.log(1 + (alive + 0.5) / 1.5));
  };

  return {
    add(document) {
      const id = free.pop() ?? documents.length;
      documents[id] = document;
      alive += 1;
      rarityByStem.clear();
      for (const stem of document.words.keys()) getOrCreate(byStem, stem, () => new Set<number>()).add(id);
      for (const [trade, weight] of document.concepts) {
        getOrCreate(byTrade, trade, () => new Map<number, number>()).set(id, weight);
      }
      return id;
    },
    remove(id) {
      const document = documents[id];
      if (document === undefined) return;
      for (const stem of document.words.keys()) byStem.get(stem)?.delete(id);
      for (const trade of document.concepts.keys()) byTrade.get(trade)?.delete(id);
      documents[id] = undefined;
      free.push(id);
      alive -= 1;
      rarityByStem.clear();
    },
    rarity,
    has: (stem) => (byStem.get(stem)?.size ?? 0) > 0,
    search(words, concepts) {
      const scores = new Map<number, number>();
      for (const [trade, weight] of concepts) {
        for (const [id, held] of byTrade.get(trade) ?? []) {
          scores.set(id, Math.max(scores.get(id) ?? 0, weight * held));
        }
      }
      const textScores = new Map<number, number>();
      for (const [stem, weight] of words) {
        const holders = byStem.get(stem);
        if (holders === undefined || (alive > 40 && holders.size > alive * commonShare)) continue;
        const gain = rarity(stem) * weight * 0.25;
        for (const id of holders) textScores.set(id, (textScores.get(id) ?? 0) + gain);
      }
      for (const [id, gain] of textScores) scores.set(id, (scores.get(id) ?? 0) + gain);
      return scores;
    },
    document: (id) => documents[id],
    stems: () => byStem.keys(),
  };
}

function getOrCreate<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
