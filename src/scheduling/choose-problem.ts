/** A table or stand, in a room; a stand belongs to one organisation and is used for its meetings only. */
export type Seat = {
  id: string;
  room: string;
  accessible?: boolean;
  organisation?: string;
  /** Slots at which it is open; always where absent. */
  slots?: readonly number[];
};

/** At least `slots` slots in a row without a meeting, of one day, from slot `from` to slot `to`, both included. */
export type BreakWanted = { readonly from: number; readonly to: number; readonly slots: number };

/** Somebody who attends for an organisation. Meetings occupy delegates. */
export type Delegate = {
  id: string;
  unavailable?: readonly number[];
  maxMeetings?: number;
  maxInARow?: number;
  needsAccess?: boolean;
  /** Slots without them count as free of meetings. */
  breaks?: readonly BreakWanted[];
};

export type Attendee = {
  id: string;
  delegates: readonly Delegate[];
  /** Meetings that it should have at least, 3 where absent; at most `maxMeetings`. */
  floor?: number;
  maxMeetings?: number;
};

/** A meeting that could be held between two organisations, each by one of its delegates. */
export type Candidate = {
  id: string;
  organisations: readonly [string, string];
  value: number;
  /** Consecutive slots, 1 where absent. */
  duration?: number;
  slots?: readonly number[];
  accessible?: boolean;
  /** Delegates who may hold it, all of the organisation's where none is named. */
  delegates?: readonly string[];
  after?: readonly string[];
  /** Held already: stays where it is. */
  locked?: { slot: number; place: string; delegates: readonly [string, string] };
};

/** Which meetings to hold, and where: the problem of a whole fair. */
export type ChooseProblem = {
  name: string;
  slots: number;
  /** First slots of days: a meeting does not run over, a stretch and a break end there. Slot 0 is always one. */
  dayStarts?: readonly number[];
  seats: readonly Seat[];
  /** Idle slots that a delegate needs between meetings in two rooms, by `from>to`; none where absent. */
  walking?: Readonly<Record<string, number>>;
  attendees: readonly Attendee[];
  candidates: readonly Candidate[];
};

export type Chosen = { candidate: string; slot: number; place: string; delegates: readonly [string, string] };

export type LeftOut = { candidate: string; code: LeftOutCode };
/** `break`: both have slots in common, but each of them would cost somebody a break that they want. */
export type LeftOutCode =
  | "no-common-slot"
  | "quota"
  | "busy"
  | "break"
  | "no-place"
  | "order"
  | "others-worth-more";

export type ChooseAnswer = {
  chosen: readonly Chosen[];
  leftOut: readonly LeftOut[];
  value: number;
  /** No choice is worth more. */
  bound: number;
  breaks: number;
  /** Share of the organisations that could have their floor and do. */
  floorShare: number;
  /** Inequality of meetings between organisations with candidates, 0 to 1. */
  gini: number;
};
