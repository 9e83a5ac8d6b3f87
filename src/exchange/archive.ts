import type { Language } from "./number-text.ts";

const abouts: Record<Language, string> = {
  fr: "Tout ce que cette installation de Coventis conserve à votre sujet (articles 15 et 20 du RGPD). Les dates sont en temps universel (UTC).",
  en: "Everything that this installation of Coventis keeps about you (GDPR, articles 15 and 20). Times are in UTC.",
};

/**
 * The file handed to a person who asks for their data: indented JSON, with a sentence on what it is.
 * `sections` are whatever the vault and the views hold about the person, by name.
 */
export function toPersonArchive(
  sections: Readonly<Record<string, unknown>>,
  options: { readonly exportedAt: string; readonly language: Language },
): Uint8Array {
  const { exportedAt, language } = options;
  const document = { about: abouts[language], format: "coventis-person/1", exportedAt, ...sections };
  return Buffer.from(`${JSON.stringify(document, plainValue, 2)}\n`, "utf8");
}

/** Maps and sets have a JSON form of their own nowhere else. */
function plainValue(_key: string, value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}
