import type { Hono } from "hono";
import type { AppEnv } from "../env.ts";

/**
 * A form drawn again with its faults stands at the address that it posts to: who comes back there, by another
 * language, a reload or the browser's arrow, is led to the nearest page above.
 */
export function leadFormsHome(pages: Hono<AppEnv>): void {
  const shown = new Set(pages.routes.flatMap(({ method, path }) => (method === "GET" ? [path] : [])));
  const posted = pages.routes.flatMap(({ method, path }) => (method === "POST" ? [path] : []));
  for (const path of new Set(posted)) {
    if (shown.has(path) || !path.startsWith("/fairs/:fair/")) continue;
    let length = path.split("/").length - 1;
    while (length > 3 && !shown.has(path.split("/").slice(0, length).join("/"))) length -= 1;
    pages.get(path, (c) => c.redirect(c.req.path.split("/").slice(0, length).join("/"), 303));
  }
}
