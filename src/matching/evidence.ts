/** Why a candidate could answer a need: each way of answering, with its strength and its ground. */
import type { Card, NeedCard, OfferCard } from "./card.ts";
import type { Criterion, GateClaim, ReasonClaim } from "./claim.ts";
import { findCustomerKind } from "./customer-kind.ts";
import { computeFit, type Fit, type FitSettings, type Query, type Rarity, toQuery } from "./fit.ts";
import { checkExclusions, checkNeedArea, checkOfferArea } from "./gates.ts";
import type { Concepts, Reading } from "./reading.ts";
import type { Similarity } from "./similarity.ts";
import { computeDistanceKm, isWithinEdge } from "./territory.ts";
import { toExtract, tokenize } from "./text.ts";
import { findTrade, listNear, listTakers, toActivity } from "./vocabulary.ts";

export type Evidence = {
  readonly criterion: Extract<Criterion, "supply" | "demand" | "complement">;
  readonly strength: number;
  readonly claim: ReasonClaim;
  readonly offer: OfferCard | null;
  readonly need: NeedCard | null;
};
export type Assessment = {
  readonly evidence: readonly Evidence[];
  /** The best answer that a gate closed, when no open one is as good. */
  readonly closed: { readonly strength: number; readonly gate: GateClaim } | null;
};
export type Lookup = {
  readonly offerRarity: Rarity;
  readonly needRarity: Rarity;
  readonly fit: FitSettings;
  readonly similarity: Similarity | null;
  readonly useAreas: boolean;
  readonly useChains: boolean;
  readonly useNegation: boolean;
  readonly useDirection: boolean;
  /** Regions where a trade already exists, for replication. */
  readonly hasTradeIn: (region: string, trade: string) => boolean;
};

const faintest = 0.08;
const longestQuote = 180;
/** An offer that only speaks of a trade seldom does it. */
const mentionTrust = 0.8;

export function assess(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): Assessment {
  const direction = lookup.useDirection ? need.direction : "supplier";
  const found: Found[] = [];
  switch (need.need.kind) {
    case "finance":
      found.push(...findFunders(seeker, need, candidate, lookup));
      break;
    case "replicate":
      found.push(...findModels(seeker, need, candidate, lookup));
      break;
    case "cooperate":
      found.push(...findSupply(seeker, need, candidate, lookup, 0.95));
      found.push(...findDemand(seeker, need, candidate, lookup, need.signals.has("customers") ? 0.85 : 0.4));
      if (need.signals.has("orders")) found.push(...findBuyers(seeker, need, candidate, lookup));
      found.push(...findComplements(seeker, need, candidate, lookup));
      break;
    case "buy":
    case "sell":
      if (direction === "supplier" || direction === "taker") {
        found.push(...findSupply(seeker, need, candidate, lookup, 1));
      }
      if (direction !== "supplier") {
        found.push(...findDemand(seeker, need, candidate, lookup, 1));
        found.push(...findCustomers(seeker, need, candidate, lookup));
      } else {
        found.push(...findPoolers(seeker, need, candidate, lookup));
        if (lookup.useChains) found.push(...findUsualSuppliers(seeker, candidate, found));
      }
      break;
    default:
      return need.need.kind satisfies never;
  }
  const open = found.filter((each) => each.gate === null && each.evidence.strength >= faintest);
  let closed: Assessment["closed"] = null;
  for (const { gate, evidence } of found) {
    if (gate === null || evidence.strength <= (closed?.strength ?? 0)) continue;
    closed = { strength: evidence.strength, gate };
  }
  return { evidence: open.map((each) => each.evidence).sort((a, b) => b.strength - a.strength), closed };
}

type Found = { readonly evidence: Evidence; readonly gate: GateClaim | null };

