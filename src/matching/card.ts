/** An organisation made ready for comparison: every text read once, its place located. */
import type { Need, Offer, Organisation } from "../domain/directory/organisation.ts";
import { type Query, toQuery } from "./fit.ts";
import {
  type Concepts,
  type Corrections,
  type Direction,
  type Reading,
  readDirection,
  readNeed,
  readOffer,
  readSignals,
  type Signal,
} from "./reading.ts";
import { expandWords } from "./synonyms.ts";
import { type Location, toLocation } from "./territory.ts";

/** A directory's organisation, or one of a file whose ids have no prefix. */
export type MatchOrganisation = Omit<Organisation, "id"> & { readonly id: string };

export type OfferCard = { readonly offer: Offer; readonly reading: Reading };
export type NeedCard = {
  readonly need: Need;
  readonly reading: Reading;
  readonly query: Query;
  readonly direction: Direction;
  readonly signals: ReadonlySet<Signal>;
};
export type Card = {
  readonly organisation: MatchOrganisation;
  readonly location: Location;
  readonly offers: readonly OfferCard[];
  readonly needs: readonly NeedCard[];
  /** What the organisation is: its offers and description read together. */
  readonly being: Reading;
  /** Its own trades, to tell competitors and complements. */
  readonly own: Concepts;
};

export function toCard(organisation: MatchOrganisation, corrections: Corrections): Card {
  const around = [organisation.description, organisation.name];
  const offers = organisation.offers.map((offer) => ({
    offer,
    // What is counted is told by the unit alone in many registrations: « 900 repas par jour ».
    reading: readOffer(offer.text, offer.activities, [...around, offer.capacity?.unit ?? ""], corrections),
  }));
  const own = mergeConcepts(offers.map((each) => each.reading.concepts));
  const needs = organisation.needs.map((need) => toNeedCard(need, own, corrections));
  const being = readOffer(
    organisation.description,
    organisation.offers.flatMap((offer) => offer.activities),
    [organisation.name, ...organisation.offers.map((offer) => offer.text)],
    corrections,
  );
  return {
    organisation,
    location: toLocation(organisation.place),
    offers,
    needs,
    being,
    own,
  };
}

function toNeedCard(need: Need, own: Concepts, corrections: Corrections): NeedCard {
  const reading = readNeed(need.text, need.activities ?? [], corrections);
  const direction = readDirection(need.kind, need.text);
  const signals = readSignals(need.text);
  const seeksCustomers = direction === "customer" || signals.has("customers");
  const sought =
    seeksCustomers || reading.declared ? reading.concepts : withoutContext(reading.concepts, own);
  return { need, reading, query: toQuery(sought, expandWords(reading.words)), direction, signals };
}

/** What the author already is, and the authority it speaks of, are rarely what it looks for. */
function withoutContext(concepts: Concepts, own: Concepts): Concepts {
  const isContext = (trade: string) => trade === "collectivite" || (own.get(trade) ?? 0) >= 0.5;
  const hasObject = [...concepts].some(([trade, weight]) => !isContext(trade) && weight >= 0.4);
  if (!hasObject) return concepts;
  return new Map(
    [...concepts].map(([trade, weight]) => [trade, isContext(trade) ? weight * 0.45 : weight] as const),
  );
}

export function mergeConcepts(all: readonly Concepts[]): Concepts {
  const merged = new Map<string, number>();
  for (const concepts of all) {
    for (const [trade, weight] of concepts) merged.set(trade, Math.max(weight, merged.get(trade) ?? 0));
  }
  return merged;
}
