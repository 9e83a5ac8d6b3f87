// Acceptance scenarios of test/evaluation/scenarios.json that concern recommendation.
import { beforeAll, describe, expect, test } from "vitest";
import type { MatchOrganisation } from "../../src/matching/card.ts";
import { explainGate, explainReason } from "../../src/matching/explain.ts";
import { createMatcher, type Matcher, type NeedRanking } from "../../src/matching/rank.ts";
import { readOrganisations } from "./evaluation-sets.ts";

let organisations: readonly MatchOrganisation[];
let matcher: Matcher;

beforeAll(async () => {
  organisations = await readOrganisations();
  matcher = createMatcher(organisations);
});

describe("acceptance scenarios", () => {
  test("[F01] the federation first for the holiday village, with products, area and rounds as reasons", () => {
    const ranking = rank("lazaret#n1");
    expect(listIds(ranking)[0]).toBe("frca-lr");
    const said = sayReasons(ranking, "frca-lr");
    expect(said).toMatch(/fruits et légumes/);
    expect(said).toMatch(/tournées/);
    expect(said).toMatch(/km/);
    expect(findGate(ranking, "ferme-au-quartier")).toMatch(/n'intervient pas chez vous|hors de la zone/);
    expect(listIds(ranking).slice(0, 5)).not.toContain("table-cana-mtp");
  });

  test("[F03] network to network: the federation before its member, which is attached to it", () => {
    const ranking = rank("unat-lr#n1");
    const ids = listIds(ranking);
    expect(ids[0]).toBe("frca-lr");
    expect(ids.indexOf("coop-fruits-gard")).toBeGreaterThan(0);
    expect(sayReasons(ranking, "coop-fruits-gard")).toMatch(/adhérent de Fédération Régionale/);
  });

  test("[F05] no company of the same group is proposed, and the ground is the group", () => {
    const ranking = rank("table-cana-mtp#n1");
    for (const sister of ["label-route", "mobileco", "feuille-erable"]) {
      expect(listIds(ranking)).not.toContain(sister);
    }
    expect(findGate(ranking, "label-route")).toMatch(/même groupe : REPLIC/);
  });

  test("[F10] a reserved lot: the small eligible firm with the ESAT that completes it, the landscaper refused by article", () => {
    const ranking = rank("cap-lagune#n1");
    expect(listIds(ranking)[0]).toBe("esat-cigales");
    const small = ranking.candidates.find((each) => each.organisation === "adapt-vert");
    expect(small?.relation).toBe("consortium");
    expect(ranking.consortia).toContainEqual(
      expect.objectContaining({ members: ["adapt-vert", "esat-cigales"], opens: "capacity" }),
    );
    expect(ranking.consortia[0]?.percent).toBeGreaterThanOrEqual(100);
    expect(findGate(ranking, "paysages-medit")).toMatch(/L2113-12/);
    for (const candidate of listIds(ranking)) {
      expect(["EA", "ESAT"]).toContain(organisations.find((each) => each.id === candidate)?.inclusionKind);
    }
  });

  test("[F13] a conventional company is a buyer that others are led to, and never counts as ESS", () => {
    const carrier = organisations.find((each) => each.id === "transforez");
    expect(carrier?.ess).toBe(false);
    expect(listIds(rank("transforez#n1"))[0]).toBe("coursiers-stephanois");
    expect(listIds(rank("ecossolies#n1"))[0]).toBe("chantiers-estuaire");
  });

  test("[F14] a required label closes the door alone and opens it with a holder", () => {
    const ranking = rank("grand-nancy#n1");
    expect(listIds(ranking)).toContain("kepos");
    expect(listIds(ranking)).not.toContain("transitio-conseil");
    expect(findGate(ranking, "transitio-conseil")).toMatch(/Qualiopi.*cotraitance avec/);
    const consortium = ranking.consortia.find((each) => each.members[0] === "transitio-conseil");
    expect(consortium?.opens).toBe("label");
    const partner = organisations.find((each) => each.id === consortium?.members[1]);
    expect(partner?.labels).toContain("Qualiopi");
  });

  test("[F19] the shop network and the wholesaler are complementary, to pool a platform", () => {
    const ranking = rank("pre-de-chez-vous#n1");
    expect(listIds(ranking).slice(0, 3)).toContain("ferme-au-quartier");
    const said = sayReasons(ranking, "ferme-au-quartier");
    expect(said).toMatch(/mutualiser/);
    expect(said).not.toMatch(/plutôt un confrère/);
  });

  test("[F20] the couriers first without a word in common, the lorries refused by « sans camion »", () => {
    const ranking = rank("chrysalide#n1");
    expect(listIds(ranking)[0]).toBe("coursiers-stephanois");
    expect(listIds(ranking)).not.toContain("transforez");
    expect(findGate(ranking, "transforez")).toMatch(/sans camion/);
  });

  test("[F22] small tickets are said to be too small for 4 M€ but worth a meeting; five useful actors", () => {
    const ranking = rank("pre-de-chez-vous#n1");
    expect(ranking.candidates.length).toBeGreaterThanOrEqual(5);
    expect(listIds(ranking)).toContain("cigales-forez");
    expect(sayReasons(ranking, "cigales-forez")).toMatch(/tickets trop petits : 15 k€.*4000 k€/);
    expect(listIds(ranking).slice(0, 6)).toContain("st-etienne-metropole");
  });

  test("[F23] the energy cooperative is led to the orchard's roof, across sectors", () => {
    const ranking = rank("energie-corbieres#n1");
    expect(listIds(ranking).slice(0, 3)).toContain("coop-fruits-gard");
    const said = sayReasons(ranking, "coop-fruits-gard");
    expect(said).toMatch(/facture d'électricité/);
    expect(said).toMatch(/couvertures|toit/);
    expect(said).toMatch(/relie deux filières/);
  });
});

function rank(key: string): NeedRanking {
  const [owner = "", need = ""] = key.split("#");
  const ranking = matcher.rankNeed(owner, need, { top: 50 });
  if (ranking === undefined) throw new Error(`no need ${key}`);
  return ranking;
}

function listIds({ candidates }: NeedRanking): readonly string[] {
  return candidates.map((each) => each.organisation);
}

function sayReasons({ candidates }: NeedRanking, organisation: string): string {
  const candidate = candidates.find((each) => each.organisation === organisation);
  return (candidate?.reasons ?? []).map(({ claim }) => explainReason(claim, "fr")).join(" | ");
}

function findGate({ excluded }: NeedRanking, organisation: string): string {
  const found = excluded.find((each) => each.organisation === organisation);
  return found === undefined ? "" : explainGate(found.gate, "fr");
}
