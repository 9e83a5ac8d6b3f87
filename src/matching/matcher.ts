/** What the matching engine takes and gives; `createMatcher` in rank.ts makes one. */
import type { Advice } from "./advice.ts";
import type { MatchOrganisation } from "./card.ts";
import type { CautionClaim, GateClaim, Reason } from "./claim.ts";
import type { Consortium } from "./consortium.ts";
import type { Coverage } from "./coverage.ts";
import type { Sizes } from "./fairness.ts";
import type { Disabled } from "./score.ts";
import type { Similarity } from "./similarity.ts";
import type { Relation, Tuning } from "./weights.ts";

export type Candidate = {
  readonly organisation: string;
  readonly score: number;
  readonly confidence: number;
  readonly relation: Relation;
  /** Contributions add up to the score; best first, what speaks against it last. */
  readonly reasons: readonly Reason[];
  readonly cautions: readonly CautionClaim[];
};

export type Exclusion = { readonly organisation: string; readonly gate: GateClaim };

export type NeedRanking = {
  readonly seeker: string;
  readonly need: string;
  /** Best first; empty when nothing fits. */
  readonly candidates: readonly Candidate[];
  /** What would have fitted but for a gate, best first. */
  readonly excluded: readonly Exclusion[];
  /** Pairs that answer together what one of them could not alone. */
  readonly consortia: readonly Consortium[];
};

export type Recommendation = Candidate & {
  /** The need behind the meeting and whose it is; both sides' when both gain. */
  readonly needs: readonly { readonly owner: string; readonly need: string; readonly score: number }[];
};

export type PairExplanation = {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly best: (Candidate & { readonly owner: string; readonly need: string }) | null;
  readonly gates: readonly (GateClaim & { readonly owner: string; readonly need: string })[];
};

export type MatcherOptions = {
  /** ISO date that label validity is judged on; without it no label has expired. */
  readonly today?: string;
  /** Other values of the main settings, for cross-validation. */
  readonly tuning?: Partial<Tuning>;
  /** Criteria and gates left out, for ablation. */
  readonly disabled?: Disabled;
  readonly disabledText?: boolean;
  readonly disabledTrades?: boolean;
  readonly disabledChains?: boolean;
  readonly disabledNegation?: boolean;
  readonly disabledDirection?: boolean;
  /** Activities that humans gave to texts; keys made by `toTextKey`. */
  readonly corrections?: ReadonlyMap<string, readonly string[]>;
  /** Pairs that must never be proposed, keyed `a|b` in either order. */
  readonly blocked?: ReadonlySet<string>;
  readonly similarity?: Similarity;
  /** What the organiser decided of a pair, keyed `a|b` in either order. */
  readonly rules?: ReadonlyMap<string, PairRule>;
};

/** A pinned pair is lifted, a banned one closed; the reason is the organiser's. */
export type PairRule = { readonly kind: "pin" | "ban"; readonly why: string };

export type Matcher = {
  rankNeed(organisation: string, need: string, options?: { readonly top?: number }): NeedRanking | undefined;
  rankAll(options?: { readonly top?: number }): readonly NeedRanking[];
  rankOrganisation(organisation: string, options?: { readonly top?: number }): readonly Recommendation[];
  explainPair(a: string, b: string): PairExplanation | undefined;
  upsert(organisation: MatchOrganisation): void;
  remove(organisation: string): void;
  /** Keeps a human's activities for a text and re-reads the organisations that use it. */
  correct(text: string, activities: readonly string[]): void;
  /** Pins or bans a pair; null forgets what was decided. */
  setRule(a: string, b: string, rule: PairRule | null): void;
  /** What would raise this organisation's matches most, best first; each change tried on others' needs. */
  advise(organisation: string): readonly Advice[];
  /** Needs without a good answer, grouped by territory and activity, and who has no match at all. */
  coverage(rankings?: readonly NeedRanking[]): Coverage;
  /** Staff of every organisation, for `measureExposure` and `rebalance`. */
  readonly sizes: () => Sizes;
  readonly corrections: () => ReadonlyMap<string, readonly string[]>;
  readonly organisations: () => readonly string[];
};
