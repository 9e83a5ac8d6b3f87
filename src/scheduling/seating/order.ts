import type { ChooseProblem } from "../choose-problem.ts";
import type { Grid } from "./grid.ts";
import type { Options } from "./options.ts";

/** Whether a candidate at the slot comes after all that it must, and before all that must come after it. */
export type KeepsOrder = (candidate: number, slot: number) => boolean;

export function createOrder(
  { candidates }: ChooseProblem,
  options: readonly Options[],
  { spots }: Grid,
): KeepsOrder {
  if (candidates.every(({ after = [] }) => after.length === 0)) return () => true;
  const candidateIndex = new Map(candidates.map(({ id }, index) => [id, index]));
  const earlier = candidates.map(({ after = [] }) => after.map((id) => candidateIndex.get(id) ?? -1));
  const later: number[][] = candidates.map(() => []);
  earlier.forEach((list, index) => {
    for (const first of list) later[first]?.push(index);
  });
  return (candidate, slot) => {
    const duration = options[candidate]?.duration ?? 1;
    for (const first of earlier[candidate] ?? []) {
      const spot = spots[first];
      if (spot !== undefined && spot.slot + (options[first]?.duration ?? 1) > slot) return false;
    }
    for (const next of later[candidate] ?? []) {
      const spot = spots[next];
      if (spot !== undefined && slot + duration > spot.slot) return false;
    }
    return true;
  };
}
