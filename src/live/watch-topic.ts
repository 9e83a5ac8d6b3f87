import { type Answer, createReplica, type Fault, type Patch, type ReplicaTarget } from "./replica.ts";

export type WatchStatus = "connecting" | "on" | "off";
export type Watcher<Snapshot, Change> = ReplicaTarget<Snapshot, Change> & {
  readonly topic: string;
  /** The version that is shown already, null to start from a snapshot. */
  readonly since: number | null;
  readonly status?: (status: WatchStatus, fault?: Fault) => void;
};

/** What is used of a Socket.IO client; this file runs in browsers and in tests. */
export type WatchingSocket = {
  readonly connected: boolean;
  timeout(ms: number): {
    emit(
      event: "watch",
      message: { topic: string; since?: number },
      answer: (fault: Error | null, answer?: unknown) => void,
    ): unknown;
  };
  emit(event: "unwatch", message: { topic: string }): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the library types its listeners so
  on(event: string, listener: (...values: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the library types its listeners so
  off(event: string, listener: (...values: any[]) => void): unknown;
};

const answerWithinMs = 8_000;
const askAgainMs = 2_000;

/** Follows a topic: every change once and in order, whatever the network does. Returns how to stop. */
export function watchTopic<Snapshot, Change>(
  socket: WatchingSocket,
  watcher: Watcher<Snapshot, Change>,
): () => void {
  const { topic } = watcher;
  const replica = createReplica<Snapshot, Change>(watcher, watcher.since);
  let isAsking = false;
  let isStopped = false;
  let again: ReturnType<typeof setTimeout> | undefined;

  const ask = (): void => {
    clearTimeout(again);
    if (isAsking || isStopped || !socket.connected) return;
    isAsking = true;
    const message = replica.version === null ? { topic } : { topic, since: replica.version };
    socket.timeout(answerWithinMs).emit("watch", message, (fault, answer) => {
      isAsking = false;
      if (isStopped) return;
      if (fault || answer === undefined) return askLater();
      settle(answer as Answer<Snapshot, Change>);
    });
  };
  const askLater = (): void => {
    clearTimeout(again);
    again = setTimeout(ask, askAgainMs);
  };
  const settle = (answer: Answer<Snapshot, Change>): void => {
    if ("error" in answer) {
      watcher.status?.("off", answer.error);
      if (answer.error.code === "too-many-messages" || answer.error.code === "unavailable") askLater();
      return;
    }
    if (replica.answer(answer) === "ask") return ask();
    watcher.status?.("on");
  };
  const onPatch = (patch: Patch<Change> & { readonly topic: string }): void => {
    if (patch.topic === topic && replica.patch(patch) === "ask") ask();
  };
  const onLost = (): void => {
    clearTimeout(again);
    watcher.status?.("off");
  };

  socket.on("patch", onPatch);
  socket.on("connect", ask);
  socket.on("disconnect", onLost);
  socket.on("connect_error", onLost);
  watcher.status?.("connecting");
  ask();
  return () => {
    isStopped = true;
    clearTimeout(again);
    if (socket.connected) socket.emit("unwatch", { topic });
    socket.off("patch", onPatch);
    socket.off("connect", ask);
    socket.off("disconnect", onLost);
    socket.off("connect_error", onLost);
  };
}
