import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "coventis-serve-"));
});
afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

type Run = {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly exit: Promise<number | null>;
};

function run(args: readonly string[], environment: Readonly<Record<string, string>>): Run {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", ...args], {
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    err += chunk;
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, out: () => out, err: () => err, exit };
}

async function until(isTrue: () => boolean, what: () => string): Promise<void> {
  for (const startedMs = Date.now(); !isTrue(); ) {
    if (Date.now() - startedMs > 25_000) throw new Error(`waited in vain: ${what()}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

it("a bad configuration is one line a fault on standard error, and exit 2", async () => {
  const { exit, out, err } = run(["serve"], { PORT: "eighty" });
  expect(await exit).toBe(2);
  expect(out()).toBe("");
  expect(err().trim().split("\n")).toEqual([
    expect.stringMatching(/^PORT: /),
    expect.stringMatching(/^DATA_DIR or REDIS_URL: /),
  ]);
});

it("unknown commands and arguments exit 2, help exits 0", async () => {
  const runs = [run(["fly"], {}), run(["serve", "--fast"], {}), run(["help"], {})];
  expect(await Promise.all(runs.map(({ exit }) => exit))).toEqual([2, 2, 0]);
  expect(runs[2]?.out()).toContain("serve");
});

it("a first start prints the link that sets it up, once; SIGTERM ends it with 0, and what was set up is there again", async () => {
  const environment = { DATA_DIR: folder, PORT: "0", LOG_LEVEL: "info" };
  const first = run(["serve"], environment);
  await until(() => first.out().includes("set-up "), first.err);
  const link = /set-up (\S+)/.exec(first.out())?.[1] ?? "";
  const { origin, pathname } = new URL(link);
  const setUp = () =>
    fetch(`${origin}/api/v1/setup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        token: pathname.split("/").at(-1),
        name: "Sacha Martin",
        email: "sacha@example.org",
        fair: { name: "Salon de l’ESS", venue: "Corum" },
      }),
    });
  const done = await setUp();
  expect(done.status).toBe(201);
  const { fairId } = (await done.json()) as { fairId: string };
  expect((await setUp()).status).toBe(409);
  const cookie = done.headers.get("set-cookie")?.split(";")[0] ?? "";
  const me = await fetch(`${origin}/api/v1/me`, { headers: { cookie } });
  expect(await me.json()).toMatchObject({ roles: [{ fairId, role: "organiser" }] });
  first.child.kill("SIGTERM");
  expect(await first.exit).toBe(0);
  expect(first.out()).toContain('"msg":"stopped"');
  expect(first.out()).not.toContain("sacha@example.org");

  const second = run(["serve"], environment);
  await until(() => second.out().includes('"msg":"listening"'), second.err);
  const url = /"url":"([^"]+)"/.exec(second.out())?.[1] ?? "";
  expect(await (await fetch(`${url}/api/v1/fairs`)).json()).toMatchObject({
    fairs: [{ id: fairId, name: "Salon de l’ESS" }],
  });
  expect(second.out()).not.toContain("set-up");
  second.child.kill("SIGINT");
  expect(await second.exit).toBe(0);
});
