import type { Recorded } from "../domain/decision.ts";
import type { Committed, Idempotency, Outcome } from "./stream.ts";

const remembered = 20_000;

export type Outcomes<E, R> = {
  remember(committed: Committed<E>): void;
  refuse(by: string, idempotency: Idempotency, rejection: unknown): void;
  find(by: string, idempotency: Idempotency): Outcome<E, R> | undefined;
  /** What the journal keeps on the events of a command, so that every node knows its outcome. */
  stamp(idempotency: Idempotency): string;
};

/** First outcomes by person and key; the oldest are forgotten. Refusals are only known to the node that made them. */
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
    refuse(by, { key, fingerprint }, rejection) {
      const scoped = `${by} ${key}`;
      const { code } = rejection as { code?: string };
      if (byKey.has(scoped) || code === "busy" || code === "idempotency-key-reused") return;
      keep(scoped, fingerprint, { ok: false, rejection: rejection as R });
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
