import type {
  DraftProgress,
  FairProblem,
  PlacedCandidate,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import { limitsOf, walksBetween } from "../../domain/fair/comfort-of-fair.ts";
import { lengthOf, slotsIn } from "../../domain/fair/span.ts";
import { type PlaceId, personIdSchema, placeIdSchema } from "../../domain/ids.ts";
import { choose } from "../../scheduling/choose.ts";
import type { ChooseProblem, Chosen } from "../../scheduling/choose-problem.ts";
import type { Problem } from "../../scheduling/problem.ts";
import { measure } from "../../scheduling/verify.ts";
import { boundOfFair } from "./bound-of-fair.ts";
import { createComfortBook } from "./comfort-book.ts";
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
  /** A valid agenda almost at once, then the best ones found, now and then. */
  readonly onInterim?: (agenda: FairAgenda) => void;
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

/** Seconds between two agendas shown while the search goes on. */
const interimEvery = 2;

/** Computes the agenda of a fair: who meets, who attends, when and where; fills what is left, explains the rest. */
export function placeFair(problem: FairProblem, options: PlaceOptions): FairAgenda {
  const { onProgress, onInterim, steps, ...rest } = options;
  const byValue = boundOfFair(problem, ({ value }) => value);
  const meetings = Math.floor(boundOfFair(problem, () => 1) + 1e-6);
  // In slots, what is spared people is stricter than in minutes: the engine may see less room than there is.
  const ofEngine = (bound: number): number => (problem.comfort ? byValue : Math.min(byValue, bound));
  const tell = (progress: Omit<DraftProgress, "bound" | "gap"> & { readonly bound: number }): void => {
    const { seconds, value, breaks } = progress;
    const bound = Math.max(value, ofEngine(progress.bound));
    onProgress?.({ seconds, value, breaks, bound: { value: bound }, gap: gapOf(value, bound) });
  };
  const finish = (chosen: readonly Chosen[], bound: number): FairAgenda =>
    toAgenda(problem, chosen, { value: ofEngine(bound), meetings });
  const interim = (agenda: FairAgenda): void => {
    onInterim?.(agenda);
    const { value, breaks, bound } = agenda;
    tell({ seconds: options.elapsed(), value, breaks, bound: bound.value });
  };
  // Greedy, best first: valid, and there at once, whatever the search makes of the time that it has.
  const greedy = finish([], byValue);
  interim(greedy);
  let best = greedy.value;
  let shownAt = 0;
  const answer = choose(toChoice(problem), {
    ...rest,
    ...(steps === undefined ? {} : { rounds: steps }),
    onProgress({ chosen, ...progress }) {
      if (progress.value <= best + 1e-9 || progress.seconds - shownAt < interimEvery) return tell(progress);
      best = progress.value;
      shownAt = progress.seconds;
      interim(finish(chosen(), progress.bound));
    },
  });
  return finish(answer.chosen, answer.bound);
}

/** The chosen meetings, whatever else still fits, and the reason of each one left. */
function toAgenda(
  problem: FairProblem,
  chosen: readonly Chosen[],
  bound: { readonly value: number; readonly meetings: number },
): FairAgenda {
  const byCandidate = new Map(chosen.map((item) => [item.candidate, item]));
  const found = problem.candidates.flatMap((candidate, index): PlacedCandidate[] => {
    const item = byCandidate.get(candidateId(index));
    return item ? [{ ...candidate, ...toPlacement(item) }] : [];
  });
  const placed = sparing(problem, found);
  const kept = new Set(placed.map(({ organisations }) => organisations));
  const missing = problem.candidates.filter(({ organisations }) => !kept.has(organisations));
  const filled = complete(problem, placed, missing);
  const value = filled.placed.reduce((sum, meeting) => sum + meeting.value, 0);
  const most = Math.max(value, bound.value);
  return {
    placed: filled.placed.map((meeting) => ({ ...meeting, slot: problem.grid[meeting.slot] ?? -1 })),
    unplaced: filled.unplaced,
    value,
    breaks: breaksOf(problem, filled.placed),
    bound: { value: most, meetings: bound.meetings },
    gap: gapOf(value, most),
  };
}

function gapOf(value: number, bound: number): number {
  return bound <= 0 ? 0 : Math.max(0, 1 - value / bound);
}

const candidateId = (index: number): string => `m${index}`;

/** The same in the words of the scheduling engine; what is scheduled is locked and worth nothing. */
export function toChoice(problem: FairProblem): ChooseProblem {
  const held = new Map<string, number>();
  for (const { organisations } of problem.fixed)
    for (const id of organisations) held.set(id, (held.get(id) ?? 0) + 1);
  const heldAt = new Set(
    problem.fixed.flatMap((meeting) => slotsIn(meeting).map((slot) => `${meeting.placeId}@${slot}`)),
  );
  const seat = (id: PlaceId) => {
    const shut = problem.shutAt.get(id);
    const open =
      shut &&
      problem.grid
        .map((_, slot) => slot)
        .filter((slot) => !shut.includes(slot) || heldAt.has(`${id}@${slot}`));
    const room = problem.roomOf.get(id) ?? "";
    const accessible = problem.comfort?.accessible.has(id) ?? false;
    return { id, room, accessible, ...(open ? { slots: open } : {}) };
  };
  return {
    name: "agenda",
    slots: Math.max(1, problem.grid.length),
    dayStarts: startsOf(problem),
    ...walksBetween(problem.comfort, problem.roomOf.values()),
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
      delegates: delegates.map((delegate) => ({
        id: delegate.id,
        unavailable: delegate.unavailable,
        ...limitsOf(problem.comfort, delegate.id),
      })),
      maxMeetings: quota + (held.get(id) ?? 0),
    })),
    candidates: [
      ...problem.fixed.map((meeting, index) => ({
        id: `f${index}`,
        organisations: meeting.organisations,
        value: 0,
        duration: lengthOf(meeting),
        locked: { slot: meeting.slot, place: meeting.placeId, delegates: meeting.delegates },
      })),
      ...problem.candidates.map((candidate, index) => ({
        id: candidateId(index),
        organisations: candidate.organisations,
        value: candidate.value,
        duration: lengthOf(candidate),
      })),
    ],
  };
}

