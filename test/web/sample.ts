import type { Locale } from "../../src/i18n/plural.ts";
import type { Frame, Page } from "../../src/web/frame.ts";
import type { ProfileValues } from "../../src/web/pages/registration-form.tsx";
import { emptyNeed, emptyOffer } from "../../src/web/pages/registration-form.tsx";
import { frame } from "./fixtures.ts";

export type Sample = { readonly name: string; readonly frame: Frame; readonly page: Page };

/** Names a page and puts it in its frame, as somebody sees it. */
export function sample(
  locale: Locale,
  name: string,
  who: Parameters<typeof frame>[1],
  page: Page,
  more: Partial<Frame> = {},
): Sample {
  return { name, frame: frame(locale, who, more), page };
}

export const onePage = { page: 1, pages: 1, previousHref: null, nextHref: null };
export const severalPages = { page: 2, pages: 6, previousHref: "?page=1", nextHref: "?page=3" };
export const sectors = [
  {
    label: "Agriculture & alimentation durable",
    activities: [
      { value: "maraichage", label: "Maraîchage et production légumière" },
      { value: "legumerie", label: "Légumerie et transformation" },
      { value: "traiteur", label: "Traiteur et restauration" },
    ],
  },
  { label: "Mobilité", activities: [{ value: "cyclologistique", label: "Cyclologistique" }] },
];
export const values: ProfileValues = {
  name: "Mutuelle Garrigue",
  siret: "",
  family: "mutual",
  ess: true,
  inclusionKind: "",
  labels: "ESUS",
  group: "",
  description: "Mutuelle de santé de proximité.",
  website: "https://garrigue.example",
  staffFte: "42",
  turnoverKeur: "",
  commune: "Lattes",
  postcode: "34970",
  offers: [{ ...emptyOffer, text: "Complémentaire santé pour salariés de l’insertion", activities: [] }],
  needs: [
    {
      ...emptyNeed,
      kind: "buy",
      text: "Un traiteur bio pour 450 repas par jour",
      quantity: "450",
      unit: "repas",
      per: "day",
    },
  ],
};
