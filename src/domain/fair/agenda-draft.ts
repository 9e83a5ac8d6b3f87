import type {
  DraftId,
  FairId,
  Instant,
  MeetingId,
  OrganisationId,
  PersonId,
  PlaceId,
  RoomId,
} from "../ids.ts";
import type { SlotBreak } from "./comfort-grid.ts";
import type { PlacedMeeting } from "./events.ts";

/** Why two organisations are to meet, the strongest ground first. */
export const candidateKinds = ["accepted", "mutual", "pinned", "one-sided", "recommended"] as const;
export type CandidateKind = (typeof candidateKinds)[number];
/** The same, and meetings that the organiser put into a draft without any of these grounds. */
export const draftKinds = [...candidateKinds, "by-hand"] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Two organisations that an agenda may bring together. */
export type Candidate = {
  readonly organisations: readonly [OrganisationId, OrganisationId];
  readonly kind: CandidateKind;
  /** What the meeting is worth beside the others. */
  readonly value: number;
  /** Slots in a row, where more than one. */
  readonly length?: number;
};

/** The timetabling problem of a fair. Slots are numbered among those still usable: `grid[slot]` is the fair's slot. */
export type FairProblem = {
  readonly grid: readonly number[];
  /** Slots of the grid that begin a day. */
  readonly dayStarts: readonly number[];
  /** Slots of the grid that do not follow the one before at once: no long meeting runs over into them. */
  readonly runStarts: readonly number[];
  readonly organisations: readonly {
    readonly id: OrganisationId;
    /** In the order of registration; `unavailable` are slots of the grid. */
    readonly delegates: readonly { readonly id: PersonId; readonly unavailable: readonly number[] }[];
    /** Meetings that it may still be given. */
    readonly quota: number;
    readonly stand?: PlaceId;
  }[];
  /** Most meetings of an organisation, those scheduled or held included. */
  readonly maxMeetings: number;
  /** In the order in which they are filled. */
  readonly tables: readonly PlaceId[];
  readonly roomOf: ReadonlyMap<PlaceId, RoomId>;
  /** Slots of the grid in which a place does not serve: it is lost, or its room is closed. */
  readonly shutAt: ReadonlyMap<PlaceId, readonly number[]>;
  readonly candidates: readonly Candidate[];
  /** What is scheduled already, or locked in a draft, at slots of the grid: it stays where it is. */
  readonly fixed: readonly PlacedMeeting[];
  /** Absent where nobody needs or wishes anything of it. */
  readonly comfort?: FairComfort;
};
/** What is to be spared people, in slots of the grid. */
export type FairComfort = {
  /** Slots before which there is a pause, or a night, and time to walk. */
  readonly stretchStarts: readonly number[];
  /** Idle slots that somebody needs from one room to another. */
  readonly walkingSlots: number;
  readonly accessible: ReadonlySet<PlaceId>;
  readonly people: ReadonlyMap<PersonId, PersonComfort>;
};
export type PersonComfort = {
  readonly needsAccess: boolean;
  readonly mostInARow?: number;
  readonly breaks: readonly SlotBreak[];
};

/** A candidate with its slot (the fair's), place and people; `delegates[i]` attends for `organisations[i]`. */
export type PlacedCandidate = Candidate & {
  readonly slot: number;
  readonly placeId: PlaceId;
  readonly delegates: readonly [PersonId, PersonId];
};
export type UnplacedCandidate = Omit<Candidate, "kind"> & {
  readonly kind: DraftKind;
  readonly reason: UnplacedReason;
};

