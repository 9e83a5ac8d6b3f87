import { z } from "zod";
import { declineReasons, origins, slotSchema } from "../../domain/fair/events.ts";
import { lengthOf, timeOf } from "../../domain/fair/span.ts";
import type { FairState, Meeting } from "../../domain/fair/state.ts";
import {
  instantSchema,
  meetingIdSchema,
  organisationIdSchema,
  personIdSchema,
  placeIdSchema,
  roomIdSchema,
} from "../../domain/ids.ts";
import { placementOf } from "../../views/meeting-view.ts";

export const meetingStatuses = [
  "requested",
  "accepted",
  "scheduled",
  "held",
  "missed",
  "declined",
  "withdrawn",
  "expired",
  "cancelled",
] as const satisfies readonly Meeting["status"][];

/** A meeting as the API tells it; `version` is the fair's, at which it was so. */
export const meetingSchema = z
  .object({
    id: meetingIdSchema,
    version: z.number().int(),
    status: z.enum(meetingStatuses),
    organisations: z.tuple([organisationIdSchema, organisationIdSchema]),
    createdAt: instantSchema,
    changedAt: instantSchema,
    /** The first of its slots. */
    slot: slotSchema.nullable(),
    slots: z.number().int().nullable().meta({ description: "Slots in a row that it takes" }),
    startsAt: instantSchema.nullable(),
    endsAt: instantSchema.nullable(),
    placeId: placeIdSchema.nullable(),
    roomId: roomIdSchema.nullable(),
    delegates: z.tuple([personIdSchema, personIdSchema]).nullable(),
    origin: z.enum(origins).nullable(),
    locked: z.boolean(),
    proposedSlots: z.array(slotSchema),
    expiresAt: instantSchema.nullable(),
    move: z.object({ from: organisationIdSchema, slot: slotSchema }).nullable(),
    arrived: z.array(personIdSchema),
    absent: z.array(organisationIdSchema),
    reason: z.enum(declineReasons).nullable(),
  })
  .meta({
    id: "Meeting",
    description: "A one-to-one meeting of two organisations; `organisations[0]` asked first",
  });

export function toMeetingAnswer(
  state: FairState,
  version: number,
  meeting: Meeting,
): z.infer<typeof meetingSchema> {
  const placement = placementOf(meeting);
  const programmed = placement === undefined ? undefined : timeOf(state, placement);
  const isScheduled = meeting.status === "scheduled";
  const isRequested = meeting.status === "requested";
  return {
    id: meeting.id,
    version,
    status: meeting.status,
    organisations: [...meeting.organisations],
    createdAt: meeting.createdAt,
    changedAt: meeting.changedAt,
    slot: placement?.slot ?? null,
    slots: placement === undefined ? null : lengthOf(placement),
    startsAt: programmed?.startsAt ?? null,
    endsAt: programmed?.endsAt ?? null,
    placeId: placement?.placeId ?? null,
    roomId: placement === undefined ? null : (state.places.get(placement.placeId)?.roomId ?? null),
    delegates: placement === undefined ? null : [...placement.delegates],
    origin: placement?.origin ?? null,
    locked: isScheduled && meeting.locked,
    proposedSlots: isRequested ? [...meeting.proposedSlots] : [],
    expiresAt: isRequested ? meeting.expiresAt : null,
    move: isScheduled && meeting.proposal ? { ...meeting.proposal } : null,
    arrived: isScheduled ? meeting.arrivals.map(({ personId }) => personId) : [],
    absent: meeting.status === "missed" ? [...meeting.absent] : [],
    reason: "reason" in meeting ? (meeting.reason ?? null) : null,
  };
}
