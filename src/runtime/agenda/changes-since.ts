import { changeCodes, type DraftChange } from "../../domain/fair/agenda-draft.ts";
import type { FairEvent } from "../../domain/fair/events.ts";
import type { FairState } from "../../domain/fair/state.ts";
import { upcastFairEvent } from "../../domain/fair/upcast.ts";
import type { FairId, OrganisationId } from "../../domain/ids.ts";
import type { Journal } from "../../journal/journal.ts";

const namedAtMost = 5;
type Code = DraftChange["code"];
type Change = {
  readonly code: Code;
  readonly slots?: readonly number[];
  readonly organisations?: readonly OrganisationId[];
};

/** Facts after this version that an agenda depends on, by kind. O(facts since). */
export async function changesSince(
  journal: Journal,
  fairId: FairId,
  state: FairState,
  version: number,
): Promise<readonly DraftChange[]> {
  const found = new Map<Code, { count: number; slots: Set<number>; organisations: Set<OrganisationId> }>();
  for await (const commit of journal.read(fairId, version))
    for (const event of commit.events) {
      const change = toChange(state, upcastFairEvent(event));
      if (!change) continue;
      const own = found.get(change.code) ?? { count: 0, slots: new Set(), organisations: new Set() };
      found.set(change.code, own);
      own.count += 1;
      for (const slot of change.slots ?? []) own.slots.add(slot);
      for (const id of change.organisations ?? []) own.organisations.add(id);
    }
  return changeCodes.flatMap((code) => {
    const own = found.get(code);
    if (!own) return [];
    const first = <T>(some: ReadonlySet<T>): readonly T[] => [...some].slice(0, namedAtMost);
    return [{ code, count: own.count, slots: first(own.slots), organisations: first(own.organisations) }];
  });
}

function toChange(state: FairState, event: FairEvent): Change | undefined {
  const meeting = "meetingId" in event ? state.meetings.get(event.meetingId) : undefined;
  const organisations = meeting?.organisations ?? [];
  switch (event.type) {
    case "ProgrammeSet":
      return { code: "programme" };
    case "SlotClosed":
      return { code: "slot-closed", slots: [event.slot] };
    case "SlotReopened":
      return { code: "slot-reopened", slots: [event.slot] };
    case "PlaceRemoved":
      return { code: "place-removed" };
    case "PlaceSet":
      return { code: "place-set" };
    case "RulesSet":
      return { code: "rules" };
    case "ParticipantWithdrawn":
    case "ParticipantRefused":
      return { code: "participant-left", organisations: [event.organisationId] };
    case "ParticipantValidated":
      return { code: "participant-joined", organisations: [event.organisationId] };
    case "AvailabilitySet":
    case "ComfortSet":
    case "DelegateRegistered":
    case "DelegateRemoved": {
      const organisation = state.delegates.get(event.personId)?.organisationId;
      return { code: "availability", organisations: organisation === undefined ? [] : [organisation] };
    }
    case "MeetingSlotsSet":
      return { code: "length", organisations: [event.organisationId] };
    case "WishSet":
      return { code: "wish", organisations: [event.from] };
    case "PairPinned":
    case "PairBanned":
    case "PairReleased":
      return { code: "pair", organisations: event.organisations };
    case "MeetingScheduled":
      return { code: "meeting-booked", slots: [event.slot], organisations };
    case "MeetingMoved":
      return { code: "meeting-moved", slots: [event.slot], organisations };
    case "MeetingCancelled":
      return { code: "meeting-cancelled", organisations };
    case "MeetingAccepted":
      return { code: "meeting-accepted", organisations };
    case "AgendaPublished":
      return { code: "agenda-published" };
    case "AgendaUnpublished":
      return { code: "agenda-unpublished" };
    default:
      return undefined;
  }
}
