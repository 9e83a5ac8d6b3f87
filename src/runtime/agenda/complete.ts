import {
  type Candidate,
  comfortRules,
  type FairProblem,
  type PlacedCandidate,
  type UnplacedCandidate,
  type UnplacedReason,
} from "../../domain/fair/agenda-draft.ts";
import { lastSlot, type Span, slotsIn } from "../../domain/fair/span.ts";
import { slotKey } from "../../domain/fair/state.ts";
import type { OrganisationId, PersonId, PlaceId } from "../../domain/ids.ts";
import { createComfortBook } from "./comfort-book.ts";

/** Slots of the grid, not of the fair. */
type Placed = PlacedCandidate;
type Side = FairProblem["organisations"][number];
type Spot = Pick<Placed, "slot" | "placeId" | "delegates">;

/**
 * Adds every candidate that still fits, best first, with any free delegate at any free place; then says of each
 * one left the one reason, which is true because nothing fits any more. O(candidates × slots × tables) at worst.
 */
export function complete(
  problem: FairProblem,
  placed: readonly Placed[],
  missing: readonly Candidate[],
): { readonly placed: readonly Placed[]; readonly unplaced: readonly UnplacedCandidate[] } {
  const book = createBook(problem);
  for (const meeting of placed) book.hold(meeting);
  const added: Placed[] = [];
  const left: Candidate[] = [];
  for (const candidate of [...missing].sort((a, b) => b.value - a.value)) {
    const fitted = book.fit(candidate);
    if (fitted) {
      book.hold(fitted);
      added.push(fitted);
    } else left.push(candidate);
  }
  return {
    placed: [...placed, ...added],
    unplaced: left.map((candidate) => ({ ...candidate, reason: book.explain(candidate) })),
  };
}

