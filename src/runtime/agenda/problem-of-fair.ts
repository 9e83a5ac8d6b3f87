import type { Candidate, FairProblem } from "../../domain/fair/agenda-draft.ts";
import { checkParties, checkSlot, saidNever } from "../../domain/fair/checks.ts";
import { comfortOfFair } from "../../domain/fair/comfort-of-fair.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import { isShut } from "../../domain/fair/shut.ts";
import { isUnbroken, neededLength, recordedLength, slotsIn } from "../../domain/fair/span.ts";
import { type FairState, type PairKey, pairKey, type WishLevel, wishKey } from "../../domain/fair/state.ts";
import type { Instant, OrganisationId, PersonId } from "../../domain/ids.ts";
import { minutesAfter } from "../../domain/instant.ts";
import { atOnce } from "../in-slices.ts";

/** The score of a pair from 0 to 1, whoever asks; 0 where matching found nothing between them. */
export type PairScore = (a: OrganisationId, b: OrganisationId) => number;

export type ProblemOptions = {
  readonly at: Instant;
  readonly score: PairScore;
  /** Least score at which a wish of one side only is enough. */
  readonly oneSidedFrom?: number;
  /** Pairs to propose to organisations that have fewer candidates than `floor`, best first. */
  readonly recommended?: Iterable<readonly [OrganisationId, OrganisationId]>;
  readonly floor?: number;
  /** Meetings of a draft that stay where they are; they were checked to fit. */
  readonly locked?: readonly PlacedMeeting[];
};

const worth = {
  accepted: 100,
  mustMust: 80,
  mustLike: 60,
  likeLike: 40,
  pinned: 30,
  must: 20,
  like: 10,
  recommended: 4,
};
/** A wish is worth at most this much more for the score of its pair: it orders wishes of one kind. */
const worthOfScore = 9;

/**
 * The timetabling problem of a fair at this moment. Candidates are accepted requests without a slot, wishes of both
 * sides, pairs that the organiser pinned, wishes of one side with a good score, and recommendations for who has too few; never against a `never`.
 * What is scheduled stays. O(meetings + wishes + organisations × slots).
 */
export function problemOfFair(state: FairState, options: ProblemOptions): FairProblem {
  return atOnce(stepsToProblem(state, options));
}

/** The same in steps of less than a millisecond or so, for whoever has other things to do between them. */
export function* stepsToProblem(
  state: FairState,
  options: ProblemOptions,
): Generator<void, FairProblem, void> {
  const slots = state.slots.get();
  // A4: whoever is to be somewhere within the notice could not be told in time.
  const from = minutesAfter(options.at, state.rules.get().noticeMinutes);
  const grid = slots.flatMap((_, slot) => (checkSlot(state, slot, from) ? [] : [slot]));
  const gridOf = new Map(grid.map((slot, index) => [slot, index]));
  const { locked = [] } = options;
  const fixed = [...fixedMeetings(state, gridOf), ...lockedMeetings(locked, gridOf)];
  const lockedPairs = new Set(locked.map(({ organisations }) => pairKey(...organisations)));
  const candidates = (yield* findCandidates(state, options)).filter(
    ({ organisations }) => !lockedPairs.has(pairKey(...organisations)),
  );
  yield;
  const lockedOf = new Map<OrganisationId, number>();
  for (const { organisations } of locked)
    for (const id of organisations) lockedOf.set(id, (lockedOf.get(id) ?? 0) + 1);
  const used = new Set<string>([...candidates, ...fixed].flatMap(({ organisations }) => [...organisations]));
  const { maxMeetings } = state.rules.get();
  const held = new Set(
    fixed.flatMap((meeting) =>
      slotsIn(meeting).flatMap((slot) => meeting.delegates.map((person) => `${person}@${slot}`)),
    ),
  );
  const people = [...used].flatMap((id) => state.participants.get(id as OrganisationId)?.delegates ?? []);
  const comfort = comfortOfFair(state, grid, people);
  return {
    grid,
    dayStarts: grid.flatMap((slot, index) => {
      const before = grid[index - 1];
      return before !== undefined && slots[before]?.day === slots[slot]?.day ? [] : [index];
    }),
    runStarts: grid.flatMap((slot, index) => {
      const before = grid[index - 1];
      return before === slot - 1 && isUnbroken(slots, { slot: before, length: 2 }) ? [] : [index];
    }),
    organisations: [...used].sort().flatMap((name) => {
      const participant = state.participants.get(name as OrganisationId);
      if (!participant) return [];
      const { organisationId: id } = participant;
      const stand = state.standOf.get(id);
      return {
        id,
        delegates: participant.delegates.map((person) => ({
          id: person,
          // Somebody who became unavailable after booking keeps the meeting until it is moved.
          unavailable: [...awayOf(state, person)]
            .flatMap((slot) => gridOf.get(slot) ?? [])
            .filter((slot) => !held.has(`${person}@${slot}`))
            .sort((a, b) => a - b),
        })),
        quota: Math.max(0, maxMeetings - (state.scheduledOf.get(id) ?? 0) - (lockedOf.get(id) ?? 0)),
        ...(stand === undefined ? {} : { stand }),
      };
    }),
    maxMeetings,
    tables: state.tables.get(),
    roomOf: new Map([...state.places.values()].map(({ id: place, roomId }) => [place, roomId])),
    shutAt: shutPlaces(state, grid),
    candidates,
    fixed,
    ...(comfort === undefined ? {} : { comfort }),
  };
}

