import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Reader } from "../i18n/format.ts";
import type { Catalogue } from "../i18n/fr.ts";

/** What a component needs to speak to somebody: their words, language and the zone of the fair. */
export type I18n = Reader & { readonly t: Catalogue };

const context = createContext<I18n | null>(null);
export const I18nProvider = context.Provider;

export function useI18n(): I18n {
  const i18n = useContext(context);
  if (i18n === null) throw new Error("A component was rendered outside I18nProvider");
  return i18n;
}
