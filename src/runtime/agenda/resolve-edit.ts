import { suits } from "../../domain/fair/accessible.ts";
import type {
  DraftEdit,
  DraftMeeting,
  DraftSpot,
  UnplacedCandidate,
} from "../../domain/fair/agenda-draft.ts";
import { checkParties } from "../../domain/fair/checks.ts";
import { covers, neededLength, recordedLength } from "../../domain/fair/span.ts";
import { type FairState, pairKey } from "../../domain/fair/state.ts";
import type { Instant, MeetingId, OrganisationId, PersonId, PlaceId } from "../../domain/ids.ts";
import { openDiary } from "./openings.ts";

/** Who attends for each side; null is left to be found. */
type People = readonly [PersonId | null, PersonId | null];
/** A change of a draft as it is asked for: what is not said is found, free where it can be. */
export type WantedEdit =
  | {
      readonly type: "move";
      readonly meetingId: MeetingId;
      readonly slot?: number | undefined;
      readonly placeId?: PlaceId | undefined;
      readonly delegates?: People | undefined;
    }
  | { readonly type: "remove"; readonly meetingId: MeetingId }
  | {
      readonly type: "add";
      readonly organisations: readonly [OrganisationId, OrganisationId];
      readonly slot: number;
      readonly placeId?: PlaceId | undefined;
      readonly delegates?: People | undefined;
    }
  | { readonly type: "swap"; readonly meetings: readonly [MeetingId, MeetingId] }
  | { readonly type: "lock"; readonly which: WhichMeetings; readonly locked: boolean };
/** One meeting, all of an organisation, of a delegate, of a slot, all accepted requests, or all. */
export type WhichMeetings =
  | { readonly meetingId: MeetingId }
  | { readonly organisation: OrganisationId }
  | { readonly person: PersonId }
  | { readonly slot: number }
  | { readonly accepted: true }
  | { readonly all: true };
export type EditRefusal =
  | "meeting-unknown"
  | "slot-unknown"
  | "place-unknown"
  | "no-delegate"
  | "no-place-free"
  | "participant-unknown"
  | "delegate-unknown"
  | "same-organisation"
  | "already-meeting";
type Draft = { readonly meetings: readonly DraftMeeting[]; readonly unplaced: readonly UnplacedCandidate[] };
type Resolved =
  | { readonly ok: true; readonly edit: DraftEdit }
  | { readonly ok: false; readonly code: EditRefusal };

/** The complete change, or why it names what does not exist; whether it is wise, the checker says afterwards. */
export function resolveEdit(
  state: FairState,
  draft: Draft,
  wanted: WantedEdit,
  how: { readonly at: Instant; newMeetingId(): MeetingId },
): Resolved {
  const byId = new Map(draft.meetings.map((meeting) => [meeting.meetingId, meeting]));
  const refuse = (code: EditRefusal): Resolved => ({ ok: false, code });
  const known = (id: MeetingId): DraftMeeting | undefined => byId.get(id);
  switch (wanted.type) {
    case "remove":
      return known(wanted.meetingId) ? { ok: true, edit: wanted } : refuse("meeting-unknown");
    case "swap": {
      const [one, other] = wanted.meetings;
      if (one === other || !known(one) || !known(other)) return refuse("meeting-unknown");
      return { ok: true, edit: wanted };
    }
    case "lock": {
      const meetings = draft.meetings.filter(isOneOf(wanted.which)).map(({ meetingId }) => meetingId);
      if (meetings.length === 0) return refuse("meeting-unknown");
      return { ok: true, edit: { type: "lock", meetings, locked: wanted.locked } };
    }
    case "move": {
      const meeting = known(wanted.meetingId);
      if (!meeting) return refuse("meeting-unknown");
      const spot = findSpot(state, draft, meeting.organisations, { ...wanted, own: meeting }, how.at);
      if (typeof spot === "string") return refuse(spot);
      return { ok: true, edit: { type: "move", meetingId: wanted.meetingId, ...spot } };
    }
    case "add": {
      const [from, to] = wanted.organisations;
      if (from === to) return refuse("same-organisation");
      if (!state.participants.has(from) || !state.participants.has(to)) return refuse("participant-unknown");
      const key = pairKey(from, to);
      if (draft.meetings.some(({ organisations }) => pairKey(...organisations) === key))
        return refuse("already-meeting");
      const left = draft.unplaced.find(({ organisations }) => pairKey(...organisations) === key);
      const organisations = left?.organisations ?? inAllowedOrder(state, from, to);
      const turned =
        organisations[0] !== from && wanted.delegates ? turn(wanted.delegates) : wanted.delegates;
      const spot = findSpot(state, draft, organisations, { ...wanted, delegates: turned }, how.at);
      if (typeof spot === "string") return refuse(spot);
      const { kind, value } = left ?? { kind: "by-hand" as const, value: 0 };
      const { slot, placeId, delegates } = spot;
      const meeting: DraftMeeting = {
        meetingId: how.newMeetingId(),
        organisations: [organisations[0], organisations[1]],
        slot,
        ...recordedLength({ length: neededLength(state, organisations) }),
        placeId,
        delegates: [delegates[0], delegates[1]],
        kind,
        value,
      };
      return { ok: true, edit: { type: "add", meeting } };
    }
    default:
      return wanted satisfies never;
  }
}

