import { Hono } from "hono";
import { type SetupValues, setupPage } from "../../web/pages/setup.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { isNew, setUp, setupSchema } from "../setup.ts";
import { readForm } from "./form.ts";
import { problemPage } from "./refusal.ts";
import { type PageContext, type PageServices, show, visit } from "./visit.ts";

const fieldOf: Readonly<Record<string, string>> = {
  "fair.name": "fairName",
  "fair.venue": "venue",
  "fair.timeZone": "timeZone",
};

/** Where the link of the first start leads. */
export function setupPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const draw = (c: PageContext, values: SetupValues, faults: Readonly<Record<string, string>>) =>
    show(visit(services, c), setupPage({ action: c.req.path, values, faults }), {
      status: Object.keys(faults).length > 0 ? 422 : 200,
    });
  pages.get("/setup/:token", (c) =>
    isNew(services.runtime)
      ? draw(c, { name: "", email: "", fairName: "", venue: "", timeZone: "Europe/Paris" }, {})
      : problemPage(visit(services, c), { code: "setup-done" }),
  );
  pages.post("/setup/:token", async (c) => {
    const here = visit(services, c);
    const wait = await services.limits.signIn(c.var.address);
    if (wait !== undefined) return problemPage(here, { code: "too-many-requests", retryAfterSeconds: wait });
    const form = await readForm(c);
    const values = {
      name: form.get("name"),
      email: form.get("email"),
      fairName: form.get("fairName"),
      venue: form.get("venue"),
      timeZone: form.get("timeZone"),
    };
    const { name, email, fairName, venue, timeZone } = values;
    const parsed = setupSchema.safeParse({
      name,
      email,
      locale: here.locale,
      fair: { name: fairName, venue, timeZone },
    });
    if (!parsed.success) {
      const faults = parsed.error.issues.map(({ path }) => {
        const field = fieldOf[path.join(".")] ?? path.join(".");
        return [field, field === "email" ? here.t.outcomes.fault.email : here.t.rejections["bad-input"]];
      });
      return draw(c, values, Object.fromEntries(faults));
    }
    const outcome = await setUp(services, c.req.param("token"), parsed.data);
    if (!outcome.ok && outcome.field === "timeZone")
      return draw(c, values, { timeZone: here.t.rejections["bad-input"] });
    if (!outcome.ok) return problemPage(here, { code: outcome.code });
    await services.identities.open(c, outcome.personId);
    await services.flash.put(c, { tone: "success", text: here.t.setup.done });
    return c.redirect(paths.prepare(outcome.fairId), 303);
  });
  return pages;
}
