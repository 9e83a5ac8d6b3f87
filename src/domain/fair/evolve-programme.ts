import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import type { FairWriter, Place } from "./state.ts";

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
      for (const slot of [...state.closedSlots.keys()]) state.closedSlots.delete(slot);
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
      forgetPlace(state, state.places.get(id));
      state.places.set(id, {
        id,
        roomId,
        name,
        kind,
        accessible,
        ...(organisationId === undefined ? {} : { organisationId }),
      });
      if (organisationId !== undefined) state.standOf.set(organisationId, id);
      else if (kind === "table") state.tables.set([...state.tables.get(), id]);
      return;
    }
    case "PlaceRemoved":
      forgetPlace(state, state.places.get(event.placeId));
      return state.places.delete(event.placeId);
    case "RulesSet":
      return state.rules.set(event.rules);
    default:
      return event satisfies never;
  }
}

function forgetPlace(state: FairWriter, place: Place | undefined): void {
  if (!place) return;
  if (place.organisationId !== undefined) state.standOf.delete(place.organisationId);
  state.tables.set(state.tables.get().filter((id) => id !== place.id));
}
