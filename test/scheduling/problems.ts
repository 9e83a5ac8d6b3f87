import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { type Problem, parseProblem } from "../../src/scheduling/problem.ts";
import type { Answer } from "../../src/scheduling/solution.ts";
import { solve } from "../../src/scheduling/solve.ts";

/** Small problems of every kind that the format can express, valid as files. */
export function problems(limits: { slots: number; people: number; meetings: number }): fc.Arbitrary<Problem> {
  const slotsOf = (slots: number) => fc.uniqueArray(fc.nat(slots - 1), { maxLength: slots });
  return fc
    .record({
      slots: fc.integer({ min: 2, max: limits.slots }),
      people: fc.integer({ min: 2, max: limits.people }),
    })
    .chain(({ slots, people }) => {
      const wanted = fc
        .tuple(fc.nat(slots - 1), fc.nat(slots - 1), fc.nat(slots - 1))
        .map(([a, b, length]) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          return { from, to, slots: 1 + (length % (to - from + 1)) };
        });
      const person = fc.record(
        {
          breaks: fc.array(wanted, { minLength: 1, maxLength: 2 }),
          unavailable: fc.uniqueArray(fc.nat(slots - 1), { maxLength: 2 }),
          maxMeetings: fc.integer({ min: 1, max: 4 }),
          maxInARow: fc.integer({ min: 1, max: 3 }),
        },
        { requiredKeys: [] },
      );
      const pair = fc
        .tuple(fc.nat(people - 1), fc.nat(people - 2))
        .map(([first, other]) => [first, other >= first ? other + 1 : other]);
      const meeting = fc.record(
        {
          pair,
          slots: slotsOf(slots).filter((list) => list.length > 0),
          required: fc.boolean(),
          value: fc.integer({ min: 0, max: 5 }),
          after: fc.nat(limits.meetings),
        },
        { requiredKeys: ["pair"] },
      );
      return fc
        .record(
          {
            participants: fc.array(fc.option(person, { nil: {}, freq: 1 }), {
              minLength: people,
              maxLength: people,
            }),
            meetings: fc.array(meeting, { minLength: 1, maxLength: limits.meetings }),
            places: fc.integer({ min: 1, max: 3 }),
            countUnavailable: fc.boolean(),
            maxBreakSpread: fc.integer({ min: 0, max: 2 }),
          },
          { requiredKeys: ["participants", "meetings", "places"] },
        )
        .map((drawn): Problem => {
          const { participants, meetings, ...rest } = drawn;
          return {
            ...rest,
            name: "drawn",
            slots,
            participants: participants.map((own, index) => ({ id: `p${index}`, ...own })),
            meetings: meetings.map(({ pair: ends, after, ...own }, index) => ({
              ...own,
              id: `m${index}`,
              participants: ends.map((end) => `p${end}`),
              ...(after === undefined || after >= index ? {} : { after: [`m${after}`] }),
            })),
          };
        });
    });
}

/** The problem with one more slot at the end of the day, which every meeting may have. */
export function withSlot(problem: Problem): Problem {
  return {
    ...problem,
    slots: problem.slots + 1,
    meetings: problem.meetings.map(({ slots, ...meeting }) => ({
      ...meeting,
      ...(slots === undefined ? {} : { slots: [...slots, problem.slots] }),
    })),
  };
}

/** Solves with a budget of steps and no clock, so that a failure can be replayed. */
export function solveFor(problem: Problem, steps = 60_000, seed = 1): Answer {
  return solve(problem, { seconds: Number.POSITIVE_INFINITY, elapsed: () => 0, seed, steps });
}

const FOLDER = new URL("../../../shared/scheduling/", import.meta.url);

/** A published instance with its optimum, or a spoken absence: `undefined` on a machine without them. */
export function readPublished():
  | { name: string; problem: Problem; optimum: number | "UNSAT" | null }[]
  | undefined {
  if (!existsSync(FOLDER)) {
    if (process.env.CI === "true") throw new Error("CI needs the published instances beside the project");
    console.log("left out: the published instances are not beside the project (../shared/scheduling)");
    return undefined;
  }
  const answers: unknown = JSON.parse(readFileSync(new URL("published.json", FOLDER), "utf8"));
  const optima = new Map(Object.entries(answers as Record<string, { optimum: number | "UNSAT" | null }>));
  return readdirSync(new URL("instances/", FOLDER)).map((file) => {
    const parsed = parseProblem(readFileSync(new URL(`instances/${file}`, FOLDER), "utf8"));
    if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.faults)}`);
    const { name } = parsed.value;
    return { name, problem: parsed.value, optimum: optima.get(name)?.optimum ?? null };
  });
}
