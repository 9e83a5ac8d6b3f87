import type { Model } from "../model.ts";
import { createSwiftRandom, type Random } from "../random.ts";
import { runsOf, shapeOfMask } from "../shape.ts";
import { createDayBreaks } from "./day-breaks.ts";
import { BREAK_PRICE, createDayPrices, priceOf } from "./day-price.ts";

/** Meetings of a path at most: longer ones seldom pay. */
const LONGEST_PATH = 40;
// Shares of 256, so that one drawn number decides them all.
/** Moves round a circle: they cost nothing, and open paths that were closed. */
const ROUND = 38;
/** Moves of somebody who has breaks to spare that take a meeting which stands alone. */
const ALONE = 102;
/** Moves of anybody that take the end of a stretch, and go beside another meeting of the same person. */
const END = 230;
/** Other moves that go beside another meeting of the same person. */
const BESIDE = 205;

/**
 * An agenda whose meetings are all placed, and the fastest moves over it: two slots exchanged along a path. Somebody's
 * meeting changes slot, whoever they meet gives up what they have there, and so on until somebody is free. Only the
 * two people at the ends of the path have another day afterwards; where it comes back to the first, nobody has.
 */
export type PathMoves = {
  /** Slot of each meeting, as of now. */
  slotOf: () => Int32Array;
  breaks: () => number;
  /** Draws so many moves, and makes those that cost no more than chance allows. */
  run: (tries: number, temperature: number) => void;
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
  seeds: Random,
  aimed: number,
): PathMoves {
  const { slots, people, meetings, members, capacity, present } = model;
  const random = createSwiftRandom(seeds.below(2 ** 31));
  const keepsBreaks = createDayBreaks(model);
  const prices = createDayPrices(slots);
  const aimedShare = Math.round(aimed * 256);
  /** Of each person and slot, at `person << 6 | slot << 1`: whom they meet, `<< 6`, or -1; the slots of that meeting. */
  const cells = new Int32Array(people << 6).fill(-1);
  /** The meeting of each person and slot, at `person << 5 | slot`. */
  const who = new Int32Array(people << 5).fill(-1);
  const day = new Int32Array(people);
  const load = new Int32Array(32);
  const price = new Int32Array(people);
  const excess = new Int32Array(people);
  const excessAt = new Int32Array(people).fill(-1);
  /** How likely a move is that costs so much, at the temperature of now. */
  const chance = new Float64Array(2 * prices.highest + 1);
  let excessCount = 0;
  let breaks = 0;

  const enter = (): void => {
    const domain = slotBits(model);
    for (let meeting = 0; meeting < meetings; meeting += 1) {
      const slot = start[meeting] ?? 0;
      load[slot] = (load[slot] ?? 0) + 1;
      for (let side = 0; side < 2; side += 1) {
        const row = members[2 * meeting + side] ?? 0;
        cells[(row << 6) | (slot << 1)] = (members[2 * meeting + 1 - side] ?? 0) << 6;
        cells[(row << 6) | (slot << 1) | 1] = domain[meeting] ?? 0;
        who[(row << 5) | slot] = meeting;
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
    price[row] = priceOf(prices, day[row] ?? 0);
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

  /** From the end of a stretch of the person's meetings, to beside one: `from << 5 | to`, or -1. */
  const drawEnd = (person: number, dice: number): number => {
    const busy = day[person] ?? 0;
    const left = busy << 1;
    const right = busy >>> 1;
    const lone = busy & ~left & ~right;
    const from = pickBit(lone !== 0 && dice < ALONE ? lone : busy & ~(left & right), random);
    const beside = (left | right) & ~busy & (present[person] ?? 0);
    return drawTarget(from, beside & (cells[(person << 6) | (from << 1) | 1] ?? 0));
  };

  const drawAny = (person: number, dice: number): number => {
    const busy = day[person] ?? 0;
    const from = pickBit(busy, random);
    const others = busy & ~(1 << from);
    const wanted = dice < BESIDE ? (others << 1) | (others >>> 1) : -1;
    return drawTarget(from, wanted & ~busy & (cells[(person << 6) | (from << 1) | 1] ?? 0));
  };

  const drawTarget = (from: number, targets: number): number =>
    targets === 0 ? -1 : (from << 5) | pickBit(targets, random);

  /** Exchanges what everybody on the path has at two slots, from a person until somebody is free. */
  const exchange = (person: number, from: number, to: number): void => {
    const swap = (from ^ to) << 1;
    let row = person << 6;
    let at = from << 1;
    for (;;) {
      const here = row | at;
      const there = here ^ swap;
      const other = cells[here] ?? -1;
      const domain = cells[here | 1] ?? 0;
      const meeting = who[here >> 1] ?? -1;
      cells[here] = cells[there] ?? -1;
      cells[here | 1] = cells[there | 1] ?? 0;
      who[here >> 1] = who[there >> 1] ?? -1;
      cells[there] = other;
      cells[there | 1] = domain;
      who[there >> 1] = meeting;
      if (other < 0 || other === person << 6) return;
      row = other;
      at ^= swap;
    }
  };

  /** Somebody who is busy at two slots exchanges them, if the path comes back to them. */
  const turn = (): void => {
    const person = members[random.below(2 * meetings)] ?? 0;
    const busy = day[person] ?? 0;
    const from = pickBit(busy, random);
    const targets = busy & ~(1 << from) & (cells[(person << 6) | (from << 1) | 1] ?? 0);
    if (targets === 0) return;
    const to = pickBit(targets, random);
    const both = (1 << from) | (1 << to);
    const swap = (from ^ to) << 1;
    let row = person << 6;
    let at = from << 1;
    for (let length = 0; length < LONGEST_PATH; length += 1) {
      const other = cells[row | at] ?? -1;
      if (other < 0 || ((cells[row | at | 1] ?? 0) & both) !== both) return;
      if (other === person << 6) {
        exchange(person, from, to);
        return;
      }
      row = other;
      at ^= swap;
    }
  };

  const attempt = (): void => {
    const dice = random.bits();
    if ((dice & 255) < ROUND) {
      turn();
      return;
    }
    const isAimed = excessCount > 0 && ((dice >>> 8) & 255) < aimedShare;
    const person = isAimed
      ? (excess[random.below(excessCount)] ?? 0)
      : (members[random.below(2 * meetings)] ?? 0);
    const isEnd = isAimed || ((dice >>> 16) & 255) < END;
    const drawn = isEnd ? drawEnd(person, dice >>> 24) : drawAny(person, dice >>> 24);
    if (drawn < 0) return;
    const from = drawn >> 5;
    const to = drawn & 31;
    const both = (1 << from) | (1 << to);
    const swap = (from ^ to) << 1;
    let row = person << 6;
    let at = from << 1;
    let length = 0;
    for (let other = cells[row | at] ?? -1; other >= 0; other = cells[row | at] ?? -1) {
      if (((cells[row | at | 1] ?? 0) & both) !== both || length === LONGEST_PATH) return;
      length += 1;
      row = other;
      at ^= swap;
    }
    // An odd path takes one meeting more to the slot that it goes to.
    const isOdd = (length & 1) === 1;
    if (isOdd && (load[to] ?? 0) >= (capacity[to] ?? 0)) return;
    const end = row >> 6;
    const personDay = (day[person] ?? 0) ^ both;
    const endDay = (day[end] ?? 0) ^ both;
    const before = (price[person] ?? 0) + (price[end] ?? 0);
    const change = priceOf(prices, personDay) + priceOf(prices, endDay) - before;
    if (change > 0 && random.next() >= (chance[change] ?? 0)) return;
    if (!keepsBreaks(person, personDay) || !keepsBreaks(end, endDay)) return;
    exchange(person, from, to);
    if (isOdd) {
      load[from] = (load[from] ?? 0) - 1;
      load[to] = (load[to] ?? 0) + 1;
    }
    commit(person, personDay);
    commit(end, endDay);
  };

  const commit = (row: number, next: number): void => {
    breaks += runsOf(shapeOfMask(next)) - runsOf(shapeOfMask(day[row] ?? 0));
    day[row] = next;
    note(row);
  };

  enter();
  return {
    slotOf: () => {
      const slotOf = new Int32Array(meetings);
      who.forEach((meeting, at) => {
        if (meeting >= 0) slotOf[meeting] = at & 31;
      });
      return slotOf;
    },
    breaks: () => breaks,
    run: (tries, temperature) => {
      for (let cost = 0; cost < chance.length; cost += 1)
        chance[cost] = Math.exp(-cost / (temperature * BREAK_PRICE));
      for (let step = 0; step < tries; step += 1) attempt();
    },
  };
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
