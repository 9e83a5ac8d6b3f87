/** Turns evidence into a score that is the sum of named contributions. */
import type { Card, NeedCard } from "./card.ts";
import type { CautionClaim, Criterion, GateClaim, Reason, ReasonClaim } from "./claim.ts";
import {
  type Assessment,
  type Evidence,
  findBestChain,
  isSameSector,
  type Lookup,
  overlap,
  strongestOwn,
} from "./evidence.ts";
import { computeFit } from "./fit.ts";
import { checkLabels, checkNeedArea, coversLabel } from "./gates.ts";
import { servesGoal } from "./impact.ts";
import { compareQuantities } from "./quantity.ts";
import { computeDistanceKm, coverPoint, shareCovered } from "./territory.ts";
import {
  penalties,
  type Relation,
  type SoftCriterion,
  type SoftWeights,
  softCriteria,
  softWeights,
} from "./weights.ts";

export type Scored = {
  readonly score: number;
  readonly confidence: number;
  /** The fit alone, 0..1: what re-rankings must never outweigh. */
  readonly fit: number;
  readonly relation: Relation;
  readonly reasons: readonly Reason[];
  readonly cautions: readonly CautionClaim[];
  readonly capacityRatio: number | null;
};
export type Disabled = ReadonlySet<Criterion | "areas" | "reservation" | "labels-required" | "partners">;

type Known = { readonly value: number; readonly claim: ReasonClaim | null };

const unknownCapacity = 0.6;
const secondaryShare = 0.35;

export function score(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  assessment: Assessment,
  lookup: Lookup,
  disabled: Disabled,
  today: string | null,
  softScale = 1,
): Scored | null {
  const evidence = assessment.evidence.filter((each) => !disabled.has(each.criterion));
  const [main] = evidence;
  if (main === undefined) return null;
  const ratio = disabled.has("capacity") ? null : findCapacityRatio(need, main, seeker);
  const relation = toRelation(need, main, ratio);
  const fit = combine(evidence);
  const weights = scaleWeights(softWeights[relation], softScale);
  const known = new Map<SoftCriterion, Known>();
  const put = (criterion: SoftCriterion, value: Known | null) => {
    if (value !== null && !disabled.has(criterion)) known.set(criterion, value);
  };
  put("territory", rateTerritory(seeker, need, candidate, main));
  put("capacity", rateCapacity(need, main, ratio));
  put("reciprocity", rateReciprocity(seeker, need, candidate, main, lookup));
  put("impact", rateImpact(need, candidate));
  put("labels", rateLabels(need, candidate));
  put("novelty", rateNovelty(seeker, candidate));
  put("crossing", rateCrossing(seeker, candidate));

  const softTotal = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const base = 1 - softTotal;
  const reasons: Reason[] = spread(evidence, fit * base);
  let knownWeight = base;
  for (const [criterion, rated] of known) {
    const contribution = fit * weights[criterion] * rated.value;
    knownWeight += weights[criterion];
    if (rated.claim !== null && contribution !== 0)
      reasons.push({ criterion, contribution, claim: rated.claim });
    else if (contribution !== 0) mergeInto(reasons, contribution);
  }
  applyPenalties(reasons, seeker, need, candidate, main, ratio, relation, disabled, today);
  const cautions = listCautions(seeker, need, candidate, main, ratio, today);
  return toScored(reasons, cautions, fit, knownWeight, relation, main, ratio);
}

function scaleWeights(weights: SoftWeights, scale: number): SoftWeights {
  const scaled = { ...weights };
  for (const criterion of softCriteria) scaled[criterion] = weights[criterion] * scale;
  return scaled;
}

/** Rounds contributions to four decimals so that what is shown adds up exactly to the score. */
export function sumReasons(reasons: readonly Reason[]): {
  readonly score: number;
  readonly reasons: readonly Reason[];
} {
  const kept = reasons
    .map((reason) => ({ ...reason, contribution: Math.round(reason.contribution * 1e4) / 1e4 }))
    .filter((reason) => reason.contribution !== 0)
    .sort((a, b) => b.contribution - a.contribution);
  const total = kept.reduce((sum, reason) => sum + Math.round(reason.contribution * 1e4), 0);
  return { score: Math.max(0, Math.min(1e4, total)) / 1e4, reasons: kept };
}

