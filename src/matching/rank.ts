/**
 * The matching engine. Pure: no clock, no randomness, no I/O.
 *
 * `createMatcher(organisations, options)` reads every text once; then
 * - `rankNeed(organisation, need)` best candidates of one need, with what gates closed;
 * - `rankOrganisation(organisation)` best partners over all its needs and as an answer to others' needs;
 * - `explainPair(a, b)` the score of a pair with its reasons, cautions and gates, seen from `a`;
 * - `upsert` / `remove` change one organisation without a rebuild; `correct` keeps a human's activities for a text.
 * Sentences are made from claims by `explain.ts` in the reader's language.
 */
import type { Area } from "../domain/directory/organisation.ts";
import { type Advice, listTrials } from "./advice.ts";
import { assess } from "./assess.ts";
import { type Card, type MatchOrganisation, type NeedCard, toCard } from "./card.ts";
import type { CautionClaim, GateClaim, Reason, ReasonClaim } from "./claim.ts";
import {
  type Answer,
  addLabelPartner,
  type Consortium,
  computeRelief,
  findCapacityPartner,
  findLabelHolder,
} from "./consortium.ts";
import { type Coverage, measureCoverage } from "./coverage.ts";
import { checkCapacity } from "./criteria.ts";
import type { Assessment, Lookup } from "./evidence.ts";
import type { Sizes } from "./fairness.ts";
import { fullFit } from "./fit.ts";
import { checkGroup, checkLabels, checkNeedArea, checkReservation } from "./gates.ts";
import type { Concepts, Words } from "./reading.ts";
import { type Disabled, type Scored, score, sumReasons } from "./score.ts";
import { createSearchIndex } from "./search-index.ts";
import type { Similarity } from "./similarity.ts";
import { coverPoint, isWithinEdge } from "./territory.ts";
import { toTextKey } from "./text.ts";
import { listGivers, listTakers, toActivity } from "./vocabulary.ts";
import {
  defaultTuning,
  leastFit,
  leastScore,
  leastShareOfBest,
  penalties,
  type Relation,
  type Tuning,
} from "./weights.ts";

export type Candidate = {
  readonly organisation: string;
  readonly score: number;
  readonly confidence: number;
  readonly relation: Relation;
  /** Contributions add up to the score; best first, what speaks against it last. */
  readonly reasons: readonly Reason[];
  readonly cautions: readonly CautionClaim[];
};
export type Exclusion = { readonly organisation: string; readonly gate: GateClaim };
export type NeedRanking = {
  readonly seeker: string;
  readonly need: string;
  /** Best first; empty when nothing fits. */
  readonly candidates: readonly Candidate[];
  /** What would have fitted but for a gate, best first. */
  readonly excluded: readonly Exclusion[];
  /** Pairs that answer together what one of them could not alone. */
  readonly consortia: readonly Consortium[];
};
export type Recommendation = Candidate & {
  /** The need behind the meeting and whose it is; both sides' when both gain. */
  readonly needs: readonly { readonly owner: string; readonly need: string; readonly score: number }[];
};
export type PairExplanation = {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly best: (Candidate & { readonly owner: string; readonly need: string }) | null;
  readonly gates: readonly (GateClaim & { readonly owner: string; readonly need: string })[];
};
export type MatcherOptions = {
  /** ISO date that label validity is judged on; without it no label has expired. */
  readonly today?: string;
  /** Other values of the main settings, for cross-validation. */
  readonly tuning?: Partial<Tuning>;
  /** Criteria and gates left out, for ablation. */
  readonly disabled?: Disabled;
  readonly disabledText?: boolean;
  readonly disabledTrades?: boolean;
  readonly disabledChains?: boolean;
  readonly disabledNegation?: boolean;
  readonly disabledDirection?: boolean;
  /** Activities that humans gave to texts; keys made by `toTextKey`. */
  readonly corrections?: ReadonlyMap<string, readonly string[]>;
  /** Pairs that must never be proposed, keyed `a|b` in either order. */
  readonly blocked?: ReadonlySet<string>;
  readonly similarity?: Similarity;
  /** What the organiser decided of a pair, keyed `a|b` in either order. */
  readonly rules?: ReadonlyMap<string, PairRule>;
};
/** A pinned pair is lifted, a banned one closed; the reason is the organiser's. */
export type PairRule = { readonly kind: "pin" | "ban"; readonly why: string };
export type Matcher = {
  rankNeed(organisation: string, need: string, options?: { readonly top?: number }): NeedRanking | undefined;
  rankAll(options?: { readonly top?: number }): readonly NeedRanking[];
  rankOrganisation(organisation: string, options?: { readonly top?: number }): readonly Recommendation[];
  explainPair(a: string, b: string): PairExplanation | undefined;
  upsert(organisation: MatchOrganisation): void;
  remove(organisation: string): void;
  /** Keeps a human's activities for a text and re-reads the organisations that use it. */
  correct(text: string, activities: readonly string[]): void;
  /** Pins or bans a pair; null forgets what was decided. */
  setRule(a: string, b: string, rule: PairRule | null): void;
  /** What would raise this organisation's matches most, best first; each change tried on others' needs. */
  advise(organisation: string): readonly Advice[];
  /** Needs without a good answer, grouped by territory and activity, and who has no match at all. */
  coverage(rankings?: readonly NeedRanking[]): Coverage;
  /** Staff of every organisation, for `measureExposure` and `rebalance`. */
  readonly sizes: () => Sizes;
  readonly corrections: () => ReadonlyMap<string, readonly string[]>;
  readonly organisations: () => readonly string[];
};

