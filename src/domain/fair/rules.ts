import { z } from "zod";
import { instantSchema } from "../ids.ts";
import { breakWantedSchema, slotsInARowSchema } from "./comfort.ts";

const side = z.enum(["exhibitor", "buyer"]);

/** The organiser's settings for one fair; RULES.md says what each of them decides. */
export const rulesSchema = z.object({
  /** Who may ask whom; an organisation that is both counts as either. */
  mayMeet: z
    .array(z.object({ from: side, to: side }))
    .max(4)
    .default([
      { from: "buyer", to: "exhibitor" },
      { from: "exhibitor", to: "buyer" },
      { from: "exhibitor", to: "exhibitor" },
    ]),
  /** How an organisation is booked until it says otherwise. */
  bookingMode: z.enum(["direct", "request"]).default("request"),
  maxPendingRequests: z.number().int().min(0).max(500).default(20),
  maxMeetings: z.number().int().min(0).max(500).default(24),
  requestLifetimeMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 60)
    .default(3 * 24 * 60),
  registrationOpensAt: instantSchema.nullable().default(null),
  registrationClosesAt: instantSchema.nullable().default(null),
  bookingOpensAt: instantSchema.nullable().default(null),
  bookingClosesAt: instantSchema.nullable().default(null),
  /** λ: how far recommendations may lift small organisations that are seldom shown, as a part of their score. */
  fairness: z.number().min(0).max(0.15).default(0.1),
  lateAfterMinutes: z.number().int().min(1).max(60).default(3),
  overrunMinutes: z.number().int().min(1).max(60).default(10),
  /** A meeting that starts within so many minutes is moved only by the word of both its sides. */
  noticeMinutes: z.number().int().min(0).max(480).default(30),
  /** How long both sides have to answer the offer of a slot. */
  offerMinutes: z.number().int().min(1).max(120).default(5),
  /** Whether a slot that falls free is offered without a word of the organiser. */
  refillsByItself: z.boolean().default(false),
  /** Slots that somebody meets in without a pause, at most; null is no limit. */
  mostInARow: slotsInARowSchema.nullable().default(null),
  /** What somebody needs from one room to another. */
  walkingMinutes: z.number().int().min(0).max(60).default(0),
  /** A break for everybody, every day. */
  breakWanted: breakWantedSchema.nullable().default(null),
});
export type Rules = z.infer<typeof rulesSchema>;

export const defaultRules: Rules = rulesSchema.parse({});
