import { profileSchema } from "../domain/directory/organisation.ts";
import type { Language } from "./number-text.ts";
import type { ExchangedOrganisation } from "./organisation-exchange.ts";
import { organisationsToCsv, organisationsToXlsx } from "./organisation-export.ts";

/** A file to fill in: the headings of the import and two examples, which import as they are. */
export function organisationTemplate(language: Language, format: "csv" | "xlsx"): Promise<Uint8Array> {
  return format === "csv"
    ? Promise.resolve(organisationsToCsv(examples[language], language))
    : organisationsToXlsx(examples[language], language);
}

type Texts = {
  readonly bakery: string;
  readonly bakeryText: string;
  readonly bread: string;
  readonly linen: string;
  readonly hospital: string;
  readonly hospitalText: string;
  readonly meals: string;
  readonly effects: string;
};

const examples: Record<Language, readonly ExchangedOrganisation[]> = {
  fr: examplesIn({
    bakery: "La Mie solidaire (exemple)",
    bakeryText: "Boulangerie d’insertion : pains bio et viennoiseries, livrés chaque matin.",
    bread: "Pains et viennoiseries bio pour la restauration collective",
    linen: "Faire laver les tenues de l’atelier, deux enlèvements par semaine",
    hospital: "Centre hospitalier des Garrigues (exemple)",
    hospitalText: "Établissement public de santé, 420 lits sur deux sites.",
    meals: "Acheter du pain bio livré tous les jours, lot réservé à l’insertion",
    effects: "insertion",
  }),
  en: examplesIn({
    bakery: "La Mie solidaire (example)",
    bakeryText: "A work-integration bakery: organic breads and pastries, delivered every morning.",
    bread: "Organic breads and pastries for canteens",
    linen: "Have the workwear of the bakery washed, two collections a week",
    hospital: "Centre hospitalier des Garrigues (example)",
    hospitalText: "Public hospital, 420 beds on two sites.",
    meals: "Buy organic bread delivered every day, lot reserved for work integration",
    effects: "insertion",
  }),
};

function examplesIn(texts: Texts): ExchangedOrganisation[] {
  const bakery = profileSchema.parse({
    name: texts.bakery,
    family: "scic",
    ess: true,
    inclusionKind: "EI",
    labels: ["AB", "ESUS"],
    place: { commune: "Montpellier", postcode: "34000", insee: "34172", department: "34", region: "76" },
    staffFte: 18.5,
    turnoverKeur: 920,
    description: texts.bakeryText,
    website: "https://lamie.example.org",
    offers: [
      {
        id: "o1",
        text: texts.bread,
        activities: ["boulangerie-brasserie"],
        area: { type: "radius", km: 30 },
        capacity: { value: 1200, unit: "kg", per: "week" },
      },
    ],
    needs: [
      {
        id: "n1",
        kind: "buy",
        text: texts.linen,
        area: { type: "departments", codes: ["34", "30"] },
        volume: { value: 60, unit: "kg", per: "week" },
        budgetKeur: 9,
        from: "2027-04",
      },
    ],
  });
  const hospital = profileSchema.parse({
    name: texts.hospital,
    family: "public-body",
    ess: false,
    place: { commune: "Nîmes", postcode: "30000", insee: "30189", department: "30", region: "76" },
    staffFte: 1100,
    description: texts.hospitalText,
    partners: ["mie"],
    needs: [
      {
        id: "n1",
        kind: "buy",
        text: texts.meals,
        area: { type: "regions", codes: ["76"] },
        volume: { value: 350, unit: "kg", per: "day" },
        budgetKeur: 180,
        impactGoals: [texts.effects],
        reservedFor: ["EI", "ACI", "AI", "ETTI"],
      },
    ],
  });
  return [
    {
      reference: "mie",
      profile: bakery,
      delegates: [
        { name: "Nadia Roux", email: "nadia.roux@example.org" },
        { name: "Hervé Lacan", email: "herve.lacan@example.org" },
      ],
    },
    {
      reference: "garrigues",
      profile: hospital,
      delegates: [{ name: "Inès Faure", email: "ines.faure@example.org" }],
      meetingSlots: 2,
    },
  ];
}
