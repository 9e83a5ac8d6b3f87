import type { FairEvent } from "../domain/fair/events.ts";
import type { FairState, Meeting, Place } from "../domain/fair/state.ts";
import type { Instant, MeetingId, PlaceId, RoomId } from "../domain/ids.ts";
import { type Moment, momentOf } from "./occupancy-moment.ts";
import { lateMeetings, type NameOf, placeAt, type Seated } from "./occupancy-places.ts";
import { tasksAt } from "./occupancy-tasks.ts";
import type { RepairBoard } from "./repair/tasks.ts";
import type { BoardFigures, BoardPoint, BoardState, RoomSnapshot } from "./topics.ts";

/** What a commit may have changed on the board. */
export type TouchedBoard = {
  readonly rooms: ReadonlySet<RoomId>;
  readonly places: ReadonlySet<PlaceId>;
  /** Rooms, places, grid or rules changed: the whole board is to be made anew. */
  readonly everything: boolean;
  /** Something else may be there to decide, or no more. */
  readonly tasks: boolean;
};
/** The few sums that the board needs beside the state of a fair; made from it, or kept up commit by commit. */
export type Occupancy = {
  readonly seated: Seated;
  /** People in all rooms together, as of the last commit taken. */
  present(): number;
  room(id: RoomId): RoomSnapshot | undefined;
  figures(moment: Moment): BoardFigures;
  /** Takes the events of a commit once the state has; costs what they touch. */
  take(events: readonly FairEvent[]): TouchedBoard;
};

const aboutTasks: ReadonlySet<string> = new Set([
  "TaskDismissed",
  "RepairApplied",
  "RefillStarted",
  "RefillEnded",
  "OfferMade",
  "OfferAnswered",
  "OfferEnded",
]);

type Tally = { held: number; missed: number; absent: number };

export function createOccupancy(state: FairState): Occupancy {
  const seated = new Map<PlaceId, Set<MeetingId>>();
  const placeOf = new Map<MeetingId, PlaceId>();
  const tallies = new Map<number, Tally>();
  let present = presentIn(state);

  const tally = (meeting: Meeting): void => {
    if (meeting.status !== "held" && meeting.status !== "missed") return;
    const counts = tallies.get(meeting.slot) ?? { held: 0, missed: 0, absent: 0 };
    if (meeting.status === "held") counts.held += 1;
    else {
      counts.missed += 1;
      counts.absent += meeting.absent.length;
    }
    tallies.set(meeting.slot, counts);
  };
  /** Forgets where the meeting was, remembers where it is; returns both places. */
  const seat = (id: MeetingId): readonly PlaceId[] => {
    const meeting = state.meetings.get(id);
    const before = placeOf.get(id);
    if (before !== undefined) {
      const there = seated.get(before);
      there?.delete(id);
      if (there?.size === 0) seated.delete(before);
      placeOf.delete(id);
    }
    if (meeting?.status !== "scheduled") return before === undefined ? [] : [before];
    placeOf.set(id, meeting.placeId);
    if (meeting.arrivals.length > 0) {
      const there = seated.get(meeting.placeId);
      if (there) there.add(id);
      else seated.set(meeting.placeId, new Set([id]));
    }
    return before === undefined ? [meeting.placeId] : [before, meeting.placeId];
  };
  const rebuild = (): void => {
    seated.clear();
    placeOf.clear();
    tallies.clear();
    for (const meeting of state.meetings.values()) {
      tally(meeting);
      if (meeting.status === "scheduled") seat(meeting.id);
    }
  };
  rebuild();

  return {
    seated,
    present: () => present,
    room(id) {
      const room = state.rooms.get(id);
      if (!room) return undefined;
      let places = 0;
      let placesInUse = 0;
      for (const place of state.places.values()) {
        if (place.roomId !== id) continue;
        places += 1;
        if (seated.has(place.id)) placesInUse += 1;
      }
      return { present: state.presentIn.get(id) ?? 0, capacity: room.capacity, placesInUse, places };
    },
    figures(moment) {
      let [held, missed, absent] = [0, 0, 0];
      for (let slot = moment.halfDay.from; slot <= moment.halfDay.to; slot += 1) {
        const counts = tallies.get(slot);
        held += counts?.held ?? 0;
        missed += counts?.missed ?? 0;
        absent += counts?.absent ?? 0;
      }
      return {
        placesInUse: seated.size,
        places: state.places.size,
        present: presentIn(state),
        late: lateMeetings(state, moment).length,
        absent,
        held,
        due: held + missed,
      };
    },
    take(events) {
      const rooms = new Set<RoomId>();
      const places = new Set<PlaceId>();
      let everything = false;
      const touch = (id: MeetingId): void => {
        for (const place of seat(id)) places.add(place);
      };
      for (const event of events) {
        switch (event.type) {
          case "MeetingEnded":
          case "MeetingMissed": {
            const meeting = state.meetings.get(event.meetingId);
            if (meeting) tally(meeting);
            touch(event.meetingId);
            break;
          }
          case "MeetingScheduled":
          case "MeetingMoved":
          case "MeetingCancelled":
          case "MeetingAttended":
            touch(event.meetingId);
            break;
          case "BadgeScanned":
            // Who walks in may have been counted in any other room.
            for (const room of state.rooms.keys()) rooms.add(room);
            break;
          case "AgendaPublished":
            for (const { meetingId } of event.meetings) seat(meetingId);
            everything = true;
            break;
          case "AgendaUnpublished":
            for (const id of [...placeOf.keys()]) seat(id);
            everything = true;
            break;
          case "ProgrammeSet":
            // Another grid may number the same hours anew.
            rebuild();
            everything = true;
            break;
          case "SlotClosed":
          case "SlotReopened":
          case "RoomSet":
          case "RoomRemoved":
          case "PlaceSet":
          case "PlaceRemoved":
          case "RulesSet":
          case "DisruptionDeclared":
          case "DisruptionEnded":
            everything = true;
            break;
          default:
        }
      }
      present = presentIn(state);
      for (const id of places) {
        const room = state.places.get(id)?.roomId;
        if (room !== undefined) rooms.add(room);
      }
      return { rooms, places, everything, tasks: events.some(({ type }) => aboutTasks.has(type)) };
    },
  };
}

/** The whole board at an instant; undefined while the fair has no slots. `points` are those of any days. */
export function boardAt(
  state: FairState,
  occupancy: Occupancy,
  at: Instant,
  nameOf: NameOf,
  points: readonly BoardPoint[],
  repairs: RepairBoard = { tasks: [], disruptions: [] },
): BoardState | undefined {
  const moment = momentOf(state, at);
  if (!moment) return undefined;
  return {
    at,
    figures: occupancy.figures(moment),
    rooms: [...state.rooms.values()].map(({ id, name, capacity }) => ({
      id,
      name,
      capacity,
      present: state.presentIn.get(id) ?? 0,
      places: placesOf(state, id).map((place) => placeAt(state, occupancy.seated, place, moment, nameOf)),
    })),
    tasks: tasksAt(state, occupancy.seated, moment, nameOf, repairs.tasks),
    disruptions: repairs.disruptions,
    timeline: points.filter(
      (point) => moment.opensAt <= point.at && point.at < at && point.at <= moment.closesAt,
    ),
    opensAt: moment.opensAt,
    closesAt: moment.closesAt,
  };
}

function placesOf(state: FairState, room: RoomId): readonly Place[] {
  return [...state.places.values()].filter((place) => place.roomId === room);
}

function presentIn(state: FairState): number {
  let present = 0;
  for (const id of state.rooms.keys()) present += state.presentIn.get(id) ?? 0;
  return present;
}
