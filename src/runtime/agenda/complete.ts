import {
  type Candidate,
  comfortRules,
  type FairProblem,
  type PlacedCandidate,
  type UnplacedCandidate,
  type UnplacedReason,
} from "../../domain/fair/agenda-draft.ts";
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
    take(meeting.slot, meeting.placeId, meeting.delegates);
    comfort.hold(meeting);
  }
  for (const [placeId, shut] of problem.shutAt)
    for (const slot of shut) if (!busy.has(slotKey(placeId, slot))) take(slot, placeId, []);

  const comes = ({ delegates }: Side, slot: number): readonly PersonId[] =>
    delegates.map(({ id }) => id).filter((id) => !away.get(id)?.has(slot));
  const free = (side: Side, slot: number): readonly PersonId[] =>
    comes(side, slot).filter((id) => !busy.has(slotKey(id, slot)));
  const placeAt = (
    [asker, asked]: readonly [Side, Side],
    slot: number,
    suits: (place: PlaceId) => boolean,
  ): PlaceId | undefined => {
    const isOpen = (place: PlaceId): boolean => !busy.has(slotKey(place, slot)) && suits(place);
    for (const { stand } of [asked, asker]) if (stand !== undefined && isOpen(stand)) return stand;
    if ((tablesUsed.get(slot) ?? 0) >= problem.tables.length) return undefined;
    return problem.tables.find(isOpen);
  };
  /** Who comes and where: the first two who are free, or the first who are spared what they asked to be. */
  const spotAt = (sides: readonly [Side, Side], slot: number): Spot | undefined => {
    for (const mine of free(sides[0], slot))
      for (const theirs of free(sides[1], slot)) {
        const delegates = [mine, theirs] as const;
        const isGood = (placeId: PlaceId): boolean =>
          comfort.suits(delegates, placeId) && comfort.against({ slot, placeId, delegates }).length === 0;
        const placeId = placeAt(sides, slot, isGood);
        if (placeId !== undefined) return { slot, placeId, delegates };
        if (!problem.comfort) return undefined;
      }
    return undefined;
  };
  /** Where they could sit, were it only for who needs an accessible place. */
  const spotsAt = (sides: readonly [Side, Side], slot: number): readonly Spot[] =>
    free(sides[0], slot).flatMap((mine) =>
      free(sides[1], slot).flatMap((theirs) => {
        const delegates = [mine, theirs] as const;
        const placeId = placeAt(sides, slot, (place) => comfort.suits(delegates, place));
        return placeId === undefined ? [] : [{ slot, placeId, delegates }];
      }),
    );
  const isFull = (side: Side): boolean => (count.get(side.id) ?? 0) >= side.quota;
  /** A meeting next to another one makes no new break. */
  const neighbours = (person: PersonId, slot: number): number =>
    [slot - 1, slot + 1].filter((near) => busy.has(slotKey(person, near))).length;
  const sidesOf = ({ organisations }: Candidate): readonly [Side, Side] | undefined => {
    const [asker, asked] = [sideOf.get(organisations[0]), sideOf.get(organisations[1])];
    return asker && asked ? [asker, asked] : undefined;
  };
  return {
    hold(meeting: Placed): void {
      const { organisations, slot, placeId, delegates } = meeting;
      take(slot, placeId, delegates);
      comfort.hold(meeting);
      for (const id of organisations) count.set(id, (count.get(id) ?? 0) + 1);
    },
    fit(candidate: Candidate): Placed | undefined {
      const sides = sidesOf(candidate);
      if (!sides || sides.some(isFull)) return undefined;
      let best: { readonly placed: Placed; readonly near: number } | undefined;
      for (const slot of slots) {
        const spot = spotAt(sides, slot);
        if (!spot) continue;
        const near = neighbours(spot.delegates[0], slot) + neighbours(spot.delegates[1], slot);
        if (best && best.near >= near) continue;
        best = { placed: { ...candidate, ...spot }, near };
      }
      return best?.placed;
    },
    explain(candidate: Candidate): UnplacedReason {
      const sides = sidesOf(candidate);
      if (!sides) return { code: "no-common-slot" };
      const toFair = (some: readonly number[]): readonly number[] =>
        some.flatMap((slot) => problem.grid[slot] ?? []);
      const common = slots.filter((slot) => sides.every((side) => comes(side, slot).length > 0));
      if (common.length === 0) return { code: "no-common-slot" };
      const full = sides.find(isFull);
      if (full) return { code: "quota", organisation: full.id, limit: problem.maxMeetings };
      const taken = sides.find((side) => common.every((slot) => free(side, slot).length === 0));
      if (taken) return { code: "busy", organisation: taken.id, slots: toFair(common) };
      const both = common.filter((slot) => sides.every((side) => free(side, slot).length > 0));
      if (both.length === 0) return { code: "others-worth-more", slots: toFair(common) };
      const seated = both.filter((slot) => placeAt(sides, slot, () => true) !== undefined);
      if (seated.length === 0) return { code: "no-place", slots: toFair(both) };
      const suited = seated.filter((slot) => spotsAt(sides, slot).length > 0);
      if (suited.length === 0) return { code: "no-accessible-place", slots: toFair(seated) };
      // Nothing fits any more: of each of these slots some rule of comfort is in the way.
      const broken = new Set(suited.flatMap((slot) => spotsAt(sides, slot).flatMap(comfort.against)));
      const rules = comfortRules.filter((rule) => broken.has(rule));
      return { code: "comfort", rules, slots: toFair(suited) };
    },
  };
}
