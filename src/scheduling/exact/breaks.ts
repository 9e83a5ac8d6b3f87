import { type Literal, negate } from "../sat/trail.ts";
import { type Context, meetingsOf } from "./context.ts";
import { countTrue, type Sense } from "./counting.ts";
import { encodeSpan } from "./ladder.ts";

/** Literals "more than k breaks" of a person, for k below `most`. */
export function encodeBreaks(context: Context, person: number, most: number, sense: Sense): Literal[] {
  const { model, solver } = context;
  const { slots } = model;
  const busy = context.busy[person] ?? new Int32Array(slots).fill(-1);
  const meetings = meetingsOf(model, person);
  if (meetings.length < 2 || most <= 0) return [];
  const held = encodeHeld(context, person, meetings, busy);
  // Which meeting is the last is known only as long as one meeting at a time is a rule.
  const off = context.offs[person] ?? [];
  encodeSpan(context, meetings, held);
  const gaps: Literal[] = [];
  for (let slot = 1; slot < slots; slot += 1) {
    const before = model.before[person * slots + slot] ?? -1;
    const was = before < 0 ? -1 : (busy[before] ?? -1);
    if (was < 0) continue;
    const now = busy[slot] ?? -1;
    const over = held[before]?.[meetings.length - 1];
    const gap = solver.newVariable() * 2;
    const excuses = [...(now >= 0 ? [now] : []), ...(over === undefined ? [] : [over])];
    solver.addClause([gap, negate(was), ...excuses, ...off]);
    gaps.push(gap);
    if (sense === "if") continue;
    solver.addClause([negate(gap), was]);
    for (const literal of excuses) solver.addClause([negate(gap), negate(literal)]);
  }
  const breaks = countTrue(solver, gaps, Math.min(gaps.length, meetings.length - 1, most), sense);
  const [some] = breaks;
  if (some !== undefined) {
    encodeSteadiness(context, person, held, some);
    if (!context.options.explain) encodeStretch(context, person, held, some);
  }
  return breaks;
}

/**
 * Implied, but not found by propagation: who has begun and has no breaks holds one meeting more at each slot, as long
 * as one meeting at a time is a rule.
 */
function encodeSteadiness(
  context: Context,
  person: number,
  held: readonly Literal[][],
  breaks: Literal,
): void {
  const { model, solver } = context;
  const off = context.offs[person] ?? [];
  held.forEach((now, slot) => {
    const before = model.before[person * model.slots + slot] ?? -1;
    if (before < 0) return;
    const total = model.heldStart[person + 1] ?? 0;
    const most = total - (model.heldStart[person] ?? 0);
    held[before]?.forEach((fewer, index) => {
      const more = now[index + 1];
      if (index + 1 < most)
        solver.addClause([negate(fewer), ...(more === undefined ? [] : [more]), breaks, ...off]);
    });
  });
}

/** Implied, and shorter than what counting gives: who has no breaks is busy from the first meeting on until the last. */
function encodeStretch(context: Context, person: number, held: readonly Literal[][], breaks: Literal): void {
  const { model, solver } = context;
  const base = person * model.slots;
  const total = meetingsOf(model, person).length;
  const day = held
    .map((_, slot) => slot)
    .filter((slot) => (model.before[base + slot] ?? -1) >= 0 || (model.next[base + slot] ?? -1) >= 0);
  day.forEach((slot, index) => {
    const begun = held[slot]?.[0];
    if (begun === undefined) return;
    const now = context.busy[person]?.[slot] ?? -1;
    const over = held[day[index - total] ?? -1]?.[0];
    const known = over === undefined ? [] : [over];
    solver.addClause([negate(begun), ...known, ...(now < 0 ? [] : [now]), breaks]);
    if (over !== undefined && now >= 0) solver.addClause([negate(over), negate(now), breaks]);
  });
}

/** `held[s][k]`: more than k of the person's meetings are at slot s or before; none where that cannot be. */
function encodeHeld(
  context: Context,
  person: number,
  meetings: readonly number[],
  busy: Int32Array,
): Literal[][] {
  const { model, solver } = context;
  const total = meetings.length;
  const ranges = context.options.explain ? undefined : countRanges(context, meetings, busy);
  const held: Literal[][] = [];
  let counts: Literal[] = [];
  for (let slot = 0; slot < model.slots; slot += 1) {
    const now = busy[slot] ?? -1;
    if (now >= 0) {
      counts = encodeStep(context, counts, now, total);
      counts.forEach((literal, index) => {
        if (ranges === undefined) return;
        if (index < (ranges.least[slot] ?? 0)) solver.addClause([literal]);
        if (index >= (ranges.most[slot] ?? total)) solver.addClause([negate(literal)]);
      });
    }
    held.push(counts);
  }
  const end = counts[total - 1];
  const off = context.offs[person] ?? [];
  solver.addClause(end === undefined ? off : [end, ...off]);
  return held;
}

/** The counts with one more slot, which counts if the person is busy then. */
function encodeStep(context: Context, counts: readonly Literal[], now: Literal, total: number): Literal[] {
  const { solver } = context;
  const grown = Array.from({ length: Math.min(total, counts.length + 1) }, () => solver.newVariable() * 2);
  grown.forEach((literal, index) => {
    const same = counts[index];
    const fewer = index === 0 ? undefined : counts[index - 1];
    if (same !== undefined) {
      solver.addClause([negate(same), literal]);
      solver.addClause([negate(literal), same, now]);
    } else solver.addClause([negate(literal), now]);
    if (index === 0) solver.addClause([negate(now), literal]);
    else if (fewer !== undefined) {
      solver.addClause([negate(now), negate(fewer), literal]);
      solver.addClause([negate(literal), fewer]);
    }
  });
  // One meeting more than there are cannot be.
  const last = counts[total - 1];
  if (last !== undefined) solver.addClause([negate(last), negate(now)]);
  return grown;
}

/** Fewest and most of the meetings at slot s or before, from the slots that each may have. */
function countRanges(
  context: Context,
  meetings: readonly number[],
  busy: Int32Array,
): { least: number[]; most: number[] } {
  const { slots } = context.model;
  const can = (meeting: number, slot: number) => (context.at[meeting * slots + slot] ?? -1) >= 0;
  const every = Array.from({ length: slots }, (_, slot) => slot);
  const first = meetings.map((meeting) => every.find((slot) => can(meeting, slot)) ?? slots);
  const last = meetings.map((meeting) => every.findLast((slot) => can(meeting, slot)) ?? -1);
  const open = every.filter((slot) => (busy[slot] ?? -1) >= 0);
  const least = every.map((slot) => {
    const later = Math.min(last.filter((own) => own > slot).length, open.filter((own) => own > slot).length);
    return meetings.length - later;
  });
  const most = every.map((slot) =>
    Math.min(first.filter((own) => own <= slot).length, open.filter((own) => own <= slot).length),
  );
  return { least, most };
}
