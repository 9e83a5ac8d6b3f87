import type { Catalogue } from "../../i18n/fr.ts";
import type { Row } from "./profile-rows.ts";

/** The name in the form of a field of the profile: rows left empty were skipped. */
export function fieldOf(path: readonly PropertyKey[], offers: readonly Row[], needs: readonly Row[]): string {
  const [first, second, ...rest] = path.map(String);
  if (first === "place") return second === "postcode" ? "postcode" : "commune";
  if (first !== "offers" && first !== "needs") return first ?? "name";
  if (second === undefined) return `${first}.0.text`;
  const index = (first === "offers" ? offers : needs)[Number(second)]?.index ?? Number(second);
  const renamed: Readonly<Record<string, string>> = {
    capacity: "quantity",
    volume: "quantity",
    area: "areaType",
  };
  const name = rest[0] ?? "text";
  return `${first}.${index}.${renamed[name] ?? name}`;
}

type Issue = { readonly code?: string; readonly input?: unknown; readonly path: readonly PropertyKey[] };

/** What is wrong, in the reader's words. */
export function sentenceOf(issue: Issue, t: Catalogue): string {
  const { fault } = t.outcomes;
  if (issue.code === "too_big") return fault.tooLong;
  if (issue.path.includes("website")) return fault.website;
  if (issue.path.includes("family") || issue.path.includes("kind")) return fault.choice;
  if (issue.code === "too_small") return fault.required;
  return fault.invalid;
}
