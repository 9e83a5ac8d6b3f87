/** `match --organisations FILE [--need ORG#NEED] [--top 5] [--json]`: ranked, explained candidates for each need. */
import { parseArgs } from "node:util";
import { explainCaution, explainGate, explainReason } from "../matching/explain.ts";
import { createMatcher, type NeedRanking } from "../matching/rank.ts";
import { loadOrganisations } from "./matching-files.ts";

export type CommandOutput = { readonly out: (text: string) => void; readonly err: (text: string) => void };

const usage = "usage: match --organisations FILE [--need ORG#NEED] [--top 5] [--json]";

/** Exit code: 0, or 2 when the input is at fault (then nothing goes to `out`). */
export async function runMatch(args: readonly string[], { out, err }: CommandOutput): Promise<number> {
  const parsed = parse(args);
  if (typeof parsed === "string") return refuse(err, [parsed, usage]);
  const loaded = await loadOrganisations(parsed.organisations);
  if (!loaded.ok) return refuse(err, loaded.faults);
  const { need, top, json } = parsed;
  const wanted = need === null ? null : need.split("#");
  if (wanted !== null) {
    const owner = loaded.value.find((each) => each.id === wanted[0]);
    if (owner === undefined || !owner.needs.some((each) => each.id === wanted[1])) {
      return refuse(err, [`--need: "${need}" is not in ${parsed.organisations}; expected ORGANISATION#NEED`]);
    }
  }
  const today = new Date().toISOString().slice(0, 10);
  const matcher = createMatcher(loaded.value, { today });
  const rankings =
    wanted === null
      ? matcher.rankAll({ top })
      : [matcher.rankNeed(wanted[0] ?? "", wanted[1] ?? "", { top })].filter((each) => each !== undefined);
  out(json ? `${JSON.stringify({ results: rankings.map(toResult) })}\n` : toText(rankings));
  return 0;
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        organisations: { type: "string" },
        need: { type: "string" },
        top: { type: "string", default: "5" },
        json: { type: "boolean", default: false },
      },
    });
    if (values.organisations === undefined) return "--organisations: missing; expected a file";
    const top = Number(values.top);
    if (!Number.isInteger(top) || top < 1) return `--top: "${values.top}"; expected a whole number from 1`;
    return { organisations: values.organisations, need: values.need ?? null, top, json: values.json };
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n")[0] ?? "bad arguments") : "bad arguments";
  }
}

export function toResult(ranking: NeedRanking) {
  return {
    seeker: ranking.seeker,
    need: ranking.need,
    candidates: ranking.candidates.map(
      ({ organisation, score, confidence, relation, reasons, cautions }) => ({
        organisation,
        score,
        confidence,
        relation: relation === "replication" ? "cooperation" : relation,
        reasons: reasons.map(({ criterion, contribution, claim }) => ({
          criterion,
          contribution,
          text: explainReason(claim, "fr"),
        })),
        cautions: cautions.map((claim) => explainCaution(claim, "fr")),
      }),
    ),
    excluded: ranking.excluded.map(({ organisation, gate }) => ({
      organisation,
      gate: gate.code,
      text: explainGate(gate, "fr"),
    })),
  };
}

function toText(rankings: readonly NeedRanking[]): string {
  return rankings
    .map(toResult)
    .map(({ seeker, need, candidates, excluded }) => {
      const lines = candidates.flatMap((each, rank) => [
        `  ${rank + 1}. ${each.organisation} ${each.score.toFixed(2)} (${each.relation})`,
        ...each.reasons.map(
          (reason) =>
            `       ${reason.contribution >= 0 ? "+" : ""}${reason.contribution.toFixed(3)} ${reason.text}`,
        ),
        ...each.cautions.map((caution) => `       ${caution}`),
      ]);
      const nothing = candidates.length === 0 ? ["  aucun candidat ne convient"] : [];
      const closed = excluded.map((each) => `  × ${each.organisation} : ${each.text}`);
      return [`${seeker}#${need}`, ...nothing, ...lines, ...closed].join("\n");
    })
    .join("\n\n")
    .concat("\n");
}

export function refuse(err: (text: string) => void, faults: readonly string[]): number {
  for (const fault of faults) err(`${fault}\n`);
  return 2;
}