const defaultTop = 20;
const shortlist = 40;
/** Of those that distance closes, the most promising are looked at to say so; the others are passed by. */
const mostFarVisited = 30;
const mostExcluded = 20;
const mostNeighbours = 300;
const excludedLeastStrength = 0.2;

export function createMatcher(
  organisations: readonly MatchOrganisation[],
  options: MatcherOptions = {},
): Matcher {
  const cards = new Map<string, Card>();
  const offerIndex = createSearchIndex();
  const needIndex = createSearchIndex();
  const beingIndex = createSearchIndex();
  const documentsByOwner = new Map<string, { offers: number[]; needs: number[]; being: number }>();
  const tradesByRegion = new Map<string, Map<string, number>>();
  const corrections = new Map(options.corrections ?? []);
  const tuning = { ...defaultTuning, ...options.tuning };
  const rules = new Map(options.rules ?? []);
  const disabled: Disabled = options.disabled ?? new Set();
  const today = options.today ?? null;
  const lookup: Lookup = {
    offerRarity: offerIndex.rarity,
    needRarity: needIndex.rarity,
    fit: {
      ...fullFit,
      ...tuning,
      useTrades: options.disabledTrades !== true,
      useWords: options.disabledText !== true,
    },
    similarity: options.similarity ?? null,
    useAreas: !disabled.has("areas"),
    useChains: options.disabledChains !== true,
    useNegation: options.disabledNegation !== true,
    useDirection: options.disabledDirection !== true,
    hasTradeIn: (region, trade) => (tradesByRegion.get(region)?.get(trade) ?? 0) > 0,
  };

  function upsert(organisation: MatchOrganisation): void {
    remove(organisation.id);
    const card = toCard(organisation, corrections);
    cards.set(organisation.id, card);
    const owner = organisation.id;
    documentsByOwner.set(owner, {
      offers: card.offers.map(({ reading }) => offerIndex.add({ owner, ...pick(reading) })),
      needs: card.needs.map(({ reading }) => needIndex.add({ owner, ...pick(reading) })),
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

  function judge(
    seeker: Card,
    need: NeedCard,
    candidate: Card,
  ): { scored: Scored } | { gate: GateClaim; strength: number } | null {
    const assessment = assess(seeker, need, candidate, lookup);
    const strength = Math.max(assessment.evidence[0]?.strength ?? 0, assessment.closed?.strength ?? 0);
    if (strength === 0) return null;
    const gate = findGate(seeker, need, candidate, assessment);
    if (gate !== null) return { gate, strength };
    const scored = score(seeker, need, candidate, assessment, lookup, disabled, today, tuning.softScale);
    return scored === null ? null : { scored: pin(scored, findRule(seeker, candidate)) };
  }

  function findRule(a: Card, b: Card): PairRule | undefined {
    const ids = [a.organisation.id, b.organisation.id];
    return rules.get(ids.join("|")) ?? rules.get(ids.reverse().join("|"));
  }

  function findGate(seeker: Card, need: NeedCard, candidate: Card, assessment: Assessment): GateClaim | null {
    const pair = [seeker.organisation.id, candidate.organisation.id];
    if (options.blocked?.has(pair.join("|")) || options.blocked?.has(pair.reverse().join("|"))) {
      return { code: "blocked", params: {} };
    }
    const rule = findRule(seeker, candidate);
    if (rule?.kind === "ban") return { code: "banned-by-organiser", params: { why: rule.why } };
    const group = checkGroup(seeker, candidate);
    if (group !== null) return group;
    if (!disabled.has("reservation")) {
      const reserved = checkReservation(need.need, candidate);
      if (reserved !== null) return reserved;
    }
    if (!disabled.has("labels-required")) {
      const labels = checkLabels(need.need, candidate, today);
      if (labels.gate !== null && need.need.kind !== "sell") return labels.gate;
    }
    const [main] = assessment.evidence;
    if (main === undefined) return assessment.closed?.gate ?? null;
    if (!disabled.has("capacity") && need.need.kind === "buy") {
      const capacity = checkCapacity(need, main);
      if (capacity !== null) return capacity;
    }
    return null;
  }

  function rankCards(seeker: Card, need: NeedCard, top: number): NeedRanking {
    const found: Answer[] = [];
    const closed: { organisation: string; gate: GateClaim; strength: number }[] = [];
    const enough = Math.max(shortlist, top * 2);
    let farVisited = 0;
    for (const id of shortlistFor(seeker, need)) {
      const candidate = cards.get(id);
      if (candidate === undefined) continue;
      if (lookup.useAreas && isOutOfReach(seeker, need, candidate)) {
        farVisited += 1;
        if (farVisited > mostFarVisited) continue;
      }
      const verdict = judge(seeker, need, candidate);
      if (verdict === null) continue;
      if ("scored" in verdict) found.push({ id, scored: verdict.scored });
      else if (
        (verdict.strength >= excludedLeastStrength || verdict.gate.code === "excluded-by-need") &&
        closed.length < 200
      ) {
        closed.push({ organisation: id, gate: verdict.gate, strength: verdict.strength });
      }
      if (found.length >= enough) break;
    }
    const ranked = lowerMembers(found)
      .filter(({ scored }) => scored.score >= tuning.leastScore && scored.fit >= leastFit)
      .sort(byScore);
    const floor = (ranked[0]?.scored.score ?? 0) * leastShareOfBest;
    const consortia: Consortium[] = [];
    const grouped = ranked
      .filter(({ scored }) => scored.score >= floor)
      .map((each) => joinPartner(each, ranked, consortia));
    const candidates = grouped
      .sort(byScore)
      .slice(0, top)
      .map(({ id, scored }) => toCandidate(id, scored));
    const excluded = closed
      .sort((a, b) => b.strength - a.strength || compareText(a.organisation, b.organisation))
      .slice(0, mostExcluded)
      .map(({ organisation, gate }) => {
        const opened = addLabelPartner(gate, ranked, need, cards);
        const holder = findLabelHolder(ranked, cards);
        if (opened.code === "label-required" && opened.params.partner !== null && holder !== undefined) {
          consortia.push({ members: [organisation, holder.id], opens: "label", percent: null });
        }
        return { organisation, gate: opened };
      });
    return { seeker: seeker.organisation.id, need: need.need.id, candidates, excluded, consortia };
  }

  /** A candidate too small alone is shown with who completes it, and regains a part of what it lost. */
  function joinPartner(each: Answer, ranked: readonly Answer[], consortia: Consortium[]): Answer {
    if (each.scored.relation !== "consortium") return each;
    const found = findCapacityPartner(each, ranked);
    if (found === null) return each;
    consortia.push({ members: [each.id, found.partner.id], opens: "capacity", percent: found.percent });
    const partner = cards.get(found.partner.id)?.organisation.name ?? found.partner.id;
    const claim: ReasonClaim = { code: "group-bid", params: { partner, percent: found.percent } };
    const contribution = computeRelief(each, found.percent);
    const summed = sumReasons([...each.scored.reasons, { criterion: "capacity", contribution, claim }]);
    return { id: each.id, scored: { ...each.scored, ...summed } };
  }

  /** When a federation is a candidate, its members are attached to it rather than listed beside it. */
  function lowerMembers(found: Answer[]): Answer[] {
    const federations = found.filter(({ id, scored }) => isSupply(scored) && isFederation(cards.get(id)));
    if (federations.length === 0) return found;
    return found.map((each) => {
      if (!isSupply(each.scored)) return each;
      const card = cards.get(each.id);
      const head = federations.find(
        ({ id, scored }) =>
          id !== each.id &&
          card?.organisation.partners.includes(id) &&
          scored.score >= each.scored.score * 0.7,
      );
      if (head === undefined) return each;
      const federation = cards.get(head.id)?.organisation.name ?? head.id;
      const claim: ReasonClaim = { code: "member-of-candidate", params: { federation } };
      const contribution = each.scored.score * (penalties.memberOfCandidate - 1);
      const summed = sumReasons([...each.scored.reasons, { criterion: "penalty", contribution, claim }]);
      return { id: each.id, scored: { ...each.scored, ...summed } };
    });
  }

  function rankNeed(organisation: string, need: string, { top = defaultTop } = {}): NeedRanking | undefined {
    const seeker = cards.get(organisation);
    const card = seeker?.needs.find((each) => each.need.id === need);
    return seeker === undefined || card === undefined ? undefined : rankCards(seeker, card, top);
  }

  function rankOrganisation(organisation: string, { top = defaultTop } = {}): readonly Recommendation[] {
    const self = cards.get(organisation);
    if (self === undefined) return [];
    const byPartner = new Map<string, Recommendation>();
    const merge = (partner: string, candidate: Candidate, owner: string, need: string) => {
      const known = byPartner.get(partner);
      const entry = { owner, need, score: candidate.score };
      const needs = [...(known?.needs ?? []), entry].sort((a, b) => b.score - a.score);
      const best = known !== undefined && known.score >= candidate.score ? known : candidate;
      byPartner.set(partner, { ...best, organisation: partner, needs });
    };
    for (const need of self.needs) {
      for (const candidate of rankCards(self, need, top * 2).candidates) {
        merge(candidate.organisation, candidate, organisation, need.need.id);
      }
    }
    for (const { owner, need } of findNeedsServedBy(self)) {
      const seeker = cards.get(owner);
      if (seeker === undefined) continue;
      const verdict = judge(seeker, need, self);
      if (verdict === null || !("scored" in verdict)) continue;
      const { scored } = verdict;
      if (scored.score < tuning.leastScore || scored.fit < leastFit) continue;
      merge(owner, toCandidate(owner, scored), owner, need.need.id);
    }
    return [...byPartner.values()]
      .sort((a, b) => b.score - a.score || compareText(a.organisation, b.organisation))
      .slice(0, top);
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
      .slice(0, shortlist)
      .flatMap(([owner]) => (cards.get(owner)?.needs ?? []).map((need) => ({ owner, need })));
  }

  function explainPair(a: string, b: string): PairExplanation | undefined {
    const first = cards.get(a);
    const second = cards.get(b);
    if (first === undefined || second === undefined) return undefined;
    let best: PairExplanation["best"] = null;
    const gates: PairExplanation["gates"][number][] = [];
    for (const [seeker, other] of [
      [first, second],
      [second, first],
    ] as const) {
      for (const need of seeker.needs) {
        const verdict = judge(seeker, need, other);
        if (verdict === null) continue;
        const owner = seeker.organisation.id;
        if (!("scored" in verdict)) gates.push({ ...verdict.gate, owner, need: need.need.id });
        else if (verdict.scored.score > (best?.score ?? 0)) {
          best = { ...toCandidate(other.organisation.id, verdict.scored), owner, need: need.need.id };
        }
      }
    }
    return { a, b, score: best?.score ?? 0, best, gates };
  }

  function correct(text: string, activities: readonly string[]): void {
    const key = toTextKey(text);
    corrections.set(key, activities);
    for (const card of [...cards.values()]) {
      const { offers, needs } = card.organisation;
      if ([...offers, ...needs].some((each) => toTextKey(each.text) === key)) upsert(card.organisation);
    }
  }

  /** Scores of `self` for the needs of others that it could answer. */
  function scoreForOthers(self: Card, needs: readonly { owner: string; need: NeedCard }[]) {
    const gates: GateClaim[] = [];
    const scores = needs.map(({ owner, need }) => {
      const seeker = cards.get(owner);
      const verdict = seeker === undefined ? null : judge(seeker, need, self);
      if (verdict !== null && "gate" in verdict) gates.push(verdict.gate);
      return verdict !== null && "scored" in verdict && verdict.scored.score >= leastScore
        ? verdict.scored.score
        : 0;
    });
    return { scores, gates };
  }

  function advise(organisation: string): readonly Advice[] {
    const self = cards.get(organisation);
    if (self === undefined) return [];
    const needs = findNeedsServedBy(self).filter(({ need }) => need.need.kind !== "replicate");
    const before = scoreForOthers(self, needs);
    const withVolume = needs.filter(({ need }, i) => need.need.volume && (before.scores[i] ?? 0) > 0).length;
    const volumes = new Map(self.offers.map(({ offer }) => [offer.id, withVolume] as const));
    return listTrials(self, before.gates, volumes)
      .map(({ claim, changed }) => {
        if (changed === self.organisation) return { claim, gain: 0, needs: withVolume };
        const after = scoreForOthers(toCard(changed, corrections), needs);
        const gains = after.scores.map((value, i) => value - (before.scores[i] ?? 0));
        const gain = gains.reduce((sum, value) => sum + value, 0);
        return {
          claim,
          gain: Math.round(gain * 1e3) / 1e3,
          needs: gains.filter((value) => value > 0.005).length,
        };
      })
      .filter(({ gain, needs: count, claim }) => gain > 0 || (claim.code === "state-capacity" && count > 0))
      .sort((a, b) => b.gain - a.gain || b.needs - a.needs);
  }

  const rankAll: Matcher["rankAll"] = ({ top = defaultTop } = {}) =>
    [...cards.values()].flatMap((card) => card.needs.map((need) => rankCards(card, need, top)));

  for (const organisation of organisations) upsert(organisation);

  return {
    rankNeed,
    rankAll,
    rankOrganisation,
    explainPair,
    upsert,
    remove,
    correct,
    advise,
    coverage: (rankings = rankAll({ top: 5 })) => measureCoverage(cards, rankings, leastScore),
    sizes: () => new Map([...cards].map(([id, card]) => [id, card.organisation.staffFte] as const)),
    setRule(a, b, rule) {
      rules.delete(`${a}|${b}`);
      rules.delete(`${b}|${a}`);
      if (rule !== null) rules.set(`${a}|${b}`, rule);
    },
    corrections: () => corrections,
    organisations: () => [...cards.keys()],
  };
}

/** A cheap look at areas before any text is compared; never closes what a full look would open. */
function isOutOfReach(seeker: Card, need: NeedCard, candidate: Card): boolean {
  const { area, kind } = need.need;
  if (kind === "replicate") return false;
  if (area !== null && isFarOutside(area, seeker, candidate)) return true;
  if (kind !== "buy" || need.direction !== "supplier") return false;
  return candidate.offers.every(
    ({ offer }) =>
      offer.area !== null && coverPoint(offer.area, candidate.location, seeker.location) === "outside",
  );
}

function isFarOutside(area: Area, seeker: Card, candidate: Card): boolean {
  if (coverPoint(area, seeker.location, candidate.location) !== "outside") return false;
  return area.type !== "radius" || !isWithinEdge(area.km, seeker.location, candidate.location);
}

/** Half of what is missing to a full score: lifted to the top without hiding why. */
function pin(scored: Scored, rule: PairRule | undefined): Scored {
  if (rule?.kind !== "pin") return scored;
  const claim: ReasonClaim = { code: "pinned-by-organiser", params: { why: rule.why } };
  const contribution = (1 - scored.score) * 0.5;
  return { ...scored, ...sumReasons([...scored.reasons, { criterion: "organiser", contribution, claim }]) };
}

function pick({ concepts, words }: { readonly concepts: Concepts; readonly words: Words }) {
  return { concepts, words };
}

function toCandidate(organisation: string, scored: Scored): Candidate {
  const { score: value, confidence, relation, reasons, cautions } = scored;
  return { organisation, score: value, confidence, relation, reasons, cautions };
}

function isSupply(scored: Scored): boolean {
  return scored.reasons[0]?.criterion === "supply";
}

function isFederation(card: Card | undefined): boolean {
  if (card === undefined) return false;
  return /f[ée]d[ée]r|union d|union r|t[êe]te de r[ée]seau/i.test(
    `${card.organisation.name} ${card.organisation.description}`,
  );
}

function byScore(a: Answer, b: Answer): number {
  return b.scored.score - a.scored.score || compareText(a.id, b.id);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
