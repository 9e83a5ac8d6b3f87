/** One recorded fact: plain JSON; the journal knows nothing of its fields beyond these two. */
export type RecordedEvent = {
  readonly type: string;
  readonly v: number;
  readonly [field: string]: unknown;
};

/** What one append wrote: `version` is its position in the stream, from 1, without holes. */
export type Commit = {
  readonly stream: string;
  readonly version: number;
  readonly events: readonly RecordedEvent[];
};

/** On conflict nothing was written; `version` is then the last one of the stream as the engine saw it. */
export type AppendOutcome =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly conflict: true; readonly version: number };

export type Following = {
  /** Resolves when no handler runs any more: not to be awaited inside the handler. */
  stop(): Promise<void>;
};

export type Journal = {
  /** Writes one commit at `expectedVersion + 1`, or nothing; durable when it resolves. 0 is the empty stream. */
  append(stream: string, expectedVersion: number, events: readonly RecordedEvent[]): Promise<AppendOutcome>;
  /**
   * The commits after `afterVersion`, in order, up to the end. Throws `JournalDamaged` rather than skip one,
   * or when the stream ends before `afterVersion`: commits once seen are lost.
   */
  read(stream: string, afterVersion: number): AsyncIterable<Commit>;
  /** The version of the last commit, 0 when there is none. */
  version(stream: string): Promise<number>;
  /** Names of the streams that hold at least one commit, sorted. */
  streams(prefix?: string): Promise<readonly string[]>;
  /**
   * Hands over every commit after `afterVersion`, past and future, whichever process wrote it, one at a time
   * and in order. When it can go no further (damage, or a handler that throws) it stops and says why, once.
   */
  follow(
    stream: string,
    afterVersion: number,
    onCommit: (commit: Commit) => void | Promise<void>,
    onFailure: (error: unknown) => void,
  ): Promise<Following>;
  /** Throws when the engine does not answer: readiness. */
  check(): Promise<void>;
  /** Ends the followings, then waits for appends under way. */
  close(): Promise<void>;
};

/** The history cannot be trusted from `version` on: never skip, never guess. */
export class JournalDamaged extends Error {
  readonly code = "journal-damaged";
  readonly stream: string;
  readonly version: number;
  constructor(stream: string, version: number, fault: string, options?: ErrorOptions) {
    super(`journal damaged: stream ${stream}, version ${version}: ${fault}`, options);
    this.name = "JournalDamaged";
    this.stream = stream;
    this.version = version;
  }
}

/** The engine did not answer in time. An append may or may not have been written: read before deciding again. */
export class JournalUnavailable extends Error {
  readonly code = "journal-unavailable";
  constructor(fault: string, options?: ErrorOptions) {
    super(`journal unavailable: ${fault}`, options);
    this.name = "JournalUnavailable";
  }
}

/** The journal was opened in a way that could lose what it acknowledged. */
export class JournalUnsafe extends Error {
  readonly code = "journal-unsafe";
  constructor(fault: string) {
    super(`journal unsafe: ${fault}`);
    this.name = "JournalUnsafe";
  }
}
