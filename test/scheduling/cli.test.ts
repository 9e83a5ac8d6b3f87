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
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
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

  it.each([
    ["noise", "\u0000".repeat(10_000_000)],
    ["an unknown id", { ...problem, meetings: [{ id: "m", participants: ["a", "z"] }] }],
    ["negative slots", { ...problem, slots: -3 }],
  ])("exits 2 on %s with a line naming the file, and nothing on standard output", async (_, content) => {
    const file = await write("bad.json", content);
    const { code, out, err } = await call(runSchedule, [file, "--json"]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(`${file}: `);
    expect(err.length).toBeLessThan(1000);
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
