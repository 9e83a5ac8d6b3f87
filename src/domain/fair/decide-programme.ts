import { accept, reject } from "../decision.ts";
import { refuse } from "./checks.ts";
import type { CommandOf } from "./commands.ts";
import type { FairDecision } from "./decide.ts";
import type { FairEvent } from "./events.ts";
import type { FairRejection } from "./rejections.ts";
import { slotsIn } from "./span.ts";
import type { FairState } from "./state.ts";

type ProgrammeCommand = CommandOf<
  | "OpenFair"
  | "RenameFair"
  | "SetProgramme"
  | "SetSlotClosed"
  | "SetRoom"
  | "RemoveRoom"
  | "SetPlace"
  | "SetPlaces"
  | "RemovePlace"
  | "SetRules"
>;
/** G9: a slot is known by three digits. */
const maxSlots = 1000;
type PlaceToSet = Omit<CommandOf<"SetPlace">, "type">;

export function decideProgramme(state: FairState, command: ProgrammeCommand): FairDecision {
  if (command.type === "OpenFair") {
    if (state.header.get()) return reject(refuse("fair-exists"));
    const { fairId, name, venue, timeZone } = command;
    return accept({ type: "FairOpened", v: 1, fairId, name, venue, timeZone });
  }
  if (!state.header.get()) return reject(refuse("fair-unknown"));
  switch (command.type) {
    case "RenameFair":
      return accept({ type: "FairRenamed", v: 1, name: command.name, venue: command.venue });
    case "SetProgramme":
      return setProgramme(state, command);
    case "SetSlotClosed": {
      const { slot, closed } = command;
      if (!state.slots.get()[slot]) return reject(refuse("slot-unknown", "slot"));
      if (closed === state.closedSlots.has(slot)) return accept();
      const meetings = state.scheduledAt.get(slot) ?? [];
      if (closed && meetings.length > 0) return reject({ ...refuse("slot-in-use", "slot"), meetings });
      return accept({ type: closed ? "SlotClosed" : "SlotReopened", v: 1, slot });
    }
    case "SetRoom": {
      const { roomId, name, capacity, accessible } = command;
      return accept({ type: "RoomSet", v: 1, roomId, name, capacity, accessible });
    }
    case "RemoveRoom": {
      if (!state.rooms.has(command.roomId)) return reject(refuse("room-unknown", "roomId"));
      const isUsed = [...state.places.values()].some((place) => place.roomId === command.roomId);
      const isPeopled = (state.presentIn.get(command.roomId) ?? 0) > 0;
      if (isUsed || isPeopled) return reject(refuse("room-in-use", "roomId"));
      return accept({ type: "RoomRemoved", v: 1, roomId: command.roomId });
    }
    case "SetPlace":
      return setPlaces(state, [command]);
    case "SetPlaces":
      return setPlaces(state, command.places);
    case "RemovePlace": {
      if (!state.places.has(command.placeId)) return reject(refuse("place-unknown", "placeId"));
      const meetings = meetingsOfPlace(state, command.placeId);
      if (meetings.length > 0) return reject({ ...refuse("place-in-use", "placeId"), meetings });
      return accept({ type: "PlaceRemoved", v: 1, placeId: command.placeId });
    }
    case "SetRules":
      return accept({ type: "RulesSet", v: 1, rules: command.rules });
    default:
      return command satisfies never;
  }
}

/** G2: the grid cannot change under meetings, past ones included; slots may be added at its end. O(meetings). */
function setProgramme(state: FairState, { programme, slots }: CommandOf<"SetProgramme">): FairDecision {
  if (slots.length === 0 || slots.length > maxSlots) return reject(refuse("programme-invalid", "days"));
  const isOrdered = slots.every((slot, index) => {
    const before = slots[index - 1];
    return slot.startsAt < slot.endsAt && (before === undefined || before.endsAt <= slot.startsAt);
  });
  if (!isOrdered) return reject(refuse("programme-invalid", "days"));
  const isKept = state.slots.get().map((old, slot) => {
    const now = slots[slot];
    return now?.startsAt === old.startsAt && now.endsAt === old.endsAt;
  });
  const moved = [...state.meetings.values()].filter(
    (meeting) => "slot" in meeting && slotsIn(meeting).some((slot) => isKept[slot] !== true),
  );
  if (moved.length > 0)
    return reject({ ...refuse("programme-in-use", "days"), meetings: moved.map(({ id }) => id).sort() });
  return accept({ type: "ProgrammeSet", v: 1, programme, slots });
}

function setPlaces(state: FairState, places: readonly PlaceToSet[]): FairDecision {
  const stands = new Set<string>();
  const events: FairEvent[] = [];
  for (const [index, place] of places.entries()) {
    const rejection = checkPlace(state, place, stands);
    if (rejection)
      return reject(
        places.length > 1 ? { ...rejection, field: `places.${index}.${rejection.field}` } : rejection,
      );
    const { placeId, roomId, name, kind, accessible, organisationId } = place;
    events.push({
      type: "PlaceSet",
      v: 1,
      placeId,
      roomId,
      name,
      kind,
      accessible,
      ...(organisationId === undefined ? {} : { organisationId }),
    });
  }
  return accept(...events);
}

function checkPlace(state: FairState, place: PlaceToSet, stands: Set<string>): FairRejection | undefined {
  if (!state.rooms.has(place.roomId)) return refuse("room-unknown", "roomId");
  if (place.organisationId === undefined) return undefined;
  if (!state.participants.has(place.organisationId)) return refuse("participant-unknown", "organisationId");
  const stand = state.standOf.get(place.organisationId);
  const isTaken = (stand !== undefined && stand !== place.placeId) || stands.has(place.organisationId);
  stands.add(place.organisationId);
  return isTaken ? refuse("stand-taken", "organisationId") : undefined;
}

function meetingsOfPlace(state: FairState, placeId: CommandOf<"RemovePlace">["placeId"]) {
  return [...new Set([...state.scheduledAt.values()].flat())].filter((id) => {
    const meeting = state.meetings.get(id);
    return meeting?.status === "scheduled" && meeting.placeId === placeId;
  });
}
