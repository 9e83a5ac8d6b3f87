import type { Action, Target } from "../domain/access.ts";
import type { FairId, OrganisationId, RoomId } from "../domain/ids.ts";
import type { FairStream, Runtime } from "../runtime/runtime.ts";
import { parseTopic, type TopicName } from "./protocol.ts";

/** A topic that exists, and what must be allowed to watch it. */
export type FoundTopic = {
  readonly name: TopicName;
  readonly fairId: FairId;
  readonly stream: FairStream;
  /** The room of the topic, however a client writes it. */
  readonly key: string;
  readonly target: Target;
};

/** What the HTTP route needs that shows the same thing. */
export const actionOf = {
  fair: "availability.read",
  viewers: "availability.read",
  organisation: "agenda.read",
  recommendations: "recommendation.read",
  desk: "occupancy.read",
  room: "door.read",
} as const satisfies Record<TopicName["kind"], Action>;

export const keys = {
  fair: (fairId: FairId): string => `fair:${fairId}`,
  desk: (fairId: FairId): string => `desk:${fairId}`,
  organisation: (id: OrganisationId, fairId: FairId): string => `organisation:${id}@${fairId}`,
  recommendations: (id: OrganisationId, fairId: FairId): string => `recommendations:${id}@${fairId}`,
  viewers: (id: OrganisationId, fairId: FairId): string => `viewers:${id}@${fairId}`,
  room: (id: RoomId, fairId: FairId): string => `room:${id}@${fairId}`,
};

/** Finds the fair that a topic is about; undefined when none knows it. */
export async function findTopic(runtime: Runtime, text: string): Promise<FoundTopic | undefined> {
  const name = parseTopic(text);
  if (!name) return undefined;
  const ids = name.fairId === undefined ? [...runtime.directory.state.fairs.keys()] : [name.fairId];
  const opened = await Promise.all(
    ids.map(async (fairId) => {
      const stream = await runtime.fair(fairId);
      return stream && knows(stream, name) ? [{ fairId, stream }] : [];
    }),
  );
  const now = runtime.clock.now();
  const [fair] = opened.flat().sort((a, b) => compareFairs(a.stream, b.stream, now));
  if (!fair) return undefined;
  const { fairId, stream } = fair;
  switch (name.kind) {
    case "fair":
    case "desk":
      return { name, fairId, stream, key: keys[name.kind](fairId), target: { fairId } };
    case "room":
      return { name, fairId, stream, key: keys.room(name.roomId, fairId), target: { fairId } };
    default: {
      const { kind, organisationId } = name;
      const target = { fairId, organisations: [organisationId] };
      return { name, fairId, stream, key: keys[kind](organisationId, fairId), target };
    }
  }
}

function knows({ state }: FairStream, name: TopicName): boolean {
  if (!state.header.get()) return false;
  switch (name.kind) {
    case "fair":
    case "desk":
      return true;
    case "room":
      return state.rooms.has(name.roomId);
    case "viewers":
      // Who is only registered is nobody's business yet.
      return state.participants.get(name.organisationId)?.status === "validated";
    case "organisation":
    case "recommendations":
      return state.participants.has(name.organisationId);
    default:
      return name satisfies never;
  }
}

/** The fair under way or the next to come first, then those that are over, the latest first. */
function compareFairs(a: FairStream, b: FairStream, now: string): number {
  const [endA, endB] = [endOf(a), endOf(b)];
  const [isOverA, isOverB] = [endA <= now, endB <= now];
  if (isOverA !== isOverB) return isOverA ? 1 : -1;
  return isOverA ? endB.localeCompare(endA) : endA.localeCompare(endB);
}

/** A fair without slots yet comes after every other that is still to come. */
function endOf({ state }: FairStream): string {
  return state.slots.get().at(-1)?.endsAt ?? "9999";
}
