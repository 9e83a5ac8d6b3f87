import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import { holeKey } from "./holes.ts";
import { recordedLength, slotsIn } from "./span.ts";
import { type FairWriter, type Hole, type HoleKey, type Offer, slotKey } from "./state.ts";

type OfferEvent = Extract<
  FairEvent,
  { type: "RefillStarted" | "RefillEnded" | "OfferMade" | "OfferAnswered" | "OfferEnded" }
>;

export function evolveOffer(state: FairWriter, event: Recorded<OfferEvent>): void {
  switch (event.type) {
    case "RefillStarted":
      return changeHole(state, holeKey(event.meetingId, event.part), { status: "running" });
    case "RefillEnded":
      return changeHole(state, holeKey(event.meetingId, event.part), { status: "ended" });
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
      if (about.kind !== "meet") return;
      const key = holeKey(about.hole, about.part);
      return changeHole(state, key, { offers: [...(state.holes.get(key)?.offers ?? []), id] });
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

/** N6: whoever was asked for some slots, be it to meet or to move there. */
export function rememberAsked(state: FairWriter, offer: Offer): void {
  const { organisations, delegates, willing } = offer;
  for (const [side, organisation] of organisations.entries()) {
    const person = delegates[side];
    if (person === undefined || willing.includes(organisation)) continue;
    for (const slot of slotsIn(offer)) state.asked.set(slotKey(person, slot), true);
  }
}

function changeHole(state: FairWriter, key: HoleKey, change: Partial<Hole>): void {
  const hole = state.holes.get(key);
  if (hole) state.holes.set(key, { ...hole, ...change });
}
