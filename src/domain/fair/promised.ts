import type { OfferId, OrganisationId, PersonId } from "../ids.ts";
import type { FairEvent } from "./events.ts";
import { type Span, slotsIn } from "./span.ts";
import { type FairState, type Hole, type Offer, pairKey, slotKey } from "./state.ts";

/** What open offers are about, and what the same decision has given away before: not to be offered to others too. */
export type Promised = {
  /** Places and people at their slots, pairs, and slots of a long hole that a long pair is asked about. */
  readonly keys: ReadonlySet<string>;
  readonly meetings: ReadonlyMap<OrganisationId, number>;
  /** Who is being asked, and is not asked anything else meanwhile. */
  readonly asked: ReadonlySet<PersonId>;
};
export const nothingPromised: Promised = { keys: new Set(), meetings: new Map(), asked: new Set() };

type Asked = Pick<Offer, "about" | "organisations" | "slot" | "placeId" | "delegates" | "willing"> &
  Pick<Span, "length">;
type OfferEnded = Extract<FairEvent, { type: "OfferEnded" }>;

/** N10: of the state, and of the events that a decision has made and the state does not know of yet. O(open offers). */
export function promisedBy(state: FairState, events: readonly FairEvent[] = []): Promised {
  if (state.openOffers.size === 0 && events.length === 0) return nothingPromised;
  const keys = new Set<string>();
  const meetings = new Map<OrganisationId, number>();
  const asked = new Set<PersonId>();
  const ended = new Map<OfferId, OfferEnded["why"]>();
  for (const event of events) if (event.type === "OfferEnded") ended.set(event.offerId, event.why);
  const take = (id: OfferId, offer: Asked): void => {
    const why = ended.get(id);
    if (why !== undefined && why !== "booked") return;
    const { about, organisations, placeId, delegates, willing } = offer;
    for (const slot of slotsIn(offer))
      for (const key of [placeId, ...delegates]) keys.add(slotKey(key, slot));
    for (const [side, person] of delegates.entries()) {
      const organisation = organisations[side];
      if (why === undefined && organisation !== undefined && !willing.includes(organisation))
        asked.add(person);
    }
    if (about.kind === "move") return;
    keys.add(pairKey(...organisations));
    for (const slot of slotsIn(offer).slice(1)) keys.add(runOver({ meetingId: about.hole, slot }));
    for (const one of organisations) meetings.set(one, (meetings.get(one) ?? 0) + 1);
  };
  for (const id of state.openOffers.keys()) {
    const offer = state.offers.get(id);
    if (offer) take(id, offer);
  }
  for (const event of events) if (event.type === "OfferMade") take(event.offerId, event);
  return { keys, meetings, asked };
}

/** The slot of a hole that a long pair is asked about, which begins in another slot of it. */
export function runOver({ meetingId, slot }: Pick<Hole, "meetingId" | "slot">): string {
  return `${meetingId} over ${slot}`;
}
