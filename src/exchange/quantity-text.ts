import type { Quantity } from "../domain/directory/organisation.ts";
import { foldText } from "./cell-text.ts";
import { type Language, readNumber, writeNumber } from "./number-text.ts";

const periods = [
  { per: "day", fr: "jour", en: "day", words: ["jour", "jours", "j", "day", "days", "d"] },
  { per: "week", fr: "semaine", en: "week", words: ["semaine", "semaines", "sem", "week", "weeks", "w"] },
  { per: "month", fr: "mois", en: "month", words: ["mois", "month", "months"] },
  { per: "year", fr: "an", en: "year", words: ["an", "ans", "annee", "year", "years", "y"] },
  { per: "total", fr: "total", en: "total", words: ["total", "en tout", "in all"] },
  { per: "event", fr: "événement", en: "event", words: ["evenement", "evenements", "event", "events"] },
] as const;

/** `1200 kg / semaine`; an unknown quantity is empty text. */
export function formatQuantity(quantity: Quantity | null | undefined, language: Language): string {
  if (quantity === null || quantity === undefined) return "";
  const unit = quantity.unit.replace(/[\\/]/g, (mark) => `\\${mark}`).replace(/^(?=\d)/, "\\");
  const amount = `${writeNumber(quantity.value, language)} ${unit}`;
  const per = quantity.per ?? null;
  if (per === null) return amount;
  return `${amount} / ${periods.find((period) => period.per === per)?.[language] ?? per}`;
}

/** Reads `1 200 kg / semaine`, `180 lits par jour`, `2 t`; periods become day, week, month, year, total, event. */
export function parseQuantity(text: string, language: Language): Quantity | null | "bad-quantity" {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const found =
    /^((?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d+)*(?:e[+-]?\d+(?=\s))?)\s*(\D.*)$/is.exec(
      trimmed,
    );
  if (!found) return "bad-quantity";
  const reading = readNumber(found[1] ?? "", language);
  if (!reading.ok) return "bad-quantity";
  const { unit, per } = splitUnit(found[2] ?? "");
  if (unit === "" || unit.length > 40 || (per !== null && (per === "" || per.length > 40)))
    return "bad-quantity";
  return { value: reading.value, unit, per };
}

function splitUnit(text: string): { unit: string; per: string | null } {
  const slash = /(?<!\\)\//.exec(text);
  const word = /\s(?:par|per|a|an)\s+(?=[\p{L}]+$)/iu.exec(text);
  const split = slash ?? word;
  if (!split) return { unit: unescapeUnit(text), per: null };
  const unit = unescapeUnit(text.slice(0, split.index));
  const per = text.slice(split.index + split[0].length).trim();
  const folded = foldText(per);
  const known = periods.find((period) => period.words.some((each) => each === folded));
  return { unit, per: known?.per ?? per };
}

function unescapeUnit(text: string): string {
  return text.replace(/\\(.)/gs, "$1").trim();
}
