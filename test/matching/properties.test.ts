import fc from "fast-check";
import { expect, test } from "vitest";
import type { MatchOrganisation } from "../../src/matching/card.ts";
import type { Reason } from "../../src/matching/claim.ts";
import { explainCaution, explainGate, explainReason } from "../../src/matching/explain.ts";
import { createMatcher } from "../../src/matching/rank.ts";
import { coverPoint, toLocation } from "../../src/matching/territory.ts";
import { toMeetingSides } from "../bench/matching-directory.ts";
import { readOrganisations } from "./evaluation-sets.ts";

const runs = { seed: 20270309, numRuns: 12, verbose: 1 as const };

test("contributions add up to the score, on generated directories and on the public set", async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { exhibitors, buyers } = toMeetingSides(20, 20, seed);
      checkSums(createMatcher([...exhibitors, ...buyers]));
    }),
    runs,
  );
  checkSums(createMatcher(await readOrganisations()));
});

test("every reason shown holds in the data it speaks of", async () => {
  const check = (organisations: readonly MatchOrganisation[]) => {
    const byId = new Map(organisations.map((each) => [each.id, each]));
    for (const { seeker, need, candidates } of createMatcher(organisations).rankAll({ top: 20 })) {
      for (const { organisation, reasons } of candidates) {
        for (const reason of reasons)
          checkReason(reason, find(byId, seeker), need, find(byId, organisation), organisations);
      }
    }
  };
  check(await readOrganisations());
  check(await readOrganisations("second-set"));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { exhibitors, buyers } = toMeetingSides(15, 15, seed);
      check([...exhibitors, ...buyers]);
    }),
    runs,
  );
});

test("every reason, caution and gate has a sentence in both languages", async () => {
  const said = new Set<string>();
  for (const set of ["", "second-set", "odd-trades"]) {
    for (const { candidates, excluded } of createMatcher(await readOrganisations(set)).rankAll({ top: 20 })) {
      for (const locale of ["fr", "en"] as const) {
        for (const { reasons, cautions } of candidates) {
          for (const { claim } of reasons) said.add(explainReason(claim, locale));
          for (const claim of cautions) said.add(explainCaution(claim, locale));
        }
        for (const { gate } of excluded) said.add(explainGate(gate, locale));
      }
    }
  }
  for (const sentence of said) {
    expect(sentence.trim().length).toBeGreaterThan(3);
    expect(sentence).not.toMatch(/undefined|\[object|NaN/);
  }
  expect(said.size).toBeGreaterThan(200);
});

test("symmetric offers and needs give symmetric trade scores", () => {
  const texts: readonly (readonly [string, string])[] = [
    ["Lavage de draps et de nappes pour hôtels", "Impression de brochures et d'affiches"],
    ["Ménage de bureaux et vitrerie", "Tenue de comptes et bulletins de paie"],
    ["Légumes de saison livrés en caisses", "Collecte de papier et de carton"],
  ];
  for (const [one, two] of texts) {
    const base = toMeetingSides(1, 0, 3).exhibitors[0];
    if (base === undefined) throw new Error("no organisation");
    const make = (id: string, offer: string, need: string): MatchOrganisation => ({
      ...base,
      id,
      name: "Structure",
      description: "",
      offers: [{ id: "o1", text: offer, activities: [], area: { type: "national" }, capacity: null }],
      needs: [{ id: "n1", kind: "buy", text: need, area: { type: "national" } }],
    });
    const matcher = createMatcher([make("a", one, two), make("b", two, one)]);
    const there = matcher.rankNeed("a", "n1")?.candidates[0]?.score;
    const back = matcher.rankNeed("b", "n1")?.candidates[0]?.score;
    expect(there).toBeGreaterThan(0);
    expect(Math.abs((there ?? 0) - (back ?? 0))).toBeLessThan(0.12);
    const mirrored = createMatcher([make("x", one, one), make("y", one, one)]);
    expect(mirrored.rankNeed("x", "n1")?.candidates[0]?.score).toBe(
      mirrored.rankNeed("y", "n1")?.candidates[0]?.score,
    );
  }
});

test("changing one organisation gives the ranking of a matcher built anew", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const { exhibitors, buyers } = toMeetingSides(12, 12, seed);
      const others = toMeetingSides(12, 12, seed + 1).exhibitors;
      const [first, ...rest] = [...exhibitors, ...buyers];
      const [changed] = others;
      if (first === undefined || changed === undefined) throw new Error("empty directory");
      const next = { ...changed, id: first.id };
      const living = createMatcher([first, ...rest]);
      living.upsert(next);
      living.remove(rest[0]?.id ?? "");
      const anew = createMatcher([...rest.slice(1), next]);
      const sort = (list: ReturnType<typeof living.rankAll>) =>
        [...list].sort((a, b) => `${a.seeker}#${a.need}`.localeCompare(`${b.seeker}#${b.need}`));
      expect(sort(living.rankAll())).toEqual(sort(anew.rankAll()));
    }),
    runs,
  );
});

