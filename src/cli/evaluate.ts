/** `evaluate --organisations FILE --pairs FILE`: measures against judged pairs, with baselines, ablations, cross-validation. */
import { parseArgs } from "node:util";
import { baselines, rankByBaseline } from "../matching/baseline.ts";
import type { MatchOrganisation } from "../matching/card.ts";
import { type JudgedPair, type Measures, measure, type RankedNeed } from "../matching/evaluate.ts";
import { measureExposure, rebalance } from "../matching/fairness.ts";
import { createMatcher, type MatcherOptions } from "../matching/rank.ts";
import type { Tuning } from "../matching/weights.ts";
import { type CommandOutput, refuse } from "./match.ts";
import { loadOrganisations, loadPairs } from "./matching-files.ts";

const usage =
  "usage: evaluate --organisations FILE --pairs FILE [--needs] [--baselines] [--ablation] [--cross] [--fairness] [--json]";
const wholeList = 1_000;
const nameWidth = 34;

export async function runEvaluate(args: readonly string[], { out, err }: CommandOutput): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === "string") return refuse(err, [parsed, usage]);
  const [organisations, pairs] = await Promise.all([
    loadOrganisations(parsed.organisations),
    loadPairs(parsed.pairs),
  ]);
  const faults = [organisations, pairs].flatMap((each) => (each.ok ? [] : each.faults));
  if (!organisations.ok || !pairs.ok) return refuse(err, faults);
  const today = new Date().toISOString().slice(0, 10);
  const measures = measure(rankAll(organisations.value, { today }), pairs.value);
  if (parsed.json) {
    out(`${JSON.stringify(measures)}\n`);
    return 0;
  }
  out(toText(measures, parsed.needs));
  if (parsed.baselines) out(toTable("baselines", listBaselines(organisations.value, pairs.value, measures)));
  if (parsed.ablation) out(toTable("without", listAblations(organisations.value, pairs.value, measures)));
  if (parsed.cross) out(crossValidate(organisations.value, pairs.value));
  if (parsed.fairness) out(compareExposure(organisations.value, pairs.value));
  return 0;
}

function rankAll(
  organisations: readonly MatchOrganisation[],
  options: MatcherOptions,
): readonly RankedNeed[] {
  return createMatcher(organisations, options)
    .rankAll({ top: wholeList })
    .map(({ seeker, need, candidates }) => ({
      seeker,
      need,
      ranking: candidates.map((each) => each.organisation),
    }));
}

type Row = readonly [string, Measures];

function listBaselines(
  organisations: readonly MatchOrganisation[],
  pairs: readonly JudgedPair[],
  own: Measures,
): readonly Row[] {
  const rows = baselines.map((name) => [name, measure(rankByBaseline(name, organisations), pairs)] as const);
  return [...rows, ["this engine", own]];
}

const ablations: readonly (readonly [string, MatcherOptions])[] = [
  ["trades", { disabledTrades: true }],
  ["words", { disabledText: true }],
  ["chains of trades", { disabledChains: true }],
  ["negation", { disabledNegation: true }],
  ["role reversal", { disabledDirection: true }],
  ...(
    [
      "areas",
      "reservation",
      "labels-required",
      "partners",
      "penalty",
      "territory",
      "capacity",
      "reciprocity",
      "impact",
      "labels",
      "novelty",
      "crossing",
      "demand",
      "complement",
    ] as const
  ).map((name) => [name, { disabled: new Set([name]) }] as const),
];

function listAblations(
  organisations: readonly MatchOrganisation[],
  pairs: readonly JudgedPair[],
  own: Measures,
): readonly Row[] {
  const rows = ablations.map(
    ([name, options]) => [name, measure(rankAll(organisations, options), pairs)] as const,
  );
  return [["nothing (whole engine)", own], ...rows];
}

const grid: readonly Partial<Tuning>[] = [0.7, 0.8, 0.9].flatMap((tradeTrust) =>
  [0.4, 0.55, 0.7].flatMap((textTrust) =>
    [0.5, 1, 1.5].flatMap((softScale) =>
      [0.1, 0.13, 0.2].map((leastScore) => ({ tradeTrust, textTrust, softScale, leastScore })),
    ),
  ),
);

