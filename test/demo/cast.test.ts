import { describe, expect, it } from "vitest";
import { createCast } from "../../src/demo/cast.ts";
import { readOrganisations } from "../../src/demo/organisations.ts";
import { createRandom } from "../../src/demo/random.ts";
import { say } from "../../src/demo/wording.ts";
import { parseOrganisationsJson } from "../../src/exchange/organisation-json.ts";
import { findCommunes } from "../../src/matching/communes.ts";
import { createMatcher } from "../../src/matching/rank.ts";

const full = await readOrganisations("full");
const parsed = parseOrganisationsJson(full.content, { knowsCommunes: true });
const organisations = parsed.ok
  ? parsed.organisations.map(({ reference, profile, delegates }) => ({
      ...profile,
      id: reference ?? "?",
      delegates,
    }))
  : [];

describe("a wording", () => {
  it("says its alternatives, numbers and words, with the elisions and contractions of French", () => {
    const words = { site: ["nos deux écoles"], people: ["les enfants"] };
    const said = (wording: string) => say(wording, words, createRandom(4));
    expect(said("{Ménage|Ménage} de {site}{, tôt|, tôt}.")).toBe("Ménage de nos deux écoles, tôt.");
    expect(said("Repas de {people}, {1200..1200} par an, {moitié {bio|bio}|moitié bio}")).toBe(
      "Repas des enfants, 1 200 par an, moitié bio",
    );
    expect(said("Notre fête de {août|août}, livrée à {people} {|}!")).toBe(
      "Notre fête d'août, livrée aux enfants !",
    );
    expect(said("{10..40:10} personnes")).toMatch(/^(10|20|30|40) personnes$/);
  });
});

describe("the fair of the demo", () => {
  it("is one of 140 exhibitors and 400 buyers that the import takes without a fault", () => {
    expect(parsed.ok ? [] : parsed.faults).toEqual([]);
    const exhibitors = full.references.filter(full.isExhibitor);
    expect([exhibitors.length, full.references.length - exhibitors.length]).toEqual([140, 400]);
    expect(new Set(full.references).size).toBe(540);
    expect(new Set(organisations.map(({ name }) => name)).size).toBe(540);
  });

  it("is the same for the same seed", () => {
    expect(createCast(7)).toEqual(createCast(7));
    expect(createCast(7).buyers).not.toEqual(createCast(8).buyers);
  });

  it("is fictional: every address ends in .example, no commune bears the name of a real one", () => {
    const emails = organisations.flatMap(({ delegates }) => delegates.map(({ email }) => email));
    expect(emails.filter((email) => !email.endsWith(".example"))).toEqual([]);
    expect(new Set(emails).size).toBe(emails.length);
    const communes = organisations.flatMap(
      ({ name }) => /^(?:Commune|Ville|Mairie)(?: nouvelle)? (?:de |d'|des )(.+)$/.exec(name)?.[1] ?? [],
    );
    expect(communes.length).toBeGreaterThan(40);
    expect(communes.filter((name) => findCommunes(name).length > 0)).toEqual([]);
  });

  it("asks for what it has: no two needs in the same words, and nearly every one finds an exhibitor", {
    timeout: 60_000,
  }, () => {
    const needs = organisations.flatMap(({ id, needs: own }) =>
      full.isExhibitor(id) ? [] : own.map((need) => ({ seeker: id, need })),
    );
    expect(new Set(needs.map(({ need }) => need.text)).size).toBe(needs.length);
    expect(needs.filter(({ need }) => /[{}|]| {2}|\bde les\b| à les /.test(need.text))).toEqual([]);
    const matcher = createMatcher(organisations, { today: "2027-03-09" });
    const best = new Map(
      needs.map(({ seeker, need }) => {
        const found = matcher.rankNeed(seeker, need.id, { top: 10 })?.candidates ?? [];
        const exhibitor = found.find(({ organisation }) => full.isExhibitor(organisation));
        return [`${seeker}: ${need.text}`, exhibitor?.score ?? 0];
      }),
    );
    const unmet = (score: number) => [...best].filter(([, own]) => own < score);
    expect(unmet(0.2).length / needs.length).toBeLessThan(0.02);
    expect(unmet(0.4).length / needs.length).toBeLessThan(0.08);
  });
});
