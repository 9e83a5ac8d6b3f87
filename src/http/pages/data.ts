import { Hono } from "hono";
import { type Comfort, noComfort } from "../../domain/fair/comfort.ts";
import type { PersonId } from "../../domain/ids.ts";
import { placementOf } from "../../views/meeting-view.ts";
import { type DataProps, dataPage, erasedPage } from "../../web/pages/data.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import type { Api } from "./api-call.ts";
import { readForm } from "./form.ts";
import { problemPage, refuseVisit } from "./refusal.ts";
import { listScans } from "./scans.ts";
import { type FairVisit, type PageContext, type PageServices, show, visit, visitFair } from "./visit.ts";

/** What is held about the reader: to see, to take away, to erase. */
export function dataPages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  const own =
    (handle: (here: FairVisit, personId: PersonId) => Promise<Response>) =>
    async (c: PageContext): Promise<Response> => {
      const here = await visitFair(services, c);
      if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
      const { personId } = c.var.identity.principal;
      return personId === null ? refuseVisit(here, { code: "not-signed-in" }) : handle(here, personId);
    };
  pages.get(
    "/fairs/:fair/me/data",
    own(async (here, personId) => show(here, dataPage(await propsOf(here, personId)))),
  );
  pages.get(
    "/fairs/:fair/me/data/export.json",
    own(async (here) => (await api(here, { method: "get", path: "/me/data" })).response),
  );
  pages.post(
    "/fairs/:fair/me/data/erase",
    own(async (here) => {
      const { c } = here;
      const form = await readForm(c);
      if (form.get("confirm") !== "yes") return c.redirect(paths.data(here.fairId), 303);
      const answer = await api(here, { method: "delete", path: "/me" });
      if (!answer.ok) return problemPage(here, { code: answer.problem.code });
      services.identities.close(c);
      c.set("identity", {
        principal: { personId: null, roles: [], organisations: [] },
        via: "nobody",
        csrf: null,
      });
      return show(visit(services, c), erasedPage());
    }),
  );
  return pages;
}

async function propsOf(here: FairVisit, personId: PersonId): Promise<DataProps> {
  const { state, services, organisation } = here;
  const known = await services.runtime.vault.exportPerson(personId);
  const meetings = [...state.meetings.values()].filter((meeting) =>
    placementOf(meeting)?.delegates.includes(personId),
  );
  const scans = (await listScans(here)).filter(({ badge }) => badge === personId);
  const messages = (known?.documents ?? []).filter(({ collection }) => collection === "meeting-messages");
  return {
    fair: here.fairId,
    person: {
      name: known?.person.name ?? "",
      email: known?.person.email ?? "",
      phone: known?.person.phone ?? null,
    },
    held: [
      { label: "record", count: known ? 1 : 0 },
      { label: "wishes", count: organisation === null ? 0 : (state.wishesOf.get(organisation)?.size ?? 0) },
      { label: "meetings", count: meetings.length },
      { label: "needs", count: countNeeds(state.delegates.get(personId)?.comfort) },
      { label: "messages", count: messages.length },
      { label: "scans", count: scans.length },
      { label: "mails", count: known?.mails.length ?? 0 },
    ],
  };
}

function countNeeds({ needsAccess, mostInARow, breaks }: Comfort = noComfort): number {
  return (needsAccess ? 1 : 0) + (mostInARow === null ? 0 : 1) + breaks.length;
}
