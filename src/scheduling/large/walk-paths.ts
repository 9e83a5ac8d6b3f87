import type { Model } from "../model.ts";
import type { Random } from "../random.ts";
import { createPathMoves } from "./path-moves.ts";

export type Walk = {
  /** Temperatures in breaks, at the start and at the end. */
  hot: number;
  cold: number;
  /** Asked now and then, with the moves tried so far. */
  isOver: (tries: number) => boolean;
  /** Share of the walk done, 0 to 1. */
  progress: (tries: number) => number;
  /** A better agenda than any before; the array is the walk's own. */
  onBetter: (slotOf: Int32Array, breaks: number) => void;
};

/** Share of moves of people who have breaks to spare. */
const AIMED = 0.85;
/** Moves between two looks at the clock. */
const STRIDE = 2_048;

/** Simulated annealing over path moves, from a valid agenda with so many breaks. Returns the moves tried. */
export function walkPaths(
  model: Model,
  start: Int32Array,
  floor: Int32Array,
  random: Random,
  walk: Walk,
): number {
  const moves = createPathMoves(model, start, floor, random, AIMED);
  let fewest = moves.breaks();
  let tries = 0;
  while (!walk.isOver(tries)) {
    const share = walk.progress(tries);
    if (share >= 1) break;
    const temperature = walk.hot * (walk.cold / walk.hot) ** share;
    moves.run(STRIDE, temperature);
    tries += STRIDE;
    if (moves.breaks() >= fewest) continue;
    fewest = moves.breaks();
    walk.onBetter(moves.slotOf(), fewest);
  }
  return tries;
}