/** What the candidate offers against what the need asks. */
function findSupply(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  lookup: Lookup,
  trust: number,
): readonly Found[] {
  let best: Found | undefined;
  let bestOpen: Found | undefined;
  for (const offer of candidate.offers) {
    const likeness = lookup.similarity?.compare(need.need.text, offer.offer.text) ?? 0;
    const fit = computeFit(need.query, offer.reading, lookup.offerRarity, lookup.fit, likeness);
    if (fit.value < faintest) continue;
    const beyond = lookup.useAreas ? rateNeedArea(seeker, need, candidate, offer) : 1;
    const gate =
      (lookup.useNegation ? checkExclusions(need, offer) : null) ??
      (beyond === 0 ? checkNeedArea(need.need, seeker, candidate) : null) ??
      (lookup.useAreas ? checkOfferArea(offer, candidate, seeker) : null);
    const soft =
      (lookup.useNegation ? rateSoftExclusion(need, offer) : 1) * rateStaffTrade(seeker, need, fit, offer);
    const claim = toSupplyClaim(fit, offer.reading);
    const evidence: Evidence = {
      criterion: "supply",
      strength:
        fit.value *
        trust *
        soft *
        (beyond === 0 ? 1 : beyond) *
        (claim.code === "mentions-what-is-sought" ? mentionTrust : 1),
      claim,
      offer,
      need: null,
    };
    const found = { evidence, gate };
    if (best === undefined || evidence.strength > best.evidence.strength) best = found;
    if (gate === null && evidence.strength > (bestOpen?.evidence.strength ?? 0)) bestOpen = found;
  }
  return [best, bestOpen]
    .filter((each) => each !== undefined)
    .filter((each, i, all) => all.indexOf(each) === i);
}

/** Temporary staff of another profession than the one at hand helps nobody. */
function rateStaffTrade(seeker: Card, need: NeedCard, fit: Fit, offer: OfferCard): number {
  if (fit.given === null || toActivity(fit.given) !== "mise-a-disposition") return 1;
  const professions = [...offer.reading.concepts.keys()].filter(
    (trade) => toActivity(trade) !== "mise-a-disposition",
  );
  if (professions.length === 0) return 1;
  const useful = professions.some(
    (trade) =>
      (need.query.wanted.get(trade) ?? 0) >= 0.3 ||
      strongestOwn(seeker).some((own) => (listNear(own).get(trade) ?? 0) >= 0.3),
  );
  return useful ? 1 : 0.5;
}

const resaleTrades = new Set(["friperie", "ressourcerie"]);

/** « toilettes sans eau »: an offer that speaks of what the need does without is a doubtful answer. */
function rateSoftExclusion(need: NeedCard, offer: OfferCard): number {
  const doubtful = need.reading.exclusions.some(
    ({ firm, stems }) => !firm && stems.length > 0 && stems.every((stem) => offer.reading.stems.has(stem)),
  );
  const [trade] = strongest(offer.reading);
  const unsellable = need.signals.has("worn") && trade !== undefined && resaleTrades.has(trade);
  return (doubtful ? 0.55 : 1) * (unsellable ? 0.6 : 1);
}

/** What the candidate looks for against what the seeker offers. */
function findDemand(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  lookup: Lookup,
  trust: number,
): readonly Found[] {
  let best: Found | undefined;
  for (const theirs of candidate.needs) {
    if (theirs.need.kind === "sell" || theirs.need.kind === "replicate" || theirs.direction === "customer")
      continue;
    for (const offer of seeker.offers) {
      const fit = computeFit(theirs.query, offer.reading, lookup.offerRarity, lookup.fit);
      if (fit.value < faintest) continue;
      const gate = lookup.useAreas
        ? (checkNeedArea(need.need, seeker, candidate) ?? checkOfferArea(offer, seeker, candidate))
        : null;
      const beyond = lookup.useAreas ? rateTheirArea(theirs, candidate, seeker) : 1;
      if (beyond === 0) continue;
      const extract = toExtract(theirs.need.text);
      const claim: ReasonClaim = { code: "seeks-what-you-offer", params: { trade: fit.given, extract } };
      const strength = fit.value * trust * beyond * (theirs.need.kind === "buy" ? 1 : 0.85);
      const found = {
        evidence: { criterion: "demand", strength, claim, offer, need: theirs } as const,
        gate,
      };
      if (isBetter(found, best)) best = found;
    }
  }
  return best === undefined ? [] : [best];
}

