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
  const spots = freeSpots(ground, candidate);
  const disturbedBefore = disturbedBy(ground);
  for (const spot of spots) {
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
export function freeSpots(ground: Ground, candidate: number, also?: Floor): readonly Spot[] {
  const { floor, concerned } = ground;
  const was = ground.before[candidate];
  const spots: { spot: Spot; price: number }[] = [];
  for (const { slot, first, second } of timesOf(ground, candidate)) {
    const away = Math.abs(slot - (was?.slot ?? slot));
    const others = [first, second].filter((person) => !concerned.has(person)).length;
    const changed = (first === was?.first ? 0 : 1) + (second === was?.second ? 0 : 1);
    if (!isFree(floor, candidate, first, slot) || !isFree(floor, candidate, second, slot)) continue;
    const place = placeFor(ground, candidate, { slot, place: was?.place ?? -1, first, second }, also);
    if (place === undefined) continue;
    spots.push({ spot: { slot, place, first, second }, price: others * 10_000 + away * 10 + changed });
  }
  return spots.sort((a, b) => a.price - b.price).map(({ spot }) => spot);
}

function* timesOf(
  { floor, before, isOpen, isTaboo }: Ground,
  candidate: number,
): Iterable<{ slot: number; first: number; second: number }> {
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

/** Takes the one meeting out of the way that is, and finds it another spot in turn. */
function eject(ground: Ground, candidate: number, how: Insertion, chain: readonly number[]): boolean {
  for (const { blocker, times } of blockersOf(ground, candidate, chain)) {
    if (how.steps.left <= 0) return false;
    how.steps.left -= 1;
    const stood = ground.floor.seating.spots[blocker];
    const was = ground.before[blocker];
    if (stood === undefined) continue;
    const disturbedBefore = disturbedBy(ground);
    ground.floor.take(blocker);
    ground.touched.add(blocker);
    // Whoever moves is disturbed, wherever to: no use in looking where that is already too many.
    const own = was === undefined ? [] : [was.first, was.second];
    const least = own.filter(
      (person) => !ground.concerned.has(person) && !disturbedBefore.has(person),
    ).length;
    if (least <= how.maxCost)
      for (const { slot, first, second } of times) {
        const place = placeFor(ground, candidate, {
          slot,
          place: ground.before[candidate]?.place ?? -1,
          first,
          second,
        });
        if (place === undefined) continue;
        ground.floor.put(candidate, { slot, place, first, second });
        const spent = growth(ground, disturbedBefore);
        const rest = { ...how, maxCost: how.maxCost - spent, depth: how.depth - 1 };
        if (rest.maxCost >= 0 && insert(ground, blocker, rest, chain)) return true;
        ground.floor.take(candidate);
      }
    ground.floor.put(blocker, stood);
  }
  return false;
}

type Time = { readonly slot: number; readonly first: number; readonly second: number };

/** Meetings that alone keep this one from some time, with those times; those that cost least to move first. */
function blockersOf(
  ground: Ground,
  candidate: number,
  chain: readonly number[],
): readonly { readonly blocker: number; readonly times: readonly Time[] }[] {
  const { floor, concerned, before, isOpen, isFixed } = ground;
  const found = new Map<number, Time[]>();
  const mayMove = (blocker: number): boolean => {
    const slot = floor.seating.spots[blocker]?.slot;
    return slot !== undefined && isOpen(slot) && !isFixed(blocker) && !chain.includes(blocker);
  };
  const add = (blocker: number, time: Time): void => {
    if (!mayMove(blocker)) return;
    const times = found.get(blocker);
    if (times) times.push(time);
    else found.set(blocker, [time]);
  };
  const duration = floor.durationOf(candidate);
  for (const time of timesOf(ground, candidate)) {
    const { slot, first, second } = time;
    const blockers = new Set<number>();
    for (let at = slot; at < slot + duration; at += 1)
      for (const person of [first, second]) blockers.add(floor.personAt(person, at));
    blockers.delete(-1);
    const [blocker] = blockers;
    if (blocker === undefined) {
      // Both are free: whoever sits at a place that they could have stands in the way.
      for (const place of floor.placesOf(candidate)) add(floor.placeAt(place, slot), time);
    } else if (blockers.size === 1 && blocker >= 0) add(blocker, time);
  }
  const priceOf = (blocker: number): number => {
    const was = before[blocker];
    const people = was === undefined ? [] : [was.first, was.second];
    return people.filter((person) => !concerned.has(person)).length;
  };
  return [...found]
    .map(([blocker, times]) => ({ blocker, times, price: priceOf(blocker) }))
    .sort((a, b) => a.price - b.price);
}
