import type { ChooseProblem } from "../choose-problem.ts";
import type { Options } from "./options.ts";
import type { Parties } from "./parties.ts";

/** Where a candidate could be held: numbers of slot, place and the two delegates. */
export type Spot = { slot: number; place: number; first: number; second: number };

/** Who and what is taken when. Cells hold -2 for away or closed, -1 for free, else the candidate held. */
export type Grid = {
  dayOf: Int32Array;
  /** By person and slot. */
  personAt: Int32Array;
  spots: (Spot | undefined)[];
  /** Meetings held by each organisation, and by each person. */
  held: Int32Array;
  personHeld: Int32Array;
  isPersonFree: (person: number, slot: number, duration: number) => boolean;
  isSeatFree: (seat: number, slot: number, duration: number) => boolean;
  /** Whether the person has a meeting then, on that day. */
  isBusyAt: (person: number, slot: number, day: number) => boolean;
  put: (candidate: number, spot: Spot) => void;
  take: (candidate: number) => void;
  /** Gaps between meetings of a person in a day, of everybody. */
  breaks: () => number;
};

export function createGrid(
  { slots, seats, attendees, candidates }: ChooseProblem,
  { people, sides }: Parties,
  options: readonly Options[],
  dayOf: Int32Array,
): Grid {
  const personAt = new Int32Array(people.length * slots).fill(-1);
  people.forEach(({ unavailable = [] }, person) => {
    for (const slot of unavailable) personAt[person * slots + slot] = -2;
  });
  const seatAt = new Int32Array(seats.length * slots).fill(-1);
  seats.forEach((seat, index) => {
    if (seat.slots === undefined) return;
    const open = new Set(seat.slots);
    for (let slot = 0; slot < slots; slot += 1) if (!open.has(slot)) seatAt[index * slots + slot] = -2;
  });
  const spots: (Spot | undefined)[] = candidates.map(() => undefined);
  const held = new Int32Array(attendees.length);
  const personHeld = new Int32Array(people.length);

  const isFree = (cells: Int32Array, row: number, slot: number, duration: number): boolean => {
    for (let at = slot; at < slot + duration; at += 1)
      if ((cells[row * slots + at] ?? -2) !== -1) return false;
    return true;
  };

  const mark = (candidate: number, spot: Spot, value: number): void => {
    const duration = options[candidate]?.duration ?? 1;
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

  return {
    dayOf,
    personAt,
    spots,
    held,
    personHeld,
    isPersonFree: (person, slot, duration) => isFree(personAt, person, slot, duration),
    isSeatFree: (seat, slot, duration) => isFree(seatAt, seat, slot, duration),
    isBusyAt: (person, slot, day) =>
      slot >= 0 && slot < slots && dayOf[slot] === day && (personAt[person * slots + slot] ?? -2) >= 0,
    put: (candidate, spot) => {
      spots[candidate] = spot;
      mark(candidate, spot, candidate);
    },
    take: (candidate) => {
      const spot = spots[candidate];
      if (spot === undefined) return;
      mark(candidate, spot, -1);
      spots[candidate] = undefined;
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
  };
}
