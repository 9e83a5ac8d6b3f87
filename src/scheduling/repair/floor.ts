import type { ChooseProblem, Chosen } from "../choose-problem.ts";
import { createSeating, type Seating, type Spot } from "../seating.ts";

/** An agenda under repair: every rule of the seating, and beside it who holds which cell. */
export type Floor = {
  readonly problem: ChooseProblem;
  readonly seating: Pick<Seating, "spots" | "put" | "take" | "allows" | "canMeet" | "find">;
  readonly people: readonly string[];
  /** Delegates of the two sides that may hold a candidate, as numbers of `people`. */
  delegatesOf(candidate: number): readonly [readonly number[], readonly number[]];
  /** Places at which it may be held, stands of its own first. */
  placesOf(candidate: number): readonly number[];
  /** The candidate that keeps the person, or the place, busy; -1 nobody, -2 away or closed. */
  personAt(person: number, slot: number): number;
  placeAt(place: number, slot: number): number;
  durationOf(candidate: number): number;
  /** It has its whole length in one day, at hours that are its own. */
  mayStart(candidate: number, slot: number): boolean;
  /** Both people and the place, for as long as it lasts. */
  isFree(candidate: number, spot: Spot): boolean;
  put(candidate: number, spot: Spot): void;
  take(candidate: number): void;
  /** Keeps the free cells of a spot for a meeting that may still come there. */
  hold(candidate: number, spot: Spot): void;
  /** Gives back everything that is kept. */
  releaseHeld(): void;
  toSpot(item: Chosen): Spot;
  toChosen(candidate: number, spot: Spot): Chosen;
};

/** Nobody else gets it: a meeting may come there whose sides have not answered. */
const held = -3;

