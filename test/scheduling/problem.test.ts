import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProblem } from "../../src/scheduling/problem.ts";
import { problems } from "./problems.ts";

const good = {
  name: "x",
  slots: 4,
  places: 2,
  participants: [{ id: "a" }, { id: "b", unavailable: [3] }, { id: "c" }],
  meetings: [
    { id: "m0", participants: ["a", "b"] },
    { id: "m1", participants: ["b", "c"], after: ["m0"] },
  ],
};

function faultsOf(change: Record<string, unknown>): string[] {
  const parsed = parseProblem(JSON.stringify({ ...good, ...change }));
  return parsed.ok ? [] : parsed.faults.map(({ path, expected }) => `${path}: ${expected}`);
}

function withMeeting(change: Record<string, unknown>): Record<string, unknown> {
  return {
    meetings: [
      { id: "m0", participants: ["a", "b"], ...change },
      { id: "m1", participants: ["b", "c"] },
    ],
  };
}

describe("parseProblem", () => {
  it("reads every problem that the format can express", () => {
    fc.assert(
      fc.property(problems({ slots: 8, people: 6, meetings: 10 }), (problem) => {
        expect(parseProblem(JSON.stringify(problem))).toEqual({ ok: true, value: problem });
      }),
    );
  });

  it.each([
    [
      "an unknown participant",
      withMeeting({ participants: ["a", "z"] }),
      'meetings[0].participants[1]: expected the id of a participant, "z" is unknown',
    ],
    [
      "a meeting with itself",
      withMeeting({ participants: ["a", "a"] }),
      'meetings[0].participants[1]: expected somebody else: "a" cannot meet itself',
    ],
    [
      "a slot that is not there",
      withMeeting({ slots: [9] }),
      "meetings[0].slots[0]: expected a slot from 0 to 3, found 9",
    ],
    [
      "a fixed slot that is not there",
      withMeeting({ fixedSlot: 4 }),
      "meetings[0].fixedSlot: expected a slot from 0 to 3, found 4",
    ],
    [
      "an unknown place",
      withMeeting({ fixedPlace: "t9" }),
      'meetings[0].fixedPlace: expected the id of a place, "t9" is unknown',
    ],
    [
      "a meeting after itself",
      withMeeting({ after: ["m0"] }),
      'meetings[0].after[0]: expected another meeting: "m0" cannot come after itself',
    ],
    [
      "an unknown earlier meeting",
      withMeeting({ after: ["m7"] }),
      'meetings[0].after[0]: expected the id of a meeting, "m7" is unknown',
    ],
    [
      "an id used twice",
      { participants: [{ id: "a" }, { id: "a" }, { id: "b" }, { id: "c" }] },
      'participants[1].id: expected an id used once, "a" is used before',
    ],
    [
      "a break that ends before it begins",
      { participants: [...good.participants, { id: "d", breaks: [{ from: 2, to: 1, slots: 1 }] }] },
      "participants[3].breaks[0].to: expected the last slot of the break, 2 or later, found 1",
    ],
    [
      "a break after the last slot",
      { participants: [...good.participants, { id: "d", breaks: [{ from: 2, to: 4, slots: 1 }] }] },
      "participants[3].breaks[0].to: expected a slot from 0 to 3, found 4",
    ],
    [
      "a break longer than its window",
      { participants: [...good.participants, { id: "d", breaks: [{ from: 1, to: 2, slots: 3 }] }] },
      "participants[3].breaks[0].slots: expected at most the 2 slots from 1 to 2, found 3",
    ],
    [
      "a break of nothing",
      { participants: [...good.participants, { id: "d", breaks: [{ from: 1, to: 2, slots: 0 }] }] },
      "participants[3].breaks[0].slots: Too small: expected number to be >=1",
    ],
  ])("names the place of %s", (_, change, line) => {
    expect(faultsOf(change)).toContain(line);
  });

  it("names the place of negative slots and wrong types", () => {
    expect(faultsOf({ slots: -1 })[0]).toMatch(/^slots: /);
    expect(faultsOf({ participants: [{ id: "a", unavailable: [-2] }] })[0]).toMatch(
      /^participants\[0\]\.unavailable\[0\]: /,
    );
    expect(faultsOf({ meetings: "none" })[0]).toMatch(/^meetings: /);
  });

  it("refuses two meetings of one person fixed at one slot", () => {
    const meetings = [
      { id: "m0", participants: ["a", "b"], fixedSlot: 1 },
      { id: "m1", participants: ["b", "c"], fixedSlot: 1 },
    ];
    expect(faultsOf({ meetings })).toEqual([
      'meetings[1].fixedSlot: expected a slot where participant "b" is not fixed already by "m0"',
    ]);
  });

  it("answers 10 MB of noise with one line", () => {
    const noise = Buffer.alloc(10_000_000, 0xe9).toString("latin1");
    const parsed = parseProblem(noise);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.faults).toHaveLength(1);
  });

  it("does not drown its reader", () => {
    expect(faultsOf({ meetings: Array.from({ length: 5000 }, () => ({ id: 3 })) }).length).toBeLessThan(60);
  });

  it("never throws on any JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseProblem(JSON.stringify(value)).ok).toBe(false);
      }),
    );
  });
});
