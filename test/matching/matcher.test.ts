import { expect, test } from "vitest";
import { findCommunes, locateCommune } from "../../src/matching/communes.ts";
import { explainAdvice } from "../../src/matching/explain.ts";
import { measureExposure, rebalance } from "../../src/matching/fairness.ts";
import { createMatcher } from "../../src/matching/rank.ts";
import { coverPoint, toLocation } from "../../src/matching/territory.ts";
import { readOrganisations } from "./evaluation-sets.ts";
import { makeNeed, makeOrganisation } from "./make-organisation.ts";

const national = { type: "national" } as const;

test("a human's correction is kept, wins over the text, and moves the ranking at once", () => {
  const seeker = makeOrganisation("a", { needs: [makeNeed("n1", "Laver et plier nos draps", {})] });
  const text = "Grandes machines et rouleaux chauffants au service du littoral";
  const other = makeOrganisation("b", {
    offers: [{ id: "o1", text, activities: [], area: national, capacity: null }],
  });
  const matcher = createMatcher([seeker, other]);
  const before = matcher.rankNeed("a", "n1")?.candidates[0]?.score ?? 0;
  matcher.correct(text, ["blanchisserie"]);
  const after = matcher.rankNeed("a", "n1")?.candidates[0];
  expect(after?.score).toBeGreaterThan(before + 0.2);
  const next = createMatcher([seeker, other], { corrections: matcher.corrections() });
  expect(next.rankNeed("a", "n1")?.candidates[0]?.score).toBe(after?.score);
  matcher.correct(text, ["imprimerie"]);
  expect(matcher.rankNeed("a", "n1")?.candidates).toEqual([]);
});

test("nothing fits is an answer, listed for the organiser by territory and activity", () => {
  const seeker = makeOrganisation("a", { needs: [makeNeed("n1", "Désamianter une école", {})] });
  const other = makeOrganisation("b", {
    offers: [{ id: "o1", text: "Paniers de légumes", activities: [], area: national, capacity: null }],
  });
  const matcher = createMatcher([seeker, other]);
  expect(matcher.rankNeed("a", "n1")?.candidates).toEqual([]);
  const { unmet, groups, withoutMatch } = matcher.coverage();
  expect(unmet).toMatchObject([{ organisation: "a", need: "n1", department: "34", activity: "couverture" }]);
  expect(groups).toHaveLength(1);
  expect(withoutMatch).toEqual(["a", "b"]);
});

test("a model of sentences can be plugged in and brings together what shares no word", () => {
  const seeker = makeOrganisation("a", { needs: [makeNeed("n1", "Un truc pour zzyzx", {})] });
  const other = makeOrganisation("b", {
    offers: [{ id: "o1", text: "Paniers de légumes", activities: [], area: national, capacity: null }],
  });
  const similarity = {
    compare: (asked: string, offered: string) =>
      asked.includes("zzyzx") && offered.includes("légumes") ? 0.9 : null,
  };
  expect(createMatcher([seeker, other]).explainPair("a", "b")?.score).toBe(0);
  expect(createMatcher([seeker, other], { similarity }).explainPair("a", "b")?.score).toBeGreaterThan(0.4);
});

test("both sides of a pair see the same meeting, and only when a gate allows it", async () => {
  const matcher = createMatcher(await readOrganisations());
  const one = matcher.explainPair("feuille-erable", "mutuelle-garrigue");
  const other = matcher.explainPair("mutuelle-garrigue", "feuille-erable");
  expect(one?.score).toBe(other?.score);
  expect(one?.best?.owner).toBe(other?.best?.owner);
  expect(
    matcher.explainPair("table-cana-mtp", "label-route")?.gates.some((gate) => gate.code === "same-group"),
  ).toBe(true);
  expect(matcher.explainPair("table-cana-mtp", "nobody")).toBeUndefined();
});

test("recommendations put first whom one seeks and who seeks one", async () => {
  const matcher = createMatcher(await readOrganisations());
  const partners = matcher.rankOrganisation("feuille-erable", { top: 3 });
  expect(partners[0]?.organisation).toBe("mutuelle-garrigue");
  expect(partners[0]?.needs.map((each) => each.owner).sort()).toEqual([
    "feuille-erable",
    "mutuelle-garrigue",
  ]);
  expect(matcher.rankOrganisation("nobody")).toEqual([]);
});