function isOneOf(which: WhichMeetings): (meeting: DraftMeeting) => boolean {
  if ("meetingId" in which) return ({ meetingId }) => meetingId === which.meetingId;
  if ("organisation" in which) return ({ organisations }) => organisations.includes(which.organisation);
  if ("person" in which) return ({ delegates }) => delegates.includes(which.person);
  if ("slot" in which) return (meeting) => covers(meeting, which.slot);
  if ("accepted" in which) return ({ kind }) => kind === "accepted";
  return () => true;
}

type Sought = {
  readonly slot?: number | undefined;
  readonly placeId?: PlaceId | undefined;
  readonly delegates?: People | undefined;
  readonly own?: DraftMeeting;
};

/** The place and people kept where they are free, else free ones, else those there were: the checker tells. */
function findSpot(
  state: FairState,
  { meetings }: Draft,
  organisations: readonly [OrganisationId, OrganisationId],
  { slot: wantedSlot, placeId: wantedPlace, delegates: wantedPeople, own }: Sought,
  at: Instant,
): DraftSpot | EditRefusal {
  const slot = wantedSlot ?? own?.slot ?? -1;
  if (!state.slots.get()[slot]) return "slot-unknown";
  if (wantedPlace !== undefined && !state.places.has(wantedPlace)) return "place-unknown";
  const others = meetings.filter(({ meetingId }) => meetingId !== own?.meetingId);
  const { free, places } = openDiary(state, others).opening(organisations, slot, at);
  const people = ([0, 1] as const).map((side) => {
    const organisation = organisations[side];
    const before = own?.delegates[side];
    const wanted = wantedPeople?.[side];
    if (wanted) return wanted;
    const ready = free[side];
    return (
      ready.find((id) => id === before) ??
      ready[0] ??
      before ??
      state.participants.get(organisation)?.delegates[0]
    );
  });
  const [first, second] = people;
  if (first === undefined || second === undefined) return "no-delegate";
  if (!state.delegates.has(first) || !state.delegates.has(second)) return "delegate-unknown";
  const suited = places.filter((id) => suits(state, [first, second], id));
  const placeId =
    wantedPlace ??
    (own && suited.includes(own.placeId) ? own.placeId : suited[0]) ??
    places[0] ??
    own?.placeId ??
    state.standOf.get(organisations[1]) ??
    state.tables.get()[0];
  if (placeId === undefined) return "no-place-free";
  return { slot, placeId, delegates: [first, second] };
}

function inAllowedOrder(
  state: FairState,
  from: OrganisationId,
  to: OrganisationId,
): readonly [OrganisationId, OrganisationId] {
  return checkParties(state, from, to) && !checkParties(state, to, from) ? [to, from] : [from, to];
}

function turn([a, b]: People): People {
  return [b, a];
}
