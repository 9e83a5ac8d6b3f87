import type { Recorded } from "../decision.ts";
import type { PlaceId } from "../ids.ts";
import type { FairEvent } from "./events.ts";
import { regrid } from "./regrid.ts";
import { type FairWriter, type Place, slotKey } from "./state.ts";

type ProgrammeEvent = Extract<
  FairEvent,
  {
    type:
      | "FairOpened"
      | "FairRenamed"
      | "ProgrammeSet"
      | "SlotClosed"
      | "SlotReopened"
      | "RoomSet"
      | "RoomRemoved"
      | "PlaceSet"
      | "PlaceRemoved"
      | "RulesSet";
  }
>;

export function evolveProgramme(state: FairWriter, event: Recorded<ProgrammeEvent>): void {
  switch (event.type) {
    case "FairOpened": {
      const { fairId: id, name, venue, timeZone } = event;
      return state.header.set({ id, name, venue, timeZone });
    }
    case "FairRenamed": {
      const header = state.header.get();
      if (header) state.header.set({ ...header, name: event.name, venue: event.venue });
      return;
    }
    case "ProgrammeSet":
      state.programme.set(event.programme);
      regrid(state, state.slots.get(), event.slots);
      return state.slots.set(event.slots);
    case "SlotClosed":
      return state.closedSlots.set(event.slot, true);
    case "SlotReopened":
      return state.closedSlots.delete(event.slot);
    case "RoomSet": {
      const { roomId: id, name, capacity, accessible } = event;
      return state.rooms.set(id, { id, name, capacity, accessible });
    }
    case "RoomRemoved":
      return state.rooms.delete(event.roomId);
    case "PlaceSet": {
      const { placeId: id, roomId, name, kind, accessible, organisationId } = event;
      const place: Place = {
        id,
        roomId,
        name,
        kind,
        accessible,
        ...(organisationId === undefined ? {} : { organisationId }),
      };
      setPlace(state, id, place);
      return state.places.set(id, place);
    }
    case "PlaceRemoved":
      setPlace(state, event.placeId, undefined);
      return state.places.delete(event.placeId);
    case "RulesSet":
      return state.rules.set(event.rules);
    default:
      return event satisfies never;
  }
}

/** Keeps the indexes of stands and free tables right when a place comes, goes or changes its use. */
function setPlace(state: FairWriter, id: PlaceId, place: Place | undefined): void {
  const before = state.places.get(id);
  if (before?.organisationId !== undefined) state.standOf.delete(before.organisationId);
  if (place?.organisationId !== undefined) state.standOf.set(place.organisationId, id);
  const [was, is] = [isTable(before), isTable(place)];
  if (was === is) return;
  const tables = state.tables.get();
  state.tables.set(is ? [...tables, id] : tables.filter((table) => table !== id));
  for (const slot of state.slots.get().keys())
    if (state.placeBusy.has(slotKey(id, slot)))
      state.tablesUsed.set(slot, (state.tablesUsed.get(slot) ?? 0) + (is ? 1 : -1));
}

/** Tables are anybody's; a table or stand with an owner is theirs. */
function isTable(place: Place | undefined): boolean {
  return place !== undefined && place.kind === "table" && place.organisationId === undefined;
}
