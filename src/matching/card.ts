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
    reading: readOffer(offer.text, offer.activities, around, corrections),
  }));
  const needs = organisation.needs.map((need) => toNeedCard(need, corrections));
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
    own: mergeConcepts(offers.map((each) => each.reading.concepts)),
  };
}

function toNeedCard(need: Need, corrections: Corrections): NeedCard {
  const reading = readNeed(need.text, need.activities ?? [], corrections);
  return {
    need,
    reading,
    query: toQuery(reading.concepts, expandWords(reading.words)),
    direction: readDirection(need.kind, need.text),
    signals: readSignals(need.text),
  };
}

export function mergeConcepts(all: readonly Concepts[]): Concepts {
  const merged = new Map<string, number>();
  for (const concepts of all) {
    for (const [trade, weight] of concepts) merged.set(trade, Math.max(weight, merged.get(trade) ?? 0));
  }
  return merged;
}
