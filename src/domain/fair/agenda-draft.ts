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
import type { PlacedMeeting } from "./events.ts";

/** Why two organisations are to meet, the strongest ground first. */
export const candidateKinds = ["accepted", "mutual", "pinned", "one-sided", "recommended"] as const;
export type CandidateKind = (typeof candidateKinds)[number];

/** Two organisations that an agenda may bring together. */
export type Candidate = {
  readonly organisations: readonly [OrganisationId, OrganisationId];
  readonly kind: CandidateKind;
  /** What the meeting is worth beside the others. */
  readonly value: number;
};

/** The timetabling problem of a fair. Slots are numbered among those still usable: `grid[slot]` is the fair's slot. */
export type FairProblem = {
  readonly grid: readonly number[];
  /** Slots of the grid that begin a day. */
  readonly dayStarts: readonly number[];
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
  readonly candidates: readonly Candidate[];
  /** What is scheduled already at slots of the grid: it stays where it is. */
  readonly fixed: readonly PlacedMeeting[];
};

/** A candidate with its slot (the fair's), place and people; `delegates[i]` attends for `organisations[i]`. */
export type PlacedCandidate = Candidate & {
  readonly slot: number;
  readonly placeId: PlaceId;
  readonly delegates: readonly [PersonId, PersonId];
};
export type UnplacedCandidate = Candidate & { readonly reason: UnplacedReason };

/** Why a candidate is not in an agenda; slots are the fair's. */
export type UnplacedReason =
  | { readonly code: "no-common-slot" }
  | { readonly code: "busy"; readonly organisation: OrganisationId; readonly slots: readonly number[] }
  | { readonly code: "quota"; readonly organisation: OrganisationId; readonly limit: number }
  | { readonly code: "no-place"; readonly slots: readonly number[] }
  | { readonly code: "others-worth-more"; readonly slots: readonly number[] };

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
  readonly figures?: DraftFigures;
  readonly fault?: string;
};
export type DraftMeeting = PlacedMeeting & { readonly kind: CandidateKind; readonly value: number };
/** A computed agenda before it is published. */
export type AgendaDraft = DraftHeader & {
  readonly meetings: readonly DraftMeeting[];
  readonly unplaced: readonly UnplacedCandidate[];
  /** What the independent checker and the rules find now; a draft with violations is not published whole. */
  readonly violations: readonly DraftViolation[];
};
export type DraftViolation = {
  /** A refusal of the domain, or a code of the checker. */
  readonly code: string;
  /** In English, for logs and API readers; `draftViolationText` has the reader's language. */
  readonly text: string;
  readonly meetingId?: MeetingId;
};
/** One organisation in two drafts of the same fair. */
export type DraftDifference = {
  readonly organisation: OrganisationId;
  readonly meetings: readonly [number, number];
  readonly value: readonly [number, number];
};
export type DraftComparison = {
  readonly drafts: readonly [DraftHeader, DraftHeader];
  /** Pairs that meet in both, only in the first, only in the second; and those in both at another slot. */
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly moved: number;
  /** Who has more in the second, most first, then who has less, most first. */
  readonly gain: readonly DraftDifference[];
  readonly lose: readonly DraftDifference[];
};
