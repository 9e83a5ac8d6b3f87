import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { type Locale, locales } from "../i18n/catalogue.ts";

const languageCookie = "language";

/** The reader's language: what they chose, else what their browser prefers, else French. */
export function localeOf(c: Context): Locale {
  const chosen = asLocale(getCookie(c, languageCookie));
  if (chosen) return chosen;
  for (const preferred of readAcceptLanguage(c.req.header("accept-language") ?? "")) {
    const known = asLocale(preferred);
    if (known) return known;
  }
  return "fr";
}

export function keepLocale(c: Context, locale: Locale, isHttps: boolean): void {
  setCookie(c, languageCookie, locale, {
    path: "/",
    sameSite: "Lax",
    secure: isHttps,
    httpOnly: true,
    maxAge: 365 * 86_400,
  });
}

export function asLocale(text: string | undefined): Locale | undefined {
  const language = text?.toLowerCase().split("-")[0];
  return locales.find((locale) => locale === language);
}

/** Languages by the reader's preference. */
function readAcceptLanguage(header: string): string[] {
  return header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [language = "", ...parameters] = part.trim().split(";");
      const quality = parameters.find((parameter) => parameter.trim().startsWith("q="));
      return { language, quality: quality === undefined ? 1 : Number(quality.trim().slice(2)) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}
