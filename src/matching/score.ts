/** Turns evidence into a score that is the sum of named contributions. */
import type { Card, NeedCard } from "./card.ts";
import { listCautions } from "./cautions.ts";
import type { CautionClaim, Criterion, Reason } from "./claim.ts";
import {
  findCapacityRatio,
  type Known,
  rateCapacity,
  rateCrossing,
  rateImpact,
  rateLabels,
  rateNovelty,
  rateReciprocity,
  rateTerritory,
} from "./criteria.ts";
import type { Assessment, Evidence, Lookup } from "./evidence.ts";
import { applyPenalties } from "./penalties.ts";
import { type Relation, type SoftCriterion, type SoftWeights, softCriteria, softWeights } from "./weights.ts";

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
