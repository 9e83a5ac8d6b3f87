import type { Model } from "../model.ts";
import { type Literal, negate } from "../sat/trail.ts";
import { type Context, guard } from "./context.ts";

/**
 * Most breaks that everybody could have at once: the number of meetings of the least busy person less one, and the
 * share of each in the breaks asked for at most.
 */
export function mostForAll(model: Model, breaksAtMost: number): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (let person = 0; person < model.people; person += 1) {
    fewest = Math.min(fewest, (model.heldStart[person + 1] ?? 0) - (model.heldStart[person] ?? 0));
  }
  if (!Number.isFinite(fewest)) return 0;
  return Math.max(0, Math.min(fewest - 1, Math.floor(breaksAtMost / model.people)));
}

/**
 * Everybody has a number of breaks, up to `forAll`, and nobody more than the spread above it. `breaks[k]` of a person
 * is "more than k breaks"; where `forAll` is above 0 these must be exact.
 */
export function encodeSpread(context: Context, breaks: readonly Literal[][], forAll: number): void {
  const { model, solver } = context;
  const spread = model.problem.maxBreakSpread;
  if (spread === undefined) return;
  const off = guard(context, () => ({ code: "spread", limit: spread }));
  const base = Array.from({ length: forAll }, () => solver.newVariable() * 2);
  base.forEach((literal, index) => {
    const below = base[index - 1];
    if (below !== undefined) solver.addClause([negate(literal), below]);
    for (const own of breaks) {
      const atLeast = own[index];
      solver.addClause(atLeast === undefined ? [negate(literal)] : [negate(literal), atLeast]);
    }
  });
  for (const own of breaks) {
    for (let level = 0; level <= forAll; level += 1) {
      const over = own[spread + level];
      if (over === undefined) continue;
      const allowed = base[level];
      solver.addClause([negate(over), ...(allowed === undefined ? [] : [allowed]), ...off]);
    }
  }
}
