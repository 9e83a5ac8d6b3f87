import { Hono } from "hono";
import { slotsIn } from "../../domain/fair/span.ts";
import { csvContentType, toCsv } from "../../exchange/write-table.ts";
import { sectorsOf } from "../../views/directory-search.ts";
import { placementOf } from "../../views/meeting-view.ts";
import { type Report, type RoomPeak, toReport, toRoomPeaks } from "../../views/report.ts";
import { listSlotTimes } from "../../views/slot-time.ts";
import { type ReportProps, reportPage } from "../../web/pages/report.tsx";
import { paths } from "../../web/paths.ts";
import type { AppEnv } from "../env.ts";
import { deskPage } from "./own-page.ts";
import { listScans } from "./scans.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

const fewMeetings = 3;
const fewShown = 30;

/** What the fair brought, as funders ask for it, on a page and as CSV. */
export function reportPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/report",
    deskPage(services, "report.read", async (here) => show(here, reportPage(await propsOf(here)))),
  );
  pages.get(
    "/fairs/:fair/report/organisations.csv",
    deskPage(services, "report.read", async (here) => {
      const report = toReport(here.state, services.runtime.directory.state);
      here.c.header("content-type", csvContentType);
      here.c.header("content-disposition", `attachment; filename="${here.fairId}-organisations.csv"`);
      here.c.header("cache-control", "no-store");
      return here.c.body(new Uint8Array(organisationLines(here, report)).buffer);
    }),
  );
  return pages;
}

async function propsOf(here: FairVisit): Promise<ReportProps> {
  const { state, services } = here;
  const directory = services.runtime.directory.state;
  const report = toReport(state, directory);
  const peaks = toRoomPeaks(state, await listScans(here));
  const meetings = [...state.meetings.values()];
  const placed = meetings.filter(
    ({ status }) => status === "scheduled" || status === "held" || status === "missed",
  );
  const byStatus: Record<string, number> = {};
  for (const { status } of meetings) byStatus[status] = (byStatus[status] ?? 0) + 1;
  const crossing = placed.map(({ organisations: [a, b] }) => {
    const [mine, other] = [directory.organisations.get(a), directory.organisations.get(b)];
    return mine && other ? [...sectorsOf(mine)].every((sector) => !sectorsOf(other).has(sector)) : false;
  });
  const perSlot = new Map<number, number>();
  for (const meeting of placed) {
    const placement = placementOf(meeting);
    if (!placement) continue;
    for (const slot of slotsIn(placement)) perSlot.set(slot, (perSlot.get(slot) ?? 0) + 1);
  }
  return {
    fair: here.fairId,
    organisations: report.validated,
    delegates: report.delegates,
    requests: report.asked,
    accepted: report.accepted,
    byStatus,
    rating: report.ratings.average,
    ratings: report.ratings.count,
    acrossSectors: placed.length === 0 ? null : crossing.filter(Boolean).length / placed.length,
    perSlot: listSlotTimes(state).map((slot) => ({ ...slot, meetings: perSlot.get(slot.slot) ?? 0 })),
    rooms: peaks.map((room: RoomPeak) => ({
      name: room.name,
      meetings: room.held,
      peak: room.peak,
      capacity: room.capacity,
    })),
    spread: report.spread,
    few: report.organisations
      .filter((line) => line.status === "validated" && countOf(line) < fewMeetings)
      .sort((a, b) => countOf(a) - countOf(b))
      .slice(0, fewShown)
      .map((line) => ({ id: line.id, name: line.name, meetings: countOf(line) })),
    exports: [
      {
        label: here.t.outcomes.exports.organisations,
        href: `${paths.report(here.fairId)}/organisations.csv`,
      },
    ],
  };
}

function countOf(line: Report["organisations"][number]): number {
  return line.scheduled + line.held + line.missed;
}

function organisationLines({ t, locale }: FairVisit, report: Report): Uint8Array {
  const { columns } = t.outcomes.exports;
  return toCsv(
    [
      columns.name,
      columns.kind,
      columns.status,
      columns.asked,
      columns.received,
      columns.scheduled,
      columns.held,
      columns.missed,
      columns.absent,
      columns.rating,
    ],
    report.organisations.map((line) => [
      line.name,
      t.terms.participantKind[line.kind],
      t.terms.participantStatus[line.status],
      line.asked,
      line.received,
      line.scheduled,
      line.held,
      line.missed,
      line.absent,
      line.rating === null ? null : Math.round(line.rating * 10) / 10,
    ]),
    locale,
  );
}
