import { reduceDomains } from "../domains.ts";
import type { Model } from "../model.ts";
import { createSatSolver, type SatSolver } from "../sat/solver.ts";
import type { Literal } from "../sat/trail.ts";
import { encodeBreaks } from "./breaks.ts";
import { encodeCapacity } from "./capacity.ts";
import type { Context, EncodeOptions, Switch } from "./context.ts";
import { countTrue } from "./counting.ts";
import { encodeMeetings } from "./meetings.ts";
import { encodeOrder } from "./order.ts";
import { encodePresence, encodeRows } from "./rows.ts";
import { encodeSpread, mostForAll } from "./spread.ts";
import { encodeWantedBreaks } from "./wanted-breaks.ts";

export type Encoding = {
  solver: SatSolver;
  /** Literal "meeting m is at slot s" at `m * slots + s`, -1 where it cannot be. */
  at: Int32Array;
  /** `excess[k]`, if more than k breaks above the sum of the fewest of each participant alone. */
  excess: Literal[];
  floor: number;
  switches: Switch[];
};

/** Writes a problem whose meetings are all required as clauses. */
export function encode(model: Model, options: EncodeOptions): Encoding {
  const context: Context = {
    model,
    solver: createSatSolver(),
    options,
    domains: options.explain ? new Uint8Array(model.meetings * model.slots).fill(1) : reduceDomains(model),
    at: new Int32Array(model.meetings * model.slots).fill(-1),
    ...(options.explain ? {} : { steps: [] }),
    busy: [],
    switches: [],
    offs: [],
  };
  encodeMeetings(context);
  encodeRows(context);
  encodePresence(context);
  encodeWantedBreaks(context);
  encodeOrder(context);
  encodeCapacity(context);
  const floor = options.alone.reduce((sum, own) => sum + own, 0);
  const excess = encodeObjective(context, floor);
  return { solver: context.solver, at: context.at, excess, floor, switches: context.switches };
}

/** The slots of the last satisfying assignment. */
export function decode(model: Model, encoding: Encoding): Int32Array {
  const slotOf = new Int32Array(model.meetings).fill(-1);
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    for (let slot = 0; slot < model.slots; slot += 1) {
      const literal = encoding.at[meeting * model.slots + slot] ?? -1;
      if (literal >= 0 && encoding.solver.isTrue(literal >> 1)) slotOf[meeting] = slot;
    }
  }
  return slotOf;
}

/** Lets the solver look near a known agenda from time to time. */
export function suggest(model: Model, encoding: Encoding, slotOf: Int32Array): void {
  const literals: Literal[] = [];
  slotOf.forEach((slot, meeting) => {
    const literal = slot < 0 ? -1 : (encoding.at[meeting * model.slots + slot] ?? -1);
    if (literal >= 0) literals.push(literal);
  });
  encoding.solver.suggest(literals);
}

/** Breaks of everybody, their spread, and the literals that count those above the floor. */
function encodeObjective(context: Context, floor: number): Literal[] {
  const { model, solver, options } = context;
  const { alone, mostExcess } = options;
  const spread = model.problem.maxBreakSpread;
  const isCounted = mostExcess >= 0;
  if (!isCounted && spread === undefined) return [];
  const forAll = spread === undefined ? 0 : mostForAll(model, isCounted ? floor + mostExcess : Infinity);
  const forSpread = spread === undefined ? 0 : spread + 1 + forAll;
  const sense = forAll > 0 ? "exactly" : "if";
  const breaks = model.problem.participants.map((_, person) => {
    const forCount = isCounted ? (alone[person] ?? 0) + mostExcess + 1 : 0;
    return encodeBreaks(context, person, Math.max(forCount, forSpread), sense);
  });
  encodeSpread(context, breaks, forAll);
  if (!isCounted) return [];
  const extra = breaks.flatMap((own, person) => own.slice(alone[person] ?? 0));
  return countTrue(solver, extra, mostExcess + 1, "if");
}
