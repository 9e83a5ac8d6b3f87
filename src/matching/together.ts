/** Ways of doing something together: chains of trades, alike needs, peers to bid or pool with. */
import type { Card, NeedCard } from "./card.ts";
import type { ReasonClaim } from "./claim.ts";
import { rateTheirArea } from "./demand.ts";
import { type Evidence, type Found, faintest, type Lookup, toEvidence } from "./evidence.ts";
import { computeFit } from "./fit.ts";
import { checkNeedArea } from "./gates.ts";
import { findBestChain, overlap, strongestOwn } from "./kinship.ts";
import { computeDistanceKm, isWithinEdge } from "./territory.ts";
import { toExtract } from "./text.ts";
import { listNear } from "./vocabulary.ts";

/** For cooperation a radius is a wish: a little beyond it is worth less, not nothing. */
function rateEdge(seeker: Card, need: NeedCard, candidate: Card): number {
  if (checkNeedArea(need.need, seeker, candidate) === null) return 1;
  const { area } = need.need;
  return area?.type === "radius" && isWithinEdge(area.km, seeker.location, candidate.location) ? 0.7 : 0;
}

/** Others who want to pool the very thing that the need would buy. */
export function findPoolers(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
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

/** Ways of doing something together: chains between trades, alike needs, peers to bid with, the authority. */
export function findComplements(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  lookup: Lookup,
): readonly Found[] {
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

/** Whether what a need asks is of its author's own field, where a twin can share it. */
function isOwnField(seeker: Card, need: NeedCard): boolean {
  return [...need.query.concepts].some(
    ([asked, weight]) =>
      weight >= Math.max(0.35, need.query.certainty * 0.85) &&
      strongestOwn(seeker).some((own) => (listNear(own).get(asked) ?? 0) >= 0.4),
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