/** For each need, the settings that are best on all the others, measured on it alone. */
function crossValidate(organisations: readonly MatchOrganisation[], pairs: readonly JudgedPair[]): string {
  const tried = grid.map((tuning) => measure(rankAll(organisations, { tuning }), pairs).perNeed);
  const needs = tried[0]?.length ?? 0;
  let full = 0;
  let judged = 0;
  for (let held = 0; held < needs; held += 1) {
    let best: (typeof tried)[number] | undefined;
    let bestSum = -1;
    for (const perNeed of tried) {
      const sum = perNeed.reduce((total, each, at) => total + (at === held ? 0 : each.ndcg), 0);
      if (sum <= bestSum) continue;
      bestSum = sum;
      best = perNeed;
    }
    full += best?.[held]?.ndcg ?? 0;
    judged += best?.[held]?.judgedNdcg ?? 0;
  }
  const spread = tried.map(
    (perNeed) => perNeed.reduce((sum, each) => sum + each.ndcg, 0) / Math.max(1, needs),
  );
  return [
    "",
    `leave one need out, ${grid.length} settings: NDCG@5 full ${(full / needs).toFixed(3)}, judged only ${(judged / needs).toFixed(3)}`,
    `worst and best setting on all needs: ${Math.min(...spread).toFixed(3)} to ${Math.max(...spread).toFixed(3)}`,
    "",
  ].join("\n");
}

function compareExposure(organisations: readonly MatchOrganisation[], pairs: readonly JudgedPair[]): string {
  const matcher = createMatcher(organisations);
  const rankings = matcher.rankAll({ top: wholeList });
  const lines = [0, 0.05, 0.1, 0.15].map((lambda) => {
    const rebalanced = rebalance(rankings, matcher.sizes(), lambda);
    const { gini, coverage, smallShare, smallPopulation } = measureExposure(rebalanced, matcher.sizes());
    const ranked = rebalanced.map(({ seeker, need, candidates }) => ({
      seeker,
      need,
      ranking: candidates.map((each) => each.organisation),
    }));
    const { ndcg5 } = measure(ranked, pairs);
    return `λ ${lambda.toFixed(2)}  Gini ${gini.toFixed(3)}  shown at least once ${percent(coverage)}  under ten staff ${percent(smallShare)} of the places for ${percent(smallPopulation)} of organisations  NDCG@5 ${ndcg5.toFixed(3)}`;
  });
  return `\nexposure in the top 5\n${lines.join("\n")}\n`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        organisations: { type: "string" },
        pairs: { type: "string" },
        needs: { type: "boolean", default: false },
        baselines: { type: "boolean", default: false },
        ablation: { type: "boolean", default: false },
        cross: { type: "boolean", default: false },
        fairness: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    if (values.organisations === undefined) return "--organisations: missing; expected a file";
    if (values.pairs === undefined) return "--pairs: missing; expected a file";
    return { ...values, organisations: values.organisations, pairs: values.pairs };
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "bad arguments") : "bad arguments";
  }
}

function toTable(title: string, rows: readonly Row[]): string {
  const head = `\n${title.padEnd(nameWidth)} full   judged R@5    P@1    traps  legal`;
  const lines = rows.map(([name, each]) => {
    const figures = [each.ndcg5, each.judgedNdcg5, each.recall5, each.precision1, each.trapsPerNeed];
    return `${name.padEnd(nameWidth)} ${figures.map((figure) => figure.toFixed(3)).join("  ")}  ${each.legalTraps}`;
  });
  return `${[head, ...lines].join("\n")}\n`;
}

function toText(measures: Measures, withNeeds: boolean): string {
  const { ndcg5, judgedNdcg5, recall5, precision1, trapsPerNeed, legalTraps } = measures;
  const lines = [
    `needs with a good answer  ${measures.needs}`,
    `NDCG@5 full               ${ndcg5.toFixed(3)}`,
    `NDCG@5 judged only        ${judgedNdcg5.toFixed(3)}`,
    `recall@5                  ${recall5.toFixed(3)}`,
    `precision at 1            ${precision1.toFixed(3)}`,
    `traps in the top 5        ${trapsPerNeed.toFixed(3)} ${JSON.stringify(measures.trapsByType)}`,
    `legal traps, whole lists  ${legalTraps}`,
    `needs without an answer   ${measures.unanswerable}, of which told so ${measures.saidNothingFits}`,
  ];
  if (withNeeds) {
    for (const each of measures.perNeed) {
      lines.push(
        `  ${`${each.seeker}#${each.need}`.padEnd(28)} ndcg ${each.ndcg.toFixed(2)} judged ${each.judgedNdcg.toFixed(2)} recall ${each.recall.toFixed(2)} p1 ${each.precision} ${each.traps.join(",")}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}
