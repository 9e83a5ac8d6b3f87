import type { Instant, MeetingId } from "../ids.ts";

export const fairRejectionCodes = [
  "fair-exists",
  "fair-unknown",
  "not-allowed",
  "programme-invalid",
  "programme-in-use",
  "slot-unknown",
  "slot-closed",
  "slot-past",
  "slot-in-use",
  "day-unknown",
  "room-unknown",
  "room-in-use",
  "place-unknown",
  "place-in-use",
  "place-taken",
  "place-not-accessible",
  "no-place-free",
  "stand-taken",
  "participant-unknown",
  "participant-not-validated",
  "participant-withdrawn",
  "already-registered",
  "already-validated",
  "registration-closed",
  "delegate-unknown",
  "delegate-elsewhere",
  "delegate-in-use",
  "delegate-busy",
  "delegate-unavailable",
  "no-delegate",
  "same-organisation",
  "may-not-meet",
  "pair-banned",
  "wish-never",
  "already-meeting",
  "already-declined",
  "booking-not-open",
  "booking-closed",
  "request-only",
  "slot-taken",
  "quota-requests",
  "quota-meetings",
  "other-side-full",
  "meeting-unknown",
  "meeting-not-requested",
  "meeting-not-scheduled",
  "meeting-not-held",
  "meeting-locked",
  "meeting-expired",
  "not-your-meeting",
  "not-for-you-to-answer",
  "nothing-proposed",
  "agenda-conflict",
  "agenda-not-published",
  "already-arrived",
  "nobody-absent",
  "meeting-not-started",
  "scan-in-future",
  "no-meeting-due",
  "place-closed",
  "disruption-unknown",
  "disruption-over",
  "repair-stale",
  "hole-unknown",
  "nobody-willing",
  "offer-unknown",
  "offer-closed",
] as const;
export type FairRejectionCode = (typeof fairRejectionCodes)[number];

/** A free slot close to the one that was lost. */
export type Alternative = { readonly slot: number; readonly startsAt: Instant };

export type FairRejection = {
  readonly code: FairRejectionCode;
  /** The command's field that the rejection is about, where one is. */
  readonly field?: string;
  readonly alternatives?: readonly Alternative[];
  readonly meetings?: readonly MeetingId[];
};
