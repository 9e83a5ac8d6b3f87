import type { z } from "zod";
import type {
  DisruptionId,
  FairId,
  Instant,
  MeetingId,
  OfferId,
  OrganisationId,
  PersonId,
  PlaceId,
  RoomId,
} from "../ids.ts";
import {
  type Cell,
  createCell,
  createTable,
  createUndoLog,
  type ReadonlyTable,
  type Table,
  type UndoLog,
} from "../table.ts";
import type { Comfort } from "./comfort.ts";
import type {
  bookingModes,
  declineReasons,
  disruptedSchema,
  offerEnds,
  origins,
  Programme,
  SlotOfProgramme,
  wishLevels,
} from "./events.ts";
import { defaultRules, type Rules } from "./rules.ts";

export type BookingMode = (typeof bookingModes)[number];
export type WishLevel = (typeof wishLevels)[number];
export type DeclineReason = (typeof declineReasons)[number];
export type Origin = (typeof origins)[number];

export type FairHeader = {
  readonly id: FairId;
  readonly name: string;
  readonly venue: string;
  readonly timeZone: string;
};
export type Room = {
  readonly id: RoomId;
  readonly name: string;
  readonly capacity: number;
  readonly accessible: boolean;
};
export type Place = {
  readonly id: PlaceId;
  readonly roomId: RoomId;
  readonly name: string;
  readonly kind: "table" | "stand";
  readonly accessible: boolean;
  readonly organisationId?: OrganisationId;
};
export type ParticipantStatus = "pending" | "validated" | "refused" | "withdrawn";
export type Participant = {
  readonly organisationId: OrganisationId;
  readonly kind: "exhibitor" | "buyer" | "both";
  readonly status: ParticipantStatus;
  readonly mode?: BookingMode;
  readonly refusal?: string;
  readonly registeredAt: Instant;
  readonly delegates: readonly PersonId[];
  /** Slots in a row that it needs for a meeting, 1 where absent. */
  readonly meetingSlots?: number;
};
export type Delegate = {
  readonly personId: PersonId;
  readonly organisationId: OrganisationId;
  readonly unavailable: ReadonlySet<number>;
  /** What they need and wish for, once they said so. */
  readonly comfort?: Comfort;
};

/** A pinned pair is proposed first to both sides, a banned one to neither. */
export type PairDecision = {
  readonly kind: "pin" | "ban";
  readonly organisations: readonly [OrganisationId, OrganisationId];
  readonly reason: string;
  /** Grounds against a pin that the organiser knew of. */
  readonly despite?: readonly string[];
  readonly at: Instant;
};

type MeetingBase = {
  readonly id: MeetingId;
  /** The side that asked (or booked) first. */
  readonly organisations: readonly [OrganisationId, OrganisationId];
  readonly createdAt: Instant;
  /** How often its place in time changed: the SEQUENCE of its calendar entry. */
  readonly sequence: number;
  readonly changedAt: Instant;
};
export type Placement = {
  readonly slot: number;
  /** Slots in a row, 1 where absent; as it was when the meeting was placed. */
  readonly length?: number | undefined;
  readonly placeId: PlaceId;
  readonly delegates: readonly [PersonId, PersonId];
  readonly origin: Origin;
};
export type RequestedMeeting = MeetingBase & {
  readonly status: "requested";
  readonly delegate?: PersonId;
  readonly proposedSlots: readonly number[];
  readonly expiresAt: Instant;
  readonly silent: boolean;
};
export type AcceptedMeeting = MeetingBase & { readonly status: "accepted" };
export type ScheduledMeeting = MeetingBase &
  Placement & {
    readonly status: "scheduled";
    readonly locked: boolean;
    readonly arrivals: readonly { readonly personId: PersonId; readonly at: Instant }[];
    readonly proposal?: { readonly from: OrganisationId; readonly slot: number };
  };
export type HeldMeeting = MeetingBase &
  Placement & {
    readonly status: "held";
    readonly startedAt: Instant;
    readonly endedAt: Instant;
    readonly ratings: ReadonlyMap<OrganisationId, number>;
  };
