import type { Model } from "../model.ts";
import type { Random } from "../random.ts";
import { idleOf, runsOf, shapeOfMask } from "../shape.ts";
import { createDayBreaks } from "./day-breaks.ts";

/** What one idle slot between two meetings adds to a break in the price of a day: a slope towards closing gaps. */
const IDLE_PRICE = 0.3;
/** Meetings of a path at most: longer ones seldom pay. */
const LONGEST_PATH = 40;
/** Share of moves round a circle: they cost nothing, and open paths that were closed. */
const ROUND_SHARE = 0.15;
/** Share of the moves of somebody who has breaks to spare that take a meeting which stands alone. */
const ALONE_SHARE = 0.4;
/** Share of the moves of anybody that take the end of a stretch, and go beside another meeting of the same person. */
const END_SHARE = 0.9;
/** Share of the other moves that go beside another meeting of the same person. */
const BESIDE_SHARE = 0.8;

/**
 * An agenda whose meetings are all placed, and the fastest moves over it: two slots exchanged along a path. Somebody's
 * meeting changes slot, whoever they meet gives up what they have there, and so on until somebody is free. Only the
 * two people at the ends of the path have another day afterwards; where it comes back to the first, nobody has.
 */
export type PathMoves = {
  slotOf: Int32Array;
  breaks: () => number;
  /** People with more breaks than their floor. */
  excessive: () => Int32Array;
  /** Draws a move and makes it if it costs no more than chance allows. */
  attempt: (temperature: number) => void;
  /** Takes over the slots of another agenda. */
  restart: (slotOf: Int32Array) => void;
};

/** Whether the moves keep every rule of the problem: everything is required, of two people, in a day of 32 slots. */
export function suitsPaths(model: Model): boolean {
  if (!model.isPlain || model.hasOrder || model.rows !== model.people) return false;
  if (model.problem.maxBreakSpread !== undefined) return false;
  if (model.members.length !== 2 * model.meetings || model.required.includes(0)) return false;
  for (let meeting = 0; meeting < model.meetings; meeting += 1)
    if (model.memberStart[meeting] !== 2 * meeting) return false;
  return !model.maxInARow.some((limit) => limit < model.slots);
}

