import { type Agenda, place, shapeOf, take } from "./agenda.ts";
import type { Model } from "./model.ts";
import { createMoves, type Moves, type Setup } from "./moves.ts";
import type { Random } from "./random.ts";
import { runsOf } from "./shape.ts";

/** The best agenda met: the slot of each meeting (-1 unplaced) and what it costs. */
export type Best = { slotOf: Int32Array; broken: number; soft: number };

export type Annealing = {
  /** Proposals to make; temperature falls with their share done, or with `progress` if that is further. */
  steps: number;
  hot: number;
  cold: number;
  /** Asked every 512 steps; true ends at once. */
  shouldStop: (best: Best) => boolean;
  /** Share of the time used, 0 to 1. */
  progress: () => number;
};

/** Simulated annealing from the agenda as it is; leaves the agenda at the last state and keeps the best. */
export function improve(agenda: Agenda, best: Best, run: Annealing, setup: Setup): void {
  const { model } = agenda;
  const { random } = setup;
  const moves = createMoves(agenda, setup);
  const isSmall = model.meetings < 1_000;
  noteBest(agenda, moves, best);
  let temperature = run.hot;
  const domains = listDomains(model);
  for (let step = 0; step < run.steps; step += 1) {
    if (step % 512 === 0) {
      if (run.shouldStop(best)) break;
      const share = Math.max(step / run.steps, run.progress());
      if (share >= 1) break;
      temperature = run.hot * (run.cold / run.hot) ** share;
      if (!isSmall && step % 16_384 === 0) noteBest(agenda, moves, best);
    }
    const delta = propose(agenda, moves, domains, setup);
    if (delta > 0 && (delta > 25 * temperature || random.next() >= Math.exp(-delta / temperature))) continue;
    moves.commit();
    if (isSmall && delta < 0) noteBest(agenda, moves, best);
  }
  noteBest(agenda, moves, best);
}

export function createBest(model: Model): Best {
  return {
    slotOf: new Int32Array(model.meetings).fill(-1),
    broken: Number.POSITIVE_INFINITY,
    soft: Number.POSITIVE_INFINITY,
  };
}

/** Puts the agenda back to a noted one. */
export function restore(agenda: Agenda, slotOf: Int32Array): void {
  for (let meeting = 0; meeting < slotOf.length; meeting += 1) {
    if ((agenda.slotOf[meeting] ?? -1) >= 0) take(agenda, meeting);
  }
  for (let meeting = 0; meeting < slotOf.length; meeting += 1) {
    const slot = slotOf[meeting] ?? -1;
    if (slot >= 0) place(agenda, meeting, slot);
  }
}

function noteBest(agenda: Agenda, moves: Moves, best: Best): void {
  const { broken, soft } = moves.cost;
  if (broken > best.broken + 1e-9) return;
  if (broken > best.broken - 1e-9 && soft >= best.soft - 1e-9) return;
  best.broken = broken;
  best.soft = soft;
  best.slotOf.set(agenda.slotOf);
}

type Domains = { start: Int32Array; slots: Int32Array };

function listDomains(model: Model): Domains {
  const start = new Int32Array(model.meetings + 1);
  const slots: number[] = [];
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    for (let slot = 0; slot < model.slots; slot += 1) {
      if (model.allowed[meeting * model.slots + slot] === 1) slots.push(slot);
    }
    start[meeting + 1] = slots.length;
  }
  return { start, slots: Int32Array.from(slots) };
}

function propose(agenda: Agenda, moves: Moves, domains: Domains, setup: Setup): number {
  const { random } = setup;
  const dice = random.next();
  if (agenda.unplacedCount > 0 && dice < 0.3) {
    const meeting = agenda.unplaced[random.below(agenda.unplacedCount)] ?? 0;
    const slot = randomSlot(domains, meeting, random);
    return slot < 0 ? Number.POSITIVE_INFINITY : moves.judgeInsertion(meeting, slot);
  }
  if (dice < setup.aimed) return proposeAimed(agenda, moves, setup);
  const meeting = random.below(agenda.model.meetings);
  if (agenda.model.required[meeting] !== 1 && random.next() < 0.1) return moves.judgeRemoval(meeting);
  const slot = randomSlot(domains, meeting, random);
  if (slot < 0 || (agenda.slotOf[meeting] ?? -1) < 0) return Number.POSITIVE_INFINITY;
  return moves.judgeChain(meeting, slot);
}

function randomSlot(domains: Domains, meeting: number, random: Random): number {
  const from = domains.start[meeting] ?? 0;
  const size = (domains.start[meeting + 1] ?? 0) - from;
  return size === 0 ? -1 : (domains.slots[from + random.below(size)] ?? -1);
}

/** Somebody, preferably with breaks to spare: a meeting at an end of a stretch goes beside another stretch. */
function proposeAimed(agenda: Agenda, moves: Moves, setup: Setup): number {
  const { model } = agenda;
  const { random, floor } = setup;
  let row = random.below(model.people);
  for (let attempt = 0; attempt < 12; attempt += 1) {
    if (runsOf(shapeOf(agenda, row)) - 1 > (floor[row] ?? 0)) break;
    row = random.below(model.people);
  }
  const aim = model.isPlain ? aimByBits(agenda, row, random) : aimBySlots(agenda, row, random);
  if (aim < 0) return Number.POSITIVE_INFINITY;
  const meeting = agenda.who[row * model.slots + Math.floor(aim / model.slots)] ?? 0;
  const target = aim % model.slots;
  const ejects = setup.eject > 0 && random.next() < setup.eject;
  return ejects ? moves.judgeInsertion(meeting, target) : moves.judgeChain(meeting, target);
}

/** Slot of a meeting at an end of a stretch, times slots, plus a free slot beside a stretch; -1 for none. */
function aimByBits(agenda: Agenda, row: number, random: Random): number {
  const { model, mask } = agenda;
  const busy = mask[row] ?? 0;
  const left = busy << 1;
  const right = busy >>> 1;
  const targets = (left | right) & ~busy & (model.present[row] ?? 0);
  if (busy === 0 || targets === 0) return -1;
  const alone = busy & ~left & ~right;
  const ends = alone !== 0 && random.next() < 0.4 ? alone : busy & ~(left & right);
  return pickBit(ends, random) * model.slots + pickBit(targets, random);
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

function aimBySlots(agenda: Agenda, row: number, random: Random): number {
  const { model, who } = agenda;
  const base = row * model.slots;
  let from = -1;
  let ends = 0;
  let target = -1;
  let targets = 0;
  for (let slot = 0; slot < model.slots; slot += 1) {
    const left = model.before[base + slot] ?? -1;
    const right = model.next[base + slot] ?? -1;
    const isLeft = left >= 0 && (who[base + left] ?? -1) >= 0;
    const isRight = right >= 0 && (who[base + right] ?? -1) >= 0;
    if ((who[base + slot] ?? -1) >= 0) {
      if (isLeft && isRight) continue;
      const weight = isLeft || isRight ? 1 : 3;
      ends += weight;
      if (random.below(ends) < weight) from = slot;
    } else if ((isLeft || isRight) && model.absent[base + slot] !== 1) {
      targets += 1;
      if (random.below(targets) === 0) target = slot;
    }
  }
  return from < 0 || target < 0 ? -1 : from * model.slots + target;
}
