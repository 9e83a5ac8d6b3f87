import { isHiddenFrom } from "../domain/fair/decide-attendance.ts";
import type { FairEvent } from "../domain/fair/events.ts";
import { type FairState, type Meeting, type Offer, pairKey } from "../domain/fair/state.ts";
import type { MeetingId, OrganisationId } from "../domain/ids.ts";
import type {
  OrganisationChange,
  OrganisationCounters,
  OrganisationMeeting,
  OrganisationOffer,
  OrganisationSnapshot,
} from "./topics.ts";

export type OrganisationView = {
  /** As of the last commit taken. */
  snapshot(): OrganisationSnapshot;
  /** What a commit changed for this organisation, given its events once the state has taken them. */
  take(events: readonly FairEvent[]): readonly OrganisationChange[];
};

/** A meeting as `organisation` sees it; undefined when it is not its own or must not be seen by it. */
export function meetingSeenBy(
  state: FairState,
  meeting: Meeting,
  organisation: OrganisationId,
): OrganisationMeeting | undefined {
  if (!meeting.organisations.includes(organisation) || isHiddenFrom(state, meeting, organisation))
    return undefined;
  const side = meeting.organisations[0] === organisation ? 0 : 1;
  const placed = "slot" in meeting ? meeting : undefined;
  const proposal = meeting.status === "scheduled" ? meeting.proposal : undefined;
  return {
    id: meeting.id,
    with: meeting.organisations[1 - side] ?? organisation,
    askedByMe: side === 0,
    status: meeting.status,
    slot: placed?.slot ?? null,
    place: placed?.placeId ?? null,
    delegate: placed?.delegates[side] ?? null,
    move: proposal ? { byMe: proposal.from === organisation, slot: proposal.slot } : null,
    locked: meeting.status === "scheduled" && meeting.locked,
  };
}

/** An open offer as one of its two sides sees it; the other side's answer is not told. */
export function offerSeenBy(offer: Offer, organisation: OrganisationId): OrganisationOffer | undefined {
  if (offer.status !== "open" || !offer.organisations.includes(organisation)) return undefined;
  const [first, second] = offer.organisations;
  const from = offer.about.kind === "move" ? offer.about.from : undefined;
  return {
    id: offer.id,
    kind: offer.about.kind,
    with: first === organisation ? second : first,
    slot: offer.slot,
    place: offer.placeId,
    from: from ? { slot: from.slot, place: from.placeId } : null,
    expiresAt: offer.expiresAt,
    yes: offer.yes.includes(organisation),
  };
}

/** The open offers of an organisation. */
export function openOffersOf(state: FairState, organisation: OrganisationId): readonly Offer[] {
  return (state.offersOf.get(organisation) ?? []).flatMap((id) => {
    const offer = state.offers.get(id);
    return offer?.status === "open" ? [offer] : [];
  });
}

/** Keeps what one organisation may know of its own meetings and wishes. */
export function createOrganisationView(state: FairState, organisation: OrganisationId): OrganisationView {
  const meetings = new Map<MeetingId, OrganisationMeeting>();
  let wishes = state.wishesOf.get(organisation) ?? new Map<OrganisationId, "must" | "like" | "never">();
  let inbox = 0;

  const put = (id: MeetingId): OrganisationChange | undefined => {
    const meeting = state.meetings.get(id);
    const before = meetings.get(id);
    const now = meeting && meetingSeenBy(state, meeting, organisation);
    if (isSame(before, now)) return undefined;
    inbox += waits(now) - waits(before);
    if (now === undefined) {
      meetings.delete(id);
      return { type: "meeting-gone", id };
    }
    meetings.set(id, now);
    return { type: "meeting", meeting: now };
  };
  const countersNow = (): OrganisationCounters => {
    const { maxPendingRequests, maxMeetings } = state.rules.get();
    return {
      inbox,
      sent: state.pendingOf.get(organisation) ?? 0,
      maxSent: maxPendingRequests,
      meetings: state.scheduledOf.get(organisation) ?? 0,
      maxMeetings,
    };
  };
  const concerns = (event: FairEvent): readonly MeetingId[] => {
    switch (event.type) {
      case "WishSet": {
        // A `never` hides what waits from its author, and taking it back shows it again.
        const open =
          event.from === organisation ? state.openPair.get(pairKey(event.from, event.to)) : undefined;
        return open === undefined ? [] : [open];
      }
      case "AgendaPublished":
        return event.meetings.flatMap(({ organisations, meetingId }) =>
          organisations.includes(organisation) ? [meetingId] : [],
        );
      case "AgendaUnpublished":
      // Another grid may number the same hours anew.
      case "ProgrammeSet":
        return state.meetingsOf.get(organisation) ?? [];
      default: {
        if (!("meetingId" in event)) return [];
        return state.meetings.get(event.meetingId)?.organisations.includes(organisation)
          ? [event.meetingId]
          : [];
      }
    }
  };

  for (const id of state.meetingsOf.get(organisation) ?? []) put(id);
  let counters = countersNow();
  return {
    snapshot: () => ({
      counters,
      meetings: [...meetings.values()],
      wishes: Object.fromEntries(wishes),
      offers: openOffersOf(state, organisation).flatMap((offer) => offerSeenBy(offer, organisation) ?? []),
    }),
    take(events) {
      const ids = new Set(events.flatMap(concerns));
      const changes = [...ids].flatMap((id) => put(id) ?? []);
      const wished = new Set<OrganisationId>();
      for (const event of events)
        if (event.type === "WishSet" && event.from === organisation) wished.add(event.to);
      if (wished.size > 0) {
        const now = state.wishesOf.get(organisation) ?? new Map();
        for (const to of wished)
          if (now.get(to) !== wishes.get(to)) changes.push({ type: "wish", to, level: now.get(to) ?? null });
        wishes = now;
      }
      for (const id of new Set(events.flatMap((event) => ("offerId" in event ? [event.offerId] : [])))) {
        const offer = state.offers.get(id);
        if (!offer?.organisations.includes(organisation)) continue;
        const seen = offerSeenBy(offer, organisation);
        changes.push(seen ? { type: "offer", offer: seen } : { type: "offer-gone", id });
      }
      const now = countersNow();
      if (!isSame(now, counters)) {
        counters = now;
        changes.push({ type: "counters", counters });
      }
      return changes;
    },
  };
}

/** The organisations that a commit may concern; undefined when it may be any of them. */
export function concernedBy(
  state: FairState,
  events: readonly FairEvent[],
): ReadonlySet<OrganisationId> | undefined {
  const concerned = new Set<OrganisationId>();
  for (const event of events) {
    if (event.type === "AgendaUnpublished" || event.type === "ProgrammeSet" || event.type === "RulesSet")
      return undefined;
    if (event.type === "WishSet") concerned.add(event.from);
    if (event.type === "AgendaPublished")
      for (const { organisations } of event.meetings) for (const id of organisations) concerned.add(id);
    if ("meetingId" in event)
      for (const id of state.meetings.get(event.meetingId)?.organisations ?? []) concerned.add(id);
    if ("offerId" in event)
      for (const id of state.offers.get(event.offerId)?.organisations ?? []) concerned.add(id);
  }
  return concerned;
}

function waits(meeting: OrganisationMeeting | undefined): number {
  return meeting?.status === "requested" && !meeting.askedByMe ? 1 : 0;
}

function isSame(a: object | undefined, b: object | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
