import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { findFreePort } from "../support/free-port.ts";

const main = resolve(import.meta.dirname, "../../dist/main.js");
const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function startDemo(options: readonly string[], environment: Record<string, string> = {}) {
  const port = await findFreePort();
  const child = spawn(process.execPath, [main, "demo", ...options], {
    env: { PATH: process.env.PATH ?? "", TMPDIR: tmpdir(), PORT: String(port), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  cleanUps.push(async () => {
    if (child.exitCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  let said = "";
  const until = (isEnough: (text: string) => boolean) =>
    new Promise<string>((done) => {
      child.stdout.on("data", (text) => {
        said += text;
        if (isEnough(said)) done(said);
      });
      child.once("exit", () => done(said));
    });
  return { port, child, until };
}

describe("the demo", () => {
  it("prints an address and four links that sign in by one click", { timeout: 60_000 }, async () => {
    const { port, until } = await startDemo(["--size", "small"]);
    const said = await until((text) => /^buyer .*$/m.test(text));
    expect(said).toContain(`http://127.0.0.1:${port}`);
    for (const role of ["organiser", "steward", "exhibitor", "buyer"]) {
      const link = new RegExp(`^${role} (http://\\S+)$`, "m").exec(said)?.[1];
      const answer = await fetch(String(link), { redirect: "manual" });
      expect(answer.status, role).toBe(303);
      const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
      const page = await fetch(new URL(answer.headers.get("location") ?? "", String(link)), {
        headers: { cookie },
      });
      expect([page.status, page.headers.get("content-type")], role).toEqual([
        200,
        "text/html; charset=UTF-8",
      ]);
    }
    const board = /^organiser http:\S+next=(\S+)$/m.exec(said)?.[1] ?? "";
    const fairId = /fair_[0-9a-z]+/.exec(decodeURIComponent(board))?.[0];
    const browsed = await fetch(`http://127.0.0.1:${port}/api/v1/fairs/${fairId}/organisations`);
    expect(await browsed.json()).toMatchObject({ total: 58 });
  });

  it("is a fair of 540 organisations that gives scripts a token for each account, and asks for an empty folder", {
    timeout: 60_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "coventis-demo-test-"));
    cleanUps.push(() => rm(folder, { recursive: true, force: true }));
    const first = await startDemo(["--json", "--quiet-crowd"], { DATA_DIR: folder });
    const said = JSON.parse(await first.until((text) => text.endsWith("}\n")));
    expect(said.accounts.map((one: { role: string }) => one.role)).toEqual([
      "organiser",
      "steward",
      "exhibitor",
      "buyer",
    ]);
    for (const { token, personId } of said.accounts) {
      const me = await fetch(`${said.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
      expect(await me.json()).toMatchObject({ personId });
    }
    const browsed = await fetch(`${said.url}/api/v1/fairs/${said.fairId}/organisations`);
    expect(await browsed.json()).toMatchObject({ total: 540 });
    first.child.kill("SIGTERM");
    await once(first.child, "exit");
    expect(first.child.exitCode).toBe(0);
    const second = await startDemo(["--quiet-crowd", "--size", "small"], { DATA_DIR: folder });
    const [code] = await once(second.child, "exit");
    expect(code).toBe(1);
  });
});
