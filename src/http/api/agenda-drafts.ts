import { z } from "zod";
import { type AgendaDraft, candidateKinds, type DraftHeader } from "../../domain/fair/agenda-draft.ts";
import { slotSchema } from "../../domain/fair/events.ts";
import {
  draftIdSchema,
  fairIdSchema,
  instantSchema,
  meetingIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
} from "../../domain/ids.ts";
import { agendaWords } from "../agenda-words.ts";
import { done, refused, reply, route } from "../route.ts";

const pair = z.tuple([organisationIdSchema, organisationIdSchema]);
const header = {
  id: draftIdSchema,
  fairId: fairIdSchema,
  status: z.enum(["computing", "ready", "failed"]),
  requestedAt: instantSchema,
  seconds: z.number(),
  seed: z.number().int(),
  took: z.number().nullable(),
  stopped: z.boolean(),
  progress: z
    .object({
      seconds: z.number(),
      value: z.number(),
      breaks: z.number().int(),
      bound: z.object({ value: z.number() }),
      gap: z.number(),
    })
    .nullable(),
  figures: z
    .object({
      placed: z.number().int(),
      candidates: z.number().int(),
      value: z.number(),
      breaks: z.number().int(),
      bound: z.object({ value: z.number(), meetings: z.number().int() }),
      gap: z.number(),
      withThree: z.number().int(),
      organisations: z.number().int(),
      gini: z.number(),
    })
    .nullable(),
  fault: z.string().nullable(),
};
const headerSchema = z.object(header).meta({ id: "AgendaDraftHeader" });
const draftSchema = z
  .object({
    ...header,
    meetings: z.array(
      z.object({
        meetingId: meetingIdSchema,
        organisations: pair,
        slot: slotSchema,
        placeId: placeIdSchema,
        delegates: z.tuple([personIdSchema, personIdSchema]),
        kind: z.enum(candidateKinds),
        value: z.number(),
      }),
    ),
    unplaced: z.array(
      z.object({
        organisations: pair,
        kind: z.enum(candidateKinds),
        value: z.number(),
        code: z.string(),
        text: z.string(),
      }),
    ),
    violations: z.array(
      z.object({ code: z.string(), text: z.string(), meetingId: meetingIdSchema.optional() }),
    ),
  })
  .meta({ id: "AgendaDraft" });
const difference = z.object({
  organisation: organisationIdSchema,
  meetings: z.tuple([z.number(), z.number()]),
  value: z.tuple([z.number(), z.number()]),
});
const comparisonSchema = z
  .object({
    drafts: z.tuple([headerSchema, headerSchema]),
    both: z.number().int(),
    onlyFirst: z.number().int(),
    onlySecond: z.number().int(),
    moved: z.number().int(),
    gain: z.array(difference),
    lose: z.array(difference),
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
    }),
    answer: { status: 202, schema: headerSchema },
    refusals: ["unavailable"],
    async handle({ services, params, body: { steps, ...rest } }) {
      if (!services.agenda) return refused("unavailable");
      const wanted = { ...rest, ...(steps === undefined ? {} : { steps }) };
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
      const words = agendaWords(services.runtime, fair.state, locale);
      return draft ? done(toDraft(draft, words)) : refused("draft-unknown");
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
      const words = agendaWords(services.runtime, fair.state, locale);
      return draft ? done(toDraft(draft, words)) : refused("draft-unknown");
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
        gain: found.gain.map(toDifference),
        lose: found.lose.map(toDifference),
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
      }),
    },
    refusals: ["draft-unknown", "draft-not-ready", "agenda-conflict"],
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
      return done({ version, meetings: published?.meetings.length ?? 0, left: [...left] });
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

function toHeader(draft: DraftHeader): z.input<typeof headerSchema> {
  const { id, fairId, status, requestedAt, seconds, seed, took, stopped, progress, figures, fault } = draft;
  return {
    id,
    fairId,
    status,
    requestedAt,
    seconds,
    seed,
    took: took ?? null,
    stopped: stopped ?? false,
    progress: progress ?? null,
    figures: figures ?? null,
    fault: fault ?? null,
  };
}

function toDraft(draft: AgendaDraft, words: ReturnType<typeof agendaWords>): z.input<typeof draftSchema> {
  return {
    ...toHeader(draft),
    meetings: draft.meetings.map((meeting) => ({ ...meeting })),
    unplaced: draft.unplaced.map(({ organisations, kind, value, reason }) => ({
      organisations: [...organisations],
      kind,
      value,
      code: reason.code,
      text: words.unplaced(reason),
    })),
    violations: draft.violations.map((violation) => ({ ...violation, text: words.violation(violation) })),
  };
}

function toDifference(one: {
  readonly organisation: z.infer<typeof organisationIdSchema>;
  readonly meetings: readonly [number, number];
  readonly value: readonly [number, number];
}): z.input<typeof difference> {
  return { organisation: one.organisation, meetings: [...one.meetings], value: [...one.value] };
}