/** What somebody said, and what is known since: late, or gone. */
function awayOf(state: FairState, person: PersonId): ReadonlySet<number> {
  const said = state.delegates.get(person)?.unavailable ?? new Set<number>();
  if (state.shut.size === 0) return said;
  const shut = [...state.slots.get().keys()].filter((slot) => isShut(state, person, slot));
  return shut.length === 0 ? said : new Set([...said, ...shut]);
}

function shutPlaces(state: FairState, grid: readonly number[]): FairProblem["shutAt"] {
  if (state.shut.size === 0) return new Map();
  return new Map(
    [...state.places.keys()].flatMap((place) => {
      const shut = grid.flatMap((slot, index) => (isShut(state, place, slot) ? [index] : []));
      return shut.length === 0 ? [] : [[place, shut] as const];
    }),
  );
}

/** Of a meeting under way, the slots that are still ahead. */
function fixedMeetings(state: FairState, gridOf: ReadonlyMap<number, number>): readonly PlacedMeeting[] {
  const fixed: PlacedMeeting[] = [];
  for (const [fairSlot, slot] of gridOf)
    for (const id of state.scheduledAt.get(fairSlot) ?? []) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled") continue;
      const ahead = slotsIn(meeting).filter((one) => gridOf.has(one));
      if (ahead[0] !== fairSlot) continue;
      const { organisations, placeId, delegates } = meeting;
      fixed.push({
        meetingId: id,
        organisations: [...organisations],
        slot,
        ...recordedLength({ length: ahead.length }),
        placeId,
        delegates: [...delegates],
      });
    }
  return fixed;
}

function lockedMeetings(
  locked: readonly PlacedMeeting[],
  gridOf: ReadonlyMap<number, number>,
): readonly PlacedMeeting[] {
  return locked.flatMap((meeting) => {
    const slot = gridOf.get(meeting.slot);
    return slot === undefined ? [] : [{ ...meeting, slot }];
  });
}

type Found = Map<PairKey, Candidate>;

