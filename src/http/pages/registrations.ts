import { Hono } from "hono";
import { z } from "zod";
import type { ParticipantStatus } from "../../domain/fair/state.ts";
import { formatList } from "../../i18n/format.ts";
import { foldText } from "../../views/directory-search.ts";
import { countByStatus, listRegistrations, type RegistrationLine } from "../../views/registrations.ts";
import { slotMinutesOf } from "../../views/slot-time.ts";
import { type RegistrationsProps, registrationsPage } from "../../web/pages/registrations.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import { type Form, fromQuery } from "./form.ts";
import { toFileFaults } from "./import-faults.ts";
import { segment } from "./meeting-actions.ts";
import { clip } from "./organisation-details.ts";
import { deskPage } from "./own-page.ts";
import { pageOf } from "./paging.ts";
import { refuseVisit } from "./refusal.ts";
import { type FairVisit, type PageServices, refusal, show } from "./visit.ts";

const linesOnPage = 20;
const importedSchema = z.object({
  organisations: z.array(z.unknown()),
  corrected: z.array(z.unknown()),
  ignoredColumns: z.array(z.string()),
});
const statuses: readonly ParticipantStatus[] = ["pending", "validated", "refused", "withdrawn"];

/** Who asked to take part: validated, refused, or brought in from a file. */
export function registrationPages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/registrations",
    deskPage(services, "participant.list", (here) => showRegistrations(here, null)),
  );
  pages.post(
    "/fairs/:fair/registrations/import",
    action(services, api, (here, form) => importFile(here, form)),
  );
  pages.post("/fairs/:fair/registrations/:organisation/validate", action(services, api, validate));
  pages.post("/fairs/:fair/registrations/:organisation/refuse", action(services, api, refuse));
  pages.post("/fairs/:fair/registrations/:organisation/meeting-slots", action(services, api, changeLength));
  return pages;
}

function showRegistrations(here: FairVisit, imported: RegistrationsProps["imported"]): Promise<Response> {
  const query = fromQuery(here.c.req.url);
  const status = statuses.find((one) => one === query.get("status")) ?? "pending";
  const directory = here.services.runtime.directory.state;
  const text = query.get("q").trim();
  const lines = listRegistrations(here.state, directory, { status, text });
  const { page, from, to } = pageOf(here.c.req.url, lines.length, linesOnPage);
  const props: RegistrationsProps = {
    fair: here.fairId,
    counts: countByStatus(here.state),
    status,
    text,
    page,
    registrations: lines.slice(from, to).map((line) => toRegistration(here, line)),
    imported,
  };
  return show(here, registrationsPage(props), imported ? { status: 422 } : {});
}

function toRegistration(
  here: FairVisit,
  line: RegistrationLine,
): RegistrationsProps["registrations"][number] {
  return {
    ...line.organisation,
    registeredAt: line.registeredAt,
    delegates: line.delegates.length,
    offers: line.offers,
    needs: line.needs,
    refusal: line.refusal,
    meetingLength: { slots: line.meetingSlots, slotMinutes: slotMinutesOf(here.state) },
    warnings: line.status === "pending" ? warningsOf(here, line) : [],
  };
}

/** What deserves a second look before validating. */
function warningsOf(here: FairVisit, line: RegistrationLine): string[] {
  const { warning } = here.t.outcomes;
  const name = foldText(line.organisation.name);
  const isNamesake = [...here.state.participants.values()].some(({ organisationId, status }) => {
    if (organisationId === line.organisation.id || status === "withdrawn") return false;
    const other = here.services.runtime.directory.state.organisations.get(organisationId);
    return other !== undefined && foldText(other.name) === name;
  });
  return [
    ...(isNamesake ? [warning.namesake] : []),
    ...(line.siret === null ? [warning.noSiret] : []),
    ...(line.offers + line.needs === 0 ? [warning.empty] : []),
  ];
}

function validate(here: FairVisit): Act {
  return settle(here, "validate", {}, here.t.outcomes.done.validated(nameOf(here)));
}

function refuse(here: FairVisit, form: Form): Act {
  return settle(here, "refuse", { reason: form.get("reason") }, here.t.outcomes.done.refused(nameOf(here)));
}

/** Back to the list that shows the organisation. */
function changeLength(here: FairVisit, form: Form): Act {
  const organisation = segment(here.c.req.param("organisation") ?? "");
  const known = [...here.state.participants.values()].find((one) => one.organisationId === organisation);
  return {
    request: {
      method: "put",
      path: `/fairs/${here.fairId}/participants/${organisation}/meeting-slots`,
      body: { slots: Number(form.get("slots")) },
    },
    notice: here.t.registrations.lengthKept(nameOf(here)),
    to: `${paths.registrations(here.fairId)}?status=${known?.status ?? "validated"}`,
  };
}

function settle(here: FairVisit, what: "validate" | "refuse", body: object, notice: string): Act {
  const organisation = segment(here.c.req.param("organisation") ?? "");
  return {
    request: { method: "post", path: `/fairs/${here.fairId}/participants/${organisation}/${what}`, body },
    notice,
    to: paths.registrations(here.fairId),
  };
}

function nameOf(here: FairVisit): string {
  const id = here.c.req.param("organisation");
  const { organisations } = here.services.runtime.directory.state;
  const known = [...here.state.participants.keys()].find((one) => one === id);
  return known === undefined ? "" : (organisations.get(known)?.name ?? known);
}

async function importFile(here: FairVisit, form: Form): Promise<Act | Response> {
  const refused = refusal(here, "organisation.import", { fairId: here.fairId });
  if (refused) return refuseVisit(here, refused);
  const file = form.file("file");
  if (!file) {
    const fault = { line: 0, column: null, text: here.t.outcomes.fault.file };
    return showRegistrations(here, { file: "—", accepted: 0, faults: [fault] });
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const validated = form.has("validated") ? "1" : "0";
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/organisations/import?validated=${validated}`,
      file: { bytes, type: "application/octet-stream" },
    },
    notice: (body) => noticeOf(here, body),
    to: `${paths.registrations(here.fairId)}?status=${validated === "1" ? "validated" : "pending"}`,
    leaves: true,
    redraw: async (problem) =>
      showRegistrations(here, {
        file: file.name,
        accepted: 0,
        faults: await toFileFaults(bytes, problem, here.locale),
      }),
  };
}

function noticeOf(here: FairVisit, body: unknown): string {
  const { done } = here.t.outcomes;
  const parsed = importedSchema.safeParse(body);
  if (!parsed.success) return done.imported(0);
  const { organisations, corrected, ignoredColumns } = parsed.data;
  const said = [
    done.imported(organisations.length),
    ...(corrected.length > 0 ? [done.corrected(corrected.length)] : []),
    ...(ignoredColumns.length > 0
      ? [
          done.unread(
            formatList(
              ignoredColumns.slice(0, 12).map((one) => clip(one, 60)),
              here.locale,
            ),
          ),
        ]
      : []),
  ];
  return said.join(" ");
}
