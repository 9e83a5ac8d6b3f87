import type { Model } from "../model.ts";
import { negate } from "../sat/trail.ts";
import { decode, type Encoding, encode, suggest } from "./encode.ts";

/** What an exact search has shown so far. */
export type Finding =
  | { kind: "infeasible" }
  /** No agenda has fewer breaks than this. */
  | { kind: "bound"; breaks: number }
  /** A valid agenda: the slot of every meeting. */
  | { kind: "agenda"; slotOf: Int32Array }
  | { kind: "nothing" };

/** Exact search on a problem whose meetings are all required, resumed call after call. */
export type Prover = {
  /** Looks for any agenda, or shows that there is none. */
  decide: (conflicts: number, shouldStop: () => boolean) => Finding;
  /** Tries to raise the bound by one. `known` is the best agenda so far. */
  raise: (bound: number, known: Known, conflicts: number, shouldStop: () => boolean) => Finding;
  /** Tries to find an agenda better than the known one, or to show that it is the best. */
  better: (known: Known, conflicts: number, shouldStop: () => boolean) => Finding;
};

export type Known = { breaks: number; slotOf: Int32Array };

type Effort = { breaks: number; conflicts: number; shouldStop: () => boolean };

type Objective = Encoding & { mostExcess: number; suggested: number };

/** Excess breaks beyond this many are not told apart. */
const MOST_EXCESS = 60;

export function createProver(model: Model, alone: Int32Array): Prover {
  let feasibility: Encoding | undefined;
  let raising: Objective | undefined;
  let improving: Objective | undefined;
  const floor = alone.reduce((sum, own) => sum + own, 0);

  const create = (mostExcess: number): Objective => ({
    ...encode(model, { alone, mostExcess, explain: false }),
    mostExcess,
    suggested: Number.POSITIVE_INFINITY,
  });

  const atMost = (objective: Objective, known: Known, effort: Effort): Finding => {
    const { solver, excess, mostExcess } = objective;
    if (known.breaks < objective.suggested) suggest(model, objective, known.slotOf);
    objective.suggested = Math.min(objective.suggested, known.breaks);
    const limit = effort.breaks - floor;
    if (limit > mostExcess) return { kind: "nothing" };
    const over = excess[limit];
    const verdict = solver.solve(
      over === undefined ? [] : [negate(over)],
      effort.conflicts,
      effort.shouldStop,
    );
    if (verdict === "stopped") return { kind: "nothing" };
    if (verdict === "unsatisfiable") return { kind: "bound", breaks: effort.breaks + 1 };
    return { kind: "agenda", slotOf: decode(model, objective) };
  };

  return {
    decide: (conflicts, shouldStop) => {
      feasibility ??= encode(model, { alone, mostExcess: -1, explain: false });
      const verdict = feasibility.solver.solve([], conflicts, shouldStop);
      if (verdict === "unsatisfiable") return { kind: "infeasible" };
      if (verdict === "stopped") return { kind: "nothing" };
      return { kind: "agenda", slotOf: decode(model, feasibility) };
    },
    raise: (bound, known, conflicts, shouldStop) => {
      const limit = bound - floor;
      if (limit < 0) return { kind: "bound", breaks: floor };
      // Counting no further than the bound keeps the clauses few; the next bound needs them written again.
      if (raising === undefined || raising.mostExcess < limit) raising = create(limit + 1);
      return atMost(raising, known, { breaks: bound, conflicts, shouldStop });
    },
    better: (known, conflicts, shouldStop) => {
      const limit = known.breaks - 1 - floor;
      if (limit < 0) return { kind: "bound", breaks: known.breaks };
      if (raising !== undefined && raising.mostExcess >= limit)
        return atMost(raising, known, { breaks: known.breaks - 1, conflicts, shouldStop });
      improving ??= create(Math.min(MOST_EXCESS, limit));
      return atMost(improving, known, { breaks: known.breaks - 1, conflicts, shouldStop });
    },
  };
}
