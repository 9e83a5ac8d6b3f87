import { type Context, Hono } from "hono";
import { z } from "zod";
import { dispatch } from "../dispatch.ts";
import type { AppEnv } from "../env.ts";
import { type ProblemCode, problemCodes, problemResponse } from "../problem.ts";
import { routes } from "../routes.ts";
import type { Services } from "../services.ts";
import type { Visit } from "./visit.ts";

export type ApiRequest = {
  readonly method: "post" | "put" | "patch" | "delete" | "get";
  /** Under `/api/v1`. */
  readonly path: string;
  readonly body?: unknown;
  /** Tells apart several requests made for one form: each is known again under the form's idempotency key. */
  readonly step?: string;
  readonly file?: { readonly bytes: Uint8Array<ArrayBuffer>; readonly type: string };
};
/** A refusal of the API as pages use it. */
export type Refused = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly code: string; readonly detail: string }[];
  readonly alternatives: readonly { readonly slot: number; readonly startsAt: string }[];
};
export type ApiAnswer =
  | { readonly ok: true; readonly body: unknown; readonly response: Response }
  | { readonly ok: false; readonly problem: Refused; readonly response: Response };

/** The API as the forms of the pages use it: the same routes, guards and limits, without a network between. */
export type Api = (visit: Visit, request: ApiRequest) => Promise<ApiAnswer>;

type InnerEnv = AppEnv & { Bindings: { outer: Context<AppEnv> } };

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), code: z.string(), detail: z.string() })).default([]),
  alternatives: z.array(z.object({ slot: z.number(), startsAt: z.string() })).default([]),
});

export function createApi(services: Services): Api {
  const app = new Hono<InnerEnv>();
  app.use(async (c, next) => {
    const { var: outer } = c.env.outer;
    c.set("identity", outer.identity);
    c.set("locale", outer.locale);
    c.set("address", outer.address);
    c.set("requestId", outer.requestId);
    await next();
  });
  for (const route of routes)
    app.on(route.method.toUpperCase(), route.path, (c) =>
      dispatch(services, route, c as unknown as Context<AppEnv>),
    );
  app.notFound((c) => problemResponse({ code: "not-found" }, c.var.locale, c.req.path));
  app.onError((error) => {
    throw error;
  });
  return async ({ c }, { method, path, body, file, step }) => {
    const headers = new Headers();
    const key = c.req.header("idempotency-key");
    if (key !== undefined) headers.set("idempotency-key", step === undefined ? key : `${key}/${step}`);
    if (file) headers.set("content-type", file.type);
    else if (body !== undefined) headers.set("content-type", "application/json");
    const sent = file ? file.bytes : body === undefined ? null : JSON.stringify(body);
    const init = { method: method.toUpperCase(), headers, body: sent };
    const response = await app.request(path, init, { outer: c });
    return read(response);
  };
}

async function read(response: Response): Promise<ApiAnswer> {
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const body: unknown = isJson ? await response.clone().json() : null;
  if (response.ok) return { ok: true, body, response };
  const problem = problemSchema.parse(body);
  const code = problemCodes.find((one) => one === problem.code) ?? "internal";
  return { ok: false, problem: { ...problem, code }, response };
}
