import { rejectionText } from "../../i18n/rejections.ts";
import { problemPage as problemPageOf } from "../../web/pages/problem.tsx";
import { paths } from "../../web/paths.ts";
import { problemResponse, type Rejection, statusOf } from "../problem.ts";
import { type FairVisit, show, type Visit } from "./visit.ts";

/** Why a page cannot be shown, as a page; who is not signed in is sent to sign in and come back. */
export async function refuseVisit(visit: Visit | FairVisit, rejection: Rejection): Promise<Response> {
  const { c } = visit;
  if (rejection.code !== "not-signed-in" || c.req.method !== "GET") return problemPage(visit, rejection);
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`${paths.signIn}?next=${encodeURIComponent(`${pathname}${search}`)}`, 303);
}

export async function problemPage(visit: Visit | FairVisit, rejection: Rejection): Promise<Response> {
  if (wantsJson(visit)) return problemResponse(rejection, visit.locale, visit.c.req.path);
  const { code } = rejection;
  const status = statusOf[code];
  const page = problemPageOf({
    status,
    detail: rejectionText(code, visit.t),
    requestId: status >= 500 ? visit.c.var.requestId : null,
    fair: "fairId" in visit ? visit.fairId : null,
    signedIn: visit.c.var.identity.principal.personId !== null,
  });
  return show(visit, page, { status: pageStatus(status) });
}

/** Scripts ask for JSON, browsers for HTML. */
export function wantsJson({ c }: Visit): boolean {
  const accept = c.req.header("accept") ?? "";
  return accept.includes("application/json") && !accept.includes("text/html");
}

export type PageStatus = 400 | 403 | 404 | 409 | 410 | 422 | 503;

export function pageStatus(status: number): PageStatus {
  const known: readonly PageStatus[] = [403, 404, 409, 410, 422, 503];
  return known.find((one) => one === status) ?? (status === 401 ? 403 : 400);
}
