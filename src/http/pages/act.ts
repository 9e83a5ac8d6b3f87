import type { Api, ApiAnswer, ApiRequest, Refused } from "./api-call.ts";
import type { Form } from "./form.ts";
import { readForm } from "./form.ts";
import { problemPage, refuseVisit, wantsJson } from "./refusal.ts";
import { type FairVisit, type PageContext, type PageServices, visit, visitFair } from "./visit.ts";

/** What a posted form asks of the API, and what the reader sees then. */
export type Act = {
  readonly request: ApiRequest;
  /** Said above the next page. */
  readonly notice: string | ((body: unknown) => string);
  /** Where the browser goes on: the page that the form stood on, or else this one. */
  readonly to: string;
  /** Go there even when the form stood elsewhere. */
  readonly leaves?: boolean;
  /** Draws the form again with its faults; without it the sentence stands above the page that it came from. */
  readonly redraw?: (problem: Refused) => Promise<Response>;
};

/** A handler of a form: reads it, asks the API, and answers scripts with JSON and browsers with a 303. */
export function action(
  services: PageServices,
  api: Api,
  toAct: (here: FairVisit, form: Form) => Act | Promise<Act | Response>,
): (c: PageContext) => Promise<Response> {
  return async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    const act = await toAct(here, await readForm(c));
    if (act instanceof Response) return act;
    return conclude(here, act, await api(here, act.request));
  };
}

export async function conclude(here: FairVisit, act: Act, answer: ApiAnswer): Promise<Response> {
  const { c, services } = here;
  if (wantsJson(here)) {
    const { response } = answer;
    return response.status === 204 ? c.json({}) : new Response(response.body, response);
  }
  const to = act.leaves ? act.to : cameFrom(c, act.to);
  if (answer.ok) {
    const text = typeof act.notice === "string" ? act.notice : act.notice(answer.body);
    await services.flash.put(c, { tone: "success", text });
    return c.redirect(to, 303);
  }
  const { problem } = answer;
  if (problem.code === "not-signed-in" || problem.code === "forbidden")
    return refuseVisit(here, { code: problem.code });
  if (act.redraw) return act.redraw(problem);
  await services.flash.put(c, { tone: "error", text: problem.detail });
  return c.redirect(cameFrom(c, act.to), 303);
}

/** The page of ours that the form stood on. */
export function cameFrom(c: PageContext, otherwise: string): string {
  const referer = c.req.header("referer");
  if (referer === undefined || !URL.canParse(referer)) return otherwise;
  const { host, pathname, search } = new URL(referer);
  const isOurs = host === c.req.header("host") && pathname.startsWith("/fairs/");
  return isOurs ? `${pathname}${search}` : otherwise;
}