/** 1 inside the need's area; less a little outside a radius when the offer says that it reaches the seeker; else 0. */
function rateNeedArea(seeker: Card, need: NeedCard, candidate: Card, offer: OfferCard): number {
  const { area } = need.need;
  if (checkNeedArea(need.need, seeker, candidate) === null) return 1;
  if (area?.type !== "radius" || offer.offer.area === null) return 0;
  if (!isWithinEdge(area.km, seeker.location, candidate.location)) return 0;
  return checkOfferArea(offer, candidate, seeker) === null ? 0.65 : 0;
}

/** For cooperation a radius is a wish: a little beyond it is worth less, not nothing. */
function rateEdge(seeker: Card, need: NeedCard, candidate: Card): number {
  if (checkNeedArea(need.need, seeker, candidate) === null) return 1;
  const { area } = need.need;
  return area?.type === "radius" && isWithinEdge(area.km, seeker.location, candidate.location) ? 0.7 : 0;
}

/** Someone a little outside the area that a candidate asked for may still be worth its time. */
function rateTheirArea(theirs: NeedCard, owner: Card, other: Card): number {
  if (checkNeedArea(theirs.need, owner, other) === null) return 1;
  const { area } = theirs.need;
  const km = computeDistanceKm(owner.location, other.location);
  return area?.type === "radius" && km !== null && km <= area.km * 2 ? 0.65 : 0;
}

function isBetter(found: Found, best: Found | undefined): boolean {
  if (best === undefined) return true;
  if ((found.gate === null) !== (best.gate === null)) return found.gate === null;
  return found.evidence.strength > best.evidence.strength;
}

/** Whom the need names as customers, and whom the seeker's trades usually supply. */
function findCustomers(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const gate = lookup.useAreas ? gateForVisit(seeker, need, candidate) : null;
  const found: Found[] = [];
  const named =
    need.need.kind === "buy" ? toQuery(new Map(), need.query.words) : withoutOwn(need.query, seeker);
  const fit = computeFit(named, candidate.being, lookup.offerRarity, lookup.fit);
  if (fit.value >= faintest) {
    const extract = toExtract(candidate.being.text || candidate.organisation.name);
    const claim: ReasonClaim =
      fit.given === null
        ? { code: "same-words", params: { words: spellOut(fit.words, extract), extract } }
        : { code: "named-customer", params: { trade: fit.given, extract } };
    const rival = overlap(seeker, candidate) > 0.6 ? 0.4 : 1;
    found.push({ evidence: toEvidence("demand", fit.value * 0.62 * rival, claim), gate });
  }
  const kind = findCustomerKind(need, candidate);
  if (kind !== null && overlap(seeker, candidate) < 0.6) {
    const claim: ReasonClaim = { code: "customer-of-kind", params: { word: kind } };
    found.push({ evidence: toEvidence("demand", 0.42, claim), gate });
  }
  if (lookup.useChains) {
    const chain = findBestChain(seeker, candidate);
    if (chain !== null) {
      const params = { from: chain.from, to: chain.to, extract: toExtract(candidate.being.text) };
      const claim: ReasonClaim = { code: "likely-customer", params };
      found.push({ evidence: toEvidence("complement", chain.weight * 0.5, claim), gate });
    }
  }
  return found;
}

/** Those who buy, whatever they buy: a need that seeks orders in general. */
function findBuyers(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const buys = candidate.needs.filter(
    ({ need: theirs, direction }) => theirs.kind === "buy" && direction === "supplier",
  );
  const [first] = [...buys].sort((a, b) => (b.need.budgetKeur ?? 0) - (a.need.budgetKeur ?? 0));
  if (first === undefined) return [];
  const { family, staffFte } = candidate.organisation;
  const large = (staffFte ?? 0) >= 100 || (first.need.budgetKeur ?? 0) >= 200;
  const outside = family === "conventional-company" || family === "public-authority";
  const inclusive = (first.need.impactGoals ?? []).includes("insertion");
  const strength = 0.36 + (large ? 0.14 : 0) + (outside ? 0.08 : 0) + (inclusive ? 0.1 : 0);
  const gate = lookup.useAreas ? gateForVisit(seeker, need, candidate) : null;
  const claim: ReasonClaim = { code: "buys-near-you", params: { extract: toExtract(first.need.text) } };
  return [{ evidence: toEvidence("demand", strength, claim), gate }];
}

