import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Solution } from "../../src/scheduling/solution.ts";
import { verify } from "../../src/scheduling/verify.ts";
import { drawTimetable } from "../scheduling/fairs.ts";

const main = resolve(import.meta.dirname, "../../dist/main.js");
const problem = drawTimetable({ people: 40, meetings: 150, slots: 16, places: 14 }, 3);

let folder = "";
let file = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coventis-signal-"));
  file = join(folder, "problem.json");
  await writeFile(file, JSON.stringify(problem));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a computation on the command line that is interrupted", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("prints the best agenda so far on %s", async (signal) => {
    const child = spawn(process.execPath, [main, "schedule", file, "--seconds", "3600", "--json"]);
    const closed = once(child, "close");
    let out = "";
    let err = "";
    child.stdout.on("data", (text) => (out += text));
    child.stderr.on("data", (text) => (err += text));
    await expect.poll(() => err).toContain("breaks");
    child.kill(signal);
    expect(await closed).toEqual([0, null]);
    const solution = JSON.parse(out) as Solution;
    expect(["feasible", "optimal"]).toContain(solution.status);
    expect(verify(problem, solution)).toEqual([]);
  });
});
