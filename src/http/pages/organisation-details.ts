import { type Area, inclusionKinds, type Organisation } from "../../domain/directory/organisation.ts";
import { formatArea } from "../../exchange/area-text.ts";
import { formatQuantity } from "../../exchange/quantity-text.ts";
import type { Locale } from "../../i18n/plural.ts";
import type { NeedView, OfferView } from "../../web/pages/organisation.tsx";
import { activityLabel, departmentName, regionName } from "./sectors.ts";

/** The offers of an organisation in the reader's words. */
export function toOfferViews({ offers, place }: Organisation, locale: Locale): OfferView[] {
  return offers.map((offer) => ({
    id: offer.id,
    text: offer.text,
    activities: offer.activities.map((code) => activityLabel(code, locale)),
    area: areaInWords(offer.area, place.commune, locale),
    capacity: formatQuantity(offer.capacity, locale) || null,
  }));
}

export function toNeedViews({ needs, place }: Organisation, locale: Locale): NeedView[] {
  return needs.map((need) => ({
    id: need.id,
    kind: need.kind,
    text: need.text,
    activities: (need.activities ?? []).map((code) => activityLabel(code, locale)),
    area: areaInWords(need.area, place.commune, locale),
    volume: formatQuantity(need.volume, locale) || null,
    budgetKeur: need.budgetKeur ?? null,
    reservedFor: inclusionKinds.filter((kind) => need.reservedFor?.includes(kind)),
  }));
}

/** The first words of what an organisation offers or, failing that, seeks. */
export function summarise(organisation: Organisation): string {
  const text = organisation.offers[0]?.text ?? organisation.needs[0]?.text ?? organisation.description;
  return clip(text, 140);
}

/** At most `length` characters, cut between words. */
export function clip(text: string, length: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length).replace(/\s\S*$/, "");
  return `${cut}…`;
}

function areaInWords(area: Area | null, commune: string, locale: Locale): string | null {
  if (area === null) return null;
  if (area.type === "departments") return area.codes.map(departmentName).join(", ");
  if (area.type === "regions") return area.codes.map(regionName).join(", ");
  const text = formatArea(area, locale);
  if (area.type === "national") return text;
  return locale === "fr" ? `${text} autour de ${commune}` : `${text} around ${commune}`;
}
