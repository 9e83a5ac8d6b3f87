import { Hono } from "hono";
import { legalFamilies, type Organisation } from "../../domain/directory/organisation.ts";
import { endOf } from "../../domain/fair/span.ts";
import { pairKey, wishKey } from "../../domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema } from "../../domain/ids.ts";
import type { Recommendation } from "../../matching/rank.ts";
import { relations } from "../../matching/weights.ts";
import { byTime } from "../../views/agenda.ts";
import { countFreeSlots, listCommonSlots } from "../../views/bookable-slots.ts";
import { sectorsOf, territoryOf } from "../../views/directory-search.ts";
import { countPendingRequests, meetingsOf, waitsFor } from "../../views/meeting-view.ts";
import { listOffers } from "../../views/offer-view.ts";
import { toOrganisationCard } from "../../views/organisation-card.ts";
import { markOf, mostRecommended, toRecommended } from "../../views/recommended.ts";
import { type InboxProps, inboxPage } from "../../web/pages/inbox.tsx";
import { type SpaceProps, spacePage } from "../../web/pages/space.tsx";
import { adviceText } from "../advice-text.ts";
import type { AppEnv } from "../env.ts";
import { filterRecommendations, type RecommendationFilters } from "../recommendation-filters.ts";
import { sentence, toExplanation } from "./explanation.ts";
import { fromQuery } from "./form.ts";
import { clip } from "./organisation-details.ts";
import { ownPage } from "./own-page.ts";
import { delegatesOf, explanationsFor, recommendationsFor, viewMeetings } from "./reading.ts";
import { departmentLabel, sectorLabel } from "./sectors.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

const adviceShown = 3;
/** Kilometres to choose from. */
const distances = [10, 30, 60, 100, 200] as const;

/** A participant's own space: whom to meet and why, their wishes and quotas, their requests. */
export function spacePages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/me",
    ownPage(services, "recommendation.read", async (here, mine) =>
      show(here, spacePage(await spaceProps(here, mine))),
    ),
  );
  pages.get(
    "/fairs/:fair/me/requests",
    ownPage(services, "agenda.read", async (here, mine) =>
      show(here, inboxPage(await inboxProps(here, mine))),
    ),
  );
  return pages;
}

async function spaceProps(here: FairVisit, mine: OrganisationId): Promise<SpaceProps> {
  const { state, services, now } = here;
  const directory = services.runtime.directory.state;
  const profile = directory.organisations.get(mine);
  const participant = state.participants.get(mine);
  const rules = state.rules.get();
  const ahead = meetingsOf(state, mine).filter(
    (meeting) => meeting.status === "scheduled" && (endOf(state, meeting) ?? "") > now,
  );
  const [nextMeeting = null] = (await viewMeetings(here, mine, ahead)).sort(byTime);
  const all = await recommendationsFor(here);
  const open = all.filter((one) => {
    const id = organisationIdSchema.parse(one.organisation);
    return !state.openPair.has(pairKey(mine, id)) && !state.declined.has(wishKey(mine, id));
  });
  const filters = readFilters(here);
  const ranked = filterRecommendations(open, filters, state, directory, now, mine);
  const advice = await services.recommendations.advise(here.fairId, mine);
  const wishes = [...(state.wishesOf.get(mine) ?? new Map<OrganisationId, "must" | "like" | "never">())];
  return {
    fair: here.fairId,
    organisation: { id: mine, name: profile?.name ?? mine },
    status: participant?.status ?? "pending",
    offers: listOffers(state, directory, mine, now),
    nextMeeting,
    recommendations: ranked
      .slice(0, mostRecommended)
      .map((one) => toRecommendation(here, mine, profile, one)),
    found: ranked.length,
    mark: markOf(toRecommended(all)),
    filters: {
      relation: filters.relation ?? "",
      sector: filters.sector ?? "",
      department: filters.territory ?? "",
      family: filters.family ?? "",
      within: filters.withinKm === null ? "" : String(filters.withinKm),
      free: filters.freeOnly,
    },
    options: optionsOf(here, open),
    fairness: rules.fairness,
    advice: advice.slice(0, adviceShown).map(({ claim, gain, needs }) => ({
      text: sentence(adviceText(claim, here.locale)),
      gain: Math.round(gain * 100),
      needs,
    })),
    wishes: wishes.map(([id, level]) => ({ organisation: toOrganisationCard(state, directory, id), level })),
    quotas: {
      pending: { used: state.pendingOf.get(mine) ?? 0, max: rules.maxPendingRequests },
      meetings: { used: state.scheduledOf.get(mine) ?? 0, max: rules.maxMeetings },
    },
    pendingRequests: countPendingRequests(state, mine),
    bookingOpensAt: rules.bookingOpensAt !== null && now < rules.bookingOpensAt ? rules.bookingOpensAt : null,
    missing: profile ? missingOf(profile, participant?.delegates.length ?? 0) : [],
  };
}

