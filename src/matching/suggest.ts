/** Activities that a text seems to speak of, for its author to confirm, and those that humans gave to the same words. */
import type { MatchOrganisation } from "./card.ts";
import { type Concepts, readNeed, readOffer } from "./reading.ts";
import { toTextKey } from "./text.ts";
import { findTrade, toActivity } from "./vocabulary.ts";

/** Confidence is between 0 and 1; 1 when somebody said so of the same words. */
export type Suggestion = { readonly activity: string; readonly confidence: number };

/** Activities that humans gave to words, by the words folded. */
export type Learned = {
  readonly size: number;
  get(key: string): readonly string[] | undefined;
};

const nothingLearned: ReadonlyMap<string, readonly string[]> = new Map();
const leastConfidence = 0.3;
const mostSuggested = 3;
/** Only a human is certain. */
const surest = 0.95;

/** What an offer or need without activities is about, surest first; empty when the words tell nothing. */
export function suggestActivities(
  statement: { readonly type: "offer" | "need"; readonly text: string },
  learned: Learned = nothingLearned,
): readonly Suggestion[] {
  const known = learned.get(toTextKey(statement.text));
  if (known !== undefined) return known.map((activity) => ({ activity, confidence: 1 }));
  const { concepts } =
    statement.type === "offer"
      ? readOffer(statement.text, [], [], nothingLearned)
      : readNeed(statement.text, [], nothingLearned);
  return [...toActivities(concepts)]
    .map(([activity, confidence]) => ({
      activity,
      confidence: Math.min(surest, Math.round(confidence * 100) / 100),
    }))
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((a, b) => b.confidence - a.confidence || (a.activity < b.activity ? -1 : 1))
    .slice(0, mostSuggested);
}

/** The organisation with learned activities where it declares none: what authors say of themselves always wins. */
export function fillLearned<O extends MatchOrganisation>(organisation: O, learned: Learned): O {
  if (learned.size === 0) return organisation;
  const fill = <S extends { readonly text: string; readonly activities?: readonly string[] | undefined }>(
    statement: S,
  ): S => {
    if ((statement.activities ?? []).length > 0) return statement;
    const known = learned.get(toTextKey(statement.text));
    return known === undefined ? statement : { ...statement, activities: [...known] };
  };
  return { ...organisation, offers: organisation.offers.map(fill), needs: organisation.needs.map(fill) };
}

/** The words of statements that declare no activity, as learned activities are keyed. */
export function listUndeclaredKeys({ offers, needs }: MatchOrganisation): readonly string[] {
  return [...offers, ...needs]
    .filter(({ activities = [] }) => activities.length === 0)
    .map(({ text }) => toTextKey(text));
}

function toActivities(concepts: Concepts): ReadonlyMap<string, number> {
  const activities = new Map<string, number>();
  for (const [trade, weight] of concepts) {
    const activity = toActivity(trade);
    if (findTrade(activity) !== undefined)
      activities.set(activity, Math.max(weight, activities.get(activity) ?? 0));
  }
  return activities;
}
