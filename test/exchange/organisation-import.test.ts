import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSiret } from "../../src/domain/directory/siret.ts";
import { describeFault, type Fault } from "../../src/exchange/faults.ts";
import { faultsEn } from "../../src/exchange/faults-en.ts";
import { faultsFr } from "../../src/exchange/faults-fr.ts";
import { parseOrganisations } from "../../src/exchange/organisation-import.ts";
import { parseOrganisationsJson } from "../../src/exchange/organisation-json.ts";
import { toXlsx } from "../../src/exchange/write-table.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) =>
  Buffer.from(text.replaceAll("€", "\u0080").replaceAll("’", "\u0092"), "latin1");

async function accepted(bytes: Uint8Array) {
  const outcome = await parseOrganisations(bytes);
  if (!outcome.ok) throw new Error(outcome.faults.map((fault) => describeFault(fault, faultsFr)).join("\n"));
  return outcome;
}

async function refused(bytes: Uint8Array): Promise<readonly Fault[]> {
  const outcome = await parseOrganisations(bytes);
  if (outcome.ok) throw new Error("the file was accepted");
  return outcome.faults;
}

const brief = (faults: readonly Fault[]) =>
  faults.map(({ line, column, code }) => `${line} ${column} ${code}`);

describe("a file as people make it", () => {
  const french = "Nom;Famille;Commune;Code postal;Effectif;CA (k€);Représentants\r\n";

  test("how many slots in a row a meeting takes, by any of its headings, from one to three", async () => {
    const file = (heading: string, ...values: string[]) =>
      utf8(
        [`Nom;Famille;Commune;${heading}`, ...values.map((each, n) => `A${n};Scop;Sète;${each}`)].join("\n"),
      );
    for (const heading of [
      "Créneaux par rendez-vous",
      "slots per meeting",
      "Durée des rendez-vous (créneaux)",
    ]) {
      const { organisations } = await accepted(file(heading, "2", "", "3"));
      expect(organisations.map(({ meetingSlots }) => meetingSlots)).toEqual([2, undefined, 3]);
    }
    const faults = await refused(file("Créneaux par rendez-vous", "4", "0", "1,5", "deux", "1"));
    const column = "Créneaux par rendez-vous";
    expect(brief(faults)).toEqual([2, 3, 4, 5].map((line) => `${line} ${column} unknown-value`));
    const [fault] = faults.map((one) => describeFault(one, faultsFr).replaceAll(/[\u00a0\u202f]/g, " "));
    expect(fault).toBe(`Ligne 2, colonne « ${column} » : « 4 » est inconnu ; attendu : 1, 2, 3.`);
    const json = {
      id: "a",
      name: "A",
      family: "scop",
      ess: true,
      place: { commune: "Sète" },
      meetingSlots: 2,
    };
    const outcome = parseOrganisationsJson(JSON.stringify([json]));
    expect(outcome).toMatchObject({ ok: true, organisations: [{ meetingSlots: 2 }] });
    expect(parseOrganisationsJson(JSON.stringify([{ ...json, meetingSlots: 4 }])).ok).toBe(false);
  });

  test("semicolons in the Windows-1252 of a French Excel", async () => {
    const row = "L’Œuvre à Sète;coopérative;Sète;1000;1 250,5;12 k€;Noël Être <noel@exemple.fr>\r\n";
    const bytes = latin((french + row).replaceAll("Œ", "\u008c"));
    const { organisations } = await accepted(bytes);
    expect(organisations[0]?.profile).toMatchObject({
      name: "L’Œuvre à Sète",
      family: "cooperative",
      ess: true,
      staffFte: 1250.5,
      turnoverKeur: 12,
      place: { commune: "Sète", postcode: "01000" },
    });
    expect(organisations[0]?.delegates).toEqual([{ name: "Noël Être", email: "noel@exemple.fr" }]);
  });

  test("commas, tabs, UTF-8 with and without mark, UTF-16, sep= line, quoted line breaks", async () => {
    const table = [
      ["Name", "Family", "Town", "Description", "Staff"],
      ["Alto", "worker cooperative", "Nîmes", '"two\nlines, and a ""quote"""', '"1,234.5"'],
    ];
    const joined = (mark: string) => table.map((row) => row.join(mark)).join("\n");
    const files = [
      utf8(joined(",")),
      utf8(`\ufeff${joined(",")}`),
      utf8(joined("\t")),
      utf8(joined(";")),
      Buffer.from(`\ufeff${joined("\t")}`, "utf16le"),
    ];
    for (const bytes of files) {
      const { organisations } = await accepted(bytes);
      expect(organisations[0]).toMatchObject({
        line: 2,
        profile: { name: "Alto", family: "scop", description: 'two\nlines, and a "quote"', staffFte: 1234.5 },
      });
    }
    const { organisations } = await accepted(utf8(`sep=|\r\n${joined("|")}`));
    expect(organisations[0]).toMatchObject({ line: 3, profile: { name: "Alto" } });
  });

  test("rows with only offers, needs or delegates continue the organisation above; empty rows count", async () => {
    const file = `Nom;Famille;Commune;Représentants;Offre;Offre zone;Besoin;Besoin type
Alto;scic;Sète;A B <a@exemple.fr>;Draps lavés;30 km;Du savon;acheter
;;;C D <c@exemple.fr>;Tenues lavées;34, 30;;

;;;;;;Des clients;vendre
Bréal;association;Nîmes;;;;;`;
    const { organisations } = await accepted(utf8(file));
    expect(organisations.map(({ line }) => line)).toEqual([2, 6]);
    expect(organisations[0]?.delegates).toHaveLength(2);
    expect(organisations[0]?.profile.offers).toMatchObject([
      { id: "o1", text: "Draps lavés", area: { type: "radius", km: 30 } },
      { id: "o2", text: "Tenues lavées", area: { type: "departments", codes: ["34", "30"] } },
    ]);
    expect(organisations[0]?.profile.needs).toMatchObject([
      { id: "n1", kind: "buy" },
      { id: "n2", kind: "sell", text: "Des clients" },
    ]);
  });

  test("numbers that Excel stores as numbers keep their meaning", async () => {
    const headings = ["Nom", "Famille", "Commune", "Code postal", "SIRET", "Département", "Latitude"];
    const { organisations } = await accepted(
      await toXlsx(headings, [["Alto", "scop", "Bourg", 1000, 73282932000074, 1, 46.205]]),
    );
    expect(organisations[0]?.profile).toMatchObject({
      siret: "73282932000074",
      place: { postcode: "01000", department: "01", lat: 46.205 },
    });
  });

  test("unknown columns are named, not read", async () => {
    const { ignoredColumns } = await accepted(utf8("Nom;Famille;Commune;Couleur\nAlto;scop;Sète;bleu"));
    expect(ignoredColumns).toEqual(["Couleur"]);
  });
});

