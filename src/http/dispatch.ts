import type { Context as HttpContext } from "hono";
import type { z } from "zod";
import type { FairId } from "../domain/ids.ts";
import type { Locale } from "../i18n/catalogue.ts";
import type { FairStream } from "../runtime/runtime.ts";
import { authorise, couldEver } from "./authorise.ts";
import { createDeed } from "./deed.ts";
import type { AppEnv } from "./env.ts";
import { isIdempotencyKey } from "./idempotency.ts";
import { type FieldFault, problemResponse, type Rejection } from "./problem.ts";
import { type AnyCall, type FileReply, pathParameters, type Reply, type Route } from "./route.ts";
import type { Identity, Services } from "./services.ts";

export const maxJsonBytes = 2_000_000;
const maxFaults = 50;
const noBytes = new Uint8Array();

type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

/** A request as routes are served from it, whichever way it came in. */
export type Asked = {
  readonly method: string;
  readonly path: string;
  readonly identity: Identity;
  readonly locale: Locale;
  readonly address: string;
  /** For the few routes that set cookies; they are only served through Hono. */
  readonly http: HttpContext<AppEnv> | undefined;
  header(name: string): string | undefined;
  param(name: string): string | undefined;
  queries(): Record<string, string[]>;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
};

/** Serves one route of the table through Hono. */
export async function dispatch(services: Services, route: Route, c: HttpContext<AppEnv>): Promise<Response> {
  const outcome = await answer(services, route, {
    method: c.req.method,
    path: c.req.path,
    identity: c.var.identity,
    locale: c.var.locale,
    address: c.var.address,
    http: c,
    header: (name) => c.req.header(name),
    param: (name) => c.req.param(name),
    queries: () => c.req.queries(),
    text: () => c.req.text(),
    arrayBuffer: () => c.req.arrayBuffer(),
  });
  if (!outcome.ok) return problemResponse(outcome.rejection, c.var.locale, c.req.path);
  for (const [name, value] of Object.entries(outcome.headers ?? {})) c.header(name, value);
  if (c.res.headers.get("cache-control") === null && outcome.headers?.["cache-control"] === undefined)
    c.header("cache-control", "no-store");
  if ("file" in outcome) {
    if (outcome.name !== undefined) c.header("content-disposition", `attachment; filename="${outcome.name}"`);
    c.header("content-type", outcome.type);
    return c.body(typeof outcome.file === "string" ? outcome.file : new Uint8Array(outcome.file).buffer);
  }
  const status = statusOfAnswer(route);
  return status === 204 ? c.body(null, 204) : c.json(outcome.body, status);
}

export function statusOfAnswer(route: Route): 200 | 201 | 202 | 204 {
  return route.answer.status ?? (route.answer.schema === undefined ? 204 : 200);
}

/** Parse, guard, handle: what a route answers, or why not. Only bugs and broken engines throw. */
export async function answer(
  services: Services,
  route: Route,
  asked: Asked,
): Promise<Reply<unknown> | FileReply> {
  const { identity, locale } = asked;
  const { principal } = identity;
  const possible = couldEver(principal, route.action);
  if (!possible.ok) return possible;
  const limited = await limit(services, route, asked);
  if (limited) return { ok: false, rejection: limited };

  const params: Record<string, unknown> = {};
  for (const name of route.parameters) {
    const parsed = pathParameters[name].safeParse(asked.param(name));
    if (!parsed.success) return { ok: false, rejection: { code: "not-found" } };
    params[name] = parsed.data;
  }
  const fair = await openFair(services, params.fairId as FairId | undefined);
  if (!fair.ok) return fair;
  const query = route.query
    ? parse(route.query, readQuery(asked), "query")
    : ({ ok: true, value: {} } as const);
  if (!query.ok) return query;
  const body = await readBody(route, asked);
  if (!body.ok) return body;
  const key = asked.header("idempotency-key");
  if (key !== undefined && !isIdempotencyKey(key))
    return fault("idempotency-key", "idempotency-key", "1 to 100 visible ASCII characters");

  const request = `${asked.method} ${asked.path}\n${body.text}`;
  const call: AnyCall = {
    services,
    params,
    query: query.value,
    body: body.value,
    bytes: body.bytes,
    identity,
    locale,
    fair: fair.value,
    http: asked.http as HttpContext<AppEnv>,
  };
  const target = route.target(call);
  if ("code" in target) return { ok: false, rejection: target };
  const allowed = authorise(principal, route.action, target);
  if (!allowed.ok) return allowed;

  const deed = createDeed({ services, fair: fair.value, identity, as: allowed.as, locale, key, request });
  return route.handle(Object.assign(deed, call));
}

async function limit(
  services: Services,
  route: Route,
  { identity, address }: Asked,
): Promise<Rejection | undefined> {
  const { limits } = services;
  const who = identity.principal.personId ?? address;
  const wait = route.isSensitive
    ? await limits.signIn(address)
    : await (route.method === "get" ? limits.read(address) : limits.command(who));
  return wait === undefined ? undefined : { code: "too-many-requests", retryAfterSeconds: wait };
}

async function openFair(services: Services, id: FairId | undefined): Promise<Read<FairStream | undefined>> {
  if (id === undefined) return { ok: true, value: undefined };
  const fair = await services.runtime.fair(id);
  return fair?.state.header.get()
    ? { ok: true, value: fair }
    : { ok: false, rejection: { code: "fair-unknown" } };
}

function readQuery(asked: Asked): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(asked.queries()).map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}

type ReadBody = Read<unknown> & { readonly text: string; readonly bytes: Uint8Array };

async function readBody(route: Route, asked: Asked): Promise<ReadBody> {
  const bytes = noBytes;
  const type = asked.header("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (route.takesFile) {
    if (!route.takesFile.types.includes(type))
      return { ok: false, rejection: { code: "unsupported-type" }, text: "", bytes };
    const file = new Uint8Array(await asked.arrayBuffer());
    if (file.byteLength > route.takesFile.maxBytes)
      return { ok: false, rejection: { code: "too-large" }, text: "", bytes };
    return { ok: true, value: undefined, text: Buffer.from(file).toString("base64"), bytes: file };
  }
  if (!route.body) return { ok: true, value: undefined, text: "", bytes };
  const text = await asked.text();
  if (text.length > maxJsonBytes) return { ok: false, rejection: { code: "too-large" }, text, bytes };
  if (type !== "application/json" && (text !== "" || type !== ""))
    return { ok: false, rejection: { code: "unsupported-type" }, text, bytes };
  let raw: unknown;
  try {
    raw = text === "" ? {} : JSON.parse(text);
  } catch {
    return { ...fault("", "invalid_json", "the body is not JSON"), text, bytes };
  }
  return { ...parse(route.body, raw, ""), text, bytes };
}

function parse(schema: z.ZodType, raw: unknown, prefix: string): Read<unknown> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = parsed.error.issues.slice(0, maxFaults).map(
    (issue): FieldFault => ({
      field: [...(prefix === "" ? [] : [prefix]), ...issue.path.map(String)].join(".").slice(0, 200),
      code: issue.code,
      detail: issue.message.slice(0, 300),
    }),
  );
  return { ok: false, rejection: { code: "bad-input", errors } };
}

function fault(field: string, code: string, detail: string): { ok: false; rejection: Rejection } {
  return { ok: false, rejection: { code: "bad-input", errors: [{ field, code, detail }] } };
}
