import { type Agenda, place, shapeOf, take, type Weights } from "./agenda.ts";
import type { Model } from "./model.ts";
import { createMoves, type Moves } from "./moves.ts";
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
  const moves = createMoves(agenda, setup.weights, setup.maxBreaks, random);
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

export type Setup = {
  weights: Weights;
  maxBreaks: number;
  random: Random;
  /** Share of aimed moves that throw out whoever is in the way, rather than exchange. */
  eject: number;
};

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
  if (dice < 0.65) return proposeAimed(agenda, moves, setup);
  const meeting = random.below(agenda.model.meetings);
  const slot = randomSlot(domains, meeting, random);
  if (slot < 0 || (agenda.slotOf[meeting] ?? -1) < 0) return Number.POSITIVE_INFINITY;
  return moves.judgeChain(meeting, slot);
}

function randomSlot(domains: Domains, meeting: number, random: Random): number {
  const from = domains.start[meeting] ?? 0;
  const size = (domains.start[meeting + 1] ?? 0) - from;
  return size === 0 ? -1 : (domains.slots[from + random.below(size)] ?? -1);
}

/** Somebody, preferably with a break: one of the meetings at an end of a stretch goes beside another stretch. */
function proposeAimed(agenda: Agenda, moves: Moves, setup: Setup): number {
  const { random } = setup;
  const { model, who } = agenda;
  let row = random.below(model.people);
  for (let attempt = 0; attempt < 6 && runsOf(shapeOf(agenda, row)) < 2; attempt += 1)
    row = random.below(model.people);
  const base = row * model.slots;
  let meeting = -1;
  let meetings = 0;
  let target = -1;
  let targets = 0;
  for (let slot = 0; slot < model.slots; slot += 1) {
    const left = model.before[base + slot] ?? -1;
    const right = model.next[base + slot] ?? -1;
    const isLeft = left >= 0 && (who[base + left] ?? -1) >= 0;
    const isRight = right >= 0 && (who[base + right] ?? -1) >= 0;
    const own = who[base + slot] ?? -1;
    if (own >= 0) {
      if (isLeft && isRight) continue;
      const weight = isLeft || isRight ? 1 : 3;
      meetings += weight;
      if (random.below(meetings) < weight) meeting = own;
    } else if ((isLeft || isRight) && model.absent[base + slot] !== 1) {
      targets += 1;
      if (random.below(targets) === 0) target = slot;
    }
  }
  if (meeting < 0 || target < 0) return Number.POSITIVE_INFINITY;
  return random.next() < setup.eject
    ? moves.judgeInsertion(meeting, target)
    : moves.judgeChain(meeting, target);
}
