/**
 * What travels on each live topic: the snapshot a client starts from, and the changes of its patches. A change
 * says how a thing is now, never by how much it moved. The same for every reader of a topic: no language in it.
 */
export type Topic =
  | `fair:${string}`
  | `organisation:${string}`
  | `desk:${string}`
  | `room:${string}`
  | `recommendations:${string}`
  | `viewers:${string}`;

export type SlotState = "free" | "taken" | "closed";

/** `fair:<fair>`: what anyone may know of who is free when. */
export type AvailabilitySnapshot = {
  /** By organisation, one letter a slot: f free · t taken · c closed. Only validated participants are here. */
  readonly slots: Readonly<Record<string, string>>;
  /** Tables left in each slot. */
  readonly tables: readonly number[];
};
export type AvailabilityChange =
  | { readonly type: "slot"; readonly organisation: string; readonly slot: number; readonly state: SlotState }
  | { readonly type: "tables"; readonly slot: number; readonly left: number }
  /** All slots of one organisation at once, or null when it is no longer there. */
  | { readonly type: "organisation"; readonly organisation: string; readonly slots: string | null }
  /** The grid itself changed: everything anew. */
  | { readonly type: "grid"; readonly snapshot: AvailabilitySnapshot };

/** `organisation:<organisation>`: its own meetings and wishes, for its delegates; hidden requests stay hidden. */
export type OrganisationSnapshot = {
  readonly counters: OrganisationCounters;
  readonly meetings: readonly OrganisationMeeting[];
  readonly wishes: Readonly<Record<string, "must" | "like" | "never">>;
  /** What waits for a yes of both sides. */
  readonly offers: readonly OrganisationOffer[];
};
/** A slot offered to this organisation and another: to meet, or to hold their meeting elsewhere. */
export type OrganisationOffer = {
  readonly id: string;
  readonly kind: "meet" | "move";
  readonly with: string;
  readonly slot: number;
  readonly place: string;
  /** Where the meeting stands that would move. */
  readonly from: { readonly slot: number; readonly place: string } | null;
  readonly expiresAt: string;
  /** Whether this organisation has said yes, and waits for the other. */
  readonly yes: boolean;
};
export type OrganisationCounters = {
  /** Requests that wait for this organisation's answer. */
  readonly inbox: number;
  /** Requests of its own that wait, of the number allowed. */
  readonly sent: number;
  readonly maxSent: number;
  /** Meetings on its agenda, of the number allowed. */
  readonly meetings: number;
  readonly maxMeetings: number;
};
export type OrganisationMeeting = {
  readonly id: string;
  readonly with: string;
  readonly askedByMe: boolean;
  readonly status:
    | "requested"
    | "accepted"
    | "scheduled"
    | "held"
    | "missed"
    | "declined"
    | "withdrawn"
    | "expired"
    | "cancelled";
  readonly slot: number | null;
  readonly place: string | null;
  /** Who attends for this organisation. */
  readonly delegate: string | null;
  /** A move that waits for an answer. */
  readonly move: { readonly byMe: boolean; readonly slot: number } | null;
  readonly locked: boolean;
};
export type OrganisationChange =
  | { readonly type: "meeting"; readonly meeting: OrganisationMeeting }
  | { readonly type: "meeting-gone"; readonly id: string }
  | { readonly type: "offer"; readonly offer: OrganisationOffer }
  | { readonly type: "offer-gone"; readonly id: string }
  | { readonly type: "counters"; readonly counters: OrganisationCounters }
  | { readonly type: "wish"; readonly to: string; readonly level: "must" | "like" | "never" | null };

/** `room:<room>`: its door screen. */
export type RoomSnapshot = {
  readonly present: number;
  readonly capacity: number;
  readonly placesInUse: number;
  readonly places: number;
};
export type RoomChange = RoomSnapshot;

/** `recommendations:<organisation>`: whom it should meet, best first; the words are on its page. */
export type RecommendationsSnapshot = { readonly list: readonly Recommended[] };
export type RecommendationsChange = RecommendationsSnapshot;
export type Recommended = {
  readonly organisation: string;
  /** Whole points of 100. */
  readonly points: number;
  readonly relation: string;
};

/** `viewers:<organisation>`: how many people look at its agenda at this moment. */
export type ViewersSnapshot = { readonly count: number };
export type ViewersChange = ViewersSnapshot;

/** `desk:<fair>`: the board of organisers and stewards; its snapshot is a `BoardState`. */
export type BoardChange =
  | { readonly type: "figures"; readonly figures: BoardFigures }
  | { readonly type: "room"; readonly room: string; readonly present: number }
  | { readonly type: "place"; readonly room: string; readonly place: BoardPlace }
  | { readonly type: "task"; readonly task: BoardTask }
  | { readonly type: "task-done"; readonly task: string }
  | { readonly type: "disruptions"; readonly disruptions: readonly BoardDisruption[] }
  | { readonly type: "minute"; readonly point: BoardPoint }
  /** Rooms or places were added or removed, or another day began: everything anew. */
  | { readonly type: "board"; readonly board: BoardState };

