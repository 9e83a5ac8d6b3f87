import { z } from "zod";
import {
  disruptionIdSchema,
  draftIdSchema,
  fairIdSchema,
  instantSchema,
  meetingIdSchema,
  offerIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../ids.ts";
import { comfortSchema } from "./comfort.ts";
import { rulesSchema } from "./rules.ts";

export const slotSchema = z.number().int().min(0).max(999);
export type Slot = z.infer<typeof slotSchema>;

/** A badge is a delegate's person id, or `vis_…` for a visitor without an account. */
export const badgeSchema = z.string().regex(/^(per|vis)_[0-9a-z][0-9a-z-]{0,59}$/);

/** Most slots in a row that a meeting may need. */
export const mostSlots = 3;
export const meetingSlotsSchema = z.number().int().min(1).max(mostSlots);

export const participantKinds = ["exhibitor", "buyer", "both"] as const;
export const wishLevels = ["must", "like", "never"] as const;
/** Codes of the grounds that the organiser set aside. */
export const despiteSchema = z.array(z.string().regex(/^[a-z-]{1,40}$/)).max(12);
export const bookingModes = ["direct", "request"] as const;
export const placeKinds = ["table", "stand"] as const;
export const declineReasons = ["no-time", "no-fit", "already-in-touch", "competitor", "other"] as const;
export const origins = ["booking", "acceptance", "agenda", "organiser", "repair"] as const;

export const slotOfProgrammeSchema = z.object({
  day: z.number().int().min(0).max(13),
  startsAt: instantSchema,
  endsAt: instantSchema,
});
const dayOfProgrammeSchema = z.object({
  on: z.iso.date(),
  start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  end: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  breaks: z
    .array(
      z.object({
        start: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
        end: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
        label: z.string().trim().max(80).default(""),
      }),
    )
    .max(10)
    .default([]),
});
export const programmeSchema = z.object({
  slotMinutes: z.number().int().min(5).max(240),
  days: z.array(dayOfProgrammeSchema).min(1).max(14),
});
export type Programme = z.infer<typeof programmeSchema>;
export type SlotOfProgramme = z.infer<typeof slotOfProgrammeSchema>;

const v1 = z.literal(1);
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), v: v1, ...shape });
const pair = z.tuple([organisationIdSchema, organisationIdSchema]);
const delegates = z.tuple([personIdSchema, personIdSchema]);

/** A meeting placed on the grid: `delegates[i]` attends for `organisations[i]`. */
export const placedMeetingSchema = z.object({
  meetingId: meetingIdSchema,
  organisations: pair,
  slot: slotSchema,
  /** Slots in a row, where more than one. */
  length: z.number().int().min(2).max(mostSlots).optional(),
  placeId: placeIdSchema,
  delegates,
});
export type PlacedMeeting = z.infer<typeof placedMeetingSchema>;

/** What does not serve from one instant to another: a room, a table or stand, somebody who is late. */
export const disruptedSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("room"), roomId: roomIdSchema }),
  z.object({ kind: z.literal("place"), placeId: placeIdSchema }),
  z.object({ kind: z.literal("person"), personId: personIdSchema }),
]);
/** What the board asks of the desk: its kind, and what it is about; of a long meeting that fell through, which part. */
export const boardTaskIdSchema = z
  .string()
  .regex(/^(room|absent|overrun|repair|hole):[a-z]{3,4}_[0-9a-z][0-9a-z-]{0,59}(:[12])?$/);
/** Which of the slots that a long meeting left, the first where absent. */
export const partSchema = z.number().int().min(0).max(2);
export const offerEnds = ["booked", "declined", "expired", "overtaken", "stopped"] as const;

