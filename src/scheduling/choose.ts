import type { ChooseAnswer, ChooseProblem, Chosen } from "./choose-problem.ts";
import { boundPacking } from "./packing-bound.ts";
import { createRandom, type Random } from "./random.ts";
import { createSeating, type Seating, type Spot } from "./seating.ts";
import { settlePlaces } from "./settle-places.ts";

export type ChooseOptions = {
  seconds: number;
  /** Seconds since the start, from the caller's clock. */
  elapsed: () => number;
  seed: number;
  /** Rounds at most: with it and time enough, the same seed gives the same answer. */
  rounds?: number;
  shouldStop?: () => boolean;
  /** `chosen` is the best choice so far, made when asked for. */
  onProgress?: (progress: {
    seconds: number;
    value: number;
    breaks: number;
    bound: number;
    chosen: () => readonly Chosen[];
  }) => void;
};

/** Meetings that an organisation should have where it can, unless it says otherwise. */
const FLOOR = 3;
/**
 * What each meeting below the floor adds, in values of the best candidate; the first counts most, and even the last
 * more than the meetings that it may push out.
 */
const FLOOR_WEIGHT = 12;
/** What a break costs, in values of the best candidate. */
const BREAK_WEIGHT = 0.0005;

/**
 * Chooses which meetings to hold and places them at once: slot, seat and delegate of each. Who has fewest comes first
 * (floors), then total value, then few breaks. Starts from a greedy choice, then takes out a few related meetings
 * again and again and puts the best back (ruin and recreate). Last, tables are exchanged so that people change less.
 */
export function choose(problem: ChooseProblem, options: ChooseOptions): ChooseAnswer {
  const seating = createSeating(problem);
  const random = createRandom(options.seed);
  const scale = problem.candidates.reduce((most, candidate) => Math.max(most, candidate.value), 1e-9);
  const floors = possibleFloors(problem, seating);
  const bound = boundChoice(problem, seating);
  const game: Game = { problem, seating, random, scale, floors };
  begin(game);
  let score = scoreOf(game);
  let best = score;
  let kept = snapshot(seating);
  let isPerfect = holdsAll(game);
  let told = 0;
  const rounds = options.rounds ?? Number.POSITIVE_INFINITY;
  const start = options.elapsed();
  for (let round = 0; round < rounds; round += 1) {
    const now = options.elapsed();
    if (isPerfect || now >= options.seconds || options.shouldStop?.() === true) break;
    const share = Number.isFinite(rounds)
      ? round / rounds
      : (now - start) / Math.max(1e-3, options.seconds - start);
    const { removed, before } = ruin(game);
    recreate(game, openCandidates(game, removed));
    const after = scoreOf(game);
    const heat = 0.02 * (1 - share) ** 2;
    if (after >= score || random.next() < Math.exp((after - score) / Math.max(1e-9, heat))) {
      score = after;
      if (score > best + 1e-9) {
        best = score;
        kept = snapshot(seating);
        isPerfect = holdsAll(game);
      }
    } else goBack(seating, before);
    if (now - told > 1) {
      told = now;
      options.onProgress?.({
        seconds: now,
        value: worthOfSpots(problem, kept),
        breaks: seating.breaks(),
        bound,
        chosen: () => toChosen(problem, kept),
      });
    }
  }
  goBack(seating, kept);
  return answer(game, bound);
}

type Game = {
  problem: ChooseProblem;
  seating: Seating;
  random: Random;
  scale: number;
  floors: Int32Array;
};

/** Every meeting is held and nobody waits between two: nothing can be better. */
function holdsAll({ problem, seating }: Game): boolean {
  return seating.breaks() === 0 && problem.candidates.every((_, index) => seating.spots[index] !== undefined);
}

function snapshot(seating: Seating): (Spot | undefined)[] {
  return [...seating.spots];
}

