import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { runBackup, runRestore } from "../../src/cli/backup.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { checkBackup, loadBackup, writeBackup } from "../../src/vault/backup.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";
import { openStore, type Store } from "../../src/vault/store.ts";
import type { Vault } from "../../src/vault/vault.ts";
import { collect, happened, startWriter } from "../journal/contract.ts";
import { hasRedis, type RedisServer, startOwnRedis } from "../support/redis-server.ts";

let folder: string;
let stores: Store[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coventis-backup-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  for (const store of stores) await store.close();
  stores = [];
});

const fresh = (name: string) => join(folder, `${name}-${randomBytes(4).toString("hex")}`);
const openFolder = async (dataDir: string) => {
  const store = await openStore({ dataDir });
  stores.push(store);
  return store;
};

async function run(command: typeof runBackup | typeof runRestore, file: string, env: Record<string, string>) {
  let out = "";
  let err = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  return { code: await command([file], io, env), out, err };
}

async function fill({ journal, vault }: Store): Promise<void> {
  for (let version = 0; version < 1_500; version++) {
    void journal.append("fair_a", version, [happened("Booked", { version, name: "Été" })]);
  }
  await journal.append("directory", 0, [happened("Listed"), happened("Listed")]);
  await vault.putPerson({ id: "per_a", name: "Ada", email: "ada@alto.example", locale: "fr" });
  await vault.setCursor("mail:fair_a", 1_500);
  await vault.putDocument({ collection: "drafts", id: "drf_a", ownerId: null, body: { meetings: [] } });
}

async function contentOf({ journal, vault }: Store): Promise<unknown> {
  const streams = await journal.streams();
  const commits = await Promise.all(streams.map((stream) => collect(journal.read(stream, 0))));
  const records: string[] = [];
  for await (const record of vault.dump()) records.push(JSON.stringify(record));
  return { commits, records: records.sort() };
}

