import type { inclusionKinds, legalFamilies, needKinds } from "../domain/directory/organisation.ts";
import type { Meeting, WishLevel } from "../domain/fair/state.ts";
import type { Explanation } from "./components/score.tsx";

export type LegalFamily = (typeof legalFamilies)[number];
export type InclusionKind = (typeof inclusionKinds)[number];
export type NeedKind = (typeof needKinds)[number];
export type ParticipantKind = "exhibitor" | "buyer" | "both";
export type ParticipantStatus = "pending" | "validated" | "refused" | "withdrawn";
export type BookingMode = "direct" | "request";
export type Wish = WishLevel;
export type MeetingStatus = Meeting["status"];
export type DeclineReason = "no-time" | "no-fit" | "already-in-touch" | "competitor" | "other";

/** A slot of the fair: its index in the grid, its day (0 is the first) and its instants. */
export type SlotTime = {
  readonly slot: number;
  readonly day: number;
  readonly startsAt: string;
  readonly endsAt: string;
};

/** A place to meet, as people look for it: « Table 4 », « Espace Antigone ». */
export type PlaceName = { readonly place: string; readonly room: string };

/** An organisation as lists show it. */
export type OrganisationCard = {
  readonly id: string;
  readonly name: string;
  readonly kind: ParticipantKind;
  readonly family: LegalFamily;
  readonly inclusionKind: InclusionKind | null;
  readonly labels: readonly string[];
  readonly commune: string;
  readonly stand: PlaceName | null;
};

/** A recommended organisation, why, and what the reader said of it. */
export type Recommendation = {
  readonly organisation: OrganisationCard;
  readonly explanation: Explanation;
  readonly relation: "trade" | "cooperation" | "consortium" | "finance" | "replication";
  /** The reader's own need or offer that it answers, in their words. */
  readonly about: string;
  readonly wish: Wish | null;
  readonly freeSlots: number;
};

/** A meeting as one of its two sides sees it. */
export type MeetingView = {
  readonly id: string;
  readonly status: MeetingStatus;
  readonly with: OrganisationCard;
  readonly slot: SlotTime | null;
  readonly place: PlaceName | null;
  readonly myDelegate: string | null;
  readonly theirDelegate: string | null;
  readonly message: string | null;
  readonly askedByMe: boolean;
  readonly expiresAt: string | null;
  /** Slots proposed with a request. */
  readonly proposed: readonly SlotTime[];
  /** A move that waits for an answer. */
  readonly move: { readonly byMe: boolean; readonly slot: SlotTime } | null;
  readonly reason: DeclineReason | null;
  readonly rating: number | null;
};

/** A slot offered to the reader's organisation and another, which both must accept in time. */
export type OfferView = {
  readonly id: string;
  readonly kind: "meet" | "move";
  readonly with: OrganisationCard;
  readonly slot: SlotTime;
  readonly place: PlaceName | null;
  /** Where the meeting stands that would move. */
  readonly from: { readonly slot: SlotTime; readonly place: PlaceName | null } | null;
  readonly expiresAt: string;
  /** Whether this organisation has said yes, and waits for the other. */
  readonly yes: boolean;
};

/** Faults of a form by the name of the field, in the reader's language. */
export type Faults = Readonly<Record<string, string>>;
