import { describe, expect, it } from "vitest";
import { placeOfOrganisationSchema } from "../../src/domain/directory/organisation.ts";
import { computeDistanceKm, coverPoint, toLocation } from "../../src/matching/territory.ts";

const at = (commune: string, postcode: string) =>
  toLocation(placeOfOrganisationSchema.parse({ commune, postcode }));

describe("where an organisation is", () => {
  it("overseas too: distances and areas are those of its island, not unknown", () => {
    const [north, south] = [at("Saint-Denis", "97400"), at("Saint-Pierre", "97410")];
    expect(north).toMatchObject({ department: "974", region: "04" });
    const km = computeDistanceKm(north, south) ?? Number.NaN;
    expect(km).toBeGreaterThan(40);
    expect(km).toBeLessThan(70);
    expect(coverPoint({ type: "radius", km: 100 }, north, south)).toBe("inside");
    expect(coverPoint({ type: "radius", km: 100 }, north, at("Montpellier", "34000"))).toBe("outside");
  });
  it("a postcode of Corsica, or of a neighbour of Guadeloupe, is of several departments", () => {
    expect(at("Bastia", "20200")).toMatchObject({ department: "2B" });
    expect(at("Saint-Barthélemy", "97133").lat).toBeCloseTo(17.9, 0);
    expect(at("Les Abymes", "97139")).toMatchObject({ department: "971" });
  });
});
