import { z } from "zod";
import {
  type AgendaDraft,
  changeCodes,
  type DraftChange,
  type DraftHeader,
  type DraftProgress,
  type DraftViolation,
  draftKinds,
  hardViolations,
  softViolations,
} from "../../domain/fair/agenda-draft.ts";
import { meetingSlotsSchema, slotSchema } from "../../domain/fair/events.ts";
import {
  draftIdSchema,
  fairIdSchema,
  instantSchema,
  meetingIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../../domain/ids.ts";
import type { AgendaWords } from "../agenda-words.ts";

export const pairSchema = z.tuple([organisationIdSchema, organisationIdSchema]);
const progressSchema = z.object({
  seconds: z.number(),
  value: z.number(),
  breaks: z.number().int(),
  bound: z.object({ value: z.number() }),
  gap: z.number(),
});
export const violationSchema = z.object({
  code: z.enum([...hardViolations, ...softViolations]),
  /** A draft with hard ones is not published whole. */
  severity: z.enum(["hard", "soft"]),
  text: z.string(),
  meetings: z.array(meetingIdSchema),
  slot: slotSchema.optional(),
  placeId: placeIdSchema.optional(),
  roomId: roomIdSchema.optional(),
  person: personIdSchema.optional(),
  organisation: organisationIdSchema.optional(),
  count: z.number().int().optional(),
  limit: z.number().int().optional(),
  /** The break that somebody wanted. */
  pause: z.object({ from: instantSchema, to: instantSchema, minutes: z.number().int() }).optional(),
});
export const changeSchema = z.object({
  code: z.enum(changeCodes),
  count: z.number().int(),
  text: z.string(),
  slots: z.array(slotSchema),
  organisations: z.array(organisationIdSchema),
});
const header = {
  id: draftIdSchema,
  fairId: fairIdSchema,
  status: z.enum(["computing", "ready", "failed"]),
  requestedAt: instantSchema,
  seconds: z.number(),
  seed: z.number().int(),
  took: z.number().nullable(),
  stopped: z.boolean(),
  progress: progressSchema.nullable(),
  /** How value, bound and gap came about. */
  history: z.array(progressSchema),
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
  /** The draft whose locked meetings it kept. */
  basedOn: z.object({ id: draftIdSchema, locked: z.number().int() }).nullable(),
  /** Changes by hand that stand. */
  edits: z.number().int(),
};
export const headerSchema = z.object(header).meta({ id: "AgendaDraftHeader" });
export const draftSchema = z
  .object({
    ...header,
    meetings: z.array(
      z.object({
        meetingId: meetingIdSchema,
        organisations: pairSchema,
        slot: slotSchema,
        /** Slots in a row, where more than one. */
        length: meetingSlotsSchema.optional(),
        placeId: placeIdSchema,
        delegates: z.tuple([personIdSchema, personIdSchema]),
        kind: z.enum(draftKinds),
        value: z.number(),
        locked: z.boolean().optional(),
      }),
    ),
    unplaced: z.array(
      z.object({
        organisations: pairSchema,
        kind: z.enum(draftKinds),
        value: z.number(),
        code: z.string(),
        text: z.string(),
      }),
    ),
    violations: z.array(violationSchema),
    /** Why nothing could be computed around what is locked. */
    clash: z.array(violationSchema),
    /** What the last change by hand brought about and ended. */
    lastEdit: z
      .object({ type: z.string(), brought: z.array(violationSchema), ended: z.array(violationSchema) })
      .nullable(),
    /** What changed in the fair since it was computed. */
    changes: z.array(changeSchema),
  })
  .meta({ id: "AgendaDraft" });

export function toHeader(draft: DraftHeader): z.input<typeof headerSchema> {
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
    history: (draft.history ?? []).map((point: DraftProgress) => ({ ...point })),
    figures: figures ?? null,
    fault: fault ?? null,
    basedOn: draft.basedOn ?? null,
    edits: draft.edits ?? 0,
  };
}

export function toDraft(draft: AgendaDraft, words: AgendaWords): z.input<typeof draftSchema> {
  const { lastEdit } = draft;
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
    violations: toViolations(draft.violations, words),
    clash: toViolations(draft.clash ?? [], words),
    lastEdit: lastEdit
      ? {
          type: lastEdit.edit.type,
          brought: toViolations(lastEdit.brought, words),
          ended: toViolations(lastEdit.ended, words),
        }
      : null,
    changes: toChanges(draft.changes, words),
  };
}

export function toViolations(
  violations: readonly DraftViolation[],
  words: AgendaWords,
): z.input<typeof violationSchema>[] {
  return violations.map((violation) => ({
    ...violation,
    meetings: [...violation.meetings],
    text: words.violation(violation),
  }));
}

export function toChanges(
  changes: readonly DraftChange[],
  words: AgendaWords,
): z.input<typeof changeSchema>[] {
  return changes.map((change) => ({
    ...change,
    slots: [...change.slots],
    organisations: [...change.organisations],
    text: words.change(change),
  }));
}
