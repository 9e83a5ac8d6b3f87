import { Hono } from "hono";
import { bookingModeFor } from "../../domain/fair/checks.ts";
import type { OrganisationId, PersonId } from "../../domain/ids.ts";
import { toQrPath } from "../../exchange/qr.ts";
import { toLocalInput } from "../../i18n/format.ts";
import { byTime } from "../../views/agenda.ts";
import { listCommonSlots } from "../../views/bookable-slots.ts";
import { type MeetingView, meetingsOf, placementOf } from "../../views/meeting-view.ts";
import { listOffers } from "../../views/offer-view.ts";
import { listWantedBreaks } from "../../views/wanted-breaks.ts";
import type { Explanation } from "../../web/components/score.tsx";
import { type AgendaMeeting, type AgendaProps, agendaPage } from "../../web/pages/agenda.tsx";
import { type BadgeProps, badgePage } from "../../web/pages/badge.tsx";
import type { AppEnv } from "../env.ts";
import { feedPath } from "../feed.ts";
import { ownPage } from "./own-page.ts";
import { explanationsFor, isBookingOpen, viewMeetings } from "./reading.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

/** A delegate's agenda and badge. */
export function agendaPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/me/agenda",
    ownPage(services, "agenda.read", async (here, mine) =>
      show(here, agendaPage(await agendaProps(here, mine))),
    ),
  );
  pages.get(
    "/fairs/:fair/me/badge",
    ownPage(services, "agenda.read", async (here, mine) =>
      show(here, badgePage(await badgeProps(here, mine))),
    ),
  );
  return pages;
}

async function agendaProps(here: FairVisit, mine: OrganisationId): Promise<AgendaProps> {
  const { services } = here;
  const personId = personOf(here);
  const person = await services.runtime.vault.getPerson(personId);
  const views = await myMeetings(here, mine, personId);
  const placed = views.filter((view) => isPlaced(view)).sort(byTime);
  const why = await explanationsFor(
    here,
    views.map((view) => view.with.id),
  );
  const feed = await feedPath(services, here.fairId, personId);
  return {
    fair: here.fairId,
    title: {
      organisation: services.runtime.directory.state.organisations.get(mine)?.name ?? mine,
      person: person?.name ?? "",
    },
    offers: listOffers(here.state, services.runtime.directory.state, mine, here.now),
    toPlace: views
      .filter((view) => view.status === "accepted")
      .map((view) => toAgendaMeeting(here, mine, view, why)),
    days: toDays(
      here,
      placed.map((view) => toAgendaMeeting(here, mine, view, why)),
    ),
    feed: `${services.baseUrl()}${feed}`,
    download: feed,
  };
}

function toDays(here: FairVisit, meetings: readonly AgendaMeeting[]): AgendaProps["days"] {
  const slots = here.state.slots.get();
  return [...new Set(slots.map((slot) => slot.day))].flatMap((day) => {
    const startsAt = slots.find((slot) => slot.day === day)?.startsAt;
    if (startsAt === undefined) return [];
    const own = meetings.filter((meeting) => meeting.slot?.day === day);
    if (own.length === 0) return [{ day, startsAt, items: [] }];
    const items = [
      ...own.map((meeting) => ({
        at: meeting.slot?.startsAt ?? "",
        item: { type: "meeting" as const, meeting },
      })),
      ...breaksOf(here, day).map((pause) => ({
        at: pause.startsAt,
        item: { type: "break" as const, ...pause },
      })),
      ...listWantedBreaks(here.state, personOf(here), day).map(({ startsAt: at, endsAt, minutes }) => ({
        at,
        item: { type: "break" as const, label: here.t.comfort.kept(minutes), startsAt: at, endsAt },
      })),
    ];
    return [{ day, startsAt, items: items.sort((x, y) => x.at.localeCompare(y.at)).map(({ item }) => item) }];
  });
}

