import { foldText } from "./cell-text.ts";
import { listNearest } from "./near-text.ts";
import type { Language } from "./number-text.ts";

type Headings = { readonly fr: readonly string[]; readonly en: readonly string[] };

/** The columns of one organisation: in each language the heading that we write, then others that we read. */
export const fieldHeadings = {
  reference: { fr: ["Référence", "Identifiant", "Id"], en: ["Reference", "Identifier", "Id"] },
  name: {
    fr: ["Nom", "Nom de la structure", "Structure", "Raison sociale", "Nom de l'organisation"],
    en: ["Name", "Organisation", "Organization", "Organisation name", "Organization name"],
  },
  family: {
    fr: ["Famille", "Statut juridique", "Forme juridique", "Famille juridique"],
    en: ["Family", "Legal family", "Legal form"],
  },
  ess: { fr: ["ESS", "Est de l'ESS"], en: ["SSE", "Is SSE"] },
  inclusionKind: {
    fr: ["Type inclusif", "Type SIAE", "Type de SIAE"],
    en: ["Inclusion kind", "Inclusion type"],
  },
  labels: { fr: ["Labels", "Label", "Labels et agréments"], en: ["Labels", "Label", "Certificates"] },
  group: { fr: ["Groupe"], en: ["Group"] },
  commune: { fr: ["Commune", "Ville"], en: ["Town", "City", "Municipality"] },
  postcode: { fr: ["Code postal", "CP"], en: ["Postcode", "Postal code", "Zip code"] },
  insee: { fr: ["Code Insee", "Insee", "Code commune"], en: ["Insee code"] },
  department: { fr: ["Département", "Code département"], en: ["Department"] },
  region: { fr: ["Région", "Code région"], en: ["Region"] },
  latitude: { fr: ["Latitude", "Lat"], en: ["Latitude", "Lat"] },
  longitude: { fr: ["Longitude", "Lon"], en: ["Longitude", "Lon", "Lng"] },
  staffFte: { fr: ["Effectif (ETP)", "Effectif", "ETP"], en: ["Staff (FTE)", "Staff", "FTE"] },
  turnoverKeur: {
    fr: ["Chiffre d'affaires (k€)", "CA (k€)", "CA", "Chiffre d'affaires"],
    en: ["Turnover (k€)", "Turnover"],
  },
  description: { fr: ["Description", "Présentation"], en: ["Description", "About"] },
  siret: { fr: ["SIRET", "N° SIRET", "Numéro SIRET"], en: ["SIRET", "SIRET number"] },
  website: { fr: ["Site web", "Site", "Site internet"], en: ["Website", "Web site"] },
  partners: { fr: ["Partenaires", "Partenaires (références)"], en: ["Partners", "Partners (references)"] },
  delegates: {
    fr: ["Représentants", "Représentant", "Participants", "Contacts"],
    en: ["Delegates", "Delegate"],
  },
  meetingSlots: {
    fr: ["Créneaux par rendez-vous", "Durée des rendez-vous (créneaux)", "Créneaux de suite"],
    en: ["Slots per meeting", "Meeting length (slots)", "Slots in a row"],
  },
} as const satisfies Record<string, Headings>;
export type Field = keyof typeof fieldHeadings;

const offerParts = {
  text: { fr: ["", "texte"], en: ["", "text"] },
  id: { fr: ["identifiant", "id"], en: ["identifier", "id"] },
  activities: { fr: ["activités", "activité", "filières"], en: ["activities", "activity"] },
  area: { fr: ["zone", "zone servie"], en: ["area"] },
  capacity: { fr: ["capacité"], en: ["capacity"] },
} as const satisfies Record<string, Headings>;
export type OfferPart = keyof typeof offerParts;

const needParts = {
  text: { fr: ["", "texte"], en: ["", "text"] },
  id: { fr: ["identifiant", "id"], en: ["identifier", "id"] },
  kind: { fr: ["type", "nature"], en: ["kind"] },
  activities: { fr: ["activités", "activité", "filières"], en: ["activities", "activity"] },
  area: { fr: ["zone", "zone acceptée"], en: ["area"] },
  volume: { fr: ["volume", "quantité"], en: ["volume", "quantity"] },
  budgetKeur: { fr: ["budget (k€)", "budget"], en: ["budget (k€)", "budget"] },
  from: { fr: ["échéance", "à partir de"], en: ["from", "start"] },
  impactGoals: { fr: ["buts d'impact", "impact"], en: ["impact goals"] },
  requiredLabels: { fr: ["labels exigés"], en: ["required labels"] },
  reservedFor: { fr: ["réservé à"], en: ["reserved for"] },
} as const satisfies Record<string, Headings>;
export type NeedPart = keyof typeof needParts;

