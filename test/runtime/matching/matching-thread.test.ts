import { afterEach, describe, expect, it } from "vitest";
import { createFairLists, type ListChange } from "../../../src/runtime/matching/fair-lists.ts";
import { type MatchingThread, openMatchingThread } from "../../../src/runtime/matching/matching-thread.ts";
import { organisationsOfSet } from "./crowd.ts";

const today = "2027-03-09";
const rules: ListChange = {
  type: "rules",
  fairness: 0,
  mayMeet: [
    { from: "buyer", to: "exhibitor" },
    { from: "exhibitor", to: "exhibitor" },
  ],
};
const everyone = (copies: number): ListChange[] =>
  organisationsOfSet(copies).map((organisation) => ({ type: "present", organisation, kind: "both" }));

let thread: MatchingThread | undefined;
afterEach(() => thread?.close());

function open(onLost: (error: Error) => void = () => undefined, refused: string[] = []): MatchingThread {
  thread = openMatchingThread({
    onLifted: () => undefined,
    onRefused: (error) => refused.push(error.message),
    onLost,
  });
  thread.open("fair_a", today);
  return thread;
}

describe("the matching thread", () => {
  it("gives what the engine gives, in the order in which it was told", async () => {
    const own = open();
    const here = createFairLists({ today, pause: async () => undefined });
    const changes = [rules, ...everyone(1)];
    own.take("fair_a", changes);
    for (const change of changes) here.take(change);
    const [first] = organisationsOfSet(1);
    if (!first) throw new Error("nobody");
    const list = await own.ask("fair_a", { type: "list", organisation: first.id, top: 20 });
    expect(list.length).toBeGreaterThan(0);
    expect(list).toEqual(here.list(first.id, 20));
    expect(await own.ask("fair_a", { type: "coverage" })).toEqual(await here.coverage());
    own.take("fair_a", [{ type: "gone", organisation: list[0]?.organisation ?? "" }]);
    const after = await own.ask("fair_a", { type: "list", organisation: first.id, top: 20 });
    expect(after.map((one) => one.organisation)).not.toContain(list[0]?.organisation);
  });

  it("surveys a whole fair while the caller's event loop goes on", async () => {
    const own = open();
    own.take("fair_a", [rules, ...everyone(4)]);
    await own.ask("fair_a", { type: "advise", organisation: "nobody" });
    const before = process.cpuUsage();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    const coverage = await own.ask("fair_a", { type: "coverage" });
    clearInterval(timer);
    const { user, system } = process.cpuUsage(before);
    expect(coverage.needs).toBeGreaterThan(50);
    // The process worked long, and timers went on ticking: another thread did the work.
    expect((user + system) / 1_000).toBeGreaterThan(100);
    expect(ticks).toBeGreaterThan(10);
  });

  it("answers who opens a page in the middle of a survey", async () => {
    const own = open();
    own.take("fair_a", [rules, ...everyone(4)]);
    const order: string[] = [];
    const [first] = organisationsOfSet(1);
    const survey = own.ask("fair_a", { type: "coverage" }).then(() => order.push("survey"));
    const list = own
      .ask("fair_a", { type: "list", organisation: first?.id ?? "", top: 20 })
      .then(() => order.push("list"));
    await Promise.all([survey, list]);
    expect(order).toEqual(["list", "survey"]);
  });

  it("one profile that cannot be read leaves the others their lists", async () => {
    const refused: string[] = [];
    const own = open(undefined, refused);
    const broken = { id: "org_broken" } as never;
    own.take("fair_a", [rules, { type: "present", organisation: broken, kind: "both" }, ...everyone(1)]);
    const [first] = organisationsOfSet(1);
    const list = await own.ask("fair_a", { type: "list", organisation: first?.id ?? "", top: 20 });
    expect(list.length).toBeGreaterThan(0);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain("org_broken");
  });

  it("lost, it rejects what waits and says so once", async () => {
    const lost: Error[] = [];
    const own = open((error) => lost.push(error));
    own.take("fair_a", null as never);
    await expect(own.ask("fair_a", { type: "coverage" })).rejects.toThrow();
    await expect(own.ask("fair_a", { type: "coverage" })).rejects.toThrow();
    expect(lost).toHaveLength(1);
  });
});
