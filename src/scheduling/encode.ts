import { addAtMostOne, countTrue } from "./counting.ts";
import { reduceDomains } from "./domains.ts";
import type { Model } from "./model.ts";
import { createSatSolver, type Literal, negate, type SatSolver } from "./sat.ts";
import type { ClashFact } from "./words.ts";

/** A fact of the problem that a literal switches on, so that a contradiction can name it. */
export type Switch = { literal: Literal; fact: ClashFact };

export type Encoding = {
  solver: SatSolver;
  /** Literal "meeting m is at slot s" at `m * slots + s`, -1 where it cannot be. */
  at: Int32Array;
  /** `excess[k]`: more than k breaks above the sum of the fewest of each participant alone. */
  excess: Literal[];
  floor: number;
  switches: Switch[];
};

export type EncodeOptions = {
  /** Fewest breaks of each participant alone. */
  alone: Int32Array;
  /** Breaks above the floor that are told apart. */
  mostExcess: number;
  /** Facts become assumptions instead of being built in; weaker, but a contradiction can be explained. */
  explain: boolean;
};

/** Writes a problem whose meetings are all required as clauses. */
export function encode(model: Model, options: EncodeOptions): Encoding {
  const solver = createSatSolver();
  const context: Context = {
    model,
    solver,
    options,
    domains: options.explain ? new Uint8Array(model.meetings * model.slots).fill(1) : reduceDomains(model),
    at: new Int32Array(model.meetings * model.slots).fill(-1),
    switches: [],
    offs: [],
  };
  encodeMeetings(context);
  encodeRows(context);
  const used = encodeUse(context);
  encodeOrder(context);
  encodePlaces(context, used);
  const perPerson = used.map((busy, person) => encodeBreaks(context, person, busy));
  encodeSpread(context, perPerson);
  let floor = 0;
  const extra: Literal[] = [];
  perPerson.forEach((breaks, person) => {
    const alone = options.alone[person] ?? 0;
    floor += alone;
    if (!options.explain) for (const literal of breaks.slice(0, alone)) solver.addClause([literal]);
    extra.push(...breaks.slice(alone));
  });
  const excess = options.mostExcess < 0 ? [] : countTrue(solver, extra, options.mostExcess + 1);
  return { solver, at: context.at, excess, floor, switches: context.switches };
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

/** Lets the solver start from a known agenda. */
export function suggest(model: Model, encoding: Encoding, slotOf: Int32Array): void {
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    for (let slot = 0; slot < model.slots; slot += 1) {
      const literal = encoding.at[meeting * model.slots + slot] ?? -1;
      if (literal >= 0) encoding.solver.setPhase(literal >> 1, slotOf[meeting] === slot);
    }
  }
}

type Context = {
  model: Model;
  solver: SatSolver;
  options: EncodeOptions;
  domains: Uint8Array;
  at: Int32Array;
  switches: Switch[];
  /** Escape of "one meeting at a time" for each row. */
  offs: Literal[][];
};

/** The clause's escape where facts can be switched off: empty where they are built in. */
function guard(context: Context, fact: () => ClashFact): Literal[] {
  if (!context.options.explain) return [];
  const literal = context.solver.newVariable() * 2;
  context.switches.push({ literal, fact: fact() });
  return [negate(literal)];
}

function encodeMeetings(context: Context): void {
  const { model, solver, domains, at } = context;
  const { slots, problem } = model;
  problem.meetings.forEach((meeting, index) => {
    const own: Literal[] = [];
    for (let slot = 0; slot < slots; slot += 1) {
      if (domains[index * slots + slot] !== 1) continue;
      const literal = solver.newVariable() * 2;
      at[index * slots + slot] = literal;
      own.push(literal);
    }
    solver.addClause(own);
    addAtMostOne(solver, own);
    if (!context.options.explain) return;
    if (meeting.slots !== undefined) {
      const listed = new Set(meeting.slots);
      const off = guard(context, () => ({
        code: "meeting-slots",
        meeting: meeting.id,
        slots: meeting.slots ?? [],
      }));
      own.forEach((literal, slot) => {
        if (!listed.has(slot)) solver.addClause([negate(literal), ...off]);
      });
    }
    const { fixedSlot } = meeting;
    if (fixedSlot === undefined) return;
    const off = guard(context, () => ({ code: "meeting-fixed", meeting: meeting.id, slot: fixedSlot }));
    const literal = own[fixedSlot];
    if (literal !== undefined) solver.addClause([literal, ...off]);
  });
}