function checkSums(matcher: ReturnType<typeof createMatcher>): void {
  for (const { candidates } of matcher.rankAll({ top: 50 })) {
    for (const { score, confidence, reasons } of candidates) {
      const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - score)).toBeLessThan(1e-9);
      expect(score).toBeGreaterThan(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  }
}

/** The claim against the records themselves, with none of the engine's judgement. */
function checkReason(
  { claim }: Reason,
  seeker: MatchOrganisation,
  needId: string,
  candidate: MatchOrganisation,
  all: readonly MatchOrganisation[],
): void {
  const need = seeker.needs.find((each) => each.id === needId);
  const offers = candidate.offers.map((offer) => offer.text);
  const quotes = (extract: string, texts: readonly string[]) => {
    const bare = extract.replace(/…$/, "").trim();
    expect(
      texts.some((text) => text.replace(/\s+/g, " ").includes(bare)),
      `« ${bare} »`,
    ).toBe(true);
  };
  switch (claim.code) {
    case "offers-what-is-sought":
    case "mentions-what-is-sought":
    case "offers-something-near":
    case "proven-elsewhere":
    case "funds-projects":
      quotes(claim.params.extract, offers);
      break;
    case "same-words":
      for (const word of claim.params.words) {
        const around = [...offers, candidate.description, candidate.name].join(" ").toLowerCase();
        expect(around).toContain(word);
      }
      quotes(claim.params.extract, [...offers, candidate.description, candidate.name]);
      break;
    case "named-customer":
    case "likely-customer":
    case "complements-you":
    case "peer-to-bid-with":
      quotes(claim.params.extract, [...offers, candidate.description, candidate.name]);
      break;
    case "seeks-what-you-offer":
    case "gives-what-is-sought":
    case "similar-need":
    case "buys-near-you":
    case "both-gain":
      quotes(
        claim.params.extract,
        candidate.needs.map((each) => each.text),
      );
      break;
    case "enough-capacity":
      expect(claim.params.capacity.value).toBeGreaterThan(0);
      break;
    case "near-you": {
      const a = toLocation(seeker.place);
      const b = toLocation(candidate.place);
      const flat = Math.hypot(
        ((a.lat ?? 0) - (b.lat ?? 0)) * 111.2,
        ((a.lon ?? 0) - (b.lon ?? 0)) * 111.2 * 0.71,
      );
      expect(Math.abs(flat - claim.params.km)).toBeLessThan(3 + flat * 0.1);
      break;
    }
    case "area-covers-you":
      expect(coverPoint(claim.params.area, toLocation(candidate.place), toLocation(seeker.place))).toBe(
        "inside",
      );
      break;
    case "serves-goal":
      for (const goal of claim.params.goals) expect(need?.impactGoals).toContain(goal);
      break;
    case "has-labels":
      for (const label of claim.params.labels) expect(candidate.labels).toContain(label);
      break;
    case "already-partners":
      expect(candidate.partners.includes(seeker.id) || seeker.partners.includes(candidate.id)).toBe(true);
      break;
    case "not-yet-partners":
      expect(candidate.partners.includes(seeker.id) || seeker.partners.includes(candidate.id)).toBe(false);
      break;
    case "public-authority-near":
      expect(candidate.family).toBe("public-authority");
      break;
    case "member-of-candidate":
      expect(all.find((each) => each.name === claim.params.federation)?.id).toSatisfy((id: string) =>
        candidate.partners.includes(id),
      );
      break;
    case "small-tickets":
      expect(claim.params.capacity.value).toBeLessThan(claim.params.budgetKeur);
      break;
    case "short-capacity":
      expect(offers.length).toBeGreaterThan(0);
      break;
    default:
      break;
  }
}

function find(byId: ReadonlyMap<string, MatchOrganisation>, id: string): MatchOrganisation {
  const found = byId.get(id);
  if (found === undefined) throw new Error(`unknown ${id}`);
  return found;
}
