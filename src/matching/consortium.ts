/** What a gate closes for one alone may open for two: who completes whom. */
import type { Card, NeedCard } from "./card.ts";
import type { GateClaim } from "./claim.ts";
import type { Scored } from "./score.ts";
import { penalties } from "./weights.ts";

export type Answer = { readonly id: string; readonly scored: Scored };
export type Consortium = {
  readonly members: readonly [string, string];
  readonly opens: "capacity" | "label";
  /** Share of the volume that both cover together; null for a label. */
  readonly percent: number | null;
};

/** The eligible candidate that best completes one that is too small; both are already through every gate. */
export function findCapacityPartner(
  small: Answer,
  answers: readonly Answer[],
): { partner: Answer; percent: number } | null {
  const own = small.scored.capacityRatio;
  if (own === null || own >= 1) return null;
  let best: { partner: Answer; percent: number } | null = null;
  let bestRank = 0;
  for (const other of answers) {
    const ratio = other.scored.capacityRatio;
    if (other.id === small.id || ratio === null) continue;
    const together = Math.min(1, own + ratio);
    const rank = together + other.scored.score;
    if (together <= own || rank <= bestRank) continue;
    bestRank = rank;
    best = { partner: other, percent: Math.round((own + ratio) * 100) };
  }
  return best;
}

/** Part of the penalty for a short capacity that a partner gives back. */
export function computeRelief(small: Answer, percent: number): number {
  const short = small.scored.reasons.find(
    (reason) => reason.criterion === "penalty" && reason.claim.code === "short-capacity",
  );
  return short === undefined
    ? 0
    : -short.contribution * (1 - penalties.shortCapacity) * 0.5 * Math.min(1, percent / 100);
}

/** Who holds the label that closes the door to a candidate, so that they can answer jointly. */
export function addLabelPartner(
  gate: GateClaim,
  answers: readonly Answer[],
  need: NeedCard,
  cards: ReadonlyMap<string, Card>,
): GateClaim {
  if (gate.code !== "label-required" || need.need.kind === "finance") return gate;
  const holder = findLabelHolder(answers, cards);
  const partner = holder === undefined ? null : (cards.get(holder.id)?.organisation.name ?? holder.id);
  return { code: "label-required", params: { ...gate.params, partner } };
}

/** Who answers best by itself, whatever lowers its own score; an ESS organisation rather than a large body. */
export function findLabelHolder(
  answers: readonly Answer[],
  cards: ReadonlyMap<string, Card>,
): Answer | undefined {
  const rate = ({ id, scored }: Answer) => scored.fit + (cards.get(id)?.organisation.ess ? 0.1 : 0);
  return [...answers].sort((a, b) => rate(b) - rate(a))[0];
}