function createBook(problem: FairProblem) {
  const sideOf = new Map(problem.organisations.map((side) => [side.id, side]));
  const slots = problem.grid.map((_, slot) => slot);
  const busy = new Set<string>();
  const count = new Map<OrganisationId, number>();
  const tablesUsed = new Map<number, number>();
  const tables = new Set(problem.tables);
  const away = new Map(
    problem.organisations.flatMap(({ delegates }) =>
      delegates.map(({ id, unavailable }) => [id, new Set(unavailable)] as const),
    ),
  );
  const comfort = createComfortBook(problem);
  const take = (slot: number, placeId: PlaceId, delegates: readonly PersonId[]): void => {
    for (const id of [placeId, ...delegates]) busy.add(slotKey(id, slot));
    if (tables.has(placeId)) tablesUsed.set(slot, (tablesUsed.get(slot) ?? 0) + 1);
  };
  for (const meeting of problem.fixed) {
    for (const slot of slotsIn(meeting)) take(slot, meeting.placeId, meeting.delegates);
    comfort.hold(meeting);
  }
  for (const [placeId, shut] of problem.shutAt)
    for (const slot of shut) if (!busy.has(slotKey(placeId, slot))) take(slot, placeId, []);

  const runStarts = new Set(problem.runStarts);
  /** Where it could begin if everything were free: all of it follows, with no break in it. */
  const starts = ({ length = 1 }: Candidate): readonly Span[] => {
    if (length === 1) return slots.map((slot) => ({ slot, length }));
    const follows = (at: number): boolean => at < slots.length && !runStarts.has(at);
    return slots
      .map((slot) => ({ slot, length }))
      .filter((span) => slotsIn(span).every((at) => at === span.slot || follows(at)));
  };
  const comes = ({ delegates }: Side, span: Span): readonly PersonId[] =>
    delegates.map(({ id }) => id).filter((id) => slotsIn(span).every((at) => !away.get(id)?.has(at)));
  const isFree = (id: PersonId | PlaceId, span: Span): boolean =>
    slotsIn(span).every((at) => !busy.has(slotKey(id, at)));
  const free = (side: Side, span: Span): readonly PersonId[] =>
    comes(side, span).filter((id) => isFree(id, span));
  const placeAt = (
    [asker, asked]: readonly [Side, Side],
    span: Span,
    suits: (place: PlaceId) => boolean,
  ): PlaceId | undefined => {
    const isOpen = (place: PlaceId): boolean => isFree(place, span) && suits(place);
    for (const { stand } of [asked, asker]) if (stand !== undefined && isOpen(stand)) return stand;
    if ((tablesUsed.get(span.slot) ?? 0) >= problem.tables.length) return undefined;
    return problem.tables.find(isOpen);
  };
  /** Who comes and where: the first two who are free, or the first who are spared what they asked to be. */
  const spotAt = (sides: readonly [Side, Side], span: Span): Spot | undefined => {
    const { slot } = span;
    for (const mine of free(sides[0], span))
      for (const theirs of free(sides[1], span)) {
        const delegates = [mine, theirs] as const;
        const isGood = (placeId: PlaceId): boolean =>
          comfort.suits(delegates, placeId) && comfort.against({ ...span, placeId, delegates }).length === 0;
        const placeId = placeAt(sides, span, isGood);
        if (placeId !== undefined) return { slot, placeId, delegates };
        if (!problem.comfort) return undefined;
      }
    return undefined;
  };
  /** Where they could sit, were it only for who needs an accessible place. */
  const spotsAt = (sides: readonly [Side, Side], span: Span): readonly Spot[] =>
    free(sides[0], span).flatMap((mine) =>
      free(sides[1], span).flatMap((theirs) => {
        const delegates = [mine, theirs] as const;
        const placeId = placeAt(sides, span, (place) => comfort.suits(delegates, place));
        return placeId === undefined ? [] : [{ slot: span.slot, placeId, delegates }];
      }),
    );
  const isFull = (side: Side): boolean => (count.get(side.id) ?? 0) >= side.quota;
  /** A meeting next to another one makes no new break. */
  const neighbours = (person: PersonId, span: Span): number =>
    [span.slot - 1, lastSlot(span) + 1].filter((near) => busy.has(slotKey(person, near))).length;
  const sidesOf = ({ organisations }: Candidate): readonly [Side, Side] | undefined => {
    const [asker, asked] = [sideOf.get(organisations[0]), sideOf.get(organisations[1])];
    return asker && asked ? [asker, asked] : undefined;
  };
  return {
    hold(meeting: Placed): void {
      const { organisations, placeId, delegates } = meeting;
      for (const slot of slotsIn(meeting)) take(slot, placeId, delegates);
      comfort.hold(meeting);
      for (const id of organisations) count.set(id, (count.get(id) ?? 0) + 1);
    },
    fit(candidate: Candidate): Placed | undefined {
      const sides = sidesOf(candidate);
      if (!sides || sides.some(isFull)) return undefined;
      let best: { readonly placed: Placed; readonly near: number } | undefined;
      for (const span of starts(candidate)) {
        const spot = spotAt(sides, span);
        if (!spot) continue;
        const near = neighbours(spot.delegates[0], span) + neighbours(spot.delegates[1], span);
        if (best && best.near >= near) continue;
        best = { placed: { ...candidate, ...spot }, near };
      }
      return best?.placed;
    },
    explain(candidate: Candidate): UnplacedReason {
      const sides = sidesOf(candidate);
      if (!sides) return { code: "no-common-slot" };
      const toFair = (some: readonly Span[]): readonly number[] =>
        some.flatMap(({ slot }) => problem.grid[slot] ?? []);
      const common = starts(candidate).filter((span) => sides.every((side) => comes(side, span).length > 0));
      if (common.length === 0) return { code: "no-common-slot" };
      const full = sides.find(isFull);
      if (full) return { code: "quota", organisation: full.id, limit: problem.maxMeetings };
      const taken = sides.find((side) => common.every((span) => free(side, span).length === 0));
      if (taken) return { code: "busy", organisation: taken.id, slots: toFair(common) };
      const both = common.filter((span) => sides.every((side) => free(side, span).length > 0));
      if (both.length === 0) return { code: "others-worth-more", slots: toFair(common) };
      const seated = both.filter((span) => placeAt(sides, span, () => true) !== undefined);
      if (seated.length === 0) return { code: "no-place", slots: toFair(both) };
      const suited = seated.filter((span) => spotsAt(sides, span).length > 0);
      if (suited.length === 0) return { code: "no-accessible-place", slots: toFair(seated) };
      // Nothing fits any more: of each of these slots some rule of comfort is in the way.
      const broken = new Set(
        suited.flatMap((span) =>
          spotsAt(sides, span).flatMap((spot) => comfort.against({ ...spot, length: span.length })),
        ),
      );
      const rules = comfortRules.filter((rule) => broken.has(rule));
      return { code: "comfort", rules, slots: toFair(suited) };
    },
  };
}
