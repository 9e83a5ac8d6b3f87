/** Why a candidate could answer a need: each way of answering, with its strength and its ground. */
import type { NeedCard, OfferCard } from "./card.ts";
import type { Criterion, GateClaim, ReasonClaim } from "./claim.ts";
import type { FitSettings, Rarity } from "./fit.ts";
import type { Similarity } from "./similarity.ts";

export type Evidence = {
  readonly criterion: Extract<Criterion, "supply" | "demand" | "complement">;
  readonly strength: number;
  readonly claim: ReasonClaim;
  readonly offer: OfferCard | null;
  readonly need: NeedCard | null;
};

export type Assessment = {
  readonly evidence: readonly Evidence[];
  /** The best answer that a gate closed, when no open one is as good. */
  readonly closed: { readonly strength: number; readonly gate: GateClaim } | null;
};

export type Lookup = {
  readonly offerRarity: Rarity;
  readonly needRarity: Rarity;
  readonly fit: FitSettings;
  readonly similarity: Similarity | null;
  readonly useAreas: boolean;
  readonly useChains: boolean;
  readonly useNegation: boolean;
  readonly useDirection: boolean;
  /** Regions where a trade already exists, for replication. */
  readonly hasTradeIn: (region: string, trade: string) => boolean;
};

export const faintest = 0.08;

export type Found = { readonly evidence: Evidence; readonly gate: GateClaim | null };

export function toEvidence(criterion: Evidence["criterion"], strength: number, claim: ReasonClaim): Evidence {
  return { criterion, strength, claim, offer: null, need: null };
}
