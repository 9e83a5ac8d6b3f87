import type { Locale } from "../../i18n/plural.ts";
import { explainCaution, explainReason } from "../../matching/explain.ts";
import type { Candidate } from "../../matching/rank.ts";
import type { Explanation } from "../../web/components/score.tsx";

/** A candidate in the reader's words: whole points out of 100 whose parts add up. */
export function toExplanation(candidate: Candidate, locale: Locale): Explanation {
  const score = toPoints(candidate.score);
  const points = shareOut(
    candidate.reasons.map((reason) => reason.contribution * 100),
    score,
  );
  return {
    score,
    parts: candidate.reasons
      .map((reason, index) => ({
        points: points[index] ?? 0,
        text: sentence(explainReason(reason.claim, locale)),
      }))
      .filter((part) => part.points !== 0)
      .sort((a, b) => b.points - a.points),
    checks: [
      ...new Set(
        candidate.cautions.map((caution) => sentence(afterToCheck(explainCaution(caution, locale)))),
      ),
    ],
  };
}

export function toPoints(score: number): number {
  return Math.round(Math.min(1, Math.max(0, score)) * 100);
}

/** Whole numbers near the values that add up to `total`: the largest remainders are rounded up. */
export function shareOut(values: readonly number[], total: number): number[] {
  const floors = values.map(Math.floor);
  const missing = total - floors.reduce((sum, value) => sum + value, 0);
  const order = values
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest);
  const raised = new Map<number, number>();
  // More than one each only when the contributions do not add up to the score themselves.
  for (let given = 0; given < Math.abs(missing) && order.length > 0; given += 1) {
    const at = missing > 0 ? given % order.length : order.length - 1 - (given % order.length);
    const index = order[at]?.index ?? 0;
    raised.set(index, (raised.get(index) ?? 0) + Math.sign(missing));
  }
  return floors.map((value, index) => value + (raised.get(index) ?? 0));
}

/** The list of cautions stands under « À vérifier » already. */
function afterToCheck(text: string): string {
  return text.replace(/^(?:à vérifier|to check)\s*:?\s+/i, "");
}

/** With its capital. */
export function sentence(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase("fr") + text.slice(1);
}
