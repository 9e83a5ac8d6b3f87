import type { MatchOrganisation } from "../../matching/card.ts";
import { createLift, type Exposure, measureExposure, type Sizes } from "../../matching/fairness.ts";
import type { Matcher, NeedRanking } from "../../matching/rank.ts";

/** The fair's rules let one ask the other, either way. */
export type MayMeet = (a: string, b: string) => boolean;

/** Every need of a fair ranked, and what that shows of organisations of all sizes. */
export type Survey = {
  /** Best first, among those that the fair's rules let meet. */
  readonly rankings: readonly NeedRanking[];
  /** Organisations that offer something. */
  readonly sizes: Sizes;
  readonly exposure: { readonly before: Exposure; readonly after: Exposure };
};

const ranked = 20;

/** One need a slice. */
export async function measureSurvey(options: {
  readonly matcher: Matcher;
  readonly organisations: ReadonlyMap<string, MatchOrganisation>;
  readonly mayMeet: MayMeet;
  readonly lambda: number;
  readonly pause: () => Promise<void>;
}): Promise<Survey> {
  const { matcher, organisations, mayMeet, lambda, pause } = options;
  const rankings: NeedRanking[] = [];
  for (const [id, { needs }] of [...organisations])
    for (const need of needs) {
      const ranking = matcher.rankNeed(id, need.id, { top: ranked });
      if (ranking)
        rankings.push({
          ...ranking,
          candidates: ranking.candidates.filter(({ organisation }) => mayMeet(id, organisation)),
        });
      await pause();
    }
  const offering = [...organisations].filter(([, { offers }]) => offers.length > 0);
  const sizes: Sizes = new Map(offering.map(([id, { staffFte }]) => [id, staffFte]));
  const lift = createLift(rankings, sizes, lambda);
  const lifted = rankings.map((ranking) => ({
    ...ranking,
    candidates: ranking.candidates.map(lift).sort((a, b) => b.score - a.score),
  }));
  return {
    rankings,
    sizes,
    exposure: { before: measureExposure(rankings, sizes), after: measureExposure(lifted, sizes) },
  };
}
