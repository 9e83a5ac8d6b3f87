import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choose } from "../../src/scheduling/choose.ts";
import type { BreakWanted, ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";
import { repair } from "../../src/scheduling/repair.ts";
import { createSeating } from "../../src/scheduling/seating.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { drawFair, wantBreaks } from "./fairs.ts";
import { applied, disrupt, disrupted, kinds, publish, withOffers } from "./repairs.ts";

const fairs = fc
  .record({
    exhibitors: fc.integer({ min: 2, max: 8 }),
    buyers: fc.integer({ min: 2, max: 12 }),
    slots: fc.integer({ min: 4, max: 12 }),
    tables: fc.integer({ min: 1, max: 5 }),
    wishes: fc.integer({ min: 3, max: 60 }),
    seed: fc.nat(9999),
  })
  .map(({ seed, ...size }) => wantBreaks(drawFair(size, seed), seed));

/** One table; `a` can meet `b`, `c` and `d`, and wants the breaks given. */
function fairOf(slots: number, breaks: readonly BreakWanted[], dayStarts = [0]): ChooseProblem {
  const attendee = (id: string) => ({
    id,
    delegates: [{ id: `${id}-0`, ...(id === "a" ? { breaks } : {}) }],
  });
  return {
    name: "one who wants a break",
    slots,
    dayStarts,
    seats: [
      { id: "t0", room: "hall" },
      { id: "t1", room: "hall" },
    ],
    attendees: ["a", "b", "c", "d"].map(attendee),
    candidates: ["b", "c", "d"].map((other) => ({
      id: `a${other}`,
      organisations: ["a", other] as const,
      value: 1,
    })),
  };
}

function chooseFor(problem: ChooseProblem, rounds = 50) {
  return choose(problem, { seconds: Number.POSITIVE_INFINITY, elapsed: () => 0, seed: 1, rounds });
}

const codesOf = (problem: ChooseProblem, chosen: readonly Chosen[]) =>
  verifyChoice(problem, chosen).map(({ code }) => code);

describe("breaks wanted", () => {
  it("are given to everybody who wants them", () => {
    fc.assert(
      fc.property(fairs, (fair) => {
        const answer = chooseFor(fair);
        expect(verifyChoice(fair, answer.chosen)).toEqual([]);
        expect(answer.value).toBeLessThanOrEqual(answer.bound + 1e-6);
        expect(answer.chosen.length + answer.leftOut.length).toBe(fair.candidates.length);
      }),
      { numRuns: 80 },
    );
  });

  it("cost a meeting where there is no other slot, and the reason says so", () => {
    const fair = fairOf(3, [{ from: 0, to: 2, slots: 1 }]);
    const { chosen, leftOut } = chooseFor(fair);
    expect(chosen).toHaveLength(2);
    expect(leftOut.map(({ code }) => code)).toEqual(["break"]);
    expect(chooseFor(fairOf(3, [])).chosen).toHaveLength(3);
  });

  it("lie in one day: a night does not join two halves", () => {
    expect(chooseFor(fairOf(4, [{ from: 1, to: 2, slots: 2 }])).chosen).toHaveLength(2);
    const meetings = chooseFor(fairOf(6, [{ from: 1, to: 4, slots: 2 }], [0, 3])).chosen;
    const free = [1, 2, 3, 4].filter((slot) => meetings.every((own) => own.slot !== slot));
    expect(free.join().includes("1,2") || free.join().includes("3,4")).toBe(true);
  });

  it("count slots at which somebody is away", () => {
    const fair = fairOf(4, [{ from: 0, to: 3, slots: 1 }]);
    const away: ChooseProblem = {
      ...fair,
      attendees: fair.attendees.map(({ id, delegates: [one, ...others] }) => ({
        id,
        delegates: [{ id: "", ...one, ...(id === "a" ? { unavailable: [2] } : {}) }, ...others],
      })),
    };
    expect(chooseFor(away).chosen).toHaveLength(3);
  });

  it("are given up where a locked meeting costs them, which the checker reports, and bind nobody else", () => {
    const fair = fairOf(4, [{ from: 1, to: 2, slots: 2 }]);
    const at = { slot: 1, place: "t0", delegates: ["a-0", "b-0"] } as const;
    const locked: ChooseProblem = {
      ...fair,
      candidates: fair.candidates.map((own) => (own.id === "ab" ? { ...own, locked: at } : own)),
    };
    const { chosen } = chooseFor(locked);
    expect(chosen).toHaveLength(3);
    expect(codesOf(locked, chosen)).toEqual(["no-break"]);
  });

  it("are judged by the checker without the search", () => {
    const fair = fairOf(4, [{ from: 1, to: 2, slots: 1 }]);
    const hold = (candidate: string, slot: number): Chosen => ({
      candidate,
      slot,
      place: "t0",
      delegates: ["a-0", `${candidate.slice(1)}-0`],
    });
    expect(codesOf(fair, [hold("ab", 0), hold("ac", 1), hold("ad", 3)])).toEqual([]);
    expect(codesOf(fair, [hold("ab", 1), hold("ac", 2)])).toEqual(["no-break"]);
  });

  it("forbid a spot by hand as they do in the search", () => {
    const seating = createSeating(fairOf(3, [{ from: 0, to: 1, slots: 1 }]));
    const spot = (slot: number) => ({ slot, place: 0, first: 0, second: 1 });
    expect(seating.allows(0, spot(0))).toBe(true);
    seating.put(0, spot(0));
    expect(seating.allows(1, { ...spot(1), second: 2 })).toBe(false);
    expect(seating.allows(1, { ...spot(2), second: 2 })).toBe(true);
    seating.take(0);
    expect(seating.allows(1, { ...spot(1), second: 2 })).toBe(true);
  });

  it("are kept by every repair that finds them kept, whether those asked say yes or not", () => {
    const seen = { moves: 0, asks: 0, offers: 0 };
    const cases = fc.record({
      fair: fairs,
      kind: fc.constantFrom(...kinds),
      pick: fc.nat(1000),
      length: fc.integer({ min: 1, max: 3 }),
      notice: fc.nat(3),
    });
    fc.assert(
      fc.property(cases, ({ fair, kind, pick, length, notice }) => {
        const chosen = publish(fair);
        const item = chosen[pick % Math.max(1, chosen.length)];
        if (item === undefined) return;
        const disruption = disrupt(fair, item, kind, length);
        const proposal = repair(fair, chosen, disruption, { now: item.slot, notice });
        const gone = kind === "cancelled" || kind === "no-show" ? [item.candidate] : [];
        for (const plan of [proposal, ...proposal.alternatives]) {
          const all = { ...plan, lost: [...plan.lost, ...gone] };
          expect(verifyChoice(disrupted(fair, disruption), applied(chosen, all, true))).toEqual([]);
          expect(verifyChoice(fair, applied(chosen, all, false))).toEqual([]);
          seen.moves += plan.moves.length;
          seen.asks += plan.asks.length;
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

  it("lost before a repair keep no meeting from the next table", () => {
    const fair = fairOf(4, [{ from: 1, to: 2, slots: 2 }]);
    const chosen: Chosen[] = [{ candidate: "ab", slot: 1, place: "t0", delegates: ["a-0", "b-0"] }];
    const lost = { kind: "place-lost", place: "t0", from: 1, to: 2 } as const;
    const { moves } = repair(fair, chosen, lost, { now: 0, notice: 0 });
    expect(moves.map(({ to }) => [to.slot, to.place])).toEqual([[1, "t1"]]);
  });
});
