import type { Principal } from "../domain/access.ts";
import type { FairId } from "../domain/ids.ts";
import { authorise } from "../http/authorise.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Boards } from "./boards.ts";
import type { FairTopics } from "./fair-topics.ts";
import { actionOf, type FoundTopic, findTopic } from "./find-topic.ts";
import { fault, parseTopic, unwatchSchema, watchSchema } from "./protocol.ts";
import type { RecommendationTopics } from "./recommendation-topics.ts";
import type { LiveTopic } from "./topic.ts";
import type { Viewers } from "./viewers.ts";

/** What a socket is to the protocol. */
export type WatchingPeer = {
  readonly principal: Principal;
  readonly isConnected: () => boolean;
  /** How many topics. */
  readonly watched: () => number;
  /** Both take effect at once; joining again changes nothing. */
  readonly join: (key: string, name: string) => void;
  readonly leave: (name: string) => void;
};
export type Answer = (answer: object) => void;
export type Watching = {
  /** Answers once, in the very moment in which the peer joins: no patch comes before its answer, none is missed. */
  watch(peer: WatchingPeer, message: unknown, answer: Answer): Promise<void>;
  unwatch(peer: WatchingPeer, message: unknown, answer: Answer): void;
};

/** A page watches three topics or so; a desk with every door open, some thirty. */
const mostTopics = 64;
/** How long a node that lags behind another may take to catch up with what a client has already seen. */
const catchUpMs = 2_000;

export function createWatching(options: {
  readonly runtime: Runtime;
  readonly boards: Boards;
  readonly fairs: ReadonlyMap<FairId, FairTopics>;
  readonly viewers: Viewers;
  readonly recommendations: RecommendationTopics;
}): Watching {
  const { runtime, boards, fairs, viewers, recommendations } = options;

  const topicOf = (
    topics: FairTopics,
    { name, key }: FoundTopic,
  ): LiveTopic<unknown, unknown> | undefined => {
    switch (name.kind) {
      case "fair":
        return topics.availability();
      case "desk":
        return topics.desk();
      case "organisation":
        return topics.organisation(name.organisationId);
      case "room":
        return topics.room(name.roomId);
      case "recommendations":
        return recommendations.topic(key);
      case "viewers":
        return viewers.topic(key);
      default:
        return name satisfies never;
    }
  };

  return {
    async watch(peer, message, answer) {
      const parsed = watchSchema.safeParse(message);
      if (!parsed.success) return answer(fault("message-invalid", describe(parsed.error.issues)));
      const { topic: text, since } = parsed.data;
      const named = parseTopic(text);
      if (!named) return answer(fault("topic-unknown", text));
      const found = await findTopic(runtime, text);
      const target = found?.target ?? {};
      const allowed = authorise(peer.principal, actionOf[named.kind], target);
      if (!allowed.ok) {
        const isSignedIn = peer.principal.personId !== null;
        return answer(fault(isSignedIn ? "forbidden" : "not-signed-in", text));
      }
      const topics = found && fairs.get(found.fairId);
      if (!found || !topics) return answer(fault("topic-unknown", text));
      if (peer.watched() >= mostTopics) return answer(fault("too-many-topics", `at most ${mostTopics}`));
      const { stream, name } = found;
      const isOfStream = name.kind === "fair" || name.kind === "organisation" || name.kind === "room";
      if (name.kind === "desk") await boards.of(found.fairId)?.loadPast();
      if (name.kind === "recommendations")
        await recommendations.open(found.key, found.fairId, name.organisationId);
      if (isOfStream && since !== undefined && since > stream.version) await stream.reached(since, catchUpMs);
      topics.atRest.run(() => {
        const topic = topicOf(topics, found);
        if (!topic) return answer(fault("topic-unknown", text));
        topic.whenSent(() => {
          if (!peer.isConnected()) return;
          // Nothing can be built upon a version that this node still does not know of.
          const known = isOfStream && since !== undefined && since > stream.version ? undefined : since;
          peer.join(found.key, text);
          answer(topic.answer(known));
        });
      });
    },
    unwatch(peer, message, answer) {
      const parsed = unwatchSchema.safeParse(message);
      if (!parsed.success) return answer(fault("message-invalid", describe(parsed.error.issues)));
      peer.leave(parsed.data.topic);
      answer({});
    },
  };
}

function describe(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  return first ? `${first.path.map(String).join(".") || "message"}: ${first.message}` : "malformed";
}
