import { z } from "zod";
import { scanShape } from "../../domain/fair/commands.ts";
import { organisationIdSchema, personIdSchema, roomIdSchema } from "../../domain/ids.ts";
import { badgeCss, renderBadgeSheet } from "../../exchange/badge.ts";
import { catalogue } from "../../i18n/catalogue.ts";
import { boardSchema, queryInstantSchema, toBoard } from "../board-answer.ts";
import { findPeople } from "../find-people.ts";
import { done, refused, reply, route } from "../route.ts";

const foundPersonSchema = z
  .object({
    personId: personIdSchema,
    name: z.string(),
    organisation: z.string(),
    organisationId: organisationIdSchema,
    badge: z.string(),
    roomId: roomIdSchema.nullable(),
  })
  .meta({ id: "FoundPerson" });

export const attendanceRoutes = [
  route({
    method: "get",
    path: "/fairs/:fairId/occupancy",
    action: "occupancy.read",
    summary: "The board of the rooms, now or at a past minute",
    query: z.object({ at: queryInstantSchema.optional() }),
    answer: { schema: boardSchema },
    async handle({ services, params, query }) {
      if (!services.occupancy) return refused("unavailable");
      const board = await services.occupancy.board(params.fairId, query.at);
      return board ? done(toBoard(board)) : refused("fair-unknown");
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/rooms/:roomId/occupancy",
    action: "door.read",
    summary: "People present in a room, of its capacity",
    answer: {
      schema: z.object({ roomId: roomIdSchema, present: z.number().int(), capacity: z.number().int() }),
    },
    handle({ fair, params }) {
      const room = fair.state.rooms.get(params.roomId);
      if (!room) return refused("room-unknown");
      const present = fair.state.presentIn.get(room.id) ?? 0;
      return done({ roomId: room.id, present, capacity: room.capacity });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/scans",
    action: "scan.record",
    summary: "Record badge scans; one that was already recorded changes nothing",
    body: z.object({ scans: z.array(z.object(scanShape)).min(1).max(500) }),
    answer: { schema: z.object({ version: z.number().int(), recorded: z.number().int() }) },
    refusals: ["room-unknown", "scan-in-future"],
    async handle(call) {
      const outcome = await call.submitFair({ type: "RecordScans", scans: call.body.scans });
      return reply(outcome, ({ events }) => ({ version: call.fair.version, recorded: events.length }));
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/people",
    action: "badge.find",
    summary: "Find a delegate by name, organisation or badge",
    query: z.object({
      text: z.string().trim().min(2).max(100),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    answer: { schema: z.object({ people: z.array(foundPersonSchema) }) },
    async handle({ services, fair, query }) {
      return done({ people: await findPeople(services, fair.state, query.text, query.limit) });
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/badges",
    action: "participant.list",
    summary: "A sheet of badges to print, as HTML",
    query: z.object({ organisation: organisationIdSchema.optional() }),
    answer: { type: "text/html" },
    async handle({ services, fair, query, locale }) {
      const { state } = fair;
      const { directory, vault } = services.runtime;
      const delegates = [...state.delegates.values()].filter(
        ({ organisationId }) => query.organisation === undefined || organisationId === query.organisation,
      );
      const people = await vault.getPeople(delegates.map(({ personId }) => personId));
      const t = catalogue(locale);
      const badges = delegates.map(({ personId, organisationId }) => ({
        name: people.get(personId)?.name ?? "",
        organisation: directory.state.organisations.get(organisationId)?.name ?? "",
        role: t.terms.participantKind[state.participants.get(organisationId)?.kind ?? "exhibitor"],
        fair: state.header.get()?.name ?? "",
        code: personId,
      }));
      const file = renderBadgeSheet(badges, { language: locale, stylesheet: "/api/v1/badges.css" });
      return { ok: true, file, type: "text/html; charset=utf-8" };
    },
  }),
  route({
    method: "get",
    path: "/badges.css",
    action: "fair.list",
    summary: "The style sheet of printed badges",
    answer: { type: "text/css" },
    handle: () => ({
      ok: true,
      file: badgeCss,
      type: "text/css; charset=utf-8",
      headers: { "cache-control": "no-cache" },
    }),
  }),
];
