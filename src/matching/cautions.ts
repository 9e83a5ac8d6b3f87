/** What the two sides should check before they meet. */
import type { Card, NeedCard } from "./card.ts";
import type { CautionClaim } from "./claim.ts";
import type { Evidence } from "./evidence.ts";
import { checkLabels, checkNeedArea } from "./gates.ts";

export function listCautions(
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  main: Evidence,
  ratio: number | null,
  today: string | null,
): readonly CautionClaim[] {
  const cautions: CautionClaim[] = [...checkLabels(need.need, candidate, today).cautions];
  const volume = need.need.volume ?? null;
  if (volume !== null && ratio === null && main.criterion === "supply") {
    cautions.push({ code: "capacity-unknown", params: { volume } });
  }
  if (main.criterion === "supply" && main.offer?.offer.area === null)
    cautions.push({ code: "area-unknown", params: {} });
  if (checkNeedArea(need.need, seeker, candidate) !== null && need.need.area !== null) {
    cautions.push({ code: "beyond-need-area", params: { area: need.need.area } });
  }
  if (main.claim.code === "same-words") cautions.push({ code: "text-only", params: {} });
  if (main.claim.code === "offers-what-is-sought" && main.offer?.reading.declared === false) {
    cautions.push({ code: "activity-inferred", params: { trade: main.claim.params.trade } });
  }
  if (candidate.location.lat === null) {
    cautions.push({ code: "place-unknown", params: { commune: candidate.organisation.place.commune } });
  }
  if (seeker.organisation.family === "public-authority" && need.need.kind === "buy") {
    cautions.push({ code: "proximity-is-sourcing", params: {} });
  }
  if ((need.need.impactGoals ?? []).includes("circuits-courts")) {
    cautions.push({ code: "short-circuit-is-not-distance", params: {} });
  }
  for (const exclusion of need.reading.exclusions) {
    if (!exclusion.firm)
      cautions.push({ code: "exclusion-to-check", params: { extract: exclusion.extract } });
  }
  return cautions;
}
