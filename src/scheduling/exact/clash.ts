import { waysWithBreaks } from "../break-ways.ts";
import type { ClashFact } from "../facts.ts";
import { createModel, type Model, restrict } from "../model.ts";
import type { Problem } from "../problem.ts";
import type { Switch } from "./context.ts";
import { encode } from "./encode.ts";

const CONFLICTS_PER_FACT = 4_000;
const CONFLICTS_FIRST = 400_000;

/**
 * A small set of facts of an infeasible problem that cannot all hold. Simple causes are looked for first: too few
 * places in all, then one person's meetings taken alone; else exact search over facts that can be switched off,
 * each fact then dropped in turn as long as the others still clash.
 */
export function findClash(problem: Problem, shouldStop: () => boolean): ClashFact[] {
  const required = restrict(problem, (id) => isRequired(problem, id));
  const model = createModel(required);
  const places = model.capacity.reduce((sum, open) => sum + open, 0);
  if (model.meetings > places) return [{ code: "places-total", places, meetings: model.meetings }];
  for (const ids of suspects(model)) {
    const keep = new Set(ids);
    const part = createModel(restrict(required, (id) => keep.has(id)));
    const facts = contradiction(part, shouldStop);
    if (facts !== undefined) return facts;
  }
  return contradiction(model, shouldStop) ?? [{ code: "proved-without-detail", meetings: model.meetings }];
}

function isRequired(problem: Problem, id: string): boolean {
  return problem.meetings.find((meeting) => meeting.id === id)?.required !== false;
}

/** Sets of meetings that are likely to clash by themselves, smallest first. */
function suspects(model: Model): string[][] {
  const { problem, slots } = model;
  const sets: string[][] = [];
  const idOf = (meeting: number) => problem.meetings[meeting]?.id ?? "";
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    const at = model.allowed.indexOf(1, meeting * slots);
    if (at < 0 || at >= (meeting + 1) * slots) sets.push([idOf(meeting)]);
  }
  for (let row = 0; row < model.rows; row += 1) {
    const hall = tooMany(model, row);
    if (hall.length > 0) sets.push(hall.map(idOf));
    const limit = problem.participants[row]?.maxMeetings;
    const own = Array.from(model.held.subarray(model.heldStart[row] ?? 0, model.heldStart[row + 1] ?? 0));
    if (model.breaks[row]?.length) sets.push(...leavesTooFew(model, row, own).map((ids) => ids.map(idOf)));
    if (limit !== undefined && own.length > limit) sets.push(own.slice(0, limit + 1).map(idOf));
  }
  return sets.sort((a, b) => a.length - b.length).slice(0, 3);
}

/** All meetings of a row, where one of its breaks leaves fewer slots than there are of them. */
function leavesTooFew(
  model: Model,
  row: number,
  meetings: readonly number[],
): readonly (readonly number[])[] {
  const usable = Uint8Array.from({ length: model.slots }, (_, slot) =>
    meetings.some((meeting) => model.allowed[meeting * model.slots + slot] === 1) ? 1 : 0,
  );
  const isTight = (model.breaks[row] ?? []).some((wanted) =>
    waysWithBreaks(usable, [wanted]).every((day) => day.reduce((sum, use) => sum + use, 0) < meetings.length),
  );
  return isTight ? [meetings] : [];
}

/** Meetings of a row that have fewer slots together than there are of them (a set that violates Hall's condition). */
function tooMany(model: Model, row: number): number[] {
  const { slots } = model;
  const meetings = Array.from(model.held.subarray(model.heldStart[row] ?? 0, model.heldStart[row + 1] ?? 0));
  const holder = new Int32Array(slots).fill(-1);
  for (const meeting of meetings) {
    const seen = new Set<number>();
    const reached = new Set<number>();
    const augment = (own: number): boolean => {
      reached.add(own);
      for (let slot = 0; slot < slots; slot += 1) {
        if (model.allowed[own * slots + slot] !== 1 || seen.has(slot)) continue;
        seen.add(slot);
        const other = holder[slot] ?? -1;
        if (other < 0 || augment(other)) {
          holder[slot] = own;
          return true;
        }
      }
      return false;
    };
    if (!augment(meeting)) return [...reached];
  }
  return [];
}

function contradiction(model: Model, shouldStop: () => boolean): ClashFact[] | undefined {
  const encoding = encode(model, { alone: new Int32Array(model.people), mostExcess: -1, explain: true });
  const { solver, switches } = encoding;
  const byLiteral = new Map(switches.map((item) => [item.literal, item]));
  const literals = switches.map((item) => item.literal);
  if (solver.solve(literals, CONFLICTS_FIRST, shouldStop) !== "unsatisfiable") return undefined;
  let kept = solver.core();
  let checked = 0;
  while (checked < kept.length && !shouldStop()) {
    const without = kept.filter((_, index) => index !== checked);
    if (solver.solve(without, CONFLICTS_PER_FACT, shouldStop) === "unsatisfiable") {
      const core = new Set(solver.core());
      // What is left keeps its order, so that facts already found necessary stay in front.
      kept = without.filter((literal) => core.has(literal));
    } else checked += 1;
  }
  const facts = kept
    .map((literal) => byLiteral.get(literal))
    .filter((item): item is Switch => item !== undefined);
  return mergePlaces(facts.map((item) => item.fact));
}

/** Places that are too few at several slots are one fact. */
function mergePlaces(facts: readonly ClashFact[]): ClashFact[] {
  const merged: ClashFact[] = [];
  const byPlaces = new Map<number, number[]>();
  for (const fact of facts) {
    if (fact.code === "places")
      byPlaces.set(fact.places, [...(byPlaces.get(fact.places) ?? []), ...fact.slots]);
    else merged.push(fact);
  }
  for (const [places, slots] of byPlaces) merged.push({ code: "places", slots, places });
  return merged;
}
