/** How well a text that offers answers a text that asks, from 0 to 1: trades and words together. */
import type { Concepts, Reading, Words } from "./reading.ts";
import { listKnownStems } from "./recognise.ts";
import { listNear } from "./vocabulary.ts";

const vocabulary = listKnownStems();
const isVocabulary = (stem: string) => vocabulary.has(stem);

export type Query = {
  readonly concepts: Concepts;
  /** Every trade that would answer, with how well: the concepts and their near ones. */
  readonly wanted: Concepts;
  readonly words: Words;
  /** Sum over words of weight × rarity, what a document with all of them would get. */
  readonly certainty: number;
};
export type Fit = {
  readonly value: number;
  readonly taxonomy: number;
  readonly text: number;
  /** The pair of trades that carries the fit, when one does. */
  readonly asked: string | null;
  readonly given: string | null;
  readonly words: readonly string[];
};
export type Rarity = (stem: string) => number;

export type FitSettings = {
  readonly useTrades: boolean;
  readonly useWords: boolean;
  /** How far a shared trade, or shared words beside known trades, carry the fit: 0 to 1. */
  readonly tradeTrust: number;
  readonly textTrust: number;
};
export const fullFit: FitSettings = { useTrades: true, useWords: true, tradeTrust: 0.8, textTrust: 0.55 };

export const noFit: Fit = { value: 0, taxonomy: 0, text: 0, asked: null, given: null, words: [] };

const textTrustAlone = 0.8;
const textHalf = 0.8;
/** What is left of shared words when the trades differ, unless the two texts share most of their words. */
const decoyTrust = 0.35;

export function toQuery(concepts: Concepts, words: Words): Query {
  const wanted = new Map<string, number>();
  let certainty = 0;
  for (const [trade, weight] of concepts) {
    certainty = Math.max(certainty, weight);
    for (const [near, closeness] of listNear(trade)) {
      const value = weight * closeness;
      if (value > (wanted.get(near) ?? 0)) wanted.set(near, value);
    }
  }
  return { concepts, wanted, words, certainty };
}

export function computeFit(
  query: Query,
  given: Reading,
  rarity: Rarity,
  settings = fullFit,
  likeness = 0,
): Fit {
  const trades = settings.useTrades ? computeTradeFit(query, given.concepts) : noTradeFit;
  const text = settings.useWords ? computeTextFit(query.words, given.words, rarity) : noTextFit;
  // A shared word that names a trade is already in the trades: when they differ, it is a decoy. Other words are news.
  const bothKnown = query.certainty > 0.5 && given.concepts.size > 0 && settings.useTrades;
  const decoy = bothKnown && trades.value < 0.2 ? decoyTrust + (1 - decoyTrust) * text.breadth : 1;
  const beside = settings.textTrust + (textTrustAlone - settings.textTrust) * text.breadth;
  const known = text.known * decoy * (query.certainty < 0.3 ? textTrustAlone : beside);
  const news = Math.max(text.news, likeness) * textTrustAlone;
  const textPart = 1 - (1 - known) * (1 - news);
  return {
    value: 1 - (1 - settings.tradeTrust * trades.value) * (1 - textPart),
    taxonomy: trades.value,
    text: text.value,
    asked: trades.asked,
    given: trades.given,
    words: text.words,
  };
}

const noTradeFit = { value: 0, asked: null, given: null } as const;
const noTextFit = { value: 0, known: 0, news: 0, breadth: 0, words: [] } as const;

function computeTradeFit(query: Query, held: Concepts) {
  let best = 0;
  let asked: string | null = null;
  let given: string | null = null;
  for (const [trade, weight] of held) {
    const value = weight * (query.wanted.get(trade) ?? 0);
    if (value > best) {
      best = value;
      given = trade;
    }
  }
  if (given === null) return noTradeFit;
  let total = 0;
  let covered = 0;
  let bestSource = 0;
  for (const [concept, weight] of query.concepts) {
    const near = listNear(concept);
    let reach = 0;
    for (const [trade, held_] of held) reach = Math.max(reach, held_ * (near.get(trade) ?? 0));
    total += weight;
    covered += weight * reach;
    const source = weight * (near.get(given) ?? 0);
    if (source > bestSource) {
      bestSource = source;
      asked = concept;
    }
  }
  const coverage = total === 0 ? 0 : covered / total;
  return { value: 0.85 * best + 0.15 * coverage, asked, given };
}

function computeTextFit(words: Words, held: Words, rarity: Rarity) {
  let known = 0;
  let news = 0;
  let mass = 0;
  const shared: [string, number][] = [];
  for (const [stem, weight] of words) {
    const rare = rarity(stem);
    mass += rare * weight;
    const other = held.get(stem);
    if (other === undefined) continue;
    const gain = rare ** 1.5 * weight * other;
    if (isVocabulary(stem)) known += gain;
    else news += gain;
    shared.push([stem, gain]);
  }
  if (shared.length === 0) return noTextFit;
  shared.sort((a, b) => b[1] - a[1]);
  const coverage = mass === 0 ? 0 : Math.min(1, (known + news) / mass);
  // Several words in common, most of what is asked, outvote a trade wrongly read into one of the texts.
  const several = Math.min(1, Math.max(0, shared.reduce((sum, [, gain]) => sum + Math.min(1, gain), 0) - 1));
  const breadth = several * Math.min(1, Math.max(0, (coverage - 0.3) / 0.35));
  const saturate = (sum: number) => (sum / (sum + textHalf)) * (0.7 + 0.3 * coverage);
  return {
    value: saturate(known + news),
    known: saturate(known),
    news: saturate(news),
    breadth,
    words: shared.slice(0, 4).map(([stem]) => stem),
  };
}
