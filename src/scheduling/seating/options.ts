import type { Candidate, ChooseProblem, Seat } from "../choose-problem.ts";
import type { Parties } from "./parties.ts";

/** Where a candidate could be held, whatever else is: lists that candidates of one kind share. */
export type Options = {
  readonly duration: number;
  /** Slots at which it may begin. */
  readonly starts: readonly number[];
  readonly firsts: readonly number[];
  readonly seconds: readonly number[];
  /** Numbers of the seats that it may have, stands of its sides before tables. */
  readonly seats: readonly number[];
  /** How many of the seats are stands. */
  readonly stands: number;
};

/** Options of every candidate. O(candidates + kinds of candidates × (slots + seats)). */
export function listOptions(problem: ChooseProblem, parties: Parties, dayOf: Int32Array): readonly Options[] {
  const seatsOf = createSeatLists(problem.seats);
  const startsByDuration = new Map<number, readonly number[]>();
  const startsOf = ({ duration = 1, slots }: Candidate): readonly number[] => {
    const every = startsByDuration.get(duration) ?? startsWithin(dayOf, duration);
    startsByDuration.set(duration, every);
    if (slots === undefined) return every;
    const own = new Set(slots);
    const isOwn = (start: number): boolean => {
      for (let at = start; at < start + duration; at += 1) if (!own.has(at)) return false;
      return true;
    };
    return every.filter(isOwn);
  };
  return problem.candidates.map((candidate, index) => {
    const [a, b] = parties.sides[index] ?? [0, 0];
    return {
      duration: candidate.duration ?? 1,
      starts: startsOf(candidate),
      firsts: parties.delegatesOf(a, candidate.delegates),
      seconds: parties.delegatesOf(b, candidate.delegates),
      ...seatsOf(candidate),
    };
  });
}

/** Slots from which the whole length is within one day. */
function startsWithin(dayOf: Int32Array, duration: number): number[] {
  const starts: number[] = [];
  for (let slot = 0; slot + duration <= dayOf.length; slot += 1)
    if (dayOf[slot] === dayOf[slot + duration - 1]) starts.push(slot);
  return starts;
}

type SeatList = Pick<Options, "seats" | "stands">;

/** Seats by what a candidate needs: most need the same. */
function createSeatLists(seats: readonly Seat[]): (candidate: Candidate) => SeatList {
  const hosts = new Set(seats.flatMap(({ organisation = [] }) => organisation));
  const known = new Map<string, SeatList>();
  return ({ organisations: [a, b], accessible = false }) => {
    const [first, second] = [hosts.has(a) ? a : "", hosts.has(b) ? b : ""];
    const key = `${first}\n${second}\n${accessible}`;
    const list = known.get(key) ?? listSeats(seats, [first, second], accessible);
    known.set(key, list);
    return list;
  };
}

function listSeats(seats: readonly Seat[], hosts: readonly string[], accessible: boolean): SeatList {
  const stands: number[] = [];
  const tables: number[] = [];
  seats.forEach((seat, index) => {
    if (accessible && seat.accessible !== true) return;
    if (seat.organisation === undefined) tables.push(index);
    else if (hosts.includes(seat.organisation)) stands.push(index);
  });
  return { seats: [...stands, ...tables], stands: stands.length };
}
