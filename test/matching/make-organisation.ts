/** Small records for the tests of matching. */
import type { Need } from "../../src/domain/directory/organisation.ts";
import type { MatchOrganisation } from "../../src/matching/card.ts";

export function makeOrganisation(id: string, part: Partial<MatchOrganisation>): MatchOrganisation {
  return {
    id,
    name: `Structure ${id}`,
    family: "association",
    ess: true,
    inclusionKind: null,
    labels: [],
    group: null,
    partners: [],
    place: { commune: "Montpellier", department: "34", region: "76", lat: 43.61, lon: 3.88 },
    staffFte: 10,
    turnoverKeur: null,
    description: "",
    offers: [],
    needs: [],
    ...part,
  };
}

export function makeNeed(id: string, text: string, part: Partial<Need>): Need {
  return { id, kind: "buy", text, area: null, ...part };
}
