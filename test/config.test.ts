import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parseConfig } from "../src/config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "coventis-config-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const faultsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  const parsed = parseConfig(environment);
  return parsed.ok ? [] : parsed.faults;
};

it("asks for little: a folder is enough, and its secret stays in it", () => {
  const first = parseConfig({ DATA_DIR: folder });
  const second = parseConfig({ DATA_DIR: folder });
  if (!first.ok || !second.ok) throw new Error("a folder is enough");
  expect(first.config).toMatchObject({ port: 3000, host: "127.0.0.1", storage: { kind: "sqlite", folder } });
  expect(first.config.secret.length).toBeGreaterThanOrEqual(32);
  expect(second.config.secret).toBe(first.config.secret);
  expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(first.config.secret);
  expect(statSync(join(folder, "secret")).mode & 0o077).toBe(0);
});

it("says every fault at once, one clear line each, naming the variable", () => {
  const faults = faultsOf({
    PORT: "eighty",
    BASE_URL: "salon.example.org",
    LOG_LEVEL: "loud",
    SMTP_URL: "mail.example.org",
    TRUST_PROXY: "yes",
    SECRET: "short",
  });
  for (const name of [
    "PORT",
    "BASE_URL",
    "LOG_LEVEL",
    "SMTP_URL",
    "TRUST_PROXY",
    "SECRET",
    "DATA_DIR or REDIS_URL",
  ])
    expect(
      faults.filter((fault) => fault.startsWith(`${name}: `)),
      `${name} in ${faults.join("\n")}`,
    ).toHaveLength(1);
  for (const fault of faults) expect(fault).not.toContain("\n");
});

it("takes one engine, and asks nodes that share a Redis for a common secret", () => {
  expect(
    faultsOf({ DATA_DIR: folder, REDIS_URL: "redis://127.0.0.1:6379", SECRET: "s".repeat(32) }),
  ).toHaveLength(1);
  expect(faultsOf({ REDIS_URL: "redis://127.0.0.1:6379" })).toEqual([
    expect.stringContaining("SECRET: missing"),
  ]);
  expect(faultsOf({ REDIS_URL: "http://127.0.0.1:6379", SECRET: "s".repeat(32) })).toHaveLength(1);
  expect(faultsOf({ REDIS_URL: "rediss://127.0.0.1:6379", SECRET: "s".repeat(32) })).toEqual([]);
});

it("an empty variable is an absent one; ports and levels are checked", () => {
  const parsed = parseConfig({
    DATA_DIR: folder,
    PORT: "",
    SMTP_URL: " ",
    BASE_URL: "https://salon.example.org/",
  });
  expect(parsed).toMatchObject({
    ok: true,
    config: { port: 3000, isHttps: true, baseUrl: "https://salon.example.org" },
  });
  expect(faultsOf({ DATA_DIR: folder, PORT: "70000" })).toEqual([
    expect.stringMatching(/^PORT: at most 65535/),
  ]);
});

it("a folder that cannot be written, or a damaged secret, is a fault and no stack trace", () => {
  writeFileSync(join(folder, "file"), "");
  expect(faultsOf({ DATA_DIR: join(folder, "file", "inside") })).toEqual([
    expect.stringMatching(/^DATA_DIR: cannot be written/),
  ]);
  writeFileSync(join(folder, "secret"), "abc");
  expect(faultsOf({ DATA_DIR: folder })).toEqual([expect.stringContaining("is damaged")]);
});
