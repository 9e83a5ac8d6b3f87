import { Hono } from "hono";
import { z } from "zod";
import { apiReferencePage } from "../../web/pages/api-reference.tsx";
import { sourcePage } from "../../web/pages/source.tsx";
import { accessibilityPage, privacyPage } from "../../web/pages/statement.tsx";
import type { AppEnv } from "../env.ts";
import { toOpenApi } from "../openapi.ts";
import { routes } from "../routes.ts";
import { type PageServices, show, visit } from "./visit.ts";

/** The parts of the document that its page draws. */
const documentSchema = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
});
const apiPrefix = "/api/v1";
/** How long contact details stay after a fair. */
const monthsKept = 36;
const testedAt = "2026-11-22T00:00:00.000Z";

/** What the law wants said, and the reference of the API. */
export function aboutPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const document = documentSchema.parse(toOpenApi(routes, apiPrefix));
  const sender = services.config.mailFrom;
  const contact = services.config.contact ?? /<([^>]+)>/.exec(sender)?.[1] ?? null;
  const organiser = sender.replace(/\s*<.*$/, "") || "Coventis";
  pages.get("/accessibility", (c) =>
    show(visit(services, c), accessibilityPage({ organiser, contact, testedAt })),
  );
  pages.get("/privacy", (c) =>
    show(visit(services, c), privacyPage({ organiser, contact, months: monthsKept })),
  );
  pages.get("/source", (c) => show(visit(services, c), sourcePage({ contact })));
  pages.get("/api", (c) =>
    show(visit(services, c), apiReferencePage({ document, href: `${apiPrefix}/openapi.json` })),
  );
  return pages;
}
