import { z } from "zod";
import type { DraftDifference } from "../../domain/fair/agenda-draft.ts";
import { draftIdSchema, meetingIdSchema, organisationIdSchema } from "../../domain/ids.ts";
import { csvContentType, toCsv, toXlsx, xlsxContentType } from "../../exchange/write-table.ts";
import { catalogue } from "../../i18n/catalogue.ts";
import { agendaWords } from "../agenda-words.ts";
import { done, refused, reply, route } from "../route.ts";
import {
  changeSchema,
  draftSchema,
  headerSchema,
  toChanges,
  toDraft,
  toHeader,
} from "./agenda-draft-schemas.ts";

const twice = z.tuple([z.number(), z.number()]);
const totals = z.object({
  meetings: z.number().int(),
  value: z.number(),
  breaks: z.number().int(),
  placeChanges: z.number().int(),
  organisations: z.number().int(),
  withThree: z.number().int(),
  gini: z.number(),
});
const difference = z.object({
  organisation: organisationIdSchema,
  meetings: twice,
  value: twice,
  breaks: twice,
  placeChanges: twice,
  moved: z.number().int(),
});
const comparisonSchema = z
  .object({
    drafts: z.tuple([headerSchema, headerSchema]),
    both: z.number().int(),
    onlyFirst: z.number().int(),
    onlySecond: z.number().int(),
    moved: z.number().int(),
    replaced: z.number().int(),
    totals: z.tuple([totals, totals]),
    gain: z.array(difference),
    lose: z.array(difference),
    changed: z.array(difference),
  })
  .meta({ id: "AgendaComparison" });

