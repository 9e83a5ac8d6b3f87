import { parse } from "csv-parse/sync";
import { readSheet } from "read-excel-file/node";
import { unguardFormula } from "./cell-text.ts";
import type { Fault } from "./faults.ts";

export type TableLimits = { readonly maxBytes: number; readonly maxRows: number };
export const defaultLimits: TableLimits = { maxBytes: 20_000_000, maxRows: 100_000 };

/** Rows as a spreadsheet numbers them (the first is row 1, empty ones are kept), or why there are none. */
export type TableReading =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads CSV (`;`, `,` or tab; UTF-8, UTF-16 or the Windows-1252 of a French Excel) or the first sheet
 * of an XLSX workbook. The kind is told by the bytes, not by a name.
 */
export async function readTable(
  bytes: Uint8Array,
  limits: TableLimits = defaultLimits,
): Promise<TableReading> {
  if (bytes.byteLength > limits.maxBytes) {
    return failure("file-too-large", { maxMegabytes: Math.floor(limits.maxBytes / 1e6) });
  }
  if (bytes.byteLength === 0) return failure("empty-file", {});
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return failure("old-excel", {});
  const rows = startsWith(bytes, [0x50, 0x4b]) ? await readXlsx(bytes) : readCsv(decodeText(bytes), limits);
  if (rows === null) return failure("unreadable-file", {});
  const last = rows.findLastIndex((row) => row.some((cell) => cell !== ""));
  if (last < 0) return failure("empty-file", {});
  if (last >= limits.maxRows) return failure("too-many-rows", { max: limits.maxRows });
  return { ok: true, rows: rows.slice(0, last + 1) };
}

/** Bytes to text: a byte order mark decides, else valid UTF-8, else Windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  if (startsWith(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  if (startsWith(bytes, [0xfe, 0xff])) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}

// Node 20's own decoder of this name leaves 0x80 to 0x9f as control characters.
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function decodeWindows1252(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(/[\u0080-\u009f]/g, (mark) => windows1252.charAt(mark.charCodeAt(0) - 0x80));
}

function readCsv(text: string, limits: TableLimits): string[][] | null {
  // Excel writes the separator on a first line of its own when told to; a NUL means that this is no text.
  if (text.includes("\0")) return null;
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const body = declared ? text.slice(declared[0].length) : text;
  try {
    const rows = parse(body, {
      delimiter: declared?.[1] ?? delimiterOf(body),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: limits.maxRows + 1,
    });
    const cells = rows.map((row) => row.map((cell) => unguardFormula(tidy(cell))));
    return declared ? [[], ...cells] : cells;
  } catch {
    return null;
  }
}

function delimiterOf(text: string): string {
  const counts = new Map([";", ",", "\t"].map((mark) => [mark, 0]));
  let quoted = false;
  for (const mark of text.slice(0, 20_000)) {
    if (mark === '"') quoted = !quoted;
    else if (mark === "\n" && !quoted && [...counts.values()].some((count) => count > 0)) break;
    else if (!quoted && counts.has(mark)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  return [...counts].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

async function readXlsx(bytes: Uint8Array): Promise<string[][] | null> {
  if (inflatedSize(bytes) > 300_000_000) return null;
  try {
    const rows = await readSheet(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return rows.map((row) => row.map((cell) => tidy(textOf(cell))));
  } catch {
    return null;
  }
}

/** Sum of the sizes that a zip's directory declares, so that a bomb is refused before it is opened. */
function inflatedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) return 0;
  let total = 0;
  let at = view.getUint32(end + 16, true);
  while (at + 46 <= bytes.byteLength && view.getUint32(at, true) === 0x02014b50) {
    total += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return total;
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "object" && "toISOString" in cell && typeof cell.toISOString === "function") {
    return String(cell.toISOString()).slice(0, 10);
  }
  return String(cell);
}

function tidy(cell: string): string {
  return cell.replace(/\r\n?/g, "\n").trim();
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function failure<
  C extends "empty-file" | "unreadable-file" | "old-excel" | "file-too-large" | "too-many-rows",
>(code: C, params: Extract<Fault, { code: C }>["params"]): TableReading {
  const fault = { line: null, column: null, code, params } as Fault;
  return { ok: false, faults: [fault] };
}
