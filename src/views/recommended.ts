import type { Recommended } from "./topics.ts";

/** So many recommendations are shown, and kept up to date. */
export const mostRecommended = 20;

/** What a list shows of itself without its words: who, in which order, with how many points of 100. */
export function toRecommended(
  list: readonly { readonly organisation: string; readonly score: number; readonly relation: string }[],
): readonly Recommended[] {
  return list.slice(0, mostRecommended).map(({ organisation, score, relation }) => ({
    organisation,
    points: Math.round(Math.min(1, Math.max(0, score)) * 100),
    relation,
  }));
}

/** Changes when the list shown would. */
export function markOf(list: readonly Recommended[]): string {
  const text = list
    .map(({ organisation, points, relation }) => `${organisation}:${points}${relation}`)
    .join(" ");
  let hash = 5381;
  for (const letter of text) hash = (Math.imul(hash, 33) ^ (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
