import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import { recordedLength } from "./span.ts";
import { type FairWriter, type Hole, type Offer, slotKey } from "./state.ts";

type OfferEvent = Extract<
  FairEvent,
  { type: "RefillStarted" | "RefillEnded" | "OfferMade" | "OfferAnswered" | "OfferEnded" }
>;

export function evolveOffer(state: FairWriter, event: Recorded<OfferEvent>): void {
  switch (event.type) {
    case "RefillStarted":
      return changeHole(state, event.meetingId, { status: "running" });
    case "RefillEnded":
      return changeHole(state, event.meetingId, { status: "ended" });
    case "OfferMade": {
      const { offerId: id, about, meetingId, organisations, slot, placeId, delegates, at } = event;
      const { willing, expiresAt } = event;
      const offer: Offer = {
        id,
        about,
        meetingId,
        organisations,
        slot,
        ...recordedLength(event),
        placeId,
        delegates,
        willing,
        yes: willing,
        expiresAt,
        status: "open",
        changedAt: at,
      };
      state.offers.set(id, offer);
      state.openOffers.set(id, expiresAt);
      for (const organisation of organisations)
        state.offersOf.set(organisation, [...(state.offersOf.get(organisation) ?? []), id]);
      rememberAsked(state, offer);
      const hole = about.kind === "meet" ? state.holes.get(about.hole) : undefined;
      if (hole) changeHole(state, hole.meetingId, { offers: [...hole.offers, id] });
      return;
    }
    case "OfferAnswered": {
      const { offerId, organisationId, accepted, at } = event;
      const offer = state.offers.get(offerId);
      if (!offer) return;
      const others = offer.yes.filter((side) => side !== organisationId);
      const yes = accepted ? [...others, organisationId] : others;
      return state.offers.set(offerId, { ...offer, yes, changedAt: at });
    }
    case "OfferEnded": {
      const offer = state.offers.get(event.offerId);
      state.openOffers.delete(event.offerId);
      return offer && state.offers.set(offer.id, { ...offer, status: event.why, changedAt: event.at });
    }
    default:
      return event satisfies never;
  }
}

/** N6: whoever was asked for a slot, be it to meet or to move there. */
export function rememberAsked(state: FairWriter, { organisations, delegates, willing, slot }: Offer): void {
  for (const [side, organisation] of organisations.entries()) {
    const person = delegates[side];
    if (person !== undefined && !willing.includes(organisation)) state.asked.set(slotKey(person, slot), true);
  }
}

function changeHole(state: FairWriter, id: Hole["meetingId"], part: Partial<Hole>): void {
  const hole = state.holes.get(id);
  if (hole) state.holes.set(id, { ...hole, ...part });
}
