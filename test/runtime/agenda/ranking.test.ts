import { afterAll, describe, expect, it } from "vitest";
import { openComputation } from "../../../src/runtime/agenda/computation.ts";
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

async function listsOf(changes: readonly ListChange[]) {
  const lists = createFairLists({ today, pause: async () => undefined });
  for (const change of changes) lists.take(change);
  await lists.survey();
  return organisations.flatMap(({ id }) =>
    lists.list(id, top).map((other) => [id, other.organisation, other.score]),
  );
}

describe("the scores that agendas are computed from", () => {
  it("are those of the lists that participants read, under the organiser's λ", {
    timeout: 60_000,
  }, async () => {
    const lifted = await computation.rank({ changes: fairWith(0.15), today }, top);
    expect(lifted).toEqual(await listsOf(fairWith(0.15)));
    const plain = await computation.rank({ changes: fairWith(0), today }, top);
    const scoreOf = new Map(plain.map(([a, b, score]) => [`${a}|${b}`, score]));
    const raised = lifted.filter(([a, b, score]) => score > (scoreOf.get(`${a}|${b}`) ?? 1) + 1e-9);
    expect(raised.length).toBeGreaterThan(0);
    const small = new Map(organisations.map(({ id, staffFte }) => [id, staffFte ?? 99]));
    for (const [, shown, score] of raised) {
      expect(small.get(shown)).toBeLessThan(10);
      expect(score).toBeLessThanOrEqual(1);
    }
  });

  it("hold the organiser's pins and bans", { timeout: 60_000 }, async () => {
    const plain = await computation.rank({ changes: fairWith(0), today }, top);
    const [a, b] = plain[0] ?? ["", ""];
    const rule = { kind: "ban", why: "Litige en cours" } as const;
    const banned = await computation.rank(
      { changes: fairWith(0, { type: "pair", organisations: [a, b], rule }), today },
      top,
    );
    const isPair = ([x, y]: readonly [string, string, number]) =>
      (x === a && y === b) || (x === b && y === a);
    expect(plain.some(isPair)).toBe(true);
    expect(banned.some(isPair)).toBe(false);
  });
});
