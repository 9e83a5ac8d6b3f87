import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSchedule } from "../../src/cli/schedule.ts";
import { runVerify } from "../../src/cli/verify.ts";

const problem = {
  name: "two",
  slots: 3,
  places: 1,
  participants: [{ id: "a" }, { id: "b" }, { id: "c" }],
  meetings: [
    { id: "ab", participants: ["a", "b"] },
    { id: "bc", participants: ["b", "c"] },
  ],
};

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coventis-schedule-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Run = (
  args: readonly string[],
  io: { out: (text: string) => void; err: (text: string) => void },
) => Promise<number>;

async function call(run: Run, args: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(args, { out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

async function write(name: string, content: unknown): Promise<string> {
  const file = join(folder, name);
  const isRaw = typeof content === "string" || Buffer.isBuffer(content);
  await writeFile(file, isRaw ? content : JSON.stringify(content));
  return file;
}

describe("schedule and verify on the command line", () => {
  it("prints a solution that verify accepts", async () => {
    const file = await write("good.json", problem);
    const { code, out } = await call(runSchedule, [file, "--seconds", "1", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ name: "two", status: "optimal", breaks: 0, unplaced: [] });
    const answer = await write("answer.json", out);
    expect(await call(runVerify, [file, answer])).toMatchObject({ code: 0 });
  });

  it("reads a file that begins with a mark of byte order, as spreadsheets write it", async () => {
    const file = await write("marked.json", `\ufeff${JSON.stringify(problem)}`);
    expect((await call(runSchedule, [file, "--seconds", "1", "--json"])).code).toBe(0);
  });

  it("says once what is wrong at one place", async () => {
    const meetings = [{ id: "m", participants: "" }];
    const file = await write("twice.json", { ...problem, slots: 1e300, meetings });
    const { err } = await call(runSchedule, [file, "--json"]);
    expect(err.trim().split("\n")).toHaveLength(2);
  });

  it("keeps the breaks that people want, and verify finds them lost where they are", async () => {
    const wanting = {
      ...problem,
      participants: [{ id: "a" }, { id: "b", breaks: [{ from: 0, to: 1, slots: 1 }] }, { id: "c" }],
    };
    const file = await write("breaks.json", wanting);
    const { code, out } = await call(runSchedule, [file, "--seconds", "1", "--json"]);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as { status: string; placed: { meeting: string; slot: number }[] };
    expect(answer.status).toBe("optimal");
    expect(answer.placed.map(({ slot }) => slot)).toContain(2);
    expect(await call(runVerify, [file, await write("answer.json", out)])).toMatchObject({ code: 0 });
    const early = answer.placed.map((item, index) => ({ ...item, slot: index }));
    const lost = await call(runVerify, [file, await write("early.json", { placed: early })]);
    expect(lost.code).toBe(1);
    expect(lost.out).toContain('"b" has no free stretch of 1 from slot 0 to slot 1');
  });

  it("verify says each violation on a line and exits 1", async () => {
    const file = await write("good.json", problem);
    const answer = await write("bad-answer.json", {
      placed: [
        { meeting: "ab", slot: 0, place: "t0" },
        { meeting: "bc", slot: 0, place: "t0" },
      ],
    });
    const { code, out } = await call(runVerify, [file, answer]);
    expect(code).toBe(1);
    expect(out.trim().split("\n")).toHaveLength(2);
  });

  it("verify says what an answer without meetings placed lacks", async () => {
    const file = await write("good.json", problem);
    const { code, err } = await call(runVerify, [file, await write("none.json", {})]);
    expect(code).toBe(2);
    expect(err).toContain("placed: Invalid input: expected array");
  });

  const meeting = { id: "m", participants: ["a", "b"] };
  it.each([
    ["noise", "\u0000".repeat(10_000_000), "$: expected a JSON document"],
    [
      "well-formed noise",
      `{"meetings":[${"0,".repeat(5_000_000)}0]}`,
      "meetings: expected at most 200000 entries",
    ],
    ["a list", "[]", "$: Invalid input: expected object"],
    ["nothing at all", "", "$: expected a JSON document"],
    [
      "letters of another encoding",
      Buffer.from('{"name":"\xe9t\xe9"}', "latin1"),
      "$: expected text in UTF-8",
    ],
    [
      "pairs of bytes",
      Buffer.from(`\ufeff${JSON.stringify(problem)}`, "utf16le"),
      "$: expected text in UTF-8",
    ],
    [
      "more slots for everybody than fit in memory",
      {
        ...problem,
        slots: 1_000,
        participants: Array.from({ length: 20_001 }, (_, index) => ({ id: `p${index}` })),
        meetings: [],
      },
      "participants: expected at most 20000 entries for 1000 slots, found 20001",
    ],
    [
      "line ends in a name",
      { ...problem, meetings: [{ id: "m", participants: ["a", "z\nz\u001b[31m"] }] },
      'meetings[0].participants[1]: expected the id of a participant, "z·z·[31m" is unknown',
    ],
    [
      "an unknown participant",
      { ...problem, meetings: [{ id: "m", participants: ["a", "z"] }] },
      'meetings[0].participants[1]: expected the id of a participant, "z" is unknown',
    ],
    [
      "an unknown meeting",
      { ...problem, meetings: [{ ...meeting, after: ["z"] }] },
      'meetings[0].after[0]: expected the id of a meeting, "z" is unknown',
    ],
    [
      "an unknown place",
      { ...problem, meetings: [{ ...meeting, fixedPlace: "t7" }] },
      'meetings[0].fixedPlace: expected the id of a place, "t7" is unknown',
    ],
    [
      "a meeting with itself",
      { ...problem, meetings: [{ id: "m", participants: ["a", "a"] }] },
      'meetings[0].participants[1]: expected somebody else: "a" cannot meet itself',
    ],
    ["negative slots", { ...problem, slots: -3 }, "slots: Too small: expected number to be >=1"],
    [
      "a slot that is not there",
      { ...problem, meetings: [{ ...meeting, slots: [1, 9] }] },
      "meetings[0].slots[1]: expected a slot from 0 to 2, found 9",
    ],
    [
      "two meetings of one person fixed at one slot",
      { ...problem, meetings: problem.meetings.map((own) => ({ ...own, fixedSlot: 1 })) },
      'meetings[1].fixedSlot: expected a slot where participant "b" is not fixed already by "ab"',
    ],
    [
      "places in words",
      { ...problem, places: "many" },
      "places: expected a whole number of places from 0 to 100000, or a list of places, each with an id",
    ],
    [
      "a break longer than its window",
      {
        ...problem,
        participants: [{ id: "a", breaks: [{ from: 0, to: 1, slots: 3 }] }, { id: "b" }, { id: "c" }],
      },
      "participants[0].breaks[0].slots: expected at most the 2 slots from 0 to 1, found 3",
    ],
    [
      "a break outside the day",
      {
        ...problem,
        participants: [{ id: "a", breaks: [{ from: 3, to: 3, slots: 1 }] }, { id: "b" }, { id: "c" }],
      },
      "participants[0].breaks[0].from: expected a slot from 0 to 2, found 3",
    ],
    [
      "a place without an id",
      { ...problem, places: [{ id: "t0" }, { room: "hall" }] },
      "places[1].id: Invalid input: expected string",
    ],
  ])("exits 2 on %s, naming the file, where in it, and what was expected", async (_, content, message) => {
    const file = await write("bad.json", content);
    const { code, out, err } = await call(runSchedule, [file, "--json"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`${file}: ${message}`);
    expect(err.length).toBeLessThan(1000);
  });

  it.each([
    [
      "a meeting fixed where it may not be",
      { ...problem, meetings: [{ ...meeting, fixedSlot: 1, slots: [0, 2] }] },
      ["meeting m is fixed at slot 1", "meeting m may only be at slots 0, 2"],
    ],
    [
      "meetings that are each to follow the other",
      {
        ...problem,
        meetings: [
          { ...meeting, after: ["n"] },
          { id: "n", participants: ["b", "c"], after: ["m"] },
        ],
      },
      ["meeting m must come after n", "meeting n must come after m"],
    ],
    [
      "a meeting fixed at a place while it is closed",
      {
        ...problem,
        places: [{ id: "stand", slots: [0, 2] }, { id: "t0" }],
        meetings: [{ ...meeting, fixedSlot: 1, fixedPlace: "stand" }],
      },
      ["meeting m is fixed at slot 1", "place stand is closed at slots 1"],
    ],
    [
      "more meetings than a break leaves slots for",
      {
        ...problem,
        participants: [{ id: "a" }, { id: "b", breaks: [{ from: 0, to: 2, slots: 2 }] }, { id: "c" }],
      },
      [
        "b asks for a break of 2 slots from slot 0 to slot 2",
        "b can hold only one meeting at a time: ab, bc",
      ],
    ],
  ])("names exactly the facts that clash in %s", async (_, content, texts) => {
    const file = await write("clash.json", content);
    const { code, out } = await call(runSchedule, [file, "--json", "--lang", "en"]);
    expect(code).toBe(0);
    const { clash } = JSON.parse(out) as { clash: { text: string }[] };
    expect(clash.map(({ text }) => text).sort()).toEqual([...texts].sort());
  });

  it("exits 2 on a missing file and on unknown options", async () => {
    expect((await call(runSchedule, [join(folder, "none.json")])).code).toBe(2);
    expect((await call(runSchedule, ["x.json", "--fast"])).err).toContain("--fast: unknown option");
    expect((await call(runSchedule, ["x.json", "--seconds", "soon"])).code).toBe(2);
    expect((await call(runVerify, ["one.json"])).code).toBe(2);
  });

  it("names what clashes when there is no agenda", async () => {
    const file = await write("tight.json", { ...problem, slots: 1 });
    const { code, out } = await call(runSchedule, [file, "--json", "--lang", "en"]);
    expect(code).toBe(0);
    const answer: unknown = JSON.parse(out);
    expect(answer).toMatchObject({ status: "infeasible", placed: [] });
    expect(out).toContain("2 meetings are required for 1 table slots in all");
  });
});
