import {
  type Area,
  type Organisation,
  type Profile,
  profileSchema,
  type Quantity,
} from "../../domain/directory/organisation.ts";
import { isSiret } from "../../domain/directory/siret.ts";
import { parseArea } from "../../exchange/area-text.ts";
import { readNumber } from "../../exchange/number-text.ts";
import type { Catalogue } from "../../i18n/fr.ts";
import type { Locale } from "../../i18n/plural.ts";
import type { OfferValues, ProfileValues } from "../../web/pages/registration-form.tsx";
import { fieldOf, sentenceOf } from "./profile-faults.ts";
import { filledRows, keepIds } from "./profile-rows.ts";

export type ProfileReading =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly faults: Readonly<Record<string, string>> };

/**
 * The profile that the values mean, or a sentence for each faulty field. What the form does not show (ids of
 * offers and needs, coordinates, partners) is kept from `before`.
 */
export function toProfile(
  values: ProfileValues,
  before: Organisation | undefined,
  reader: { readonly t: Catalogue; readonly locale: Locale },
): ProfileReading {
  const { t, locale } = reader;
  const faults: Record<string, string> = {};
  const number = (field: string, text: string, most = 1e9): number | null => {
    if (text === "") return null;
    const reading = readNumber(text, locale);
    if (reading.ok && reading.value >= 0 && reading.value <= most) return reading.value;
    faults[field] = t.outcomes.fault.number;
    return null;
  };
  const area = (field: string, row: OfferValues): Area | null => {
    const found = readArea(row);
    if (found !== "bad-area") return found;
    faults[`${field}.${row.areaType === "radius" ? "areaKm" : "areaCodes"}`] = t.outcomes.fault.area;
    return null;
  };
  const quantity = (field: string, row: OfferValues): Quantity | null => {
    if (row.quantity === "") return null;
    const value = number(`${field}.quantity`, row.quantity, 1e12);
    if (row.unit === "") faults[`${field}.unit`] = t.outcomes.fault.unit;
    return value === null ? null : { value, unit: row.unit, per: row.per === "" ? null : row.per };
  };
  const siret = values.siret.replace(/\s/g, "");
  if (siret !== "" && !isSiret(siret)) faults.siret = t.outcomes.fault.siret;
  if (values.postcode !== "" && !/^\d{5}$/.test(values.postcode)) faults.postcode = t.outcomes.fault.postcode;

  const offerRows = filledRows(values.offers);
  const offerIds = keepIds("o", offerRows, before?.offers ?? []);
  const offers = offerRows.map(({ row, index }, order) => ({
    id: offerIds[order],
    text: row.text,
    activities: row.activities,
    area: area(`offers.${index}`, row),
    capacity: quantity(`offers.${index}`, row),
  }));
  const needRows = filledRows(values.needs);
  const needIds = keepIds("n", needRows, before?.needs ?? []);
  const needs = needRows.map(({ row, index }, order) => {
    const known = before?.needs.find((need) => need.id === needIds[order]);
    return {
      ...(known?.from === undefined ? {} : { from: known.from }),
      ...(known?.impactGoals === undefined ? {} : { impactGoals: known.impactGoals }),
      id: needIds[order],
      kind: row.kind,
      text: row.text,
      activities: row.activities,
      area: area(`needs.${index}`, row),
      volume: quantity(`needs.${index}`, row),
      budgetKeur: number(`needs.${index}.budgetKeur`, row.budgetKeur),
      requiredLabels: splitList(row.requiredLabels),
      reservedFor: row.reservedFor.length === 0 ? null : row.reservedFor,
    };
  });
  const parsed = profileSchema.safeParse({
    name: values.name,
    ...(siret === "" ? {} : { siret }),
    family: values.family,
    ess: values.ess,
    inclusionKind: values.inclusionKind === "" ? null : values.inclusionKind,
    labels: splitList(values.labels),
    group: values.group === "" ? null : values.group,
    partners: before?.partners ?? [],
    place: placeOf(values, before),
    staffFte: number("staffFte", values.staffFte, 1e6),
    turnoverKeur: number("turnoverKeur", values.turnoverKeur),
    description: values.description,
    ...(values.website === "" ? {} : { website: values.website }),
    offers,
    needs,
  });
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const field = fieldOf(issue.path, offerRows, needRows);
      faults[field] ??= sentenceOf(issue, t);
    }
  return parsed.success && Object.keys(faults).length === 0
    ? { ok: true, profile: parsed.data }
    : { ok: false, faults };
}

function readArea(row: OfferValues): Area | null | "bad-area" {
  switch (row.areaType) {
    case "":
      return null;
    case "national":
      return { type: "national" };
    case "radius":
      return row.areaKm === "" ? "bad-area" : parseArea(`${row.areaKm} km`);
    case "departments":
      return row.areaCodes === "" ? "bad-area" : parseArea(row.areaCodes);
    case "regions":
      return row.areaCodes === "" ? "bad-area" : parseArea(`régions ${row.areaCodes}`);
    default:
      return row.areaType satisfies never;
  }
}

function placeOf(values: ProfileValues, before: Organisation | undefined): object {
  const isSame =
    before !== undefined &&
    before.place.commune === values.commune &&
    (before.place.postcode ?? "") === values.postcode;
  if (isSame) return before.place;
  return { commune: values.commune, ...(values.postcode === "" ? {} : { postcode: values.postcode }) };
}

function splitList(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}
