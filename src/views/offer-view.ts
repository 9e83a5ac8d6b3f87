import type { DirectoryState } from "../domain/directory/state.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { Instant, OrganisationId } from "../domain/ids.ts";
import {
  type OrganisationCard,
  type PlaceName,
  toOrganisationCard,
  toPlaceName,
} from "./organisation-card.ts";
import { type SlotTime, toMeetingTime } from "./slot-time.ts";
import { openOffersOf } from "./topics-organisation.ts";

/** A slot offered to an organisation, as its pages show it. */
export type OfferView = {
  readonly id: string;
  readonly kind: "meet" | "move";
  readonly with: OrganisationCard;
  readonly slot: SlotTime;
  readonly place: PlaceName | null;
  /** Where the meeting stands that would move. */
  readonly from: { readonly slot: SlotTime; readonly place: PlaceName | null } | null;
  readonly expiresAt: string;
  /** Whether this organisation has said yes, and waits for the other. */
  readonly yes: boolean;
};

/** Open offers that still can be answered, the most urgent first. */
export function listOffers(
  fair: FairState,
  directory: DirectoryState,
  organisation: OrganisationId,
  at: Instant,
): readonly OfferView[] {
  return openOffersOf(fair, organisation)
    .filter(({ expiresAt }) => expiresAt > at)
    .flatMap((offer): readonly OfferView[] => {
      const { id, about, organisations, expiresAt } = offer;
      const slot = toMeetingTime(fair, offer);
      const other = organisations[0] === organisation ? organisations[1] : organisations[0];
      const was = about.kind === "move" ? about.from : undefined;
      const before = was && toMeetingTime(fair, { slot: was.slot, length: offer.length });
      if (!slot) return [];
      return [
        {
          id,
          kind: about.kind,
          with: toOrganisationCard(fair, directory, other),
          slot,
          place: toPlaceName(fair, offer.placeId),
          from: was && before ? { slot: before, place: toPlaceName(fair, was.placeId) } : null,
          expiresAt,
          yes: offer.yes.includes(organisation),
        },
      ];
    })
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
}
