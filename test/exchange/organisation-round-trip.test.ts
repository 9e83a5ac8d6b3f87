import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Area,
  inclusionKinds,
  legalFamilies,
  needKinds,
  profileSchema,
  type Quantity,
} from "../../src/domain/directory/organisation.ts";
import { foldText } from "../../src/exchange/cell-text.ts";
import { describeFault } from "../../src/exchange/faults.ts";
import { faultsFr } from "../../src/exchange/faults-fr.ts";
import type { ExchangedOrganisation, ImportOutcome } from "../../src/exchange/organisation-exchange.ts";
import { organisationsToCsv, organisationsToXlsx } from "../../src/exchange/organisation-export.ts";
import { parseOrganisations } from "../../src/exchange/organisation-import.ts";
import { parseOrganisationsJson } from "../../src/exchange/organisation-json.ts";
import { organisationTemplate } from "../../src/exchange/organisation-template.ts";

const activities = ["maraichage", "blanchisserie", "logiciel-libre", "grossiste-circuit-court", "velo"];
const nasty = fc.constantFrom(
  "=1+1",
  "+33",
  "-5",
  "@x",
  "'=x",
  "'",
  '"',
  ";",
  "|",
  "\\",
  ",",
  "\n",
  "é",
  "œ",
  "€",
  "🌱",
  "<",
  "&",
  "\t=",
);
const text = (max: number) =>
  fc
    .array(fc.oneof(nasty, fc.string({ unit: "grapheme", maxLength: 8 })), { minLength: 1, maxLength: 5 })
    .map((parts) =>
      parts
        .join("")
        // Neither a workbook nor we keep what is no character, nor the mark of one that was lost.
        .replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/gu, (mark) => (mark === "\n" ? mark : ""))
        .trim()
        .slice(0, max)
        .trim(),
    )
    .filter((value) => value !== "" && !/\p{Cs}/u.test(value));
const line = (max: number) => text(max).map((value) => value.replace(/\s+/g, " "));
const amount = fc
  .oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.double({ min: 0.001, max: 99_999, noNaN: true }))
  .map(Math.abs);
const area: fc.Arbitrary<Area | null> = fc.oneof(
  fc.constant(null),
  fc.constant<Area>({ type: "national" }),
  amount.filter((km) => km > 0 && km <= 2000).map((km): Area => ({ type: "radius", km })),
  fc
    .uniqueArray(fc.constantFrom("01", "30", "34", "2A", "971"), { minLength: 1 })
    .map((codes): Area => ({ type: "departments", codes })),
  fc
    .uniqueArray(fc.constantFrom("76", "93", "01"), { minLength: 1 })
    .map((codes): Area => ({ type: "regions", codes })),
);
const quantity: fc.Arbitrary<Quantity> = fc.record({
  value: amount,
  unit: fc.constantFrom("kg", "m²", "couverts", "k€", "t/camion", "12 pièces", "boîtes de 6", "lits"),
  per: fc.constantFrom("day", "week", "month", "year", "total", "event", "cohort", null),
});
const offer = fc.record({
  text: text(300),
  activities: fc.uniqueArray(fc.constantFrom(...activities)),
  area,
  capacity: fc.option(quantity),
});
const need = fc.record(
  {
    kind: fc.constantFrom(...needKinds),
    text: text(300),
    area,
    activities: fc.uniqueArray(fc.constantFrom(...activities), { minLength: 1 }),
    volume: quantity,
    budgetKeur: amount,
    from: fc.constantFrom("2027", "2027-04", "2028-02-29"),
    impactGoals: fc.array(line(60), { minLength: 1, maxLength: 3 }),
    requiredLabels: fc.array(line(80), { minLength: 1, maxLength: 3 }),
    reservedFor: fc.uniqueArray(fc.constantFrom("EI", "ACI", "ESAT"), { minLength: 1 }),
  },
  { requiredKeys: ["kind", "text", "area"] },
);
const siret = fc.constantFrom("73282932000074", "35600000000048", "44306184100047");
const place = fc.record(
  {
    commune: line(120),
    insee: fc.constantFrom("34172", "2A004"),
    postcode: fc.constantFrom("34000", "01000"),
    department: fc.constantFrom("34", "2A", "01"),
    region: fc.constantFrom("76", "01"),
    lat: fc.double({ min: -90, max: 90, noNaN: true }).map((value) => value + 0),
    lon: fc.integer({ min: -180, max: 180 }).map((value) => value + 0),
  },
  { requiredKeys: ["commune"] },
);
const organisation = fc
  .record({
    profile: fc
      .record({
        name: line(160),
        family: fc.constantFrom(...legalFamilies),
        ess: fc.boolean(),
        inclusionKind: fc.option(fc.constantFrom(...inclusionKinds)),
        labels: fc.array(line(80), { maxLength: 4 }),
        group: fc.option(line(120)),
        place,
        staffFte: fc.option(amount),
        turnoverKeur: fc.option(amount),
        description: fc.option(text(500), { nil: "" }),
        website: fc.constantFrom(undefined, "https://alto.example.org/a?b=c;d"),
        siret: fc.option(siret, { nil: undefined }),
        offers: fc.array(offer, { maxLength: 3 }),
        needs: fc.array(need, { maxLength: 3 }),
        ids: fc.boolean(),
      })
      .map(({ ids, offers, needs, website, siret: own, ...profile }) =>
        profileSchema.parse({
          ...profile,
          ...(website === undefined ? {} : { website }),
          ...(own === undefined ? {} : { siret: own }),
          offers: offers.map((each, index) => ({ ...each, id: ids ? `mine-${index}` : `o${index + 1}` })),
          needs: needs.map((each, index) => ({ ...each, id: ids ? `wish-${index}` : `n${index + 1}` })),
        }),
      ),
    delegates: fc.array(
      fc.record({
        name: fc.constantFrom("Nadia Roux", "Jean-Noël D’Œuf", "A; B | C", "=cmd"),
        email: fc.uuid().map((id) => `${id}@example.org`),
      }),
      { maxLength: 2 },
    ),
  })
  .chain((each) =>
    fc
      .constantFrom({}, {}, { meetingSlots: 1 }, { meetingSlots: 3 })
      .map((length) => ({ ...each, ...length, reference: null as string | null })),
  );

