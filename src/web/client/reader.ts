import type { Reader } from "../../i18n/format.ts";

/** The language and zone that the page was rendered in. */
export function pageReader(): Reader {
  const { lang, dataset } = document.documentElement;
  return { locale: lang === "en" ? "en" : "fr", timeZone: dataset["zone"] ?? "Europe/Paris" };
}
