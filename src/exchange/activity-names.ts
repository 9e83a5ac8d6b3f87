import taxonomy from "../matching/data/taxonomy-fr.json" with { type: "json" };
import { findTrade } from "../matching/vocabulary.ts";
import { foldText } from "./cell-text.ts";

const slugByName = new Map<string, string>();
const labelBySlug = new Map<string, string>();
for (const { activites } of taxonomy.filieres) {
  for (const { slug, label } of activites) {
    slugByName.set(foldText(slug), slug);
    slugByName.set(foldText(label), slug);
    const english = findTrade(slug)?.label.en;
    if (english !== undefined) slugByName.set(foldText(english), slug);
    labelBySlug.set(slug, label);
  }
}

/** The activity that a code or a label of the taxonomy names, or the nearest label to propose. */
export function parseActivity(text: string): { slug: string } | { slug: null; suggestion: string | null } {
  const folded = foldText(text);
  const slug = slugByName.get(folded);
  if (slug !== undefined) return { slug };
  const near = [...labelBySlug].find(([, label]) => folded.length >= 4 && foldText(label).includes(folded));
  return { slug: null, suggestion: near?.[1] ?? null };
}

/** The label of an activity, or its code when the taxonomy does not know it. */
export function formatActivity(slug: string): string {
  return labelBySlug.get(slug) ?? slug;
}
