import { expect, test } from "vitest";
import type { Need } from "../../src/domain/directory/organisation.ts";
import { type MatchOrganisation, toCard } from "../../src/matching/card.ts";
import { checkLabels, checkReservation, coversLabel, hasExpired } from "../../src/matching/gates.ts";
import { compareQuantities } from "../../src/matching/quantity.ts";
import { createMatcher } from "../../src/matching/rank.ts";
import { makeNeed, makeOrganisation } from "./make-organisation.ts";

const card = (part: Partial<MatchOrganisation>) => toCard(makeOrganisation("x", part), new Map());
const reserved = (part: Partial<Need>) => makeNeed("n1", "Tondre un parc", part);

test("a reserved lot opens to the kinds of its article only", () => {
  const l12 = reserved({ reservedFor: ["L2113-12"] });
  expect(checkReservation(l12, card({ inclusionKind: "EA" }))).toBeNull();
  expect(checkReservation(l12, card({ inclusionKind: "ESAT" }))).toBeNull();
  expect(checkReservation(l12, card({ inclusionKind: "EI" }))?.code).toBe("reserved");
  expect(checkReservation(l12, card({ inclusionKind: null }))?.code).toBe("reserved");
  const l13 = reserved({ reservedFor: ["EI", "ACI", "AI", "ETTI"] });
  expect(checkReservation(l13, card({ inclusionKind: "ACI" }))).toBeNull();
  expect(checkReservation(l13, card({ inclusionKind: "GEIQ" }))).toMatchObject({
    params: { articles: ["L2113-13"] },
  });
  const both = reserved({ reservedFor: ["L2113-14"] });
  expect(checkReservation(both, card({ inclusionKind: "EA" }))).toBeNull();
  expect(checkReservation(both, card({ inclusionKind: "EI" }))).toBeNull();
  const prison = reserved({ reservedFor: ["L2113-13-1"] });
  expect(checkReservation(prison, card({ inclusionKind: "EI" }))?.code).toBe("reserved");
  const ess = reserved({ reservedFor: ["L2113-15"] });
  expect(checkReservation(ess, card({ ess: true }))).toBeNull();
  expect(checkReservation(ess, card({ ess: false }))?.code).toBe("reserved");
});

test("an article named in the text alone reserves the lot too", () => {
  const need = makeNeed("n1", "Ménage de six bâtiments, lot réservé article L. 2113-13", {});
  expect(checkReservation(need, card({ inclusionKind: "ESAT" }))?.code).toBe("reserved");
  expect(checkReservation(need, card({ inclusionKind: "EI" }))).toBeNull();
});

test("a required label must be held, and valid on the day", () => {
  const need = makeNeed("n1", "Former des agents", { requiredLabels: ["Qualiopi"] });
  expect(checkLabels(need, card({ labels: ["ESUS"] }), null).gate?.code).toBe("label-required");
  const dated = card({ labels: ["Qualiopi (jusqu'au 31/12/2025)"] });
  expect(checkLabels(need, dated, "2025-06-01").gate).toBeNull();
  expect(checkLabels(need, dated, "2026-11-22").gate?.code).toBe("label-expired");
  const organic = makeNeed("n1", "Légumes", { requiredLabels: ["AB"] });
  expect(checkLabels(organic, card({ labels: ["AB (partiel)"] }), null).cautions[0]?.code).toBe(
    "label-partial",
  );
  expect(coversLabel("AB", "AB (partiel)")).toBe(true);
  expect(hasExpired("RGE valable 2024", "2026-01-01")).toBe(true);
});

test("quantities are compared across units and periods, or not at all", () => {
  const day = { value: 100, unit: "kg", per: "day" };
  expect(compareQuantities(day, { value: 0.7, unit: "tonnes", per: "week" })).toBeCloseTo(1, 5);
  expect(
    compareQuantities({ value: 2, unit: "ha", per: "year" }, { value: 12, unit: "ha", per: "year" }),
  ).toBeCloseTo(1 / 6);
  expect(compareQuantities(day, { value: 3, unit: "lits", per: "day" })).toBeNull();
  expect(compareQuantities(day, { value: 3, unit: "kg", per: "total" })).toBeNull();
  expect(compareQuantities(day, { value: 0, unit: "kg", per: "day" })).toBeNull();
});

test("a blocked pair, a sister company and a banned pair are closed; a pinned one comes first", () => {
  const seeker = makeOrganisation("a", { group: "Arc", needs: [makeNeed("n1", "Ménage de bureaux", {})] });
  const offering = (id: string, group: string | null) =>
    makeOrganisation(id, {
      group,
      offers: [
        {
          id: "o1",
          text: "Ménage de bureaux",
          activities: ["nettoyage-locaux"],
          area: { type: "national" },
          capacity: null,
        },
      ],
    });
  const all = [seeker, offering("b", "Arc"), offering("c", null), offering("d", null), offering("e", null)];
  const matcher = createMatcher(all, { blocked: new Set(["c|a"]) });
  matcher.setRule("a", "d", { kind: "ban", why: "litige" });
  const ranking = matcher.rankNeed("a", "n1");
  expect(ranking?.candidates.map((each) => each.organisation)).toEqual(["e"]);
  expect(new Map(ranking?.excluded.map((each) => [each.organisation, each.gate.code]))).toEqual(
    new Map([
      ["b", "same-group"],
      ["c", "blocked"],
      ["d", "banned-by-organiser"],
    ]),
  );
  matcher.setRule("a", "d", { kind: "pin", why: "ils se cherchent depuis un an" });
  expect(matcher.rankNeed("a", "n1")?.candidates[0]?.organisation).toBe("d");
  matcher.setRule("a", "d", null);
  expect(matcher.rankNeed("a", "n1")?.candidates).toHaveLength(2);
});

test("a public buyer is told that proximity serves sourcing only", () => {
  const seeker = makeOrganisation("ville", {
    family: "public-authority",
    ess: false,
    needs: [makeNeed("n1", "Ménage de bureaux", {})],
  });
  const other = makeOrganisation("b", {
    offers: [{ id: "o1", text: "Ménage de bureaux", activities: [], area: null, capacity: null }],
  });
  const cautions = createMatcher([seeker, other]).rankNeed("ville", "n1")?.candidates[0]?.cautions ?? [];
  expect(cautions.map((each) => each.code)).toEqual(
    expect.arrayContaining(["proximity-is-sourcing", "area-unknown"]),
  );
});
