import type { Commit, Following } from "./journal.ts";

/** Beyond this many commits in hand, a slow handler reads the rest back from the engine instead. */
const queueLimit = 1_000;

export type Follower = Following & {
  readonly stream: string;
  /** A commit just written or just received; one that does not continue the queue only wakes the reader. */
  offer(commit: Commit): void;
  /** Something may have been written: read from the last commit delivered. */
  wake(): void;
  /** The last version delivered or in hand. */
  known(): number;
  fail(error: unknown): void;
};

type FollowerOptions = {
  readonly stream: string;
  readonly afterVersion: number;
  readonly read: (stream: string, afterVersion: number) => AsyncIterable<Commit>;
  readonly onCommit: (commit: Commit) => void | Promise<void>;
  readonly onFailure: (error: unknown) => void;
  readonly onEnd: (follower: Follower) => void;
};

/** Delivers one stream in order, from what is offered when it is contiguous and from the engine when not. */
export function createFollower(options: FollowerOptions): Follower {
  const { stream, read, onCommit, onFailure, onEnd } = options;
  let queue: Commit[] = [];
  let delivered = options.afterVersion;
  let isBehind = true;
  let isStopped = false;
  let pumping: Promise<void> | null = null;

  const follower: Follower = { stream, offer, wake, known, fail, stop };
  return follower;

  function offer(commit: Commit): void {
    if (isStopped || isBehind) return;
    const last = known();
    if (commit.version <= last) return;
    if (commit.version === last + 1 && queue.length < queueLimit) queue.push(commit);
    else isBehind = true;
    pump();
  }

  function wake(): void {
    isBehind = true;
    pump();
  }

  function known(): number {
    return queue.at(-1)?.version ?? delivered;
  }

  function fail(error: unknown): void {
    if (isStopped) return;
    end();
    onFailure(error);
  }

  async function stop(): Promise<void> {
    end();
    await pumping;
  }

  function end(): void {
    isStopped = true;
    queue = [];
    onEnd(follower);
  }

  function pump(): void {
    if (pumping || isStopped) return;
    pumping = deliver()
      .catch(fail)
      .finally(() => {
        pumping = null;
        // An offer may have come between the last look at the queue and here.
        if (!isStopped && (isBehind || queue.length > 0)) pump();
      });
  }

  async function deliver(): Promise<void> {
    while (!isStopped && (isBehind || queue.length > 0)) {
      for (let next = queue[0]; next; next = queue[0]) {
        await hand(next);
        queue.shift();
      }
      if (!isBehind) continue;
      // Cleared before reading: what is offered meanwhile either continues the queue or asks for another read.
      isBehind = false;
      for await (const commit of read(stream, delivered)) {
        if (isStopped) return;
        await hand(commit);
      }
    }
  }

  async function hand(commit: Commit): Promise<void> {
    if (isStopped || commit.version <= delivered) return;
    if (commit.version !== delivered + 1) {
      isBehind = true;
      return;
    }
    await onCommit(commit);
    delivered = commit.version;
  }
}
