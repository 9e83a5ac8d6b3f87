import type { Model } from "./model.ts";
import { type Shape, shapeOfMask, shapeOfSlots } from "./shape.ts";

/** What breaking a rule costs while searching, in breaks. */
export type Weights = {
  unplaced: number;
  order: number;
  /** Each break beyond the allowed spread, each meeting too many in a row. */
  limit: number;
  value: number;
  /** Second and further breaks of the same person, a little more than the first. */
  even: number;
  /** Each idle slot inside a day: gives the search a slope towards closing gaps. */
  idle: number;
  /** Unequal use of the slots. */
  crowd: number;
};

/** A working agenda: every meeting at one slot or unplaced (-1), with running totals of what it costs. */
export type Agenda = {
  model: Model;
  slotOf: Int32Array;
  /** The meeting of row r at slot s, or -1, at `r * slots + s`. */
  who: Int32Array;
  load: Int32Array;
  /** Bits of the slots taken by each row, where days are short. */
  mask: Int32Array;
  count: Int32Array;
  unplaced: Int32Array;
  unplacedIndex: Int32Array;
  unplacedCount: number;
  /** Meetings placed at slot s: `atSlot[s * meetings + i]` for i below `load[s]`. */
  atSlot: Int32Array[];
  atIndex: Int32Array;
};

export function createAgenda(model: Model): Agenda {
  const { meetings, rows, slots } = model;
  return {
    model,
    slotOf: new Int32Array(meetings).fill(-1),
    who: new Int32Array(rows * slots).fill(-1),
    load: new Int32Array(slots),
    mask: new Int32Array(rows),
    count: new Int32Array(rows),
    unplaced: Int32Array.from({ length: meetings }, (_, index) => index),
    unplacedIndex: Int32Array.from({ length: meetings }, (_, index) => index),
    unplacedCount: meetings,
    atSlot: Array.from(
      { length: slots },
      (_, slot) => new Int32Array(Math.min(meetings, model.capacity[slot] ?? 0) + 1),
    ),
    atIndex: new Int32Array(meetings),
  };
}

/** Puts an unplaced meeting at a free slot; the caller has checked that it fits. */
export function place(agenda: Agenda, meeting: number, slot: number): void {
  const { model, who, mask, count, load } = agenda;
  const end = model.memberStart[meeting + 1] ?? 0;
  for (let at = model.memberStart[meeting] ?? 0; at < end; at += 1) {
    const row = model.members[at] ?? 0;
    who[row * model.slots + slot] = meeting;
    mask[row] = (mask[row] ?? 0) | (model.bit[row * model.slots + slot] ?? 0);
    count[row] = (count[row] ?? 0) + 1;
  }
  agenda.slotOf[meeting] = slot;
  const index = load[slot] ?? 0;
  const list = agenda.atSlot[slot];
  if (list !== undefined) list[index] = meeting;
  agenda.atIndex[meeting] = index;
  load[slot] = index + 1;
  const hole = agenda.unplacedIndex[meeting] ?? 0;
  agenda.unplacedCount -= 1;
  const moved = agenda.unplaced[agenda.unplacedCount] ?? 0;
  agenda.unplaced[hole] = moved;
  agenda.unplacedIndex[moved] = hole;
}

/** Takes a placed meeting out. */
export function take(agenda: Agenda, meeting: number): void {
  const { model, who, mask, count, load } = agenda;
  const slot = agenda.slotOf[meeting] ?? 0;
  const end = model.memberStart[meeting + 1] ?? 0;
  for (let at = model.memberStart[meeting] ?? 0; at < end; at += 1) {
    const row = model.members[at] ?? 0;
    who[row * model.slots + slot] = -1;
    mask[row] = (mask[row] ?? 0) & ~(model.bit[row * model.slots + slot] ?? 0);
    count[row] = (count[row] ?? 0) - 1;
  }
  agenda.slotOf[meeting] = -1;
  const list = agenda.atSlot[slot];
  const last = (load[slot] ?? 0) - 1;
  load[slot] = last;
  const index = agenda.atIndex[meeting] ?? 0;
  const moved = list?.[last] ?? 0;
  if (list !== undefined) list[index] = moved;
  agenda.atIndex[moved] = index;
  agenda.unplaced[agenda.unplacedCount] = meeting;
  agenda.unplacedIndex[meeting] = agenda.unplacedCount;
  agenda.unplacedCount += 1;
}

/** Change of the row's number of busy runs when the idle slot becomes busy: 1, 0 or -1. */
export function joinDelta(agenda: Agenda, row: number, slot: number): number {
  const { model, who } = agenda;
  const base = row * model.slots;
  const before = model.before[base + slot] ?? -1;
  const next = model.next[base + slot] ?? -1;
  let delta = 1;
  if (before >= 0 && (who[base + before] ?? -1) >= 0) delta -= 1;
  if (next >= 0 && (who[base + next] ?? -1) >= 0) delta -= 1;
  return delta;
}

/** Whether the meeting could be put there as things are: allowed, everybody free, a place open. */
export function fits(agenda: Agenda, meeting: number, slot: number): boolean {
  const { model, who } = agenda;
  if (model.allowed[meeting * model.slots + slot] !== 1) return false;
  if ((agenda.load[slot] ?? 0) >= (model.capacity[slot] ?? 0)) return false;
  const end = model.memberStart[meeting + 1] ?? 0;
  for (let at = model.memberStart[meeting] ?? 0; at < end; at += 1) {
    const row = model.members[at] ?? 0;
    if ((who[row * model.slots + slot] ?? -1) >= 0) return false;
    if ((agenda.count[row] ?? 0) >= (model.maxMeetings[row] ?? 0)) return false;
  }
  return true;
}

/** The row's day as it is. */
export function shapeOf(agenda: Agenda, row: number): Shape {
  const { model } = agenda;
  if (model.isShort) return shapeOfMask(agenda.mask[row] ?? 0);
  const skip = model.problem.countUnavailable === false ? model.absent : undefined;
  return shapeOfSlots(agenda.who, skip, row * model.slots, model.slots);
}

/** Pairs "a after b" that the meeting breaks if it were at the slot. */
export function orderFaults(agenda: Agenda, meeting: number, slot: number): number {
  const { model, slotOf } = agenda;
  let faults = 0;
  const earlierEnd = model.earlierStart[meeting + 1] ?? 0;
  for (let at = model.earlierStart[meeting] ?? 0; at < earlierEnd; at += 1) {
    const other = slotOf[model.earlier[at] ?? 0] ?? -1;
    if (other >= 0 && other >= slot) faults += 1;
  }
  const laterEnd = model.laterStart[meeting + 1] ?? 0;
  for (let at = model.laterStart[meeting] ?? 0; at < laterEnd; at += 1) {
    const other = slotOf[model.later[at] ?? 0] ?? -1;
    if (other >= 0 && other <= slot) faults += 1;
  }
  return faults;
}
