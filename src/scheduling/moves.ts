import { type Agenda, orderFaults, place, rowExcess, take, type Weights } from "./agenda.ts";
import type { Random } from "./random.ts";

const LONGEST_CHAIN = 400;

/** What an agenda costs: broken rules first, then breaks and lost value in one scale. */
export type Cost = { broken: number; soft: number };

/**
 * Moves over one agenda. A chain exchanges two slots along people who would be double-booked (a Kempe chain);
 * an insertion puts an unplaced meeting in and throws out whoever is in the way. Both are judged before they are made.
 */
export type Moves = {
  /** Cost of the last judged move against the present, infinite where it cannot be made. */
  judgeChain: (meeting: number, slot: number) => number;
  judgeInsertion: (meeting: number, slot: number) => number;
  /** Makes the move that was judged last. */
  commit: () => void;
  cost: Cost;
  recount: () => void;
};

export function createMoves(agenda: Agenda, weights: Weights, maxBreaks: number, random: Random): Moves {
  const { model, slotOf, who, load, runs, count } = agenda;
  const { slots, memberStart, members, allowed, capacity, before, next, people } = model;
  const chain = new Int32Array(model.meetings);
  const stamp = new Int32Array(model.meetings);
  const priceOfBreaks = breakPrices(slots, weights, maxBreaks);
  const hasRowLimits = model.maxInARow.some((limit) => limit < slots);
  const cost: Cost = { broken: 0, soft: 0 };
  let mark = 0;
  let length = 0;
  let slotA = -1;
  let slotB = -1;
  let deltaBroken = 0;
  let deltaSoft = 0;
  let isInsertion = false;

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

  const netToB = (): number => {
    let net = 0;
    for (let at = 0; at < length; at += 1) net += slotOf[chain[at] ?? 0] === slotA ? 1 : -1;
    return net;
  };

  /** Where a slot would hold more than its places, other chains between the two slots are taken along. */
  const balance = (): boolean => {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const net = netToB();
      const overB = (load[slotB] ?? 0) + net - (capacity[slotB] ?? 0);
      const overA = (load[slotA] ?? 0) - net - (capacity[slotA] ?? 0);
      if (overA <= 0 && overB <= 0) return true;
      const crowded = overB > 0 ? slotB : slotA;
      const listed = load[crowded] ?? 0;
      if (listed === 0) return false;
      const extra = agenda.atSlot[crowded]?.[random.below(listed)] ?? 0;
      if (stamp[extra] === mark) continue;
      if (!grow(extra)) return false;
    }
    const net = netToB();
    return (
      (load[slotB] ?? 0) + net <= (capacity[slotB] ?? 0) && (load[slotA] ?? 0) - net <= (capacity[slotA] ?? 0)
    );
  };

  const joinWithout = (row: number, slot: number, emptied: number): number => {
    const base = row * slots;
    const left = before[base + slot] ?? -1;
    const right = next[base + slot] ?? -1;
    let delta = 1;
    if (left >= 0 && left !== emptied && (who[base + left] ?? -1) >= 0) delta -= 1;
    if (right >= 0 && right !== emptied && (who[base + right] ?? -1) >= 0) delta -= 1;
    return delta;
  };

  const addRowDelta = (row: number, deltaRuns: number): void => {
    if (deltaRuns === 0 || row >= people) return;
    const now = runs[row] ?? 0;
    const then = now + deltaRuns;
    deltaSoft += (priceOfBreaks[then] ?? 0) - (priceOfBreaks[now] ?? 0);
    deltaBroken += Math.max(0, then - 1 - maxBreaks) - Math.max(0, now - 1 - maxBreaks);
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

  const rowExcessAfter = (row: number, from: number, to: number, meeting: number): number => {
    const base = row * slots;
    if (from >= 0) who[base + from] = -1;
    if (to >= 0) who[base + to] = meeting;
    const excess = rowExcess(agenda, row);
    if (to >= 0) who[base + to] = -1;
    if (from >= 0) who[base + from] = meeting;
    return excess;
  };

  const judgeChain = (meeting: number, slot: number): number => {
    isInsertion = false;
    slotA = slotOf[meeting] ?? 0;
    slotB = slot;
    mark += 1;
    length = 0;
    if (slotA === slotB || !grow(meeting) || !balance()) return Number.POSITIVE_INFINITY;
    deltaSoft = 0;
    deltaBroken = 0;
    let order = 0;
    for (let index = 0; index < length; index += 1) {
      const moved = chain[index] ?? 0;
      const from = slotOf[moved] ?? 0;
      const to = slotA + slotB - from;
      const end = memberStart[moved + 1] ?? 0;
      for (let at = memberStart[moved] ?? 0; at < end; at += 1) {
        const row = members[at] ?? 0;
        if ((who[row * slots + to] ?? -1) >= 0) continue;
        addRowDelta(row, joinWithout(row, to, from) - joinWithout(row, from, -1));
        if (hasRowLimits) deltaBroken += rowExcessAfter(row, from, to, moved) - rowExcess(agenda, row);
      }
      if (model.hasOrder) order += chainOrderFaults(moved, true) - chainOrderFaults(moved, false);
    }
    deltaBroken += order;
    return deltaSoft + order * weights.order + (deltaBroken - order) * weights.spread;
  };

  const evict = (meeting: number): boolean => {
    if (stamp[meeting] === mark) return true;
    push(meeting);
    return true;
  };

  const judgeInsertion = (meeting: number, slot: number): number => {
    isInsertion = true;
    slotB = slot;
    mark += 1;
    length = 0;
    if (allowed[meeting * slots + slot] !== 1 || (capacity[slot] ?? 0) === 0) return Number.POSITIVE_INFINITY;
    stamp[meeting] = mark;
    chain[0] = meeting;
    length = 1;
    const end = memberStart[meeting + 1] ?? 0;
    for (let at = memberStart[meeting] ?? 0; at < end; at += 1) {
      const row = members[at] ?? 0;
      const other = who[row * slots + slot] ?? -1;
      if (other >= 0) evict(other);
      else if ((count[row] ?? 0) >= (model.maxMeetings[row] ?? 0)) {
        if ((model.maxMeetings[row] ?? 0) === 0) return Number.POSITIVE_INFINITY;
        const victim = randomMeetingOf(agenda, row, random);
        if (victim >= 0) evict(victim);
      }
    }
    let here = 0;
    for (let index = 1; index < length; index += 1) if (slotOf[chain[index] ?? 0] === slot) here += 1;
    if ((load[slot] ?? 0) - here >= (capacity[slot] ?? 0)) {
      const extra = agenda.atSlot[slot]?.[random.below(load[slot] ?? 1)] ?? 0;
      evict(extra);
    }
    const wasBroken = cost.broken;
    const wasSoft = cost.soft;
    commit();
    deltaBroken = cost.broken - wasBroken;
    deltaSoft = cost.soft - wasSoft;
    const judged = lastInsertionPrice;
    undoInsertion();
    return judged;
  };

  let lastInsertionPrice = 0;
  const from = new Int32Array(model.meetings);

  const rowsPrice = (meeting: number, sign: number): void => {
    const end = memberStart[meeting + 1] ?? 0;
    for (let at = memberStart[meeting] ?? 0; at < end; at += 1) {
      const row = members[at] ?? 0;
      if (row >= people) continue;
      const now = runs[row] ?? 0;
      cost.soft += sign * (priceOfBreaks[now] ?? 0);
      const over = Math.max(0, now - 1 - maxBreaks) + (hasRowLimits ? rowExcess(agenda, row) : 0);
      cost.broken += sign * over;
      lastInsertionPrice += sign * ((priceOfBreaks[now] ?? 0) + over * weights.spread);
    }
  };

  const removeOne = (meeting: number): void => {
    rowsPrice(meeting, -1);
    if (model.hasOrder) {
      const faults = orderFaults(agenda, meeting, slotOf[meeting] ?? 0);
      cost.broken -= faults;
      lastInsertionPrice -= faults * weights.order;
    }
    take(agenda, meeting);
    rowsPrice(meeting, 1);
    payUnplaced(meeting, 1);
  };

  const addOne = (meeting: number, slot: number): void => {
    rowsPrice(meeting, -1);
    place(agenda, meeting, slot);
    rowsPrice(meeting, 1);
    if (model.hasOrder) {
      const faults = orderFaults(agenda, meeting, slot);
      cost.broken += faults;
      lastInsertionPrice += faults * weights.order;
    }
    payUnplaced(meeting, -1);
  };

  const payUnplaced = (meeting: number, sign: number): void => {
    if (model.required[meeting] === 1) {
      cost.broken += sign;
      lastInsertionPrice += sign * weights.unplaced;
    } else {
      const price = weights.value * (model.value[meeting] ?? 0);
      cost.soft += sign * price;
      lastInsertionPrice += sign * price;
    }
  };

  const undoInsertion = (): void => {
    removeOne(chain[0] ?? 0);
    for (let index = length - 1; index >= 1; index -= 1) addOne(chain[index] ?? 0, from[index] ?? 0);
  };

  const commitInsertion = (): void => {
    lastInsertionPrice = 0;
    for (let index = 1; index < length; index += 1) {
      const evicted = chain[index] ?? 0;
      from[index] = slotOf[evicted] ?? 0;
      removeOne(evicted);
    }
    addOne(chain[0] ?? 0, slotB);
  };

  const commit = (): void => {
    if (isInsertion) {
      commitInsertion();
      return;
    }
    for (let index = 0; index < length; index += 1) {
      const meeting = chain[index] ?? 0;
      from[index] = slotA + slotB - (slotOf[meeting] ?? 0);
      take(agenda, meeting);
    }
    for (let index = 0; index < length; index += 1) place(agenda, chain[index] ?? 0, from[index] ?? 0);
    cost.broken += deltaBroken;
    cost.soft += deltaSoft;
  };

  const recount = (): void => {
    cost.broken = 0;
    cost.soft = 0;
    for (let row = 0; row < people; row += 1) {
      const now = runs[row] ?? 0;
      cost.soft += priceOfBreaks[now] ?? 0;
      cost.broken += Math.max(0, now - 1 - maxBreaks) + rowExcess(agenda, row);
    }
    for (let meeting = 0; meeting < model.meetings; meeting += 1) {
      const slot = slotOf[meeting] ?? -1;
      if (slot < 0) payUnplaced(meeting, 1);
      else if (model.hasOrder) cost.broken += orderFaults(agenda, meeting, slot) / 2;
    }
  };

  recount();
  return { judgeChain, judgeInsertion, commit, cost, recount };
}

function breakPrices(slots: number, weights: Weights, maxBreaks: number): Float64Array {
  const prices = new Float64Array(slots + 2);
  for (let runs = 2; runs < prices.length; runs += 1) {
    const breaks = runs - 1;
    prices[runs] = breaks + weights.even * breaks * Math.min(breaks, maxBreaks + 2);
  }
  return prices;
}

function randomMeetingOf(agenda: Agenda, row: number, random: Random): number {
  const { model, who } = agenda;
  let chosen = -1;
  let seen = 0;
  for (let slot = 0; slot < model.slots; slot += 1) {
    const meeting = who[row * model.slots + slot] ?? -1;
    if (meeting < 0) continue;
    seen += 1;
    if (random.below(seen) === 0) chosen = meeting;
  }
  return chosen;
}
