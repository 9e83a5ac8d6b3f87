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

/** Excess breaks beyond this many are not told apart. */
const MOST_EXCESS = 60;

export function createProver(model: Model, alone: Int32Array): Prover {
  let feasibility: Encoding | undefined;
  let optimum: (Encoding & { mostExcess: number }) | undefined;
  let suggested = Number.POSITIVE_INFINITY;

  const withObjective = (known: Known): Encoding & { mostExcess: number } => {
    if (optimum === undefined) {
      const floor = alone.reduce((sum, own) => sum + own, 0);
      const mostExcess = Math.min(MOST_EXCESS, Math.max(0, known.breaks - 1 - floor));
      optimum = { ...encode(model, { alone, mostExcess, explain: false }), mostExcess };
    }
    if (known.breaks < suggested) suggest(model, optimum, known.slotOf);
    suggested = Math.min(suggested, known.breaks);
    return optimum;
  };

  const atMost = (known: Known, breaks: number, conflicts: number, shouldStop: () => boolean): Finding => {
    const encoding = withObjective(known);
    const limit = breaks - encoding.floor;
    if (limit < 0) return { kind: "bound", breaks: breaks + 1 };
    if (limit > encoding.mostExcess) return { kind: "nothing" };
    const over = encoding.excess[limit];
    const assumptions = over === undefined ? [] : [negate(over)];
    const verdict = encoding.solver.solve(assumptions, conflicts, shouldStop);
    if (verdict === "stopped") return { kind: "nothing" };
    if (verdict === "unsatisfiable") return { kind: "bound", breaks: breaks + 1 };
    return { kind: "agenda", slotOf: decode(model, encoding) };
  };

  return {
    decide: (conflicts, shouldStop) => {
      feasibility ??= encode(model, { alone, mostExcess: -1, explain: false });
      const verdict = feasibility.solver.solve([], conflicts, shouldStop);
      if (verdict === "unsatisfiable") return { kind: "infeasible" };
      if (verdict === "stopped") return { kind: "nothing" };
      return { kind: "agenda", slotOf: decode(model, feasibility) };
    },
    raise: (bound, known, conflicts, shouldStop) => atMost(known, bound, conflicts, shouldStop),
    better: (known, conflicts, shouldStop) => atMost(known, known.breaks - 1, conflicts, shouldStop),
  };
}
