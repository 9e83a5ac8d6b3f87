import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import type { Action, Target } from "../domain/access.ts";
import type { Context, Role } from "../domain/decision.ts";
import type { DirectoryCommand } from "../domain/directory/commands.ts";
import type { DirectoryEvent } from "../domain/directory/events.ts";
import type { DirectoryRejection } from "../domain/directory/rejections.ts";
import type { FairCommand } from "../domain/fair/commands.ts";
import { type FairEvent, slotSchema } from "../domain/fair/events.ts";
import type { FairRejection } from "../domain/fair/rejections.ts";
import {
  draftIdSchema,
  fairIdSchema,
  meetingIdSchema,
  organisationIdSchema,
  type PersonId,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../domain/ids.ts";
import type { Locale } from "../i18n/catalogue.ts";
import type { FairStream } from "../runtime/runtime.ts";
import type { Idempotency, Outcome } from "../runtime/stream.ts";
import type { ProblemCode, Rejection } from "./problem.ts";
import type { Identity, Services } from "./services.ts";

/** Every name that a path may hold between slashes, and what it must look like. */
export const pathParameters = {
  fairId: fairIdSchema,
  organisationId: organisationIdSchema,
  otherId: organisationIdSchema,
  personId: personIdSchema,
  meetingId: meetingIdSchema,
  roomId: roomIdSchema,
  placeId: placeIdSchema,
  draftId: draftIdSchema,
  slot: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(slotSchema),
  role: z.enum(["organiser", "steward"]),
  tokenId: z.string().regex(/^[0-9a-f]{16}$/),
  feed: z.string().regex(/^[\w-]{20,200}(\.ics)?$/),
} as const;
type ParameterName = keyof typeof pathParameters;
type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
export type ParamsOf<Path extends string> = {
  readonly [K in NamesIn<Path> & ParameterName]: z.infer<(typeof pathParameters)[K]>;
};

/** One request that passed the guard: parsed, known and allowed. */
export type Call<Path extends string, Query, Body> = {
  readonly services: Services;
  readonly params: ParamsOf<Path>;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Identity;
  readonly locale: Locale;
  /** The fair of the path. */
  readonly fair: Path extends `/fairs/:fairId${string}` ? FairStream : undefined;
  /** The request as it came, for answers that set cookies or read bytes. */
  readonly http: import("hono").Context;
  /** The raw body of routes that take files. */
  readonly bytes: Uint8Array;
  /** An id for what this request makes: the same one when it is retried under its idempotency key. */
  newId<T extends string>(prefix: string, schema: { parse(value: unknown): T }): T;
};
/** The call once it is known in which role it is made. */
export type AllowedCall<Path extends string, Query, Body> = Call<Path, Query, Body> & {
  readonly as: Role;
  readonly personId: PersonId | null;
  context(by?: PersonId): Context;
  submitFair(command: FairCommand, step?: string): Promise<Outcome<FairEvent, FairRejection>>;
  submitDirectory(
    command: DirectoryCommand,
    step?: string,
    by?: PersonId,
  ): Promise<Outcome<DirectoryEvent, DirectoryRejection>>;
};

export type Reply<A> =
  | { readonly ok: true; readonly body: A; readonly headers?: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly rejection: Rejection };
export type FileReply = {
  readonly ok: true;
  readonly file: Uint8Array | string;
  readonly type: string;
  readonly name?: string;
  readonly headers?: Readonly<Record<string, string>>;
};
export type Method = "get" | "post" | "put" | "patch" | "delete";

type Spec<Path extends string, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = {
  readonly method: Method;
  /** Under `/api/v1`. */
  readonly path: Path;
  readonly action: Action;
  readonly summary: string;
  readonly query?: Q;
  readonly body?: B;
  /** A body of bytes instead of JSON. */
  readonly takesFile?: { readonly types: readonly string[]; readonly maxBytes: number };
  /** 200 unless said; without a schema there is no body, or it is a file of `type`. */
  readonly answer: { readonly status?: 200 | 201 | 202 | 204; readonly schema?: A; readonly type?: string };
  /** Refusals of this route beyond those that every route of its kind may give. */
  readonly refusals?: readonly ProblemCode[];
  /** Counted by address against the limit of sign-ins. */
  readonly isSensitive?: boolean;
  /** What is acted upon; by default the fair, organisation and person of the path. */
  target?(call: Call<Path, z.infer<Q>, z.infer<B>>): Target | Rejection;
  handle(
    call: AllowedCall<Path, z.infer<Q>, z.infer<B>>,
  ): Promise<Reply<z.input<A>> | FileReply> | Reply<z.input<A>> | FileReply;
};
/** A line of the table of routes, its types forgotten. */
export type Route = Omit<Spec<string, z.ZodType, z.ZodType, z.ZodType>, "target" | "handle"> & {
  readonly parameters: readonly ParameterName[];
  target(call: AnyCall): Target | Rejection;
  handle(call: AnyAllowedCall): Promise<Reply<unknown> | FileReply>;
};
export type AnyCall = Omit<Call<string, unknown, unknown>, "fair" | "params"> & {
  readonly fair: FairStream | undefined;
  readonly params: Readonly<Partial<Record<ParameterName, unknown>>>;
};
export type AnyAllowedCall = AnyCall &
  Pick<
    AllowedCall<string, unknown, unknown>,
    "as" | "personId" | "context" | "submitFair" | "submitDirectory"
  >;

const nothing = z.object({});

/** Declares one route: what it takes and answers, who may use it, and the thin function that does it. */
export function route<
  const Path extends string,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = z.ZodUndefined,
  A extends z.ZodType = z.ZodUndefined,
>(spec: Spec<Path, Q, B, A>): Route {
  const parameters = [...spec.path.matchAll(/:(\w+)/g)].map(([, name]) => name as ParameterName);
  const { target, handle, ...rest } = spec;
  return {
    ...(rest as unknown as Omit<Route, "parameters" | "target" | "handle">),
    parameters,
    target: (call) => (target ? target(call as never) : targetOfPath(call)),
    handle: async (call) => handle(call as never),
  };
}

/** The answer to a command: the body made from its facts, or why it was refused. */
export function reply<E, R extends Rejection, A>(
  outcome: Outcome<E, R>,
  present: (committed: Extract<Outcome<E, R>, { ok: true }>) => A,
): Reply<A> {
  return outcome.ok ? { ok: true, body: present(outcome) } : { ok: false, rejection: outcome.rejection };
}

export function done<A>(body: A, headers?: Readonly<Record<string, string>>): Reply<A> {
  return headers === undefined ? { ok: true, body } : { ok: true, body, headers };
}

export function refused(
  code: ProblemCode,
  field?: string,
): { readonly ok: false; readonly rejection: Rejection } {
  return { ok: false, rejection: field === undefined ? { code } : { code, field } };
}

/** One step of a request under its key: every step of a retry finds its first outcome. */
export function idempotencyOf(
  key: string | undefined,
  request: string,
  step: string,
): Idempotency | undefined {
  if (key === undefined) return undefined;
  const fingerprint = createHash("sha256").update(request).digest("base64url").slice(0, 22);
  return { key: step === "" ? key : `${key}/${step}`, fingerprint };
}

/** Twelve letters that a retry under the same key finds again. */
export function idTail(secret: string, of: readonly string[]): string {
  const digest = createHmac("sha256", secret).update(JSON.stringify(of)).digest();
  return BigInt(`0x${digest.toString("hex")}`)
    .toString(36)
    .slice(0, 12);
}

function targetOfPath({ params, identity }: AnyCall): Target {
  const { fairId, organisationId, personId } = params as Partial<
    ParamsOf<"/:fairId/:organisationId/:personId">
  >;
  return {
    ...(fairId === undefined ? {} : { fairId }),
    ...(organisationId === undefined ? {} : { organisations: [organisationId] }),
    ...(personId === undefined
      ? identity.principal.personId === null
        ? {}
        : { personId: identity.principal.personId }
      : { personId }),
  };
}
