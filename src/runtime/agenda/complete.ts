import type {
  Candidate,
  FairProblem,
  PlacedCandidate,
  UnplacedCandidate,
  UnplacedReason,
} from "../../domain/fair/agenda-draft.ts";
import { slotKey } from "../../domain/fair/state.ts";
import type { OrganisationId, PersonId, PlaceId } from "../../domain/ids.ts";

/** Slots of the grid, not of the fair. */
type Placed = PlacedCandidate;
type Side = FairProblem["organisations"][number];

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
  const take = (slot: number, placeId: PlaceId, delegates: readonly PersonId[]): void => {
    for (const id of [placeId, ...delegates]) busy.add(slotKey(id, slot));
    if (tables.has(placeId)) tablesUsed.set(slot, (tablesUsed.get(slot) ?? 0) + 1);
  };
  for (const { slot, placeId, delegates } of problem.fixed) take(slot, placeId, delegates);
  for (const [placeId, shut] of problem.shutAt)
    for (const slot of shut) if (!busy.has(slotKey(placeId, slot))) take(slot, placeId, []);

  const comes = ({ delegates }: Side, slot: number): readonly PersonId[] =>
    delegates.map(({ id }) => id).filter((id) => !away.get(id)?.has(slot));
  const free = (side: Side, slot: number): readonly PersonId[] =>
    comes(side, slot).filter((id) => !busy.has(slotKey(id, slot)));
  const placeAt = ([asker, asked]: readonly [Side, Side], slot: number): PlaceId | undefined => {
    for (const { stand } of [asked, asker])
      if (stand !== undefined && !busy.has(slotKey(stand, slot))) return stand;
    if ((tablesUsed.get(slot) ?? 0) >= problem.tables.length) return undefined;
    return problem.tables.find((table) => !busy.has(slotKey(table, slot)));
  };
  const isFull = (side: Side): boolean => (count.get(side.id) ?? 0) >= side.quota;
  /** A meeting next to another one makes no new break. */
  const neighbours = (person: PersonId, slot: number): number =>
    [slot - 1, slot + 1].filter((near) => busy.has(slotKey(person, near))).length;
  const sidesOf = ({ organisations }: Candidate): readonly [Side, Side] | undefined => {
    const [asker, asked] = [sideOf.get(organisations[0]), sideOf.get(organisations[1])];
    return asker && asked ? [asker, asked] : undefined;
  };
  return {
    hold({ organisations, slot, placeId, delegates }: Placed): void {
      take(slot, placeId, delegates);
      for (const id of organisations) count.set(id, (count.get(id) ?? 0) + 1);
    },
    fit(candidate: Candidate): Placed | undefined {
      const sides = sidesOf(candidate);
      if (!sides || sides.some(isFull)) return undefined;
      let best: { readonly placed: Placed; readonly near: number } | undefined;
      for (const slot of slots) {
        const [mine, theirs] = [free(sides[0], slot)[0], free(sides[1], slot)[0]];
        const placeId = mine && theirs ? placeAt(sides, slot) : undefined;
        if (mine === undefined || theirs === undefined || placeId === undefined) continue;
        const near = neighbours(mine, slot) + neighbours(theirs, slot);
        if (best && best.near >= near) continue;
        best = { placed: { ...candidate, slot, placeId, delegates: [mine, theirs] }, near };
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
      return both.length > 0
        ? { code: "no-place", slots: toFair(both) }
        : { code: "others-worth-more", slots: toFair(common) };
    },
  };
}
