import type { PlaceId } from "../domain/ids.ts";
import { toInstant } from "../domain/instant.ts";
import type { FairStream } from "../runtime/runtime.ts";
import { boardAt, type TouchedBoard } from "../views/occupancy.ts";
import { type Moment, momentOf } from "../views/occupancy-moment.ts";
import { placeAt } from "../views/occupancy-places.ts";
import { tasksAt } from "../views/occupancy-tasks.ts";
import type { BoardChange, BoardPlace, BoardState, RoomSnapshot } from "../views/topics.ts";
import type { AtRest } from "./at-rest.ts";
import type { FairBoard } from "./boards.ts";
import type { Patch } from "./replica.ts";
import { createLiveTopic, type LiveTopic } from "./topic.ts";

export type Desk = {
  readonly topic: LiveTopic<BoardState, BoardChange>;
  take(touched: TouchedBoard): void;
  close(): void;
};
export type DeskOptions = {
  readonly stream: FairStream;
  readonly board: FairBoard;
  readonly atRest: AtRest;
  readonly send: (key: string, patch: Patch<unknown>) => void;
  readonly keys: { readonly desk: string };
  readonly nowMs: () => number;
  /** The fair's time, in milliseconds. */
  readonly fairNowMs: () => number;
  readonly nextVersion: () => number;
  readonly intervalMs: number;
};

/** Being late begins by itself: nothing is recorded when it does. */
const tickMs = 1_000;

/**
 * The live board: what commits touch is looked at again, ten times a second at most, and everything once a second.
 * Its versions are of this node's clock, for time changes it as well as the journal does.
 */
export function createDesk(options: DeskOptions): Desk {
  const { stream, board, atRest, nowMs, fairNowMs, nextVersion, intervalMs } = options;
  const { state } = stream;
  let dirty = newDirty();
  let refreshedAtMs = nowMs();
  let timer: NodeJS.Timeout | undefined;
  /** As last told; rooms and places are kept beside it. */
  let kept: BoardState = emptyBoard;
  const present = new Map<string, number>();
  const places = new Map<string, BoardPlace>();

  const topic = createLiveTopic<BoardState, BoardChange>({
    version: nextVersion(),
    snapshot: boardAsTold,
    keyOf: keyOfBoard,
    send: (patch) => options.send(options.keys.desk, patch),
    minIntervalMs: () => 0,
    nowMs,
    versions: "clock",
  });
  const refresh = (): void => {
    clearTimeout(timer);
    timer = undefined;
    atRest.run(() => {
      const moment = momentOf(state, toInstant(fairNowMs()));
      const changes =
        dirty.everything || !moment || moment.opensAt !== kept.opensAt ? renew() : changesAt(moment);
      dirty = newDirty();
      refreshedAtMs = nowMs();
      topic.publish(changes, nextVersion());
    });
  };
  const renew = (): readonly BoardChange[] => {
    const at = toInstant(fairNowMs());
    const now = boardAt(state, board.occupancy, at, board.nameOf, board.points(), board.repairs());
    kept = now ?? { ...emptyBoard, at, opensAt: at, closesAt: at };
    present.clear();
    places.clear();
    for (const { id } of state.rooms.values()) present.set(id, state.presentIn.get(id) ?? 0);
    for (const room of kept.rooms) for (const place of room.places) places.set(place.id, place);
    return [{ type: "board", board: kept }];
  };
  const changesAt = (moment: Moment): readonly BoardChange[] => {
    const changes: BoardChange[] = [];
    for (const { id } of state.rooms.values()) {
      const now = state.presentIn.get(id) ?? 0;
      if (now === present.get(id)) continue;
      present.set(id, now);
      changes.push({ type: "room", room: id, present: now });
    }
    for (const id of dirty.everyPlace ? state.places.keys() : dirty.places) {
      const place = state.places.get(id);
      const now = place && placeAt(state, board.occupancy.seated, place, moment, board.nameOf);
      if (!now || isSame(now, places.get(id))) continue;
      places.set(id, now);
      changes.push({ type: "place", room: place.roomId, place: now });
    }
    const figures = board.occupancy.figures(moment);
    if (!isSame(figures, kept.figures)) changes.push({ type: "figures", figures });
    const repairs = board.repairs();
    if (!isSame(repairs.disruptions, kept.disruptions))
      changes.push({ type: "disruptions", disruptions: repairs.disruptions });
    const tasks = tasksAt(state, board.occupancy.seated, moment, board.nameOf, repairs.tasks);
    for (const task of tasks)
      if (
        !isSame(
          task,
          kept.tasks.find(({ id }) => id === task.id),
        )
      )
        changes.push({ type: "task", task });
    for (const { id } of kept.tasks)
      if (!tasks.some((task) => task.id === id)) changes.push({ type: "task-done", task: id });
    const last = kept.timeline.at(-1)?.at ?? "";
    const points = board
      .points()
      .filter(({ at }) => at > last && at >= moment.opensAt && at <= moment.closesAt && at < moment.at);
    for (const point of points) changes.push({ type: "minute", point });
    const { disruptions } = repairs;
    const timeline = [...kept.timeline, ...points];
    kept = { ...kept, at: moment.at, figures, tasks, disruptions, timeline };
    return changes;
  };
  const ticking = setInterval(() => {
    dirty.everyPlace = true;
    refresh();
  }, tickMs);
  ticking.unref();

  function boardAsTold(): BoardState {
    const at = toInstant(fairNowMs());
    const rooms = kept.rooms.map((room) => ({
      ...room,
      present: present.get(room.id) ?? room.present,
      places: room.places.map((place) => places.get(place.id) ?? place),
    }));
    return { ...kept, at, rooms };
  }

  renew();
  return {
    topic,
    take(touched) {
      for (const id of touched.places) dirty.places.add(id);
      dirty.everything ||= touched.everything;
      if (touched.rooms.size === 0 && !touched.everything && !touched.tasks) return;
      timer ??= setTimeout(refresh, Math.max(0, refreshedAtMs + intervalMs - nowMs()));
    },
    close() {
      clearTimeout(timer);
      clearInterval(ticking);
      topic.close();
    },
  };
}

export function changedRoom(before: RoomSnapshot, now: RoomSnapshot): boolean {
  return !isSame(before, now);
}

type Dirty = {
  readonly places: Set<PlaceId>;
  everyPlace: boolean;
  everything: boolean;
};

const emptyBoard: BoardState = {
  at: "",
  opensAt: "",
  closesAt: "",
  figures: { placesInUse: 0, places: 0, present: 0, late: 0, absent: 0, held: 0, due: 0 },
  rooms: [],
  tasks: [],
  disruptions: [],
  timeline: [],
};

function newDirty(): Dirty {
  return { places: new Set(), everyPlace: false, everything: false };
}

function keyOfBoard(change: BoardChange): string {
  switch (change.type) {
    case "room":
      return `room:${change.room}`;
    case "place":
      return `place:${change.place.id}`;
    case "task":
      return `task:${change.task.id}`;
    case "task-done":
      return `task:${change.task}`;
    case "minute":
      return `minute:${change.point.at}`;
    default:
      return change.type;
  }
}

function isSame(a: object | undefined, b: object | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
