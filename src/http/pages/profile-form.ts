import {
  type Area,
  type Need,
  type Offer,
  type Organisation,
  type Profile,
  profileSchema,
  type Quantity,
} from "../../domain/directory/organisation.ts";
import { isSiret } from "../../domain/directory/siret.ts";
import { parseArea } from "../../exchange/area-text.ts";
import { readNumber, writeNumber } from "../../exchange/number-text.ts";
import type { Catalogue } from "../../i18n/fr.ts";
import type { Locale } from "../../i18n/plural.ts";
import {
  emptyNeed,
  emptyOffer,
  type NeedValues,
  type OfferValues,
  type ProfileValues,
} from "../../web/pages/registration-form.tsx";
import type { Form } from "./form.ts";

export type ProfileReading =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly faults: Readonly<Record<string, string>> };

/** The values of a posted form as typed, to be shown again; `more` adds an empty row. */
export function readProfileValues(form: Form, more: string): ProfileValues {
  const offers = Array.from({ length: form.rows("offers") }, (_, index) =>
    readOfferValues(form, `offers.${index}`),
  );
  const needs = Array.from({ length: form.rows("needs") }, (_, index) =>
    readNeedValues(form, `needs.${index}`),
  );
  return {
    name: form.get("name"),
    siret: form.get("siret"),
    family: form.get("family"),
    ess: form.has("ess"),
    inclusionKind: form.get("inclusionKind"),
    labels: form.get("labels"),
    group: form.get("group"),
    description: form.get("description"),
    website: form.get("website"),
    staffFte: form.get("staffFte"),
    turnoverKeur: form.get("turnoverKeur"),
    commune: form.get("commune"),
    postcode: form.get("postcode"),
    offers: more === "offers" || offers.length === 0 ? [...offers, emptyOffer] : offers,
    needs: more === "needs" || needs.length === 0 ? [...needs, emptyNeed] : needs,
  };
}

/** The values that show a profile in its form. */
export function toProfileValues(organisation: Organisation, locale: Locale): ProfileValues {
  const number = (value: number | null): string => (value === null ? "" : writeNumber(value, locale));
  return {
    name: organisation.name,
    siret: organisation.siret ?? "",
    family: organisation.family,
    ess: organisation.ess,
    inclusionKind: organisation.inclusionKind ?? "",
    labels: organisation.labels.join(", "),
    group: organisation.group ?? "",
    description: organisation.description,
    website: organisation.website ?? "",
    staffFte: number(organisation.staffFte),
    turnoverKeur: number(organisation.turnoverKeur),
    commune: organisation.place.commune,
    postcode: organisation.place.postcode ?? "",
    offers:
      organisation.offers.length === 0
        ? [emptyOffer]
        : organisation.offers.map((offer) => toOfferValues(offer, offer.capacity, locale)),
    needs:
      organisation.needs.length === 0
        ? [emptyNeed]
        : organisation.needs.map((need) => ({
            ...toOfferValues({ ...need, activities: need.activities ?? [] }, need.volume ?? null, locale),
            kind: need.kind,
            budgetKeur: number(need.budgetKeur ?? null),
            reservedFor: need.reservedFor ?? [],
            requiredLabels: (need.requiredLabels ?? []).join(", "),
          })),
  };
}

export const emptyProfileValues: ProfileValues = {
  name: "",
  siret: "",
  family: "",
  ess: true,
  inclusionKind: "",
  labels: "",
  group: "",
  description: "",
  website: "",
  staffFte: "",
  turnoverKeur: "",
  commune: "",
  postcode: "",
  offers: [emptyOffer],
  needs: [emptyNeed],
};

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

  const offerRows = values.offers.map((row, index) => ({ row, index })).filter(({ row }) => row.text !== "");
  const offerIds = keepIds("o", offerRows, before?.offers ?? []);
  const offers = offerRows.map(({ row, index }, order) => ({
    id: offerIds[order],
    text: row.text,
    activities: row.activities,
    area: area(`offers.${index}`, row),
    capacity: quantity(`offers.${index}`, row),
  }));
  const needRows = values.needs.map((row, index) => ({ row, index })).filter(({ row }) => row.text !== "");
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

