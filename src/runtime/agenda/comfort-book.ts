import type { ComfortRule, FairComfort, FairProblem } from "../../domain/fair/agenda-draft.ts";
import { slotKey } from "../../domain/fair/state.ts";
import type { PersonId, PlaceId } from "../../domain/ids.ts";

/** A meeting as it would be held, at slots of the grid. */
export type Sitting = {
  readonly slot: number;
  /** Slots in a row, 1 where absent. */
  readonly length?: number | undefined;
  readonly placeId: PlaceId;
  readonly delegates: readonly PersonId[];
};
/** What each person of a problem is spared, beside the meetings that they hold. */
export type ComfortBook = {
  hold(sitting: Sitting): void;
  suits(people: readonly PersonId[], placeId: PlaceId): boolean;
  /** The rules that this meeting would break for somebody; none where it breaks none. O(slots). */
  against(sitting: Sitting): readonly ComfortRule[];
};

export function createComfortBook({ comfort, roomOf, grid }: FairProblem): ComfortBook {
  if (!comfort) return { hold: () => {}, suits: () => true, against: () => [] };
  const roomAt = new Map<string, string>();
  const starts = new Set(comfort.stretchStarts);
  const isBusy = (person: PersonId, slot: number): boolean => roomAt.has(slotKey(person, slot));
  const keepsRow = (person: PersonId, { slot, length = 1 }: Sitting): boolean => {
    const limit = comfort.people.get(person)?.mostInARow;
    if (limit === undefined) return true;
    let row = length;
    for (let at = slot; !starts.has(at) && isBusy(person, at - 1); at -= 1) row += 1;
    for (let at = slot + length; !starts.has(at) && isBusy(person, at); at += 1) row += 1;
    return row <= limit;
  };
  const canWalk = (person: PersonId, { slot, length = 1, placeId }: Sitting): boolean => {
    const room = roomOf.get(placeId) ?? "";
    const isElsewhere = (at: number): boolean => (roomAt.get(slotKey(person, at)) ?? room) !== room;
    for (let at = slot; at > slot - comfort.walkingSlots && !starts.has(at); at -= 1)
      if (isElsewhere(at - 1)) return false;
    const end = slot + length;
    for (let at = end; at < end + comfort.walkingSlots && !starts.has(at); at += 1)
      if (isElsewhere(at)) return false;
    return true;
  };
  const keepsBreaks = (person: PersonId, { slot, length = 1 }: Sitting): boolean =>
    (comfort.people.get(person)?.breaks ?? []).every((wanted) => {
      const isOutside = (at: number): boolean => at < slot || at >= slot + length;
      if (hasBreak(wanted, starts, (at) => isOutside(at) && !isBusy(person, at))) return true;
      // One that is lost already binds nobody.
      return !hasBreak(wanted, starts, (at) => !isBusy(person, at));
    });
  const rules: readonly (readonly [ComfortRule, typeof keepsRow])[] = [
    ["in-a-row", keepsRow],
    ["walking", canWalk],
    ["break", keepsBreaks],
  ];
  return {
    hold({ slot, length = 1, placeId, delegates }) {
      for (let at = slot; at < Math.min(slot + length, grid.length); at += 1)
        for (const person of delegates) roomAt.set(slotKey(person, at), roomOf.get(placeId) ?? "");
    },
    suits: (people, placeId) =>
      comfort.accessible.has(placeId) || !people.some((id) => comfort.people.get(id)?.needsAccess),
    against: (sitting) =>
      rules.flatMap(([rule, keeps]) =>
        sitting.delegates.every((person) => keeps(person, sitting)) ? [] : [rule],
      ),
  };
}

type Wanted = NonNullable<ReturnType<FairComfort["people"]["get"]>>["breaks"][number];

function hasBreak(
  { from, to, slots }: Wanted,
  starts: ReadonlySet<number>,
  isFree: (slot: number) => boolean,
): boolean {
  let free = 0;
  for (let slot = from; slot <= to; slot += 1) {
    if (!isFree(slot)) free = 0;
    else free = starts.has(slot) ? 1 : free + 1;
    if (free >= slots) return true;
  }
  return false;
}
