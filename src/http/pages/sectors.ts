import departments from "../../i18n/departments.json" with { type: "json" };
import type { Locale } from "../../i18n/plural.ts";
import sectorsEn from "../../i18n/sectors-en.json" with { type: "json" };
import taxonomy from "../../matching/data/taxonomy-fr.json" with { type: "json" };
import { findTrade } from "../../matching/vocabulary.ts";
import type { SectorOptions } from "../../web/pages/registration-form.tsx";

const regions = new Map([
  ["01", "Guadeloupe"],
  ["02", "Martinique"],
  ["03", "Guyane"],
  ["04", "La Réunion"],
  ["06", "Mayotte"],
  ["11", "Île-de-France"],
  ["24", "Centre-Val de Loire"],
  ["27", "Bourgogne-Franche-Comté"],
  ["28", "Normandie"],
  ["32", "Hauts-de-France"],
  ["44", "Grand Est"],
  ["52", "Pays de la Loire"],
  ["53", "Bretagne"],
  ["75", "Nouvelle-Aquitaine"],
  ["76", "Occitanie"],
  ["84", "Auvergne-Rhône-Alpes"],
  ["93", "Provence-Alpes-Côte d’Azur"],
  ["94", "Corse"],
]);

const english: ReadonlyMap<string, string> = new Map(Object.entries(sectorsEn));

/** The sectors of the taxonomy with their activities, as forms offer them. */
export function listSectors(locale: Locale): SectorOptions[] {
  return taxonomy.filieres.map((sector) => ({
    label: sectorLabel(sector.slug, locale),
    activities: sector.activites.map(({ slug }) => ({ value: slug, label: activityLabel(slug, locale) })),
  }));
}

export function sectorLabel(code: string, locale: Locale): string {
  const translated = locale === "en" ? english.get(code) : undefined;
  return translated ?? taxonomy.filieres.find((sector) => sector.slug === code)?.label ?? code;
}

export function activityLabel(code: string, locale: Locale): string {
  return findTrade(code)?.label[locale] ?? code;
}

/** "Hérault"; an unknown code stays as it is. */
export function departmentName(code: string): string {
  return Object.entries(departments).find(([known]) => known === code)?.[1] ?? code;
}

/** "Occitanie"; an unknown code stays as it is. */
export function regionName(code: string): string {
  return regions.get(code) ?? code;
}

/** "34 · Hérault" */
export function departmentLabel(code: string): string {
  const name = departmentName(code);
  return name === code ? code : `${code} · ${name}`;
}
