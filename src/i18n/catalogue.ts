import { en } from "./en.ts";
import { type Catalogue, fr } from "./fr.ts";
import type { Locale } from "./plural.ts";

export type { Catalogue } from "./fr.ts";
export { type Locale, locales } from "./plural.ts";

const catalogues: Record<Locale, Catalogue> = { fr, en };

/** Every sentence of the interface in one language. */
export function catalogue(locale: Locale): Catalogue {
  return catalogues[locale];
}