function toScored(
  reasons: readonly Reason[],
  cautions: readonly CautionClaim[],
  fit: number,
  knownWeight: number,
  relation: Relation,
  main: Evidence,
  capacityRatio: number | null,
): Scored {
  const summed = sumReasons(reasons);
  const certain = main.claim.code === "same-words" ? 0.6 : main.offer?.reading.declared === false ? 0.85 : 1;
  const confidence = Math.round(Math.min(1, knownWeight) * certain * (0.6 + 0.4 * fit) * 1e3) / 1e3;
  return { ...summed, confidence, fit, relation, cautions, capacityRatio };
}

/** The best evidence carries the fit; further evidence adds a bounded part of what is left. */
function combine(evidence: readonly Evidence[]): number {
  let missing = 1;
  for (const [rank, each] of evidence.entries())
    missing *= 1 - each.strength * (rank === 0 ? 1 : secondaryShare);
  return 1 - missing;
}

function spread(evidence: readonly Evidence[], total: number): Reason[] {
  const shares = evidence.map((each, rank) => each.strength * (rank === 0 ? 1 : secondaryShare));
  const sum = shares.reduce((a, b) => a + b, 0);
  return evidence.map((each, rank) => ({
    criterion: each.criterion,
    contribution: (total * (shares[rank] ?? 0)) / sum,
    claim: each.claim,
  }));
}

function mergeInto(reasons: Reason[], contribution: number): void {
  const [first] = reasons;
  if (first !== undefined) reasons[0] = { ...first, contribution: first.contribution + contribution };
}

function toRelation(need: NeedCard, main: Evidence, ratio: number | null): Relation {
  switch (need.need.kind) {
    case "finance":
      return "finance";
    case "replicate":
      return "replication";
    case "cooperate":
      if (main.claim.code === "peer-to-bid-with" || need.signals.has("bidding")) return "consortium";
      if (main.claim.code === "offers-what-is-sought" && main.claim.params.trade.startsWith("financement")) {
        return "finance";
      }
      return "cooperation";
    case "buy":
    case "sell":
      return ratio !== null && ratio < 0.35 && main.criterion === "supply" ? "consortium" : "trade";
    default:
      return need.need.kind satisfies never;
  }
}

function findCapacityRatio(need: NeedCard, main: Evidence, _seeker: Card): number | null {
  const volume = main.need?.need.volume ?? need.need.volume ?? null;
  return compareQuantities(main.offer?.offer.capacity ?? null, volume);
}

