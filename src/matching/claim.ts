/** What the engine can say of a pair. Codes with their facts; sentences are in explain-fr.ts and explain-en.ts. */
import type { Area, Quantity } from "../domain/directory/organisation.ts";
import type { AdviceParams } from "./advice.ts";

export type ReasonParams = {
  "offers-what-is-sought": { readonly trade: string; readonly extract: string; readonly declared: boolean };
  "mentions-what-is-sought": { readonly trade: string; readonly extract: string };
  "offers-something-near": { readonly asked: string; readonly given: string; readonly extract: string };
  "same-words": { readonly words: readonly string[]; readonly extract: string };
  "seeks-what-you-offer": { readonly trade: string | null; readonly extract: string };
  "gives-what-is-sought": { readonly trade: string | null; readonly extract: string };
  "likely-customer": { readonly from: string; readonly to: string; readonly extract: string };
  "named-customer": { readonly trade: string; readonly extract: string };
  "customer-of-kind": { readonly word: string };
  "buys-near-you": { readonly extract: string };
  "usual-supplier": { readonly from: string; readonly to: string; readonly extract: string };
  "can-take-it": { readonly trade: string; readonly extract: string };
  "complements-you": { readonly from: string; readonly to: string; readonly extract: string };
  "similar-need": { readonly trade: string | null; readonly extract: string };
  "peer-to-bid-with": { readonly trade: string; readonly extract: string };
  "public-authority-near": { readonly km: number };
  "proven-elsewhere": { readonly trade: string; readonly km: number; readonly extract: string };
  "absent-from-region": { readonly trade: string };
  "funds-projects": { readonly extract: string };
  "area-covers-you": { readonly area: Area; readonly km: number | null };
  "near-you": { readonly km: number };
  "covers-part-of-area": { readonly percent: number };
  "enough-capacity": { readonly capacity: Quantity; readonly volume: Quantity };
  "short-capacity": { readonly capacity: Quantity; readonly volume: Quantity };
  "both-gain": { readonly extract: string };
  "serves-goal": { readonly goals: readonly string[] };
  "has-labels": { readonly labels: readonly string[] };
  "not-yet-partners": Record<never, never>;
  "crosses-sectors": { readonly from: string; readonly to: string };
  "already-partners": Record<never, never>;
  "same-trade": { readonly trade: string };
  "member-of-candidate": { readonly federation: string };
  "weak-link": Record<never, never>;
  "small-tickets": { readonly capacity: Quantity; readonly budgetKeur: number };
  "group-bid": { readonly partner: string; readonly percent: number };
  "pinned-by-organiser": { readonly why: string };
  "fair-exposure": { readonly percent: number };
};
export type CautionParams = {
  "capacity-unknown": { readonly volume: Quantity };
  "area-unknown": Record<never, never>;
  "beyond-need-area": { readonly area: Area };
  "activity-inferred": { readonly trade: string };
  "place-unknown": { readonly commune: string };
  "proximity-is-sourcing": Record<never, never>;
  "short-circuit-is-not-distance": Record<never, never>;
  "label-partial": { readonly label: string };
  "label-expired": { readonly label: string };
  "exclusion-to-check": { readonly extract: string };
  "text-only": Record<never, never>;
  /** The organiser pinned the two in spite of it. */
  "pinned-despite": { readonly gate: GateClaim };
};
export type GateParams = {
  "same-group": { readonly group: string };
  blocked: Record<never, never>;
  "offer-area": { readonly area: Area; readonly km: number | null };
  "need-area": { readonly area: Area; readonly km: number | null };
  reserved: {
    readonly articles: readonly string[];
    readonly kinds: readonly string[];
    readonly kind: string | null;
  };
  "label-required": { readonly label: string; readonly partner: string | null };
  "label-expired": { readonly label: string };
  "excluded-by-need": { readonly extract: string; readonly offer: string };
  "capacity-impossible": {
    readonly capacity: Quantity;
    readonly volume: Quantity;
    readonly partner: string | null;
  };
  "banned-by-organiser": { readonly why: string };
};

type Claims<P> = { [K in keyof P]: { readonly code: K; readonly params: P[K] } }[keyof P];
export type ReasonClaim = Claims<ReasonParams>;
export type CautionClaim = Claims<CautionParams>;
export type GateClaim = Claims<GateParams>;
export type Claim = ReasonClaim | CautionClaim | GateClaim;

type Sentences<P> = { readonly [K in keyof P]: (params: P[K]) => string };
/** One sentence for each claim: a language that lacks one does not compile. */
export type ExplanationCatalogue = {
  readonly reasons: Sentences<ReasonParams>;
  readonly cautions: Sentences<CautionParams>;
  readonly gates: Sentences<GateParams>;
  readonly advice: Sentences<AdviceParams>;
};

export type Criterion =
  | "supply"
  | "demand"
  | "complement"
  | "territory"
  | "capacity"
  | "reciprocity"
  | "impact"
  | "labels"
  | "novelty"
  | "crossing"
  | "penalty"
  | "fairness"
  | "organiser";

export type Reason = {
  readonly criterion: Criterion;
  /** Part of the score; the contributions of a candidate add up to it. */
  readonly contribution: number;
  readonly claim: ReasonClaim;
};