export const agendaDraftRoutes = [
  route({
    method: "post",
    path: "/fairs/:fairId/agenda/drafts",
    action: "agenda.compute",
    summary: "Compute an agenda from wishes and accepted requests; answers at once, the draft follows",
    body: z.object({
      seconds: z.number().min(0.1).max(600).default(10),
      seed: z.number().int().min(0).max(2_147_483_647).default(1),
      steps: z.number().int().min(1).max(1_000_000_000).optional(),
      /** Organisations with fewer candidates get their best recommendations as well. */
      floor: z.number().int().min(0).max(50).default(0),
      /** What is locked in this draft stays where it is; the rest is computed again. */
      from: draftIdSchema.optional(),
    }),
    answer: { status: 202, schema: headerSchema },
    refusals: ["unavailable", "draft-unknown"],
    async handle({ services, params, body: { steps, from, ...rest }, newId }) {
      if (!services.agenda) return refused("unavailable");
      const drafts = from === undefined ? [] : await services.agenda.drafts(params.fairId);
      if (from !== undefined && !drafts.some(({ id }) => id === from))
        return refused("draft-unknown", "from");
      const wanted = {
        ...rest,
        id: newId("drf", draftIdSchema),
        ...(steps === undefined ? {} : { steps }),
        ...(from === undefined ? {} : { from }),
      };
      return done(toHeader(await services.agenda.compute(params.fairId, wanted)));
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/agenda/drafts",
    action: "agenda.compute",
    summary: "The drafts of a fair, newest first",
    answer: { schema: z.object({ drafts: z.array(headerSchema), published: draftIdSchema.nullable() }) },
    async handle({ services, params, fair }) {
      const drafts = (await services.agenda?.drafts(params.fairId)) ?? [];
      const published = draftIdSchema.safeParse(fair.state.publishedDraft.get());
      return done({ drafts: drafts.map(toHeader), published: published.data ?? null });
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/agenda/drafts/latest",
    action: "agenda.compute",
    summary: "The newest draft, with what the checker finds now",
    answer: { schema: draftSchema },
    refusals: ["draft-unknown"],
    async handle({ services, params, fair, locale }) {
      const draft = await services.agenda?.draft(params.fairId);
      if (!draft) return refused("draft-unknown");
      return done(toDraft(draft, await agendaWords(services.runtime, fair.state, locale, draft)));
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/agenda/drafts/:draftId",
    action: "agenda.compute",
    summary: "A draft, with what the checker finds now",
    answer: { schema: draftSchema },
    refusals: ["draft-unknown"],
    async handle({ services, params, fair, locale }) {
      const draft = await services.agenda?.draft(params.fairId, params.draftId);
      if (!draft) return refused("draft-unknown");
      return done(toDraft(draft, await agendaWords(services.runtime, fair.state, locale, draft)));
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/agenda/drafts/:draftId/stop",
    action: "agenda.compute",
    summary: "End a computation with the best agenda so far",
    answer: { status: 204 },
    refusals: ["draft-unknown"],
    async handle({ services, params }) {
      const stopped = await services.agenda?.stop(params.fairId, params.draftId);
      return stopped ? done(undefined) : refused("draft-unknown");
    },
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/agenda/drafts/:draftId",
    action: "agenda.compute",
    summary: "Forget a draft; what it published stays",
    answer: { status: 204 },
    refusals: ["draft-unknown"],
    async handle({ services, params }) {
      const removed = await services.agenda?.remove(params.fairId, params.draftId);
      return removed ? done(undefined) : refused("draft-unknown");
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/agenda/drafts/:draftId/unplaced",
    action: "agenda.compute",
    summary: "The wishes that a draft does not place, each with the one reason, as CSV or XLSX",
    query: z.object({ format: z.enum(["csv", "xlsx"]).default("csv") }),
    answer: { type: "text/csv" },
    refusals: ["draft-unknown"],
    async handle({ services, params, query, fair, locale }) {
      const draft = await services.agenda?.draft(params.fairId, params.draftId);
      if (!draft) return refused("draft-unknown");
      const words = await agendaWords(services.runtime, fair.state, locale, draft);
      const { columns, kinds } = catalogue(locale).drafts;
      const headings = [columns.first, columns.second, columns.ground, columns.value, columns.reason];
      const rows = draft.unplaced.map(({ organisations, kind, value, reason }) => [
        ...organisations.map(words.organisation),
        kinds[kind],
        Math.round(value * 10) / 10,
        words.unplaced(reason),
      ]);
      const isXlsx = query.format === "xlsx";
      return {
        ok: true,
        file: isXlsx ? await toXlsx(headings, rows) : toCsv(headings, rows, locale),
        type: isXlsx ? xlsxContentType : csvContentType,
        name: `${draft.id}-unplaced.${query.format}`,
      };
    },
  }),
  route({
    method: "get",
    path: "/fairs/:fairId/agenda/drafts/:draftId/comparison",
    action: "agenda.compute",
    summary: "Who gains and who loses from this draft to another",
    query: z.object({ with: draftIdSchema }),
    answer: { schema: comparisonSchema },
    refusals: ["draft-unknown"],
    async handle({ services, params, query }) {
      const found = await services.agenda?.compare(params.fairId, params.draftId, query.with);
      if (!found) return refused("draft-unknown");
      const [first, second] = found.drafts;
      return done({
        ...found,
        drafts: [toHeader(first), toHeader(second)] satisfies [unknown, unknown],
        totals: [found.totals[0], found.totals[1]] satisfies [unknown, unknown],
        gain: found.gain.map(toDifference),
        lose: found.lose.map(toDifference),
        changed: found.changed.map(toDifference),
      });
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/agenda/drafts/:draftId/publish",
    action: "agenda.publish",
    summary: "Publish a draft, whole or not at all; meetings that no longer fit may be left out if asked",
    body: z.object({ skipConflicts: z.boolean().default(false) }),
    answer: {
      schema: z.object({
        version: z.number().int(),
        meetings: z.number().int(),
        left: z.array(meetingIdSchema),
        /** What had changed in the fair since the draft was computed. */
        changes: z.array(changeSchema),
      }),
    },
    refusals: ["draft-unknown", "draft-not-ready", "draft-empty", "agenda-conflict"],
    async handle(call) {
      const { fairId, draftId } = call.params;
      const outcome = await call.services.agenda?.publish(fairId, draftId, call.context(), {
        skipConflicts: call.body.skipConflicts,
        submit: (command) => call.submitFair(command),
      });
      if (!outcome) return refused("draft-unknown");
      if (!outcome.ok) return { ok: false, rejection: outcome.rejection };
      const { version, events, left } = outcome;
      const published = events.find((event) => event.type === "AgendaPublished");
      const words = await agendaWords(call.services.runtime, call.fair.state, call.locale);
      const changes = toChanges(outcome.changes, words);
      return done({ version, meetings: published?.meetings.length ?? 0, left: [...left], changes });
    },
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/agenda",
    action: "agenda.publish",
    summary: "Unpublish the agenda",
    answer: { status: 204 },
    refusals: ["agenda-not-published"],
    async handle(call) {
      return reply(await call.submitFair({ type: "UnpublishAgenda" }), () => undefined);
    },
  }),
];

function toDifference(one: DraftDifference): z.input<typeof difference> {
  const { organisation, meetings, value, breaks, placeChanges, moved } = one;
  return {
    organisation,
    meetings: [...meetings],
    value: [...value],
    breaks: [...breaks],
    placeChanges: [...placeChanges],
    moved,
  };
}
