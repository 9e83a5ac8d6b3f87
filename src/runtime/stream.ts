import type { Context, Decision, Recorded } from "../domain/decision.ts";
import type { UndoLog } from "../domain/table.ts";
import {
  type Commit,
  type Following,
  type Journal,
  JournalUnavailable,
  type RecordedEvent,
} from "../journal/journal.ts";
import { decideBatch } from "./decide-batch.ts";
import { createOutcomes } from "./outcomes.ts";

/** One kind of stream: how its state is made, how it decides and how it takes in facts. */
export type StreamDefinition<W extends S & { readonly log: UndoLog }, S, C, E, R> = {
  create(): W;
  decide(state: S, command: C, context: Context): Decision<E, R>;
  /** The same in steps, for a command that takes long; the state stands still until the last of them. */
  decideInSteps?(state: S, command: C, context: Context): Generator<void, Decision<E, R>, void> | undefined;
  evolve(state: W, event: Recorded<E>): void;
  upcast(event: RecordedEvent): Recorded<E>;
};

/** A retry with the same key gets the first outcome; the same key with another request is refused. */
export type Idempotency = { readonly key: string; readonly fingerprint: string };

export type Refusal = { readonly code: "busy" | "idempotency-key-reused" };
export type Outcome<E, R> =
  | {
      readonly ok: true;
      readonly version: number;
      readonly events: readonly Recorded<E>[];
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly rejection: R | Refusal };

export type Committed<E> = { readonly version: number; readonly events: readonly Recorded<E>[] };

export type LiveStream<S, C, E, R> = {
  readonly name: string;
  /** Read-only to everyone but this stream. */
  readonly state: S;
  readonly version: number;
  /** True when the state is exactly at `version`: no decided fact waits for the disk. Always so in `onCommit`. */
  readonly isSettled: boolean;
  /** Decides, and answers once the facts are on disk. */
  submit(command: C, context: Context, idempotency?: Idempotency): Promise<Outcome<E, R>>;
  /** Told of every commit after it is on disk and in the state, whichever node wrote it. Returns how to stop. */
  onCommit(listener: (committed: Committed<E>) => void): () => void;
  /** Resolves when the state has reached this version, or once `withinMs` are over. */
  reached(version: number, withinMs?: number): Promise<void>;
  /** Waits for what was submitted, then stops following. */
  close(): Promise<void>;
};

/** A command with whoever waits for its outcome. */
export type Waiting<C, E, R> = {
  readonly command: C;
  readonly context: Context;
  readonly idempotency: Idempotency | undefined;
  resolve(outcome: Outcome<E, R>): void;
  reject(error: unknown): void;
};

const maxAttempts = 5;
const maxBatch = 1024;
const maxWaiting = 20_000;

/**
 * Opens a stream: folds its history, follows it, and decides commands in order, those that arrive while an
 * append is under way leaving together as one commit. The only place where a version conflict is handled.
 */
