import { checkSlot } from "../../domain/fair/checks.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import { type FairState, slotKey } from "../../domain/fair/state.ts";
import type { Instant, MeetingId, OrganisationId, PersonId, PlaceId } from "../../domain/ids.ts";

/** One slot as it would be for a meeting of two organisations, among the other meetings of a draft. */
export type Opening = {
  readonly slot: number;
  readonly isOpen: boolean;
  /** For each side its delegates who are free, else nobody. */
  readonly free: readonly [readonly PersonId[], readonly PersonId[]];
  /** The meeting in the way of each side, where one is. */
  readonly busyWith: readonly [MeetingId | undefined, MeetingId | undefined];
  readonly places: readonly PlaceId[];
};
export type Diary = {
  opening(organisations: readonly [OrganisationId, OrganisationId], slot: number, at: Instant): Opening;
};

/** Who and what is taken when by these meetings and by what is scheduled. O(meetings), then O(places) a slot. */
export function openDiary(state: FairState, meetings: readonly PlacedMeeting[]): Diary {
  const taken = new Map<string, MeetingId>();
  for (const { meetingId, slot, placeId, delegates } of meetings)
    for (const id of [placeId, ...delegates]) taken.set(slotKey(id, slot), meetingId);
  const holder = (id: PersonId | PlaceId, slot: number): MeetingId | undefined =>
    taken.get(slotKey(id, slot)) ??
    state.delegateBusy.get(slotKey(id, slot)) ??
    state.placeBusy.get(slotKey(id, slot));
  const comes = (organisation: OrganisationId, slot: number): readonly PersonId[] =>
    (state.participants.get(organisation)?.delegates ?? []).filter(
      (id) => state.delegates.get(id)?.unavailable.has(slot) === false,
    );
  return {
    opening(organisations, slot, at) {
      const [a, b] = organisations;
      const [comeA, comeB] = [comes(a, slot), comes(b, slot)];
      const busy = (some: readonly PersonId[]) => some.map((id) => holder(id, slot)).find(Boolean);
      const isFree = (id: PersonId | PlaceId): boolean => holder(id, slot) === undefined;
      const stands = [b, a].flatMap((id) => state.standOf.get(id) ?? []);
      return {
        slot,
        isOpen: checkSlot(state, slot, at) === undefined,
        free: [comeA.filter(isFree), comeB.filter(isFree)],
        busyWith: [busy(comeA), busy(comeB)],
        places: [...stands, ...state.tables.get()].filter(isFree),
      };
    },
  };
}
