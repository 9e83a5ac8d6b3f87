import { Hono } from "hono";
import { z } from "zod";
import {
  signInConfirmPage,
  signInExpiredPage,
  signInPage,
  signInSentPage,
} from "../../web/pages/sign-in.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { linkMinutes, safeNext } from "../sign-in.ts";
import { readForm } from "./form.ts";
import { landingOf } from "./landing.ts";
import { problemPage, wantsJson } from "./refusal.ts";
import { type PageContext, type PageServices, show, visit } from "./visit.ts";

const emailSchema = z.email().max(254);

/** Signing in by a link from a mail, and out. */
export function signInPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get("/sign-in", (c) =>
    show(visit(services, c), signInPage({ email: "", next: nextOf(c.req.query("next")), faults: {} })),
  );
  pages.post("/sign-in", async (c) => {
    const here = visit(services, c);
    const form = await readForm(c);
    const email = form.get("email").toLowerCase();
    const next = nextOf(form.get("next") || undefined);
    if (!emailSchema.safeParse(email).success) {
      const faults = { email: here.t.outcomes.fault.email };
      return show(here, signInPage({ email, next, faults }), { status: 422 });
    }
    const wait = await services.limits.signIn(c.var.address);
    if (wait !== undefined) return problemPage(here, { code: "too-many-requests", retryAfterSeconds: wait });
    services.signIn.sendLink(email, next ?? undefined);
    return wantsJson(here) ? c.json({}) : c.redirect(paths.signInSent, 303);
  });
  pages.get("/sign-in/sent", (c) => show(visit(services, c), signInSentPage({ minutes: linkMinutes })));
  pages.get("/sign-in/:token", (c) => {
    const token = c.req.param("token");
    if (!/^[\w-]{20,200}$/.test(token)) return show(visit(services, c), signInExpiredPage(), { status: 410 });
    // Mail scanners follow links: only the button uses it up.
    return show(visit(services, c), signInConfirmPage({ token, action: actionOf(c, token) }));
  });
  pages.post("/sign-in/:token", async (c) => {
    const here = visit(services, c);
    const wait = await services.limits.signIn(c.var.address);
    if (wait !== undefined) return problemPage(here, { code: "too-many-requests", retryAfterSeconds: wait });
    const personId = await services.signIn.take(c.req.param("token"));
    if (personId === null) return show(here, signInExpiredPage(), { status: 410 });
    await services.identities.open(c, personId);
    const next = c.req.query("next");
    return c.redirect(next === undefined ? await landingOf(services, personId) : safeNext(next), 303);
  });
  pages.post("/sign-out", async (c) => {
    const here = visit(services, c);
    services.identities.close(c);
    await services.flash.put(c, { tone: "success", text: here.t.outcomes.done.signedOut });
    return c.redirect(paths.home, 303);
  });
  return pages;
}

function nextOf(text: string | undefined): string | null {
  return text === undefined || safeNext(text) === "/" ? null : safeNext(text);
}

function actionOf(c: PageContext, token: string): string {
  const next = c.req.query("next");
  return `/sign-in/${token}${next === undefined ? "" : `?next=${encodeURIComponent(safeNext(next))}`}`;
}
