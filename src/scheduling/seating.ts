import type { Candidate, ChooseProblem, LeftOutCode, Seat } from "./choose-problem.ts";
import { daysOf } from "./seating/days.ts";
import { createWantedBreaks } from "./seating/wanted-breaks.ts";

/** Where a candidate could be held: numbers of slot, place and the two delegates. */
export type Spot = { slot: number; place: number; first: number; second: number };

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
  /** Whether the spot keeps every rule now. */
  allows: (candidate: number, spot: Spot) => boolean;
  /** Why a candidate is not held. */
  blocker: (candidate: number) => LeftOutCode;
};

export function createSeating(problem: ChooseProblem): Seating {
  const { slots, seats, attendees, candidates } = problem;
  const organisationIndex = new Map(attendees.map((attendee, index) => [attendee.id, index]));
  const people = attendees.flatMap((attendee, organisation) =>
    attendee.delegates.map((delegate) => ({ ...delegate, organisation })),
  );
  const personIndex = new Map(people.map((person, index) => [person.id, index]));
  const seatIndex = new Map(seats.map((seat, index) => [seat.id, index]));
  const rooms = new Map<string, number>();
  for (const seat of seats) if (!rooms.has(seat.room)) rooms.set(seat.room, rooms.size);
  const roomOf = Int32Array.from(seats, (seat) => rooms.get(seat.room) ?? 0);
  const walk = walkingTimes(problem, rooms);
  const longestWalk = walk.reduce((most, own) => Math.max(most, own), 0);
  const dayOf = daysOf(problem);
  // -2: away; -1: free; else the candidate held.
  const personAt = new Int32Array(people.length * slots).fill(-1);
  people.forEach((person, index) => {
    for (const slot of person.unavailable ?? []) personAt[index * slots + slot] = -2;
  });
  const seatAt = new Int32Array(seats.length * slots).fill(-1);
  seats.forEach((seat, index) => {
    if (seat.slots === undefined) return;
    for (let slot = 0; slot < slots; slot += 1)
      if (!seat.slots.includes(slot)) seatAt[index * slots + slot] = -2;
  });
  const held = new Int32Array(attendees.length);
  const personHeld = new Int32Array(people.length);
  const quota = Int32Array.from(attendees, (attendee) => attendee.maxMeetings ?? candidates.length);
  const sides = candidates.map(
    ({ organisations: [a, b] }) => [organisationIndex.get(a) ?? 0, organisationIndex.get(b) ?? 0] as const,
  );
  const details = candidates.map((candidate, index) => ({
    duration: candidate.duration ?? 1,
    starts: startsOf(problem, candidate, dayOf),
    firsts: delegatesOf(problem, candidate, sides[index]?.[0] ?? 0, personIndex),
    seconds: delegatesOf(problem, candidate, sides[index]?.[1] ?? 0, personIndex),
    ...seatsOf(seats, candidate),
  }));
  const candidateIndex = new Map(candidates.map((candidate, index) => [candidate.id, index]));
  const earlier = candidates.map((candidate) =>
    (candidate.after ?? []).map((id) => candidateIndex.get(id) ?? -1),
  );
  const later: number[][] = candidates.map(() => []);
  earlier.forEach((list, index) => {
    for (const first of list) later[first]?.push(index);
  });
  const spots: (Spot | undefined)[] = candidates.map(() => undefined);

  const isFree = (grid: Int32Array, row: number, slot: number, duration: number): boolean => {
    for (let at = slot; at < slot + duration; at += 1)
      if ((grid[row * slots + at] ?? -2) !== -1) return false;
    return true;
  };

  const isBusyAt = (person: number, slot: number, day: number): boolean =>
    slot >= 0 && slot < slots && dayOf[slot] === day && (personAt[person * slots + slot] ?? -2) >= 0;

  const keepsRow = (person: number, slot: number, duration: number): boolean => {
    const limit = people[person]?.maxInARow;
    if (limit === undefined) return true;
    const day = dayOf[slot] ?? 0;
    let length = duration;
    for (let at = slot - 1; isBusyAt(person, at, day); at -= 1) length += 1;
    for (let at = slot + duration; isBusyAt(person, at, day); at += 1) length += 1;
    return length <= limit;
  };

  const canWalk = (person: number, slot: number, duration: number, place: number): boolean => {
    if (longestWalk === 0) return true;
    const room = roomOf[place] ?? 0;
    const day = dayOf[slot] ?? 0;
    for (let gap = 0; gap < longestWalk; gap += 1) {
      for (const at of [slot - 1 - gap, slot + duration + gap]) {
        if (!isBusyAt(person, at, day)) continue;
        const other = spots[personAt[person * slots + at] ?? 0];
        if (other === undefined) continue;
        const there = roomOf[other.place] ?? 0;
        const needed = (at < slot ? walk[there * rooms.size + room] : walk[room * rooms.size + there]) ?? 0;
        if (needed > gap) return false;
      }
    }
    return true;
  };

  const keepsOrder = (candidate: number, slot: number): boolean => {
    const duration = details[candidate]?.duration ?? 1;
    for (const first of earlier[candidate] ?? []) {
      const spot = spots[first];
      if (spot !== undefined && spot.slot + (details[first]?.duration ?? 1) > slot) return false;
    }
    for (const next of later[candidate] ?? []) {
      const spot = spots[next];
      if (spot !== undefined && slot + duration > spot.slot) return false;
    }
    return true;
  };

  const hasQuota = (candidate: number): boolean => {
    const [a, b] = sides[candidate] ?? [0, 0];
    return (held[a] ?? 0) < (quota[a] ?? 0) && (held[b] ?? 0) < (quota[b] ?? 0);
  };

  const hasTime = (person: number, slot: number, duration: number): boolean =>
    isFree(personAt, person, slot, duration) &&
    (personHeld[person] ?? 0) < (people[person]?.maxMeetings ?? candidates.length) &&
    keepsRow(person, slot, duration);

  const wanted = createWantedBreaks(
    people.map(({ breaks }) => breaks),
    dayOf,
    (person, slot) => (personAt[person * slots + slot] ?? -2) < 0,
  );

  const canAttend = (person: number, slot: number, duration: number): boolean =>
    hasTime(person, slot, duration) && wanted.keeps(person, slot, duration);

  const needsAccess = (candidate: number, first: number, second: number): boolean =>
    candidates[candidate]?.accessible === true ||
    people[first]?.needsAccess === true ||
    people[second]?.needsAccess === true;

  const canSit = (candidate: number, spot: Spot): boolean => {
    const duration = details[candidate]?.duration ?? 1;
    return (
      isFree(seatAt, spot.place, spot.slot, duration) &&
      (seats[spot.place]?.accessible === true || !needsAccess(candidate, spot.first, spot.second)) &&
      canWalk(spot.first, spot.slot, duration, spot.place) &&
      canWalk(spot.second, spot.slot, duration, spot.place)
    );
  };

  const breaksAdded = (person: number, slot: number, duration: number): number => {
    const day = dayOf[slot] ?? 0;
    let isFirst = true;
    for (let at = 0; at < slots && isFirst; at += 1) if (isBusyAt(person, at, day)) isFirst = false;
    if (isFirst) return 0;
    return 1 - (isBusyAt(person, slot - 1, day) ? 1 : 0) - (isBusyAt(person, slot + duration, day) ? 1 : 0);
  };

  const find: Seating["find"] = (candidate, tieBreak, isOpen) => {
    const detail = details[candidate];
    if (detail === undefined || !hasQuota(candidate)) return undefined;
    let best: Spot | undefined;
    let least = Number.POSITIVE_INFINITY;
    const shift = detail.seats.length === 0 ? 0 : tieBreak(detail.seats.length);
    for (const slot of detail.starts) {
      if (isOpen?.(slot) === false || !keepsOrder(candidate, slot)) continue;
      for (const first of detail.firsts) {
        if (!canAttend(first, slot, detail.duration)) continue;
        for (const second of detail.seconds) {
          if (!canAttend(second, slot, detail.duration)) continue;
          const price =
            breaksAdded(first, slot, detail.duration) +
            breaksAdded(second, slot, detail.duration) +
            tieBreak(64) / 100;
          if (price >= least) continue;
          for (let index = 0; index < detail.seats.length; index += 1) {
            // A stand of one of the two comes first; among tables, any.
            const tables = detail.seats.length - detail.stands;
            const turned =
              index < detail.stands ? index : detail.stands + ((index - detail.stands + shift) % tables);
            const place = detail.seats[turned] ?? 0;
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

  const mark = (candidate: number, spot: Spot, value: number): void => {
    const duration = details[candidate]?.duration ?? 1;
    for (let at = spot.slot; at < spot.slot + duration; at += 1) {
      personAt[spot.first * slots + at] = value;
      personAt[spot.second * slots + at] = value;
      seatAt[spot.place * slots + at] = value;
    }
    const change = value < 0 ? -1 : 1;
    const [a, b] = sides[candidate] ?? [0, 0];
    held[a] = (held[a] ?? 0) + change;
    held[b] = (held[b] ?? 0) + change;
    personHeld[spot.first] = (personHeld[spot.first] ?? 0) + change;
    personHeld[spot.second] = (personHeld[spot.second] ?? 0) + change;
  };

  const put = (candidate: number, spot: Spot): void => {
    spots[candidate] = spot;
    mark(candidate, spot, candidate);
  };

  candidates.forEach(({ locked }, index) => {
    if (locked === undefined) return;
    put(index, {
      slot: locked.slot,
      place: seatIndex.get(locked.place) ?? 0,
      first: personIndex.get(locked.delegates[0]) ?? 0,
      second: personIndex.get(locked.delegates[1]) ?? 0,
    });
  });

  return {
    problem,
    spots,
    held,
    sides,
    put,
    find,
    take: (candidate) => {
      const spot = spots[candidate];
      if (spot === undefined) return;
      mark(candidate, spot, -1);
      spots[candidate] = undefined;
    },
    allows: (candidate, spot) => {
      const duration = details[candidate]?.duration ?? 1;
      return (
        hasQuota(candidate) &&
        keepsOrder(candidate, spot.slot) &&
        canAttend(spot.first, spot.slot, duration) &&
        canAttend(spot.second, spot.slot, duration) &&
        canSit(candidate, spot)
      );
    },
    breaks: () => {
      let breaks = 0;
      for (let person = 0; person < people.length; person += 1) {
        let gap = -1;
        for (let slot = 0; slot < slots; slot += 1) {
          if (slot > 0 && dayOf[slot] !== dayOf[slot - 1]) gap = -1;
          if ((personAt[person * slots + slot] ?? -1) < 0) {
            if (gap >= 0) gap += 1;
            continue;
          }
          if (gap > 0) breaks += 1;
          gap = 0;
        }
      }
      return breaks;
    },
    blocker: (candidate) => {
      const detail = details[candidate];
      if (detail === undefined) return "no-common-slot";
      const isAway = (person: number, slot: number) => {
        for (let at = slot; at < slot + detail.duration; at += 1)
          if (personAt[person * slots + at] === -2) return true;
        return false;
      };
      const common = detail.starts.filter(
        (slot) =>
          detail.firsts.some((person) => !isAway(person, slot)) &&
          detail.seconds.some((person) => !isAway(person, slot)),
      );
      if (common.length === 0) return "no-common-slot";
      if (!hasQuota(candidate)) return "quota";
      const bothCan = (can: typeof canAttend) =>
        common.filter(
          (slot) =>
            detail.firsts.some((person) => can(person, slot, detail.duration)) &&
            detail.seconds.some((person) => can(person, slot, detail.duration)),
        );
      if (bothCan(hasTime).length === 0) return "busy";
      const both = bothCan(canAttend);
      if (both.length === 0) return "break";
      if (!both.some((slot) => keepsOrder(candidate, slot))) return "order";
      const isRoom = both.some((slot) =>
        detail.seats.some((seat) => isFree(seatAt, seat, slot, detail.duration)),
      );
      return isRoom ? "others-worth-more" : "no-place";
    },
  };
}

function seatsOf(seats: readonly Seat[], candidate: Candidate): { seats: number[]; stands: number } {
  const stands: number[] = [];
  const tables: number[] = [];
  seats.forEach((seat, index) => {
    if (candidate.accessible === true && seat.accessible !== true) return;
    if (seat.organisation === undefined) tables.push(index);
    else if (candidate.organisations.includes(seat.organisation)) stands.push(index);
  });
  return { seats: [...stands, ...tables], stands: stands.length };
}

/** Slots at which a candidate may start: its own, and its whole length within one day. */
function startsOf(problem: ChooseProblem, candidate: Candidate, dayOf: Int32Array): number[] {
  const duration = candidate.duration ?? 1;
  const own = candidate.slots === undefined ? undefined : new Set(candidate.slots);
  const starts: number[] = [];
  for (let slot = 0; slot + duration <= problem.slots; slot += 1) {
    if (dayOf[slot] !== dayOf[slot + duration - 1]) continue;
    let isAllowed = true;
    for (let at = slot; at < slot + duration && isAllowed; at += 1) isAllowed = own?.has(at) !== false;
    if (isAllowed) starts.push(slot);
  }
  return starts;
}

function delegatesOf(
  problem: ChooseProblem,
  candidate: Candidate,
  organisation: number,
  personIndex: ReadonlyMap<string, number>,
): number[] {
  const named = candidate.delegates === undefined ? undefined : new Set(candidate.delegates);
  const own = problem.attendees[organisation]?.delegates ?? [];
  const able = own.filter((delegate) => named?.has(delegate.id) === true);
  return (able.length > 0 ? able : own).map((delegate) => personIndex.get(delegate.id) ?? 0);
}

function walkingTimes(problem: ChooseProblem, rooms: ReadonlyMap<string, number>): Int32Array {
  const walk = new Int32Array(rooms.size * rooms.size);
  for (const [from, row] of rooms) {
    for (const [to, column] of rooms) {
      if (from !== to) walk[row * rooms.size + column] = problem.walking?.[`${from}>${to}`] ?? 0;
    }
  }
  return walk;
}
