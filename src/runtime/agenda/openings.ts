import { checkSlot } from "../../domain/fair/checks.ts";
import type { PlacedMeeting } from "../../domain/fair/events.ts";
import { neededLength, slotsIn } from "../../domain/fair/span.ts";
import { type FairState, slotKey } from "../../domain/fair/state.ts";
import type { Instant, MeetingId, OrganisationId, PersonId, PlaceId } from "../../domain/ids.ts";

/** One slot as it would be to begin a meeting of two organisations, among the other meetings of a draft. */
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
  for (const meeting of meetings)
    for (const slot of slotsIn(meeting))
      for (const id of [meeting.placeId, ...meeting.delegates])
        taken.set(slotKey(id, slot), meeting.meetingId);
  const holderIn = (id: PersonId | PlaceId, slot: number): MeetingId | undefined =>
    taken.get(slotKey(id, slot)) ??
    state.delegateBusy.get(slotKey(id, slot)) ??
    state.placeBusy.get(slotKey(id, slot));
  const comes = (organisation: OrganisationId, slots: readonly number[]): readonly PersonId[] =>
    (state.participants.get(organisation)?.delegates ?? []).filter((id) =>
      slots.every((slot) => state.delegates.get(id)?.unavailable.has(slot) === false),
    );
  return {
    opening(organisations, slot, at) {
      const [a, b] = organisations;
      const length = neededLength(state, organisations);
      const slots = slotsIn({ slot, length });
      const [comeA, comeB] = [comes(a, slots), comes(b, slots)];
      const holder = (id: PersonId | PlaceId) => slots.map((one) => holderIn(id, one)).find(Boolean);
      const busy = (some: readonly PersonId[]) => some.map(holder).find(Boolean);
      const isFree = (id: PersonId | PlaceId): boolean => holder(id) === undefined;
      const stands = [b, a].flatMap((id) => state.standOf.get(id) ?? []);
      return {
        slot,
        isOpen: checkSlot(state, slot, at, length) === undefined,
        free: [comeA.filter(isFree), comeB.filter(isFree)],
        busyWith: [busy(comeA), busy(comeB)],
        places: [...stands, ...state.tables.get()].filter(isFree),
      };
    },
  };
}
