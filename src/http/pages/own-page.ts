import type { Action } from "../../domain/access.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import { paths } from "../../web/paths.ts";
import { problemPage, refuseVisit } from "./refusal.ts";
import { type FairVisit, type PageContext, type PageServices, refusal, visit, visitFair } from "./visit.ts";

type Handler = (c: PageContext) => Promise<Response>;

/** A page of the reader's own organisation; who takes no part in this fair is led to register. */
export function ownPage(
  services: PageServices,
  action: Action,
  handle: (here: FairVisit, organisation: OrganisationId) => Promise<Response>,
): Handler {
  return async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    const { personId } = c.var.identity.principal;
    if (personId === null) return refuseVisit(here, { code: "not-signed-in" });
    const { organisation } = here;
    if (organisation === null) return c.redirect(paths.register(here.fairId), 303);
    const refused = refusal(here, action, { fairId: here.fairId, organisations: [organisation], personId });
    return refused ? refuseVisit(here, refused) : handle(here, organisation);
  };
}

/** A page of those who run the fair. */
export function deskPage(
  services: PageServices,
  action: Action,
  handle: (here: FairVisit) => Promise<Response>,
): Handler {
  return async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    const refused = refusal(here, action, { fairId: here.fairId });
    return refused ? refuseVisit(here, refused) : handle(here);
  };
}
