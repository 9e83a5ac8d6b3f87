import { describe, expect, it } from "vitest";
import { describeFault } from "../../src/exchange/faults.ts";
import { faultsEn } from "../../src/exchange/faults-en.ts";
import { faultsFr } from "../../src/exchange/faults-fr.ts";
import { countEdits } from "../../src/exchange/near-text.ts";
import { parseOrganisations } from "../../src/exchange/organisation-import.ts";
import { organisationTemplate } from "../../src/exchange/organisation-template.ts";

const bytes = (lines: readonly string[]) => new TextEncoder().encode(lines.join("\n"));
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

async function faultsOf(lines: readonly string[]): Promise<string[]> {
  const outcome = await parseOrganisations(bytes(lines), { knowsCommunes: true });
  return outcome.ok ? [] : outcome.faults.map((fault) => plain(describeFault(fault, faultsFr)));
}
const head = "Nom;Famille;Ville;Code postal";
const at = (commune: string, postcode = "") => faultsOf([head, `Alto;Scop;${commune};${postcode}`]);

describe("communes of an imported file", () => {
  it("an unknown one is told with its line, its column, what was read and the nearest known", async () => {
    const [fault, ...others] = await faultsOf([head, "Alto;Scop;Sète;34200", "Brisa;Scop;Montpelier;34000"]);
    expect(others).toEqual([]);
    expect(fault).toMatch(/^Ligne 3, colonne « Ville » : la commune « Montpelier » est inconnue/);
    expect(fault).toContain("Montpellier (34");
    expect((await at("Xyzzyburgh"))[0]).toContain("vérifiez son nom");
  });

  it("one of several of its name is asked, never guessed", async () => {
    const [fault] = await at("Saint-Denis");
    expect(fault).toMatch(/plusieurs communes s’appellent « Saint-Denis »/);
    expect(fault).toContain("(93");
    expect(await at("Saint-Denis", "93200")).toEqual([]);
    expect(await at("st denis", "93200")).toEqual([]);
  });

  it("one that is not where its postcode says is told with where it is", async () => {
    const [fault] = await at("Sète", "01000");
    expect(fault).toMatch(/pas de « Sète » dans le département 01 ; il y a Sète \(34/);
  });

  it("takes what people write: Cedex, districts, Corsica, Insee codes, coordinates, and what is overseas", async () => {
    for (const [commune, postcode] of [
      ["Montpellier Cedex 2", "34064"],
      ["Lyon 3e", "69003"],
      ["Paris 11ème arrondissement", "75011"],
      ["Bastia", "20200"],
      ["Ajaccio", "20000"],
      ["Saint-Paul", "97460"],
      ["Les Abymes", "97139"],
      ["Saint-Barthélemy", "97133"],
      ["Nouméa", "98800"],
    ] as const)
      expect(await at(commune, postcode), commune).toEqual([]);
    const precise = "Nom;Famille;Commune;Code Insee;Latitude;Longitude";
    expect(await faultsOf([precise, "Alto;Scop;Le bourg;34172;;"])).toEqual([]);
    expect(await faultsOf([precise, "Alto;Scop;Barcelone;;41,38;2,17"])).toEqual([]);
    expect((await faultsOf([precise, "Alto;Scop;Sète;34999;;"]))[0]).toMatch(/code Insee d’aucune commune/);
  });

  it("asks about communes overseas as about the others", async () => {
    expect((await at("Saint-Pol", "97460"))[0]).toMatch(
      /« Saint-Pol » est inconnue.*Saint-Paul \(974, Insee 97415\)/,
    );
    expect((await at("Cayenne", "97460"))[0]).toMatch(/dans le département 974 ; il y a Cayenne \(973/);
    expect(await at("Saint-Benoît", "97470")).toEqual([]);
  });

  it("reads JSON with the same eyes, and speaks English as well", async () => {
    const place = { commune: "Montpelier", postcode: "34000" };
    const file = JSON.stringify([{ id: "alto", name: "Alto", family: "scop", ess: true, place }]);
    const outcome = await parseOrganisations(bytes([file]), { knowsCommunes: true });
    if (outcome.ok) throw new Error("it was taken");
    expect(outcome.faults.map((fault) => plain(describeFault(fault, faultsEn)))).toEqual([
      expect.stringMatching(
        /^Line 1, column “place.commune”: the town “Montpelier” is not known.*Montpellier/,
      ),
    ]);
  });

  it("a file of 5,000 unknown communes is told whole, in the time of a test", async () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, n) => `Alto ${n};Scop;Montpelierx ${n.toString(36)}q;34000`,
    );
    expect(await faultsOf([head, ...lines])).toHaveLength(5_000);
  });

  it("the template that we give out is taken", async () => {
    for (const language of ["fr", "en"] as const) {
      const template = await organisationTemplate(language, "csv");
      expect((await parseOrganisations(template, { knowsCommunes: true })).ok).toBe(true);
    }
  });
});

describe("headings of an imported file", () => {
  it("nearly ours is a fault with the heading meant; a column of one's own is named and left", async () => {
    const [siret, offer, ...others] = await faultsOf([
      "Nom;Famille;Commune;Sirte;Offre 1 zones;Remarques internes",
      "Alto;Scop;Sète;;;x",
    ]);
    expect(others).toEqual([]);
    expect(siret).toMatch(/^Ligne 1, colonne « Sirte » : .* « SIRET »/);
    expect(offer).toMatch(/« Offre 1 zones » n’est pas connue ; vouliez-vous dire « Offre 1 zone »/);
    const taken = await parseOrganisations(
      bytes(["Nom;Famille;Commune;Remarques internes", "Alto;Scop;Sète;x"]),
    );
    expect(taken.ok && taken.ignoredColumns).toEqual(["Remarques internes"]);
  });

  it("what begins as an offer or a need and goes on otherwise is asked", async () => {
    const [fault] = await faultsOf(["Nom;Famille;Commune;Besoin principal", "Alto;Scop;Sète;Du linge"]);
    expect(fault).toMatch(/« Besoin principal » n’est pas connue ; vouliez-vous dire « Besoin 1 »/);
  });
});

describe("slips of the finger", () => {
  it("counts letters wrong, missing, added and swapped, up to a limit", () => {
    expect(countEdits("siret", "siret", 2)).toBe(0);
    expect(countEdits("sirte", "siret", 2)).toBe(1);
    expect(countEdits("montpelier", "montpellier", 2)).toBe(1);
    expect(countEdits("nom", "commune", 2)).toBe(3);
  });
});
