import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import { regrid } from "./regrid.ts";
import { forgetWarning } from "./room-warning.ts";
import { defaultRules } from "./rules.ts";
import { shutAnew } from "./shut-anew.ts";
import type { FairWriter, Place } from "./state.ts";
import { setPlace } from "./tables.ts";

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
      state.slots.set(event.slots);
      return shutAnew(state);
    case "SlotClosed":
      return state.closedSlots.set(event.slot, true);
    case "SlotReopened":
      return state.closedSlots.delete(event.slot);
    case "RoomSet": {
      const { roomId: id, name, capacity, accessible } = event;
      state.rooms.set(id, { id, name, capacity, accessible });
      return forgetWarning(state, id);
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
      return shutAnew(state);
    }
    case "PlaceRemoved":
      return setPlace(state, event.placeId, undefined);
    case "RulesSet":
      // Rules set before one of them existed hold with its default.
      return state.rules.set({ ...defaultRules, ...event.rules });
    default:
      return event satisfies never;
  }
}
