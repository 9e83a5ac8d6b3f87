/** Measures of a ranking against judged pairs; definitions in test/evaluation/README.md. */
export type JudgedPair = {
  readonly seeker: string;
  readonly need: string;
  readonly candidate: string;
  readonly relevance: number;
  readonly relation: string;
  readonly trap: string | null;
};
export type RankedNeed = {
  readonly seeker: string;
  readonly need: string;
  /** Organisations, best first. */
  readonly ranking: readonly string[];
};
export type NeedMeasures = {
  readonly seeker: string;
  readonly need: string;
  readonly ndcg: number;
  readonly judgedNdcg: number;
  readonly recall: number;
  readonly precision: number;
  readonly traps: readonly string[];
};
export type Measures = {
  readonly needs: number;
  readonly ndcg5: number;
  readonly judgedNdcg5: number;
  readonly recall5: number;
  readonly precision1: number;
  readonly trapsPerNeed: number;
  readonly trapsByType: Readonly<Record<string, number>>;
  /** Candidates that the law forbids, in whole lists. */
  readonly legalTraps: number;
  /** Needs without a good answer among the judged, and how many of those got an empty list. */
  readonly unanswerable: number;
  readonly saidNothingFits: number;
  readonly perNeed: readonly NeedMeasures[];
};

const depth = 5;
const legalTrapTypes = new Set(["legal", "label", "reserved"]);

export function measure(ranked: readonly RankedNeed[], pairs: readonly JudgedPair[]): Measures {
  const byNeed = groupByNeed(pairs);
  const rankingByNeed = new Map(ranked.map((each) => [`${each.seeker}#${each.need}`, each.ranking]));
  const perNeed: NeedMeasures[] = [];
  let legalTraps = 0;
  let unanswerable = 0;
  let saidNothingFits = 0;
  for (const [key, judged] of byNeed) {
    const ranking = rankingByNeed.get(key) ?? [];
    const byCandidate = new Map(judged.map((pair) => [pair.candidate, pair]));
    for (const candidate of ranking) {
      const pair = byCandidate.get(candidate);
      if (pair?.relevance === 0 && pair.trap !== null && legalTrapTypes.has(pair.trap)) legalTraps += 1;
    }
    if (!judged.some((pair) => pair.relevance >= 2)) {
      unanswerable += 1;
      if (ranking.length === 0) saidNothingFits += 1;
      continue;
    }
    perNeed.push(measureNeed(judged, byCandidate, ranking));
  }
  const mean = (of: (each: NeedMeasures) => number) =>
    perNeed.length === 0 ? 0 : perNeed.reduce((sum, each) => sum + of(each), 0) / perNeed.length;
  const trapsByType: Record<string, number> = {};
  for (const trap of perNeed.flatMap((each) => each.traps)) trapsByType[trap] = (trapsByType[trap] ?? 0) + 1;
  return {
    needs: perNeed.length,
    ndcg5: mean((each) => each.ndcg),
    judgedNdcg5: mean((each) => each.judgedNdcg),
    recall5: mean((each) => each.recall),
    precision1: mean((each) => each.precision),
    trapsPerNeed: mean((each) => each.traps.length),
    trapsByType,
    legalTraps,
    unanswerable,
    saidNothingFits,
    perNeed,
  };
}

function measureNeed(
  judged: readonly JudgedPair[],
  byCandidate: ReadonlyMap<string, JudgedPair>,
  ranking: readonly string[],
): NeedMeasures {
  const relevance = (candidate: string) => byCandidate.get(candidate)?.relevance ?? 0;
  const ideal = computeDcg(judged.map((pair) => pair.relevance).sort((a, b) => b - a));
  const top = ranking.slice(0, depth);
  const good = judged.filter((pair) => pair.relevance >= 2);
  const found = top.filter((candidate) => relevance(candidate) >= 2).length;
  return {
    seeker: judged[0]?.seeker ?? "",
    need: judged[0]?.need ?? "",
    ndcg: computeDcg(ranking.map(relevance)) / ideal,
    judgedNdcg: computeDcg(ranking.filter((candidate) => byCandidate.has(candidate)).map(relevance)) / ideal,
    recall: found / Math.min(depth, good.length),
    precision: top[0] !== undefined && relevance(top[0]) >= 2 ? 1 : 0,
    traps: top.flatMap((candidate) => {
      const pair = byCandidate.get(candidate);
      return pair?.relevance === 0 && pair.trap !== null ? [pair.trap] : [];
    }),
  };
}

function groupByNeed(pairs: readonly JudgedPair[]): ReadonlyMap<string, readonly JudgedPair[]> {
  const byNeed = new Map<string, JudgedPair[]>();
  for (const pair of pairs) {
    const key = `${pair.seeker}#${pair.need}`;
    byNeed.set(key, [...(byNeed.get(key) ?? []), pair]);
  }
  return byNeed;
}

function computeDcg(relevances: readonly number[]): number {
  return relevances.slice(0, depth).reduce((sum, rel, rank) => sum + (2 ** rel - 1) / Math.log2(rank + 2), 0);
}
