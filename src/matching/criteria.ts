/** The soft criteria, each from 0 to 1 with the claim that shows it; null when nothing is known. */
import type { Card, NeedCard } from "./card.ts";
import type { GateClaim, ReasonClaim } from "./claim.ts";
import type { Evidence, Lookup } from "./evidence.ts";
import { computeFit } from "./fit.ts";
import { coversLabel } from "./gates.ts";
import { servesGoal } from "./impact.ts";
import { findBestChain, isSameSector, strongestOwn } from "./kinship.ts";
import { compareQuantities } from "./quantity.ts";
import { computeDistanceKm, coverPoint, shareCovered } from "./territory.ts";

export type Known = { readonly value: number; readonly claim: ReasonClaim | null };

const unknownCapacity = 0.6;

export function findCapacityRatio(need: NeedCard, main: Evidence, _seeker: Card): number | null {
  const volume = main.need?.need.volume ?? need.need.volume ?? null;
  return compareQuantities(main.offer?.offer.capacity ?? null, volume);
}

export function rateCapacity(need: NeedCard, main: Evidence, ratio: number | null): Known | null {
  const volume = main.need?.need.volume ?? need.need.volume ?? null;
  const capacity = main.offer?.offer.capacity ?? null;
  if (ratio === null || volume === null || capacity === null) {
    return { value: unknownCapacity, claim: null };
  }
  const params = { capacity, volume };
  return {
    value: Math.min(1, ratio) ** 0.7,
    claim: ratio >= 1 ? { code: "enough-capacity", params } : { code: "short-capacity", params },
  };
}

export function rateTerritory(seeker: Card, need: NeedCard, candidate: Card, main: Evidence): Known | null {
  const km = computeDistanceKm(seeker.location, candidate.location);
  const offerArea = main.criterion === "supply" ? (main.offer?.offer.area ?? null) : null;
  const share = shareCovered(need.need.area, offerArea, candidate.location);
  if (share < 1)
    return {
      value: share * 0.8,
      claim: { code: "covers-part-of-area", params: { percent: Math.round(share * 100) } },
    };
  const rounded = km === null ? null : Math.round(km);
  const covers = offerArea === null ? null : coverPoint(offerArea, candidate.location, seeker.location);
  const area: ReasonClaim | null =
    offerArea === null || covers !== "inside"
      ? null
      : { code: "area-covers-you", params: { area: offerArea, km: rounded } };
  if (offerArea?.type === "national" && (need.need.area === null || need.need.area.type === "national")) {
    return { value: 0.85, claim: area };
  }
  if (rounded === null || km === null) return area === null ? null : { value: 0.6, claim: area };
  const closeness = Math.exp(-((km / 120) ** 1.2));
  return { value: closeness, claim: area ?? { code: "near-you", params: { km: rounded } } };
}

export function rateReciprocity(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  main: Evidence,
  lookup: Lookup,
): Known | null {
  let best = 0;
  let extract = "";
  for (const theirs of candidate.needs) {
    for (const offer of seeker.offers) {
      const fit = computeFit(theirs.query, offer.reading, lookup.offerRarity, lookup.fit).value;
      const value = theirs.need.kind === "sell" ? rateSale(theirs, seeker, main) : fit;
      if (value > best) {
        best = value;
        extract = theirs.need.text;
      }
    }
    if (seeker.offers.length === 0 && theirs.need.kind === "sell") {
      const value = rateSale(theirs, seeker, main);
      if (value > best) {
        best = value;
        extract = theirs.need.text;
      }
    }
  }
  if (candidate.needs.length === 0 || need.need.kind === "sell")
    return best === 0 ? null : toReciprocity(best, extract);
  return toReciprocity(best, extract);
}

function toReciprocity(value: number, extract: string): Known {
  if (value < 0.2) return { value: 0, claim: null };
  return { value, claim: { code: "both-gain", params: { extract: extract.slice(0, 120) } } };
}

/** A candidate that seeks customers gains when the seeker needs what it sells. */
function rateSale(theirs: NeedCard, seeker: Card, main: Evidence): number {
  return main.criterion === "supply" && theirs.need.kind === "sell" && seeker.needs.length > 0
    ? main.strength
    : 0;
}

export function rateImpact(need: NeedCard, candidate: Card): Known | null {
  const goals = need.need.impactGoals ?? [];
  if (goals.length === 0) return null;
  const served = goals.filter((goal) => servesGoal(candidate, goal));
  return {
    value: served.length / goals.length,
    claim: served.length === 0 ? null : { code: "serves-goal", params: { goals: served } },
  };
}

export function rateLabels(need: NeedCard, candidate: Card): Known | null {
  const asked = [...(need.need.requiredLabels ?? []), ...listWishedLabels(need.need.text)];
  if (asked.length === 0) return null;
  const held = candidate.organisation.labels.filter((label) =>
    asked.some((each) => coversLabel(label, each)),
  );
  if (held.length === 0) return { value: 0, claim: null };
  return { value: 1, claim: { code: "has-labels", params: { labels: held } } };
}

/** Labels that a text wishes without requiring them (« producteurs bio »). */
function listWishedLabels(text: string): readonly string[] {
  return /\b(?:bio|biologiques?|AB)\b/i.test(text) ? ["AB"] : [];
}

export function rateNovelty(seeker: Card, candidate: Card): Known {
  return arePartners(seeker, candidate)
    ? { value: 0, claim: null }
    : { value: 1, claim: { code: "not-yet-partners", params: {} } };
}

export function rateCrossing(seeker: Card, candidate: Card): Known | null {
  const [a] = strongestOwn(seeker);
  const [b] = strongestOwn(candidate);
  if (a === undefined || b === undefined) return null;
  if (isSameSector(a, b)) return { value: 0, claim: null };
  const chained = findBestChain(seeker, candidate) ?? findBestChain(candidate, seeker);
  const otherFamily = seeker.organisation.family === candidate.organisation.family ? 0 : 0.3;
  if (chained === null) return { value: 0, claim: null };
  return {
    value: Math.min(1, 0.7 + otherFamily),
    claim: { code: "crosses-sectors", params: { from: a, to: b } },
  };
}

const impossibleRatio = 0.04;

/** A capacity without proportion to the volume, which no group of two makes up for. */
export function checkCapacity(need: NeedCard, main: Evidence): GateClaim | null {
  const volume = need.need.volume ?? null;
  const capacity = main.criterion === "supply" ? (main.offer?.offer.capacity ?? null) : null;
  const ratio = compareQuantities(capacity, volume);
  if (ratio === null || capacity === null || volume === null || ratio >= impossibleRatio) return null;
  return { code: "capacity-impossible", params: { capacity, volume, partner: null } };
}

export function arePartners(a: Card, b: Card): boolean {
  return (
    a.organisation.partners.includes(b.organisation.id) || b.organisation.partners.includes(a.organisation.id)
  );
}
