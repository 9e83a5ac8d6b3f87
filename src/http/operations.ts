import { Hono } from "hono";
import type { AppEnv } from "./env.ts";
import type { Drain } from "./requests.ts";
import type { Services } from "./services.ts";

/** What machines ask: is it alive, may it be given traffic, and its measures. */
export function createOperations(services: Services, drain: Drain): Hono<AppEnv> {
  const { runtime, metrics, log } = services;
  const app = new Hono<AppEnv>();
  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/readyz", async (c) => {
    if (drain.isClosing) return c.json({ status: "closing" }, 503);
    try {
      await Promise.race([
        Promise.all([runtime.journal.check(), runtime.vault.check()]),
        new Promise((_, reject) => setTimeout(() => reject(new Error("no answer in 2 s")), 2_000).unref()),
      ]);
      return c.json({ status: "ready" });
    } catch (err) {
      log.warn({ err }, "not ready");
      return c.json({ status: "unavailable" }, 503);
    }
  });
  app.get("/metrics", async (c) => {
    c.header("content-type", metrics.registry.contentType);
    return c.body(await metrics.registry.metrics());
  });
  return app;
}
