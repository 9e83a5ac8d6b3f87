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
import {
  badgeSchema,
  boardTaskIdSchema,
  bookingModes,
  declineReasons,
  despiteSchema,
  disruptedSchema,
  meetingSlotsSchema,
  participantKinds,
  partSchema,
  placedMeetingSchema,
  placeKinds,
  programmeSchema,
  slotOfProgrammeSchema,
  slotSchema,
  wishLevels,
} from "./events.ts";
import { rulesSchema } from "./rules.ts";

const command = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape });

const roomShape = {
  roomId: roomIdSchema,
  name: z.string().trim().min(1).max(120),
  capacity: z.number().int().min(1).max(100_000),
  accessible: z.boolean(),
};
const placeShape = {
  placeId: placeIdSchema,
  roomId: roomIdSchema,
  name: z.string().trim().min(1).max(60),
  kind: z.enum(placeKinds),
  accessible: z.boolean(),
  organisationId: organisationIdSchema.optional(),
};
export const registrationShape = {
  organisationId: organisationIdSchema,
  kind: z.enum(participantKinds),
  delegates: z.array(personIdSchema).min(1).max(20),
  meetingSlots: meetingSlotsSchema.optional(),
};
const pairShape = {
  organisations: z.tuple([organisationIdSchema, organisationIdSchema]),
  reason: z.string().trim().min(1).max(300),
};
export const scanShape = {
  scanId: z.string().min(1).max(64),
  badge: badgeSchema,
  roomId: roomIdSchema,
  direction: z.enum(["in", "out"]),
  scannedAt: instantSchema,
};

