/** A cheap look at areas before any text is compared. */
import type { Area } from "../domain/directory/organisation.ts";
import type { Card, NeedCard } from "./card.ts";
import { coverPoint, isWithinEdge } from "./territory.ts";

/** A cheap look at areas before any text is compared; never closes what a full look would open. */
export function isOutOfReach(seeker: Card, need: NeedCard, candidate: Card): boolean {
  const { area, kind } = need.need;
  if (kind === "replicate") return false;
  if (area !== null && isFarOutside(area, seeker, candidate)) return true;
  if (kind !== "buy" || need.direction !== "supplier") return false;
  return candidate.offers.every(
    ({ offer }) =>
      offer.area !== null && coverPoint(offer.area, candidate.location, seeker.location) === "outside",
  );
}

function isFarOutside(area: Area, seeker: Card, candidate: Card): boolean {
  if (coverPoint(area, seeker.location, candidate.location) !== "outside") return false;
  return area.type !== "radius" || !isWithinEdge(area.km, seeker.location, candidate.location);
}