export const offerPartNames = Object.keys(offerParts) as readonly OfferPart[];
export const needPartNames = Object.keys(needParts) as readonly NeedPart[];
export const fieldNames = Object.keys(fieldHeadings) as readonly Field[];

/** What a column holds: a field of the organisation, or a part of its offer or need of that number. */
export type Column =
  | { readonly of: "organisation"; readonly field: Field }
  | { readonly of: "offer"; readonly number: number; readonly part: OfferPart }
  | { readonly of: "need"; readonly number: number; readonly part: NeedPart };

/** The heading that exports and the template carry. */
export function headingOf(column: Column, language: Language): string {
  if (column.of === "organisation") return fieldHeadings[column.field][language][0];
  const part = column.of === "offer" ? offerParts[column.part] : needParts[column.part];
  const word = { offer: { fr: "Offre", en: "Offer" }, need: { fr: "Besoin", en: "Need" } }[column.of][
    language
  ];
  return `${word} ${column.number}${part[language][0] === "" ? "" : ` ${part[language][0]}`}`;
}

/** What a heading of somebody's file means, and which languages it is written in; null when we do not know it. */
export function columnOfHeading(heading: string): { column: Column; languages: readonly Language[] } | null {
  const folded = foldHeading(heading);
  const field = fieldNames.find((name) => languagesOf(fieldHeadings[name], folded).length > 0);
  if (field)
    return { column: { of: "organisation", field }, languages: languagesOf(fieldHeadings[field], folded) };
  const found = /^(offre|offer|besoin|need)s?(?: n? ?(\d{1,2}))?(?: (.+))?$/.exec(folded);
  if (!found) return null;
  const number = Number(found[2] ?? "1");
  if (number < 1) return null;
  const languages: Language[] = [found[1] === "offre" || found[1] === "besoin" ? "fr" : "en"];
  const rest = found[3] ?? "";
  if (found[1] === "offre" || found[1] === "offer") {
    const part = offerPartNames.find((name) => languagesOf(offerParts[name], rest).length > 0);
    return part ? { column: { of: "offer", number, part }, languages } : null;
  }
  const part = needPartNames.find((name) => languagesOf(needParts[name], rest).length > 0);
  return part ? { column: { of: "need", number, part }, languages } : null;
}

/** Our headings that a heading of somebody's file may have meant; none when it is a column of their own. */
export function headingsNear(heading: string, language: Language): readonly string[] {
  const folded = foldHeading(heading);
  const number = Number(/\d{1,2}/.exec(folded)?.[0] ?? "1") || 1;
  const columns: Column[] = [
    ...fieldNames.map((field): Column => ({ of: "organisation", field })),
    ...offerPartNames.map((part): Column => ({ of: "offer", number, part })),
    ...needPartNames.map((part): Column => ({ of: "need", number, part })),
  ];
  const written = columns.flatMap((column) => {
    const languages: readonly Language[] = language === "fr" ? ["fr", "en"] : ["en", "fr"];
    return languages.map((each) => headingOf(column, each));
  });
  const near = listNearest(folded, new Set(written), {
    textOf: foldHeading,
    most: folded.length < 4 ? 0 : Math.max(1, Math.floor(folded.length / 6)),
    take: 2,
  });
  if (near.length > 0) return near;
  const [, word] = /^(offre|offer|besoin|need)s?\b/.exec(folded) ?? [];
  if (word === undefined) return [];
  const of = word === "offre" || word === "offer" ? "offer" : "need";
  return [
    headingOf({ of, number, part: "text" }, language),
    headingOf({ of, number, part: "activities" }, language),
  ];
}

function languagesOf(headings: Headings, folded: string): Language[] {
  return (["fr", "en"] as const).filter((language) =>
    headings[language].some((each) => foldHeading(each) === folded),
  );
}

function foldHeading(heading: string): string {
  return foldText(heading)
    .replace(/[°*:()?.€/,–—-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
