import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { nobody } from "../domain/access.ts";
import type { AppEnv } from "./env.ts";
import { localeOf } from "./locale.ts";
import { problemResponse } from "./problem.ts";
import type { Services } from "./services.ts";

/** Requests under way, so that a server that stops answers them first. */
export type Drain = {
  readonly isClosing: boolean;
  begin(): void;
  end(): void;
  /** From now on requests are refused; resolves when those under way are answered, or after `timeoutMs`. */
  close(timeoutMs: number): Promise<void>;
};

export function createDrain(): Drain {
  let underWay = 0;
  let isClosing = false;
  let onEmpty: (() => void) | undefined;
  return {
    get isClosing() {
      return isClosing;
    },
    begin() {
      underWay += 1;
    },
    end() {
      underWay -= 1;
      if (underWay === 0) onEmpty?.();
    },
    async close(timeoutMs) {
      isClosing = true;
      if (underWay === 0) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        onEmpty = resolve;
        timer = setTimeout(resolve, timeoutMs);
      });
      clearTimeout(timer);
    },
  };
}

/** Every request: its id, language, address and person; one log line and one measure when it is answered. */
export function requests(services: Services, drain: Drain): MiddlewareHandler<AppEnv> {
  const { identities, config } = services;
  return async (c, next) => {
    const startedMs = performance.now();
    const requestId = requestIdOf(c.req.header("x-request-id"));
    c.set("requestId", requestId);
    c.set("locale", localeOf(c));
    c.set(
      "address",
      addressOf(
        (c.env as { incoming?: IncomingMessage } | undefined)?.incoming,
        forwarded(c),
        config.trustedProxies,
      ),
    );
    c.set("identity", { principal: nobody, via: "nobody", csrf: null });
    if (drain.isClosing) {
      c.res = problemResponse({ code: "unavailable", retryAfterSeconds: 2 }, c.var.locale);
      c.res.headers.set("connection", "close");
      return;
    }
    const identity = await identities.identify({
      cookie: c.req.header("cookie"),
      authorization: c.req.header("authorization"),
    });
    if (identity) {
      c.set("identity", identity);
      await next();
    } else c.res = problemResponse({ code: "not-signed-in" }, c.var.locale, c.req.path);
    c.header("x-request-id", requestId);
    const route = matchedRoutes(c).find(({ path }) => !path.includes("*"))?.path ?? "unmatched";
    noteRequest(services, { requestId, method: c.req.method, route, status: c.res.status, startedMs });
  };

  function forwarded(c: { req: { header(name: string): string | undefined } }): string | undefined {
    return c.req.header("x-forwarded-for");
  }
}

/** The id that a proxy gave, or a fresh one. */
export function requestIdOf(given: string | undefined): string {
  return given !== undefined && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/** One measure and one log line for a request that is answered. */
export function noteRequest(
  { log, metrics }: Services,
  request: {
    readonly requestId: string;
    readonly method: string;
    readonly route: string;
    readonly status: number;
    readonly startedMs: number;
  },
): void {
  const { requestId, method, route, status, startedMs } = request;
  const ms = performance.now() - startedMs;
  metrics.requestSeconds.observe({ method, route, status: String(status) }, ms / 1000);
  if (log.isLevelEnabled("info"))
    log.info({ requestId, method, route, status, ms: Math.round(ms * 10) / 10 }, "request");
}

/** The address that limits count by: the one that the outermost believed proxy saw. */
export function addressOf(
  incoming: IncomingMessage | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  const direct = incoming?.socket?.remoteAddress ?? "local";
  if (trustedProxies === 0 || forwardedFor === undefined) return direct;
  const hops = forwardedFor.split(",").map((hop) => hop.trim());
  return hops[Math.max(0, hops.length - trustedProxies)]?.slice(0, 64) || direct;
}
