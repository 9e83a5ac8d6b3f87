import { Hono } from "hono";
import type { AppEnv } from "../env.ts";
import type { Services } from "../services.ts";
import { aboutPages } from "./about.ts";
import { agendaPages } from "./agenda.ts";
import { createApi } from "./api-call.ts";
import { coveragePages } from "./coverage.ts";
import { dataPages } from "./data.ts";
import { deskPages } from "./desk.ts";
import { draftActions } from "./draft-actions.ts";
import { draftPages } from "./drafts.ts";
import { leadFormsHome } from "./form-addresses.ts";
import { meetingActions } from "./meeting-actions.ts";
import { organisationPages } from "./organisation.ts";
import { outboxPages } from "./outbox.ts";
import { pairPages } from "./pair.ts";
import { preparePages } from "./prepare.ts";
import { prepareActions } from "./prepare-actions.ts";
import { profilePages } from "./profile.ts";
import { profileActions } from "./profile-actions.ts";
import { publicPages } from "./public.ts";
import { problemPage } from "./refusal.ts";
import { registerPages } from "./register.ts";
import { registrationPages } from "./registrations.ts";
import { repairActions } from "./repair-actions.ts";
import { reportPages } from "./report.ts";
import { schedulePages } from "./schedule.ts";
import { setupPages } from "./setup.ts";
import { signInPages } from "./sign-in.ts";
import { spacePages } from "./space.ts";
import { toPageServices, visit } from "./visit.ts";

/** Every page and every form of the interface; what forms do, they do through the API's own routes. */
export function createPages(services: Services): Hono<AppEnv> {
  const own = toPageServices(services);
  const api = createApi(services);
  const pages = new Hono<AppEnv>();
  for (const area of [
    publicPages(own),
    setupPages(own),
    signInPages(own),
    organisationPages(own, api),
    spacePages(own),
    agendaPages(own),
    profilePages(own),
    profileActions(own, api),
    dataPages(own, api),
    registerPages(own, api),
    meetingActions(own, api),
    preparePages(own),
    prepareActions(own, api),
    registrationPages(own, api),
    coveragePages(own, api),
    pairPages(own, api),
    schedulePages(own, api),
    draftPages(own),
    draftActions(own, api),
    reportPages(own),
    outboxPages(own),
    deskPages(own, api),
    repairActions(own, api),
    aboutPages(own),
  ])
    pages.route("/", area);
  leadFormsHome(pages);
  pages.get("*", (c) => problemPage(visit(own, c), { code: "not-found" }));
  return pages;
}
