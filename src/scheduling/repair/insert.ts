import type { Spot } from "../seating.ts";
import type { Floor } from "./floor.ts";

/** What a repair may do, and what it costs: people who had nothing to do with the disruption. */
export type Ground = {
  readonly floor: Floor;
  /** Where every meeting stood. */
  readonly before: readonly (Spot | undefined)[];
  /** The meetings that may stand elsewhere by now: those that were hit, and all that were taken out of the way. */
  readonly touched: Set<number>;
  /** People of the meetings that were hit: their agenda changes anyway. */
  readonly concerned: ReadonlySet<number>;
  /** Whether a meeting may be moved to, or away from, this slot without a word. */
  readonly isOpen: (slot: number) => boolean;
  readonly isFixed: (candidate: number) => boolean;
  /** Spots that are not to be proposed again. */
  readonly isTaboo: (candidate: number, slot: number) => boolean;
};
export type Insertion = { readonly maxCost: number; readonly depth: number; steps: { left: number } };

/**
 * Finds a place for a meeting: free, or one that others leave for other places, at most `maxCost` more people being
 * disturbed by the whole. Everything is left as it was where it fails. Returns whether it is placed.
 */
export function insert(
  ground: Ground,
  candidate: number,
  how: Insertion,
  chain: readonly number[] = [],
): boolean {
  const disturbedBefore = disturbedBy(ground);
  for (const spot of freeSpots(ground, candidate)) {
    ground.floor.put(candidate, spot);
    if (growth(ground, disturbedBefore) <= how.maxCost) return true;
    ground.floor.take(candidate);
  }
  if (how.depth === 0) return false;
  return eject(ground, candidate, how, [...chain, candidate]);
}

/** The people disturbed by all that has changed so far. O(meetings changed). */
export function disturbedBy({ floor, before, concerned, touched }: Ground): Set<number> {
  const disturbed = new Set<number>();
  for (const candidate of touched) {
    const was = before[candidate];
    const is = floor.seating.spots[candidate];
    if (was === undefined || is === undefined || is === was || isSame(was, is)) continue;
    for (const person of [was.first, was.second, is.first, is.second])
      if (!concerned.has(person)) disturbed.add(person);
  }
  return disturbed;
}

export function isSame(a: Spot, b: Spot): boolean {
  return a.slot === b.slot && a.place === b.place && a.first === b.first && a.second === b.second;
}

function growth(ground: Ground, disturbedBefore: ReadonlySet<number>): number {
  return disturbedBy(ground).size - disturbedBefore.size;
}

/** Free spots, those that change least first: the same time, then the nearest; the same people before others. */
export function* freeSpots(ground: Ground, candidate: number, also?: Floor): Iterable<Spot> {
  const { floor, concerned } = ground;
  const was = ground.before[candidate];
  const times: (Time & { readonly price: number })[] = [];
  for (const { slot, first, second } of timesOf(ground, candidate)) {
    if (!isFree(floor, candidate, first, slot) || !isFree(floor, candidate, second, slot)) continue;
    const away = Math.abs(slot - (was?.slot ?? slot));
    const others = [first, second].filter((person) => !concerned.has(person)).length;
    const changed = (first === was?.first ? 0 : 1) + (second === was?.second ? 0 : 1);
    times.push({ slot, first, second, price: others * 10_000 + away * 10 + changed });
  }
  for (const { slot, first, second } of times.sort((a, b) => a.price - b.price)) {
    const spot = { slot, place: was?.place ?? -1, first, second };
    const place = placeFor(ground, candidate, spot, also);
    if (place !== undefined) yield { ...spot, place };
  }
}

function* timesOf({ floor, before, isOpen, isTaboo }: Ground, candidate: number): Iterable<Time> {
  const own = before[candidate]?.slot;
  const [firsts, seconds] = floor.delegatesOf(candidate);
  for (let slot = 0; slot < floor.problem.slots; slot += 1) {
    if ((slot !== own && !isOpen(slot)) || isTaboo(candidate, slot)) continue;
    if (!floor.mayStart(candidate, slot)) continue;
    for (const first of firsts) for (const second of seconds) yield { slot, first, second };
  }
}

function isFree(floor: Floor, candidate: number, person: number, slot: number): boolean {
  for (let at = slot; at < slot + floor.durationOf(candidate); at += 1)
    if (floor.personAt(person, at) !== -1) return false;
  return true;
}

/** The place that it had, else the first of those that it may have. */
function placeFor({ floor }: Ground, candidate: number, spot: Spot, also?: Floor): number | undefined {
  const { seating } = floor;
  if (!seating.canMeet(candidate, spot) || also?.seating.canMeet(candidate, spot) === false) return undefined;
  const fits = (place: number): boolean =>
    isPlaceFree(floor, candidate, place, spot.slot) &&
    seating.allows(candidate, { ...spot, place }) &&
    also?.seating.allows(candidate, { ...spot, place }) !== false;
  if (spot.place >= 0 && fits(spot.place)) return spot.place;
  return floor.placesOf(candidate).find(fits);
}

