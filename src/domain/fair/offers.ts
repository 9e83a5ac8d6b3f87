import { type Instant, type OfferId, offerIdSchema } from "../ids.ts";
import { minutesAfter } from "../instant.ts";
import { suits } from "./accessible.ts";
import { checkChanges } from "./changes.ts";
import {
  type Check,
  checkMeetingQuota,
  checkParties,
  checkSlotNotOver,
  firstOf,
  isPlaceFree,
  refuse,
  saidNever,
} from "./checks.ts";
import type { FairEvent } from "./events.ts";
import { keepIfFree, type Placed, placeMeeting } from "./placing.ts";
import { lengthOf, neededLength } from "./span.ts";
import { type FairState, type Offer, pairKey } from "./state.ts";

/** The next id of the fair's journal, counting what this decision has made already. */
export function offerIdAfter(state: FairState, events: readonly FairEvent[]): OfferId {
  const made = events.filter((event) => event.type === "OfferMade").length;
  return offerIdSchema.parse(`ofr_${state.offers.size + made + 1}`);
}

/** N5: both have so many minutes, and never longer than until what they are asked about begins, or ends. */
export function answerBefore(state: FairState, slot: number, at: Instant): Instant {
  const { startsAt, endsAt } = state.slots.get()[slot] ?? { startsAt: at, endsAt: at };
  const latest = startsAt > at ? startsAt : endsAt;
  const expiresAt = minutesAfter(at, state.rules.get().offerMinutes);
  const [soonest = latest] = [expiresAt, latest].sort();
  return soonest;
}

/** N7: an offer holds nothing: what stands in its way now, as for any other booking. */
export function checkOffer(state: FairState, offer: Offer, at: Instant): Check {
  const { organisations, about, slot } = offer;
  const [from, to] = organisations;
  if (about.kind === "move") {
    const meeting = state.meetings.get(offer.meetingId);
    if (meeting?.status !== "scheduled") return refuse("offer-closed", "offerId");
    if (meeting.slot !== about.from.slot || meeting.placeId !== about.from.placeId)
      return refuse("offer-closed", "offerId");
    return checkChanges(state, [{ meeting, to: placedOf(offer) }], at);
  }
  return firstOf(
    () => checkSlotNotOver(state, slot, at, offer.length),
    () => (lengthOf(offer) === neededLength(state, organisations) ? undefined : refuse("length-changed")),
    () => checkParties(state, from, to),
    () =>
      saidNever(state, from, to) || saidNever(state, to, from)
        ? refuse("offer-closed", "offerId")
        : undefined,
    () => checkOpenMeeting(state, offer),
    () => checkMeetingQuota(state, from, to),
    () => {
      const placed = placeOffer(state, offer, at);
      return placed.ok ? undefined : placed.rejection;
    },
  );
}

/** Who attends and where, as offered where that is still free, else by the rules of booking. */
export function placeOffer(state: FairState, offer: Offer, at: Instant): Placed {
  const { organisations, slot, delegates, placeId } = offer;
  const length = lengthOf(offer);
  const isFitting = isPlaceFree(state, placeId, slot, length) && suits(state, delegates, placeId);
  return placeMeeting(state, organisations, slot, at, {
    mine: keepIfFree(state, delegates[0], slot, length),
    other: keepIfFree(state, delegates[1], slot, length),
    placeId: isFitting ? placeId : undefined,
    length,
  });
}

type OfferEnd = { readonly offer: Offer; readonly why: "expired" | "overtaken" };

/** Of the open offers, those whose time is over or that can no longer come about. O(open offers). */
export function offersToEnd(state: FairState, at: Instant): readonly OfferEnd[] {
  return [...state.openOffers.keys()].flatMap((id): OfferEnd[] => {
    const offer = state.offers.get(id);
    if (!offer) return [];
    if (offer.expiresAt <= at) return [{ offer, why: "expired" }];
    return checkOffer(state, offer, at) ? [{ offer, why: "overtaken" }] : [];
  });
}

function placedOf({ slot, placeId, delegates }: Offer) {
  return { slot, placeId, delegates: [...delegates] as [Offer["delegates"][0], Offer["delegates"][1]] };
}

/** M9: the two have no other open meeting; one that both accepted and nobody has placed yet is the one offered. */
function checkOpenMeeting(state: FairState, { organisations, meetingId }: Offer): Check {
  const open = state.openPair.get(pairKey(...organisations));
  const isOther = open !== undefined && open !== meetingId;
  const isPlaced = open !== undefined && state.meetings.get(open)?.status !== "accepted";
  return isOther || isPlaced ? refuse("already-meeting", "offerId") : undefined;
}
