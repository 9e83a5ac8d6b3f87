/** For the organiser: needs that nobody answers, by territory and activity, and who has no good match. */
import type { Card } from "./card.ts";
import type { NeedRanking } from "./rank.ts";
import { toActivity } from "./vocabulary.ts";

export type UnmetNeed = {
  readonly organisation: string;
  readonly need: string;
  readonly text: string;
  readonly department: string | null;
  /** Activity that the need asks for, when the text tells one. */
  readonly activity: string | null;
  /** How many would have fitted but for a gate. */
  readonly closed: number;
};
export type UnmetGroup = {
  readonly department: string | null;
  readonly activity: string | null;
  readonly needs: readonly UnmetNeed[];
};
export type Coverage = {
  readonly unmet: readonly UnmetNeed[];
  /** Unmet needs of one department and activity together: what a call for projects could answer. */
  readonly groups: readonly UnmetGroup[];
  /** Organisations with no candidate for any need and never a candidate themselves. */
  readonly withoutMatch: readonly string[];
};

export function measureCoverage(
  cards: ReadonlyMap<string, Card>,
  rankings: readonly NeedRanking[],
  goodScore: number,
): Coverage {
  const unmet: UnmetNeed[] = [];
  const matched = new Set<string>();
  for (const ranking of rankings) {
    const good = ranking.candidates.filter(({ score }) => score >= goodScore);
    for (const { organisation } of good) matched.add(organisation).add(ranking.seeker);
    if (good.length > 0) continue;
    const card = cards.get(ranking.seeker);
    const need = card?.needs.find((each) => each.need.id === ranking.need);
    if (card === undefined || need === undefined) continue;
    const [asked] = [...need.query.concepts].sort((a, b) => b[1] - a[1]);
    unmet.push({
      organisation: ranking.seeker,
      need: ranking.need,
      text: need.need.text,
      department: card.location.department,
      activity: asked === undefined ? null : toActivity(asked[0]),
      closed: ranking.excluded.length,
    });
  }
  return { unmet, groups: group(unmet), withoutMatch: [...cards.keys()].filter((id) => !matched.has(id)) };
}

function group(unmet: readonly UnmetNeed[]): readonly UnmetGroup[] {
  const groups = new Map<string, UnmetNeed[]>();
  for (const each of unmet) {
    const key = `${each.department}|${each.activity}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()]
    .map((needs) => ({
      department: needs[0]?.department ?? null,
      activity: needs[0]?.activity ?? null,
      needs,
    }))
    .sort((a, b) => b.needs.length - a.needs.length);
}
