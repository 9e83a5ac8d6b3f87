import { describe, expect, it } from "vitest";
import { organisationSchema } from "../../src/domain/directory/organisation.ts";
import { createDirectoryState } from "../../src/domain/directory/state.ts";
import { createFairState } from "../../src/domain/fair/state.ts";
import { instantSchema, organisationIdSchema } from "../../src/domain/ids.ts";
import { type DirectoryQuery, searchDirectory } from "../../src/views/directory-search.ts";

const everything: DirectoryQuery = {
  text: "",
  kind: null,
  sector: null,
  family: null,
  inclusionKind: null,
  label: null,
  territory: null,
  freeOnly: false,
};
const crafts = [
  "Légumes bio lavés",
  "Lavage de linge d’hôtellerie",
  "Transport de colis à vélo",
  "Prêts solidaires",
];
const activities = [
  "maraichage",
  "blanchisserie-industrielle",
  "logistique-dernier-kilometre",
  "financement-solidaire",
];

function fairOf(count: number) {
  const directory = createDirectoryState();
  const fair = createFairState();
  for (let index = 0; index < count; index += 1) {
    const id = organisationIdSchema.parse(`org_${index}`);
    const craft = index % crafts.length;
    directory.organisations.set(
      id,
      organisationSchema.parse({
        id,
        name: `Structure n° ${index}`,
        family: index % 2 === 0 ? "association" : "scic",
        ess: true,
        inclusionKind: index % 5 === 0 ? "ESAT" : null,
        labels: index % 3 === 0 ? ["AB"] : [],
        place: { commune: "Sète", postcode: index % 4 === 0 ? "34200" : "30000" },
        description: "Des mots qui ne disent rien de plus, mais que la recherche doit lire. ".repeat(8),
        offers: [{ id: "o1", text: crafts[craft], activities: [activities[craft]] }],
      }),
    );
    fair.participants.set(id, {
      organisationId: id,
      kind: index % 3 === 0 ? "buyer" : "exhibitor",
      status: index % 10 === 9 ? "pending" : "validated",
      registeredAt: instantSchema.parse("2027-01-01T00:00:00.000Z"),
      delegates: [],
    });
  }
  return { fair, directory };
}

describe("search in the directory", () => {
  const { fair, directory } = fairOf(40);
  const find = (query: Partial<DirectoryQuery>) =>
    searchDirectory(fair, directory, { ...everything, ...query }, (id) => id.endsWith("0")).found;

  it("finds words without their accents, wherever they stand, and shows nobody who is not validated", () => {
    expect(find({ text: "LEGUMES" })).toHaveLength(10);
    expect(find({ text: "linge hotel" }).length).toBeGreaterThan(0);
    expect(find({ text: "zinzin" })).toEqual([]);
    expect(find({})).toHaveLength(36);
    expect(find({ text: "structure 12" })[0]).toBe("org_12");
  });
  it("filters by kind, family, inclusion, label, place and free slots together", () => {
    expect(find({ inclusionKind: "ESAT" }).every((id) => Number(id.slice(4)) % 5 === 0)).toBe(true);
    expect(find({ label: "AB", territory: "34" })).toEqual(["org_0", "org_12", "org_24", "org_36"]);
    expect(find({ freeOnly: true })).toEqual(["org_0", "org_10", "org_20", "org_30"]);
    expect(find({ family: "scic", kind: "buyer" }).every((id) => Number(id.slice(4)) % 6 === 3)).toBe(true);
  });
  it("says what can be filtered by, the most frequent first", () => {
    const { facets } = searchDirectory(fair, directory, everything, () => true);
    expect(facets.territories.map(({ value }) => value)).toEqual(["30", "34"]);
    expect(facets.inclusionKinds).toEqual([{ value: "ESAT", count: 8 }]);
    expect(facets.families.reduce((sum, { count }) => sum + count, 0)).toBe(36);
  });
});