/** A candidate whose trade usually serves the seeker's adds to what it offers; alone it is no answer. */
function findUsualSuppliers(seeker: Card, candidate: Card, found: readonly Found[]): readonly Found[] {
  const open = found.find(({ gate, evidence }) => gate === null && evidence.strength >= 0.15);
  const chain = open === undefined ? null : findBestChain(candidate, seeker);
  if (chain === null) return [];
  const extract = toExtract(seeker.being.text);
  const claim: ReasonClaim = { code: "usual-supplier", params: { from: chain.from, to: chain.to, extract } };
  return [{ evidence: toEvidence("complement", chain.weight * 0.3, claim), gate: null }];
}

/** Others who want to pool the very thing that the need would buy. */
function findPoolers(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const gate = lookup.useAreas ? checkNeedArea(need.need, seeker, candidate) : null;
  const pooling = candidate.needs.filter(
    (each) =>
      each.need.kind === "cooperate" &&
      each.signals.has("pooling") &&
      rateTheirArea(each, candidate, seeker) === 1,
  );
  const alike = findAlikeNeed(need, pooling, lookup, 0.55);
  return alike === null ? [] : [{ evidence: alike, gate }];
}

function gateForVisit(seeker: Card, need: NeedCard, candidate: Card): GateClaim | null {
  const byNeed = checkNeedArea(need.need, seeker, candidate);
  if (byNeed !== null || need.need.area !== null) return byNeed;
  const gates = seeker.offers.map((offer) => checkOfferArea(offer, seeker, candidate));
  return gates.length > 0 && gates.every((each) => each !== null) ? (gates[0] ?? null) : null;
}

/** Ways of doing something together: chains between trades, alike needs, peers to bid with, the authority. */
function findComplements(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const edge = lookup.useAreas ? rateEdge(seeker, need, candidate) : 1;
  const gate = edge === 0 ? checkNeedArea(need.need, seeker, candidate) : null;
  const found: Found[] = [];
  const extract = toExtract(candidate.offers[0]?.offer.text ?? candidate.being.text);
  if (lookup.useChains) {
    const chain = findBestChain(seeker, candidate) ?? findBestChain(candidate, seeker);
    if (chain !== null) {
      const claim: ReasonClaim = {
        code: "complements-you",
        params: { from: chain.from, to: chain.to, extract },
      };
      found.push({ evidence: toEvidence("complement", chain.weight * 0.42, claim), gate });
    }
  }
  const alikeTrust = need.signals.has("users") ? 0.85 : need.signals.has("bidding") ? 0.35 : 0.65;
  const alike = findAlikeNeed(need, candidate.needs, lookup, alikeTrust);
  if (alike !== null) found.push({ evidence: alike, gate });
  const bidding = need.signals.has("bidding");
  if (bidding || need.signals.has("pooling")) {
    const vagueNeed = ![...need.query.concepts.keys()].some((trade) => trade !== "collectivite");
    const { strength, trade } = ratePeer(seeker, candidate, bidding, vagueNeed);
    if (strength > 0 && trade !== null && candidate.organisation.ess) {
      const vague = vagueNeed ? 1 : bidding || isOwnField(seeker, need) ? 0.85 : 0.35;
      const claim: ReasonClaim = { code: "peer-to-bid-with", params: { trade, extract } };
      found.push({ evidence: toEvidence("complement", strength * vague, claim), gate });
    }
  }
  if (candidate.organisation.family === "public-authority") {
    const km = computeDistanceKm(seeker.location, candidate.location);
    if (km !== null && km <= 40) {
      const claim: ReasonClaim = { code: "public-authority-near", params: { km: Math.round(km) } };
      const strength = need.signals.has("bidding") ? 0.2 : 0.32;
      found.push({ evidence: toEvidence("complement", strength, claim), gate });
    }
  }
  return edge === 0 || edge === 1
    ? found
    : found.map((each) => ({
        ...each,
        evidence: { ...each.evidence, strength: each.evidence.strength * edge },
      }));
}

