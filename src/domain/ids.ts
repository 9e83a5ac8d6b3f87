import { z } from "zod";

/** Ids carry their kind as a prefix; the only place where a string becomes an id. */
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z][0-9a-z-]{0,59}$`));

export const fairIdSchema = id("fair").brand<"FairId">();
export const organisationIdSchema = id("org").brand<"OrganisationId">();
export const personIdSchema = id("per").brand<"PersonId">();
export const meetingIdSchema = id("mtg").brand<"MeetingId">();
export const roomIdSchema = id("room").brand<"RoomId">();
export const placeIdSchema = id("plc").brand<"PlaceId">();
export const draftIdSchema = id("drf").brand<"DraftId">();
export const disruptionIdSchema = id("dsr").brand<"DisruptionId">();
export const offerIdSchema = id("ofr").brand<"OfferId">();
export const agreementIdSchema = id("agr").brand<"AgreementId">();
export const introductionIdSchema = id("int").brand<"IntroductionId">();

export type FairId = z.infer<typeof fairIdSchema>;
export type OrganisationId = z.infer<typeof organisationIdSchema>;
export type PersonId = z.infer<typeof personIdSchema>;
export type MeetingId = z.infer<typeof meetingIdSchema>;
export type RoomId = z.infer<typeof roomIdSchema>;
export type PlaceId = z.infer<typeof placeIdSchema>;
export type DraftId = z.infer<typeof draftIdSchema>;
export type DisruptionId = z.infer<typeof disruptionIdSchema>;
export type OfferId = z.infer<typeof offerIdSchema>;
export type AgreementId = z.infer<typeof agreementIdSchema>;
export type IntroductionId = z.infer<typeof introductionIdSchema>;

/** An instant: ISO 8601 in UTC, to the millisecond, so that text order is time order. */
export const instantSchema = z.iso.datetime({ precision: 3 }).brand<"Instant">();
export type Instant = z.infer<typeof instantSchema>;
