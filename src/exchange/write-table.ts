import { stringify } from "csv-stringify/sync";
import writeXlsxFile from "write-excel-file/node";
import { guardFormula } from "./cell-text.ts";
import { type Language, writeNumber } from "./number-text.ts";

export type TableCell = string | number | boolean | null;
export type TableRow = readonly TableCell[];

export const csvContentType = "text/csv; charset=utf-8";
export const xlsxContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const xlsxCellLength = 32_767;

/**
 * CSV as Excel opens it in French or English: UTF-8 with a byte order mark, `;`, CRLF, decimal comma
 * in French. Texts that would run as formulas get a leading apostrophe.
 */
export function toCsv(
  headings: readonly string[],
  rows: readonly TableRow[],
  language: Language = "fr",
): Uint8Array {
  const lines = [headings, ...rows].map((row) => row.map((cell) => csvText(cell, language)));
  return Buffer.from(stringify(lines, { bom: true, delimiter: ";", record_delimiter: "windows" }), "utf8");
}

/** An XLSX workbook of one sheet: bold headings that stay in view, texts never formulas. */
export async function toXlsx(
  headings: readonly string[],
  rows: readonly TableRow[],
  sheetName = "Coventis",
): Promise<Uint8Array> {
  const head = headings.map((heading) => ({
    value: xlsxText(heading),
    type: String,
    fontWeight: "bold" as const,
  }));
  const body = rows.map((row) =>
    row.map((cell) => {
      if (cell === null || cell === "") return null;
      return typeof cell === "string" ? { value: xlsxText(cell), type: String } : cell;
    }),
  );
  const columns = headings.map((heading, index) => ({ width: widthOf(heading, rows, index) }));
  return writeXlsxFile([head, ...body], {
    sheet: sheetName.replace(/[[\]:*?/\\]/g, " ").slice(0, 31),
    stickyRowsCount: 1,
    columns,
  }).toBuffer();
}

function csvText(cell: TableCell, language: Language): string {
  if (cell === null) return "";
  if (typeof cell === "number") return writeNumber(cell, language);
  if (typeof cell === "boolean") return language === "fr" ? (cell ? "oui" : "non") : cell ? "yes" : "no";
  return guardFormula(cell);
}

/** XML 1.0 has no place for control characters, the writer none for U+FFFD, Excel none for a cell over 32,767 characters. */
function xlsxText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  const clean = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "");
  const short = clean.length > xlsxCellLength ? `${clean.slice(0, xlsxCellLength - 1)}…` : clean;
  // What looks like an escape of a workbook (ECMA-376 ST_Xstring) is escaped itself.
  const escaped = short.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  // The writer keeps its strings in a plain object, where these words already mean something.
  if (!(escaped in {})) return escaped;
  const first = escaped.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `_x${first}_${escaped.slice(1)}`;
}

function widthOf(heading: string, rows: readonly TableRow[], index: number): number {
  const longest = rows.slice(0, 50).reduce((max, row) => Math.max(max, String(row[index] ?? "").length), 0);
  return Math.min(48, Math.max(heading.length + 2, longest + 1, 8));
}
