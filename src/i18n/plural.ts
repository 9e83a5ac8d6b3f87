export type Locale = "fr" | "en";
export const locales: readonly Locale[] = ["fr", "en"];

export type Forms = { readonly zero?: string; readonly one: string; readonly other: string };

const rules: Record<Locale, Intl.PluralRules> = {
  fr: new Intl.PluralRules("fr-FR"),
  en: new Intl.PluralRules("en-GB"),
};
const numbers: Record<Locale, Intl.NumberFormat> = {
  fr: new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }),
};

/** The form of a counted phrase, its `#` replaced by the number as people of that language write it. */
export function plural(locale: Locale, count: number, forms: Forms): string {
  if (count === 0 && forms.zero !== undefined) return forms.zero;
  const form = rules[locale].select(count) === "one" ? forms.one : forms.other;
  return form.replace("#", numbers[locale].format(count));
}
