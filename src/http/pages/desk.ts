import { Hono } from "hono";
import { z } from "zod";
import { scanShape } from "../../domain/fair/commands.ts";
import { absentOf } from "../../domain/fair/decide-attendance.ts";
import { badgeSchema } from "../../domain/fair/events.ts";
import {
  instantSchema,
  meetingIdSchema,
  personIdSchema,
  type RoomId,
  roomIdSchema,
} from "../../domain/ids.ts";
import { toPlaceName } from "../../views/organisation-card.ts";
import { boardPage, doorPage, scanPage } from "../../web/pages/board.tsx";
import { paths } from "../../web/paths.ts";
import { authorise } from "../authorise.ts";
import type { AppEnv } from "../env.ts";
import { problemResponse } from "../problem.ts";
import { type Act, action, conclude } from "./act.ts";
import type { Api, ApiRequest } from "./api-call.ts";
import { type Form, fromQuery, readForm } from "./form.ts";
import { deskPage } from "./own-page.ts";
import { problemPage, wantsJson } from "./refusal.ts";
import { warnStewards } from "./room-warning.ts";
import { type FairVisit, type PageServices, show } from "./visit.ts";

const nextShown = 8;

/** The live board, the doors of the rooms, and checking people in. */
export function deskPages(services: PageServices, api: Api): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/board",
    deskPage(services, "occupancy.read", async (here) => {
      const state = await services.occupancy?.board(here.fairId);
      if (!state) return problemPage(here, { code: "unavailable" });
      const { principal } = here.c.var.identity;
      const books = authorise(principal, "meeting.list", { fairId: here.fairId }).ok;
      return show(here, boardPage({ fair: here.fairId, state, version: here.fair.version, books }));
    }),
  );
  pages.get(
    "/fairs/:fair/board/at.json",
    deskPage(services, "occupancy.read", async (here) => {
      const at = instantSchema.safeParse(here.c.req.query("at"));
      if (!at.success) return problemResponse({ code: "bad-input", field: "at" }, here.locale);
      const state = await services.occupancy?.board(here.fairId, at.data);
      if (!state) return problemResponse({ code: "unavailable" }, here.locale);
      here.c.header("cache-control", "no-store");
      return here.c.json(state);
    }),
  );
  pages.get(
    "/fairs/:fair/rooms/:room/door",
    deskPage(services, "door.read", (here) => showDoor(here)),
  );
  pages.get(
    "/fairs/:fair/scan",
    deskPage(services, "scan.record", (here) => {
      const rooms = [...here.state.rooms.values()].map(({ id, name }) => ({ id, name }));
      const asked = here.c.req.query("room");
      const room = rooms.find(({ id }) => id === asked)?.id ?? rooms[0]?.id ?? "";
      return show(here, scanPage({ fair: here.fairId, rooms, room, direction: "in" }));
    }),
  );
  pages.get(
    "/fairs/:fair/scan/people.json",
    deskPage(services, "badge.find", (here) => findPeople(here, api)),
  );
  pages.post(
    "/fairs/:fair/scan/scans",
    deskPage(services, "scan.record", (here) => recordScans(here, api)),
  );
  pages.post(
    "/fairs/:fair/board/warn",
    deskPage(services, "meeting.attend", (here) => warn(here, api)),
  );
  pages.post(
    "/fairs/:fair/board/replace",
    action(services, api, (here, form) => replace(here, form, api)),
  );
  return pages;
}

/** Mails the stewards, once for everybody: the warning is off every board until the room has emptied. */
async function warn(here: FairVisit, api: Api): Promise<Response> {
  const { c, services, state } = here;
  const id = roomIdSchema.safeParse((await readForm(c)).get("room"));
  const room = id.success ? state.rooms.get(id.data) : undefined;
  if (!room) return problemPage(here, { code: "room-unknown" });
  await warnStewards(here, room);
  const dismissal = { task: `room:${room.id}` };
  const path = `/fairs/${here.fairId}/board/dismissals`;
  const dismissed = await api(here, { method: "post", path, body: dismissal });
  if (!dismissed.ok) return dismissed.response;
  if (wantsJson(here)) return c.json({});
  await services.flash.put(c, { tone: "success", text: here.t.outcomes.done.warned });
  return c.redirect(paths.board(here.fairId), 303);
}

/** Records who did not come, then offers what is left of their slot to somebody who is free and willing. */
async function replace(here: FairVisit, form: Form, api: Api): Promise<Act | Response> {
  const id = meetingIdSchema.safeParse(form.get("meeting"));
  const meeting = id.success ? here.state.meetings.get(id.data) : undefined;
  const to = paths.board(here.fairId);
  if (meeting?.status !== "scheduled") return problemPage(here, { code: "meeting-unknown" });
  const absent = absentOf(meeting);
  const waiting = meeting.organisations.find((organisation) => !absent.includes(organisation));
  const missed: ApiRequest = {
    method: "post",
    path: `/fairs/${here.fairId}/meetings/${meeting.id}/miss`,
    step: "miss",
  };
  const refused = await api(here, missed);
  if (!refused.ok) return conclude(here, { request: missed, notice: "", to }, refused);
  return {
    request: {
      method: "post",
      path: `/fairs/${here.fairId}/holes/${meeting.id}/offers`,
      body: { organisations: [waiting, form.get("organisation")] },
      step: "offer",
    },
    notice: here.t.outcomes.done.replaced,
    to,
  };
}

