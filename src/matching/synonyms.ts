/** Adds to the words of a need those that mean nearly the same in the field. */
import file from "./data/synonyms-fr.json" with { type: "json" };
import type { Words } from "./reading.ts";
import { fold, toStem } from "./text.ts";

const synonymWeight = 0.5;
const groupsByStem = new Map<string, Set<string>>();
for (const group of file.groups) {
  const stems = group.map((word) => toStem(fold(word)));
  for (const stem of stems) {
    const others = groupsByStem.get(stem) ?? new Set<string>();
    for (const other of stems) if (other !== stem) others.add(other);
    groupsByStem.set(stem, others);
  }
}

export function expandWords(words: Words): Words {
  const expanded = new Map(words);
  for (const [stem, weight] of words) {
    for (const synonym of groupsByStem.get(stem) ?? []) {
      expanded.set(synonym, Math.max(expanded.get(synonym) ?? 0, weight * synonymWeight));
    }
  }
  return expanded;
}