function encodeRows(context: Context): void {
  const { model, solver, at } = context;
  const { slots, problem } = model;
  for (let row = 0; row < model.rows; row += 1) {
    const meetings = Array.from(
      model.held.subarray(model.heldStart[row] ?? 0, model.heldStart[row + 1] ?? 0),
    );
    const ids = () => meetings.map((meeting) => problem.meetings[meeting]?.id ?? "");
    const person = problem.participants[row];
    const off =
      meetings.length < 2
        ? []
        : guard(context, () =>
            person === undefined
              ? {
                  code: "place-fixed",
                  meetings: ids(),
                  place: problem.meetings[meetings[0] ?? 0]?.fixedPlace ?? "",
                }
              : { code: "person-busy", person: person.id, meetings: ids() },
          );
    context.offs.push(off);
    for (let slot = 0; slot < slots; slot += 1) {
      const here = meetings
        .map((meeting) => at[meeting * slots + slot] ?? -1)
        .filter((literal) => literal >= 0);
      addAtMostOne(solver, here, off);
    }
    if (!context.options.explain || person === undefined || meetings.length === 0) continue;
    const absent = person.unavailable ?? [];
    if (absent.length === 0) continue;
    const away = guard(context, () => ({ code: "person-unavailable", person: person.id, slots: absent }));
    for (const slot of absent) {
      for (const meeting of meetings) solver.addClause([negate(at[meeting * slots + slot] ?? 0), ...away]);
    }
  }
}

/** `used[person][slot]`: the person has a meeting then; -1 where that cannot be. */
function encodeUse(context: Context): Int32Array[] {
  const { model, solver, at } = context;
  const { slots, problem } = model;
  return problem.participants.map((person, row) => {
    const meetings = Array.from(
      model.held.subarray(model.heldStart[row] ?? 0, model.heldStart[row + 1] ?? 0),
    );
    const busy = new Int32Array(slots).fill(-1);
    for (let slot = 0; slot < slots; slot += 1) {
      const here = meetings
        .map((meeting) => at[meeting * slots + slot] ?? -1)
        .filter((literal) => literal >= 0);
      if (here.length === 0) continue;
      const literal = solver.newVariable() * 2;
      busy[slot] = literal;
      for (const one of here) solver.addClause([negate(one), literal]);
      solver.addClause([negate(literal), ...here]);
    }
    const { maxInARow, maxMeetings } = person;
    if (maxInARow !== undefined && meetings.length > maxInARow) {
      const off = guard(context, () => ({ code: "person-row", person: person.id, limit: maxInARow }));
      for (let from = 0; from + maxInARow < slots; from += 1) {
        const stretch = Array.from(busy.subarray(from, from + maxInARow + 1));
        if (stretch.every((literal) => literal >= 0)) solver.addClause([...stretch.map(negate), ...off]);
      }
    }
    if (maxMeetings !== undefined && meetings.length > maxMeetings) {
      solver.addClause(
        guard(context, () => ({ code: "person-quota", person: person.id, limit: maxMeetings })),
      );
    }
    return busy;
  });
}

function encodeOrder(context: Context): void {
  const { model, solver, at } = context;
  const { slots, problem } = model;
  if (!model.hasOrder) return;
  // upTo[s]: the meeting is at slot s or before.
  const upTo = new Map<number, Literal[]>();
  const ladder = (meeting: number): Literal[] => {
    const known = upTo.get(meeting);
    if (known !== undefined) return known;
    const steps = Array.from({ length: slots }, () => solver.newVariable() * 2);
    upTo.set(meeting, steps);
    steps.forEach((step, slot) => {
      const here = at[meeting * slots + slot] ?? -1;
      const before = steps[slot - 1];
      if (here >= 0) solver.addClause([negate(here), step]);
      if (before !== undefined) {
        solver.addClause([negate(before), step]);
        if (here >= 0) solver.addClause([negate(here), negate(before)]);
      }
      solver.addClause([
        negate(step),
        ...(before === undefined ? [] : [before]),
        ...(here >= 0 ? [here] : []),
      ]);
    });
    const last = steps[slots - 1];
    if (last !== undefined) solver.addClause([last]);
    return steps;
  };
  problem.meetings.forEach((meeting, index) => {
    for (let edge = model.earlierStart[index] ?? 0; edge < (model.earlierStart[index + 1] ?? 0); edge += 1) {
      const first = model.earlier[edge] ?? 0;
      const own = ladder(index);
      const other = ladder(first);
      const off = guard(context, () => ({
        code: "meeting-after",
        meeting: meeting.id,
        earlier: problem.meetings[first]?.id ?? "",
      }));
      own.forEach((step, slot) => {
        const earlier = other[slot - 1];
        solver.addClause([negate(step), ...(earlier === undefined ? [] : [earlier]), ...off]);
      });
    }
  });
}

