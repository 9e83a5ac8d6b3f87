import { createServer } from "node:http";
import { afterEach, expect, it } from "vitest";
import { createLog } from "../../src/http/log.ts";
import { type CoventisServer, type ShutdownStep, startServer } from "../../src/http/server.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { testConfig } from "./world.ts";

let server: CoventisServer | undefined;
afterEach(async () => {
  await server?.close();
});

it("stops accepting → drains → tells the sockets → stops following → closes, in that order", async () => {
  const steps: (ShutdownStep | string)[] = [];
  const journal = createMemoryJournal();
  const vault = createMemoryVault();
  let release: () => void = () => undefined;
  let reach: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  server = await startServer({
    config: testConfig(),
    journal: {
      ...journal,
      append: async (...given) => {
        reach();
        await held;
        const outcome = await journal.append(...given);
        steps.push("appended");
        return outcome;
      },
      close: async () => {
        steps.push("journal-closed");
        await journal.close();
      },
    },
    vault: {
      ...vault,
      close: async () => {
        steps.push("vault-closed");
        await vault.close();
      },
    },
    log: createLog("silent"),
    withLive: () => ({
      close: async () => {
        steps.push("sockets-closed");
      },
    }),
    withReactions: [
      () => async () => {
        steps.push("reactions-stopped");
      },
    ],
    onStep: (step) => void steps.push(step),
  });
  const { url } = server;
  const link = await (await import("../../src/http/setup.ts")).createSetupLink(server.services);
  const token = link.split("/").at(-1);
  const underWay = fetch(`${url}/api/v1/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, name: "Sacha", email: "sacha@example.org", fair: { name: "Salon" } }),
  }).then(async (response) => {
    steps.push(`answered ${response.status}`);
    return response;
  });
  await reached;
  const closing = server.close();
  await new Promise((done) => setTimeout(done, 50));
  expect(steps).toEqual(["stopped-accepting"]);
  await expect(fetch(`${url}/api/v1/fairs`)).rejects.toThrow();
  release();
  await Promise.all([closing, underWay]);
  expect(steps.filter((step) => step !== "answered 201")).toEqual([
    "stopped-accepting",
    "appended",
    "appended",
    "appended",
    "drained",
    "sockets-closed",
    "sockets-told",
    "reactions-stopped",
    "stopped-following",
    "vault-closed",
    "journal-closed",
    "closed",
  ]);
  expect((await underWay).status, "what was under way is answered").toBe(201);
  expect(steps.indexOf("answered 201")).toBeGreaterThan(-1);
});

it("the port is free again, and closing twice is closing once", async () => {
  server = await startServer({
    config: testConfig(),
    journal: createMemoryJournal(),
    vault: createMemoryVault(),
    log: createLog("silent"),
  });
  const { port } = server;
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await Promise.all([server.close(), server.close()]);
  const other = createServer();
  await new Promise<void>((done, fail) => {
    other.once("error", fail);
    other.listen(port, "127.0.0.1", done);
  });
  await new Promise((done) => other.close(done));
});

it("readiness says so when journal or vault do not answer", async () => {
  const journal = createMemoryJournal();
  server = await startServer({
    config: testConfig(),
    journal: { ...journal, check: () => Promise.reject(new Error("gone")) },
    vault: createMemoryVault(),
    log: createLog("silent"),
  });
  const answer = await fetch(`${server.url}/readyz`);
  expect(answer.status).toBe(503);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});