describe("a faulty file", () => {
  test("every fault of every line is reported at once, and nothing is imported", async () => {
    const file = `Référence;Nom;Famille;Commune;Code postal;SIRET;Site web;Effectif;Partenaires;Représentants;Offre 1;Offre 1 zone;Offre 1 activités;Besoin 1;Besoin 1 type;Besoin 1 échéance;Besoin 1 volume
a;Alto;scop;Sète;34200;73282932000074;alto.fr;12;b;A B <a@exemple.fr>;Linge;30 km;maraîchage et production légumière;;;;
b;Bréal;sarl;Sète;342;73282932000075;pas un site;douze;z;Jean Petit;;30 lieues;jardinage;Du pain;troquer;bientôt;beaucoup
c;alto ;scic;SETE;34200;732 829 320 00074;;;;Autre <A@exemple.fr>;;;;;acheter;;
a;;scic;;34200;7,32829E+13;;-3;;X <x@>;;;;Sans type;;;;trop;de;cellules`;
    const faults = await refused(utf8(file));
    expect(brief(faults).sort()).toEqual(
      [
        "3 Famille unknown-value",
        "3 Code postal bad-postcode",
        "3 SIRET siret-key",
        "3 Site web bad-website",
        "3 Effectif not-a-number",
        "3 Partenaires unknown-partner",
        "3 Représentants bad-delegate",
        "3 Offre 1 zone offer-without-text",
        "3 Offre 1 zone bad-area",
        "3 Offre 1 activités unknown-activity",
        "3 Besoin 1 type unknown-value",
        "3 Besoin 1 échéance bad-date",
        "3 Besoin 1 volume bad-quantity",
        "4 Nom duplicate-name",
        "4 SIRET duplicate-siret",
        "4 Représentants duplicate-email",
        "4 Besoin 1 type need-without-text",
        "5 null too-many-cells",
        "5 Nom required",
        "5 Commune required",
        "5 SIRET siret-rounded",
        "5 Effectif out-of-range",
        "5 Représentants bad-email",
        "5 Besoin 1 need-without-kind",
        "5 Référence duplicate-reference",
      ].sort(),
    );
    for (const fault of faults) {
      expect(describeFault(fault, faultsFr)).toMatch(/^Ligne \d(, colonne «\u00a0.+\u00a0»)?\u00a0: .+[.?]$/);
      expect(describeFault(fault, faultsEn)).toMatch(/^Line \d(, column “.+”)?: .+[.?]$/);
    }
  });

  test("sentences are exact in both languages", async () => {
    const [fault] = await refused(utf8("Nom;Famille;Commune;Offre 1;Offre 1 zone\nAlto;scop;Sète;Pain;loin"));
    if (!fault) throw new Error("no fault");
    expect(describeFault(fault, faultsFr).replaceAll("\u00a0", " ")).toBe(
      "Ligne 2, colonne « Offre 1 zone » : « loin » n’est pas une zone ; écrivez par exemple 30 km, ou 34, 30 (départements), ou région 76, ou France.",
    );
    expect(describeFault(fault, faultsEn)).toBe(
      "Line 2, column “Offre 1 zone”: “loin” is not an area; write for example 30 km, or 34, 30 (departments), or region 76, or France.",
    );
  });

  test("headings: missing ones are named in the language of the file, doubled ones too", async () => {
    expect(await refused(utf8("Nom;Nom;Ville;Effectif\nAlto;;Sète;3"))).toMatchObject([
      { line: 1, code: "missing-column", params: { expected: "Famille" } },
      { line: 1, code: "duplicate-column", params: { heading: "Nom" } },
    ]);
    expect(await refused(utf8("Name,Staff\nAlto,3"))).toMatchObject([
      { code: "missing-column", params: { expected: "Family" } },
      { code: "missing-column", params: { expected: "Town" } },
    ]);
  });

  test("an English thousand is not taken for a decimal", async () => {
    const faults = await refused(utf8('Name,Family,Town,Staff\nAlto,mutual,Lyon,"1,200"'));
    expect(brief(faults)).toEqual(["2 Staff ambiguous-number"]);
  });

  test("what is no table", async () => {
    const codes = async (bytes: Uint8Array) => (await refused(bytes)).map(({ code }) => code);
    expect(await codes(new Uint8Array())).toEqual(["empty-file"]);
    expect(await codes(utf8(" \n;;\n"))).toEqual(["empty-file"]);
    expect(await codes(utf8("Nom;Famille;Commune\n"))).toEqual(["no-organisation"]);
    expect(await codes(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 1]))).toEqual(["old-excel"]);
    expect(await codes(utf8("PK\u0003\u0004 not a zip at all"))).toEqual(["unreadable-file"]);
    expect(await codes(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]))).toEqual(["unreadable-file"]);
    expect(await codes(utf8("{ not json"))).toEqual(["unreadable-file"]);
    const tiny = { maxBytes: 1000, maxRows: 2 };
    const long = await parseOrganisations(utf8("Nom;Famille;Commune\n".repeat(3)), { limits: tiny });
    expect(long).toMatchObject({ ok: false, faults: [{ code: "too-many-rows", params: { max: 2 } }] });
    const large = await parseOrganisations(utf8("x".repeat(1001)), { limits: tiny });
    expect(large).toMatchObject({ ok: false, faults: [{ code: "file-too-large" }] });
  });

  test("a workbook that declares a bomb is refused before it is opened", async () => {
    const bytes = Buffer.from(await toXlsx(["Nom"], [["Alto"]]));
    const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bytes.writeUInt32LE(4_000_000_000, directory + 24);
    expect(brief(await refused(bytes))).toEqual(["null null unreadable-file"]);
  });
});

