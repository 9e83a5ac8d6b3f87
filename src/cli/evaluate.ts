/** `evaluate --organisations FILE --pairs FILE [--needs] [--json]`: measures against judged pairs. */
import { parseArgs } from "node:util";
import { type Measures, measure } from "../matching/evaluate.ts";
import { createMatcher } from "../matching/rank.ts";
import { type CommandOutput, refuse } from "./match.ts";
import { loadOrganisations, loadPairs } from "./matching-files.ts";

const usage = "usage: evaluate --organisations FILE --pairs FILE [--needs] [--json]";
const wholeList = 1_000;

export async function runEvaluate(args: readonly string[], { out, err }: CommandOutput): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === "string") return refuse(err, [parsed, usage]);
  const [organisations, pairs] = await Promise.all([
    loadOrganisations(parsed.organisations),
    loadPairs(parsed.pairs),
  ]);
  const faults = [organisations, pairs].flatMap((each) => (each.ok ? [] : each.faults));
  if (!organisations.ok || !pairs.ok) return refuse(err, faults);
  const matcher = createMatcher(organisations.value, { today: new Date().toISOString().slice(0, 10) });
  const rankings = matcher
    .rankAll({ top: wholeList })
    .map(({ seeker, need, candidates }) => ({
      seeker,
      need,
      ranking: candidates.map((each) => each.organisation),
    }));
  const measures = measure(rankings, pairs.value);
  out(parsed.json ? `${JSON.stringify(measures)}\n` : toText(measures, parsed.needs));
  return 0;
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        organisations: { type: "string" },
        pairs: { type: "string" },
        needs: { type: "boolean", default: false },
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