function goBack(seating: Seating, spots: readonly (Spot | undefined)[]): void {
  spots.forEach((spot, candidate) => {
    if (seating.spots[candidate] !== spot) seating.take(candidate);
  });
  spots.forEach((spot, candidate) => {
    if (spot !== undefined && seating.spots[candidate] === undefined) seating.put(candidate, spot);
  });
}

/** The floor of each organisation, no more than its candidates, its quota and its delegates' slots allow. */
function possibleFloors(problem: ChooseProblem, seating: Seating): Int32Array {
  const wanted = new Int32Array(problem.attendees.length);
  for (const sides of seating.sides) for (const side of sides) wanted[side] = (wanted[side] ?? 0) + 1;
  return Int32Array.from(problem.attendees, (attendee, index) =>
    Math.min(attendee.floor ?? FLOOR, wanted[index] ?? 0, attendee.maxMeetings ?? Number.POSITIVE_INFINITY),
  );
}

function scoreOf({ problem, seating, scale, floors }: Game): number {
  let value = 0;
  seating.spots.forEach((spot, candidate) => {
    if (spot !== undefined) value += problem.candidates[candidate]?.value ?? 0;
  });
  let score = value / scale - BREAK_WEIGHT * seating.breaks();
  floors.forEach((floor, organisation) => {
    const held = seating.held[organisation] ?? 0;
    for (let level = 0; level < Math.min(held, floor); level += 1) score += FLOOR_WEIGHT / (1 + level);
  });
  return score;
}

/** What putting the candidate in would add now: its value, and a floor not yet reached on either side. */
function worthOf({ problem, seating, scale, floors }: Game, candidate: number): number {
  let worth = (problem.candidates[candidate]?.value ?? 0) / scale;
  for (const side of seating.sides[candidate] ?? []) {
    const held = seating.held[side] ?? 0;
    if (held < (floors[side] ?? 0)) worth += FLOOR_WEIGHT / (1 + held);
  }
  return worth;
}

/** The better of two beginnings: in order of value alone, which is what others ship, and with floors first. */
function begin(game: Game): void {
  const { problem, seating } = game;
  const locked = snapshot(seating);
  const every = [...problem.candidates.keys()];
  hold(
    game,
    every.sort((a, b) => (problem.candidates[b]?.value ?? 0) - (problem.candidates[a]?.value ?? 0)),
  );
  const plain = snapshot(seating);
  const score = scoreOf(game);
  goBack(seating, locked);
  recreate(game, new Set(every));
  if (scoreOf(game) < score) goBack(seating, plain);
}

function recreate(game: Game, open: ReadonlySet<number>): void {
  const { seating, random } = game;
  const queue = [...open]
    .filter((candidate) => seating.spots[candidate] === undefined)
    .map((candidate) => ({ candidate, worth: worthOf(game, candidate) * (0.85 + 0.3 * random.next()) }))
    .sort((a, b) => b.worth - a.worth);
  hold(
    game,
    queue.map(({ candidate }) => candidate),
  );
}

/** Holds each in turn where it costs fewest breaks, if it can be held at all. */
function hold({ seating, random }: Game, candidates: readonly number[]): void {
  for (const candidate of candidates) {
    if (seating.spots[candidate] !== undefined) continue;
    const spot = seating.find(candidate, random.below);
    if (spot !== undefined) seating.put(candidate, spot);
  }
}

/** Takes out some meetings near each other: of one organisation and those it meets, or of a stretch of slots. */
function ruin({ problem, seating, random }: Game): { removed: Set<number>; before: (Spot | undefined)[] } {
  const before = snapshot(seating);
  const removed = new Set<number>();
  const most = 3 + random.below(10);
  const start = random.below(Math.max(1, problem.candidates.length));
  const touched = new Set<number>(seating.sides[start] ?? []);
  for (let step = 0; step < problem.candidates.length && removed.size < most; step += 1) {
    const candidate = (start + step * 7919) % problem.candidates.length;
    const spot = seating.spots[candidate];
    if (spot === undefined || problem.candidates[candidate]?.locked !== undefined) continue;
    const sides = seating.sides[candidate] ?? [0, 0];
    if (!sides.some((side) => touched.has(side)) || random.next() < 0.3) continue;
    seating.take(candidate);
    removed.add(candidate);
    if (random.next() < 0.4) for (const side of sides) touched.add(side);
  }
  return { removed, before };
}