/** `isSearched`: spots will be asked of its seating too. */
export function createFloor(problem: ChooseProblem, isSearched = false): Floor {
  const candidates = problem.candidates.map(({ locked: _, ...candidate }) => candidate);
  const seating =
    !isSearched && isPlain(problem)
      ? createPlainSeating(candidates.length)
      : createSeating({ ...problem, candidates });
  const { slots, seats, attendees } = problem;
  const staff = attendees.flatMap(({ delegates }) => delegates);
  const people = staff.map(({ id }) => id);
  const personIndex = new Map(people.map((id, index) => [id, index]));
  const seatIndex = new Map(seats.map(({ id }, index) => [id, index]));
  const persons = new Int32Array(people.length * slots).fill(-1);
  const places = new Int32Array(seats.length * slots).fill(-1);
  staff.forEach(({ unavailable = [] }, index) => {
    for (const slot of unavailable) persons[index * slots + slot] = -2;
  });
  seats.forEach((seat, index) => {
    if (seat.slots === undefined) return;
    const open = new Set(seat.slots);
    for (let slot = 0; slot < slots; slot += 1) if (!open.has(slot)) places[index * slots + slot] = -2;
  });
  const delegatesById = new Map(
    attendees.map(({ id, delegates }) => [id, delegates.map((one) => personIndex.get(one.id) ?? 0)]),
  );
  const delegates = candidates.map(({ organisations, delegates: named }) => {
    const able = organisations.map((id) => {
      const own = delegatesById.get(id) ?? [];
      const chosen = own.filter((person) => named?.includes(people[person] ?? "") === true);
      return chosen.length > 0 ? chosen : own;
    });
    return [able[0] ?? [], able[1] ?? []] as const;
  });
  const dayStarts = new Set(problem.dayStarts);
  const tables = seats.flatMap(({ organisation }, index) => (organisation === undefined ? [index] : []));
  const standsOf = new Map<string, number[]>();
  seats.forEach(({ organisation }, index) => {
    if (organisation !== undefined)
      standsOf.set(organisation, [...(standsOf.get(organisation) ?? []), index]);
  });
  const mark = (candidate: number, spot: Spot, person: number, place: number): void => {
    const duration = candidates[candidate]?.duration ?? 1;
    for (let slot = spot.slot; slot < spot.slot + duration; slot += 1) {
      for (const one of [spot.first, spot.second]) persons[one * slots + slot] = person;
      places[spot.place * slots + slot] = place;
    }
  };
  const before = new Map<number, Int32Array>();
  const kept: { readonly cells: Int32Array; readonly index: number }[] = [];
  const keep = (cells: Int32Array, index: number): void => {
    if (cells[index] !== -1) return;
    cells[index] = held;
    kept.push({ cells, index });
  };
  return {
    problem,
    seating,
    people,
    delegatesOf: (candidate) => delegates[candidate] ?? [[], []],
    placesOf(candidate) {
      const sides = candidates[candidate]?.organisations ?? [];
      const stands = [...sides].reverse().flatMap((id) => standsOf.get(id) ?? []);
      return stands.length === 0 ? tables : [...stands, ...tables];
    },
    personAt: (person, slot) => persons[person * slots + slot] ?? -2,
    placeAt: (place, slot) => places[place * slots + slot] ?? -2,
    mayStart(candidate, slot) {
      const { duration = 1, slots: own } = candidates[candidate] ?? {};
      for (let at = slot; at < slot + duration; at += 1) {
        if (at >= slots || own?.includes(at) === false) return false;
        if (at > slot && dayStarts.has(at)) return false;
      }
      return true;
    },
    isFree(candidate, { slot, place, first, second }) {
      for (let at = slot; at < slot + (candidates[candidate]?.duration ?? 1); at += 1)
        if (
          persons[first * slots + at] !== -1 ||
          persons[second * slots + at] !== -1 ||
          places[place * slots + at] !== -1
        )
          return false;
      return true;
    },
    durationOf: (candidate) => candidates[candidate]?.duration ?? 1,
    put(candidate, spot) {
      before.set(candidate, cellsOf(candidate, spot));
      seating.put(candidate, spot);
      mark(candidate, spot, candidate, candidate);
    },
    take(candidate) {
      const spot = seating.spots[candidate];
      const cells = before.get(candidate);
      if (spot === undefined || cells === undefined) return;
      seating.take(candidate);
      restore(candidate, spot, cells);
    },
    releaseHeld() {
      for (const { cells, index } of kept.splice(0)) if (cells[index] === held) cells[index] = -1;
    },
    hold(candidate, { slot, place, first, second }) {
      for (let at = slot; at < slot + (candidates[candidate]?.duration ?? 1); at += 1) {
        for (const person of [first, second]) keep(persons, person * slots + at);
        keep(places, place * slots + at);
      }
    },
    toSpot: ({ slot, place, delegates: [first, second] }) => ({
      slot,
      place: seatIndex.get(place) ?? 0,
      first: personIndex.get(first) ?? 0,
      second: personIndex.get(second) ?? 0,
    }),
    toChosen: (candidate, { slot, place, first, second }) => ({
      candidate: problem.candidates[candidate]?.id ?? "",
      slot,
      place: seats[place]?.id ?? "",
      delegates: [people[first] ?? "", people[second] ?? ""],
    }),
  };

  /** A meeting may stand where its people are away by now: what was written there comes back when it leaves. */
  function cellsOf(candidate: number, { slot, place, first, second }: Spot): Int32Array {
    const duration = candidates[candidate]?.duration ?? 1;
    const cells = new Int32Array(duration * 3);
    for (let at = 0; at < duration; at += 1) {
      cells[at * 3] = persons[first * slots + slot + at] ?? -2;
      cells[at * 3 + 1] = persons[second * slots + slot + at] ?? -2;
      cells[at * 3 + 2] = places[place * slots + slot + at] ?? -2;
    }
    return cells;
  }
  function restore(candidate: number, { slot, place, first, second }: Spot, cells: Int32Array): void {
    const duration = candidates[candidate]?.duration ?? 1;
    for (let at = 0; at < duration; at += 1) {
      if (persons[first * slots + slot + at] !== held)
        persons[first * slots + slot + at] = cells[at * 3] ?? -1;
      if (persons[second * slots + slot + at] !== held)
        persons[second * slots + slot + at] = cells[at * 3 + 1] ?? -1;
      places[place * slots + slot + at] = cells[at * 3 + 2] ?? -1;
    }
  }
}

/** No rule but that everybody and every place is in one meeting at a time: the cells of the floor say it all. */
function isPlain({ walking, attendees, candidates }: ChooseProblem): boolean {
  if (Object.keys(walking ?? {}).length > 0) return false;
  if (candidates.some(({ after, accessible }) => after !== undefined || accessible === true)) return false;
  return attendees.every(
    ({ maxMeetings, delegates }) =>
      maxMeetings === undefined &&
      delegates.every(
        (one) =>
          one.maxMeetings === undefined &&
          one.maxInARow === undefined &&
          (one.breaks ?? []).length === 0 &&
          one.needsAccess !== true,
      ),
  );
}

/** A large fair has no time to weigh rules that it does not have. */
function createPlainSeating(count: number): Floor["seating"] {
  const spots: (Spot | undefined)[] = Array.from({ length: count }, () => undefined);
  return {
    spots,
    put(candidate, spot) {
      spots[candidate] = spot;
    },
    take(candidate) {
      spots[candidate] = undefined;
    },
    allows: () => true,
    canMeet: () => true,
    find: () => undefined,
  };
}
