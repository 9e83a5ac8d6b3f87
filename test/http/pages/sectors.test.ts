import { expect, it } from "vitest";
import { activityLabel, listSectors, sectorLabel } from "../../../src/http/pages/sectors.ts";
import taxonomy from "../../../src/matching/data/taxonomy-fr.json" with { type: "json" };

it("every sector and activity has a name of its own in either language", () => {
  for (const { slug, label, activites } of taxonomy.filieres) {
    expect(sectorLabel(slug, "fr")).toBe(label);
    expect(sectorLabel(slug, "en"), slug).not.toBe(label);
    expect(sectorLabel(slug, "en"), slug).toMatch(/^[A-Z][a-zA-Z ,-]+$/);
    for (const activity of activites) expect(activityLabel(activity.slug, "en")).not.toBe(activity.slug);
  }
  const labels = listSectors("en").map((sector) => sector.label);
  expect(new Set(labels).size).toBe(taxonomy.filieres.length);
  expect(sectorLabel("unheard-of", "en")).toBe("unheard-of");
});
