import { profileSchema } from "../domain/directory/organisation.ts";
import { checkCommune } from "./commune-check.ts";
import type { Fault } from "./faults.ts";
import type { Language } from "./number-text.ts";
import { type Column, columnOfHeading, headingOf, headingsNear } from "./organisation-columns.ts";
import { faultsAcross, type Identity } from "./organisation-duplicates.ts";
import type { ImportedOrganisation, ImportOutcome } from "./organisation-exchange.ts";
import { parseOrganisationsJson } from "./organisation-json.ts";
import { type Cell, type RowGroup, readDraft } from "./organisation-row.ts";
import { faultsOfIssues } from "./profile-faults.ts";
import { decodeText, defaultLimits, readTable, type TableLimits } from "./read-table.ts";

export type ImportOptions = {
  readonly limits?: TableLimits;
  /** A commune that is unknown, or one of several of its name, is a fault. */
  readonly knowsCommunes?: boolean;
};

type KnownColumn = { readonly index: number; readonly heading: string; readonly column: Column };
type Headings = {
  readonly row: number;
  readonly known: readonly KnownColumn[];
  readonly ignored: readonly string[];
  readonly language: Language;
};

/** Names like an unknown one are looked for until so many faults: a file full of them must not take minutes. */
const mostLookedUp = 50;
const requiredFields = ["name", "family", "commune"] as const;

/**
 * Organisations of a CSV, XLSX or JSON file, told apart by their bytes. One row each; a row whose only
 * filled cells are offers, needs or delegates continues the organisation above it.
 */
export async function parseOrganisations(
  bytes: Uint8Array,
  options: ImportOptions = {},
): Promise<ImportOutcome> {
  const { limits = defaultLimits, knowsCommunes = false } = options;
  if (bytes.byteLength <= limits.maxBytes && looksLikeJson(bytes))
    return parseOrganisationsJson(bytes, { knowsCommunes });
  const table = await readTable(bytes, limits);
  return table.ok ? readOrganisations(table.rows, knowsCommunes) : table;
}

function readOrganisations(rows: readonly (readonly string[])[], knowsCommunes: boolean): ImportOutcome {
  const headings = readHeadings(rows);
  const headingFaults = faultsOfHeadings(headings);
  if (headingFaults.length > 0) return { ok: false, faults: headingFaults };

  const faults: Fault[] = [];
  const organisations: ImportedOrganisation[] = [];
  const identities: Identity[] = [];
  for (const group of groupRows(rows, headings, faults)) {
    const draft = readDraft(group, headings.language);
    identities.push(draft.identity);
    faults.push(...draft.faults);
    const parsed = profileSchema.safeParse(draft.profile);
    if (parsed.success) {
      const { reference, delegates, meetingSlots } = draft;
      const doubt = knowsCommunes
        ? checkCommune(parsed.data.place, { withNearest: faults.length < mostLookedUp })
        : undefined;
      if (doubt) {
        const { field, ...fault } = doubt;
        faults.push({ ...draft.placeOf(["place", field]), ...fault } as Fault);
      }
      const length = meetingSlots === undefined ? {} : { meetingSlots };
      organisations.push({ line: group.line, reference, profile: parsed.data, delegates, ...length });
      continue;
    }
    const found = faultsOfIssues(parsed.error.issues, draft.profile, draft.placeOf);
    // A cell that could not be read has its fault already.
    faults.push(...found.filter((fault) => !draft.faults.some((known) => isSamePlace(known, fault))));
  }
  const title = (field: "name" | "siret" | "delegates" | "reference" | "partners") =>
    headings.known.find(({ column }) => column.of === "organisation" && column.field === field)?.heading ??
    field;
  faults.push(
    ...faultsAcross(identities, {
      name: title("name"),
      siret: title("siret"),
      delegates: title("delegates"),
      reference: title("reference"),
      partners: title("partners"),
    }),
  );
  if (faults.length > 0) return { ok: false, faults: inOrder(faults) };
  if (organisations.length === 0) {
    return { ok: false, faults: [{ line: null, column: null, code: "no-organisation", params: {} }] };
  }
  return { ok: true, organisations, ignoredColumns: headings.ignored };
}

function readHeadings(rows: readonly (readonly string[])[]): Headings {
  const row = rows.findIndex((cells) => cells.some((cell) => cell !== ""));
  const known: KnownColumn[] = [];
  const ignored: string[] = [];
  const votes = { fr: 0, en: 0 };
  for (const [index, heading] of (rows[row] ?? []).entries()) {
    const meaning = columnOfHeading(heading);
    if (meaning === null) {
      if (heading !== "") ignored.push(heading);
      continue;
    }
    known.push({ index, heading, column: meaning.column });
    for (const language of meaning.languages) votes[language] += 1;
  }
  return { row, known, ignored, language: votes.en > votes.fr ? "en" : "fr" };
}

function faultsOfHeadings({ known, ignored, language, row }: Headings): Fault[] {
  const line = row + 1;
  const missing = requiredFields
    .filter((field) => !known.some(({ column }) => column.of === "organisation" && column.field === field))
    .map((field): Fault => {
      const expected = headingOf({ of: "organisation", field }, language);
      return { line, column: null, code: "missing-column", params: { expected } };
    });
  const seen = new Set<string>();
  const doubled = known.flatMap(({ column, heading }): Fault[] => {
    const key = JSON.stringify(column);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [{ line, column: null, code: "duplicate-column", params: { heading } }];
  });
  // A column whose heading is nearly ours would be lost without a word.
  const misspelt = ignored.flatMap((heading): Fault[] => {
    const near = headingsNear(heading, language);
    return near.length === 0
      ? []
      : [{ line, column: heading, code: "near-heading", params: { heading, near } }];
  });
  return [...missing, ...doubled, ...misspelt];
}

function groupRows(rows: readonly (readonly string[])[], headings: Headings, faults: Fault[]): RowGroup[] {
  const groups: { line: number; cells: Cell[] }[] = [];
  const width = rows[headings.row]?.length ?? 0;
  for (const [index, row] of rows.entries()) {
    if (index <= headings.row || row.every((text) => text === "")) continue;
    const line = index + 1;
    if (row.slice(width).some((text) => text !== "")) {
      faults.push({ line, column: null, code: "too-many-cells", params: { headings: width } });
    }
    const cells = headings.known.map(
      ({ index: at, heading, column }): Cell => ({ line, heading, column, text: row[at] ?? "" }),
    );
    const current = groups.at(-1);
    if (current !== undefined && continuesAbove(cells)) current.cells.push(...cells);
    else groups.push({ line, cells });
  }
  return groups;
}

function continuesAbove(cells: readonly Cell[]): boolean {
  const filled = cells.filter((cell) => cell.text !== "");
  return (
    filled.length > 0 &&
    filled.every(({ column }) => column.of !== "organisation" || column.field === "delegates")
  );
}

function isSamePlace(one: Fault, other: Fault): boolean {
  return one.line === other.line && one.column === other.column;
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return [...faults].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

function looksLikeJson(bytes: Uint8Array): boolean {
  return /^\ufeff?\s*[{[]/.test(decodeText(bytes.subarray(0, 200)));
}
