/** What a candidate offers against what a need asks. */
import type { Card, NeedCard, OfferCard } from "./card.ts";
import type { ReasonClaim } from "./claim.ts";
import { type Evidence, type Found, faintest, type Lookup, toEvidence } from "./evidence.ts";
import { computeFit, type Fit } from "./fit.ts";
import { checkExclusions, checkNeedArea, checkOfferArea } from "./gates.ts";
import { findBestChain, strongest, strongestOwn } from "./kinship.ts";
import type { Reading } from "./reading.ts";
import { isWithinEdge } from "./territory.ts";
import { toExtract, tokenize } from "./text.ts";
import { listNear, toActivity } from "./vocabulary.ts";

const longestQuote = 180;

/** An offer that only speaks of a trade seldom does it. */
const mentionTrust = 0.8;

/** What the candidate offers against what the need asks. */
export function findSupply(
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

/** 1 inside the need's area; less a little outside a radius when the offer says that it reaches the seeker; else 0. */
function rateNeedArea(seeker: Card, need: NeedCard, candidate: Card, offer: OfferCard): number {
  const { area } = need.need;
  if (checkNeedArea(need.need, seeker, candidate) === null) return 1;
  if (area?.type !== "radius" || offer.offer.area === null) return 0;
  if (!isWithinEdge(area.km, seeker.location, candidate.location)) return 0;
  return checkOfferArea(offer, candidate, seeker) === null ? 0.65 : 0;
}

/** A candidate whose trade usually serves the seeker's adds to what it offers; alone it is no answer. */
export function findUsualSuppliers(seeker: Card, candidate: Card, found: readonly Found[]): readonly Found[] {
  const open = found.find(({ gate, evidence }) => gate === null && evidence.strength >= 0.15);
  const chain = open === undefined ? null : findBestChain(candidate, seeker);
  if (chain === null) return [];
  const extract = toExtract(seeker.being.text);
  const claim: ReasonClaim = { code: "usual-supplier", params: { from: chain.from, to: chain.to, extract } };
  return [{ evidence: toEvidence("complement", chain.weight * 0.3, claim), gate: null }];
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
export function spellOut(stems: readonly string[], text: string): readonly string[] {
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
