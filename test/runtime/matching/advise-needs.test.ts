import { describe, expect, it } from "vitest";
import type { MatchOrganisation } from "../../../src/matching/card.ts";
import { createMatcher } from "../../../src/matching/rank.ts";
import { adviseNeeds } from "../../../src/runtime/matching/advise-needs.ts";
import { organisationsOfSet } from "./crowd.ts";

const top = 5;

describe("advice on one's own needs", () => {
  it("is tried for real: doing it brings what it promises, and the trial leaves no trace", () => {
    const everyone = organisationsOfSet(1);
    const matcher = createMatcher(everyone);
    const worth = (organisation: string, need: string) =>
      (matcher.rankNeed(organisation, need, { top })?.candidates ?? []).reduce(
        (sum, one) => sum + one.score,
        0,
      );
    let given = 0;
    for (const organisation of everyone) {
      const before = JSON.stringify(matcher.rankOrganisation(organisation.id));
      const advice = adviseNeeds(matcher, organisation);
      expect(JSON.stringify(matcher.rankOrganisation(organisation.id))).toBe(before);
      for (const { claim, gain } of advice) {
        const { need } = claim.params;
        const was = worth(organisation.id, need);
        matcher.upsert(follow(organisation, claim));
        expect(worth(organisation.id, need) - was).toBeCloseTo(gain, 2);
        expect(gain).toBeGreaterThan(0);
        matcher.upsert(organisation);
        given += 1;
      }
    }
    expect(given).toBeGreaterThan(5);
  });
});

function follow(
  organisation: MatchOrganisation,
  claim: ReturnType<typeof adviseNeeds>[number]["claim"],
): MatchOrganisation {
  return {
    ...organisation,
    needs: organisation.needs.map((need) => {
      if (need.id !== claim.params.need) return need;
      return claim.code === "widen-need-area"
        ? { ...need, area: { type: "radius", km: claim.params.km } }
        : { ...need, activities: [claim.params.activity] };
    }),
  };
}