/**
 * The engine lets no row of meetings run over into another day, and no walk is needed there: so it is after a pause
 * in which there is time. Nor does a meeting run over: where some are long, every break is an end.
 */
function startsOf(problem: FairProblem): readonly number[] {
  const { comfort, dayStarts, runStarts } = problem;
  const starts = comfort?.stretchStarts ?? dayStarts;
  return hasLong(problem) ? [...new Set([...starts, ...runStarts])].sort((a, b) => a - b) : starts;
}

/** Without those for whom the engine saw an end of the row, or time to walk, where there is none: see `startsOf`. */
function sparing(problem: FairProblem, found: readonly PlacedCandidate[]): readonly PlacedCandidate[] {
  if (!problem.comfort || !hasLong(problem)) return found;
  const book = createComfortBook(problem);
  for (const meeting of problem.fixed) book.hold(meeting);
  return found.filter((meeting) => {
    if (book.against(meeting).length > 0) return false;
    book.hold(meeting);
    return true;
  });
}

function hasLong({ candidates, fixed }: FairProblem): boolean {
  return (
    candidates.some(({ length }) => length !== undefined) || fixed.some(({ length }) => length !== undefined)
  );
}

/** Places of scheduled meetings that are neither a table nor a stand of the problem: open to these meetings only. */
function strangeSeats(problem: FairProblem): readonly { place: PlaceId; slots: readonly number[] }[] {
  const known = new Set([...problem.tables, ...problem.organisations.map(({ stand }) => stand)]);
  const slotsOf = new Map<PlaceId, number[]>();
  for (const meeting of problem.fixed) {
    const { placeId } = meeting;
    if (!known.has(placeId)) slotsOf.set(placeId, [...(slotsOf.get(placeId) ?? []), ...slotsIn(meeting)]);
  }
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

/** Breaks as the checker counts them, each day apart: a night is none. */
function breaksOf(problem: FairProblem, placed: readonly PlacedCandidate[]): number {
  // A long meeting is as many in a row: no break lies between them.
  const meetings = [...problem.fixed, ...placed].flatMap((meeting) =>
    slotsIn(meeting).map((slot) => ({ delegates: meeting.delegates, placeId: meeting.placeId, slot })),
  );
  const dayOf = (slot: number): number =>
    problem.dayStarts.filter((start) => start > 0 && start <= slot).length;
  const days = Math.max(1, problem.dayStarts.length);
  const timetable: Problem = {
    name: "agenda",
    slots: Math.max(1, problem.grid.length),
    places: 0,
    participants: problem.organisations.flatMap(({ delegates }) =>
      delegates.flatMap(({ id, unavailable }) =>
        Array.from({ length: days }, (_, day) => ({ id: `${id}@${day}`, unavailable: [...unavailable] })),
      ),
    ),
    meetings: meetings.map(({ delegates, slot }, index) => ({
      id: `${index}`,
      participants: delegates.map((id) => `${id}@${dayOf(slot)}`),
    })),
    countUnavailable: false,
  };
  return measure(
    timetable,
    meetings.map(({ slot, placeId }, index) => ({ meeting: `${index}`, slot, place: placeId })),
  ).breaks;
}
