import { inflateRawSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guardFormula, unguardFormula } from "../../src/exchange/cell-text.ts";
import { readTable } from "../../src/exchange/read-table.ts";
import { toCsv, toXlsx } from "../../src/exchange/write-table.ts";

const dangerous = [
  "=1+1",
  "+33 6",
  "-5 %",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "＝1",
  " =1",
  "'=1",
  '=HYPERLINK("http://x")',
];

describe("CSV", () => {
  test("as a French Excel opens it: byte order mark, semicolons, CRLF, decimal comma", () => {
    const bytes = toCsv(
      ["Nom", "Occupation"],
      [
        ["Œuvre ; « 1 »", 3.5],
        [null, -2],
        [true, ""],
      ],
      "fr",
    );
    expect(Buffer.from(bytes).toString("utf8")).toBe(
      '\ufeffNom;Occupation\r\n"Œuvre ; « 1 »";3,5\r\n;-2\r\noui;\r\n',
    );
  });

  test("no text of it starts as a formula", () => {
    const text = Buffer.from(
      toCsv(
        ["x"],
        dangerous.map((each) => [each]),
      ),
    ).toString("utf8");
    for (const [cell] of parse(text, { delimiter: ";", bom: true })) expect(cell).toMatch(/^[x']/);
  });

  test("guarding loses nothing", () => {
    const parts = fc.constantFrom("'", "=", "+", "@", " ", "\t", "a", "-");
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 6 }), (each) => {
        const text = each.join("");
        expect(unguardFormula(guardFormula(text))).toBe(text);
        expect(guardFormula(text)).not.toMatch(/^[=+\-@\t]/);
      }),
    );
  });
});

describe("XLSX", () => {
  test("texts stay texts, numbers numbers, and what XML refuses is left out", async () => {
    const rows = [...dangerous.map((each) => [each, 1.5]), ["a\u0000b\ud800c <&>", -3]];
    const bytes = await toXlsx(["Texte", "Nombre"], rows, "A/B: trop long pour un onglet d'Excel");
    const sheet = entry(bytes, "xl/worksheets/sheet1.xml");
    expect(sheet).not.toContain("<f>");
    expect(sheet).toContain("1.5");
    const table = await readTable(bytes);
    expect(table.ok && table.rows.slice(1, 3)).toEqual([
      ["=1+1", "1.5"],
      ["+33 6", "1.5"],
    ]);
    expect(table.ok && table.rows.at(-1)).toEqual(["abc <&>", "-3"]);
  });

  test("a text over Excel's limit is cut there", async () => {
    const table = await readTable(await toXlsx(["x"], [["é".repeat(40_000)]]));
    expect(table.ok && table.rows[1]?.[0]).toHaveLength(32_767);
  });
});

/** One file of a zip, found by its local header. */
function entry(bytes: Uint8Array, name: string): string {
  const zip = Buffer.from(bytes);
  let at = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const nameLength = zip.readUInt16LE(at + 28);
    if (zip.toString("utf8", at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(start, start + zip.readUInt32LE(at + 20));
      return (zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString("utf8");
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`${name} is not in the zip`);
}