/** Why a candidate is not in an agenda; slots are the fair's. */
export type UnplacedReason =
  | { readonly code: "no-common-slot" }
  | { readonly code: "busy"; readonly organisation: OrganisationId; readonly slots: readonly number[] }
  | { readonly code: "quota"; readonly organisation: OrganisationId; readonly limit: number }
  | { readonly code: "no-place"; readonly slots: readonly number[] }
  | { readonly code: "no-accessible-place"; readonly slots: readonly number[] }
  /** Every slot left would break one of these for somebody. */
  | {
      readonly code: "comfort";
      readonly rules: readonly ComfortRule[];
      readonly slots: readonly number[];
    }
  | { readonly code: "others-worth-more"; readonly slots: readonly number[] }
  /** Not for the agenda to place, whatever the room left. */
  | { readonly code: "never"; readonly organisation: OrganisationId }
  | { readonly code: "banned" | "may-not-meet" | "waiting" | "one-sided" | "met" }
  | { readonly code: "declined" | "not-validated"; readonly organisation: OrganisationId }
  /** Taken out of the draft by hand. */
  | { readonly code: "removed" };

/** Most slots in a row, walking from room to room, breaks wanted. */
export const comfortRules = ["in-a-row", "walking", "break"] as const;
export type ComfortRule = (typeof comfortRules)[number];

/** What is known of a computation under way; breaks are -1 before there is a valid agenda. */
export type DraftProgress = {
  readonly seconds: number;
  readonly value: number;
  readonly breaks: number;
  readonly bound: { readonly value: number };
  /** How far the value may be from the best possible, from 0 to 1. */
  readonly gap: number;
};
/** What a draft is worth. Bounds are true: no agenda of that moment is worth more, none holds more meetings. */
export type DraftFigures = {
  readonly placed: number;
  readonly candidates: number;
  readonly value: number;
  readonly breaks: number;
  readonly bound: { readonly value: number; readonly meetings: number };
  readonly gap: number;
  /** Organisations with at least three meetings, those scheduled before included, of those with a candidate. */
  readonly withThree: number;
  readonly organisations: number;
  /** Gini coefficient of meetings per organisation: 0 is everyone the same. */
  readonly gini: number;
};
/** A computation asked for, and what came of it. */
export type DraftHeader = {
  readonly id: DraftId;
  readonly fairId: FairId;
  readonly status: "computing" | "ready" | "failed";
  readonly requestedAt: Instant;
  /** Real time at which it was asked for, where the fair's clock may run fast. */
  readonly startedAtMs: number;
  /** Seconds it was given, and those it took. */
  readonly seconds: number;
  readonly seed: number;
  readonly took?: number;
  /** Ended early, with the best agenda until then. */
  readonly stopped?: boolean;
  readonly progress?: DraftProgress;
  /** How value, bound and gap came about, thinned out, oldest first. */
  readonly history?: readonly DraftProgress[];
  readonly figures?: DraftFigures;
  readonly fault?: string;
  /** The fair's version that it was computed on. */
  readonly version?: number;
  /** The draft whose locked meetings it kept, and how many those were. */
  readonly basedOn?: { readonly id: DraftId; readonly locked: number };
  /** Why nothing could be computed around what is locked. */
  readonly clash?: readonly DraftViolation[];
  /** Changes by hand that stand. */
  readonly edits?: number;
};
export type DraftMeeting = PlacedMeeting & {
  readonly kind: DraftKind;
  readonly value: number;
  /** Stays where it is when the rest is computed again. */
  readonly locked?: boolean;
};
/** A change of a draft by hand, complete in itself: replayed in order, they give the draft as it stands. */
export type DraftEdit = (
  | ({ readonly type: "move"; readonly meetingId: MeetingId } & DraftSpot)
  | { readonly type: "remove"; readonly meetingId: MeetingId }
  | { readonly type: "add"; readonly meeting: DraftMeeting }
  | { readonly type: "swap"; readonly meetings: readonly [MeetingId, MeetingId] }
  | { readonly type: "lock"; readonly meetings: readonly MeetingId[]; readonly locked: boolean }
) & {
  /** Of whoever asked for it: a retry is the same change. */
  readonly request?: string;
};
/** Where and when a meeting is held, and who attends. */
export type DraftSpot = {
  readonly slot: number;
  readonly placeId: PlaceId;
  readonly delegates: readonly [PersonId, PersonId];
};

