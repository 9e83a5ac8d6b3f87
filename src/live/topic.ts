import type { Patch } from "./replica.ts";

/** One topic of one node: its version, what was last sent, and enough of the past to catch up from. */
export type LiveTopic<Snapshot, Change> = {
  /** The version that watchers hold: that of the last patch sent. */
  readonly version: number;
  /** Sent at once, or with what follows within `minIntervalMs`; a later change of the same thing replaces it. */
  publish(changes: readonly Change[], to: number): void;
  /** Runs `then` when nothing waits to be sent, so that what it answers and the next patch join. */
  whenSent(then: () => void): void;
  /** The way from `since` to now, or a snapshot where there is no such way. Only inside `whenSent`. */
  answer(
    since: number | undefined,
  ): { readonly version: number; readonly snapshot: Snapshot } | Patch<Change>;
  close(): void;
};

export type TopicOptions<Snapshot, Change> = {
  readonly version: number;
  readonly snapshot: () => Snapshot;
  /** What a change is about: the last one about a thing is enough. */
  readonly keyOf: (change: Change) => string;
  readonly send: (patch: Patch<Change>) => void;
  /** Asked before each sending: busy rooms may need a longer breath. */
  readonly minIntervalMs: () => number;
  readonly nowMs: () => number;
  /**
   * Versions of the stream mean the same on every node, so that any of them can be caught up from; those of a
   * clock only mean what this node sent.
   */
  readonly versions: "stream" | "clock";
};

const patchesKept = 512;
const changesKept = 4_000;

export function createLiveTopic<Snapshot, Change>(
  options: TopicOptions<Snapshot, Change>,
): LiveTopic<Snapshot, Change> {
  const { keyOf, send, minIntervalMs, nowMs } = options;
  const pending = new Map<string, Change>();
  const sent: Patch<Change>[] = [];
  const waiting: (() => void)[] = [];
  let version = options.version;
  let pendingTo = version;
  let sentAtMs = Number.NEGATIVE_INFINITY;
  let changesInRing = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (pending.size > 0) {
      const patch = { from: version, to: pendingTo, changes: [...pending.values()] };
      pending.clear();
      version = pendingTo;
      sentAtMs = nowMs();
      keep(patch);
      send(patch);
    }
    for (const then of waiting.splice(0)) then();
  };
  const keep = (patch: Patch<Change>): void => {
    sent.push(patch);
    changesInRing += patch.changes.length;
    while (sent.length > patchesKept || (changesInRing > changesKept && sent.length > 0))
      changesInRing -= sent.shift()?.changes.length ?? 0;
  };
  const isKnown = (since: number): boolean =>
    options.versions === "stream"
      ? since >= (sent[0]?.from ?? version)
      : since === version || sent.some((patch) => patch.from === since);

  return {
    get version() {
      return version;
    },
    publish(changes, to) {
      if (changes.length === 0) return;
      for (const change of changes) {
        const key = keyOf(change);
        // Moved to the end: a change never passes one that came before it.
        pending.delete(key);
        pending.set(key, change);
      }
      pendingTo = to;
      if (timer) return;
      const waitMs = sentAtMs + minIntervalMs() - nowMs();
      if (waitMs <= 0) flush();
      else timer = setTimeout(flush, waitMs);
    },
    whenSent(then) {
      if (pending.size === 0) then();
      else waiting.push(then);
    },
    answer(since) {
      if (since !== undefined && isKnown(since)) {
        const missed = sent.filter((patch) => patch.to > since);
        return { from: since, to: version, changes: missed.flatMap((patch) => patch.changes) };
      }
      return { version, snapshot: options.snapshot() };
    },
    close() {
      clearTimeout(timer);
      pending.clear();
      waiting.length = 0;
    },
  };
}