export type MissedMeeting = MeetingBase &
  Placement & { readonly status: "missed"; readonly absent: readonly OrganisationId[] };
export type ClosedMeeting = MeetingBase & {
  readonly status: "declined" | "withdrawn" | "expired" | "cancelled";
  readonly closedBy?: OrganisationId;
  readonly reason?: DeclineReason;
  readonly silent?: boolean;
  /** Where it stood, so that its calendar entry can be taken back. */
  readonly was?: Placement;
};
export type Meeting =
  | RequestedMeeting
  | AcceptedMeeting
  | ScheduledMeeting
  | HeldMeeting
  | MissedMeeting
  | ClosedMeeting;

/** What does not serve from one instant to another. */
export type Disruption = {
  readonly id: DisruptionId;
  readonly what: z.infer<typeof disruptedSchema>;
  readonly from: Instant;
  readonly until: Instant;
  readonly declaredAt: Instant;
  readonly repairedAt?: Instant;
};
/** A slot that a meeting left before it was over; known by that meeting, and by its part of a long one. */
export type Hole = {
  readonly meetingId: MeetingId;
  readonly part: number;
  readonly slot: number;
  readonly placeId: PlaceId;
  /** The sides that were left without their meeting by somebody else. */
  readonly left: readonly OrganisationId[];
  /** Once ended, nobody is asked any more. */
  readonly status: "open" | "running" | "ended";
  readonly offers: readonly OfferId[];
};
export type Offer = {
  readonly id: OfferId;
  readonly about:
    | { readonly kind: "meet"; readonly hole: MeetingId; readonly part?: number | undefined }
    | { readonly kind: "move"; readonly from: { readonly slot: number; readonly placeId: PlaceId } };
  /** The meeting that it makes or moves. */
  readonly meetingId: MeetingId;
  readonly organisations: readonly [OrganisationId, OrganisationId];
  readonly slot: number;
  readonly length?: number | undefined;
  readonly placeId: PlaceId;
  readonly delegates: readonly [PersonId, PersonId];
  /** Who lets itself be booked at once, and so was not asked. */
  readonly willing: readonly OrganisationId[];
  /** Who has said yes; the willing count from the start. */
  readonly yes: readonly OrganisationId[];
  readonly expiresAt: Instant;
  readonly status: "open" | (typeof offerEnds)[number];
  readonly changedAt: Instant;
};

export type Presence = { readonly roomId: RoomId | null; readonly scannedAt: Instant };

export type SlotKey = `${string}@${number}`;
export type PairKey = `${string}|${string}`;
export type WishKey = `${string}>${string}`;
export type HoleKey = `${string}:${number}`;

