import type {
  Candidate,
  DraftProgress,
  FairProblem,
  PlacedCandidate,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import { placeIdSchema } from "../../domain/ids.ts";
import type { Place, Problem } from "../../scheduling/problem.ts";
import { type Progress, solve } from "../../scheduling/solve.ts";
import { measure } from "../../scheduling/verify.ts";
import { boundOfFair } from "./bound-of-fair.ts";
import { complete } from "./complete.ts";
import { type Seat, seatCandidates, shareQuotas } from "./seats.ts";

export type PlaceOptions = {
  readonly seconds: number;
  /** Seconds since the start, from the caller's clock. */
  readonly elapsed: () => number;
  readonly seed: number;
  /** Search steps at most: with them and time enough, the same seed gives the same agenda. */
  readonly steps?: number;
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (progress: DraftProgress) => void;
};
/** Slots are the fair's. Bounds are true: no agenda is worth more, none holds more meetings. */
export type FairAgenda = {
  readonly placed: readonly PlacedCandidate[];
  readonly unplaced: readonly UnplacedCandidate[];
  readonly value: number;
  readonly breaks: number;
  readonly bound: { readonly value: number; readonly meetings: number };
  readonly gap: number;
  /** Facts that clash, in words, when what is scheduled already cannot hold together. */
  readonly clash: readonly string[];
};

/** Computes the agenda of a fair: who attends, when and where; then fills what is left and explains the rest. */
export function placeFair(problem: FairProblem, options: PlaceOptions): FairAgenda {
  const seats = seatCandidates(problem);
  const timetable = toTimetable(problem, seats);
  const bound = {
    value: boundOfFair(problem, ({ value }) => value),
    meetings: Math.floor(boundOfFair(problem, () => 1) + 1e-6),
  };
  const { onProgress, ...rest } = options;
  const solution = solve(timetable, {
    ...rest,
    onProgress: ({ seconds, value, breaks }: Progress) =>
      onProgress?.({ seconds, value, breaks, bound, gap: gapOf(value, bound.value) }),
  });
  const bySeat = new Map(solution.placed.map((item) => [item.meeting, item]));
  const placed = seats.flatMap((seat, index): PlacedCandidate[] => {
    const item = bySeat.get(seatId(index));
    if (!item) return [];
    return [
      {
        ...seat.candidate,
        slot: item.slot,
        placeId: placeIdSchema.parse(item.place),
        delegates: seat.delegates,
      },
    ];
  });
  const found = new Set<Candidate["organisations"]>(placed.map(({ organisations }) => organisations));
  const missing = problem.candidates.filter(({ organisations }) => !found.has(organisations));
  const filled = complete(problem, placed, missing);
  const value = filled.placed.reduce((sum, meeting) => sum + meeting.value, 0);
  return {
    placed: filled.placed.map((meeting) => ({ ...meeting, slot: problem.grid[meeting.slot] ?? -1 })),
    unplaced: filled.unplaced,
    value,
    breaks: breaksOf(problem, filled.placed),
    bound,
    gap: gapOf(value, bound.value),
    clash: solution.clash?.map(({ text }) => text) ?? [],
  };
}

function gapOf(value: number, bound: number): number {
  return bound <= 0 ? 0 : Math.max(0, 1 - value / bound);
}

const seatId = (index: number): string => `m${index}`;

/** The same in the words of the scheduling engine: participants are delegates, what is scheduled is required. */
function toTimetable(problem: FairProblem, seats: readonly Seat[]): Problem {
  const quotas = shareQuotas(problem, seats);
  const held = new Map<string, number>();
  for (const { delegates } of problem.fixed)
    for (const person of delegates) held.set(person, (held.get(person) ?? 0) + 1);
  const areTables = seats.some(({ placeId }) => placeId === undefined);
  return {
    name: "agenda",
    slots: Math.max(1, problem.grid.length),
    places: placesOf(problem, seats, areTables),
    participants: [
      ...problem.organisations.flatMap(({ delegates }) =>
        delegates.map(({ id, unavailable }) => ({
          id,
          unavailable: problem.grid.length === 0 ? [0] : [...unavailable],
          maxMeetings: (quotas.get(id) ?? 0) + (held.get(id) ?? 0),
        })),
      ),
    ],
    meetings: [
      ...problem.fixed.map(({ delegates, slot, placeId }, index) => ({
        id: `f${index}`,
        participants: [...delegates],
        fixedSlot: slot,
        fixedPlace: placeId,
      })),
      ...seats.map(({ candidate, delegates, placeId }, index) => ({
        id: seatId(index),
        participants: [...delegates],
        required: false,
        value: candidate.value,
        ...(placeId === undefined ? {} : { fixedPlace: placeId }),
      })),
    ],
    countUnavailable: false,
  };
}

/** Tables where seats are left to the engine; a stand is open to it only where a meeting is fixed at it. */
function placesOf(problem: FairProblem, seats: readonly Seat[], areTables: boolean): Place[] {
  const places = new Map<string, Place>();
  for (const table of problem.tables) places.set(table, { id: table });
  if (areTables) {
    for (const { placeId, slot } of problem.fixed) {
      const place = places.get(placeId);
      if (place === undefined) places.set(placeId, { id: placeId, slots: [slot] });
      else place.slots?.push(slot);
    }
  } else
    for (const { placeId } of [...problem.fixed, ...seats]) if (placeId) places.set(placeId, { id: placeId });
  return [...places.values()];
}

function breaksOf(problem: FairProblem, placed: readonly PlacedCandidate[]): number {
  const meetings = [...problem.fixed, ...placed];
  const timetable: Problem = {
    name: "agenda",
    slots: Math.max(1, problem.grid.length),
    places: 0,
    participants: problem.organisations.flatMap(({ delegates }) =>
      delegates.map(({ id, unavailable }) => ({ id, unavailable: [...unavailable] })),
    ),
    meetings: meetings.map(({ delegates }, index) => ({ id: `${index}`, participants: [...delegates] })),
    countUnavailable: false,
  };
  return measure(
    timetable,
    meetings.map(({ slot, placeId }, index) => ({ meeting: `${index}`, slot, place: placeId })),
  ).breaks;
}