function findAlikeNeed(
  need: NeedCard,
  others: readonly NeedCard[],
  lookup: Lookup,
  trust: number,
): Evidence | null {
  let best: Evidence | null = null;
  for (const theirs of others) {
    if (theirs.need.kind !== "buy" && theirs.need.kind !== "cooperate") continue;
    const fit = computeFit(need.query, theirs.reading, lookup.needRarity, lookup.fit);
    const strength = fit.value * trust;
    if (strength < faintest || strength <= (best?.strength ?? 0)) continue;
    const params = { trade: fit.given, extract: toExtract(theirs.need.text) };
    best = { ...toEvidence("demand", strength, { code: "similar-need", params }), need: theirs };
  }
  return best;
}

/** A distant model to copy: a trade that the seeker's region lacks, far enough to share without competing. */
function findModels(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const km = computeDistanceKm(seeker.location, candidate.location);
  const region = seeker.location.region;
  const sameRegion = region !== null && region === candidate.location.region;
  if (!candidate.organisation.ess || sameRegion) return [];
  let best: Found | undefined;
  for (const offer of candidate.offers) {
    const gate = lookup.useNegation ? checkExclusions(need, offer) : null;
    const fit = computeFit(need.query, offer.reading, lookup.offerRarity, lookup.fit);
    const [trade] = strongest(offer.reading);
    const absent = trade !== undefined && region !== null && !lookup.hasTradeIn(region, toActivity(trade));
    const remote = km === null ? 0.5 : Math.min(1, km / 150);
    const social =
      candidate.organisation.inclusionKind !== null || candidate.organisation.family === "scic" ? 0.1 : 0;
    const vague = ![...need.query.concepts].some(
      ([asked, weight]) => weight >= 0.6 && !genericTrades.has(toActivity(asked)),
    );
    const generic = trade !== undefined && genericTrades.has(toActivity(trade));
    const strength = vague
      ? (0.3 + (absent ? 0.3 : 0) + social + fit.value * 0.2) * remote * (generic ? 0.5 : 1)
      : fit.value * (0.75 + (absent ? 0.15 : 0) + social) * remote;
    const params = { trade: trade ?? "", km: Math.round(km ?? 0), extract: toExtract(offer.offer.text) };
    const found = {
      evidence: toEvidence("supply", Math.min(1, strength), { code: "proven-elsewhere", params }),
      gate,
    };
    if (trade !== undefined && isBetter(found, best)) best = found;
  }
  return best === undefined ? [] : [best];
}

/** Trades that serve others' projects rather than being a model to copy. */
const genericTrades: ReadonlySet<string> = new Set([
  "accompagnement",
  "recherche",
  "formation",
  "financement",
  "collectivite",
  "locaux",
  "evenementiel",
  "mutuelle",
]);

function findFunders(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const query = toQuery(new Map([...need.reading.concepts, ["financement", 1]]), need.query.words);
  const supply = findSupply(seeker, { ...need, query }, candidate, lookup, 1);
  return supply.map((found) => ({ ...found, evidence: toFunding(found.evidence) }));
}

function toFunding(evidence: Evidence): Evidence {
  const given = evidence.claim.code === "offers-what-is-sought" ? evidence.claim.params.trade : null;
  if (given === null || toActivity(given) !== "financement")
    return { ...evidence, strength: evidence.strength * 0.4 };
  const extract = toExtract(evidence.offer?.offer.text ?? "");
  return { ...evidence, claim: { code: "funds-projects", params: { extract } } };
}

