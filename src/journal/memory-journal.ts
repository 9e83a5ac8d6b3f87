import { toCommit, toCommitText } from "./commit-codec.ts";
import { createFollower, type Follower } from "./follower.ts";
import { type Commit, type Journal, JournalDamaged } from "./journal.ts";

/** A journal that lives and dies with the process: tests, simulations. Kept as text so that nothing is shared. */
export function createMemoryJournal(): Journal {
  const textsByStream = new Map<string, string[]>();
  const followers = new Set<Follower>();

  async function* read(stream: string, afterVersion: number): AsyncIterable<Commit> {
    const texts = textsByStream.get(stream) ?? [];
    if (afterVersion > texts.length) {
      throw new JournalDamaged(stream, afterVersion, `missing, the stream ends at ${texts.length}`);
    }
    for (let version = afterVersion + 1; version <= texts.length; version++) {
      yield toCommit(stream, version, version, texts[version - 1]);
    }
  }

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
      const onEnd = (ended: Follower) => followers.delete(ended);
      const follower = createFollower({ stream, afterVersion, read, onCommit, onFailure, onEnd });
      followers.add(follower);
      follower.wake();
      return follower;
    },
    async check() {},
    async close() {
      await Promise.all([...followers].map((follower) => follower.stop()));
    },
  };
}
