import { type Commit, JournalDamaged, type RecordedEvent } from "./journal.ts";

const streamPattern = /^[a-z][0-9a-z_-]{0,99}$/;

/** The text that every engine stores for one commit; refuses at once what could not be read back. */
export function toCommitText(
  stream: string,
  expectedVersion: number,
  events: readonly RecordedEvent[],
): string {
  if (!streamPattern.test(stream)) throw new TypeError(`not a stream name: ${JSON.stringify(stream)}`);
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new TypeError(`not a version: ${expectedVersion}`);
  }
  if (events.length === 0) throw new TypeError(`an empty commit on ${stream}`);
  if (!events.every(isRecordedEvent)) throw new TypeError(`an event without type or v on ${stream}`);
  return JSON.stringify(events);
}

/** Reads a commit back; `expected` is the only version that continuity allows here. */
export function toCommit(stream: string, version: number, expected: number, text: unknown): Commit {
  if (version !== expected) {
    throw new JournalDamaged(stream, expected, `missing, the next commit found is ${version}`);
  }
  return { stream, version, events: parseEvents(stream, version, text) };
}

function parseEvents(stream: string, version: number, text: unknown): readonly RecordedEvent[] {
  if (typeof text !== "string") throw new JournalDamaged(stream, version, "no text");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new JournalDamaged(stream, version, "not JSON, truncated or altered", { cause });
  }
  if (!Array.isArray(parsed) || parsed.length === 0 || !parsed.every(isRecordedEvent)) {
    throw new JournalDamaged(stream, version, "not a list of events");
  }
  return parsed;
}

function isRecordedEvent(value: unknown): value is RecordedEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "v" in value &&
    Number.isSafeInteger(value.v)
  );
}