export type BoardFigures = {
  /** Places where somebody sits. */
  readonly placesInUse: number;
  readonly places: number;
  readonly present: number;
  /** Meetings that somebody keeps waiting for longer than the fair tolerates. */
  readonly late: number;
  /** Sides missing at the meetings that were missed, this half-day. */
  readonly absent: number;
  /** Meetings held, this half-day. */
  readonly held: number;
  /** Meetings held or missed, this half-day. */
  readonly due: number;
};
/** in-use: both are there · waiting: one is · late: somebody is missing for too long · overrun · booked: now or next · free · closed */
export type PlaceState = "in-use" | "waiting" | "late" | "overrun" | "booked" | "free" | "closed";
export type BoardPlace = {
  readonly id: string;
  readonly name: string;
  readonly state: PlaceState;
  /** Whose meeting it is, where the state speaks of one. */
  readonly meeting: string | null;
  /** Who sits there, or will; with the slot's start and end. */
  readonly organisations: readonly string[];
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** When somebody sits here next; null when the place stays free for the rest of the day. */
  readonly nextAt: string | null;
};
export type BoardRoom = {
  readonly id: string;
  readonly name: string;
  readonly present: number;
  readonly capacity: number;
  readonly places: readonly BoardPlace[];
};
/** Somebody free and willing to take the meeting that falls through. */
export type Standby = { readonly id: string; readonly name: string };
export type BoardTask =
  | {
      readonly id: string;
      readonly type: "absent";
      readonly meeting: string;
      readonly place: string;
      readonly startsAt: string;
      readonly waiting: string;
      readonly absent: string;
      /** How long they have been waited for. */
      readonly minutes: number;
      /** Who is free and willing, the best of them; null when nobody is. */
      readonly standby: Standby | null;
    }
  | {
      readonly id: string;
      readonly type: "overrun";
      readonly meeting: string;
      readonly place: string;
      readonly minutes: number;
      readonly next: {
        readonly meeting: string;
        readonly slot: number;
        readonly startsAt: string;
        readonly organisation: string;
      } | null;
      readonly freePlace: { readonly id: string; readonly name: string } | null;
    }
  | {
      readonly id: string;
      readonly type: "room-full";
      readonly room: string;
      readonly name: string;
      readonly present: number;
      readonly capacity: number;
      /** Delegates of the next slot's meetings who are not in the room yet. */
      readonly arrivals: number;
      readonly at: string | null;
    }
  | {
      readonly id: string;
      readonly type: "repair";
      readonly disruption: string;
      readonly what: BoardDisruption["what"];
      readonly name: string;
      readonly from: string;
      readonly until: string;
      /** Meetings that cannot be held as they stand. */
      readonly struck: number;
      /** The one that changes least first. */
      readonly plans: readonly BoardPlan[];
      readonly asked: readonly BoardOffer[];
    }
  | {
      readonly id: string;
      readonly type: "hole";
      readonly meeting: string;
      /** Which of the slots that a long meeting left, from 0. */
      readonly part: number;
      readonly startsAt: string;
      readonly place: string;
      /** Who lost their meeting by somebody else. */
      readonly left: readonly string[];
      /** Who could meet instead, the best first; `asked` are those who must say yes. */
      readonly pairs: readonly {
        readonly ids: readonly string[];
        readonly names: readonly string[];
        readonly asked: readonly string[];
      }[];
      readonly offer: BoardOffer | null;
      readonly tried: number;
    };
/** A room, a place or somebody (told by their organisation) that does not serve for a while. */
export type BoardDisruption = {
  readonly id: string;
  readonly what: "room" | "place" | "person";
  readonly name: string;
  readonly from: string;
  readonly until: string;
};
export type BoardSpot = { readonly startsAt: string; readonly place: string };
/** What a repair does to one meeting; `other` where nothing of that meeting was struck. */
export type RepairLine = {
  readonly kind: "move" | "ask" | "lost";
  readonly organisations: readonly string[];
  readonly from: BoardSpot;
  readonly to: BoardSpot | null;
  readonly other: boolean;
};
export type BoardPlan = {
  readonly key: string;
  readonly lines: readonly RepairLine[];
  /** People whose agenda changes although nothing of theirs was struck. */
  readonly others: number;
};
/** What two sides are asked, and who has said yes. */
export type BoardOffer = {
  readonly id: string;
  readonly sides: readonly { readonly id: string; readonly name: string; readonly yes: boolean }[];
  readonly to: BoardSpot;
  readonly expiresAt: string;
};
/** One minute of the day. */
export type BoardPoint = { readonly at: string; readonly present: number; readonly inUse: number };
/** The board now, or at a past minute. */
export type BoardState = {
  readonly at: string;
  readonly figures: BoardFigures;
  readonly rooms: readonly BoardRoom[];
  readonly tasks: readonly BoardTask[];
  readonly disruptions: readonly BoardDisruption[];
  readonly timeline: readonly BoardPoint[];
  /** The first and last minute of the day shown. */
  readonly opensAt: string;
  readonly closesAt: string;
};