/** What may be asked of a fair; fresh ids come in the command, the clock in its context. */
export const fairCommandSchema = z.discriminatedUnion("type", [
  command("OpenFair", {
    fairId: fairIdSchema,
    name: z.string().trim().min(1).max(160),
    venue: z.string().trim().max(200),
    timeZone: z.string().min(1).max(60),
  }),
  command("RenameFair", { name: z.string().trim().min(1).max(160), venue: z.string().trim().max(200) }),
  /** `slots` are the programme's, computed at the edge, where time zones are known. */
  command("SetProgramme", { programme: programmeSchema, slots: z.array(slotOfProgrammeSchema).max(1000) }),
  command("SetSlotClosed", { slot: slotSchema, closed: z.boolean() }),
  command("SetRoom", roomShape),
  command("RemoveRoom", { roomId: roomIdSchema }),
  command("SetPlace", placeShape),
  command("SetPlaces", { places: z.array(z.object(placeShape)).min(1).max(2000) }),
  command("RemovePlace", { placeId: placeIdSchema }),
  command("SetRules", { rules: rulesSchema }),

  command("RegisterParticipant", registrationShape),
  command("RegisterParticipants", {
    participants: z.array(z.object(registrationShape)).min(1).max(5000),
    validated: z.boolean(),
  }),
  command("ValidateParticipant", { organisationId: organisationIdSchema }),
  command("RefuseParticipant", {
    organisationId: organisationIdSchema,
    reason: z.string().trim().min(1).max(500),
  }),
  command("WithdrawParticipant", { organisationId: organisationIdSchema }),
  command("SetBookingMode", { organisationId: organisationIdSchema, mode: z.enum(bookingModes) }),
  command("SetMeetingSlots", { organisationId: organisationIdSchema, slots: meetingSlotsSchema }),
  command("AddDelegate", { organisationId: organisationIdSchema, personId: personIdSchema }),
  command("RemoveDelegate", { personId: personIdSchema }),
  command("SetAvailability", { personId: personIdSchema, unavailable: z.array(slotSchema).max(1000) }),
  command("SetComfort", { personId: personIdSchema, comfort: comfortSchema }),
  command("SetWish", {
    from: organisationIdSchema,
    to: organisationIdSchema,
    level: z.enum(wishLevels).nullable(),
  }),

  command("PinPair", { ...pairShape, despite: despiteSchema.optional() }),
  command("BanPair", pairShape),
  command("ReleasePair", { organisations: pairShape.organisations }),

  command("RequestMeeting", {
    meetingId: meetingIdSchema,
    from: organisationIdSchema,
    to: organisationIdSchema,
    delegate: personIdSchema.optional(),
    slots: z.array(slotSchema).max(10).default([]),
  }),
  command("BookMeeting", {
    meetingId: meetingIdSchema,
    from: organisationIdSchema,
    to: organisationIdSchema,
    slot: slotSchema,
    delegate: personIdSchema.optional(),
    otherDelegate: personIdSchema.optional(),
    placeId: placeIdSchema.optional(),
  }),
  command("AcceptMeeting", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema,
    slot: slotSchema.optional(),
    delegate: personIdSchema.optional(),
  }),
  command("DeclineMeeting", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema,
    reason: z.enum(declineReasons),
  }),
  command("WithdrawMeeting", { meetingId: meetingIdSchema, organisationId: organisationIdSchema }),
  command("CancelMeeting", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema.optional(),
    reason: z.enum(declineReasons).optional(),
  }),
  command("MoveMeeting", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema.optional(),
    slot: slotSchema,
    placeId: placeIdSchema.optional(),
  }),
  command("AnswerMove", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema,
    accepted: z.boolean(),
  }),
  command("LockMeeting", { meetingId: meetingIdSchema, locked: z.boolean() }),
  command("PublishAgenda", {
    draftId: draftIdSchema,
    meetings: z.array(placedMeetingSchema).min(1).max(20_000),
  }),
  command("UnpublishAgenda", {}),

  command("DeclareDisruption", {
    disruptionId: disruptionIdSchema,
    what: disruptedSchema,
    from: instantSchema,
    until: instantSchema,
  }),
  command("EndDisruption", { disruptionId: disruptionIdSchema }),
  /** `from` is where the repair found each meeting; what has moved since refuses it whole. */
  command("ApplyRepair", {
    disruptionId: disruptionIdSchema,
    changes: z
      .array(
        z.object({
          meetingId: meetingIdSchema,
          from: z.object({ slot: slotSchema, placeId: placeIdSchema }),
          to: placedMeetingSchema.pick({ slot: true, placeId: true, delegates: true }),
        }),
      )
      .max(2000),
    cancels: z.array(meetingIdSchema).max(2000),
  }),
  /** Offers the slot that a meeting left to the best willing pair, or to these two. */
  command("OfferSlot", {
    meetingId: meetingIdSchema,
    part: partSchema.optional(),
    organisations: z.tuple([organisationIdSchema, organisationIdSchema]).optional(),
  }),
  command("StopRefill", { meetingId: meetingIdSchema, part: partSchema.optional() }),
  command("AnswerOffer", {
    offerId: offerIdSchema,
    organisationId: organisationIdSchema,
    accepted: z.boolean(),
  }),
  command("DismissTask", { task: boardTaskIdSchema }),

  command("RecordScans", { scans: z.array(z.object(scanShape)).min(1).max(500) }),
  command("AttendMeeting", { meetingId: meetingIdSchema, personId: personIdSchema }),
  command("EndMeeting", { meetingId: meetingIdSchema }),
  command("MissMeeting", { meetingId: meetingIdSchema }),
  command("RateMeeting", {
    meetingId: meetingIdSchema,
    organisationId: organisationIdSchema,
    rating: z.number().int().min(1).max(5),
  }),
  /** Given by the runtime's timer: expires requests, settles meetings whose slot is over. */
  command("SettleTime", {}),
]);
export type FairCommand = z.infer<typeof fairCommandSchema>;
export type FairCommandType = FairCommand["type"];
export type CommandOf<T extends FairCommandType> = Extract<FairCommand, { type: T }>;
