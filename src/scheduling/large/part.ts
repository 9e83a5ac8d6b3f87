import { encodeBreaks } from "../exact/breaks.ts";
import type { Context } from "../exact/context.ts";
import { encodeMeetings } from "../exact/meetings.ts";
import { encodePresence, encodeRows } from "../exact/rows.ts";
import { encodeWantedBreaks } from "../exact/wanted-breaks.ts";
import { createModel, type Model } from "../model.ts";
import { type Clauses, emptyClauses } from "../sat/clauses.ts";
import { createSatSolver, type SatSolver } from "../sat/solver.ts";
import { type Literal, negate } from "../sat/trail.ts";

/** Some meetings of a problem as clauses, with the people whose breaks count; the other meetings do not exist here. */
export type Part = {
  solver: SatSolver;
  /** "At most that many breaks", for people whose breaks count; none where that holds anyway. */
  atMost: (person: number, breaks: number) => Literal | undefined;
};

/**
 * `counted`: people whose breaks matter, with the most breaks to be told apart. `memory` is what the part before was
 * written in, if that is used no more.
 */
export function encodePart(
  model: Model,
  meetings: readonly number[],
  domains: Uint8Array,
  counted: ReadonlyMap<number, number>,
  memory: Clauses,
): Part {
  const people = new Set<number>();
  for (const meeting of meetings) for (const row of rowsOf(model, meeting)) people.add(row);
  const rows = [...people].filter((row) => row < model.people).sort((a, b) => a - b);
  const rowOf = new Map(rows.map((row, index) => [row, index]));
  const { problem, slots } = model;
  const every = Array.from({ length: slots }, (_, slot) => slot);
  const part = createModel({
    name: problem.name,
    slots,
    places: meetings.length,
    ...(problem.countUnavailable === undefined ? {} : { countUnavailable: problem.countUnavailable }),
    participants: rows.flatMap((row) => problem.participants[row] ?? []),
    meetings: meetings.flatMap((meeting) => {
      const own = problem.meetings[meeting];
      return own === undefined
        ? []
        : [
            {
              id: own.id,
              participants: own.participants,
              slots: every.filter((slot) => domains[meeting * slots + slot] === 1),
            },
          ];
    }),
  });
  const context: Context = {
    model: part,
    solver: createSatSolver(emptyClauses(memory)),
    options: { alone: new Int32Array(part.people), mostExcess: -1, explain: false },
    domains: part.allowed,
    at: new Int32Array(part.meetings * part.slots).fill(-1),
    busy: [],
    switches: [],
    offs: [],
  };
  encodeMeetings(context);
  encodeRows(context);
  encodePresence(context, (row) => counted.has(rows[row] ?? -1));
  encodeWantedBreaks(context);
  const breaks = new Map<number, Literal[]>();
  for (const [person, most] of counted)
    breaks.set(person, encodeBreaks(context, rowOf.get(person) ?? 0, most + 1, "if"));
  return {
    solver: context.solver,
    atMost: (person, most) => {
      const more = breaks.get(person)?.[most];
      return more === undefined ? undefined : negate(more);
    },
  };
}

export function rowsOf(model: Model, meeting: number): Int32Array {
  return model.members.subarray(model.memberStart[meeting] ?? 0, model.memberStart[meeting + 1] ?? 0);
}

export function heldBy(model: Model, row: number): Int32Array {
  return model.held.subarray(model.heldStart[row] ?? 0, model.heldStart[row + 1] ?? 0);
}
