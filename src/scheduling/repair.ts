import type { ChooseProblem, Chosen } from "./choose-problem.ts";
import { createSeating, type Seating, type Spot } from "./seating.ts";

/** What went wrong, and from when on. Slots are the fair's. */
export type Disruption =
  | { kind: "cancelled"; candidate: string }
  | { kind: "delegate-away"; delegate: string; from: number; to: number }
  | { kind: "room-closed"; room: string; from: number; to: number }
  | { kind: "place-lost"; place: string; from: number; to: number };

export type RepairOptions = {
  /** The slot that is running or next. */
  now: number;
  /** Meetings that start before `now + notice` are not moved and nothing is moved there. */
  notice: number;
  /** Refills offered for each hole, best first. */
  offers?: number;
};

export type Repair = {
  /** Meetings that go on elsewhere, or with another delegate. */
  moves: { candidate: string; from: Chosen; to: Chosen }[];
  /** Meetings that cannot be held any more. */
  lost: string[];
  /** For each hole, willing pairs that are free then, best first. */
  refills: { slot: number; place: string; offers: Chosen[] }[];
  /** People whose agenda changes and who were in no meeting that the disruption hit. */
  disturbed: string[];
};

/**
 * Proposes the repair of a published agenda that loses fewest meetings, then disturbs fewest other people: another
 * place at the same time, another time for the two concerned, or one other meeting moved to make room.
 */
export function repair(
  problem: ChooseProblem,
  published: readonly Chosen[],
  disruption: Disruption,
  options: RepairOptions,
): Repair {
  const work = createWork(problem, published, disruption, options);
  const { seating } = work;
  const order = [...work.hit].sort((a, b) => valueOfCandidate(problem, b) - valueOfCandidate(problem, a));
  const lost: number[] = [];
  const bystanders = new Set<number>();
  for (const candidate of order) {
    const was = work.before[candidate];
    const spot =
      was === undefined
        ? undefined
        : (sameTime(work, candidate, was) ?? seating.find(candidate, first, work.isOpen));
    if (spot !== undefined) {
      seating.put(candidate, spot);
      continue;
    }
    const moved = makeRoom(work, candidate);
    if (moved < 0) lost.push(candidate);
    else bystanders.add(moved);
  }
  const isCancelled = disruption.kind === "cancelled";
  return describe(work, isCancelled ? [...work.gone] : lost, bystanders);
}

type Work = {
  problem: ChooseProblem;
  seating: Seating;
  before: (Spot | undefined)[];
  /** Meetings to be saved. */
  hit: Set<number>;
  /** Meetings that are over for good. */
  gone: Set<number>;
  isOpen: (slot: number) => boolean;
  offers: number;
};

const first = (): number => 0;

function createWork(
  problem: ChooseProblem,
  published: readonly Chosen[],
  disruption: Disruption,
  options: RepairOptions,
): Work {
  const seating = createSeating(applyDisruption(problem, disruption));
  const candidateIndex = new Map(problem.candidates.map((candidate, index) => [candidate.id, index]));
  const seatIndex = new Map(problem.seats.map((seat, index) => [seat.id, index]));
  const people = problem.attendees.flatMap((attendee) => attendee.delegates);
  const personIndex = new Map(people.map((person, index) => [person.id, index]));
  const before: (Spot | undefined)[] = problem.candidates.map(() => undefined);
  const hit = new Set<number>();
  const gone = new Set<number>();
  for (const item of published) {
    const candidate = candidateIndex.get(item.candidate) ?? 0;
    const spot = {
      slot: item.slot,
      place: seatIndex.get(item.place) ?? 0,
      first: personIndex.get(item.delegates[0]) ?? 0,
      second: personIndex.get(item.delegates[1]) ?? 0,
    };
    before[candidate] = spot;
    if (disruption.kind === "cancelled" && disruption.candidate === item.candidate) gone.add(candidate);
    else if (isHit(problem, item, disruption)) hit.add(candidate);
    else seating.put(candidate, spot);
  }
  const isOpen = (slot: number) => slot >= options.now + options.notice;
  return { problem, seating, before, hit, gone, isOpen, offers: options.offers ?? 3 };
}

function applyDisruption(problem: ChooseProblem, disruption: Disruption): ChooseProblem {
  const candidates = problem.candidates.map(({ locked: _, ...candidate }) => candidate);
  if (disruption.kind === "cancelled") return { ...problem, candidates };
  const hours = Array.from(
    { length: disruption.to - disruption.from },
    (_, index) => disruption.from + index,
  );
  if (disruption.kind === "delegate-away") {
    const attendees = problem.attendees.map((attendee) => ({
      ...attendee,
      delegates: attendee.delegates.map((person) =>
        person.id === disruption.delegate
          ? { ...person, unavailable: [...(person.unavailable ?? []), ...hours] }
          : person,
      ),
    }));
    return { ...problem, candidates, attendees };
  }
  const all = Array.from({ length: problem.slots }, (_, slot) => slot);
  const isShut = (seat: { id: string; room: string }) =>
    disruption.kind === "room-closed" ? seat.room === disruption.room : seat.id === disruption.place;
  const seats = problem.seats.map((seat) =>
    isShut(seat) ? { ...seat, slots: (seat.slots ?? all).filter((slot) => !hours.includes(slot)) } : seat,
  );
  return { ...problem, candidates, seats };
}