function isPlaced(view: MeetingView): boolean {
  return view.status === "scheduled" || view.status === "held" || view.status === "missed";
}

/** Meetings of the person, and those of their organisation that nobody attends yet. */
async function myMeetings(here: FairVisit, mine: OrganisationId, personId: PersonId): Promise<MeetingView[]> {
  const isDelegate = here.state.delegates.get(personId)?.organisationId === mine;
  const wanted = meetingsOf(here.state, mine).filter((meeting) => {
    if (meeting.status === "accepted") return true;
    const placement = placementOf(meeting);
    return placement !== undefined && (!isDelegate || placement.delegates.includes(personId));
  });
  return viewMeetings(
    here,
    mine,
    wanted.filter((meeting) => meeting.status !== "cancelled"),
  );
}

function toAgendaMeeting(
  here: FairVisit,
  mine: OrganisationId,
  view: MeetingView,
  why: ReadonlyMap<string, Explanation>,
): AgendaMeeting {
  const { state, now } = here;
  const meeting = state.meetings.get(view.id);
  const isAhead = view.slot === null || view.slot.startsAt > now;
  const isLocked = meeting?.status === "scheduled" && meeting.locked;
  const canMove =
    isAhead &&
    isBookingOpen(here) &&
    !isLocked &&
    (view.status === "scheduled" || view.status === "accepted");
  const movesAtOnce = bookingModeFor(state, mine, view.with.id) === "direct";
  const standing = meeting?.status === "scheduled" ? meeting : undefined;
  // Whoever is asked answers for their own breaks.
  const spared = standing && !movesAtOnce ? undefined : 1;
  return {
    ...view,
    possible: canMove ? listCommonSlots(state, [mine, view.with.id], now, standing, spared) : [],
    movesAtOnce,
    cancellable: isAhead && (view.status === "scheduled" || view.status === "accepted"),
    ratable: view.status === "held",
    explanation: why.get(view.with.id) ?? null,
  };
}

/** The holes of the programme between two slots of a day, with the words that the organiser gave them. */
function breaksOf(
  { state, timeZone }: FairVisit,
  day: number,
): { readonly label: string; readonly startsAt: string; readonly endsAt: string }[] {
  const slots = state.slots.get().filter((slot) => slot.day === day);
  const days = [...(state.programme.get()?.days ?? [])].sort((a, b) => a.on.localeCompare(b.on));
  const labels = days[day]?.breaks ?? [];
  return slots.flatMap((slot, index) => {
    const next = slots[index + 1];
    if (!next || next.startsAt === slot.endsAt) return [];
    const at = wallTime(slot.endsAt, timeZone);
    const until = wallTime(next.startsAt, timeZone);
    const label = labels.find((pause) => pause.start < until && at <= pause.end)?.label ?? "";
    return [{ label, startsAt: slot.endsAt, endsAt: next.startsAt }];
  });
}

function wallTime(instant: string, timeZone: string): string {
  return toLocalInput(instant, timeZone).slice(11);
}

async function badgeProps(here: FairVisit, mine: OrganisationId): Promise<BadgeProps> {
  const { state, services, now } = here;
  const personId = personOf(here);
  const person = await services.runtime.vault.getPerson(personId);
  const ahead = (await myMeetings(here, mine, personId))
    .filter((view) => view.status === "scheduled" && (view.slot?.endsAt ?? "") > now)
    .sort(byTime);
  return {
    fair: { name: state.header.get()?.name ?? "" },
    person: {
      name: person?.name ?? "",
      role: person?.jobTitle ?? null,
      organisation: services.runtime.directory.state.organisations.get(mine)?.name ?? mine,
    },
    code: personId,
    qr: toQrPath(personId),
    next: ahead[0] ?? null,
  };
}

function personOf(here: FairVisit): PersonId {
  const { personId } = here.c.var.identity.principal;
  if (personId === null) throw new Error("a page of one's own was shown to nobody");
  return personId;
}
