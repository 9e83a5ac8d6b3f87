import { foldText } from "./cell-text.ts";

const months = [
  ["janvier", "january", "janv", "jan"],
  ["fevrier", "february", "fevr", "feb"],
  ["mars", "march", "mar"],
  ["avril", "april", "avr", "apr"],
  ["mai", "may"],
  ["juin", "june", "jun"],
  ["juillet", "july", "juil", "jul"],
  ["aout", "august", "aug"],
  ["septembre", "september", "sept", "sep"],
  ["octobre", "october", "oct"],
  ["novembre", "november", "nov"],
  ["decembre", "december", "dec"],
];

/** A year, month or day as `2027`, `2027-04`, `2027-04-15`; reads `04/2027`, `15/04/2027`, `avril 2027` too. */
export function parseCalendarText(text: string): string | "bad-date" {
  const folded = foldText(text);
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(folded);
  if (iso) return checked(iso[1], iso[2], iso[3]);
  const slashed = /^(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})$/.exec(folded);
  if (slashed) return checked(slashed[3], slashed[2]?.padStart(2, "0"), slashed[1]?.padStart(2, "0"));
  const worded = /^(?:(\d{1,2})(?:er)? )?([a-z]+)\.? (\d{4})$/.exec(folded);
  const month = worded ? months.findIndex((names) => names.includes(worded[2] ?? "")) + 1 : 0;
  if (!worded || month === 0) return "bad-date";
  return checked(worded[3], String(month).padStart(2, "0"), worded[1]?.padStart(2, "0"));
}

function checked(year = "", month?: string, day?: string): string | "bad-date" {
  if (month === undefined) return year;
  const monthNumber = Number(month);
  if (monthNumber < 1 || monthNumber > 12) return "bad-date";
  if (day === undefined) return `${year}-${month}`;
  const dayNumber = Number(day);
  return dayNumber >= 1 && dayNumber <= daysIn(Number(year), monthNumber)
    ? `${year}-${month}-${day}`
    : "bad-date";
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