async function showDoor(here: FairVisit): Promise<Response> {
  const { state, now } = here;
  const id = roomIdSchema.safeParse(here.c.req.param("room"));
  const room = id.success ? state.rooms.get(id.data) : undefined;
  if (!room) return problemPage(here, { code: "room-unknown" });
  return show(
    here,
    doorPage({
      room: { id: room.id, name: room.name, accessible: room.accessible },
      present: state.presentIn.get(room.id) ?? 0,
      capacity: room.capacity,
      version: here.fair.version,
      next: nextMeetings(here, room.id, now),
    }),
  );
}

function nextMeetings(here: FairVisit, room: RoomId, now: string): Parameters<typeof doorPage>[0]["next"] {
  const { state } = here;
  const { organisations } = here.services.runtime.directory.state;
  const found: Parameters<typeof doorPage>[0]["next"][number][] = [];
  const seen = new Set<string>();
  for (const [slot, { endsAt }] of state.slots.get().entries()) {
    if (endsAt <= now || found.length >= nextShown) continue;
    for (const id of state.scheduledAt.get(slot) ?? []) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || state.places.get(meeting.placeId)?.roomId !== room) continue;
      const startsAt = state.slots.get()[meeting.slot]?.startsAt;
      if (startsAt === undefined || seen.has(id)) continue;
      seen.add(id);
      found.push({
        startsAt,
        place: toPlaceName(state, meeting.placeId)?.place ?? "",
        organisations: meeting.organisations.map((one) => organisations.get(one)?.name ?? one),
      });
    }
  }
  return found.slice(0, nextShown);
}

const foundSchema = z.object({
  people: z.array(z.object({ badge: z.string(), name: z.string(), organisation: z.string() })),
});

async function findPeople(here: FairVisit, api: Api): Promise<Response> {
  const text = fromQuery(here.c.req.url).get("q");
  const query = new URLSearchParams({ text, limit: "12" });
  const answer = await api(here, { method: "get", path: `/fairs/${here.fairId}/people?${query}` });
  if (!answer.ok) return answer.response;
  here.c.header("cache-control", "no-store");
  return here.c.json(foundSchema.parse(answer.body).people);
}

/** What a phone has seen: a badge at a door, or at the table of a meeting. */
const phoneScanSchema = z.object({
  ...scanShape,
  // Whatever the lens read: a code that is no badge is refused alone, not with the whole queue.
  badge: z.string().max(4_000),
  direction: z.enum(["in", "out", "arrived", "over"]),
});
type PhoneScan = z.infer<typeof phoneScanSchema>;
const scansSchema = z.object({ scans: z.array(phoneScanSchema).min(1).max(500) });

function isOfDoor(scan: PhoneScan): boolean {
  return scan.direction === "in" || scan.direction === "out";
}

function checkIn(here: FairVisit, api: Api, { scanId, badge, direction, scannedAt }: PhoneScan) {
  return api(here, {
    method: "post",
    path: `/fairs/${here.fairId}/check-ins`,
    body: { badge, what: direction, at: scannedAt },
    step: scanId,
  });
}

/** A batch of a phone: what can be recorded is, and each scan that cannot says why, so that no queue gets stuck. */
async function recordScans(here: FairVisit, api: Api): Promise<Response> {
  const parsed = scansSchema.safeParse(await here.c.req.json().catch(() => null));
  if (!parsed.success) return problemResponse({ code: "bad-input" }, here.locale, here.c.req.path);
  const refused = new Map<string, string>();
  const isBadge = ({ badge }: PhoneScan): boolean => badgeSchema.safeParse(badge).success;
  for (const scan of parsed.data.scans) {
    if (!isBadge(scan)) refused.set(scan.scanId, "delegate-unknown");
    if (!isBadge(scan) || isOfDoor(scan)) continue;
    const answer = await checkIn(here, api, scan);
    if (!answer.ok && answer.response.status >= 500) return answer.response;
    if (!answer.ok && answer.problem.code !== "already-arrived")
      refused.set(scan.scanId, answer.problem.code);
  }
  let left = parsed.data.scans.filter((scan) => isBadge(scan) && isOfDoor(scan));
  while (left.length > 0) {
    const answer = await api(here, {
      method: "post",
      path: `/fairs/${here.fairId}/scans`,
      body: { scans: left },
      step: String(refused.size),
    });
    if (answer.ok) break;
    const index = /^scans\.(\d+)\./.exec(answer.problem.errors[0]?.field ?? "")?.[1];
    const faulty = left[index === undefined ? (left.length === 1 ? 0 : -1) : Number(index)];
    if (!faulty) return answer.response;
    refused.set(faulty.scanId, answer.problem.code);
    left = left.filter((scan) => scan !== faulty);
  }
  const people = parsed.data.scans.flatMap(({ badge }) => personIdSchema.safeParse(badge).data ?? []);
  const names = await here.services.runtime.vault.getPeople([...new Set(people)]);
  return here.c.json({
    scans: parsed.data.scans.map(({ scanId, badge }) => ({
      scanId,
      name: names.get(badge)?.name ?? null,
      code: refused.get(scanId) ?? null,
    })),
  });
}
