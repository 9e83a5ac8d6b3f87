/** The organisations held in memory, indexed so that a need finds who is worth a close look. */
import { type Card, type MatchOrganisation, type NeedCard, toCard } from "./card.ts";
import type { Rarity } from "./fit.ts";
import { checkNeedArea } from "./gates.ts";
import type { Concepts, Corrections, Words } from "./reading.ts";
import { createSearchIndex } from "./search-index.ts";
import { rateSale } from "./surplus.ts";
import { listGivers, listTakers, toActivity } from "./vocabulary.ts";

export type ServedNeed = { readonly owner: string; readonly need: NeedCard };
export type Directory = {
  readonly cards: ReadonlyMap<string, Card>;
  readonly offerRarity: Rarity;
  readonly needRarity: Rarity;
  upsert(organisation: MatchOrganisation): void;
  remove(organisation: string): void;
  /** Owners worth scoring for a need, most promising first. */
  shortlistFor(seeker: Card, need: NeedCard): readonly string[];
  /** Others' needs that an organisation's offers could answer, most promising first. */
  findNeedsServedBy(self: Card): readonly ServedNeed[];
  hasTradeIn(region: string, trade: string): boolean;
};

const mostNeighbours = 300;
const mostServed = 40;

export function createDirectory(corrections: Corrections): Directory {
  const cards = new Map<string, Card>();
  const offerIndex = createSearchIndex();
  const needIndex = createSearchIndex();
  const beingIndex = createSearchIndex();
  const saleIndex = createSearchIndex();
  const documentsByOwner = new Map<
    string,
    { offers: number[]; needs: number[]; sales: number[]; being: number }
  >();
  const tradesByRegion = new Map<string, Map<string, number>>();

  function upsert(organisation: MatchOrganisation): void {
    remove(organisation.id);
    const card = toCard(organisation, corrections);
    cards.set(organisation.id, card);
    const owner = organisation.id;
    documentsByOwner.set(owner, {
      offers: card.offers.map(({ reading }) => offerIndex.add({ owner, ...pick(reading) })),
      needs: card.needs.map(({ reading }) => needIndex.add({ owner, ...pick(reading) })),
      sales: card.needs
        .filter((need) => rateSale(need) > 0)
        .map(({ reading }) => saleIndex.add({ owner, ...pick(reading) })),
      being: beingIndex.add({ owner, ...pick(card.being) }),
    });
    countTrades(card, 1);
  }

  function remove(organisation: string): void {
    const card = cards.get(organisation);
    const documents = documentsByOwner.get(organisation);
    if (card === undefined || documents === undefined) return;
    for (const id of documents.offers) offerIndex.remove(id);
    for (const id of documents.needs) needIndex.remove(id);
    for (const id of documents.sales) saleIndex.remove(id);
    beingIndex.remove(documents.being);
    countTrades(card, -1);
    cards.delete(organisation);
    documentsByOwner.delete(organisation);
  }

  function countTrades(card: Card, by: number): void {
    const region = card.location.region;
    if (region === null) return;
    const counts = tradesByRegion.get(region) ?? new Map<string, number>();
    tradesByRegion.set(region, counts);
    const trades = new Set(
      [...card.own].filter(([, weight]) => weight > 0.5).map(([trade]) => toActivity(trade)),
    );
    for (const trade of trades) counts.set(trade, (counts.get(trade) ?? 0) + by);
  }

  /** Owners worth scoring for a need, most promising first. */
  function shortlistFor(seeker: Card, need: NeedCard): readonly string[] {
    const scores = new Map<string, number>();
    const collect = (index: typeof offerIndex, words: Words, concepts: Concepts, weight: number) => {
      for (const [id, value] of index.search(words, concepts)) {
        const owner = index.document(id)?.owner;
        if (owner === undefined || owner === seeker.organisation.id) continue;
        scores.set(owner, Math.max(scores.get(owner) ?? 0, value * weight));
      }
    };
    const { kind } = need.need;
    const none: Words = new Map();
    if (kind === "replicate") return [...cards.keys()].filter((id) => id !== seeker.organisation.id);
    const funding = kind === "finance" ? new Map([["financement", 1] as const]) : new Map<string, number>();
    collect(offerIndex, need.query.words, new Map([...need.query.wanted, ...funding]), 1);
    if (kind === "buy" || kind === "cooperate") {
      collect(saleIndex, need.query.words, need.query.wanted, 0.6);
    }
    if (kind === "sell") collect(needIndex, need.reading.words, need.reading.concepts, 0.8);
    if (kind === "cooperate" || need.direction !== "supplier") {
      for (const offer of seeker.offers) {
        collect(needIndex, offer.reading.words, offer.reading.concepts, 1);
        const takers = new Map<string, number>();
        for (const [trade, held] of offer.reading.concepts) {
          for (const chain of listTakers(trade))
            takers.set(chain.to, Math.max(takers.get(chain.to) ?? 0, held * chain.weight * 0.6));
          if (kind !== "cooperate") continue;
          for (const chain of listGivers(trade))
            takers.set(chain.from, Math.max(takers.get(chain.from) ?? 0, held * chain.weight * 0.5));
          takers.set(trade, Math.max(takers.get(trade) ?? 0, held * 0.6));
        }
        collect(beingIndex, none, takers, 1);
      }
      collect(beingIndex, need.query.words, need.query.wanted, 0.8);
      collect(needIndex, need.query.words, need.query.wanted, kind === "cooperate" ? 0.7 : 0.3);
      collect(beingIndex, none, new Map([["collectivite", 0.3]]), 1);
      if (need.signals.has("customers") || kind === "sell") collectNear(seeker, need, scores);
    }
    return [...scores].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])).map(([owner]) => owner);
  }

  /** Customers may be named by what they are, which no index holds: those of the area, a bounded number. */
  function collectNear(seeker: Card, need: NeedCard, scores: Map<string, number>): void {
    let left = mostNeighbours;
    for (const [id, card] of cards) {
      if (left <= 0) return;
      if (id === seeker.organisation.id || scores.has(id)) continue;
      if (checkNeedArea(need.need, seeker, card) !== null) continue;
      left -= 1;
      scores.set(id, 0.05);
    }
  }

  /** Others' needs that this organisation's offers could answer. */
  function findNeedsServedBy(self: Card): readonly { owner: string; need: NeedCard }[] {
    const scores = new Map<string, number>();
    for (const offer of self.offers) {
      for (const [id, value] of needIndex.search(offer.reading.words, offer.reading.concepts)) {
        const owner = needIndex.document(id)?.owner;
        if (owner === undefined || owner === self.organisation.id) continue;
        scores.set(owner, Math.max(scores.get(owner) ?? 0, value));
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
      .slice(0, mostServed)
      .flatMap(([owner]) => (cards.get(owner)?.needs ?? []).map((need) => ({ owner, need })));
  }

  return {
    cards,
    offerRarity: offerIndex.rarity,
    needRarity: needIndex.rarity,
    upsert,
    remove,
    shortlistFor,
    findNeedsServedBy,
    hasTradeIn: (region, trade) => (tradesByRegion.get(region)?.get(trade) ?? 0) > 0,
  };
}

function pick({ concepts, words }: { readonly concepts: Concepts; readonly words: Words }) {
  return { concepts, words };
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
