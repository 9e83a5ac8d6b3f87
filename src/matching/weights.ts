/** How much each criterion counts, by relation. A candidate's score is fit × (base + Σ weight × criterion). */
import type { Criterion } from "./claim.ts";

export const relations = ["trade", "cooperation", "consortium", "replication", "finance"] as const;
export type Relation = (typeof relations)[number];
export const softCriteria = [
  "territory",
  "capacity",
  "reciprocity",
  "impact",
  "labels",
  "novelty",
  "crossing",
] as const satisfies readonly Criterion[];
export type SoftCriterion = (typeof softCriteria)[number];
export type SoftWeights = Record<SoftCriterion, number>;

export const softWeights: Readonly<Record<Relation, SoftWeights>> = {
  trade: {
    territory: 0.07,
    capacity: 0.1,
    reciprocity: 0.05,
    impact: 0.08,
    labels: 0.03,
    novelty: 0.04,
    crossing: 0.02,
  },
  cooperation: {
    territory: 0.07,
    capacity: 0.03,
    reciprocity: 0.1,
    impact: 0.07,
    labels: 0.02,
    novelty: 0.05,
    crossing: 0.06,
  },
  consortium: {
    territory: 0.07,
    capacity: 0.08,
    reciprocity: 0.08,
    impact: 0.06,
    labels: 0.03,
    novelty: 0.04,
    crossing: 0.04,
  },
  replication: {
    territory: 0,
    capacity: 0,
    reciprocity: 0.08,
    impact: 0.12,
    labels: 0.04,
    novelty: 0.1,
    crossing: 0.06,
  },
  finance: {
    territory: 0.06,
    capacity: 0.2,
    reciprocity: 0.04,
    impact: 0.05,
    labels: 0.02,
    novelty: 0.04,
    crossing: 0,
  },
};

/** What multiplies a score when something speaks against the meeting. */
export const penalties = {
  alreadyPartners: 0.55,
  sameTrade: 0.3,
  memberOfCandidate: 0.75,
  shortCapacity: 0.5,
  smallTickets: 0.5,
  partialLabel: 0.7,
} as const;

/** Below it a candidate is not shown; a need whose best is below has no answer. */
export const leastScore = 0.13;
export const leastFit = 0.16;
/** How much better than that a neighbouring trade must be. */
export const nearMargin = 0.07;
/** Beside a good answer, what is far below it is filling. */
export const leastShareOfBest = 0.3;
/** What only mentions, neighbours or shares words with what is sought must come nearer to the best. */
export const indirectMargin = 1.5;

/** The settings whose values were chosen rather than known; `evaluate --cross` tries others on held-out needs. */
export type Tuning = {
  readonly tradeTrust: number;
  readonly textTrust: number;
  /** Multiplies every soft weight. */
  readonly softScale: number;
  readonly leastScore: number;
};
export const defaultTuning: Tuning = { tradeTrust: 0.8, textTrust: 0.55, softScale: 1, leastScore };
