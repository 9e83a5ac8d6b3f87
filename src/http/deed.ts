import type { Context, Role } from "../domain/decision.ts";
import type { DirectoryCommand } from "../domain/directory/commands.ts";
import type { DirectoryEvent } from "../domain/directory/events.ts";
import type { DirectoryRejection } from "../domain/directory/rejections.ts";
import type { FairCommand } from "../domain/fair/commands.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import type { FairRejection } from "../domain/fair/rejections.ts";
import type { PersonId } from "../domain/ids.ts";
import type { Locale } from "../i18n/catalogue.ts";
import { newId } from "../runtime/new-id.ts";
import type { FairStream } from "../runtime/runtime.ts";
import type { Outcome } from "../runtime/stream.ts";
import { idempotencyOf, idTail } from "./idempotency.ts";
import type { Identity, Services } from "./services.ts";

/** What somebody does to a fair or the directory once the guard has let them: for API routes and forms alike. */
export type Deed<F extends FairStream | undefined = FairStream> = {
  readonly services: Services;
  readonly fair: F;
  readonly identity: Identity;
  readonly personId: PersonId | null;
  readonly as: Role;
  readonly locale: Locale;
  context(by?: PersonId): Context;
  /** An id for what is made: the same one, in the same order, when the request is retried under its key. */
  newId<T extends string>(prefix: string, schema: { parse(value: unknown): T }): T;
  /** `step` tells apart several commands of one request. */
  submitFair(command: FairCommand, step?: string): Promise<Outcome<FairEvent, FairRejection>>;
  submitDirectory(
    command: DirectoryCommand,
    step?: string,
    by?: PersonId,
  ): Promise<Outcome<DirectoryEvent, DirectoryRejection>>;
};

export function createDeed<F extends FairStream | undefined>(options: {
  readonly services: Services;
  readonly fair: F;
  readonly identity: Identity;
  readonly as: Role;
  readonly locale: Locale;
  /** The idempotency key, if one came. */
  readonly key: string | undefined;
  /** All that tells this request from another: method, path and body. */
  readonly request: string;
}): Deed<F> {
  const { services, fair, identity, as, locale, key, request } = options;
  const { personId } = identity.principal;
  let made = 0;
  const context = (by?: PersonId): Context => ({
    at: services.runtime.clock.now(),
    by: by ?? personId ?? "system",
    as,
  });
  const count = <E, R extends { code: string }>(type: string, outcome: Outcome<E, R>): Outcome<E, R> => {
    services.metrics.commands.inc({ type, outcome: outcome.ok ? "ok" : outcome.rejection.code });
    return outcome;
  };
  return {
    services,
    fair,
    identity,
    personId,
    as,
    locale,
    context,
    newId(prefix, schema) {
      made += 1;
      if (key === undefined) return newId(prefix, (value) => schema.parse(value));
      const tail = idTail(services.config.secret, [personId ?? "", key, request, prefix, String(made)]);
      return schema.parse(`${prefix}_${tail}`);
    },
    async submitFair(command, step = "") {
      if (!fair) throw new Error("a command for no fair");
      return count(command.type, await fair.submit(command, context(), idempotencyOf(key, request, step)));
    },
    async submitDirectory(command, step = "", by) {
      const { directory } = services.runtime;
      return count(
        command.type,
        await directory.submit(command, context(by), idempotencyOf(key, request, step)),
      );
    },
  };
}
