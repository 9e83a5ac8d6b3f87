import type { FairId, OrganisationId } from "../domain/ids.ts";
import type { Recommendations } from "../http/services.ts";
import { markOf, mostRecommended, toRecommended } from "../views/recommended.ts";
import type { RecommendationsChange, RecommendationsSnapshot } from "../views/topics.ts";
import type { Patch } from "./replica.ts";
import { createLiveTopic, type LiveTopic } from "./topic.ts";

type Topic = LiveTopic<RecommendationsSnapshot, RecommendationsChange>;
export type RecommendationTopics = {
  /** The list of one organisation as it is now, made ready to be watched. */
  open(key: string, fairId: FairId, organisation: OrganisationId): Promise<void>;
  /** Once open. */
  topic(key: string): Topic | undefined;
  /** Forgets what nobody watches any more. */
  sweep(): void;
  close(): void;
};

/** A burst of changes (an import, a morning of corrections) is one refresh: after this long without another … */
const quietMs = 250;
/** … and after this long at the latest. */
const latestMs = 2_000;

type Watched = {
  readonly fairId: FairId;
  readonly organisation: OrganisationId;
  readonly topic: Topic;
  list: RecommendationsSnapshot["list"];
  wasIdle: boolean;
};
/** A fair whose lists have moved and are about to be made anew. */
type Moved = { timer: NodeJS.Timeout; readonly sinceMs: number; concerned: Set<OrganisationId> | "all" };

/**
 * The lists that somebody watches, kept true. They are made anew one after the other, so that whoever opens a page
 * meanwhile waits for one list at most; only those that differ are sent.
 */
export function createRecommendationTopics(options: {
  readonly recommendations: Recommendations;
  readonly send: (key: string, patch: Patch<unknown>) => void;
  readonly watchers: (key: string) => number;
  readonly nowMs: () => number;
  readonly nextVersion: () => number;
  readonly onError: (error: unknown) => void;
}): RecommendationTopics {
  const { recommendations, send, watchers, nowMs, nextVersion, onError } = options;
  const watched = new Map<string, Watched>();
  const moved = new Map<FairId, Moved>();
  const refreshing = new Set<FairId>();
  let isClosed = false;

  const read = async (
    fairId: FairId,
    organisation: OrganisationId,
  ): Promise<RecommendationsSnapshot["list"]> =>
    toRecommended(await recommendations.for(fairId, organisation, mostRecommended));
  const refresh = async (fairId: FairId): Promise<void> => {
    const concerned = moved.get(fairId)?.concerned ?? "all";
    moved.delete(fairId);
    refreshing.add(fairId);
    try {
      for (const [key, each] of watched) {
        if (isClosed) return;
        if (each.fairId !== fairId || watchers(key) === 0) continue;
        if (concerned !== "all" && !concerned.has(each.organisation)) continue;
        const list = await read(fairId, each.organisation);
        if (markOf(list) === markOf(each.list)) continue;
        each.list = list;
        each.topic.publish([{ list }], nextVersion());
      }
    } catch (error) {
      onError(error);
    } finally {
      refreshing.delete(fairId);
      schedule(fairId);
    }
  };
  const schedule = (fairId: FairId): void => {
    const waiting = moved.get(fairId);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    const waitMs = Math.max(0, Math.min(quietMs, waiting.sinceMs + latestMs - nowMs()));
    waiting.timer = setTimeout(() => {
      // One after the other: the end of the one under way schedules the next.
      if (!isClosed && !refreshing.has(fairId)) void refresh(fairId);
    }, waitMs);
  };
  const stop = recommendations.onMoved((fairId, concerned) => {
    const waiting = moved.get(fairId);
    if (!waiting)
      moved.set(fairId, {
        timer: setTimeout(() => undefined, 0),
        sinceMs: nowMs(),
        concerned: concerned === "all" ? "all" : new Set(concerned),
      });
    else if (concerned === "all") waiting.concerned = "all";
    else if (waiting.concerned !== "all") for (const id of concerned) waiting.concerned.add(id);
    schedule(fairId);
  });

  return {
    async open(key, fairId, organisation) {
      const list = await read(fairId, organisation);
      const known = watched.get(key);
      if (known) {
        // Nobody was there to be told of what moved meanwhile.
        if (markOf(list) !== markOf(known.list)) {
          known.list = list;
          known.topic.publish([{ list }], nextVersion());
        }
        return;
      }
      const own: Watched = {
        fairId,
        organisation,
        list,
        wasIdle: false,
        topic: createLiveTopic<RecommendationsSnapshot, RecommendationsChange>({
          version: nextVersion(),
          snapshot: () => ({ list: own.list }),
          keyOf: () => "list",
          send: (patch) => send(key, patch),
          minIntervalMs: () => 0,
          nowMs,
          versions: "clock",
        }),
      };
      watched.set(key, own);
    },
    topic: (key) => watched.get(key)?.topic,
    sweep() {
      for (const [key, each] of watched) {
        const isIdle = watchers(key) === 0;
        if (isIdle && each.wasIdle) {
          each.topic.close();
          watched.delete(key);
        }
        each.wasIdle = isIdle;
      }
    },
    close() {
      isClosed = true;
      stop();
      for (const { timer } of moved.values()) clearTimeout(timer);
      for (const { topic } of watched.values()) topic.close();
      watched.clear();
    },
  };
}
