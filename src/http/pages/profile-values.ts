import type { Offer, Organisation, Quantity } from "../../domain/directory/organisation.ts";
import { writeNumber } from "../../exchange/number-text.ts";
import type { Locale } from "../../i18n/plural.ts";
import {
  emptyNeed,
  emptyOffer,
  type NeedValues,
  type OfferValues,
  type ProfileValues,
} from "../../web/pages/registration-form.tsx";
import type { Form } from "./form.ts";

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
