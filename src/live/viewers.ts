import type { ViewersChange, ViewersSnapshot } from "../views/topics.ts";
import { createLiveTopic, type LiveTopic } from "./topic.ts";

export type Viewers = {
  topic(key: string): LiveTopic<ViewersSnapshot, ViewersChange>;
  /** Somebody came or left. */
  changed(key: string): void;
  close(): void;
};

/** Presence is told once a second at most, and only while somebody is there to be told. */
const minIntervalMs = 1_000;

/** Who looks at an agenda, of the sockets of this node. Nothing of it is kept. */
export function createViewers(options: {
  readonly count: (key: string) => number;
  readonly send: (
    key: string,
    patch: { from: number; to: number; changes: readonly ViewersChange[] },
  ) => void;
  readonly nowMs: () => number;
  /** Strictly increasing, and not likely to be another node's. */
  readonly nextVersion: () => number;
}): Viewers {
  const { count, send, nowMs, nextVersion } = options;
  const topics = new Map<string, LiveTopic<ViewersSnapshot, ViewersChange>>();
  return {
    topic(key) {
      const known = topics.get(key);
      if (known) return known;
      const topic = createLiveTopic<ViewersSnapshot, ViewersChange>({
        version: nextVersion(),
        snapshot: () => ({ count: count(key) }),
        keyOf: () => "count",
        send: ({ from, to }) => send(key, { from, to, changes: [{ count: count(key) }] }),
        minIntervalMs: () => minIntervalMs,
        nowMs,
        versions: "clock",
      });
      topics.set(key, topic);
      return topic;
    },
    changed(key) {
      const topic = topics.get(key);
      if (!topic) return;
      if (count(key) > 0) return topic.publish([{ count: count(key) }], nextVersion());
      topic.close();
      topics.delete(key);
    },
    close() {
      for (const topic of topics.values()) topic.close();
      topics.clear();
    },
  };
}
