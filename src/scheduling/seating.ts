import type { ChooseProblem, LeftOutCode } from "./choose-problem.ts";
import { createAttendance } from "./seating/attendance.ts";
import { findBlocker } from "./seating/blocker.ts";
import { daysOf } from "./seating/days.ts";
import { createGrid, type Spot } from "./seating/grid.ts";
import { listOptions } from "./seating/options.ts";
import { createOrder } from "./seating/order.ts";
import { createParties } from "./seating/parties.ts";
import { createWalking } from "./seating/walking.ts";

export type { Spot } from "./seating/grid.ts";

/** A working choice: which candidates are held where, and who and what is taken when. */
export type Seating = {
  problem: ChooseProblem;
  spots: (Spot | undefined)[];
  /** Meetings held by each organisation. */
  held: Int32Array;
  /** Organisations of each candidate. */
  sides: readonly (readonly [number, number])[];
  /** Stretches of meetings a delegate has in its days, beyond the first of each. */
  breaks: () => number;
  put: (candidate: number, spot: Spot) => void;
  take: (candidate: number) => void;
  /** The spot that costs fewest breaks, or none: every rule is kept. */
  find: (
    candidate: number,
    tieBreak: (limit: number) => number,
    isOpen?: (slot: number) => boolean,
  ) => Spot | undefined;
  /** Whether the two can meet at that time now, wherever it is. */
  canMeet: (candidate: number, time: Omit<Spot, "place">) => boolean;
  /** Whether the spot keeps every rule now. */
  allows: (candidate: number, spot: Spot) => boolean;
  /** Why a candidate is not held. */
  blocker: (candidate: number) => LeftOutCode;
};

/** A seating in which nothing is held but what is locked. O(candidates + people × slots + seats × slots). */
export function createSeating(problem: ChooseProblem): Seating {
  const { seats, attendees, candidates } = problem;
  const parties = createParties(problem);
  const { people, sides } = parties;
  const dayOf = daysOf(problem);
  const options = listOptions(problem, parties, dayOf);
  const grid = createGrid(problem, parties, options, dayOf);
  const { spots, held, isSeatFree } = grid;
  const attendance = createAttendance(people, grid);
  const { canAttend, breaksAdded } = attendance;
  const canWalk = createWalking(problem, grid);
  const keepsOrder = createOrder(problem, options, grid);
  const quota = Int32Array.from(attendees, (attendee) => attendee.maxMeetings ?? candidates.length);

  const hasQuota = (candidate: number): boolean => {
    const [a, b] = sides[candidate] ?? [0, 0];
    return (held[a] ?? 0) < (quota[a] ?? 0) && (held[b] ?? 0) < (quota[b] ?? 0);
  };

  const needsAccess = (candidate: number, first: number, second: number): boolean =>
    candidates[candidate]?.accessible === true ||
    people[first]?.needsAccess === true ||
    people[second]?.needsAccess === true;

  const canSit = (candidate: number, spot: Spot): boolean => {
    const duration = options[candidate]?.duration ?? 1;
    return (
      isSeatFree(spot.place, spot.slot, duration) &&
      (seats[spot.place]?.accessible === true || !needsAccess(candidate, spot.first, spot.second)) &&
      canWalk(spot.first, spot.slot, duration, spot.place) &&
      canWalk(spot.second, spot.slot, duration, spot.place)
    );
  };

  const canMeet: Seating["canMeet"] = (candidate, { slot, first, second }) => {
    const duration = options[candidate]?.duration ?? 1;
    return (
      hasQuota(candidate) &&
      keepsOrder(candidate, slot) &&
      canAttend(first, slot, duration) &&
      canAttend(second, slot, duration)
    );
  };

  const find: Seating["find"] = (candidate, tieBreak, isOpen) => {
    const own = options[candidate];
    if (own === undefined || !hasQuota(candidate)) return undefined;
    let best: Spot | undefined;
    let least = Number.POSITIVE_INFINITY;
    const shift = own.seats.length === 0 ? 0 : tieBreak(own.seats.length);
    for (const slot of own.starts) {
      if (isOpen?.(slot) === false || !keepsOrder(candidate, slot)) continue;
      for (const first of own.firsts) {
        if (!canAttend(first, slot, own.duration)) continue;
        for (const second of own.seconds) {
          if (!canAttend(second, slot, own.duration)) continue;
          const price =
            breaksAdded(first, slot, own.duration) +
            breaksAdded(second, slot, own.duration) +
            tieBreak(64) / 100;
          if (price >= least) continue;
          for (let index = 0; index < own.seats.length; index += 1) {
            // A stand of one of the two comes first; among tables, any.
            const tables = own.seats.length - own.stands;
            const turned = index < own.stands ? index : own.stands + ((index - own.stands + shift) % tables);
            const place = own.seats[turned] ?? 0;
            const spot = { slot, place, first, second };
            if (!canSit(candidate, spot)) continue;
            best = spot;
            least = price;
            break;
          }
        }
      }
    }
    return best;
  };

  const seatIndex = new Map(seats.map(({ id }, index) => [id, index]));
  candidates.forEach(({ locked }, index) => {
    if (locked === undefined) return;
    const [first, second] = locked.delegates.map(parties.personOf);
    const place = seatIndex.get(locked.place) ?? 0;
    grid.put(index, { slot: locked.slot, place, first: first ?? 0, second: second ?? 0 });
  });

  return {
    problem,
    spots,
    held,
    sides,
    put: grid.put,
    take: grid.take,
    breaks: grid.breaks,
    find,
    canMeet,
    allows: (candidate, spot) => canMeet(candidate, spot) && canSit(candidate, spot),
    blocker: (candidate) => findBlocker({ options, grid, attendance, hasQuota, keepsOrder }, candidate),
  };
}