describe("whatever is uploaded", () => {
  const headings =
    "Nom;Famille;Commune;Effectif;SIRET;Représentants;Offre 1;Offre 1 zone;Offre 1 capacité;Besoin 1 échéance";
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("scop", "30 km", '"', "1 2 3 kg / jour", "a <b@c.fr>"),
  );

  test("bytes, broken tables and broken documents are faults, never exceptions", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc
            .uint8Array({ maxLength: 300 })
            .map((bytes) => Buffer.concat([Buffer.from("PK\u0003\u0004"), bytes])),
          fc
            .array(fc.array(cell, { maxLength: 12 }), { maxLength: 5 })
            .map((rows) => utf8([headings, ...rows.map((row) => row.join(";"))].join("\n"))),
          fc.json().map((text) => utf8(`{"organisations":[${text}]}`)),
        ),
        async (bytes) => {
          const outcome = await parseOrganisations(bytes);
          if (outcome.ok) return;
          expect(outcome.faults.length).toBeGreaterThan(0);
          for (const fault of outcome.faults)
            expect(describeFault(fault, faultsFr)).not.toMatch(/undefined|NaN/);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a cell made to be slow to read is read in no time", async () => {
    const long = 100_000;
    const cells = [
      "1 ".repeat(long),
      "1,".repeat(long),
      "a <".repeat(long),
      "k ".repeat(long),
      `1 kg${" par a".repeat(long)}`,
    ];
    // A pattern that tries again from each letter would outlast the test.
    for (const slow of cells) {
      const outcome = await parseOrganisations(utf8(`${headings}\nAlto;scop;Sète;${`${slow};`.repeat(7)}`));
      expect(outcome).toBeDefined();
    }
  });
});