function isHit(problem: ChooseProblem, item: Chosen, disruption: Disruption): boolean {
  if (disruption.kind === "cancelled") return false;
  const duration = problem.candidates.find((candidate) => candidate.id === item.candidate)?.duration ?? 1;
  if (item.slot + duration <= disruption.from || item.slot >= disruption.to) return false;
  if (disruption.kind === "delegate-away") return item.delegates.includes(disruption.delegate);
  if (disruption.kind === "place-lost") return item.place === disruption.place;
  return problem.seats.find((seat) => seat.id === item.place)?.room === disruption.room;
}

function valueOfCandidate(problem: ChooseProblem, candidate: number): number {
  return problem.candidates[candidate]?.value ?? 0;
}

/** Another place, or another delegate, without a change of time: always in time, whatever the notice. */
function sameTime({ seating }: Work, candidate: number, was: Spot): Spot | undefined {
  return seating.find(candidate, first, (slot) => slot === was.slot);
}

/** Moves one other meeting away so that this one fits; returns the meeting moved, -1 where none helps. */
function makeRoom({ problem, seating, isOpen, hit }: Work, candidate: number): number {
  for (const { blocker, slot } of seating.blockedBy(candidate, isOpen)) {
    const spot = seating.spots[blocker];
    if (spot === undefined || hit.has(blocker) || !isOpen(spot.slot)) continue;
    if (problem.candidates[blocker]?.locked !== undefined) continue;
    seating.take(blocker);
    const here = seating.find(candidate, first, (at) => at === slot);
    if (here !== undefined) {
      seating.put(candidate, here);
      const there = seating.find(blocker, first, isOpen);
      if (there !== undefined) {
        seating.put(blocker, there);
        return blocker;
      }
      seating.take(candidate);
    }
    seating.put(blocker, spot);
  }
  return -1;
}

function describe(work: Work, lost: readonly number[], bystanders: ReadonlySet<number>): Repair {
  const { problem, seating, before } = work;
  const people = problem.attendees.flatMap((attendee) => attendee.delegates);
  const write = (candidate: number, spot: Spot): Chosen => ({
    candidate: problem.candidates[candidate]?.id ?? "",
    slot: spot.slot,
    place: problem.seats[spot.place]?.id ?? "",
    delegates: [people[spot.first]?.id ?? "", people[spot.second]?.id ?? ""],
  });
  const moves: Repair["moves"] = [];
  const holes: Spot[] = [];
  const concerned = new Set<number>();
  before.forEach((was, candidate) => {
    if (was === undefined) return;
    if (!bystanders.has(candidate) && (work.hit.has(candidate) || work.gone.has(candidate))) {
      concerned.add(was.first).add(was.second);
    }
    const is = seating.spots[candidate];
    if (is === undefined || is.slot !== was.slot) holes.push(was);
    if (is !== undefined && is !== was && !isSame(is, was)) {
      moves.push({
        candidate: problem.candidates[candidate]?.id ?? "",
        from: write(candidate, was),
        to: write(candidate, is),
      });
    }
  });
  const disturbed = new Set<number>();
  for (const candidate of bystanders) {
    for (const spot of [before[candidate], seating.spots[candidate]]) {
      for (const person of spot === undefined ? [] : [spot.first, spot.second]) {
        if (!concerned.has(person)) disturbed.add(person);
      }
    }
  }
  return {
    moves,
    lost: lost.map((candidate) => problem.candidates[candidate]?.id ?? ""),
    refills: holes.map((hole) => ({
      slot: hole.slot,
      place: problem.seats[hole.place]?.id ?? "",
      offers: offersFor(work, hole).map(({ candidate, spot }) => write(candidate, spot)),
    })),
    disturbed: [...disturbed].map((person) => people[person]?.id ?? ""),
  };
}

function isSame(a: Spot, b: Spot): boolean {
  return a.slot === b.slot && a.place === b.place && a.first === b.first && a.second === b.second;
}

/** Willing pairs that are free at the time of the hole, dearest first. */
function offersFor(
  { problem, seating, gone, offers }: Work,
  hole: Spot,
): { candidate: number; spot: Spot }[] {
  const found: { candidate: number; spot: Spot }[] = [];
  const waiting = problem.candidates
    .map((_, candidate) => candidate)
    .filter((candidate) => seating.spots[candidate] === undefined && !gone.has(candidate))
    .sort((a, b) => valueOfCandidate(problem, b) - valueOfCandidate(problem, a));
  for (const candidate of waiting) {
    if (found.length >= offers) break;
    const spot = seating.find(candidate, first, (slot) => slot === hole.slot);
    if (spot !== undefined) found.push({ candidate, spot });
  }
  return found;
}
