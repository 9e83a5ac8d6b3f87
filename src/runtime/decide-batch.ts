import type { Recorded } from "../domain/decision.ts";
import type { UndoLog } from "../domain/table.ts";
import { inSlices } from "./in-slices.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Outcome, StreamDefinition, Waiting } from "./stream.ts";

/** A commit may pass this only by the events of one command: engines, followers and memory take it whole. */
const maxEvents = 5000;

/** What came of each command in order, as many as were taken; a bug in one of them is only its own. */
export type DecidedBatch<E, R> =
  | {
      readonly ok: true;
      readonly events: readonly Recorded<E>[];
      readonly answers: readonly (Outcome<E, R> | { readonly thrown: unknown })[];
    }
  /** The state is spoilt from this command on and must be rolled back. */
  | { readonly ok: false; readonly index: number; readonly error: unknown };

/**
 * Decides commands in order, each seeing what those before it did; evolves the state under its open undo log. Lets
 * others run while a long command is decided, never while what came of it is taken in.
 */
export async function decideBatch<W extends S & { readonly log: UndoLog }, S, C, E, R>(
  { decide, decideInSteps, evolve }: StreamDefinition<W, S, C, E, R>,
  state: W,
  outcomes: Outcomes<E, R>,
  batch: readonly Waiting<C, E, R>[],
  version: number,
): Promise<DecidedBatch<E, R>> {
  const events: Recorded<E>[] = [];
  const answers: (Outcome<E, R> | { readonly thrown: unknown })[] = [];
  const firsts = new Map<string, { readonly fingerprint: string; readonly index: number }>();
  for (const [index, { command, context, idempotency }] of batch.entries()) {
    if (events.length >= maxEvents) break;
    if (idempotency) {
      const known = outcomes.find(context.by, idempotency);
      const scoped = `${context.by} ${idempotency.key}`;
      const first = firsts.get(scoped);
      const answer = first && answers[first.index];
      if (known) answers.push(known);
      else if (first && first.fingerprint !== idempotency.fingerprint)
        answers.push({ ok: false, rejection: { code: "idempotency-key-reused" } });
      else if (answer) answers.push("ok" in answer && answer.ok ? { ...answer, replayed: true } : answer);
      if (answers.length > index) continue;
      firsts.set(scoped, { fingerprint: idempotency.fingerprint, index });
    }
    let decision: ReturnType<typeof decide>;
    try {
      const steps = decideInSteps?.(state, command, context);
      decision = steps ? await inSlices(steps) : decide(state, command, context);
    } catch (thrown) {
      answers.push({ thrown });
      continue;
    }
    if (!decision.ok) {
      answers.push({ ok: false, rejection: decision.rejection });
      continue;
    }
    const key = idempotency && decision.events.length > 0 ? outcomes.stamp(idempotency) : undefined;
    const recorded = decision.events.map(
      (event): Recorded<E> => ({
        ...event,
        at: context.at,
        by: context.by,
        ...(key === undefined ? {} : { key }),
      }),
    );
    try {
      for (const event of recorded) evolve(state, event);
    } catch (error) {
      return { ok: false, index, error };
    }
    for (const event of recorded) events.push(event);
    answers.push({ ok: true, version, events: recorded, replayed: false });
  }
  return { ok: true, events, answers };
}