function encodePlaces(context: Context, used: readonly Int32Array[]): void {
  const { model, solver, at } = context;
  const { slots, problem } = model;
  const isPairs = problem.meetings.every((meeting) => meeting.participants.length === 2);
  const total = model.capacity.reduce((sum, places) => sum + places, 0);
  for (let slot = 0; slot < slots; slot += 1) {
    const places = model.capacity[slot] ?? 0;
    const meetings: Literal[] = [];
    for (let meeting = 0; meeting < model.meetings; meeting += 1) {
      const literal = at[meeting * slots + slot] ?? -1;
      if (literal >= 0) meetings.push(literal);
    }
    const people = used.map((busy) => busy[slot] ?? -1).filter((literal) => literal >= 0);
    const needed = model.meetings - (total - places);
    const most = isPairs ? places * 2 : places;
    const inputs = isPairs ? people : meetings;
    const isTight = inputs.length > most && (isPairs || meetings.length > places);
    const isNeeded = needed > 0 && !context.options.explain;
    if (!isTight && !isNeeded) continue;
    const off = guard(context, () => ({ code: "places", slots: [slot], places }));
    const counted = countTrue(solver, inputs, Math.min(inputs.length, most + 1));
    const over = counted[most];
    if (over !== undefined) solver.addClause([negate(over), ...off]);
    if (!isNeeded) continue;
    const least = isPairs ? needed * 2 : needed;
    const enough = counted[least - 1];
    solver.addClause(enough === undefined ? [] : [enough]);
  }
}

/** Literals "more than k breaks" of a person, each exactly when so. */
function encodeBreaks(context: Context, person: number, busy: Int32Array): Literal[] {
  const { model, solver, options } = context;
  const { slots, problem } = model;
  const total = (model.heldStart[person + 1] ?? 0) - (model.heldStart[person] ?? 0);
  if (total < 2 || (options.explain && problem.maxBreakSpread === undefined)) return [];
  // done[s]: all the person's meetings are at slot s or before; counted from the front and kept per number.
  let counts: Literal[] = [];
  const done: (Literal | undefined)[] = [];
  for (let slot = 0; slot < slots; slot += 1) {
    const now = busy[slot] ?? -1;
    if (now >= 0) {
      const grown = Array.from(
        { length: Math.min(total, counts.length + 1) },
        () => solver.newVariable() * 2,
      );
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
      counts = grown;
    }
    done.push(counts[total - 1]);
  }
  const end = counts[total - 1];
  const off = context.offs[person] ?? [];
  solver.addClause(end === undefined ? off : [end, ...off]);
  const starts: Literal[] = [];
  for (let slot = 1; slot < slots; slot += 1) {
    const before = model.before[person * slots + slot] ?? -1;
    const was = before < 0 ? -1 : (busy[before] ?? -1);
    if (was < 0) continue;
    const now = busy[slot] ?? -1;
    const over = done[before];
    const gap = solver.newVariable() * 2;
    const excuses = [...(now >= 0 ? [now] : []), ...(over === undefined ? [] : [over])];
    solver.addClause([gap, negate(was), ...excuses]);
    solver.addClause([negate(gap), was]);
    for (const literal of excuses) solver.addClause([negate(gap), negate(literal)]);
    starts.push(gap);
  }
  const alone = options.alone[person] ?? 0;
  const spread = problem.maxBreakSpread;
  const top = options.mostExcess < 0 ? 0 : alone + options.mostExcess + 1;
  const most = Math.min(
    total - 1,
    Math.max(top, spread === undefined ? 0 : spread + 1 + lowestBreaks(model)),
  );
  return countTrue(solver, starts, Math.min(starts.length, most));
}

/** Most breaks that everybody could have: the number of meetings of the least busy person, less one. */
function lowestBreaks(model: Model): number {
  let fewest = Number.POSITIVE_INFINITY;
  for (let person = 0; person < model.people; person += 1) {
    fewest = Math.min(fewest, (model.heldStart[person + 1] ?? 0) - (model.heldStart[person] ?? 0));
  }
  return Math.max(0, fewest - 1);
}

/** Somebody's number of breaks is the lowest, and nobody is more than the spread above it. */
function encodeSpread(context: Context, perPerson: readonly Literal[][]): void {
  const { model, solver } = context;
  const spread = model.problem.maxBreakSpread;
  if (spread === undefined) return;
  const off = guard(context, () => ({ code: "spread", limit: spread }));
  const highest = lowestBreaks(model);
  const base = Array.from({ length: highest }, () => solver.newVariable() * 2);
  base.forEach((literal, index) => {
    const below = base[index - 1];
    if (below !== undefined) solver.addClause([negate(literal), below]);
    for (const breaks of perPerson) {
      const atLeast = breaks[index];
      solver.addClause(atLeast === undefined ? [negate(literal)] : [negate(literal), atLeast]);
    }
  });
  for (const breaks of perPerson) {
    for (let level = 0; level <= highest; level += 1) {
      const over = breaks[spread + level];
      if (over === undefined) continue;
      const allowed = base[level];
      solver.addClause([negate(over), ...(allowed === undefined ? [] : [allowed]), ...off]);
    }
  }
}