type Row = { readonly row: OfferValues; readonly index: number };

function readOfferValues(form: Form, prefix: string): OfferValues {
  const type = form.get(`${prefix}.areaType`);
  return {
    text: form.get(`${prefix}.text`),
    activities: form.all(`${prefix}.activities`),
    areaType:
      type === "radius" || type === "departments" || type === "regions" || type === "national" ? type : "",
    areaKm: form.get(`${prefix}.areaKm`),
    areaCodes: form.get(`${prefix}.areaCodes`),
    quantity: form.get(`${prefix}.quantity`),
    unit: form.get(`${prefix}.unit`),
    per: form.get(`${prefix}.per`),
  };
}

function readNeedValues(form: Form, prefix: string): NeedValues {
  return {
    ...readOfferValues(form, prefix),
    kind: form.get(`${prefix}.kind`) || "buy",
    budgetKeur: form.get(`${prefix}.budgetKeur`),
    reservedFor: form.all(`${prefix}.reservedFor`),
    requiredLabels: form.get(`${prefix}.requiredLabels`),
  };
}

function toOfferValues(
  item: Pick<Offer, "text" | "activities" | "area">,
  quantity: Quantity | null,
  locale: Locale,
): OfferValues {
  const { area } = item;
  return {
    text: item.text,
    activities: item.activities,
    areaType: area?.type ?? "",
    areaKm: area?.type === "radius" ? writeNumber(area.km, locale) : "",
    areaCodes: area?.type === "departments" || area?.type === "regions" ? area.codes.join(", ") : "",
    quantity: quantity === null ? "" : writeNumber(quantity.value, locale),
    unit: quantity?.unit ?? "",
    per: quantity?.per ?? "",
  };
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

/** A row whose text is known keeps its id, then one that stands where it stood; others get a fresh one. */
function keepIds(prefix: string, rows: readonly Row[], before: readonly (Offer | Need)[]): string[] {
  const taken = new Set<string>();
  const take = (id: string | undefined): string | undefined => {
    if (id === undefined || taken.has(id)) return undefined;
    taken.add(id);
    return id;
  };
  const byText = rows.map(({ row }) =>
    take(before.find((item) => item.text === row.text && !taken.has(item.id))?.id),
  );
  return rows.map(({ index }, order) => {
    const kept = byText[order] ?? take(before[index]?.id);
    if (kept !== undefined) return kept;
    let count = 1;
    while (taken.has(`${prefix}${count}`) || before.some((item) => item.id === `${prefix}${count}`))
      count += 1;
    taken.add(`${prefix}${count}`);
    return `${prefix}${count}`;
  });
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

/** The name in the form of a field of the profile: rows left empty were skipped. */
function fieldOf(path: readonly PropertyKey[], offers: readonly Row[], needs: readonly Row[]): string {
  const [first, second, ...rest] = path.map(String);
  if (first === "place") return second === "postcode" ? "postcode" : "commune";
  if (first !== "offers" && first !== "needs") return first ?? "name";
  if (second === undefined) return `${first}.0.text`;
  const index = (first === "offers" ? offers : needs)[Number(second)]?.index ?? Number(second);
  const renamed: Readonly<Record<string, string>> = {
    capacity: "quantity",
    volume: "quantity",
    area: "areaType",
  };
  const name = rest[0] ?? "text";
  return `${first}.${index}.${renamed[name] ?? name}`;
}

type Issue = { readonly code?: string; readonly input?: unknown; readonly path: readonly PropertyKey[] };

function sentenceOf(issue: Issue, t: Catalogue): string {
  const { fault } = t.outcomes;
  if (issue.code === "too_big") return fault.tooLong;
  if (issue.path.includes("website")) return fault.website;
  if (issue.path.includes("family") || issue.path.includes("kind")) return fault.choice;
  if (issue.code === "too_small") return fault.required;
  return fault.invalid;
}