describe("backup and restore", () => {
  test("[B1] a restored folder is the same as the one saved while open, and only its owner reads the file", async () => {
    const dataDir = fresh("data");
    const store = await openFolder(dataDir);
    await fill(store);
    const file = fresh("backup");
    const saved = await run(runBackup, file, { DATA_DIR: dataDir });
    expect(saved).toMatchObject({ code: 0, err: "" });
    expect(saved.out).toContain("1501 commits of 2 streams, 3 records");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const copyDir = fresh("copy");
    expect(await run(runRestore, file, { DATA_DIR: copyDir })).toMatchObject({ code: 0, err: "" });
    const copy = await openFolder(copyDir);
    expect(await contentOf(copy)).toEqual(await contentOf(store));
    expect(await copy.journal.append("fair_a", 1_500, [happened("Next")])).toMatchObject({ ok: true });
    expect(await readdir(copyDir)).not.toContain("restoring.db");
  });

  test("[B2] a backup of a store that is being written to is contiguous, with no cursor ahead of its stream", async () => {
    const dataDir = fresh("data");
    const { journal, vault } = await openFolder(dataDir);
    await journal.append("fair_a", 0, [happened("Booked")]);
    const writer = startWriter(join(dataDir, "coventis.db"), "fair_a", 1_000_000, 1);
    let written = 0;
    writer.on("message", (version) => {
      written = Number(version);
    });
    const following = await journal.follow(
      "fair_a",
      1,
      ({ version }) => vault.setCursor("mail:fair_a", version),
      (error) => expect.unreachable(String(error)),
    );
    while (written < 200) await new Promise((resolve) => setTimeout(resolve, 5));
    for (let round = 0; round < 3; round++) {
      const file = fresh("backup");
      expect(await run(runBackup, file, { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
      const copyDir = fresh("copy");
      expect(await run(runRestore, file, { DATA_DIR: copyDir })).toMatchObject({ code: 0, err: "" });
      const copy = await openFolder(copyDir);
      const last = await copy.journal.version("fair_a");
      expect(await collect(copy.journal.read("fair_a", 0))).toHaveLength(last);
      expect(await copy.vault.getCursor("mail:fair_a")).toBeGreaterThan(0);
      expect(await copy.vault.getCursor("mail:fair_a")).toBeLessThanOrEqual(last);
    }
    writer.kill("SIGKILL");
    await once(writer, "exit");
    await following.stop();
  });

  test("[B8] what is written during a backup stays out of it, rather than come without its people", async () => {
    const journal = createMemoryJournal();
    const vault = createMemoryVault();
    await journal.append("fair_a", 0, [happened("Registered", { personId: "per_a" })]);
    await vault.putPerson({ id: "per_a", name: "Ada", email: "ada@alto.example", locale: "fr" });
    await vault.setCursor("mail:fair_a", 1);
    const during: Vault = {
      ...vault,
      dump: async function* () {
        yield* vault.dump();
        await vault.putPerson({ id: "per_b", name: "Bob", email: "bob@alto.example", locale: "fr" });
        await journal.append("fair_a", 1, [happened("Registered", { personId: "per_b" })]);
        await vault.setCursor("mail:fair_a", 2);
      },
    };
    const lines: string[] = [];
    const store = { journal, vault: during, close: async () => {} };
    for await (const line of writeBackup(store, "2027-03-09T09:00:00.000Z")) lines.push(line.trimEnd());
    const copy = { journal: createMemoryJournal(), vault: createMemoryVault(), close: async () => {} };
    const again = async function* () {
      yield* lines;
    };
    expect(await checkBackup(again())).toEqual({ commits: 1, records: 2, streams: 1 });
    await loadBackup(again(), copy);
    expect(await copy.journal.version("fair_a")).toBe(1);
    expect(await copy.vault.getCursor("mail:fair_a")).toBe(1);
  });

  test("[B3] a file cut anywhere or changed anywhere is refused and nothing is written", async () => {
    const dataDir = fresh("data");
    await fill(await openFolder(dataDir));
    const file = fresh("backup");
    await run(runBackup, file, { DATA_DIR: dataDir });
    const whole = await readFile(file, "utf8");
    const lines = whole.split("\n");
    const faulty: Record<string, string> = {
      empty: "",
      stranger: "Nom;Adresse\n",
      half: whole.slice(0, whole.length / 2),
      "without its last line": `${lines.slice(0, -2).join("\n")}\n`,
      "one line less": [...lines.slice(0, 700), ...lines.slice(701)].join("\n"),
      "two lines swapped": [...lines.slice(0, 700), lines[701], lines[700], ...lines.slice(702)].join("\n"),
      "one letter": whole.replace("Ada", "Eda"),
      "one number": whole.replace('"version":800', '"version":801'),
      "twice in one": whole + whole,
      "later format": whole.replace('"format":1', '"format":2'),
    };
    for (const [name, text] of Object.entries(faulty)) {
      const bad = fresh("bad");
      await writeFile(bad, text);
      const copyDir = fresh("copy");
      const refused = await run(runRestore, bad, { DATA_DIR: copyDir });
      expect(refused, name).toMatchObject({ code: 2, out: "" });
      expect(refused.err, name).toMatch(/^restore: .*line \d+: .*\n$/);
      await expect(readdir(copyDir), name).rejects.toThrow("ENOENT");
    }
  });

  test("[B4] nothing is restored over a store that holds anything, nor under a running server", async () => {
    const dataDir = fresh("data");
    await fill(await openFolder(dataDir));
    const file = fresh("backup");
    await run(runBackup, file, { DATA_DIR: dataDir });
    expect(await run(runBackup, file, { DATA_DIR: dataDir })).toMatchObject({ code: 2 });
    // In processes of their own: ours would keep the files open until its statements are collected.
    const written = async (count: number) => {
      const place = fresh("written");
      await mkdir(place);
      const writer = startWriter(join(place, "coventis.db"), "fair_b", count);
      expect(await once(writer, "exit")).toEqual([0, null]);
      return place;
    };
    const filled = await written(3);
    expect((await run(runRestore, file, { DATA_DIR: filled })).err).toContain("not empty");
    expect(await (await openFolder(filled)).journal.version("fair_b")).toBe(3);

    const running = await written(0);
    const { journal } = await openFolder(running);
    expect((await run(runRestore, file, { DATA_DIR: running })).err).toContain("in use");
    expect(await journal.streams()).toEqual([]);

    const empty = await written(0);
    expect(await run(runRestore, file, { DATA_DIR: empty })).toMatchObject({ code: 0, err: "" });
    expect(await (await openFolder(empty)).journal.version("fair_a")).toBe(1_500);
  });

  test("[B5] bad arguments and a missing store are one line, exit 2, and create nothing", async () => {
    const nowhere = fresh("nowhere");
    for (const env of [{}, { DATA_DIR: nowhere }] as Record<string, string>[]) {
      for (const command of [runBackup, runRestore]) {
        const refused = await run(command, fresh("none"), env);
        expect(refused).toMatchObject({ code: 2, out: "" });
        expect(refused.err.trim().split("\n")).toHaveLength(1);
      }
    }
    await expect(readdir(nowhere)).rejects.toThrow("ENOENT");
    const io = { out: () => {}, err: () => {} };
    expect(await runBackup([], io, {})).toBe(2);
    expect(await runRestore(["a", "b"], io, {})).toBe(2);
  });
});

describe.runIf(hasRedis("moving a store between SQLite and Redis"))("backup and restore on Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startOwnRedis();
  });
  afterAll(() => server.dispose());

  test("[B6] a store moves from SQLite to Redis and back without a change", async () => {
    const dataDir = fresh("data");
    const store = await openFolder(dataDir);
    await fill(store);
    const file = fresh("backup");
    const back = fresh("backup");
    const copyDir = fresh("copy");
    const onRedis = { REDIS_URL: server.url };
    expect(await run(runBackup, file, { DATA_DIR: dataDir })).toMatchObject({ code: 0 });
    expect(await run(runRestore, file, onRedis)).toMatchObject({ code: 0, err: "" });
    expect((await run(runRestore, file, onRedis)).err).toContain("not empty");
    expect(await run(runBackup, back, onRedis)).toMatchObject({ code: 0 });
    expect(await run(runRestore, back, { DATA_DIR: copyDir })).toMatchObject({ code: 0 });
    expect(await contentOf(await openFolder(copyDir))).toEqual(await contentOf(store));
  });

  test("[B7] a restoration that fails half-way leaves Redis empty; one cut short is not opened and starts over", async () => {
    const dataDir = fresh("data");
    await fill(await openFolder(dataDir));
    const file = fresh("backup");
    await run(runBackup, file, { DATA_DIR: dataDir });
    const place = { redisUrl: server.url, namespace: "half" };
    const { restoreIntoRedis } = await import("../../src/vault/redis-restore.ts");
    const half = async function* () {
      yield* (await readFile(file, "utf8")).split("\n").slice(0, 1_200);
    };
    await expect(restoreIntoRedis(place, (store) => loadBackup(half(), store))).rejects.toThrow("truncated");
    const cleared = await openStore(place);
    expect(await contentOf(cleared)).toEqual({ commits: [], records: [] });

    await loadBackup(half(), cleared).catch(() => {});
    await cleared.close();
    const { Redis } = await import("ioredis");
    const admin = new Redis(server.url);
    await admin.set("half:restoring", "1");
    await expect(openStore(place)).rejects.toThrow("unfinished restoration");
    const whole = async function* () {
      yield* (await readFile(file, "utf8")).trimEnd().split("\n");
    };
    await restoreIntoRedis(place, (store) => loadBackup(whole(), store));
    const finished = await openStore(place);
    expect(await finished.journal.version("fair_a")).toBe(1_500);
    await finished.close();
    admin.disconnect();
  });
});
