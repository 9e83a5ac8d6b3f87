import type { DraftProgress } from "../../domain/fair/agenda-draft.ts";

const mostPoints = 60;

/** The course of a computation with one point more, thinned out so that it stays small however long it lasts. */
export function addToHistory(
  history: readonly DraftProgress[],
  progress: DraftProgress,
): readonly DraftProgress[] {
  const grown = [...history, progress];
  if (grown.length <= mostPoints) return grown;
  // Every other point, the first and the last always.
  return grown.filter((_, index) => index % 2 === 0 || index === grown.length - 1);
}
