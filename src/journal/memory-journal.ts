import { toCommit, toCommitText } from "./commit-codec.ts";
import { createFollower, type Follower } from "./follower.ts";
import { type Commit, type Journal, JournalDamaged } from "./journal.ts";

/** What journals in one process may share, as if it were their disk: version n is at index n - 1. */
export type MemoryJournalStore = {
  readonly textsByStream: Map<string, (string | null)[]>;
  readonly followers: Set<Follower>;
};

export function createMemoryJournalStore(): MemoryJournalStore {
  return { textsByStream: new Map(), followers: new Set() };
}

/** A journal that dies with the process: tests, simulations. Kept as text, as the durable ones do. */
export function createMemoryJournal(store: MemoryJournalStore = createMemoryJournalStore()): Journal {
  const { textsByStream, followers } = store;
  const ownFollowers = new Set<Follower>();

  return {
    read,
    async append(stream, expectedVersion, events) {
      const text = toCommitText(stream, expectedVersion, events);
      const texts = textsByStream.get(stream) ?? [];
      if (texts.length !== expectedVersion) return { ok: false, conflict: true, version: texts.length };
      texts.push(text);
      textsByStream.set(stream, texts);
      const version = texts.length;
      for (const follower of followers) {
        if (follower.stream === stream) follower.offer(toCommit(stream, version, version, text));
      }
      return { ok: true, version };
    },
    async version(stream) {
      return textsByStream.get(stream)?.length ?? 0;
    },
    async streams(prefix = "") {
      return [...textsByStream.keys()].filter((stream) => stream.startsWith(prefix)).sort();
    },
    async follow(stream, afterVersion, onCommit, onFailure) {
      const follower = createFollower({ stream, afterVersion, read, onCommit, onFailure, onEnd });
      followers.add(follower);
      ownFollowers.add(follower);
      follower.wake();
      return follower;
    },
    async check() {},
    async close() {
      await Promise.all([...ownFollowers].map((follower) => follower.stop()));
    },
  };

  async function* read(stream: string, afterVersion: number): AsyncIterable<Commit> {
    const texts = textsByStream.get(stream) ?? [];
    if (afterVersion > 0 && typeof texts[afterVersion - 1] !== "string") {
      throw new JournalDamaged(stream, afterVersion, `missing, the stream ends at ${texts.length}`);
    }
    for (let version = afterVersion + 1; version <= texts.length; version++) {
      yield toCommit(stream, version, version, texts[version - 1]);
    }
  }

  function onEnd(ended: Follower): void {
    followers.delete(ended);
    ownFollowers.delete(ended);
  }
}
