import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";
import { repair } from "../../src/scheduling/repair.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { leastRepair } from "./exact-repair.ts";
import { drawFair } from "./fairs.ts";
import { applied, disrupt, disrupted, kinds, publish, smallCase, withOffers } from "./repairs.ts";

const fairs = fc
  .record({
    exhibitors: fc.integer({ min: 2, max: 8 }),
    buyers: fc.integer({ min: 2, max: 12 }),
    slots: fc.integer({ min: 4, max: 12 }),
    tables: fc.integer({ min: 1, max: 5 }),
    wishes: fc.integer({ min: 3, max: 60 }),
    seed: fc.nat(9999),
  })
  .map(({ seed, ...size }) => drawFair(size, seed));
const cases = fc.record({
  fair: fairs,
  kind: fc.constantFrom(...kinds),
  pick: fc.nat(1000),
  length: fc.integer({ min: 1, max: 3 }),
  notice: fc.nat(3),
  early: fc.nat(3),
});

describe("repair", () => {
  it("leaves a lawful agenda, moves nothing that starts too soon, and offers only who is free", () => {
    const seen = { moves: 0, asks: 0, disturbed: 0, offers: 0 };
    fc.assert(
      fc.property(cases, ({ fair, kind, pick, length, notice, early }) => {
        const chosen = publish(fair);
        const item = chosen[pick % Math.max(1, chosen.length)];
        if (item === undefined) return;
        const now = Math.max(0, item.slot - early);
        const disruption = disrupt(fair, item, kind, length);
        const proposal = repair(fair, chosen, disruption, { now, notice });
        const then = disrupted(fair, disruption);
        for (const plan of [proposal, ...proposal.alternatives]) {
          const lost = proposal === plan ? plan.lost : [...plan.lost, ...goneOf(kind, item)];
          const all = applied(chosen, { ...plan, lost }, true);
          expect(verifyChoice(then, all)).toEqual([]);
          expect(verifyChoice(fair, applied(chosen, { ...plan, lost }, false))).toEqual([]);
          const touched = new Set([...plan.moves, ...plan.asks].map(({ candidate }) => candidate));
          for (const own of all) if (!touched.has(own.candidate)) expect(chosen).toContain(own);
          for (const { from, to } of plan.moves) {
            expect(from.slot).toBeGreaterThanOrEqual(now + notice);
            expect(to.slot).toBeGreaterThanOrEqual(now + notice);
          }
          for (const { from } of plan.asks) expect(from.slot).toBeLessThan(now + notice);
          seen.moves += plan.moves.length;
          seen.asks += plan.asks.length;
          seen.disturbed += plan.disturbed.length;
        }
        for (const agendas of withOffers(chosen, proposal)) {
          seen.offers += 1;
          for (const agenda of agendas) expect(verifyChoice(fair, agenda)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });

  it("disturbs nobody else where another table is free at the same time", () => {
    const fair = drawFair({ exhibitors: 6, buyers: 10, slots: 10, tables: 8, wishes: 20 }, 3);
    const chosen = publish(fair);
    const item = chosen.find((own) => own.place.startsWith("t")) as Chosen;
    const lost = { kind: "place-lost", place: item.place, from: item.slot, to: item.slot + 1 } as const;
    for (const notice of [0, 1]) {
      const proposal = repair(fair, chosen, lost, { now: item.slot, notice });
      expect(proposal.lost).toEqual([]);
      expect(proposal.disturbed).toEqual([]);
      const moves = notice === 0 ? proposal.moves : proposal.asks;
      expect(moves.map(({ from, to }) => [from.slot, to.slot])).toEqual([[item.slot, item.slot]]);
    }
  });

  it("offers nobody a meeting that those asked could not walk to, should they say yes", () => {
    const at = (candidate: string, slot: number): Chosen => ({
      candidate,
      slot,
      place: "in-hall",
      delegates: [`${candidate[0]}-0`, `${candidate[1]}-0`],
    });
    const published = [at("ab", 0), at("cd", 1)];
    const offersWith = (walking: Record<string, number>) => {
      const fair: ChooseProblem = {
        name: "three rooms",
        slots: 3,
        walking,
        seats: [
          { id: "in-hall", room: "hall", accessible: true },
          { id: "in-gallery", room: "gallery", accessible: true, slots: [0, 2] },
          { id: "on-terrace", room: "terrace", slots: [1] },
        ],
        attendees: [..."abcde"].map((id) => ({ id, delegates: [{ id: `${id}-0` }] })),
        candidates: [
          { id: "ab", organisations: ["a", "b"], value: 1 },
          { id: "cd", organisations: ["c", "d"], value: 1, accessible: true },
          { id: "ae", organisations: ["a", "e"], value: 1 },
        ],
      };
      const closed = { kind: "room-closed", room: "hall", from: 0, to: 3 } as const;
      const { asks, refills } = repair(fair, published, closed, { now: 0, notice: 1 });
      expect(asks.map(({ to }) => [to.slot, to.place])).toEqual([[0, "in-gallery"]]);
      return refills.flatMap(({ slot, offers }) => offers.map(({ candidate }) => `${candidate}@${slot}`));
    };
    expect(offersWith({})).toEqual(["ae@1"]);
    expect(offersWith({ "gallery>terrace": 1 })).toEqual([]);
  });

  it("never disturbs fewer than the fewest, and seldom more", () => {
    let cases = 0;
    let worse = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const small = smallCase(seed);
      if (small === undefined) continue;
      const { fair, chosen, hit, disruption } = small;
      const least = leastRepair(disrupted(fair, disruption), chosen, hit, () => true);
      const plan = repair(fair, chosen, disruption, { now: 0, notice: 0 });
      expect(plan.lost.length).toBeGreaterThanOrEqual(least.lost);
      if (plan.lost.length === least.lost)
        expect(plan.disturbed.length).toBeGreaterThanOrEqual(least.disturbed);
      cases += 1;
      if (plan.lost.length > least.lost || plan.disturbed.length > least.disturbed) worse += 1;
    }
    expect(cases).toBeGreaterThan(30);
    expect(worse).toBeLessThanOrEqual(cases * 0.02);
  });
});

function goneOf(kind: (typeof kinds)[number], item: Chosen): string[] {
  return kind === "cancelled" || kind === "no-show" ? [item.candidate] : [];
}
