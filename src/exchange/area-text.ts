import type { Area } from "../domain/directory/organisation.ts";
import { foldText } from "./cell-text.ts";
import { type Language, readNumber, writeNumber } from "./number-text.ts";

const departmentCode = /^(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[4678])$/;
const regionCodes = new Set("01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94".split(" "));

/** `30 km`, `34, 30`, `région 76`, `France`; an unknown area is empty text. */
export function formatArea(area: Area | null, language: Language): string {
  if (area === null) return "";
  switch (area.type) {
    case "radius":
      return `${writeNumber(area.km, language)} km`;
    case "departments":
      return area.codes.join(", ");
    case "regions": {
      const word = language === "fr" ? "région" : "region";
      return `${word}${area.codes.length > 1 ? "s" : ""} ${area.codes.join(", ")}`;
    }
    case "national":
      return "France";
    default:
      return area satisfies never;
  }
}

/** Reads what `formatArea` writes and its usual variants, French or English; `"bad-area"` otherwise. */
export function parseArea(text: string): Area | null | "bad-area" {
  const folded = foldText(text);
  if (folded === "") return null;
  if (/^(?:france(?: entiere)?|national(?:e|ly|wide)?|nationwide|toute la france|all france)$/.test(folded)) {
    return { type: "national" };
  }
  const radius = /^(?:rayon(?: de)? |radius(?: of)? )?([\d .,]+?) ?(?:km|kilometres?|kilometers?)$/.exec(
    folded,
  );
  if (radius) return parseRadius(radius[1] ?? "");
  const regions = /^regions? ?:? (.+)$/.exec(folded);
  if (regions) {
    const codes = splitCodes(regions[1] ?? "").map((code) => code.padStart(2, "0"));
    const known = codes.length > 0 && codes.every((code) => regionCodes.has(code));
    return known ? { type: "regions", codes: [...new Set(codes)] } : "bad-area";
  }
  const codes = splitCodes(folded.replace(/^(?:departements?|departments?|dep\.?) ?:? /, "")).map((code) =>
    code.padStart(2, "0"),
  );
  const known = codes.length > 0 && codes.every((code) => departmentCode.test(code));
  return known ? { type: "departments", codes: [...new Set(codes)] } : "bad-area";
}

function parseRadius(text: string): Area | "bad-area" {
  const reading = readNumber(text, "fr");
  return reading.ok && reading.value > 0 && reading.value <= 2000
    ? { type: "radius", km: reading.value }
    : "bad-area";
}

function splitCodes(text: string): string[] {
  return text
    .toUpperCase()
    .split(/\s*(?:[,;+/]|\bET\b|\bAND\b|\s)\s*/)
    .filter((code) => code !== "");
}
