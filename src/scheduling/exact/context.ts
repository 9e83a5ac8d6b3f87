import type { ClashFact } from "../facts.ts";
import type { Model } from "../model.ts";
import type { SatSolver } from "../sat/solver.ts";
import { type Literal, negate } from "../sat/trail.ts";

/** A fact of the problem that a literal switches on, so that a contradiction can name it. */
export type Switch = { literal: Literal; fact: ClashFact };

export type EncodeOptions = {
  /** Fewest breaks of each participant alone. */
  alone: Int32Array;
  /** Breaks above the sum of these that are told apart; -1 where breaks do not matter. */
  mostExcess: number;
  /** Facts become assumptions instead of being built in; weaker, but a contradiction can be explained. */
  explain: boolean;
};

/** What the parts of an encoding share while it is written. */
export type Context = {
  model: Model;
  solver: SatSolver;
  options: EncodeOptions;
  domains: Uint8Array;
  /** Literal "meeting m is at slot s" at `m * slots + s`, -1 where it cannot be. */
  at: Int32Array;
  /** Of each meeting, `steps[s]`: it is at slot s or before. Left out where they are not worth their clauses. */
  steps?: Literal[][];
  /** Literal "the person has a meeting at that slot", -1 where that cannot be; by person and slot. */
  busy: Int32Array[];
  switches: Switch[];
  /** Escape of "one meeting at a time" for each row. */
  offs: Literal[][];
};

/** The clause's escape where facts can be switched off: empty where they are built in. */
export function guard(context: Context, fact: () => ClashFact): Literal[] {
  if (!context.options.explain) return [];
  const literal = context.solver.newVariable() * 2;
  context.switches.push({ literal, fact: fact() });
  return [negate(literal)];
}

export function meetingsOf(model: Model, row: number): number[] {
  return Array.from(model.held.subarray(model.heldStart[row] ?? 0, model.heldStart[row + 1] ?? 0));
}

/** Literals of those of the meetings that can be at the slot. */
export function literalsAt(context: Context, meetings: readonly number[], slot: number): Literal[] {
  const { slots } = context.model;
  return meetings
    .map((meeting) => context.at[meeting * slots + slot] ?? -1)
    .filter((literal) => literal >= 0);
}
