import type { Instant, PersonId } from "./ids.ts";

export const roles = ["organiser", "steward", "delegate", "visitor"] as const;
export type Role = (typeof roles)[number];

/** Who gives a command, in which role, and when: `decide` has no clock of its own. */
export type Context = {
  readonly at: Instant;
  readonly by: PersonId | "system";
  readonly as: Role | "system";
};

/** Events to record, or a refusal that is a value. */
export type Decision<E, R> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly rejection: R };

/** An event as the journal keeps it: the fact, when, by whom, and the idempotency key of its command. */
export type Recorded<E> = E & {
  readonly at: Instant;
  readonly by: PersonId | "system";
  readonly key?: string;
};

export function accept<E>(...events: readonly E[]): { readonly ok: true; readonly events: readonly E[] } {
  return { ok: true, events };
}

export function reject<R>(rejection: R): { readonly ok: false; readonly rejection: R } {
  return { ok: false, rejection };
}
