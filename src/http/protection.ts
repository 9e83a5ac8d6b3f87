import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "./env.ts";
import { isSameSecret } from "./identity.ts";
import { problemResponse } from "./problem.ts";
import type { Services } from "./services.ts";

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
    if (c.req.method === "GET" || c.req.method === "HEAD" || c.req.method === "OPTIONS") return next();
    const { via, csrf } = c.var.identity;
    if (via === "token") return next();
    const refuse = () => problemResponse({ code: "csrf" }, c.var.locale, c.req.path);
    if (!comesFromUs(c.req.header("origin"), c.req.header("host"), services.baseUrl())) return refuse();
    if (c.req.header("sec-fetch-site") === "cross-site") return refuse();
    if (via === "session" && csrf !== null) {
      const sent = c.req.header("x-csrf-token") ?? (await formToken(c.req.header("content-type"), c));
      if (typeof sent !== "string" || !isSameSecret(sent, csrf)) return refuse();
    }
    return next();
  };
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
