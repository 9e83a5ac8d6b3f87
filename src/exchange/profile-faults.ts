import type { z } from "zod";
import type { Fault } from "./faults.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const codeByField = {
  siret: "siret-length",
  postcode: "bad-postcode",
  insee: "bad-insee",
  website: "bad-website",
  email: "bad-email",
} as const;

export type PlaceInFile = { readonly line: number; readonly column: string };

/** What zod found wrong in one organisation, as faults; `placeOf` tells where a path came from. */
export function faultsOfIssues(
  issues: readonly Issue[],
  value: unknown,
  placeOf: (path: Path) => PlaceInFile,
): Fault[] {
  return issues.map((issue) => faultOf(issue, valueAt(value, issue.path), placeOf(issue.path)));
}

/** A path as people read it in a document: `offers[0].text`. */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : `${text === "" ? "" : `${text}.`}${String(part)}`,
    "",
  );
}

function faultOf(issue: Issue, found: unknown, at: PlaceInFile): Fault {
  const shown = typeof found === "string" || typeof found === "number" ? String(found) : "";
  if (found === undefined || found === null || found === "") return { ...at, code: "required", params: {} };
  switch (issue.code) {
    case "too_big": {
      const max = Number(issue.maximum);
      if (issue.origin === "string") return { ...at, code: "too-long", params: { max } };
      if (issue.origin === "array") return { ...at, code: "too-many", params: { max } };
      return { ...at, code: "out-of-range", params: { min: null, max } };
    }
    case "too_small":
      if (issue.origin === "string" || issue.origin === "array")
        return { ...at, code: "required", params: {} };
      return { ...at, code: "out-of-range", params: { min: Number(issue.minimum), max: null } };
    case "invalid_value":
      return { ...at, code: "unknown-value", params: { value: shown, expected: issue.values.map(String) } };
    case "invalid_format": {
      const field = issue.path.at(-1);
      const code = isKnownField(field) ? codeByField[field] : null;
      if (code === null) return { ...at, code: "invalid", params: { detail: issue.format } };
      return { ...at, code, params: { value: shown } };
    }
    default:
      return { ...at, code: "invalid", params: { detail: issue.message } };
  }
}

function isKnownField(field: PropertyKey | undefined): field is keyof typeof codeByField {
  return typeof field === "string" && Object.hasOwn(codeByField, field);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