function* findCandidates(
  state: FairState,
  options: ProblemOptions,
): Generator<void, readonly Candidate[], void> {
  const found: Found = new Map();
  const closed = closedPairs(state);
  yield;
  const add = (from: OrganisationId, to: OrganisationId, kind: Candidate["kind"], base: number): void => {
    const key = pairKey(from, to);
    if (found.has(key) || closed.has(key)) return;
    const organisations = allowedOrder(state, from, to, kind !== "one-sided");
    if (!organisations) return;
    const value = base + worthOfScore * options.score(from, to);
    found.set(key, {
      organisations,
      kind,
      value,
      ...recordedLength({ length: neededLength(state, organisations) }),
    });
  };
  for (const meeting of state.meetings.values())
    if (meeting.status === "accepted") add(...meeting.organisations, "accepted", worth.accepted);
  for (const [from, wishes] of state.wishesOf.entries()) {
    yield;
    for (const [to, level] of wishes) {
      const back = state.wishes.get(wishKey(to, from));
      const base = worthOfWish(level, back);
      if (base === undefined || state.openPair.has(pairKey(from, to))) continue;
      if (back === "must" || back === "like") add(from, to, "mutual", base);
      else if (isWelcome(state, from, to, level, options)) add(from, to, "one-sided", base);
    }
  }
  for (const { kind, organisations } of state.pairs.values())
    if (
      kind === "pin" &&
      !state.openPair.has(pairKey(...organisations)) &&
      !wasRefused(state, ...organisations)
    )
      add(...organisations, "pinned", worth.pinned);
  yield* recommend(state, found, options, (a, b) => {
    if (!state.openPair.has(pairKey(a, b)) && !wasRefused(state, a, b))
      add(a, b, "recommended", worth.recommended);
  });
  yield;
  return [...found]
    .sort(([keyA, a], [keyB, b]) => b.value - a.value || compare(keyA, keyB))
    .map(([, candidate]) => candidate);
}

/** The order in which the rules let them meet; undefined where they do not, or a side said `never`. */
function allowedOrder(
  state: FairState,
  from: OrganisationId,
  to: OrganisationId,
  eitherWay: boolean,
): readonly [OrganisationId, OrganisationId] | undefined {
  if (saidNever(state, from, to) || saidNever(state, to, from)) return undefined;
  if (!checkParties(state, from, to)) return [from, to];
  return eitherWay && !checkParties(state, to, from) ? [to, from] : undefined;
}

/** Pairs that met, or missed each other, at this fair. */
function closedPairs(state: FairState): ReadonlySet<PairKey> {
  const closed = new Set<PairKey>();
  for (const { status, organisations } of state.meetings.values())
    if (status === "held" || status === "missed") closed.add(pairKey(...organisations));
  for (const { status, organisations } of state.meetings.values())
    if (status === "accepted") closed.delete(pairKey(...organisations));
  return closed;
}

function worthOfWish(level: WishLevel, back: WishLevel | undefined): number | undefined {
  if (level === "never" || back === "never") return undefined;
  if (back === undefined) return level === "must" ? worth.must : worth.like;
  if (level === "must" && back === "must") return worth.mustMust;
  return level === "must" || back === "must" ? worth.mustLike : worth.likeLike;
}

/** One side's wish is enough where the other books directly, or where the pair is a good one. */
function isWelcome(
  state: FairState,
  from: OrganisationId,
  to: OrganisationId,
  level: WishLevel,
  { score, oneSidedFrom = 0.4 }: ProblemOptions,
): boolean {
  if (wasRefused(state, from, to)) return false;
  const mode = state.participants.get(to)?.mode ?? state.rules.get().bookingMode;
  return (mode === "direct" && level === "must") || score(from, to) >= oneSidedFrom;
}

function wasRefused(state: FairState, a: OrganisationId, b: OrganisationId): boolean {
  return state.declined.has(wishKey(a, b)) || state.declined.has(wishKey(b, a));
}

/** Gives those below the floor their best recommendations until they reach it. */
function* recommend(
  state: FairState,
  found: Found,
  { recommended = [], floor = 0 }: ProblemOptions,
  add: (a: OrganisationId, b: OrganisationId) => void,
): Generator<void, void, void> {
  if (floor === 0) return;
  const count = new Map<OrganisationId, number>();
  const more = (id: OrganisationId): void => void count.set(id, (count.get(id) ?? 0) + 1);
  for (const { organisations } of found.values()) organisations.forEach(more);
  const total = (id: OrganisationId): number => (count.get(id) ?? 0) + (state.scheduledOf.get(id) ?? 0);
  let looked = 0;
  for (const [a, b] of recommended) {
    looked += 1;
    if (looked % 100 === 0) yield;
    if (total(a) >= floor && total(b) >= floor) continue;
    const before = found.size;
    add(a, b);
    if (found.size > before) [a, b].forEach(more);
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