/** Candidates that may profit from the holes: those taken out, and others of the same organisations. */
function openCandidates({ problem, seating, random }: Game, removed: ReadonlySet<number>): Set<number> {
  const open = new Set(removed);
  const sides = new Set<number>();
  for (const candidate of removed) for (const side of seating.sides[candidate] ?? []) sides.add(side);
  seating.sides.forEach(([a, b], candidate) => {
    if (seating.spots[candidate] === undefined && (sides.has(a) || sides.has(b))) open.add(candidate);
  });
  for (let extra = 0; extra < 5; extra += 1) open.add(random.below(Math.max(1, problem.candidates.length)));
  return open;
}

function worthOfSpots(problem: ChooseProblem, spots: readonly (Spot | undefined)[]): number {
  return spots.reduce(
    (sum, spot, candidate) => sum + (spot === undefined ? 0 : (problem.candidates[candidate]?.value ?? 0)),
    0,
  );
}

/** Organisations hold no more than quota and delegates' slots allow, all together no more than there are seats. */
function boundChoice(problem: ChooseProblem, seating: Seating): number {
  const { slots, attendees, seats, candidates } = problem;
  const seatSlots = seats.reduce((sum, seat) => sum + (seat.slots?.length ?? slots), 0);
  const slotsOf = attendees.map((attendee) =>
    attendee.delegates.reduce((sum, person) => sum + slots - new Set(person.unavailable).size, 0),
  );
  const count = attendees.length;
  // Twice each organisation: meetings against its quota, slots against its delegates' time; then the seats.
  const capacities = Float64Array.from([
    ...attendees.map((attendee) => attendee.maxMeetings ?? candidates.length),
    ...slotsOf,
    seatSlots,
  ]);
  const able = candidates
    .map((_, index) => index)
    .filter((index) => seating.blocker(index) !== "no-common-slot");
  return boundPacking({
    values: able.map((index) => candidates[index]?.value ?? 0),
    sizes: able.map(() => 1),
    holders: able.map((index) => {
      const [a, b] = seating.sides[index] ?? [0, 0];
      return [a, b, count + a, count + b, 2 * count];
    }),
    capacities,
  });
}

function toChosen(problem: ChooseProblem, spots: readonly (Spot | undefined)[]): Chosen[] {
  const people = problem.attendees.flatMap((attendee) => attendee.delegates);
  return problem.candidates.flatMap((candidate, index) => {
    const spot = spots[index];
    if (spot === undefined) return [];
    return {
      candidate: candidate.id,
      slot: spot.slot,
      place: problem.seats[spot.place]?.id ?? "",
      delegates: [people[spot.first]?.id ?? "", people[spot.second]?.id ?? ""] as const,
    };
  });
}

function answer({ problem, seating, floors, random }: Game, bound: number): ChooseAnswer {
  const chosen = settlePlaces(problem, toChosen(problem, seating.spots), random);
  const leftOut = problem.candidates.flatMap((candidate, index) =>
    seating.spots[index] === undefined ? [{ candidate: candidate.id, code: seating.blocker(index) }] : [],
  );
  const served = floors.reduce((sum, floor, index) => sum + ((seating.held[index] ?? 0) >= floor ? 1 : 0), 0);
  return {
    chosen,
    leftOut,
    value: worthOfSpots(problem, seating.spots),
    bound,
    breaks: seating.breaks(),
    floorShare: floors.length === 0 ? 1 : served / floors.length,
    gini: giniOf(Array.from(seating.held).filter((_, index) => (floors[index] ?? 0) > 0)),
  };
}

/** 0 where everybody has the same, towards 1 where one has all. */
export function giniOf(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const total = sorted.reduce((sum, own) => sum + own, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, own, index) => sum + own * (index + 1), 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}
