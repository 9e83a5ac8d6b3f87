import type { Recorded } from "../domain/decision.ts";
import type { Committed, Idempotency, Outcome } from "./stream.ts";

const remembered = 20_000;

export type Outcomes<E, R> = {
  remember(committed: Committed<E>): void;
  /** Remembers on this node what left no fact in the journal: refusals, and what was so already. */
  settle(by: string, idempotency: Idempotency, outcome: Outcome<E, R>): void;
  find(by: string, idempotency: Idempotency): Outcome<E, R> | undefined;
  /** What the journal keeps on the events of a command, so that every node knows its outcome. */
  stamp(idempotency: Idempotency): string;
};

/** First outcomes by person and key; the oldest are forgotten. What left no fact is only known to the node that made them. */
export function createOutcomes<E, R>(): Outcomes<E, R> {
  const byKey = new Map<string, { readonly fingerprint: string; readonly outcome: Outcome<E, R> }>();
  const keep = (scoped: string, fingerprint: string, outcome: Outcome<E, R>): void => {
    byKey.set(scoped, { fingerprint, outcome });
    if (byKey.size > remembered) {
      const oldest = byKey.keys().next().value;
      if (oldest !== undefined) byKey.delete(oldest);
    }
  };
  return {
    remember({ version, events }) {
      const grouped = new Map<string, Recorded<E>[]>();
      for (const event of events) {
        if (event.key === undefined) continue;
        const scoped = `${event.by} ${event.key}`;
        const group = grouped.get(scoped);
        if (group) group.push(event);
        else grouped.set(scoped, [event]);
      }
      for (const [scoped, group] of grouped) {
        const cut = scoped.lastIndexOf("#");
        const outcome = { ok: true, version, events: group, replayed: true } as const;
        keep(scoped.slice(0, cut), scoped.slice(cut + 1), outcome);
      }
    },
    settle(by, { key, fingerprint }, outcome) {
      const scoped = `${by} ${key}`;
      if (byKey.has(scoped)) return;
      if (outcome.ok) return keep(scoped, fingerprint, { ...outcome, replayed: true });
      const { code } = outcome.rejection as { code?: string };
      if (code !== "busy" && code !== "idempotency-key-reused") keep(scoped, fingerprint, outcome);
    },
    find(by, { key, fingerprint }) {
      const first = byKey.get(`${by} ${key}`);
      if (!first) return undefined;
      if (first.fingerprint !== fingerprint)
        return { ok: false, rejection: { code: "idempotency-key-reused" } };
      return first.outcome;
    },
    stamp: ({ key, fingerprint }) => `${key}#${fingerprint}`,
  };
}
