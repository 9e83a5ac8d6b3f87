import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import type { AppEnv } from "../env.ts";
import { problemCodes, problemContentType } from "../problem.ts";
import type { Services } from "../services.ts";
import { problemPage, wantsJson } from "./refusal.ts";
import { toPageServices, visit } from "./visit.ts";

const codeSchema = z.object({ code: z.string() });

/** Whatever refuses a browser before or beneath its page (forged form, too much, a fault of ours) is told on a page. */
export function showProblems(services: Services): MiddlewareHandler<AppEnv> {
  const own = toPageServices(services);
  return async (c, next) => {
    await next();
    const accept = c.req.header("accept") ?? "";
    const isProblem = c.res.headers.get("content-type")?.startsWith(problemContentType) ?? false;
    if (!isProblem || c.req.path.startsWith("/api/") || !accept.includes("text/html")) return;
    const here = visit(own, c);
    if (wantsJson(here)) return;
    const told = codeSchema.safeParse(await c.res.clone().json());
    const code = problemCodes.find((one) => told.success && one === told.data.code) ?? "internal";
    const { status, headers } = c.res;
    const page = await problemPage(here, { code });
    const retryAfter = headers.get("retry-after");
    if (retryAfter !== null) page.headers.set("retry-after", retryAfter);
    c.res = undefined;
    c.res = new Response(page.body, { status, headers: page.headers });
  };
}
