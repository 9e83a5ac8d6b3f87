import type { Locale } from "./plural.ts";

/** How somebody reads times: their language, and the zone of the fair (IANA name). */
export type Reader = { readonly locale: Locale; readonly timeZone: string };
/** A stretch of time between two instants (ISO 8601, UTC). */
export type Span = { readonly startsAt: string; readonly endsAt: string };

const tags: Record<Locale, string> = { fr: "fr-FR", en: "en-GB" };
const dateFormats = new Map<string, Intl.DateTimeFormat>();
const numberFormats = new Map<string, Intl.NumberFormat>();

/** "mardi 9 mars, 14:20–14:40" */
export function formatSlot(slot: Span, reader: Reader): string {
  return `${formatDay(slot.startsAt, reader)}, ${formatSpan(slot, reader)}`;
}

/** "14:20–14:40" */
export function formatSpan(slot: Span, reader: Reader): string {
  return `${formatTime(slot.startsAt, reader)}–${formatTime(slot.endsAt, reader)}`;
}

/** "mardi 9 mars" */
export function formatDay(instant: string, reader: Reader): string {
  return dates(reader, { weekday: "long", day: "numeric", month: "long" }).format(new Date(instant));
}

/** "mar. 9" for the tabs of a narrow screen. */
export function formatDayShort(instant: string, reader: Reader): string {
  return dates(reader, { weekday: "short", day: "numeric" }).format(new Date(instant));
}

/** "mar. 9 mars" */
export function formatDayMedium(instant: string, reader: Reader): string {
  return dates(reader, { weekday: "short", day: "numeric", month: "short" }).format(new Date(instant));
}

/** "9 mars 2027" */
export function formatDate(instant: string, reader: Reader): string {
  return dates(reader, { day: "numeric", month: "long", year: "numeric" }).format(new Date(instant));
}

/** "9 et 10 mars 2027", or one date when both instants fall on the same day. */
export function formatDates(first: string, last: string, reader: Reader): string {
  const format = dates(reader, { day: "numeric", month: "long", year: "numeric" });
  return format.formatRange(new Date(first), new Date(last));
}

/** "14:20" */
export function formatTime(instant: string, reader: Reader): string {
  return dates(reader, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(instant));
}

/** "14:20:07" */
export function formatClock(instant: string, reader: Reader): string {
  const parts = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  return dates(reader, parts).format(new Date(instant));
}

/** "9 mars 2027, 14:20" */
export function formatInstant(instant: string, reader: Reader): string {
  return `${formatDate(instant, reader)}, ${formatTime(instant, reader)}`;
}

/** "dans 5 minutes", "il y a 2 heures", "hier" */
export function formatRelative(instant: string, now: string, reader: Reader): string {
  const format = new Intl.RelativeTimeFormat(tags[reader.locale], { numeric: "auto" });
  const minutes = Math.round((Date.parse(instant) - Date.parse(now)) / 60_000);
  // "cette minute-ci" is nobody's word for it.
  if (minutes === 0) return format.format(0, "second");
  if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 24) return format.format(hours, "hour");
  return format.format(Math.round(hours / 24), "day");
}

/** "1 240", "0,5" */
export function formatNumber(value: number, locale: Locale): string {
  return numbers(locale, { maximumFractionDigits: 1 }).format(value);
}

/** "96 %" of a part between 0 and 1. */
export function formatPercent(part: number, locale: Locale): string {
  return numbers(locale, { style: "percent", maximumFractionDigits: 0 }).format(part);
}

/** "0,4 %" of a part that is at most so much, rounded up: nothing above none reads as none. */
export function formatAtMost(part: number, locale: Locale): string {
  return numbers(locale, { ...proved, roundingMode: "ceil" }).format(Math.max(0, part - noise));
}

/** "Lattes, Mauguio et Pérols" */
export function formatList(items: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(tags[locale], { type: "conjunction" }).format(items);
}

/** The value of an `<input type="datetime-local">` in the zone of the fair: "2027-03-09T14:20". */
export function toLocalInput(instant: string, timeZone: string): string {
  const parts = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  const text = new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone }).format(new Date(instant));
  return text.replace(" ", "T");
}

/** The day of an instant in the zone of the fair, "2027-03-09": a key to group by. */
export function dayKey(instant: string, timeZone: string): string {
  return toLocalInput(instant, timeZone).slice(0, 10);
}

function dates(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${reader.locale} ${reader.timeZone} ${JSON.stringify(options)}`;
  const known = dateFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(tags[reader.locale], { ...options, timeZone: reader.timeZone });
  dateFormats.set(key, made);
  return made;
}

/** What sums of thousands of values are out by. */
const noise = 1e-9;
const proved = { style: "percent", maximumFractionDigits: 1 } as const;

function numbers(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = numberFormats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(tags[locale], options);
  numberFormats.set(key, made);
  return made;
}
