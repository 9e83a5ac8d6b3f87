import { once } from "node:events";
import { mkdtemp, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
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

describeJournal("sqlite", async () => {
  const file = nextFile();
  return {
    address: file,
    open: async () => createSqliteJournal({ file, pollMs: 5 }),
    damage: async (stream, version, text) => {
      const database = openSqliteDatabase(file);
      if (text === null) {
        database.prepare("delete from commits where stream = ? and version = ?").run(stream, version);
      } else {
        database
          .prepare("update commits set events = ? where stream = ? and version = ?")
          .run(text, stream, version);
      }
      database.close();
    },
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
