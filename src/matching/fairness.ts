/** Exposure of small organisations, measured, and a bounded re-ranking that never lifts a bad match. */
import type { Candidate, NeedRanking } from "./rank.ts";
import { sumReasons } from "./score.ts";

export type Sizes = ReadonlyMap<string, number | null>;
export type Exposure = {
  /** Inequality of exposure over all organisations that offer something, 0 (equal) to 1. */
  readonly gini: number;
  /** Share of organisations shown at least once in a top list. */
  readonly coverage: number;
  /** Share of the top places held by organisations under ten staff, and their share of all organisations. */
  readonly smallShare: number;
  readonly smallPopulation: number;
};

/** Above it a re-ranking would trade quality for exposure: refused. */
export const largestLambda = 0.15;
const smallStaff = 10;
const depth = 5;
/** Below it a match is not lifted, whoever it shows. */
const leastLiftedScore = 0.3;

/** Exposure in the top five of every list, each place weighted by how likely it is to be read. */
export function measureExposure(rankings: readonly NeedRanking[], sizes: Sizes): Exposure {
  const exposure = countExposure(rankings, sizes);
  const values = [...exposure.values()].sort((a, b) => a - b);
  const total = values.reduce((sum, value) => sum + value, 0);
  const weighted = values.reduce((sum, value, rank) => sum + value * (rank + 1), 0);
  const count = values.length;
  const small = [...exposure].filter(([id]) => isSmall(sizes.get(id)));
  return {
    gini: total === 0 ? 0 : (2 * weighted) / (count * total) - (count + 1) / count,
    coverage: count === 0 ? 0 : values.filter((value) => value > 0).length / count,
    smallShare: total === 0 ? 0 : small.reduce((sum, [, value]) => sum + value, 0) / total,
    smallPopulation: count === 0 ? 0 : small.length / count,
  };
}

/** Lifts small organisations that are shown less than the average, by at most λ of their score. */
export function rebalance(
  rankings: readonly NeedRanking[],
  sizes: Sizes,
  lambda: number,
): readonly NeedRanking[] {
  if (lambda <= 0) return rankings;
  const liftOne = createLift(rankings, sizes, lambda);
  return rankings.map((ranking) => ({
    ...ranking,
    candidates: ranking.candidates
      .map(liftOne)
      .sort((a, b) => b.score - a.score || (a.organisation < b.organisation ? -1 : 1)),
  }));
}

/** The same for one candidate at a time, whatever the list, given how everyone is shown in `rankings`. */
export function createLift(
  rankings: readonly NeedRanking[],
  sizes: Sizes,
  lambda: number,
): <C extends Candidate>(candidate: C) => C {
  const bounded = Math.min(Math.max(0, lambda), largestLambda);
  const exposure = countExposure(rankings, sizes);
  const target = [...exposure.values()].reduce((sum, value) => sum + value, 0) / Math.max(1, exposure.size);
  return (candidate) =>
    bounded === 0
      ? candidate
      : lift(candidate, exposure.get(candidate.organisation) ?? 0, target, sizes, bounded);
}

function lift<C extends Candidate>(
  candidate: C,
  shown: number,
  target: number,
  sizes: Sizes,
  lambda: number,
): C {
  const missing = target === 0 ? 0 : Math.max(0, 1 - shown / target);
  const spoken = candidate.reasons.some((reason) => reason.criterion === "penalty");
  if (!isSmall(sizes.get(candidate.organisation)) || missing === 0 || spoken) return candidate;
  if (candidate.score < leastLiftedScore) return candidate;
  const share = Math.min(lambda * missing, 1 / candidate.score - 1);
  const claim = { code: "fair-exposure", params: { percent: Math.round(share * 100) } } as const;
  const reason = { criterion: "fairness", contribution: candidate.score * share, claim } as const;
  return { ...candidate, ...sumReasons([...candidate.reasons, reason]) };
}

function countExposure(rankings: readonly NeedRanking[], sizes: Sizes): ReadonlyMap<string, number> {
  const exposure = new Map([...sizes.keys()].map((id) => [id, 0]));
  for (const { candidates } of rankings) {
    for (const [rank, { organisation }] of candidates.slice(0, depth).entries()) {
      exposure.set(organisation, (exposure.get(organisation) ?? 0) + 1 / Math.log2(rank + 2));
    }
  }
  return exposure;
}

function isSmall(staff: number | null | undefined): boolean {
  return staff !== null && staff !== undefined && staff < smallStaff;
}
