import type { Model } from "../model.ts";
import type { Random } from "../random.ts";
import type { Verdict } from "../sat/solver.ts";
import { type Literal, negate } from "../sat/trail.ts";
import { decode, type Encoding, encode, suggest } from "./encode.ts";
import { createNeighbourhoods } from "./neighbourhoods.ts";

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
  /** Looks for a better agenda in one neighbourhood of the known one after another, most meetings held where they are. */
  refine: (known: Known, conflicts: number, shouldStop: () => boolean) => Finding;
};

export type Known = { breaks: number; slotOf: Int32Array };

type Effort = { breaks: number; conflicts: number; shouldStop: () => boolean };

type Objective = Encoding & { mostExcess: number; suggested: number };

/** Excess breaks beyond this many are not told apart. */
const MOST_EXCESS = 60;
/** Conflicts after which a neighbourhood is left. */
const CONFLICTS_EACH = 500;

export function createProver(model: Model, alone: Int32Array, random: Random): Prover {
  let feasibility: Encoding | undefined;
  let raising: Objective | undefined;
  let improving: Objective | undefined;
  const floor = alone.reduce((sum, own) => sum + own, 0);
  const neighbourhoods = createNeighbourhoods(model, alone, random);

  const create = (mostExcess: number): Objective => ({
    ...encode(model, { alone, mostExcess, explain: false }),
    mostExcess,
    suggested: Number.POSITIVE_INFINITY,
  });

  /** Where agendas better than the known one are looked for: what the bound is raised with, if it counts far enough. */
  const improver = (known: Known): Objective => {
    const limit = known.breaks - 1 - floor;
    if (raising !== undefined && raising.mostExcess >= limit) return raising;
    improving ??= create(Math.min(MOST_EXCESS, limit));
    return improving;
  };

  const ask = (
    objective: Objective,
    known: Known,
    held: readonly Literal[],
    { breaks, conflicts, shouldStop }: Effort,
  ): Verdict => {
    if (known.breaks < objective.suggested) suggest(model, objective, known.slotOf);
    objective.suggested = Math.min(objective.suggested, known.breaks);
    const over = objective.excess[breaks - floor];
    return objective.solver.solve(
      [...(over === undefined ? [] : [negate(over)]), ...held],
      conflicts,
      shouldStop,
    );
  };

  const atMost = (objective: Objective, known: Known, effort: Effort): Finding => {
    if (effort.breaks - floor > objective.mostExcess) return { kind: "nothing" };
    const verdict = ask(objective, known, [], effort);
    if (verdict === "stopped") return { kind: "nothing" };
    if (verdict === "unsatisfiable") return { kind: "bound", breaks: effort.breaks + 1 };
    return { kind: "agenda", slotOf: decode(model, objective) };
  };

  /** The best agenda that moves only what is free, if it is better than the known one. */
  const refineOnce = (objective: Objective, known: Known, effort: Effort): Finding => {
    const { kind, free } = neighbourhoods.draw(known.slotOf);
    const held: Literal[] = [];
    known.slotOf.forEach((slot, meeting) => {
      const literal = objective.at[meeting * model.slots + slot] ?? -1;
      if (free[meeting] !== 1 && literal >= 0) held.push(literal);
    });
    const verdict = ask(objective, known, held, effort);
    if (verdict === "satisfiable") return { kind: "agenda", slotOf: decode(model, objective) };
    if (verdict === "stopped") neighbourhoods.shrink(kind);
    else {
      neighbourhoods.grow(kind);
      const own = new Set(held);
      if (!objective.solver.core().some((literal) => own.has(literal)))
        return { kind: "bound", breaks: effort.breaks + 1 };
    }
    return { kind: "nothing" };
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
    refine: (known, conflicts, shouldStop) => {
      if (known.breaks <= floor) return { kind: "bound", breaks: known.breaks };
      const objective = improver(known);
      const breaks = Math.min(known.breaks - 1, floor + objective.mostExcess);
      const { solver } = objective;
      const end = solver.conflicts() + conflicts;
      // A neighbourhood may be settled without a conflict: how many are looked at is limited as well.
      for (let turn = 0; turn * CONFLICTS_EACH < conflicts * 4 && !shouldStop(); turn += 1) {
        const left = Math.min(CONFLICTS_EACH, end - solver.conflicts());
        if (left <= 0) break;
        const finding = refineOnce(objective, known, { breaks, conflicts: left, shouldStop });
        if (finding.kind !== "nothing") return finding;
      }
      return { kind: "nothing" };
    },
  };
}