const organisations: fc.Arbitrary<ExchangedOrganisation[]> = fc
  .uniqueArray(organisation, {
    minLength: 1,
    maxLength: 4,
    selector: ({ profile }) => foldText(profile.name),
  })
  .filter((all) => {
    const sirets = all.flatMap(({ profile }) => profile.siret ?? []);
    return new Set(sirets).size === sirets.length;
  })
  .map((all) =>
    all.map((each, index) => ({
      ...each,
      reference: `ref-${index}`,
      profile: { ...each.profile, partners: index > 0 ? ["ref-0"] : [] },
    })),
  );

function read(outcome: ImportOutcome): ExchangedOrganisation[] {
  if (!outcome.ok) throw new Error(outcome.faults.map((fault) => describeFault(fault, faultsFr)).join("\n"));
  return outcome.organisations.map(({ line: _, ...organisation }) => organisation);
}

describe("what is exported imports as the same", () => {
  test.each(["fr", "en"] as const)("CSV in %s", async (language) => {
    await fc.assert(
      fc.asyncProperty(organisations, async (all) => {
        expect(read(await parseOrganisations(organisationsToCsv(all, language)))).toEqual(all);
      }),
      { numRuns: 150 },
    );
  });

  test("XLSX", async () => {
    await fc.assert(
      fc.asyncProperty(organisations, async (all) => {
        expect(read(await parseOrganisations(await organisationsToXlsx(all, "fr")))).toEqual(all);
      }),
      { numRuns: 40 },
    );
  });

  test.each(["valueOf", "__proto__", "constructor", "_x0041_", "_x005F_x0041_"])(
    "XLSX holds the name %s",
    async (name) => {
      const profile = profileSchema.parse({ name, family: "scic", ess: true, place: { commune: "Sète" } });
      const all = [{ reference: "ref-0", profile, delegates: [] }];
      expect(read(await parseOrganisations(await organisationsToXlsx(all, "fr")))).toEqual(all);
    },
  );

  test("the evaluation's organisations, JSON to CSV and XLSX and back", async () => {
    const all = read(parseOrganisationsJson(readFileSync("test/evaluation/organisations.json")));
    expect(all).toHaveLength(84);
    // An empty cell says the same as null, [] or an absent field; a quantity always tells its period.
    const plain = (each: ExchangedOrganisation[]) =>
      JSON.parse(JSON.stringify(each), (_, value) =>
        value === null || (Array.isArray(value) && value.length === 0) ? undefined : value,
      );
    for (const bytes of [
      organisationsToCsv(all, "fr"),
      organisationsToCsv(all, "en"),
      await organisationsToXlsx(all, "fr"),
    ]) {
      expect(plain(read(await parseOrganisations(bytes)))).toEqual(plain(all));
    }
  });

  test.each([
    ["fr", "csv"],
    ["en", "csv"],
    ["fr", "xlsx"],
    ["en", "xlsx"],
  ] as const)("the template in %s %s imports as it is", async (language, format) => {
    const [bakery, hospital] = read(await parseOrganisations(await organisationTemplate(language, format)));
    expect(bakery?.profile).toMatchObject({
      family: "scic",
      staffFte: 18.5,
      place: { commune: "Montpellier" },
    });
    expect(bakery?.delegates[1]).toEqual({ name: "Hervé Lacan", email: "herve.lacan@example.org" });
    expect(hospital?.profile.needs[0]).toMatchObject({
      kind: "buy",
      area: { type: "regions", codes: ["76"] },
    });
  });
});