function readFilters(here: FairVisit): RecommendationFilters {
  const query = fromQuery(here.c.req.url);
  return {
    relation: relations.find((one) => one === query.get("relation")) ?? null,
    sector: query.get("sector") || null,
    territory: query.get("department") || null,
    family: legalFamilies.find((one) => one === query.get("family")) ?? null,
    withinKm: distances.find((km) => String(km) === query.get("within")) ?? null,
    freeOnly: query.get("free") !== "",
  };
}

/** Sectors and departments of those recommended, as choices. */
function optionsOf(here: FairVisit, list: readonly Recommendation[]): SpaceProps["options"] {
  const { organisations } = here.services.runtime.directory.state;
  const found = list.flatMap((one) => organisations.get(organisationIdSchema.parse(one.organisation)) ?? []);
  const sort = (options: { value: string; label: string }[]) =>
    options.sort((a, b) => a.label.localeCompare(b.label, here.locale));
  return {
    distances: distances.map((km) => ({ value: String(km), label: here.t.space.upTo(String(km)) })),
    families: legalFamilies
      .filter((family) => found.some((one) => one.family === family))
      .map((value) => ({ value, label: here.t.terms.family[value] })),
    relations: relations.filter((relation) => list.some((one) => one.relation === relation)),
    sectors: sort(
      [...new Set(found.flatMap((one) => [...sectorsOf(one)]))].map((value) => ({
        value,
        label: sectorLabel(value, here.locale),
      })),
    ),
    departments: sort(
      [...new Set(found.flatMap((one) => territoryOf(one) ?? []))].map((value) => ({
        value,
        label: departmentLabel(value),
      })),
    ),
  };
}

function toRecommendation(
  here: FairVisit,
  mine: OrganisationId,
  profile: Organisation | undefined,
  one: Recommendation,
): SpaceProps["recommendations"][number] {
  const { state, services, locale, now } = here;
  const id = organisationIdSchema.parse(one.organisation);
  return {
    organisation: toOrganisationCard(state, services.runtime.directory.state, id),
    explanation: toExplanation(one, locale),
    relation: one.relation,
    about: clip(aboutOf(one, profile), 90),
    wish: state.wishes.get(wishKey(mine, id)) ?? null,
    freeSlots: countFreeSlots(state, id, now),
  };
}

/** The reader's need that it answers, else the offer that answers theirs. */
function aboutOf(one: Recommendation, profile: Organisation | undefined): string {
  if (!profile) return "";
  const own = one.needs.find(({ owner }) => owner === profile.id);
  const need = profile.needs.find(({ id }) => id === own?.need);
  return need?.text ?? profile.offers[0]?.text ?? profile.name;
}

/** What would make better matches, most useful first. */
function missingOf(profile: Organisation, delegates: number): SpaceProps["missing"] {
  const statements = [...profile.offers, ...profile.needs];
  const missing: SpaceProps["missing"][number][] = [];
  if (profile.offers.length === 0) missing.push("offers");
  if (profile.needs.length === 0) missing.push("needs");
  if (statements.some((one) => (one.activities ?? []).length === 0)) missing.push("activities");
  if (statements.some((one) => one.area === null)) missing.push("area");
  if (
    profile.offers.some((offer) => offer.capacity === null) ||
    profile.needs.some((need) => need.kind === "buy" && !need.volume && !need.budgetKeur)
  )
    missing.push("quantities");
  if (delegates < 2) missing.push("delegates");
  return missing;
}

async function inboxProps(here: FairVisit, mine: OrganisationId): Promise<InboxProps> {
  const { state, now } = here;
  const all = meetingsOf(state, mine);
  const views = await viewMeetings(
    here,
    mine,
    all.filter((meeting) => meeting.status === "requested" || isClosed(meeting.status)),
  );
  const toAnswer = new Set(all.filter((meeting) => waitsFor(meeting, mine)).map(({ id }) => id));
  const received = views.filter((view) => view.status === "requested" && toAnswer.has(view.id));
  const sent = views.filter((view) => view.status === "requested" && view.askedByMe);
  const why = await explanationsFor(
    here,
    [...received, ...sent].map((view) => view.with.id),
  );
  return {
    fair: here.fairId,
    now,
    received: received
      .sort((a, b) => (a.expiresAt ?? "").localeCompare(b.expiresAt ?? ""))
      .map((view) => {
        const pair = [mine, view.with.id] as const;
        const common = listCommonSlots(state, pair, now, undefined, 1);
        const proposed = new Set(view.proposed.map(({ slot }) => slot));
        return {
          ...view,
          proposed: view.proposed.filter(({ startsAt }) => startsAt > now),
          possible: [
            // What they proposed themselves may cost them a break.
            ...listCommonSlots(state, pair, now).filter(({ slot }) => proposed.has(slot)),
            ...common.filter(({ slot }) => !proposed.has(slot)),
          ],
          explanation: why.get(view.with.id) ?? null,
        };
      }),
    sent: sent.map((view) => ({ ...view, explanation: why.get(view.with.id) ?? null })),
    closed: views.filter((view) => isClosed(view.status)).reverse(),
    delegates: await delegatesOf(here, mine),
  };
}

function isClosed(status: string): boolean {
  return status === "declined" || status === "withdrawn" || status === "expired";
}
