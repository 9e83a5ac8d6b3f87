import type { Area } from "../../domain/directory/organisation.ts";
import type { MatchOrganisation } from "../../matching/card.ts";
import type { Matcher } from "../../matching/rank.ts";
import { suggestActivities } from "../../matching/suggest.ts";
import { toExtract } from "../../matching/text.ts";

/** What would bring better answers to one's own need; tried for real, like the advice on offers. */
export type NeedAdvice = {
  readonly claim:
    | {
        readonly code: "widen-need-area";
        readonly params: { readonly need: string; readonly extract: string; readonly km: number };
      }
    | {
        readonly code: "declare-need-activity";
        readonly params: { readonly need: string; readonly extract: string; readonly activity: string };
      };
  /** Added up over the first answers: 1 is one perfect match more. */
  readonly gain: number;
  readonly needs: 1;
};

const largestRadiusKm = 150;
const firstAnswers = 5;
/** A doubtful reading is asked about on the profile, not advised. */
const sureReading = 0.8;
/** Less is not worth a change of profile. */
const leastGain = 0.03;

/** Tries each change on the matcher and takes it back. */
export function adviseNeeds(matcher: Matcher, organisation: MatchOrganisation): readonly NeedAdvice[] {
  const worth = (need: string): number =>
    (matcher.rankNeed(organisation.id, need, { top: firstAnswers })?.candidates ?? []).reduce(
      (sum, { score }) => sum + score,
      0,
    );
  const trials = listNeedTrials(organisation);
  const before = new Map(trials.map(({ claim }) => [claim.params.need, worth(claim.params.need)]));
  try {
    return trials
      .map(({ claim, changed }) => {
        matcher.upsert(changed);
        const { need } = claim.params;
        return { claim, gain: round(worth(need) - (before.get(need) ?? 0)), needs: 1 } as const;
      })
      .filter(({ gain }) => gain >= leastGain);
  } finally {
    if (trials.length > 0) matcher.upsert(organisation);
  }
}

type Trial = { readonly claim: NeedAdvice["claim"]; readonly changed: MatchOrganisation };

function listNeedTrials(organisation: MatchOrganisation): readonly Trial[] {
  return organisation.needs.flatMap((need): Trial[] => {
    const change = (part: Partial<typeof need>): MatchOrganisation => ({
      ...organisation,
      needs: organisation.needs.map((each) => (each.id === need.id ? { ...each, ...part } : each)),
    });
    const params = { need: need.id, extract: toExtract(need.text, 60) };
    const trials: Trial[] = [];
    const [read] =
      (need.activities ?? []).length > 0 ? [] : suggestActivities({ type: "need", text: need.text });
    if (read && read.confidence >= sureReading)
      trials.push({
        claim: { code: "declare-need-activity", params: { ...params, activity: read.activity } },
        changed: change({ activities: [read.activity] }),
      });
    if (need.area?.type === "radius" && need.area.km < largestRadiusKm) {
      const km = Math.min(largestRadiusKm, Math.max(need.area.km + 10, Math.round(need.area.km * 1.5)));
      const area: Area = { type: "radius", km };
      trials.push({
        claim: { code: "widen-need-area", params: { ...params, km } },
        changed: change({ area }),
      });
    }
    return trials;
  });
}

function round(value: number): number {
  return Math.round(value * 1e3) / 1e3;
}