/** `aimed`: share of moves of people who have more breaks than their floor. */
export function createPathMoves(
  model: Model,
  start: Int32Array,
  floor: Int32Array,
  random: Random,
  aimed: number,
): PathMoves {
  const { slots, people, meetings, members, capacity, present } = model;
  const slotOf = Int32Array.from(start);
  const domain = slotBits(model);
  const keepsBreaks = createDayBreaks(model);
  const who = new Int32Array(people * slots);
  const day = new Int32Array(people);
  const load = new Int32Array(slots);
  const price = new Float64Array(people);
  const excess = new Int32Array(people);
  const excessAt = new Int32Array(people);
  const path = new Int32Array(LONGEST_PATH);
  let excessCount = 0;
  let breaks = 0;
  let person = 0;
  let from = 0;
  let to = 0;
  let length = 0;
  let end = 0;

  const restart = (slotsTaken: Int32Array): void => {
    slotOf.set(slotsTaken);
    who.fill(-1);
    day.fill(0);
    load.fill(0);
    excessAt.fill(-1);
    excessCount = 0;
    breaks = 0;
    for (let meeting = 0; meeting < meetings; meeting += 1) {
      const slot = slotOf[meeting] ?? 0;
      load[slot] = (load[slot] ?? 0) + 1;
      for (let side = 0; side < 2; side += 1) {
        const row = members[2 * meeting + side] ?? 0;
        who[row * slots + slot] = meeting;
        day[row] = (day[row] ?? 0) | (1 << slot);
      }
    }
    for (let row = 0; row < people; row += 1) {
      breaks += Math.max(0, runsOf(shapeOfMask(day[row] ?? 0)) - 1);
      note(row);
    }
  };

  /** Keeps the price of a day and the list of those with breaks to spare. */
  const note = (row: number): void => {
    const shape = shapeOfMask(day[row] ?? 0);
    price[row] = priceOf(shape);
    const listed = excessAt[row] ?? -1;
    if (runsOf(shape) - 1 > (floor[row] ?? 0)) {
      if (listed >= 0) return;
      excessAt[row] = excessCount;
      excess[excessCount] = row;
      excessCount += 1;
    } else if (listed >= 0) {
      excessCount -= 1;
      const last = excess[excessCount] ?? 0;
      excess[listed] = last;
      excessAt[last] = listed;
      excessAt[row] = -1;
    }
  };

  const drawAimed = (): boolean => {
    person = excess[random.below(excessCount)] ?? 0;
    return drawEnd();
  };

  /** From the end of a stretch of the person's meetings, to beside one. */
  const drawEnd = (): boolean => {
    const busy = day[person] ?? 0;
    const left = busy << 1;
    const right = busy >>> 1;
    const lone = busy & ~left & ~right;
    const ends = lone !== 0 && random.next() < ALONE_SHARE ? lone : busy & ~(left & right);
    from = pickBit(ends, random);
    const beside = (left | right) & ~busy & (present[person] ?? 0);
    return drawTarget(beside & (domain[who[person * slots + from] ?? 0] ?? 0));
  };

  const drawAny = (): boolean => {
    if (random.next() < END_SHARE) {
      person = members[random.below(members.length)] ?? 0;
      return drawEnd();
    }
    const meeting = random.below(meetings);
    person = members[2 * meeting + (random.next() < 0.5 ? 0 : 1)] ?? 0;
    from = slotOf[meeting] ?? 0;
    const busy = day[person] ?? 0;
    const others = busy & ~(1 << from);
    const wanted = random.next() < BESIDE_SHARE ? (others << 1) | (others >>> 1) : -1;
    return drawTarget(wanted & ~busy & (domain[meeting] ?? 0));
  };

  const drawTarget = (targets: number): boolean => {
    if (targets === 0) return false;
    to = pickBit(targets, random);
    return true;
  };

  /** Somebody who is busy at both slots. */
  const drawRound = (): boolean => {
    const meeting = random.below(meetings);
    person = members[2 * meeting + (random.next() < 0.5 ? 0 : 1)] ?? 0;
    from = slotOf[meeting] ?? 0;
    return drawTarget((day[person] ?? 0) & ~(1 << from) & (domain[meeting] ?? 0));
  };

  /**
   * Follows the path from the person's meeting at `from`, to its end or back to the person; false where a meeting may
   * not have the other slot.
   */
  const follow = (): boolean => {
    const both = (1 << from) | (1 << to);
    let meeting = who[person * slots + from] ?? -1;
    let slot = from;
    length = 0;
    end = person;
    while (meeting >= 0) {
      if (length === LONGEST_PATH || ((domain[meeting] ?? 0) & both) !== both) return false;
      path[length] = meeting;
      length += 1;
      const first = members[2 * meeting] ?? 0;
      end = first === end ? (members[2 * meeting + 1] ?? 0) : first;
      if (end === person) return true;
      slot = from + to - slot;
      meeting = who[end * slots + slot] ?? -1;
    }
    return length % 2 === 0 || (load[to] ?? 0) < (capacity[to] ?? 0);
  };

  /** Exchanges the slots along the path; returns the one that its last meeting left. */
  const exchange = (): number => {
    let slot = to;
    for (let index = 0; index < length; index += 1) {
      const meeting = path[index] ?? 0;
      slotOf[meeting] = slot;
      who[(members[2 * meeting] ?? 0) * slots + slot] = meeting;
      who[(members[2 * meeting + 1] ?? 0) * slots + slot] = meeting;
      slot = from + to - slot;
    }
    return slot;
  };

  const commit = (personDay: number, endDay: number): void => {
    const left = exchange();
    who[person * slots + from] = -1;
    who[end * slots + left] = -1;
    if (length % 2 === 1) {
      load[from] = (load[from] ?? 0) - 1;
      load[to] = (load[to] ?? 0) + 1;
    }
    breaks += runsOf(shapeOfMask(personDay)) - runsOf(shapeOfMask(day[person] ?? 0));
    breaks += runsOf(shapeOfMask(endDay)) - runsOf(shapeOfMask(day[end] ?? 0));
    day[person] = personDay;
    day[end] = endDay;
    note(person);
    note(end);
  };

  const attempt = (temperature: number): void => {
    if (random.next() < ROUND_SHARE) {
      if (drawRound() && follow() && end === person) exchange();
      return;
    }
    const isAimed = excessCount > 0 && random.next() < aimed;
    if (!(isAimed ? drawAimed() : drawAny()) || !follow()) return;
    const both = (1 << from) | (1 << to);
    const personDay = (day[person] ?? 0) ^ both;
    const endDay = (day[end] ?? 0) ^ both;
    const before = (price[person] ?? 0) + (price[end] ?? 0);
    const change = priceOf(shapeOfMask(personDay)) + priceOf(shapeOfMask(endDay)) - before;
    if (change > 0 && random.next() >= Math.exp(-change / temperature)) return;
    if (!keepsBreaks(person, personDay) || !keepsBreaks(end, endDay)) return;
    commit(personDay, endDay);
  };

  restart(start);
  return { slotOf, breaks: () => breaks, excessive: () => excess.slice(0, excessCount), attempt, restart };
}

function priceOf(shape: number): number {
  return runsOf(shape) + IDLE_PRICE * idleOf(shape);
}

/** Allowed slots of each meeting, one bit a slot. */
function slotBits(model: Model): Int32Array {
  const bits = new Int32Array(model.meetings);
  for (let at = 0; at < model.allowed.length; at += 1) {
    const meeting = Math.floor(at / model.slots);
    if (model.allowed[at] === 1) bits[meeting] = (bits[meeting] ?? 0) | (1 << (at % model.slots));
  }
  return bits;
}

function pickBit(bits: number, random: Random): number {
  let rest = bits;
  for (let skip = random.below(countBits(bits)); skip > 0; skip -= 1) rest &= rest - 1;
  return 31 - Math.clz32(rest & -rest);
}

function countBits(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