function toSupplyClaim(fit: Fit, reading: Reading): ReasonClaim {
  const extract = quote(reading, fit.given);
  if (fit.given !== null && fit.asked !== null && fit.taxonomy > 0.15) {
    if (!isOwnTrade(reading, fit.given)) {
      return { code: "mentions-what-is-sought", params: { trade: fit.given, extract } };
    }
    if (fit.asked === fit.given || toActivity(fit.asked) === toActivity(fit.given)) {
      const declared = reading.declared && !reading.mentions.has(fit.given);
      return { code: "offers-what-is-sought", params: { trade: fit.given, extract, declared } };
    }
    return { code: "offers-something-near", params: { asked: fit.asked, given: fit.given, extract } };
  }
  return {
    code: "same-words",
    params: { words: spellOut(fit.words, reading.text), extract: toExtract(reading.text) },
  };
}

/** A trade that an offer is about, not one that it only speaks of (« les restes des restaurants »). */
function isOwnTrade(reading: Reading, trade: string): boolean {
  const held = reading.concepts.get(trade) ?? 0;
  return held >= 0.6 * Math.max(...reading.concepts.values());
}

/** Roots back to the words of a text, to be read by people. */
function spellOut(stems: readonly string[], text: string): readonly string[] {
  const tokens = tokenize(text);
  return stems.flatMap((stem) => {
    const token = tokens.find((each) => each.stem === stem);
    return token === undefined ? [] : [text.slice(token.start, token.end).toLowerCase()];
  });
}

function quote(reading: Reading, trade: string | null): string {
  const mention = trade === null ? undefined : reading.mentions.get(trade);
  if (mention === undefined || reading.text.length <= longestQuote)
    return toExtract(reading.text, longestQuote);
  const start = Math.max(0, reading.text.lastIndexOf(" ", Math.max(0, mention.start - 30)));
  return toExtract(reading.text.slice(start), longestQuote);
}

function toEvidence(criterion: Evidence["criterion"], strength: number, claim: ReasonClaim): Evidence {
  return { criterion, strength, claim, offer: null, need: null };
}

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

/** Whether what a need asks is of its author's own field, where a twin can share it. */
function isOwnField(seeker: Card, need: NeedCard): boolean {
  return [...need.query.concepts].some(
    ([asked, weight]) =>
      weight >= 0.35 && strongestOwn(seeker).some((own) => (listNear(own).get(asked) ?? 0) >= 0.4),
  );
}

/** To bid, a neighbouring trade completes better than a twin; to pool, a twin shares most. */
function ratePeer(
  seeker: Card,
  candidate: Card,
  bidding: boolean,
  vague: boolean,
): { strength: number; trade: string | null } {
  const [trade = null] = strongestOwn(candidate);
  const twins = overlap(seeker, candidate);
  let near = 0;
  for (const other of strongestOwn(candidate)) {
    for (const own of strongestOwn(seeker)) {
      const closeness = listNear(own).get(other) ?? 0;
      if (closeness < 0.8) near = Math.max(near, closeness);
    }
  }
  const larger = (candidate.organisation.staffFte ?? 0) > (seeker.organisation.staffFte ?? 0) ? 0.05 : 0;
  const asTwin = twins > 0.5 ? twins * (vague ? 0.8 : bidding ? 0.62 : 0.75) + larger : 0;
  const asNeighbour = bidding && near >= 0.4 ? 0.5 + near * (vague ? 0.2 : 0.4) : 0;
  return { strength: Math.max(asTwin, asNeighbour), trade };
}

export function strongestOwn(card: Card): readonly string[] {
  return strongestOf(card.own);
}

function strongest(reading: Reading): readonly string[] {
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

const namedByQuery = new WeakMap<Query, Query>();

/** The seeker of a query is always the same, so that the query alone keys what is kept. */
function withoutOwn(query: Query, seeker: Card): Query {
  const known = namedByQuery.get(query);
  if (known !== undefined) return known;
  const concepts = new Map([...query.concepts].filter(([trade]) => !isOwn(seeker, trade)));
  const named = toQuery(concepts, query.words);
  namedByQuery.set(query, named);
  return named;
}

function isOwn(card: Card, trade: string): boolean {
  return [...card.own].some(([own, weight]) => weight > 0.4 && toActivity(own) === toActivity(trade));
}

export function isSameSector(a: string, b: string): boolean {
  return findTrade(a)?.sector === findTrade(b)?.sector;
}
