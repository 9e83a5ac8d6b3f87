import type { SatSolver } from "../sat/solver.ts";
import { type Literal, negate } from "../sat/trail.ts";

/**
 * `if`: an output is true if its inputs are, which is all that a limit from above needs and half the clauses.
 * `exactly`: and only then.
 */
export type Sense = "if" | "exactly";

/**
 * A totalizer: `outputs[k]` is true if (or exactly when) more than k of the inputs are, for k below `most`.
 * Further outputs are not built. Clauses O(n × most).
 */
export function countTrue(
  solver: SatSolver,
  inputs: readonly Literal[],
  most: number,
  sense: Sense,
): Literal[] {
  if (inputs.length <= 1 || most === 0) return inputs.slice(0, most);
  const half = inputs.length >> 1;
  const left = countTrue(solver, inputs.slice(0, half), most, sense);
  const right = countTrue(solver, inputs.slice(half), most, sense);
  const leftAll = half <= most;
  const rightAll = inputs.length - half <= most;
  const size = Math.min(most, left.length + right.length);
  const outputs = Array.from({ length: size }, () => solver.newVariable() * 2);
  for (let a = 0; a <= left.length; a += 1) {
    for (let b = 0; b <= right.length; b += 1) {
      const up = outputs[a + b - 1];
      if (a + b >= 1 && up !== undefined) {
        const clause = [up];
        const fromLeft = left[a - 1];
        const fromRight = right[b - 1];
        if (fromLeft !== undefined) clause.push(negate(fromLeft));
        if (fromRight !== undefined) clause.push(negate(fromRight));
        solver.addClause(clause);
      }
      if (sense === "if") continue;
      // At most a on the left and at most b on the right: not more than a + b. Known only where nothing was cut off.
      const down = outputs[a + b];
      if (down === undefined) continue;
      const moreLeft = left[a];
      const moreRight = right[b];
      if ((moreLeft === undefined && !leftAll) || (moreRight === undefined && !rightAll)) continue;
      const clause = [negate(down)];
      if (moreLeft !== undefined) clause.push(moreLeft);
      if (moreRight !== undefined) clause.push(moreRight);
      solver.addClause(clause);
    }
  }
  return outputs;
}

/** No two of the literals together. */
export function addAtMostOne(
  solver: SatSolver,
  literals: readonly Literal[],
  unless: readonly Literal[] = [],
): void {
  if (literals.length <= 6) {
    literals.forEach((literal, index) => {
      for (const other of literals.slice(index + 1))
        solver.addClause([negate(literal), negate(other), ...unless]);
    });
    return;
  }
  // Groups of four around a chain of "one of those before me" keep the clauses linear.
  const first = literals.slice(0, 4);
  const carry = solver.newVariable() * 2;
  addAtMostOne(solver, first, unless);
  for (const literal of first) solver.addClause([negate(literal), carry, ...unless]);
  addAtMostOne(solver, [carry, ...literals.slice(4)], unless);
}
