import { expect, test } from "vitest";
import type { Area } from "../../src/domain/directory/organisation.ts";
import { explainCaution, explainGate, explainReason } from "../../src/matching/explain.ts";
import { createMatcher } from "../../src/matching/rank.ts";
import { makeNeed, makeOrganisation } from "./make-organisation.ts";

const national = { type: "national" } as const;
const offer = (text: string) => ({ id: "o1", text, activities: [], area: national, capacity: null });
const laundry = makeOrganisation("laundry", {
  offers: [offer("Lavage et repassage de draps d'hôtels")],
  place: { commune: "Lyon", department: "69", region: "84", lat: 45.76, lon: 4.83 },
});
const seeker = makeOrganisation("seeker", { needs: [makeNeed("n1", "Laver les draps de nos gîtes", {})] });
const listIds = (matcher: ReturnType<typeof createMatcher>) =>
  matcher.rankNeed("seeker", "n1")?.candidates.map(({ organisation }) => organisation);

test("given records as rough as they come, when others are ranked, then nothing stops and they still come first", () => {
  const rough = [
    makeOrganisation("nowhere", {
      place: { commune: "Trifouilly-les-Oies" },
      offers: [offer("Lavage de draps")],
    }),
    makeOrganisation("endless", { offers: [offer("mot ".repeat(12_500))], description: "x".repeat(50_000) }),
    makeOrganisation("empty", {
      name: "-",
      description: "",
      offers: [offer("…")],
      needs: [makeNeed("n1", "?", {})],
    }),
    makeOrganisation("astray", {
      offers: [{ ...offer("Lavage de draps"), area: { type: "departments", codes: ["999"] } }],
      needs: [makeNeed("n1", "Draps", { area: { type: "regions", codes: ["00"] } })],
    }),
    makeOrganisation("late", {
      labels: ["Qualiopi (jusqu'au 31/12/2020)"],
      offers: [offer("Formation à la paie")],
    }),
  ];
  const matcher = createMatcher([seeker, laundry, ...rough], { today: "2026-11-22" });
  expect(listIds(matcher)?.slice(0, 2).sort()).toEqual(["laundry", "nowhere"]);
  const nowhere = matcher
    .rankNeed("seeker", "n1")
    ?.candidates.find((each) => each.organisation === "nowhere");
  expect(nowhere?.cautions.map((each) => explainCaution(each, "fr")).join(" ")).toMatch(
    /Trifouilly-les-Oies/,
  );
  expect(matcher.rankAll({ top: 5 })).toHaveLength(3);
});

test("a label that is missing or out of date is named, with its date", () => {
  const need = makeNeed("n1", "Former nos encadrants à la paie", { requiredLabels: ["Qualiopi"] });
  const trained = (id: string, labels: readonly string[]) =>
    makeOrganisation(id, { labels: [...labels], offers: [offer("Formation à la paie pour encadrants")] });
  const matcher = createMatcher(
    [
      makeOrganisation("seeker", { needs: [need] }),
      trained("late", ["Qualiopi (jusqu'au 31/12/2020)"]),
      trained("without", []),
    ],
    { today: "2026-11-22" },
  );
  const grounds = matcher.rankNeed("seeker", "n1")?.excluded.map(({ gate }) => explainGate(gate, "fr")) ?? [];
  expect(grounds.join("\n")).toMatch(/échu : Qualiopi \(jusqu'au 31\/12\/2020\)/);
  expect(grounds.join("\n")).toMatch(/absent : Qualiopi/);
});

test("a quantity alone brings nobody together", () => {
  const matcher = createMatcher([
    makeOrganisation("seeker", { needs: [makeNeed("n1", "Évacuer 12 tonnes de boues de curage", {})] }),
    makeOrganisation("other", {
      offers: [offer("Vaisselle en grès, 3 tonnes par an, 200 kilos par semaine")],
    }),
  ]);
  expect(matcher.rankNeed("seeker", "n1")?.candidates).toEqual([]);
});

test("areas are said by their names", () => {
  const here: Area = { type: "departments", codes: ["34", "30"] };
  expect(explainReason({ code: "area-covers-you", params: { area: here, km: 12 } }, "fr")).toContain(
    "Hérault, Gard",
  );
  const there: Area = { type: "regions", codes: ["76"] };
  expect(explainGate({ code: "offer-area", params: { area: there, km: null } }, "en")).toContain("Occitanie");
});

test("who seeks a model without saying which is shown distant peers of its own trade", () => {
  const far = { commune: "Nancy", department: "54", region: "44", lat: 48.69, lon: 6.18 };
  const matcher = createMatcher([
    makeOrganisation("seeker", {
      offers: [offer("Recyclerie, collecte d'encombrants")],
      needs: [makeNeed("n1", "Rencontrer des pairs et apprendre d'eux", { kind: "replicate" })],
    }),
    makeOrganisation("near", { offers: [offer("Ressourcerie et boutique solidaire")] }),
    makeOrganisation("far", { place: far, offers: [offer("Ressourcerie et boutique solidaire")] }),
  ]);
  expect(listIds(matcher)).toEqual(["far"]);
});

test("words that only look alike are not one another's trade", () => {
  const matcher = createMatcher([
    makeOrganisation("seeker", {
      needs: [makeNeed("n1", "Aller voir un tracteur, signer et rester amis", {})],
    }),
    makeOrganisation("street", { offers: [offer("Entretien de voirie")] }),
    makeOrganisation("cook", { offers: [offer("Traiteur et buffets")] }),
    makeOrganisation("signs", { offers: [offer("Interprètes en langue des signes")] }),
    makeOrganisation("waste", { offers: [offer("Collecte de restes alimentaires, désamiantage")] }),
  ]);
  expect(matcher.rankNeed("seeker", "n1")?.candidates).toEqual([]);
});

test("« pas de » refuses where it opens a clause, not where it says what is missing", () => {
  const ranked = (text: string) =>
    createMatcher([
      makeOrganisation("seeker", { needs: [makeNeed("n1", text, {})] }),
      makeOrganisation("rent", { offers: [offer("Location d'ordinateurs portables")] }),
      makeOrganisation("reuse", { offers: [offer("Ordinateurs portables reconditionnés")] }),
    ])
      .rankNeed("seeker", "n1")
      ?.candidates.map(({ organisation }) => organisation);
  expect(ranked("Des ordinateurs portables reconditionnés, pas de location.")).toEqual(["reuse"]);
  expect(ranked("Des ordinateurs portables : nous n'avons pas de location en cours.")).toContain("rent");
});

test("what one wants to be rid of answers who looks for it, both ways", () => {
  const brewery = makeOrganisation("brewery", {
    offers: [offer("Bières en fûts")],
    needs: [makeNeed("n1", "Trouver preneur pour nos drêches de brasserie", { kind: "sell" })],
  });
  const farm = makeOrganisation("farm", {
    offers: [offer("Charcuterie fermière")],
    needs: [makeNeed("n1", "Des drêches ou d'autres coproduits pour nourrir nos cochons", {})],
  });
  const matcher = createMatcher([brewery, farm]);
  expect(matcher.rankNeed("farm", "n1")?.candidates[0]?.organisation).toBe("brewery");
  expect(matcher.rankNeed("brewery", "n1")?.candidates[0]?.organisation).toBe("farm");
});
