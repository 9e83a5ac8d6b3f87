import type { OrganisationId, RoomId } from "../domain/ids.ts";
import type { FairStream } from "../runtime/runtime.ts";
import { createAvailability } from "../views/availability.ts";
import type {
  AvailabilityChange,
  AvailabilitySnapshot,
  BoardChange,
  BoardState,
  OrganisationChange,
  OrganisationSnapshot,
  RoomChange,
  RoomSnapshot,
} from "../views/topics.ts";
import { concernedBy, createOrganisationView, type OrganisationView } from "../views/topics-organisation.ts";
import { type AtRest, createAtRest } from "./at-rest.ts";
import type { FairBoard } from "./boards.ts";
import { changedRoom, createDesk, type Desk } from "./desk.ts";
import type { Patch } from "./replica.ts";
import { createLiveTopic, type LiveTopic, type TopicOptions } from "./topic.ts";

type Send = (key: string, patch: Patch<unknown>) => void;

/** The topics of one fair on this node. Made only where somebody watches, but for public availability. */
export type FairTopics = {
  readonly atRest: AtRest;
  /** Those below only inside `atRest`; undefined when the fair knows no such thing. */
  availability(): LiveTopic<AvailabilitySnapshot, AvailabilityChange>;
  organisation(id: OrganisationId): LiveTopic<OrganisationSnapshot, OrganisationChange>;
  room(id: RoomId): LiveTopic<RoomSnapshot, RoomChange> | undefined;
  desk(): LiveTopic<BoardState, BoardChange>;
  /** Forgets what nobody has watched since the last time. */
  sweep(): void;
  close(): void;
};

export type FairTopicsOptions = {
  readonly stream: FairStream;
  readonly board: FairBoard;
  readonly send: Send;
  readonly watchers: (key: string) => number;
  readonly nowMs: () => number;
  /** The fair's time, in milliseconds. */
  readonly fairNowMs: () => number;
  readonly nextVersion: () => number;
  readonly keys: TopicKeys;
};
/** What the sockets' rooms are called. */
export type TopicKeys = {
  readonly fair: string;
  readonly desk: string;
  readonly organisation: (id: OrganisationId) => string;
  readonly room: (id: RoomId) => string;
};

/** Ten a second for what moves with every scan (DESIGN § 4). */
const roomIntervalMs = 100;
/** A broadcast costs some 20 µs a socket: when bookings pour in, at most half of the time goes to telling. */
const intervalPerWatcherMs = 0.04;

export function createFairTopics(options: FairTopicsOptions): FairTopics {
  const { stream, board, send, watchers, nowMs, keys } = options;
  const { state } = stream;
  const availability = createAvailability(state);
  const organisations = new Map<
    OrganisationId,
    Watched<OrganisationSnapshot, OrganisationChange> & { view: OrganisationView }
  >();
  const rooms = new Map<RoomId, Watched<RoomSnapshot, RoomChange> & { last: RoomSnapshot }>();
  let desk: Desk | undefined;

  const open = <S, C>(
    key: string,
    parts: Pick<TopicOptions<S, C>, "snapshot" | "keyOf" | "minIntervalMs">,
  ): LiveTopic<S, C> =>
    createLiveTopic({
      ...parts,
      version: stream.version,
      send: (patch) => send(key, patch),
      nowMs,
      versions: "stream",
    });
  const fair = open<AvailabilitySnapshot, AvailabilityChange>(keys.fair, {
    snapshot: availability.snapshot,
    keyOf: keyOfAvailability,
    minIntervalMs: () => watchers(keys.fair) * intervalPerWatcherMs,
  });

  const stopCommits = stream.onCommit(({ version, events }) => {
    fair.publish(availability.take(events), version);
    if (organisations.size === 0) return;
    for (const id of concernedBy(state, events) ?? organisations.keys()) {
      const watched = organisations.get(id);
      watched?.topic.publish(watched.view.take(events), version);
    }
  });
  const stopBoard = board.onChange((touched, version) => {
    for (const [id, watched] of rooms) {
      if (!touched.rooms.has(id)) continue;
      const now = board.occupancy.room(id);
      if (!now || !changedRoom(watched.last, now)) continue;
      watched.last = now;
      watched.topic.publish([now], version);
    }
    desk?.take(touched);
  });
  const atRest = createAtRest(stream);

  return {
    atRest,
    availability: () => fair,
    organisation(id) {
      const known = organisations.get(id);
      if (known) return known.topic;
      const view = createOrganisationView(state, id);
      const topic = open<OrganisationSnapshot, OrganisationChange>(keys.organisation(id), {
        snapshot: view.snapshot,
        keyOf: keyOfOrganisation,
        minIntervalMs: () => 0,
      });
      organisations.set(id, { topic, view, wasIdle: false });
      return topic;
    },
    room(id) {
      const known = rooms.get(id);
      if (known) return known.topic;
      const last = board.occupancy.room(id);
      if (!last) return undefined;
      const topic = open<RoomSnapshot, RoomChange>(keys.room(id), {
        snapshot: () => board.occupancy.room(id) ?? last,
        keyOf: () => "room",
        minIntervalMs: () => roomIntervalMs,
      });
      rooms.set(id, { topic, last, wasIdle: false });
      return topic;
    },
    desk() {
      desk ??= createDesk({ ...options, atRest, intervalMs: roomIntervalMs });
      return desk.topic;
    },
    sweep() {
      forgetIdle(organisations, (id) => watchers(keys.organisation(id)));
      forgetIdle(rooms, (id) => watchers(keys.room(id)));
      if (desk && watchers(keys.desk) === 0) {
        desk.close();
        desk = undefined;
      }
    },
    close() {
      stopCommits();
      stopBoard();
      atRest.close();
      fair.close();
      desk?.close();
      for (const { topic } of [...organisations.values(), ...rooms.values()]) topic.close();
    },
  };
}

type Watched<S, C> = { readonly topic: LiveTopic<S, C>; wasIdle: boolean };

function forgetIdle<K>(
  topics: Map<K, { readonly topic: { close(): void }; wasIdle: boolean }>,
  watchers: (id: K) => number,
): void {
  for (const [id, watched] of topics) {
    const isIdle = watchers(id) === 0;
    if (isIdle && watched.wasIdle) {
      watched.topic.close();
      topics.delete(id);
    }
    watched.wasIdle = isIdle;
  }
}

function keyOfAvailability(change: AvailabilityChange): string {
  if (change.type === "slot") return `${change.organisation}@${change.slot}`;
  if (change.type === "tables") return `@${change.slot}`;
  return change.type === "organisation" ? change.organisation : "grid";
}

function keyOfOrganisation(change: OrganisationChange): string {
  if (change.type === "meeting") return change.meeting.id;
  if (change.type === "meeting-gone" || change.type === "offer-gone") return change.id;
  if (change.type === "offer") return change.offer.id;
  return change.type === "wish" ? change.to : "counters";
}
