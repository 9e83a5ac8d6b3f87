import type { Context as HttpContext } from "hono";
import { z } from "zod";
import type { Action, Target } from "../domain/access.ts";
import { slotSchema } from "../domain/fair/events.ts";
import {
  disruptionIdSchema,
  draftIdSchema,
  fairIdSchema,
  meetingIdSchema,
  offerIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../domain/ids.ts";
import type { Locale } from "../i18n/catalogue.ts";
import type { FairStream } from "../runtime/runtime.ts";
import type { Outcome } from "../runtime/stream.ts";
import type { Deed } from "./deed.ts";
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
  disruptionId: disruptionIdSchema,
  offerId: offerIdSchema,
  slot: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(slotSchema),
  role: z.enum(["organiser", "steward"]),
  tokenId: z.string().regex(/^[0-9a-f]{16}$/),
  feed: z.string().regex(/^[\w~-]{20,250}(\.ics)?$/),
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

/** One request, parsed. */
export type Call<Path extends string, Query, Body> = {
  readonly services: Services;
  readonly params: ParamsOf<Path>;
  readonly query: Query;
  readonly body: Body;
  readonly identity: Identity;
  readonly locale: Locale;
  /** The fair of the path. */
  readonly fair: FairOf<Path>;
  /** The request as it came, for answers that set cookies. */
  readonly http: HttpContext;
  /** The raw body of routes that take files. */
  readonly bytes: Uint8Array;
};
type FairOf<Path extends string> = Path extends `/fairs/:fairId${string}` ? FairStream : undefined;
/** The same once the guard has let it through. */
export type AllowedCall<Path extends string, Query, Body> = Call<Path, Query, Body> & Deed<FairOf<Path>>;

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
export type AnyAllowedCall = AnyCall & Deed<FairStream | undefined>;

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