export const fairEventSchema = z.discriminatedUnion("type", [
  event("FairOpened", {
    fairId: fairIdSchema,
    name: z.string().min(1).max(160),
    venue: z.string().max(200),
    timeZone: z.string().min(1).max(60),
  }),
  event("FairRenamed", { name: z.string().min(1).max(160), venue: z.string().max(200) }),
  event("ProgrammeSet", { programme: programmeSchema, slots: z.array(slotOfProgrammeSchema).max(1000) }),
  event("SlotClosed", { slot: slotSchema }),
  event("SlotReopened", { slot: slotSchema }),
  event("RoomSet", {
    roomId: roomIdSchema,
    name: z.string().min(1).max(120),
    capacity: z.number().int().min(1).max(100_000),
    accessible: z.boolean(),
  }),
  event("RoomRemoved", { roomId: roomIdSchema }),
  event("PlaceSet", {
    placeId: placeIdSchema,
    roomId: roomIdSchema,
    name: z.string().min(1).max(60),
    kind: z.enum(placeKinds),
    accessible: z.boolean(),
    organisationId: organisationIdSchema.optional(),
  }),
  event("PlaceRemoved", { placeId: placeIdSchema }),
  event("RulesSet", { rules: rulesSchema }),

  event("ParticipantRegistered", { organisationId: organisationIdSchema, kind: z.enum(participantKinds) }),
  event("ParticipantValidated", { organisationId: organisationIdSchema }),
  event("ParticipantRefused", { organisationId: organisationIdSchema, reason: z.string().max(500) }),
  event("ParticipantWithdrawn", { organisationId: organisationIdSchema }),
  event("MeetingSlotsSet", { organisationId: organisationIdSchema, slots: meetingSlotsSchema }),
  event("BookingModeSet", { organisationId: organisationIdSchema, mode: z.enum(bookingModes) }),
  event("DelegateRegistered", { personId: personIdSchema, organisationId: organisationIdSchema }),
  event("DelegateRemoved", { personId: personIdSchema }),
  event("AvailabilitySet", { personId: personIdSchema, unavailable: z.array(slotSchema).max(1000) }),
  event("ComfortSet", { personId: personIdSchema, comfort: comfortSchema }),
  event("WishSet", {
    from: organisationIdSchema,
    to: organisationIdSchema,
    level: z.enum(wishLevels).nullable(),
  }),

  /** What the organiser decided of a pair, with the reason given. */
  event("PairPinned", {
    organisations: pair,
    reason: z.string().min(1).max(300),
    despite: despiteSchema.optional(),
  }),
  event("PairBanned", { organisations: pair, reason: z.string().min(1).max(300) }),
  event("PairReleased", { organisations: pair }),

  event("MeetingRequested", {
    meetingId: meetingIdSchema,
    from: organisationIdSchema,
    to: organisationIdSchema,
    delegate: personIdSchema.optional(),
    proposedSlots: z.array(slotSchema).max(10),
    expiresAt: instantSchema,
    /** Recorded for the asker only: the other side said `never` and must not learn of it, nor the asker. */
    silent: z.boolean(),
  }),
  event("MeetingAccepted", { meetingId: meetingIdSchema }),
  event("MeetingDeclined", { meetingId: meetingIdSchema, reason: z.enum(declineReasons) }),
  event("MeetingWithdrawn", { meetingId: meetingIdSchema }),
  event("MeetingExpired", { meetingId: meetingIdSchema }),
  event("MeetingScheduled", { ...placedMeetingSchema.shape, origin: z.enum(origins) }),
  event("MeetingMoveProposed", { meetingId: meetingIdSchema, from: organisationIdSchema, slot: slotSchema }),
  event("MeetingMoveDeclined", { meetingId: meetingIdSchema }),
  event("MeetingMoved", { meetingId: meetingIdSchema, slot: slotSchema, placeId: placeIdSchema, delegates }),
  event("MeetingCancelled", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema.optional(),
    reason: z.enum(declineReasons).optional(),
  }),
  event("MeetingLocked", { meetingId: meetingIdSchema, locked: z.boolean() }),
  event("MeetingAttended", { meetingId: meetingIdSchema, personId: personIdSchema }),
  event("MeetingEnded", { meetingId: meetingIdSchema }),
  event("MeetingMissed", { meetingId: meetingIdSchema, absent: z.array(organisationIdSchema).min(1).max(2) }),
  event("MeetingRated", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema,
    rating: z.number().int().min(1).max(5),
  }),

  event("AgendaPublished", { draftId: draftIdSchema, meetings: z.array(placedMeetingSchema).max(20_000) }),
  event("AgendaUnpublished", { draftId: draftIdSchema }),

  event("DisruptionDeclared", {
    disruptionId: disruptionIdSchema,
    what: disruptedSchema,
    from: instantSchema,
    until: instantSchema,
  }),
  event("DisruptionEnded", { disruptionId: disruptionIdSchema }),
  /** The moves, questions and cancellations of the same commit are the repair of this disruption. */
  event("RepairApplied", { disruptionId: disruptionIdSchema }),
  event("RefillStarted", { meetingId: meetingIdSchema, part: partSchema.optional() }),
  event("RefillEnded", {
    meetingId: meetingIdSchema,
    part: partSchema.optional(),
    why: z.enum(["filled", "nobody", "stopped"]),
  }),
  /** A slot offered to two sides: a meeting in the hole that another left, or another place for their own. */
  event("OfferMade", {
    offerId: offerIdSchema,
    about: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("meet"), hole: meetingIdSchema, part: partSchema.optional() }),
      z.object({ kind: z.literal("move"), from: z.object({ slot: slotSchema, placeId: placeIdSchema }) }),
    ]),
    ...placedMeetingSchema.shape,
    /** Who lets itself be booked at once, and so is not asked. */
    willing: z.array(organisationIdSchema).max(2),
    expiresAt: instantSchema,
  }),
  event("OfferAnswered", {
    offerId: offerIdSchema,
    organisationId: organisationIdSchema,
    accepted: z.boolean(),
  }),
  event("OfferEnded", { offerId: offerIdSchema, why: z.enum(offerEnds) }),
  event("TaskDismissed", { task: boardTaskIdSchema }),

  event("BadgeScanned", {
    scanId: z.string().min(1).max(64),
    badge: badgeSchema,
    roomId: roomIdSchema,
    direction: z.enum(["in", "out"]),
    scannedAt: instantSchema,
  }),
]);
export type FairEvent = z.infer<typeof fairEventSchema>;
export type FairEventType = FairEvent["type"];
