import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Journal } from "../../src/journal/journal.ts";
import { openSqliteDatabase, readPragma } from "../../src/journal/sqlite-database.ts";
import { createSqliteJournal } from "../../src/journal/sqlite-journal.ts";
import { collect, describeJournal, happened, startWriter } from "./contract.ts";

let folder: string;
let files = 0;
const nextFile = () => join(folder, `${++files}.db`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coventis-journal-"));
});
afterAll(() => rm(folder, { recursive: true }));

function damageIn(file: string, stream: string, version: number, text: string | null): void {
  const database = openSqliteDatabase(file);
  if (text === null) {
    database.prepare("delete from commits where stream = ? and version = ?").run(stream, version);
  } else {
    database
      .prepare("update commits set events = ? where stream = ? and version = ?")
      .run(text, stream, version);
  }
  database.close();
}

describeJournal("sqlite", async () => {
  const file = nextFile();
  return {
    address: file,
    open: async () => createSqliteJournal({ file, pollMs: 5 }),
    damage: async (stream, version, text) => damageIn(file, stream, version, text),
    dispose: async () => {},
  };
});

test("[JS1] every acknowledged append survives kill -9 of its process", async () => {
  const file = nextFile();
  for (let round = 0; round < 5; round++) {
    const writer = startWriter(file, "fair_a", 1_000_000);
    let acknowledged = 0;
    writer.on("message", (version) => {
      acknowledged = Number(version);
    });
    while (acknowledged === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 20 + 30 * round));
    writer.kill("SIGKILL");
    await once(writer, "exit");
    const journal = createSqliteJournal({ file });
    const commits = await collect(journal.read("fair_a", 0));
    expect(commits.length).toBeGreaterThanOrEqual(acknowledged);
    expect(await journal.append("fair_a", commits.length, [happened("Survived")])).toMatchObject({
      ok: true,
    });
    await journal.close();
  }
});

test("[JS2] each open asks for full synchronisation and the write-ahead log", () => {
  const file = nextFile();
  createSqliteJournal({ file }).close();
  const again = openSqliteDatabase(file);
  expect(readPragma(again, "synchronous")).toBe(2);
  expect(readPragma(again, "journal_mode")).toBe("wal");
  again.close();
});

test("[JS3] a truncated file is refused, at opening or at the first commit that is gone", async () => {
  const file = nextFile();
  const journal = createSqliteJournal({ file });
  for (let version = 0; version < 2_000; version++) {
    await journal.append("fair_a", version, [happened("Booked", { text: "x".repeat(100) })]);
  }
  await journal.close();
  const { size } = await stat(file);
  for (const part of [0.9, 0.5, 0.1]) {
    await truncate(file, Math.floor((size * part) / 4096) * 4096);
    const attempt = async () => {
      const damaged = createSqliteJournal({ file });
      try {
        return await collect(damaged.read("fair_a", 0));
      } finally {
        await damaged.close();
      }
    };
    await expect(attempt()).rejects.toThrow(/malformed|damaged/);
  }
});

test("[JS4] a file that is not a journal, or is of a later format, is refused with its name", async () => {
  const stranger = nextFile();
  await writeFile(stranger, "Nom;Adresse\n".repeat(1_000));
  expect(() => createSqliteJournal({ file: stranger })).toThrow(stranger);
  const later = nextFile();
  const database = openSqliteDatabase(later);
  database.pragma("user_version = 99");
  database.close();
  expect(() => createSqliteJournal({ file: later })).toThrow(/later version/);
});

const built = resolve(import.meta.dirname, "../../dist/journal/sqlite-journal.js");
/** As the built server runs it: appends on a thread. `npm test` builds first. */
describe.skipIf(!existsSync(built))("with a thread for its appends", () => {
  const open = async (file: string): Promise<Journal> => {
    const module: { createSqliteJournal: typeof createSqliteJournal } = await import(
      pathToFileURL(built).href
    );
    return module.createSqliteJournal({ file, pollMs: 5 });
  };
  describeJournal("sqlite, threaded", async () => {
    const file = nextFile();
    return {
      address: file,
      open: () => open(file),
      damage: async (stream, version, text) => damageIn(file, stream, version, text),
      dispose: async () => {},
    };
  });

  test("[JS5] the event loop goes on while the disk works, and close waits for what was given", async () => {
    const file = nextFile();
    const journal = await open(file);
    const appends = Array.from({ length: 50 }, (_, index) =>
      journal.append(`fair_${index}`, 0, [happened("Given", { text: "x".repeat(10_000) })]),
    );
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      turning = setImmediate(turn);
    };
    let turning = setImmediate(turn);
    await Promise.all(appends);
    clearImmediate(turning);
    expect(turns).toBeGreaterThan(1);
    const last = journal.append("fair_0", 1, [happened("Last")]);
    await journal.close();
    expect(await last).toEqual({ ok: true, version: 2 });
    const again = createSqliteJournal({ file });
    expect(await again.version("fair_0")).toBe(2);
    await again.close();
  });
});