export async function openStream<W extends S & { readonly log: UndoLog }, S, C, E, R>(
  journal: Journal,
  name: string,
  definition: StreamDefinition<W, S, C, E, R>,
  onFailure: (error: unknown) => void,
): Promise<LiveStream<S, C, E, R>> {
  const state = definition.create();
  const outcomes = createOutcomes<E, R>();
  const listeners = new Set<(committed: Committed<E>) => void>();
  const arrivals: Commit[] = [];
  const waiting: Waiting<C, E, R>[] = [];
  const waitingForVersion = new Set<{ version: number; resolve(): void }>();
  let version = 0;
  let isAppending = false;
  let isPumping = false;
  let isClosed = false;
  let failure: unknown;

  const settleWaits = (): void => {
    for (const wait of waitingForVersion)
      if (wait.version <= version) {
        waitingForVersion.delete(wait);
        wait.resolve();
      }
  };
  const publish = (committed: Committed<E>): void => {
    outcomes.remember(committed);
    for (const listener of listeners) {
      try {
        listener(committed);
      } catch (error) {
        onFailure(error);
      }
    }
    settleWaits();
  };
  /** Whatever was not understood, nothing may be decided on a state without it. */
  const fail = (error: unknown): void => {
    if (failure !== undefined) return;
    failure = error;
    onFailure(error);
  };
  const noLonger = (): JournalUnavailable =>
    new JournalUnavailable(`stream ${name} is no longer followed`, { cause: failure });
  const apply = (commit: Commit): void => {
    if (commit.version <= version) return;
    if (commit.version !== version + 1)
      throw new Error(`stream ${name}: version ${commit.version} follows ${version}`);
    // All of a commit is understood before any of it is taken in.
    const events = commit.events.map((event) => definition.upcast(event));
    for (const event of events) definition.evolve(state, event);
    version = commit.version;
    publish({ version, events });
  };
  const drain = (): void => {
    try {
      for (const commit of arrivals.splice(0)) apply(commit);
    } catch (error) {
      fail(error);
    }
  };
  const catchUp = async (): Promise<void> => {
    for await (const commit of journal.read(name, version)) apply(commit);
    drain();
  };
  const catchUpWhileOpen = async (): Promise<void> => {
    try {
      await catchUp();
    } catch (error) {
      if (!(error instanceof JournalUnavailable)) fail(error);
      throw error;
    }
  };

  const settle = async (all: readonly Waiting<C, E, R>[]): Promise<void> => {
    let batch = all;
    for (let attempt = 1; attempt <= maxAttempts && batch.length > 0; attempt += 1) {
      if (failure !== undefined) throw noLonger();
      state.log.begin();
      const decided = await decideBatch(definition, state, outcomes, batch, version + 1);
      if (!decided.ok) {
        state.log.rollback();
        drain();
        const { index } = decided;
        batch[index]?.reject(decided.error);
        batch = batch.filter((_, other) => other !== index);
        attempt -= 1;
        continue;
      }
      const { events, answers } = decided;
      if (events.length > 0) {
        isAppending = true;
        let outcome: Awaited<ReturnType<Journal["append"]>>;
        try {
          outcome = await journal.append(name, version, events as unknown as readonly RecordedEvent[]);
        } catch (error) {
          state.log.rollback();
          isAppending = false;
          drain();
          throw error;
        }
        isAppending = false;
        if (!outcome.ok) {
          state.log.rollback();
          drain();
          await catchUpWhileOpen();
          // Nodes that lost the same race must not meet again at once.
          if (attempt > 1 && attempt < maxAttempts)
            await new Promise((done) => setTimeout(done, Math.random() * 4 ** attempt));
          continue;
        }
        state.log.keep();
        version += 1;
        publish({ version, events });
      } else state.log.keep();
      // Other nodes may have written while it was decided, or appended.
      drain();
      for (const [index, answer] of answers.entries()) {
        const { context, idempotency, resolve, reject } = batch[index] ?? {};
        if ("thrown" in answer) reject?.(answer.thrown);
        else {
          if (idempotency && context) outcomes.settle(context.by, idempotency, answer);
          resolve?.(answer);
        }
      }
      waiting.unshift(...batch.slice(answers.length));
      return;
    }
    for (const command of batch) command.resolve({ ok: false, rejection: { code: "busy" } });
  };

  const pump = async (): Promise<void> => {
    try {
      while (waiting.length > 0) {
        const batch = waiting.splice(0, maxBatch);
        try {
          await settle(batch);
        } catch (error) {
          const reason = failure === undefined ? error : noLonger();
          for (const command of batch) command.reject(reason);
          // What was not answered may have been written all the same.
          if (failure === undefined) await catchUpWhileOpen().catch(() => undefined);
        }
      }
    } finally {
      isPumping = false;
      if (waiting.length > 0) start();
    }
  };
  const start = (): void => {
    if (isPumping) return;
    isPumping = true;
    // What the same turn of the event loop brings leaves in the same commit.
    setImmediate(() => void pump());
  };

  await catchUp();
  const following: Following = await journal.follow(
    name,
    version,
    (commit) => {
      if (isAppending || state.log.isOpen) arrivals.push(commit);
      else apply(commit);
    },
    fail,
  );

  return {
    name,
    state,
    get version() {
      return version;
    },
    get isSettled() {
      return !state.log.isOpen;
    },
    submit(command, context, idempotency) {
      return new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(noLonger());
        if (isClosed) return reject(new JournalUnavailable(`stream ${name} is closed`));
        if (waiting.length >= maxWaiting) return resolve({ ok: false, rejection: { code: "busy" } });
        waiting.push({ command, context, idempotency, resolve, reject });
        start();
      });
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    reached(wanted, withinMs) {
      if (wanted <= version) return Promise.resolve();
      return new Promise((resolve) => {
        const wait = { version: wanted, resolve };
        waitingForVersion.add(wait);
        if (withinMs === undefined) return;
        // Whoever waits for what never comes is not remembered.
        setTimeout(() => {
          waitingForVersion.delete(wait);
          resolve();
        }, withinMs).unref();
      });
    },
    async close() {
      isClosed = true;
      while (isPumping || waiting.length > 0) await new Promise((done) => setTimeout(done, 1));
      await following.stop();
      for (const { resolve } of waitingForVersion) resolve();
      waitingForVersion.clear();
    },
  };
}
