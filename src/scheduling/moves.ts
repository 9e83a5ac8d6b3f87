import { type Agenda, fits, orderFaults, place, take, type Weights } from "./agenda.ts";
import { cheapestSlot, loneBlocker, randomMeetingOf } from "./openings.ts";
import type { Random } from "./random.ts";
import { createTally } from "./tally.ts";

const LONGEST_CHAIN = 60;

/** What an agenda costs: rules broken, and breaks with lost value in one scale. */
export type Cost = { broken: number; soft: number };

/**
 * Moves over one agenda. A chain exchanges two slots along people who would be double-booked (a Kempe chain);
 * an insertion puts a meeting somewhere and leaves unplaced whoever is in the way. Judged before they are made.
 */
export type Moves = {
  /** What the move would add to the search's price, infinite where it cannot be made. */
  judgeChain: (meeting: number, slot: number) => number;
  judgeInsertion: (meeting: number, slot: number) => number;
  judgeRemoval: (meeting: number) => number;
  /** Makes the move that was judged last. */
  commit: () => void;
  cost: Cost;
};

export type Setup = {
  weights: Weights;
  /** Breaks that everybody must have at least and at most. */
  minBreaks: number;
  maxBreaks: number;
  random: Random;
  /** Share of aimed moves that throw out whoever is in the way, rather than exchange. */
  eject: number;
  /** Share of moves aimed at somebody's stretches, the others being drawn from all. */
  aimed: number;
  /** Fewest breaks of each participant alone: who has more is tried first. */
  floor: Int32Array;
};

