import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { OrganisationId } from "../domain/ids.ts";
import type { UnmetGroup, UnmetNeed } from "../matching/coverage.ts";
import type { Exposure } from "../matching/fairness.ts";
import type { FairMatcher } from "./fair-matcher.ts";

/** What matching gives to a whole fair: who is left out, which needs nobody serves, who is shown. */
export type FairCoverage = {
  readonly organisations: number;
  readonly needs: number;
  /** Needs that nobody at the fair serves, and the same by department and activity, most first. */
  readonly unmet: readonly UnmetNeed[];
  readonly groups: readonly UnmetGroup[];
  /** Organisations without a good match: their best score, null with none at all; the worst served first. */
  readonly poorlyServed: readonly { readonly organisation: OrganisationId; readonly best: number | null }[];
  readonly exposure: { readonly before: Exposure; readonly after: Exposure };
  readonly lambda: number;
};

/** From here on both sides would likely say yes. */
export const goodScore = 0.4;

/** Reads the survey of a fair; O(candidates in all lists). */
export async function measureFairCoverage(
  own: FairMatcher,
  state: FairState,
  directory: DirectoryState,
): Promise<FairCoverage> {
  const { rankings, exposure } = await own.survey();
  const best = new Map<string, number>();
  const raise = (id: string, score: number): void => void best.set(id, Math.max(score, best.get(id) ?? 0));
  for (const { seeker, candidates } of rankings)
    for (const { organisation, score } of candidates) {
      raise(seeker, score);
      raise(organisation, score);
    }
  const all = own.matcher.organisations();
  const poorlyServed: FairCoverage["poorlyServed"][number][] = [];
  for (const id of all) {
    if ((best.get(id) ?? 0) >= goodScore) continue;
    const organisation = directory.organisations.get(id as OrganisationId)?.id;
    if (organisation !== undefined) poorlyServed.push({ organisation, best: best.get(id) ?? null });
  }
  const { unmet, groups } = own.matcher.coverage(rankings);
  return {
    organisations: all.length,
    needs: rankings.length,
    unmet,
    groups: [...groups].sort((a, b) => b.needs.length - a.needs.length),
    poorlyServed: poorlyServed.sort((a, b) => (a.best ?? -1) - (b.best ?? -1)),
    exposure,
    lambda: state.rules.get().fairness,
  };
}