function rateCapacity(need: NeedCard, main: Evidence, ratio: number | null): Known | null {
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

function rateTerritory(seeker: Card, need: NeedCard, candidate: Card, main: Evidence): Known | null {
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

function rateReciprocity(
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

function rateImpact(need: NeedCard, candidate: Card): Known | null {
  const goals = need.need.impactGoals ?? [];
  if (goals.length === 0) return null;
  const served = goals.filter((goal) => servesGoal(candidate, goal));
  return {
    value: served.length / goals.length,
    claim: served.length === 0 ? null : { code: "serves-goal", params: { goals: served } },
  };
}

function rateLabels(need: NeedCard, candidate: Card): Known | null {
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

function rateNovelty(seeker: Card, candidate: Card): Known {
  return arePartners(seeker, candidate)
    ? { value: 0, claim: null }
    : { value: 1, claim: { code: "not-yet-partners", params: {} } };
}

function rateCrossing(seeker: Card, candidate: Card): Known | null {
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

function applyPenalties(
  reasons: Reason[],
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  main: Evidence,
  ratio: number | null,
  relation: Relation,
  disabled: Disabled,
  today: string | null,
): void {
  if (disabled.has("penalty")) return;
  const weigh = (factor: number, claim: ReasonClaim) => {
    const total = reasons.reduce((sum, reason) => sum + reason.contribution, 0);
    reasons.push({ criterion: "penalty", contribution: total * (factor - 1), claim });
  };
  if (!disabled.has("partners") && arePartners(seeker, candidate)) {
    weigh(penalties.alreadyPartners, { code: "already-partners", params: {} });
  }
  const rival = findRivalry(seeker, need, candidate, main);
  if (rival !== null) weigh(penalties.sameTrade, { code: "same-trade", params: { trade: rival } });
  const volume = main.need?.need.volume ?? need.need.volume ?? null;
  const capacity = main.offer?.offer.capacity ?? null;
  if (
    ratio !== null &&
    ratio < 0.5 &&
    volume !== null &&
    capacity !== null &&
    main.criterion === "supply" &&
    relation !== "cooperation"
  ) {
    const factor = penalties.shortCapacity + (1 - penalties.shortCapacity) * (ratio / 0.5);
    weigh(factor, { code: "short-capacity", params: { capacity, volume } });
  }
  const budget = need.need.budgetKeur ?? null;
  if (
    budget !== null &&
    capacity !== null &&
    ["k€", "keur", "K€"].includes(capacity.unit) &&
    capacity.value < budget * 0.2
  ) {
    weigh(penalties.smallTickets, { code: "small-tickets", params: { capacity, budgetKeur: budget } });
  }
  const { cautions } = checkLabels(need.need, candidate, today);
  if (cautions.length > 0) weigh(penalties.partialLabel, { code: "weak-link", params: {} });
}

/** Same trade, same area and no wish to pool: a competitor, whatever the words in common. */
function findRivalry(seeker: Card, need: NeedCard, candidate: Card, main: Evidence): string | null {
  const sought = ["seeks-what-you-offer", "buys-near-you", "customer-of-kind"];
  if (sought.includes(main.claim.code)) return null;
  const [trade] = strongestOwn(candidate);
  if (trade === undefined || overlap(seeker, candidate) < 0.6) return null;
  const company = candidate.organisation.family === "conventional-company";
  switch (need.need.kind) {
    case "sell":
      return need.direction === "taker" ? null : trade;
    case "cooperate":
      if (need.signals.size > 0 && !company) return null;
      return trade;
    case "buy":
      return need.direction === "customer" ? trade : null;
    default:
      return null;
  }
}

function listCautions(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  main: Evidence,
  ratio: number | null,
  today: string | null,
): readonly CautionClaim[] {
  const cautions: CautionClaim[] = [...checkLabels(need.need, candidate, today).cautions];
  const volume = need.need.volume ?? null;
  if (volume !== null && ratio === null && main.criterion === "supply") {
    cautions.push({ code: "capacity-unknown", params: { volume } });
  }
  if (main.criterion === "supply" && main.offer?.offer.area === null)
    cautions.push({ code: "area-unknown", params: {} });
  if (checkNeedArea(need.need, seeker, candidate) !== null && need.need.area !== null) {
    cautions.push({ code: "beyond-need-area", params: { area: need.need.area } });
  }
  if (main.claim.code === "same-words") cautions.push({ code: "text-only", params: {} });
  if (main.claim.code === "offers-what-is-sought" && main.offer?.reading.declared === false) {
    cautions.push({ code: "activity-inferred", params: { trade: main.claim.params.trade } });
  }
  if (candidate.location.lat === null) {
    cautions.push({ code: "place-unknown", params: { commune: candidate.organisation.place.commune } });
  }
  if (seeker.organisation.family === "public-authority" && need.need.kind === "buy") {
    cautions.push({ code: "proximity-is-sourcing", params: {} });
  }
  if ((need.need.impactGoals ?? []).includes("circuits-courts")) {
    cautions.push({ code: "short-circuit-is-not-distance", params: {} });
  }
  for (const exclusion of need.reading.exclusions) {
    if (!exclusion.firm)
      cautions.push({ code: "exclusion-to-check", params: { extract: exclusion.extract } });
  }
  return cautions;
}