/** A computed agenda before it is published. */
export type AgendaDraft = DraftHeader & {
  readonly meetings: readonly DraftMeeting[];
  readonly unplaced: readonly UnplacedCandidate[];
  /** What the independent checker and the rules find now; a draft with hard ones is not published whole. */
  readonly violations: readonly DraftViolation[];
  /** What the last change by hand brought about. */
  readonly lastEdit?: {
    readonly edit: DraftEdit;
    readonly brought: readonly DraftViolation[];
    readonly ended: readonly DraftViolation[];
  };
  /** What changed in the fair since it was computed, as far as an agenda depends on it. */
  readonly changes: readonly DraftChange[];
};
/** Found by the independent checker, or by the fair's own rules. */
export const hardViolations = [
  "unknown-slot",
  "slot-closed",
  "slot-past",
  "slot-too-short",
  "unavailable",
  "double-booked",
  "unknown-place",
  "place-taken",
  "place-closed",
  "foreign-stand",
  "wrong-delegate",
  "placed-twice",
  "too-many-meetings",
  "participant-unknown",
  "participant-not-validated",
  "may-not-meet",
  "pair-banned",
  "wish-never",
  "already-meeting",
  "not-accessible",
] as const;
/** Allowed, and better avoided. */
export const softViolations = [
  "room-crowded",
  "not-wished",
  "too-many-in-a-row",
  "no-time-to-walk",
  "no-break",
] as const;
export type ViolationCode = (typeof hardViolations)[number] | (typeof softViolations)[number];
export type DraftViolation = {
  readonly code: ViolationCode;
  readonly severity: "hard" | "soft";
  /** In English, for logs; `violationText` has the reader's language. */
  readonly text: string;
  /** Meetings of the draft or of the fair that it is about. */
  readonly meetings: readonly MeetingId[];
  readonly slot?: number;
  readonly placeId?: PlaceId;
  readonly roomId?: RoomId;
  readonly person?: PersonId;
  readonly organisation?: OrganisationId;
  readonly count?: number;
  readonly limit?: number;
  /** The break that somebody wanted. */
  readonly pause?: { readonly from: Instant; readonly to: Instant; readonly minutes: number };
};
export const changeCodes = [
  "programme",
  "slot-closed",
  "slot-reopened",
  "place-removed",
  "place-set",
  "rules",
  "participant-left",
  "participant-joined",
  "availability",
  "length",
  "wish",
  "pair",
  "meeting-booked",
  "meeting-moved",
  "meeting-cancelled",
  "meeting-accepted",
  "agenda-published",
  "agenda-unpublished",
] as const;
/** Facts of one kind that came after a draft was computed; names of the first few of them. */
export type DraftChange = {
  readonly code: (typeof changeCodes)[number];
  readonly count: number;
  readonly slots: readonly number[];
  readonly organisations: readonly OrganisationId[];
};
/** One organisation in two drafts of the same fair. */
export type DraftDifference = {
  readonly organisation: OrganisationId;
  readonly meetings: readonly [number, number];
  readonly value: readonly [number, number];
  readonly breaks: readonly [number, number];
  /** Changes of place between meetings of one delegate on one day. */
  readonly placeChanges: readonly [number, number];
  /** Meetings that it has in both drafts, at another slot in the second. */
  readonly moved: number;
};
export type DraftComparison = {
  readonly drafts: readonly [DraftHeader, DraftHeader];
  /** Pairs that meet in both, only in the first, only in the second; and those in both at another slot. */
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly moved: number;
  /** Those in both at the same slot and another place. */
  readonly replaced: number;
  readonly totals: readonly [DraftTotals, DraftTotals];
  /** Who has more in the second, most first, then who has less, most first. */
  readonly gain: readonly DraftDifference[];
  readonly lose: readonly DraftDifference[];
  /** As many meetings of the same worth, and yet other breaks, places or hours. */
  readonly changed: readonly DraftDifference[];
};
/** A draft as it stands, counted from its meetings alone. */
export type DraftTotals = {
  readonly meetings: number;
  readonly value: number;
  readonly breaks: number;
  readonly placeChanges: number;
  /** Organisations with at least one meeting, and with at least three. */
  readonly organisations: number;
  readonly withThree: number;
  readonly gini: number;
};
