/** What would raise an organisation's matches most: each change is tried for real, its gain measured. */
import type { Area, Quantity } from "../domain/directory/organisation.ts";
import type { Card, MatchOrganisation } from "./card.ts";
import type { GateClaim } from "./claim.ts";
import { toActivity } from "./vocabulary.ts";

export type AdviceParams = {
  "declare-activity": { readonly offer: string; readonly activity: string };
  "state-capacity": { readonly offer: string };
  "state-area": { readonly offer: string };
  "widen-area": { readonly offer: string; readonly km: number };
  "obtain-label": { readonly label: string };
};
export type AdviceClaim = {
  [K in keyof AdviceParams]: { readonly code: K; readonly params: AdviceParams[K] };
}[keyof AdviceParams];
export type Advice = {
  readonly claim: AdviceClaim;
  /** Added up over others' needs: 1 is one perfect match more. */
  readonly gain: number;
  /** How many needs the organisation would answer better, or at last. */
  readonly needs: number;
};
export type Trial = { readonly claim: AdviceClaim; readonly changed: MatchOrganisation };

const largestRadiusKm = 150;

/** Changes worth trying for a card, given what closed doors to it and the largest volume asked of it. */
export function listTrials(
  card: Card,
  gates: readonly GateClaim[],
  asked: Quantity | null,
): readonly Trial[] {
  const { organisation } = card;
  const trials: Trial[] = [];
  for (const { offer, reading } of card.offers) {
    const change = (part: Partial<typeof offer>): MatchOrganisation => ({
      ...organisation,
      offers: organisation.offers.map((each) => (each.id === offer.id ? { ...each, ...part } : each)),
    });
    if (offer.activities.length === 0) {
      const [best] = [...reading.concepts].sort((a, b) => b[1] - a[1]);
      if (best !== undefined) {
        const activity = toActivity(best[0]);
        trials.push({
          claim: { code: "declare-activity", params: { offer: offer.id, activity } },
          changed: change({ activities: [activity] }),
        });
      }
    }
    if (offer.capacity === null && asked !== null) {
      trials.push({
        claim: { code: "state-capacity", params: { offer: offer.id } },
        changed: change({ capacity: asked }),
      });
    }
    if (offer.area === null) {
      const area: Area = { type: "radius", km: 50 };
      trials.push({ claim: { code: "state-area", params: { offer: offer.id } }, changed: change({ area }) });
    }
    if (offer.area?.type === "radius" && gates.some((gate) => gate.code === "offer-area")) {
      const km = Math.min(largestRadiusKm, Math.max(offer.area.km + 10, Math.round(offer.area.km * 1.5)));
      if (km > offer.area.km) {
        const area: Area = { type: "radius", km };
        trials.push({
          claim: { code: "widen-area", params: { offer: offer.id, km } },
          changed: change({ area }),
        });
      }
    }
  }
  const labels = new Set(
    gates.flatMap((gate) => (gate.code === "label-required" ? [gate.params.label] : [])),
  );
  for (const label of labels) {
    const changed = { ...organisation, labels: [...organisation.labels, label] };
    trials.push({ claim: { code: "obtain-label", params: { label } }, changed });
  }
  return trials;
}
