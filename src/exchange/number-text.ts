export type Language = "fr" | "en";
export type NumberReading = { ok: true; value: number } | { ok: false; ambiguous: boolean };

const thousandsBySpace = /^[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?$/;
const plain = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i;

/**
 * Reads a number as people type it: `1 200,5`, `1200.5`. A comma before exactly three digits is a
 * decimal mark in French and is ambiguous in English, where it usually parts thousands.
 */
export function readNumber(text: string, language: Language): NumberReading {
  const trimmed = text.trim();
  if (language === "en" && /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(trimmed)) {
    return /^[+-]?\d{1,3},\d{3}$/.test(trimmed)
      ? { ok: false, ambiguous: true }
      : toNumber(trimmed.replaceAll(",", ""));
  }
  if (thousandsBySpace.test(trimmed))
    return toNumber(trimmed.replace(/[ \u00a0\u202f]/g, "").replace(",", "."));
  if (plain.test(trimmed)) return toNumber(trimmed.replace(",", "."));
  return { ok: false, ambiguous: false };
}

/** The shortest text that reads back as the same number, with a comma in French. */
export function writeNumber(value: number, language: Language): string {
  const text = String(value);
  return language === "fr" ? text.replace(".", ",") : text;
}

function toNumber(text: string): NumberReading {
  const value = Number(text);
  return Number.isFinite(value) ? { ok: true, value } : { ok: false, ambiguous: false };
}
