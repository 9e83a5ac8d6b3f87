import type {
  DraftProgress,
  FairProblem,
  PlacedCandidate,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import { type PlaceId, personIdSchema, placeIdSchema } from "../../domain/ids.ts";
import { choose } from "../../scheduling/choose.ts";
import type { ChooseProblem, Chosen } from "../../scheduling/choose-problem.ts";
import type { Problem } from "../../scheduling/problem.ts";
import { measure } from "../../scheduling/verify.ts";
import { boundOfFair } from "./bound-of-fair.ts";
import { complete } from "./complete.ts";

export type PlaceOptions = {
  readonly seconds: number;
  /** Seconds since the start, from the caller's clock. */
  readonly elapsed: () => number;
  readonly seed: number;
  /** Search rounds at most: with them and time enough, the same seed gives the same agenda. */
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
};

/** Computes the agenda of a fair: who meets, who attends, when and where; fills what is left, explains the rest. */
export function placeFair(problem: FairProblem, options: PlaceOptions): FairAgenda {
  const { onProgress, steps, ...rest } = options;
  const own = boundOfFair(problem, ({ value }) => value);
  const tell = (progress: Omit<DraftProgress, "bound" | "gap"> & { readonly bound: number }): void => {
    const bound = Math.min(own, progress.bound);
    onProgress?.({ ...progress, bound: { value: bound }, gap: gapOf(progress.value, bound) });
  };
  tell({ seconds: 0, value: 0, breaks: -1, bound: own });
  const answer = choose(toChoice(problem), {
    ...rest,
    ...(steps === undefined ? {} : { rounds: steps }),
    onProgress: tell,
  });
  const byCandidate = new Map(answer.chosen.map((item) => [item.candidate, item]));
  const placed = problem.candidates.flatMap((candidate, index): PlacedCandidate[] => {
    const item = byCandidate.get(candidateId(index));
    return item ? [{ ...candidate, ...toPlacement(item) }] : [];
  });
  const missing = problem.candidates.filter((_, index) => !byCandidate.has(candidateId(index)));
  const filled = complete(problem, placed, missing);
  const value = filled.placed.reduce((sum, meeting) => sum + meeting.value, 0);
  const bound = {
    value: Math.max(value, Math.min(own, answer.bound)),
    meetings: Math.floor(boundOfFair(problem, () => 1) + 1e-6),
  };
  return {
    placed: filled.placed.map((meeting) => ({ ...meeting, slot: problem.grid[meeting.slot] ?? -1 })),
    unplaced: filled.unplaced,
    value,
    breaks: breaksOf(problem, filled.placed),
    bound,
    gap: gapOf(value, bound.value),
  };
}

function gapOf(value: number, bound: number): number {
  return bound <= 0 ? 0 : Math.max(0, 1 - value / bound);
}

const candidateId = (index: number): string => `m${index}`;

/** The same in the words of the scheduling engine; what is scheduled is locked and worth nothing. */
function toChoice(problem: FairProblem): ChooseProblem {
  const held = new Map<string, number>();
  for (const { organisations } of problem.fixed)
    for (const id of organisations) held.set(id, (held.get(id) ?? 0) + 1);
  const seat = (id: PlaceId) => ({ id, room: problem.roomOf.get(id) ?? "" });
  return {
    name: "agenda",
    slots: Math.max(1, problem.grid.length),
    dayStarts: problem.dayStarts,
    seats: [
      ...problem.tables.map((table) => ({
        ...seat(table),
        ...(problem.grid.length === 0 ? { slots: [] } : {}),
      })),
      ...problem.organisations.flatMap(({ id, stand }) =>
        stand === undefined
          ? []
          : [{ ...seat(stand), organisation: id, ...(problem.grid.length === 0 ? { slots: [] } : {}) }],
      ),
      ...strangeSeats(problem).map(({ place, slots }) => ({ ...seat(place), slots })),
    ],
    attendees: problem.organisations.map(({ id, delegates, quota }) => ({
      id,
      delegates: delegates.map((delegate) => ({ id: delegate.id, unavailable: delegate.unavailable })),
      maxMeetings: quota + (held.get(id) ?? 0),
    })),
    candidates: [
      ...problem.fixed.map(({ organisations, slot, placeId, delegates }, index) => ({
        id: `f${index}`,
        organisations,
        value: 0,
        locked: { slot, place: placeId, delegates },
      })),
      ...problem.candidates.map(({ organisations, value }, index) => ({
        id: candidateId(index),
        organisations,
        value,
      })),
    ],
  };
}

/** Places of scheduled meetings that are neither a table nor a stand of the problem: open to these meetings only. */
function strangeSeats(problem: FairProblem): readonly { place: PlaceId; slots: readonly number[] }[] {
  const known = new Set([...problem.tables, ...problem.organisations.map(({ stand }) => stand)]);
  const slotsOf = new Map<PlaceId, number[]>();
  for (const { placeId, slot } of problem.fixed)
    if (!known.has(placeId)) slotsOf.set(placeId, [...(slotsOf.get(placeId) ?? []), slot]);
  return [...slotsOf].map(([place, slots]) => ({ place, slots }));
}

function toPlacement({
  slot,
  place,
  delegates,
}: Chosen): Pick<PlacedCandidate, "slot" | "placeId" | "delegates"> {
  const [first, second] = delegates;
  return {
    slot,
    placeId: placeIdSchema.parse(place),
    delegates: [personIdSchema.parse(first), personIdSchema.parse(second)],
  };
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