describe("JSON", () => {
  const alto = { id: "alto", name: "Alto", family: "scop", ess: true, place: { commune: "Sète" } };

  test("all faults at once, with their path", () => {
    const outcome = parseOrganisationsJson(
      JSON.stringify([
        alto,
        { ...alto, siret: "73282932000075" },
        {
          id: "b",
          name: "",
          family: "gang",
          ess: true,
          place: {},
          offers: [{ id: "o1", text: 3 }],
          partners: ["z"],
        },
      ]),
    );
    expect(outcome.ok ? [] : brief(outcome.faults)).toEqual([
      "2 name duplicate-name",
      "2 siret siret-key",
      "2 id duplicate-reference",
      "3 name required",
      "3 family unknown-value",
      "3 place.commune required",
      "3 offers[0].text invalid",
      "3 partners unknown-partner",
    ]);
  });

  test("only fictional ones, without partners that stay away", () => {
    const outcome = parseOrganisationsJson(
      JSON.stringify({
        organisations: [
          { ...alto, fictional: false },
          { ...alto, id: "b", name: "B", fictional: true, partners: ["alto", "c"] },
          { ...alto, id: "c", name: "C", fictional: true },
        ],
      }),
      { onlyFictional: true },
    );
    expect(outcome).toMatchObject({
      ok: true,
      organisations: [{ reference: "b", profile: { partners: ["c"] } }, { reference: "c" }],
    });
  });
});

test("SIRET: Luhn on 14 and on 9 digits, and La Poste's own rule", () => {
  expect(["73282932000074", "35600000000048", "35600000009075"].map(isSiret)).toEqual([true, true, true]);
  expect(["73282932000075", "7328293200007", "35600000009076", "7328293200007A"].map(isSiret)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
