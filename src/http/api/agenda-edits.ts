import { z } from "zod";
import type { AgendaDraft } from "../../domain/fair/agenda-draft.ts";
import { slotSchema } from "../../domain/fair/events.ts";
import { meetingIdSchema, organisationIdSchema, personIdSchema, placeIdSchema } from "../../domain/ids.ts";
import { type AgendaWords, agendaWords } from "../agenda-words.ts";
import type { ProblemCode } from "../problem.ts";
import { done, refused, route } from "../route.ts";
import { pairSchema, toViolations, violationSchema } from "./agenda-draft-schemas.ts";

/** Who attends for each side; null is left to be found. */
const delegates = z.tuple([personIdSchema.nullable(), personIdSchema.nullable()]).optional();
const placeId = placeIdSchema.optional();
const editSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("move"),
    meetingId: meetingIdSchema,
    slot: slotSchema.optional(),
    placeId,
    delegates,
  }),
  z.object({ type: z.literal("remove"), meetingId: meetingIdSchema }),
  z.object({ type: z.literal("add"), organisations: pairSchema, slot: slotSchema, placeId, delegates }),
  z.object({ type: z.literal("swap"), meetings: z.tuple([meetingIdSchema, meetingIdSchema]) }),
  z.object({
    type: z.literal("lock"),
    which: z.union([
      z.object({ meetingId: meetingIdSchema }),
      z.object({ organisation: organisationIdSchema }),
      z.object({ person: personIdSchema }),
      z.object({ slot: slotSchema }),
      z.object({ accepted: z.literal(true) }),
      z.object({ all: z.literal(true) }),
    ]),
    locked: z.boolean(),
  }),
]);
const known = z.number().int().min(0).optional();
const effectSchema = z.object({ brought: z.array(violationSchema), ended: z.array(violationSchema) });
const editedSchema = z.object({
  ...effectSchema.shape,
  edits: z.number().int(),
  meetings: z.number().int(),
  locked: z.number().int(),
  hard: z.number().int(),
  soft: z.number().int(),
});
const refusals: readonly ProblemCode[] = [
  "draft-unknown",
  "draft-not-ready",
  "draft-published",
  "draft-changed",
  "meeting-unknown",
  "slot-unknown",
  "place-unknown",
  "no-delegate",
  "no-place-free",
  "participant-unknown",
  "delegate-unknown",
  "same-organisation",
  "already-meeting",
];

/** Changes of a draft by hand: kept whatever rules they break, and told which. */
export const agendaEditRoutes = [
  route({
    method: "post",
    path: "/fairs/:fairId/agenda/drafts/:draftId/edits",
    action: "agenda.compute",
    summary: "Move, remove, add, swap or lock meetings of a draft; the answer says which rules that breaks",
    /** `known` is the number of changes that the author saw. */
    body: z.object({ edit: editSchema, known }),
    answer: { schema: editedSchema },
    refusals,
    async handle({ services, params: { fairId, draftId }, body, fair, locale, newId }) {
      const request = newId("edit", z.string());
      const outcome = await services.agenda?.edit(fairId, draftId, body.edit, body.known, request);
      if (!outcome) return refused("unavailable");
      if (!outcome.ok) return { ok: false, rejection: outcome.rejection };
      const { draft } = outcome;
      return done(toEdited(draft, await agendaWords(services.runtime, fair.state, locale, draft)));
    },
  }),
  route({
    method: "post",
    path: "/fairs/:fairId/agenda/drafts/:draftId/edits/preview",
    action: "agenda.compute",
    summary: "Which rules a change by hand would break and which it would mend, without keeping it",
    body: z.object({ edit: editSchema }),
    answer: { schema: effectSchema },
    refusals,
    async handle({ services, params: { fairId, draftId }, body, fair, locale }) {
      const outcome = await services.agenda?.preview(fairId, draftId, body.edit);
      if (!outcome) return refused("unavailable");
      if (!outcome.ok) return { ok: false, rejection: outcome.rejection };
      const { brought, ended } = outcome;
      const draft = await services.agenda?.draft(fairId, draftId);
      const violations = [...brought, ...ended];
      const words = await agendaWords(services.runtime, fair.state, locale, { ...draft, violations });
      return done({ brought: toViolations(brought, words), ended: toViolations(ended, words) });
    },
  }),
  route({
    method: "delete",
    path: "/fairs/:fairId/agenda/drafts/:draftId/edits/last",
    action: "agenda.compute",
    summary: "Take the last change by hand back",
    query: z.object({ known: z.coerce.number().int().min(0).optional() }),
    answer: { schema: editedSchema },
    refusals: ["draft-unknown", "draft-not-ready", "draft-published", "draft-changed"],
    async handle({ services, params: { fairId, draftId }, query, fair, locale }) {
      const outcome = await services.agenda?.undo(fairId, draftId, query.known);
      if (!outcome) return refused("unavailable");
      if (!outcome.ok) return { ok: false, rejection: outcome.rejection };
      const { draft } = outcome;
      return done(toEdited(draft, await agendaWords(services.runtime, fair.state, locale, draft)));
    },
  }),
];

function toEdited(draft: AgendaDraft, words: AgendaWords): z.input<typeof editedSchema> {
  const hard = draft.violations.filter(({ severity }) => severity === "hard").length;
  return {
    edits: draft.edits ?? 0,
    meetings: draft.meetings.length,
    locked: draft.meetings.filter(({ locked }) => locked === true).length,
    hard,
    soft: draft.violations.length - hard,
    brought: toViolations(draft.lastEdit?.brought ?? [], words),
    ended: toViolations(draft.lastEdit?.ended ?? [], words),
  };
}
