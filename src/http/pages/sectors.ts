import departments from "../../i18n/departments.json" with { type: "json" };
import type { Locale } from "../../i18n/plural.ts";
import taxonomy from "../../matching/data/taxonomy-fr.json" with { type: "json" };
import { findTrade } from "../../matching/vocabulary.ts";
import type { SectorOptions } from "../../web/pages/registration-form.tsx";

/** The sectors of the taxonomy with their activities, as forms offer them. */
export function listSectors(locale: Locale): SectorOptions[] {
  return taxonomy.filieres.map((sector) => ({
    label: sector.label,
    activities: sector.activites.map(({ slug }) => ({ value: slug, label: activityLabel(slug, locale) })),
  }));
}

export function sectorLabel(code: string): string {
  return taxonomy.filieres.find((sector) => sector.slug === code)?.label ?? code;
}

export function activityLabel(code: string, locale: Locale): string {
  return findTrade(code)?.label[locale] ?? code;
}

/** "34 · Hérault" */
export function departmentLabel(code: string): string {
  const name = Object.entries(departments).find(([known]) => known === code)?.[1];
  return name === undefined ? code : `${code} · ${name}`;
}
