/** What a candidate looks for, or is, against what the seeker offers: for needs that seek customers. */
import type { Card, NeedCard } from "./card.ts";
import type { GateClaim, ReasonClaim } from "./claim.ts";
import { findCustomerKind } from "./customer-kind.ts";
import { type Found, faintest, type Lookup, toEvidence } from "./evidence.ts";
import { computeFit, type Query, toQuery } from "./fit.ts";
import { checkNeedArea, checkOfferArea } from "./gates.ts";
import { findBestChain, overlap } from "./kinship.ts";
import { spellOut } from "./supply.ts";
import { rateSale } from "./surplus.ts";
import { computeDistanceKm } from "./territory.ts";
import { toExtract } from "./text.ts";
import { toActivity } from "./vocabulary.ts";

/** Who gives a thing away says in the need what it is: what its offers sell is another matter. */
const ownOfferTrust = 0.5;

/** What the candidate looks for against what the seeker offers. */
export function findDemand(
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
      const aside = need.direction === "taker" ? ownOfferTrust : 1;
      const strength = fit.value * trust * beyond * aside * (theirs.need.kind === "buy" ? 1 : 0.85);
      const found = {
        evidence: { criterion: "demand", strength, claim, offer, need: theirs } as const,
        gate,
      };
      if (isBetter(found, best)) best = found;
    }
    const direct = findDirectDemand(seeker, need, candidate, theirs, lookup);
    if (direct !== null && isBetter(direct, best)) best = direct;
  }
  return best === undefined ? [] : [best];
}

/** What the candidate looks for against the very thing that the need wants to sell or give away. */
function findDirectDemand(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  theirs: NeedCard,
  lookup: Lookup,
): Found | null {
  const trust = rateSale(need);
  if (trust === 0) return null;
  const fit = computeFit(theirs.query, need.reading, lookup.needRarity, lookup.fit);
  const beyond = lookup.useAreas ? rateTheirArea(theirs, candidate, seeker) : 1;
  const strength = fit.value * trust * beyond * (theirs.need.kind === "buy" ? 1 : 0.85);
  if (strength < faintest) return null;
  const params = { trade: fit.given, extract: toExtract(theirs.need.text) };
  const claim: ReasonClaim = { code: "seeks-what-you-offer", params };
  const gate = lookup.useAreas ? checkNeedArea(need.need, seeker, candidate) : null;
  return { evidence: { ...toEvidence("demand", strength, claim), need: theirs }, gate };
}

/** Someone a little outside the area that a candidate asked for may still be worth its time. */
export function rateTheirArea(theirs: NeedCard, owner: Card, other: Card): number {
  if (checkNeedArea(theirs.need, owner, other) === null) return 1;
  const { area } = theirs.need;
  const km = computeDistanceKm(owner.location, other.location);
  return area?.type === "radius" && km !== null && km <= area.km * 2 ? 0.65 : 0;
}

export function isBetter(found: Found, best: Found | undefined): boolean {
  if (best === undefined) return true;
  if ((found.gate === null) !== (best.gate === null)) return found.gate === null;
  return found.evidence.strength > best.evidence.strength;
}

/** Whom the need names as customers, and whom the seeker's trades usually supply. */
export function findCustomers(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  lookup: Lookup,
): readonly Found[] {
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
      const params = {
        from: chain.from,
        to: chain.to,
        extract: toExtract(candidate.being.text || candidate.organisation.name),
      };
      const claim: ReasonClaim = { code: "likely-customer", params };
      found.push({ evidence: toEvidence("complement", chain.weight * 0.7, claim), gate });
    }
  }
  return found;
}

/** Those who buy, whatever they buy: a need that seeks orders in general. */
export function findBuyers(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
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

function gateForVisit(seeker: Card, need: NeedCard, candidate: Card): GateClaim | null {
  const byNeed = checkNeedArea(need.need, seeker, candidate);
  if (byNeed !== null || need.need.area !== null) return byNeed;
  const gates = seeker.offers.map((offer) => checkOfferArea(offer, seeker, candidate));
  return gates.length > 0 && gates.every((each) => each !== null) ? (gates[0] ?? null) : null;
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
