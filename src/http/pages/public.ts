import { Hono } from "hono";
import { inclusionKinds, legalFamilies } from "../../domain/directory/organisation.ts";
import { participantKinds } from "../../domain/fair/events.ts";
import { wishKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import { countFreeSlots } from "../../views/bookable-slots.ts";
import { type DirectoryQuery, searchDirectory } from "../../views/directory-search.ts";
import { toOrganisationCard } from "../../views/organisation-card.ts";
import { type DirectoryFilters, directoryPage } from "../../web/pages/directory.tsx";
import { fairHomePage, fairListPage } from "../../web/pages/home.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { fromQuery } from "./form.ts";
import { summarise } from "./organisation-details.ts";
import { pageOf } from "./paging.ts";
import { isBookingOpen, scoresFor } from "./reading.ts";
import { problemPage, refuseVisit } from "./refusal.ts";
import { departmentLabel, sectorLabel } from "./sectors.ts";
import { type FairVisit, type PageServices, refusal, show, viewerOf, visit, visitFair } from "./visit.ts";

const cardsOnPage = 24;

/** What anyone may see: the list of fairs, a fair, its directory. */
export function publicPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get("/", async (c) => {
    const ids = [...services.runtime.directory.state.fairs.keys()];
    const fairs = await Promise.all(ids.map((id) => services.runtime.fair(id)));
    const known = fairs.flatMap((fair) => {
      const header = fair?.state.header.get();
      const slots = fair?.state.slots.get() ?? [];
      if (!header) return [];
      return [
        {
          id: header.id,
          name: header.name,
          venue: header.venue,
          firstDay: slots[0]?.startsAt ?? null,
          lastDay: slots.at(-1)?.endsAt ?? null,
        },
      ];
    });
    const [only] = known;
    if (known.length === 1 && only) return c.redirect(paths.fair(only.id), 302);
    return show(visit(services, c), fairListPage({ fairs: known }));
  });
  pages.get("/fairs/:fair", async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    return show(here, fairHomePage(await homeProps(here)));
  });
  pages.get("/fairs/:fair/directory", async (c) => {
    const here = await visitFair(services, c);
    if (!here) return problemPage(visit(services, c), { code: "fair-unknown" });
    const refused = refusal(here, "directory.browse", { fairId: here.fairId });
    if (refused) return refuseVisit(here, refused);
    return show(here, directoryPage(await directoryProps(here)));
  });
  return pages;
}

async function homeProps(here: FairVisit): Promise<Parameters<typeof fairHomePage>[0]> {
  const { state } = here;
  const slots = state.slots.get();
  const rules = state.rules.get();
  const days = [...new Set(slots.map((slot) => slot.day))].flatMap((day) => {
    const own = slots.filter((slot) => slot.day === day);
    const [first, last] = [own[0], own.at(-1)];
    return first && last ? [{ startsAt: first.startsAt, endsAt: last.endsAt, slots: own.length }] : [];
  });
  const validated = [...state.participants.values()].filter((one) => one.status === "validated");
  const viewer = await viewerOf(here);
  return {
    fair: {
      id: here.fairId,
      name: here.name,
      venue: state.header.get()?.venue ?? "",
      firstDay: slots[0]?.startsAt ?? here.now,
      lastDay: slots.at(-1)?.endsAt ?? here.now,
    },
    days,
    slotMinutes: state.programme.get()?.slotMinutes ?? 20,
    exhibitors: validated.filter((one) => one.kind !== "buyer").length,
    buyers: validated.filter((one) => one.kind !== "exhibitor").length,
    rooms: state.rooms.size,
    registrationOpen:
      (rules.registrationOpensAt === null || rules.registrationOpensAt <= here.now) &&
      (rules.registrationClosesAt === null || here.now < rules.registrationClosesAt),
    registrationClosesAt: rules.registrationClosesAt,
    next:
      viewer === null
        ? null
        : viewer.role === "organiser"
          ? "board"
          : viewer.role === "steward"
            ? "scan"
            : here.organisation === null
              ? null
              : "space",
  };
}

async function directoryProps(here: FairVisit): Promise<Parameters<typeof directoryPage>[0]> {
  const { state, services, organisation } = here;
  const directory = services.runtime.directory.state;
  const { filters, query } = readFilters(here);
  const free = new Map<OrganisationId, number>();
  const freeOf = (id: OrganisationId): number => {
    const known = free.get(id) ?? countFreeSlots(state, id, here.now);
    free.set(id, known);
    return known;
  };
  const { found, facets } = searchDirectory(state, directory, query, (id) => freeOf(id) > 0);
  const { page, from, to } = pageOf(here.c.req.url, found.length, cardsOnPage);
  const scores = await scoresFor(here);
  return {
    fair: here.fairId,
    filters,
    options: {
      sectors: facets.sectors.map(({ value }) => ({ value, label: sectorLabel(value, here.locale) })),
      departments: facets.territories
        .map(({ value }) => ({ value, label: departmentLabel(value) }))
        .sort((a, b) => a.value.localeCompare(b.value)),
      families: legalFamilies.map((value) => ({ value, label: here.t.terms.family[value] })),
      inclusionKinds: inclusionKinds.map((value) => ({ value, label: here.t.terms.inclusionKind[value] })),
    },
    total: found.length,
    page,
    organisations: found.slice(from, to).map((id) => {
      const profile = directory.organisations.get(id);
      return {
        ...toOrganisationCard(state, directory, id),
        summary: profile ? summarise(profile) : "",
        freeSlots: isBookingOpen(here) ? freeOf(id) : null,
        score: scores.get(id) ?? null,
        wish: organisation === null ? null : (state.wishes.get(wishKey(organisation, id)) ?? null),
      };
    }),
  };
}

function readFilters(here: FairVisit): { filters: DirectoryFilters; query: DirectoryQuery } {
  const form = fromQuery(here.c.req.url);
  const filters = {
    q: form.get("q").slice(0, 200),
    kind: form.get("kind"),
    sector: form.get("sector"),
    family: form.get("family"),
    inclusion: form.get("inclusion"),
    department: form.get("department"),
    free: form.has("free"),
  };
  return {
    filters,
    query: {
      text: filters.q,
      kind: participantKinds.find((kind) => kind === filters.kind) ?? null,
      sector: filters.sector || null,
      family: filters.family || null,
      inclusionKind: filters.inclusion || null,
      label: form.get("label") || null,
      territory: filters.department || null,
      freeOnly: filters.free,
    },
  };
}
