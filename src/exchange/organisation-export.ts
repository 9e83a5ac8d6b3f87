import type { Need, Offer } from "../domain/directory/organisation.ts";
import { formatActivity } from "./activity-names.ts";
import { formatArea } from "./area-text.ts";
import { formatList } from "./cell-text.ts";
import { formatDelegates } from "./delegate-text.ts";
import type { Language } from "./number-text.ts";
import { type Column, fieldNames, headingOf, needPartNames, offerPartNames } from "./organisation-columns.ts";
import type { ExchangedOrganisation } from "./organisation-exchange.ts";
import { formatFamily, formatNeedKind, formatYesNo } from "./organisation-words.ts";
import { formatQuantity } from "./quantity-text.ts";
import { type TableCell, type TableRow, toCsv, toXlsx } from "./write-table.ts";

export type OrganisationTable = { readonly headings: readonly string[]; readonly rows: readonly TableRow[] };

/** CSV that `parseOrganisations` reads back to the same organisations. */
export function organisationsToCsv(
  organisations: readonly ExchangedOrganisation[],
  language: Language,
): Uint8Array {
  const { headings, rows } = organisationTable(organisations, language);
  return toCsv(headings, rows, language);
}

/** The same table as a workbook; a text over 32,767 characters is cut there, which is Excel's limit. */
export function organisationsToXlsx(
  organisations: readonly ExchangedOrganisation[],
  language: Language,
): Promise<Uint8Array> {
  const { headings, rows } = organisationTable(organisations, language);
  return toXlsx(headings, rows, language === "fr" ? "Structures" : "Organisations");
}

/** One row each, with as many offer and need columns as the fullest one, at least one of each. */
export function organisationTable(
  organisations: readonly ExchangedOrganisation[],
  language: Language,
): OrganisationTable {
  const columns = columnsFor(organisations);
  return {
    headings: columns.map((column) => headingOf(column, language)),
    rows: organisations.map((each) => columns.map((column) => cellOf(each, column, language))),
  };
}

function columnsFor(organisations: readonly ExchangedOrganisation[]): Column[] {
  const most = (count: (each: ExchangedOrganisation) => number) =>
    organisations.reduce((max, each) => Math.max(max, count(each)), 1);
  const numbers = (length: number) => Array.from({ length }, (_, index) => index + 1);
  // The ids of offers and needs are shown only where somebody chose them.
  const ownIds = organisations.some(
    ({ profile }) =>
      profile.offers.some(({ id }, index) => id !== `o${index + 1}`) ||
      profile.needs.some(({ id }, index) => id !== `n${index + 1}`),
  );
  return [
    ...fieldNames.map((field): Column => ({ of: "organisation", field })),
    ...numbers(most(({ profile }) => profile.offers.length)).flatMap((number) =>
      offerPartNames
        .filter((part) => ownIds || part !== "id")
        .map((part): Column => ({ of: "offer", number, part })),
    ),
    ...numbers(most(({ profile }) => profile.needs.length)).flatMap((number) =>
      needPartNames
        .filter((part) => ownIds || part !== "id")
        .map((part): Column => ({ of: "need", number, part })),
    ),
  ];
}

function cellOf(organisation: ExchangedOrganisation, column: Column, language: Language): TableCell {
  if (column.of === "offer") {
    const offer = organisation.profile.offers[column.number - 1];
    return offer ? offerCell(offer, column.part, language) : null;
  }
  if (column.of === "need") {
    const need = organisation.profile.needs[column.number - 1];
    return need ? needCell(need, column.part, language) : null;
  }
  const { profile, reference, delegates, meetingSlots } = organisation;
  switch (column.field) {
    case "reference":
      return reference;
    case "family":
      return formatFamily(profile.family, language);
    case "ess":
      return formatYesNo(profile.ess, language);
    case "labels":
    case "partners":
      return formatList(profile[column.field]);
    case "commune":
    case "postcode":
    case "insee":
    case "department":
    case "region":
      return profile.place[column.field] ?? null;
    case "latitude":
      return profile.place.lat ?? null;
    case "longitude":
      return profile.place.lon ?? null;
    case "delegates":
      return formatDelegates(delegates);
    case "meetingSlots":
      return meetingSlots ?? null;
    default:
      return profile[column.field] ?? null;
  }
}

function offerCell(offer: Offer, part: (typeof offerPartNames)[number], language: Language): TableCell {
  switch (part) {
    case "activities":
      return formatList(offer.activities.map(formatActivity));
    case "area":
      return formatArea(offer.area, language);
    case "capacity":
      return formatQuantity(offer.capacity, language);
    default:
      return offer[part];
  }
}

function needCell(need: Need, part: (typeof needPartNames)[number], language: Language): TableCell {
  switch (part) {
    case "kind":
      return formatNeedKind(need.kind, language);
    case "activities":
      return formatList((need.activities ?? []).map(formatActivity));
    case "area":
      return formatArea(need.area, language);
    case "volume":
      return formatQuantity(need.volume, language);
    case "impactGoals":
    case "requiredLabels":
    case "reservedFor":
      return formatList(need[part] ?? []);
    default:
      return need[part] ?? null;
  }
}
