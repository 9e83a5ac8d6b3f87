import { afterAll, describe, expect, it } from "vitest";
import { openComputation } from "../../../src/runtime/agenda/computation.ts";
import { listPairs, type RankedPair, scoreOfPairs } from "../../../src/runtime/agenda/ranked-pairs.ts";
import { createFairLists, type ListChange } from "../../../src/runtime/matching/fair-lists.ts";
import { organisationsOfSet } from "../matching/crowd.ts";

const today = "2027-03-09";
const top = 40;
const organisations = organisationsOfSet(1);
const computation = openComputation();
afterAll(() => computation.close());

/** A fair of everybody under this λ, with what the organiser decided of pairs. */
const fairWith = (fairness: number, ...decisions: readonly ListChange[]): ListChange[] => [
  { type: "rules", fairness, mayMeet: [{ from: "exhibitor", to: "exhibitor" }] },
  ...decisions,
  ...organisations.map((organisation): ListChange => ({ type: "present", organisation, kind: "both" })),
];

/** Every pair that a list of the fair shows, with the better of its two scores. */
async function listsOf(changes: readonly ListChange[]): Promise<ReadonlyMap<string, number>> {
  const lists = createFairLists({ today, pause: async () => undefined });
  for (const change of changes) lists.take(change);
  await lists.survey();
  const best = new Map<string, number>();
  for (const { id } of organisations)
    for (const { organisation, score } of lists.list(id, top)) {
      const key = [id, organisation].sort().join("|");
      best.set(key, Math.max(score, best.get(key) ?? 0));
    }
  return best;
}

const rank = async (changes: readonly ListChange[]) => {
  const packed = await computation.rank({ changes, today }, top);
  return { pairs: [...listPairs(packed)], scoreOf: scoreOfPairs(packed) };
};

describe("the scores that agendas are computed from", () => {
  it("are those of the lists that participants read, under the organiser's λ", {
    timeout: 60_000,
  }, async () => {
    const lifted = await rank(fairWith(0.15));
    const lists = await listsOf(fairWith(0.15));
    expect(new Map(lifted.pairs.map(([a, b, score]) => [[a, b].sort().join("|"), score]))).toEqual(lists);
    expect(lifted.pairs).toHaveLength(lists.size);
    const scores = lifted.pairs.map(([, , score]) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const [a, b, score] of lifted.pairs)
      expect([lifted.scoreOf(a, b), lifted.scoreOf(b, a)]).toEqual([score, score]);
    expect(lifted.scoreOf("nobody", lifted.pairs[0]?.[0] ?? "")).toBe(0);
    const plain = await rank(fairWith(0));
    const raised = lifted.pairs.filter(([a, b, score]) => score > (plain.scoreOf(a, b) || 1) + 1e-9);
    expect(raised.length).toBeGreaterThan(0);
    const small = new Map(organisations.map(({ id, staffFte }) => [id, staffFte ?? 99]));
    for (const [, shown, score] of raised) {
      expect(small.get(shown)).toBeLessThan(10);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it("hold the organiser's pins and bans", { timeout: 60_000 }, async () => {
    const plain = await rank(fairWith(0));
    const [a, b] = plain.pairs[0] ?? ["", ""];
    const rule = { kind: "ban", why: "Litige en cours" } as const;
    const banned = await rank(fairWith(0, { type: "pair", organisations: [a, b], rule }));
    const isPair = ([x, y]: RankedPair) => (x === a && y === b) || (x === b && y === a);
    expect(plain.pairs.some(isPair)).toBe(true);
    expect(banned.pairs.some(isPair)).toBe(false);
    expect(banned.scoreOf(a, b)).toBe(0);
  });
});
