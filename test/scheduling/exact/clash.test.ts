import { describe, expect, it } from "vitest";
import { findClash } from "../../../src/scheduling/exact/clash.ts";
import type { Problem } from "../../../src/scheduling/problem.ts";

describe("facts that clash", () => {
  it("over the spread of breaks name who holds one meeting at a time, without which nobody waits", () => {
    const meeting = (id: string, ends: string, more: object = {}) => ({
      id,
      participants: [...ends],
      ...more,
    });
    const problem: Problem = {
      name: "nobody may wait, since one person meets nobody",
      slots: 4,
      places: 1,
      participants: [..."abcd"].map((id) => ({ id })),
      meetings: [
        meeting("first", "bc", { slots: [0, 1, 2] }),
        meeting("then", "ab", { after: ["first"] }),
        meeting("early", "ca", { fixedSlot: 0 }),
      ],
      maxBreakSpread: 0,
    };
    const facts = findClash(problem, () => false);
    const busy = facts.flatMap((fact) => (fact.code === "person-busy" ? [fact.meetings.join()] : []));
    expect(busy).toEqual(expect.arrayContaining(["first,early", "then,early"]));
    expect(facts).toContainEqual({ code: "spread", limit: 0 });
    expect(facts).toContainEqual({ code: "meeting-fixed", meeting: "early", slot: 0 });
  });
});