test("advice says what would raise the matches, and doing it does raise them", async () => {
  const organisations = await readOrganisations();
  const matcher = createMatcher(organisations);
  const [first] = matcher.advise("transitio-conseil");
  expect(first?.claim).toEqual({ code: "obtain-label", params: { label: "Qualiopi" } });
  expect(first === undefined ? "" : explainAdvice(first.claim, "fr")).toMatch(/Qualiopi/);
  const trained = organisations.find((each) => each.id === "transitio-conseil");
  if (trained === undefined) throw new Error("missing");
  matcher.upsert({ ...trained, labels: [...trained.labels, "Qualiopi"] });
  const score = matcher
    .rankNeed("grand-nancy", "n1")
    ?.candidates.find((each) => each.organisation === trained.id)?.score;
  expect(score).toBeGreaterThanOrEqual((first?.gain ?? 1) - 0.01);
  const [widen] = matcher.advise("coursiers-stephanois");
  expect(widen?.claim.code).toBe("widen-area");
});

test("the re-ranking for small organisations is bounded, disclosed, and lifts no bad match", async () => {
  const matcher = createMatcher(await readOrganisations("second-set"));
  const rankings = matcher.rankAll({ top: 20 });
  const fair = rebalance(rankings, matcher.sizes(), 0.9);
  const scores = (list: typeof rankings) =>
    new Map(
      list.flatMap((each) =>
        each.candidates.map((one) => [`${each.seeker}#${each.need}#${one.organisation}`, one.score] as const),
      ),
    );
  const before = scores(rankings);
  let lifted = 0;
  for (const [key, score] of scores(fair)) {
    const own = before.get(key) ?? 0;
    expect(score).toBeGreaterThanOrEqual(own);
    expect(score).toBeLessThanOrEqual(own * 1.15 + 1e-4);
    if (score === own) continue;
    lifted += 1;
    expect(own).toBeGreaterThanOrEqual(0.3);
    expect(matcher.sizes().get(key.split("#")[2] ?? "")).toBeLessThan(10);
  }
  expect(lifted).toBeGreaterThan(0);
  const unfair = measureExposure(rankings, matcher.sizes());
  const after = measureExposure(fair, matcher.sizes());
  expect(after.smallShare).toBeGreaterThanOrEqual(unfair.smallShare);
  expect(after.gini).toBeGreaterThan(0);
  expect(after.gini).toBeLessThan(1);
});

test("communes have coordinates; namesakes are asked, never guessed", () => {
  expect(findCommunes("Sète")).toHaveLength(1);
  expect(locateCommune({ commune: "Saint-Denis" })).toBeUndefined();
  expect(findCommunes("Saint-Denis").length).toBeGreaterThan(1);
  expect(locateCommune({ commune: "St Denis", department: "93" })?.insee).toBe("93066");
  expect(locateCommune({ commune: "Nulle-Part-les-Oies" })).toBeUndefined();
  const nancy = toLocation({ commune: "Nancy", insee: "54395" });
  const montpellier = toLocation({ commune: "Montpellier" });
  expect(montpellier).toMatchObject({ department: "34", region: "76" });
  expect(coverPoint({ type: "radius", km: 100 }, nancy, montpellier)).toBe("outside");
  expect(coverPoint({ type: "radius", km: 700 }, nancy, montpellier)).toBe("inside");
  expect(coverPoint({ type: "departments", codes: ["34"] }, nancy, montpellier)).toBe("inside");
  expect(coverPoint(null, nancy, montpellier)).toBe("unknown");
});

test("an organisation with a strange profile does not stop the ranking of others", async () => {
  const organisations = await readOrganisations();
  const odd = makeOrganisation("odd", {
    place: { commune: "Atlantide" },
    description: "x".repeat(50_000),
    offers: [
      {
        id: "o1",
        text: "🙂".repeat(9_000),
        activities: ["does-not-exist"],
        area: { type: "departments", codes: ["99"] },
        capacity: { value: 0, unit: "?", per: "?" },
      },
    ],
    needs: [
      makeNeed("n1", "!!!", { volume: { value: 0, unit: "", per: null }, requiredLabels: ["(((", "."] }),
    ],
  });
  const before = createMatcher(organisations)
    .rankNeed("lazaret", "n1")
    ?.candidates.map((each) => each.organisation);
  const matcher = createMatcher([...organisations, odd]);
  expect(matcher.rankNeed("lazaret", "n1")?.candidates.map((each) => each.organisation)).toEqual(before);
  expect(matcher.rankNeed("odd", "n1")?.candidates).toEqual([]);
});
