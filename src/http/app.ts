import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { publicFolder } from "../web/assets.ts";
import { serveAssets } from "./assets.ts";
import { dispatch } from "./dispatch.ts";
import type { AppEnv } from "./env.ts";
import { rejectionOf } from "./failure.ts";
import { asLocale, keepLocale } from "./locale.ts";
import { toOpenApi } from "./openapi.ts";
import { createOperations } from "./operations.ts";
import { showProblems } from "./pages/show-problems.ts";
import { problemResponse } from "./problem.ts";
import { protectedHeaders, refuseForgery } from "./protection.ts";
import { type Drain, requests } from "./requests.ts";
import { apiPrefix, routes } from "./routes.ts";
import type { Services } from "./services.ts";
import { safeNext } from "./sign-in.ts";

const maxBytes = 20_000_000;

/** The whole HTTP edge: assets, operations, API, and the pages given to it. Makes nothing listen. */
export function createApp(services: Services, drain: Drain, pages?: Hono<AppEnv>): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const openApi = JSON.stringify(toOpenApi(routes, apiPrefix));
  app.use(protectedHeaders(services.config.isHttps));
  app.use(serveAssets(publicFolder()));
  app.route("/", createOperations(services, drain));
  app.use(requests(services, drain));
  if (pages) app.use(showProblems(services));
  app.use(
    bodyLimit({
      maxSize: maxBytes,
      onError: (c) => problemResponse({ code: "too-large" }, c.var.locale, c.req.path),
    }),
  );
  app.use(refuseForgery(services));

  app.get(`${apiPrefix}/openapi.json`, (c) => c.body(openApi, 200, { "content-type": "application/json" }));
  for (const route of routes)
    app.on(route.method.toUpperCase(), `${apiPrefix}${route.path}`, (c) => dispatch(services, route, c));
  app.all(`${apiPrefix}/*`, (c) => {
    const isKnown = routes.some((route) => matches(route.path, c.req.path.slice(apiPrefix.length)));
    return problemResponse({ code: isKnown ? "method-not-allowed" : "not-found" }, c.var.locale, c.req.path);
  });

  app.get("/language/:locale", (c) => {
    const locale = asLocale(c.req.param("locale"));
    if (locale) keepLocale(c, locale, services.config.isHttps);
    return c.redirect(safeNext(c.req.query("back")), 303);
  });
  app.get("/sign-in/go/:token", async (c) => {
    const personId = services.signIn.takeOneClick(c.req.param("token"));
    if (personId === null) return problemResponse({ code: "link-expired" }, c.var.locale);
    await services.identities.open(c, personId);
    return c.redirect(safeNext(c.req.query("next")), 303);
  });
  if (pages) {
    app.use(compress());
    app.route("/", pages);
  }

  app.notFound((c) => problemResponse({ code: "not-found" }, c.var.locale ?? "fr", c.req.path));
  app.onError((err, c) =>
    problemResponse(rejectionOf(services, err, c.var.requestId), c.var.locale ?? "fr", c.req.path),
  );
  return app;
}

function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => part.startsWith(":") || part === given[index])
  );
}
