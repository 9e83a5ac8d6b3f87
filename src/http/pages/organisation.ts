import type { Context } from "hono";
import { Hono } from "hono";
import { bookingModeFor, checkParties, saidNever } from "../../domain/fair/checks.ts";
import { isHiddenFrom } from "../../domain/fair/decide-attendance.ts";
import { neededLength } from "../../domain/fair/span.ts";
import { wishKey } from "../../domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema } from "../../domain/ids.ts";
import { listBookableSlots, listUnfitStarts } from "../../views/bookable-slots.ts";
import { toOrganisationCard } from "../../views/organisation-card.ts";
import { dayAt, slotMinutesOf } from "../../views/slot-time.ts";
import type { Notice } from "../../web/frame.ts";
import { type OrganisationPageProps, organisationPage } from "../../web/pages/organisation.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { type Act, action } from "./act.ts";
import type { Api } from "./api-call.ts";
import { toExplanation } from "./explanation.ts";
import type { Form } from "./form.ts";
import { segment } from "./meeting-actions.ts";
import { toNeedViews, toOfferViews } from "./organisation-details.ts";
import { delegatesOf, explanationFor, isBookingOpen, openMeetingOf, viewMeetings } from "./reading.ts";
import { readingsOf } from "./readings.ts";
import { problemPage, refuseVisit } from "./refusal.ts";
import { listSectors } from "./sectors.ts";
import { type FairVisit, may, type PageServices, refusal, show, visit, visitFair } from "./visit.ts";

/** What a refused booking without scripts shows again. */
export type Retry = {
  readonly chosen: readonly number[];
  readonly alternatives: readonly { readonly slot: number; readonly startsAt: string }[];
  readonly notices: readonly Notice[];
};

/** The page of one exhibitor or buyer, where meetings are booked. */
export function organisationPages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get("/fairs/:fair/organisations/:organisation", async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    return showOrganisation(here, organisationOf(c));
  });
  pages.post(
    "/fairs/:fair/organisations/:organisation/activities",
    action(services, api, (here, form) => correctActivities(here, form)),
  );
  return pages;
}

/** The organiser says what a participant's words are about. */
function correctActivities(here: FairVisit, form: Form): Act {
  const id = segment(here.c.req.param("organisation") ?? "");
  return {
    request: {
      method: "put",
      path: `/fairs/${here.fairId}/participants/${id}/activities`,
      body: { list: form.get("list"), id: form.get("id"), activities: form.all("activity") },
    },
    notice: here.t.account.activityKept,
    to: `${paths.organisation(here.fairId, id)}#suggestions`,
    leaves: true,
  };
}

/** Shows an organisation that takes part; `retry` after a booking that was refused. */
export async function showOrganisation(
  here: FairVisit,
  id: OrganisationId | undefined,
  retry?: Retry,
): Promise<Response> {
  const refused = refusal(here, "organisation.read", { fairId: here.fairId });
  if (refused) return refuseVisit(here, refused);
  if (id === undefined || !isVisible(here, id)) return problemPage(here, { code: "participant-unknown" });
  const page = organisationPage(await organisationProps(here, id, retry));
  return show(here, page, retry ? { status: 409, notices: retry.notices } : {});
}

function organisationOf(c: Context): OrganisationId | undefined {
  return organisationIdSchema.safeParse(c.req.param("organisation")).data;
}

/** Who is not validated is seen by their own people and the organiser only. */
function isVisible(here: FairVisit, id: OrganisationId): boolean {
  const status = here.state.participants.get(id)?.status;
  if (status === undefined || !here.services.runtime.directory.state.organisations.has(id)) return false;
  return (
    status === "validated" ||
    refusal(here, "organisation.people", { fairId: here.fairId, organisations: [id] }) === undefined
  );
}

async function organisationProps(
  here: FairVisit,
  id: OrganisationId,
  retry: Retry | undefined,
): Promise<OrganisationPageProps> {
  const { state, services, organisation: mine, locale } = here;
  const directory = services.runtime.directory.state;
  const profile = directory.organisations.get(id);
  if (!profile) throw new Error(`organisation ${id} left the directory while it was shown`);
  const candidate = await explanationFor(here, id);
  return {
    fair: here.fairId,
    organisation: {
      ...toOrganisationCard(state, directory, id),
      description: profile.description,
      website: profile.website ?? null,
      staffFte: profile.staffFte,
      offers: toOfferViews(profile, locale),
      needs: toNeedViews(profile, locale),
      delegates: await presentDelegates(here, id),
    },
    explanation: candidate ? toExplanation(candidate, locale) : null,
    readings: mayCorrect(here, id)
      ? { sectors: listSectors(locale), statements: readingsOf(here, profile) }
      : null,
    wish:
      mine === null || mine === id || !state.participants.has(mine)
        ? null
        : { level: state.wishes.get(wishKey(mine, id)) ?? null },
    booking: await bookingOf(here, id, retry),
  };
}

/** The organiser; owners do it where they write their profile. */
function mayCorrect(here: FairVisit, id: OrganisationId): boolean {
  return may(here, "pair.decide", { fairId: here.fairId, organisations: [id] });
}

async function bookingOf(
  here: FairVisit,
  id: OrganisationId,
  retry: Retry | undefined,
): Promise<OrganisationPageProps["booking"]> {
  const { state, organisation: mine, now } = here;
  if (here.c.var.identity.principal.personId === null) return { type: "sign-in" };
  if (mine === null || mine === id) return { type: "none" };
  const known = openMeetingOf(here, mine, id);
  if (known && !isHiddenFrom(state, known, mine)) {
    const [meeting] = await viewMeetings(here, mine, [known]);
    if (meeting) return { type: "meeting", meeting };
  }
  if (checkParties(state, mine, id) || saidNever(state, mine, id)) return { type: "none" };
  const { bookingOpensAt } = state.rules.get();
  if (bookingOpensAt !== null && now < bookingOpensAt) return { type: "not-open", opensAt: bookingOpensAt };
  if (!isBookingOpen(here)) return { type: "closed" };
  const asked = Number(here.c.req.query("day") ?? "");
  const day = here.c.req.query("day") === undefined || !Number.isInteger(asked) ? dayAt(state, now) : asked;
  const first = retry?.chosen[0] ?? retry?.alternatives[0]?.slot;
  const slots = listBookableSlots(state, id, mine, now);
  return {
    type: "open",
    props: {
      fair: here.fairId,
      organisation: { id, name: here.services.runtime.directory.state.organisations.get(id)?.name ?? id },
      mode: bookingModeFor(state, mine, id),
      slots,
      unfit: listUnfitStarts(state, id, mine, slots),
      length: neededLength(state, [mine, id]),
      slotMinutes: slotMinutesOf(state),
      day: first === undefined ? day : (state.slots.get()[first]?.day ?? day),
      chosen: retry?.chosen ?? [],
      alternatives: retry?.alternatives ?? [],
      delegates: await delegatesOf(here, mine),
      watching: null,
      version: here.fair.version,
    },
  };
}

/** Who attends, for signed-in readers only. */
async function presentDelegates(
  here: FairVisit,
  id: OrganisationId,
): Promise<OrganisationPageProps["organisation"]["delegates"]> {
  if (here.c.var.identity.principal.personId === null) return [];
  const people = here.state.participants.get(id)?.delegates ?? [];
  const found = await here.services.runtime.vault.getPeople([...people]);
  return people.flatMap((person) => {
    const known = found.get(person);
    return known ? [{ name: known.name, role: known.jobTitle ?? null }] : [];
  });
}
