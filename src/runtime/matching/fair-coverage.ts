import type { OrganisationId } from "../../domain/ids.ts";
import type { MatchOrganisation } from "../../matching/card.ts";
import type { UnmetGroup, UnmetNeed } from "../../matching/coverage.ts";
import type { Exposure } from "../../matching/fairness.ts";
import type { Matcher } from "../../matching/rank.ts";
import type { Survey } from "./survey.ts";

/** What matching gives to a whole fair: who is left out and why, which needs nobody serves, who is shown. */
export type FairCoverage = {
  readonly organisations: number;
  readonly needs: number;
  /** Needs that nobody at the fair serves, and the same by department and activity, most first. */
  readonly unmet: readonly UnmetNeed[];
  readonly groups: readonly UnmetGroup[];
  /** Organisations without a good match, the worst served first. */
  readonly poorlyServed: readonly PoorlyServed[];
  readonly exposure: { readonly before: Exposure; readonly after: Exposure };
  readonly lambda: number;
};
export type PoorlyServed = {
  readonly organisation: OrganisationId;
  /** Their best score; null with none at all. */
  readonly best: number | null;
  readonly why: PoorWhy;
  /** Needs of others that they would answer but for a gate. */
  readonly closed: number;
  /** How many needs they expressed: without any, only others can look for them. */
  readonly needs: number;
};
/**
 * silent: says neither what it offers nor what it needs · too-far: would answer a need, but for an area · closed: but
 * for another gate · weak: meets somebody, yet not well · unsought: nobody here needs what it offers.
 */
export type PoorWhy = (typeof poorWhys)[number];
export const poorWhys = ["too-far", "closed", "unsought", "weak", "silent"] as const;

/** From here on both sides would likely say yes. */
export const goodScore = 0.4;

/** Reads the survey of a fair; O(candidates and exclusions in all lists). */
export function measureFairCoverage(options: {
  readonly matcher: Matcher;
  readonly organisations: ReadonlyMap<string, MatchOrganisation>;
  readonly survey: Survey;
  readonly lambda: number;
}): FairCoverage {
  const { matcher, organisations, survey, lambda } = options;
  const { rankings, exposure } = survey;
  const best = new Map<string, number>();
  const raise = (id: string, score: number): void => void best.set(id, Math.max(score, best.get(id) ?? 0));
  const closed = new Map<string, { areas: number; others: number }>();
  for (const { seeker, candidates, excluded } of rankings) {
    for (const { organisation, score } of candidates) {
      raise(seeker, score);
      raise(organisation, score);
    }
    for (const { organisation, gate } of excluded) {
      const known = closed.get(organisation) ?? { areas: 0, others: 0 };
      known[gate.code === "offer-area" || gate.code === "need-area" ? "areas" : "others"] += 1;
      closed.set(organisation, known);
    }
  }
  const poorlyServed: PoorlyServed[] = [];
  for (const [id, organisation] of organisations) {
    const found = best.get(id) ?? null;
    if ((found ?? 0) >= goodScore) continue;
    const { areas, others } = closed.get(id) ?? { areas: 0, others: 0 };
    const isSilent = organisation.offers.length + organisation.needs.length === 0;
    const why = isSilent
      ? "silent"
      : found !== null
        ? "weak"
        : areas > 0
          ? "too-far"
          : others > 0
            ? "closed"
            : "unsought";
    poorlyServed.push({
      organisation: id as OrganisationId,
      best: found,
      why,
      closed: areas + others,
      needs: organisation.needs.length,
    });
  }
  const { unmet, groups } = matcher.coverage(rankings);
  return {
    organisations: organisations.size,
    needs: rankings.length,
    unmet,
    groups: [...groups].sort((a, b) => b.needs.length - a.needs.length),
    poorlyServed: poorlyServed.sort((a, b) => (a.best ?? -1) - (b.best ?? -1)),
    exposure,
    lambda,
  };
}
