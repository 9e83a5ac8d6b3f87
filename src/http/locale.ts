import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import { parse } from "hono/utils/cookie";
import { type Locale, locales } from "../i18n/catalogue.ts";

const languageCookie = "language";

/** The reader's language: what they chose, else what their browser prefers, else French. */
export function localeOf(c: Context): Locale {
  return localeFrom(c.req.header("cookie"), c.req.header("accept-language"));
}

/** The same from the two headers that say it. */
export function localeFrom(cookie: string | undefined, acceptLanguage: string | undefined): Locale {
  const chosen = cookie === undefined ? undefined : asLocale(parse(cookie, languageCookie)[languageCookie]);
  if (chosen) return chosen;
  if (acceptLanguage === undefined) return "fr";
  for (const preferred of readAcceptLanguage(acceptLanguage)) {
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