/** Every index that a decision needs, so that none scans all meetings. */
export type FairWriter = {
  readonly log: UndoLog;
  readonly header: Cell<FairHeader | undefined>;
  readonly programme: Cell<Programme | undefined>;
  readonly slots: Cell<readonly SlotOfProgramme[]>;
  readonly rules: Cell<Rules>;
  readonly closedSlots: Table<number, true>;
  readonly rooms: Table<RoomId, Room>;
  readonly places: Table<PlaceId, Place>;
  /** Tables (not stands) in the order in which they are filled. */
  readonly tables: Cell<readonly PlaceId[]>;
  readonly standOf: Table<OrganisationId, PlaceId>;
  readonly participants: Table<OrganisationId, Participant>;
  readonly delegates: Table<PersonId, Delegate>;
  readonly wishes: Table<WishKey, WishLevel>;
  readonly wishesOf: Table<OrganisationId, ReadonlyMap<OrganisationId, WishLevel>>;
  /** Pairs that the organiser pinned or banned. */
  readonly pairs: Table<PairKey, PairDecision>;
  readonly meetings: Table<MeetingId, Meeting>;
  readonly meetingsOf: Table<OrganisationId, readonly MeetingId[]>;
  /** The one open meeting (requested, accepted or scheduled) of two organisations. */
  readonly openPair: Table<PairKey, MeetingId>;
  /** Who asked whom and was declined. */
  readonly declined: Table<WishKey, true>;
  readonly delegateBusy: Table<SlotKey, MeetingId>;
  readonly placeBusy: Table<SlotKey, MeetingId>;
  readonly tablesUsed: Table<number, number>;
  /** Index in `tables` of the first free one of a slot, 0 unless said; past the end when none is. */
  readonly firstTable: Table<number, number>;
  /** The meetings of each slot; a long one is in all of its own. */
  readonly scheduledAt: Table<number, readonly MeetingId[]>;
  readonly pendingOf: Table<OrganisationId, number>;
  readonly scheduledOf: Table<OrganisationId, number>;
  readonly pending: Table<MeetingId, Instant>;
  readonly publishedDraft: Cell<string | undefined>;
  readonly disruptions: Table<DisruptionId, Disruption>;
  /** Places and people that do not serve in a slot; made of `disruptions`. */
  readonly shut: Table<SlotKey, true>;
  readonly holes: Table<HoleKey, Hole>;
  readonly offers: Table<OfferId, Offer>;
  readonly openOffers: Table<OfferId, Instant>;
  readonly offersOf: Table<OrganisationId, readonly OfferId[]>;
  /** Who has been asked for a slot: nobody is asked twice. Made of `offers`. */
  readonly asked: Table<SlotKey, true>;
  /** Tasks of the board that somebody has dealt with. */
  readonly dismissed: Table<string, Instant>;
  readonly presence: Table<string, Presence>;
  readonly presentIn: Table<RoomId, number>;
  readonly scans: Table<string, true>;
};

type ReadonlyWriter<W> = {
  readonly [K in keyof W]: W[K] extends Table<infer Key, infer Value>
    ? ReadonlyTable<Key, Value>
    : W[K] extends Cell<infer Value>
      ? { get(): Value }
      : W[K];
};
/** The state as everyone but `evolve` and the runtime sees it. */
export type FairState = Omit<ReadonlyWriter<FairWriter>, "log">;

export function createFairState(): FairWriter {
  const log = createUndoLog();
  return {
    log,
    header: createCell<FairHeader | undefined>(log, undefined),
    programme: createCell<Programme | undefined>(log, undefined),
    slots: createCell<readonly SlotOfProgramme[]>(log, []),
    rules: createCell<Rules>(log, defaultRules),
    closedSlots: createTable(log),
    rooms: createTable(log),
    places: createTable(log),
    tables: createCell<readonly PlaceId[]>(log, []),
    standOf: createTable(log),
    participants: createTable(log),
    delegates: createTable(log),
    wishes: createTable(log),
    wishesOf: createTable(log),
    pairs: createTable(log),
    meetings: createTable(log),
    meetingsOf: createTable(log),
    openPair: createTable(log),
    declined: createTable(log),
    delegateBusy: createTable(log),
    placeBusy: createTable(log),
    tablesUsed: createTable(log),
    firstTable: createTable(log),
    scheduledAt: createTable(log),
    pendingOf: createTable(log),
    scheduledOf: createTable(log),
    pending: createTable(log),
    publishedDraft: createCell<string | undefined>(log, undefined),
    disruptions: createTable(log),
    shut: createTable(log),
    holes: createTable(log),
    offers: createTable(log),
    openOffers: createTable(log),
    offersOf: createTable(log),
    asked: createTable(log),
    dismissed: createTable(log),
    presence: createTable(log),
    presentIn: createTable(log),
    scans: createTable(log),
  };
}

export function slotKey(id: PersonId | PlaceId, slot: number): SlotKey {
  return `${id}@${slot}`;
}

export function pairKey(a: OrganisationId, b: OrganisationId): PairKey {
  return a < b ? `${a}|${b}` : `${b}|${a}`;
}

export function wishKey(from: OrganisationId, to: OrganisationId): WishKey {
  return `${from}>${to}`;
}