function isPlaceFree(floor: Floor, candidate: number, place: number, slot: number): boolean {
  for (let at = slot; at < slot + floor.durationOf(candidate); at += 1)
    if (floor.placeAt(place, at) !== -1) return false;
  return true;
}

/** Takes one meeting or two out of the way, and finds them other spots in turn. */
function eject(ground: Ground, candidate: number, how: Insertion, chain: readonly number[]): boolean {
  for (const { blockers, times } of blockersOf(ground, candidate, chain)) {
    if (how.steps.left <= 0) return false;
    how.steps.left -= 1;
    const disturbedBefore = disturbedBy(ground);
    // Whoever moves is disturbed, wherever to: no use in looking where that is already too many.
    const least = peopleOf(ground, blockers).filter((person) => !disturbedBefore.has(person)).length;
    if (least > how.maxCost) continue;
    const saved = save(ground);
    for (const blocker of blockers) {
      ground.floor.take(blocker);
      ground.touched.add(blocker);
    }
    for (const { slot, first, second } of times) {
      const place = placeFor(ground, candidate, {
        slot,
        place: ground.before[candidate]?.place ?? -1,
        first,
        second,
      });
      if (place === undefined) continue;
      ground.floor.put(candidate, { slot, place, first, second });
      const rest = { ...how, maxCost: how.maxCost - growth(ground, disturbedBefore), depth: how.depth - 1 };
      if (rest.maxCost >= 0 && insertAll(ground, blockers, rest, chain)) return true;
      ground.floor.take(candidate);
    }
    restore(ground, saved);
  }
  return false;
}

/** All of them, in one order or the other; everything is left as it was where that fails. */
function insertAll(
  ground: Ground,
  blockers: readonly number[],
  how: Insertion,
  chain: readonly number[],
): boolean {
  const [one, other] = blockers;
  if (one === undefined) return true;
  if (other === undefined) return insert(ground, one, how, chain);
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    const saved = save(ground);
    const disturbedBefore = disturbedBy(ground);
    if (!insert(ground, first, how, chain)) continue;
    const rest = { ...how, maxCost: how.maxCost - growth(ground, disturbedBefore) };
    if (insert(ground, second, rest, [...chain, first])) return true;
    restore(ground, saved);
  }
  return false;
}

type Saved = ReadonlyMap<number, Spot | undefined>;

function save({ floor, touched }: Ground): Saved {
  return new Map([...touched].map((candidate) => [candidate, floor.seating.spots[candidate]]));
}

/** What was not touched when it was saved stood where it always had. */
function restore({ floor, before, touched }: Ground, saved: Saved): void {
  const spotOf = (candidate: number): Spot | undefined =>
    saved.has(candidate) ? saved.get(candidate) : before[candidate];
  const moved = [...touched].filter((candidate) => floor.seating.spots[candidate] !== spotOf(candidate));
  for (const candidate of moved) floor.take(candidate);
  for (const candidate of moved) {
    const spot = spotOf(candidate);
    if (spot !== undefined) floor.put(candidate, spot);
  }
}

function peopleOf({ before, concerned }: Ground, blockers: readonly number[]): readonly number[] {
  const people = blockers.flatMap((blocker) => {
    const was = before[blocker];
    return was === undefined ? [] : [was.first, was.second];
  });
  return [...new Set(people)].filter((person) => !concerned.has(person));
}

type Time = { readonly slot: number; readonly first: number; readonly second: number };
type Obstacle = { readonly blockers: readonly number[]; readonly times: Time[] };

/** One meeting or two that keep this one from some time, with those times; those that cost least to move first. */
function blockersOf(
  ground: Ground,
  candidate: number,
  chain: readonly number[],
): readonly { readonly blockers: readonly number[]; readonly times: readonly Time[] }[] {
  const { floor, isOpen, isFixed } = ground;
  const found = new Map<string, Obstacle>();
  const mayMove = (blocker: number): boolean => {
    const slot = floor.seating.spots[blocker]?.slot;
    return slot !== undefined && isOpen(slot) && !isFixed(blocker) && !chain.includes(blocker);
  };
  const add = (blockers: readonly number[], time: Time): void => {
    if (!blockers.every(mayMove)) return;
    const key = blockers.join(" ");
    const obstacle = found.get(key);
    if (obstacle) obstacle.times.push(time);
    else found.set(key, { blockers, times: [time] });
  };
  const duration = floor.durationOf(candidate);
  for (const time of timesOf(ground, candidate)) {
    const { slot, first, second } = time;
    const blockers = new Set<number>();
    for (let at = slot; at < slot + duration; at += 1)
      for (const person of [first, second]) blockers.add(floor.personAt(person, at));
    blockers.delete(-1);
    // Both are free: whoever sits at a place that they could have stands in the way.
    if (blockers.size === 0)
      for (const place of floor.placesOf(candidate)) add([floor.placeAt(place, slot)], time);
    else if (blockers.size <= 2) add([...blockers], time);
  }
  return [...found.values()]
    .map((obstacle) => ({ ...obstacle, price: peopleOf(ground, obstacle.blockers).length }))
    .sort((a, b) => a.blockers.length - b.blockers.length || a.price - b.price);
}
