/** The judged sets, read as the command lines read them. */
import { join } from "node:path";
import { loadOrganisations, loadPairs } from "../../src/cli/matching-files.ts";
import type { MatchOrganisation } from "../../src/matching/card.ts";
import { type Measures, measure } from "../../src/matching/evaluate.ts";
import { createMatcher, type MatcherOptions } from "../../src/matching/rank.ts";

const root = join(import.meta.dirname, "..", "evaluation");

export async function readOrganisations(set = ""): Promise<readonly MatchOrganisation[]> {
  const loaded = await loadOrganisations(join(root, set, "organisations.json"));
  if (!loaded.ok) throw new Error(loaded.faults.join("\n"));
  return loaded.value;
}

export async function measureSet(set: string, options: MatcherOptions = {}): Promise<Measures> {
  const pairs = await loadPairs(join(root, set, "judged-pairs.json"));
  if (!pairs.ok) throw new Error(pairs.faults.join("\n"));
  const rankings = createMatcher(await readOrganisations(set), options).rankAll({ top: 1_000 });
  const ranked = rankings.map(({ seeker, need, candidates }) => ({
    seeker,
    need,
    ranking: candidates.map((each) => each.organisation),
  }));
  return measure(ranked, pairs.value);
}
