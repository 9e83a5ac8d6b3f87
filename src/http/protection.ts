import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "./env.ts";
import { isSameSecret } from "./identity.ts";
import { problemResponse } from "./problem.ts";
import type { Identity, Services } from "./services.ts";

/** No script, style, font or connection but ours; nobody frames us. */
export function protectedHeaders(isHttps: boolean): MiddlewareHandler {
  const self = ["'self'"];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: self,
      styleSrc: self,
      imgSrc: ["'self'", "data:"],
      fontSrc: self,
      connectSrc: self,
      manifestSrc: self,
      workerSrc: self,
      formAction: self,
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    strictTransportSecurity: isHttps ? "max-age=31536000; includeSubDomains" : false,
    crossOriginEmbedderPolicy: false,
    permissionsPolicy: { camera: ["self"], geolocation: [], microphone: [] },
  });
}

/**
 * Whatever changes something from a browser comes from a page of ours, and with the form token of its session
 * (field `csrf` or header `x-csrf-token`). API tokens are not sent by browsers on their own: they need neither.
 */
export function refuseForgery(services: Services): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const header = (name: string): string | undefined => c.req.header(name);
    const readToken = () => formToken(c.req.header("content-type"), c);
    const { identity, locale } = c.var;
    if (!(await isForged(services, { method: c.req.method, identity, header, readToken }))) return next();
    return problemResponse({ code: "csrf" }, locale, c.req.path);
  };
}

/** True when a request could have been made by a page of somebody else. */
export async function isForged(
  services: Services,
  request: {
    readonly method: string;
    readonly identity: Identity;
    header(name: string): string | undefined;
    /** The form token in the body, where there is a form. */
    readToken(): Promise<unknown>;
  },
): Promise<boolean> {
  const { method, identity, header, readToken } = request;
  if (method === "GET" || method === "HEAD" || method === "OPTIONS" || identity.via === "token") return false;
  if (!comesFromUs(header("origin"), header("host"), services.baseUrl())) return true;
  if (header("sec-fetch-site") === "cross-site") return true;
  if (identity.via !== "session" || identity.csrf === null) return false;
  const sent = header("x-csrf-token") ?? (await readToken());
  return typeof sent !== "string" || !isSameSecret(sent, identity.csrf);
}

function comesFromUs(origin: string | undefined, host: string | undefined, baseUrl: string): boolean {
  if (origin === undefined) return true;
  if (origin === new URL(baseUrl).origin) return true;
  return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`);
}

async function formToken(
  type: string | undefined,
  c: { req: { parseBody(): Promise<Record<string, unknown>> } },
): Promise<unknown> {
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type ?? "");
  if (!isForm) return undefined;
  try {
    return (await c.req.parseBody()).csrf;
  } catch {
    return undefined;
  }
}