export function createMoves(agenda: Agenda, setup: Setup): Moves {
  const { weights, random } = setup;
  const { model, slotOf, who, load, count } = agenda;
  const { slots, memberStart, members, allowed, capacity } = model;
  const chain = new Int32Array(model.meetings);
  const stamp = new Int32Array(model.meetings);
  const targets = new Int32Array(model.meetings);
  const tally = createTally(agenda, setup);
  const hasOptional = model.required.some((flag) => flag !== 1);
  let mark = 0;
  let length = 0;
  let slotA = -1;
  let slotB = -1;
  let origin = -1;
  let isInsertion = false;
  let evictions = 0;

  const push = (meeting: number): void => {
    stamp[meeting] = mark;
    chain[length] = meeting;
    length += 1;
  };

  const grow = (start: number): boolean => {
    let head = length;
    push(start);
    while (head < length) {
      const meeting = chain[head] ?? 0;
      head += 1;
      const target = slotA + slotB - (slotOf[meeting] ?? 0);
      if (allowed[meeting * slots + target] !== 1) return false;
      const end = memberStart[meeting + 1] ?? 0;
      for (let at = memberStart[meeting] ?? 0; at < end; at += 1) {
        const other = who[(members[at] ?? 0) * slots + target] ?? -1;
        if (other >= 0 && stamp[other] !== mark) {
          if (length >= LONGEST_CHAIN) return false;
          push(other);
        }
      }
    }
    return true;
  };

  /** Where a slot would hold more than its places, other chains between the two slots are taken along. */
  const balance = (): boolean => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      let net = 0;
      for (let at = 0; at < length; at += 1) net += slotOf[chain[at] ?? 0] === slotA ? 1 : -1;
      const overB = (load[slotB] ?? 0) + net - (capacity[slotB] ?? 0);
      const overA = (load[slotA] ?? 0) - net - (capacity[slotA] ?? 0);
      if (overA <= 0 && overB <= 0) return true;
      const crowded = overB > 0 ? slotB : slotA;
      const listed = load[crowded] ?? 0;
      if (listed === 0) return false;
      const another = agenda.atSlot[crowded]?.[random.below(listed)] ?? 0;
      if (stamp[another] !== mark && !grow(another)) return false;
    }
    return false;
  };

  const chainOrderFaults = (meeting: number, moved: boolean): number => {
    let faults = 0;
    const own = slotOf[meeting] ?? 0;
    const slot = moved ? slotA + slotB - own : own;
    for (let side = 0; side < 2; side += 1) {
      const start = side === 0 ? model.earlierStart : model.laterStart;
      const list = side === 0 ? model.earlier : model.later;
      const end = start[meeting + 1] ?? 0;
      for (let at = start[meeting] ?? 0; at < end; at += 1) {
        const other = list[at] ?? 0;
        let otherSlot = slotOf[other] ?? -1;
        if (otherSlot < 0) continue;
        const isBoth = stamp[other] === mark;
        if (moved && isBoth) otherSlot = slotA + slotB - otherSlot;
        const isFault = side === 0 ? otherSlot >= slot : otherSlot <= slot;
        if (isFault) faults += isBoth ? 0.5 : 1;
      }
    }
    return faults;
  };

  const judgeChain = (meeting: number, slot: number): number => {
    isInsertion = false;
    slotA = slotOf[meeting] ?? 0;
    slotB = slot;
    mark += 1;
    length = 0;
    if (slotA === slotB || !grow(meeting) || !balance()) return Number.POSITIVE_INFINITY;
    tally.reset();
    for (let index = 0; index < length; index += 1) {
      const moved = chain[index] ?? 0;
      const from = slotOf[moved] ?? 0;
      const to = slotA + slotB - from;
      const end = memberStart[moved + 1] ?? 0;
      for (let at = memberStart[moved] ?? 0; at < end; at += 1) {
        const row = members[at] ?? 0;
        if ((who[row * slots + to] ?? -1) < 0) tally.addRowChange(row, from, to, moved);
      }
    }
    tally.extra += tally.broken * weights.limit + crowding();
    if (model.hasOrder) {
      let order = 0;
      for (let index = 0; index < length; index += 1) {
        order += chainOrderFaults(chain[index] ?? 0, true) - chainOrderFaults(chain[index] ?? 0, false);
      }
      tally.broken += order;
      tally.extra += order * weights.order;
    }
    return tally.soft + tally.extra;
  };

  /** Keeps places free in every slot: they are what lets chains pass. */
  const crowding = (): number => {
    if (weights.crowd === 0) return 0;
    let net = 0;
    for (let at = 0; at < length; at += 1) net += slotOf[chain[at] ?? 0] === slotA ? 1 : -1;
    const more = (load[slotB] ?? 0) - (load[slotA] ?? 0) + net;
    return (weights.crowd * net * more) / (1 + (capacity[slotB] ?? 0));
  };

  const evict = (meeting: number): void => {
    if (stamp[meeting] !== mark) push(meeting);
  };

  const judgeInsertion = (meeting: number, slot: number): number => {
    isInsertion = true;
    slotB = slot;
    mark += 1;
    length = 0;
    origin = slotOf[meeting] ?? -1;
    if (origin === slot || allowed[meeting * slots + slot] !== 1 || (capacity[slot] ?? 0) === 0) {
      return Number.POSITIVE_INFINITY;
    }
    push(meeting);
    const end = memberStart[meeting + 1] ?? 0;
    for (let at = memberStart[meeting] ?? 0; at < end; at += 1) {
      const row = members[at] ?? 0;
      const other = who[row * slots + slot] ?? -1;
      if (other >= 0) evict(other);
      else if (origin < 0 && (count[row] ?? 0) >= (model.maxMeetings[row] ?? 0)) {
        const victim = randomMeetingOf(agenda, row, random);
        if (victim < 0) return Number.POSITIVE_INFINITY;
        evict(victim);
      }
    }
    let leaving = 0;
    for (let index = 1; index < length; index += 1) if (slotOf[chain[index] ?? 0] === slot) leaving += 1;
    if ((load[slot] ?? 0) - leaving >= (capacity[slot] ?? 0)) {
      evict(agenda.atSlot[slot]?.[random.below(load[slot] ?? 1)] ?? 0);
    }
    evictions = length;
    const price = makeInsertion();
    const { broken, soft } = tally;
    undoInsertion();
    tally.broken = broken;
    tally.soft = soft;
    return price;
  };

  const judgeRemoval = (meeting: number): number => {
    isInsertion = true;
    slotB = -1;
    mark += 1;
    length = 0;
    origin = slotOf[meeting] ?? -1;
    if (origin < 0) return Number.POSITIVE_INFINITY;
    push(meeting);
    evictions = length;
    const price = makeInsertion();
    place(agenda, meeting, origin);
    return price;
  };

  const takeOut = (meeting: number): void => {
    if (model.hasOrder) {
      const faults = orderFaults(agenda, meeting, slotOf[meeting] ?? 0);
      tally.broken -= faults;
      tally.extra -= faults * weights.order;
    }
    tally.addRows(meeting, -1);
    take(agenda, meeting);
    tally.addRows(meeting, 1);
    tally.addUnplaced(meeting, 1);
  };

  const putIn = (meeting: number, slot: number): void => {
    tally.addRows(meeting, -1);
    place(agenda, meeting, slot);
    tally.addRows(meeting, 1);
    tally.addUnplaced(meeting, -1);
    if (!model.hasOrder) return;
    const faults = orderFaults(agenda, meeting, slot);
    tally.broken += faults;
    tally.extra += faults * weights.order;
  };

  const makeInsertion = (): number => {
    tally.reset();
    // Judged before and made now: wishes bumped on the way are found again.
    while (length > evictions) stamp[chain[--length] ?? 0] = 0;
    for (let index = 1; index < length; index += 1) {
      const evicted = chain[index] ?? 0;
      targets[index] = slotOf[evicted] ?? 0;
      takeOut(evicted);
    }
    const meeting = chain[0] ?? 0;
    if (origin >= 0) takeOut(meeting);
    if (slotB < 0) return tally.soft + tally.extra;
    putIn(meeting, slotB);
    for (let index = 1; index < length && hasOptional; index += 1) {
      const evicted = chain[index] ?? 0;
      const slot = cheapestSlot(agenda, evicted);
      if (slot >= 0) putIn(evicted, slot);
      else bumpFor(evicted);
    }
    return tally.soft + tally.extra;
  };

  /** A meeting without a place takes that of the least valuable wish, worth less, that is alone in its way. */
  const bumpFor = (meeting: number): void => {
    let victim = -1;
    let where = -1;
    const worth = model.required[meeting] === 1 ? Number.POSITIVE_INFINITY : (model.value[meeting] ?? 0);
    for (let slot = 0; slot < slots; slot += 1) {
      const blocker = loneBlocker(agenda, meeting, slot);
      if (blocker < 0 || model.required[blocker] === 1 || stamp[blocker] === mark) continue;
      if ((model.value[blocker] ?? 0) >= (victim < 0 ? worth : (model.value[victim] ?? 0))) continue;
      victim = blocker;
      where = slot;
    }
    if (victim < 0) return;
    push(victim);
    targets[length - 1] = where;
    takeOut(victim);
    if (fits(agenda, meeting, where)) putIn(meeting, where);
  };

  const undoInsertion = (): void => {
    take(agenda, chain[0] ?? 0);
    for (let index = 1; index < length; index += 1) {
      const evicted = chain[index] ?? 0;
      if ((slotOf[evicted] ?? -1) >= 0) take(agenda, evicted);
    }
    if (origin >= 0) place(agenda, chain[0] ?? 0, origin);
    for (let index = length - 1; index >= 1; index -= 1)
      place(agenda, chain[index] ?? 0, targets[index] ?? 0);
  };

  const commit = (): void => {
    if (isInsertion) makeInsertion();
    else {
      for (let index = 0; index < length; index += 1) {
        const meeting = chain[index] ?? 0;
        targets[index] = slotA + slotB - (slotOf[meeting] ?? 0);
        take(agenda, meeting);
      }
      for (let index = 0; index < length; index += 1) place(agenda, chain[index] ?? 0, targets[index] ?? 0);
    }
    cost.broken += tally.broken;
    cost.soft += tally.soft;
  };

  tally.recount();
  const cost: Cost = { broken: tally.broken, soft: tally.soft };
  return { judgeChain, judgeInsertion, judgeRemoval, commit, cost };
}
