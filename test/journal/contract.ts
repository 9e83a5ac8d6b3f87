import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import type { Commit, Journal, RecordedEvent } from "../../src/journal/journal.ts";

/** One store under test: every `open` sees what the others wrote. */
export type JournalStore = {
  open(): Promise<Journal>;
  /** What a writer process needs to open the same store; memory has none. */
  readonly address?: string;
  /** Puts this text in place of a commit, behind the journal's back. */
  damage(stream: string, version: number, text: string | null): Promise<void>;
  dispose(): Promise<void>;
};

export function happened(name: string, fields: Record<string, unknown> = {}): RecordedEvent {
  return { type: name, v: 1, ...fields };
}

export async function collect(commits: AsyncIterable<Commit>): Promise<Commit[]> {
  const collected: Commit[] = [];
  for await (const commit of commits) collected.push(commit);
  return collected;
}

export async function until(claim: () => boolean, what: string, timeoutMs = 10_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; !claim(); ) {
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const refuse = (error: unknown) => {
  throw error;
};

/** The rules of every journal; titles carry their ids. */
export function describeJournal(name: string, createStore: () => Promise<JournalStore>): void {
  describe(`journal contract: ${name}`, () => {
    let stores: JournalStore[] = [];
    let journals: Journal[] = [];
    const prepare = async () => {
      const store = await createStore();
      stores.push(store);
      return { store, journal: await open(store) };
    };
    const open = async (store: JournalStore) => {
      const journal = await store.open();
      journals.push(journal);
      return journal;
    };
    afterEach(async () => {
      for (const journal of journals) await journal.close();
      for (const store of stores) await store.dispose();
      journals = [];
      stores = [];
    });

    test("[J1] a commit is read back as it was written, in order", async () => {
      const { journal } = await prepare();
      const first = [happened("FairOpened", { name: "Été à Sète — “coop”", nested: { a: [1, null, true] } })];
      const second = [happened("SlotBooked", { slot: 4 }), happened("SlotBooked", { slot: 5 })];
      expect(await journal.append("fair_a", 0, first)).toEqual({ ok: true, version: 1 });
      expect(await journal.append("fair_a", 1, second)).toEqual({ ok: true, version: 2 });
      expect(await collect(journal.read("fair_a", 0))).toEqual([
        { stream: "fair_a", version: 1, events: first },
        { stream: "fair_a", version: 2, events: second },
      ]);
      expect(await collect(journal.read("fair_a", 1))).toHaveLength(1);
      expect(await collect(journal.read("fair_a", 2))).toEqual([]);
      expect(await journal.version("fair_a")).toBe(2);
      await journal.check();
    });

    test("[J2] an unknown stream is empty, not an error", async () => {
      const { journal } = await prepare();
      expect(await journal.version("fair_none")).toBe(0);
      expect(await collect(journal.read("fair_none", 0))).toEqual([]);
    });

    test("[J3] an append at any version but the last writes nothing and says the last", async () => {
      const { journal } = await prepare();
      await journal.append("fair_a", 0, [happened("One")]);
      await journal.append("fair_a", 1, [happened("Two")]);
      for (const expected of [0, 1, 3, 99]) {
        expect(await journal.append("fair_a", expected, [happened("Late")])).toEqual({
          ok: false,
          conflict: true,
          version: 2,
        });
      }
      expect(await journal.append("fair_b", 1, [happened("Early")])).toEqual({
        ok: false,
        conflict: true,
        version: 0,
      });
      expect(await journal.version("fair_b")).toBe(0);
      expect(await collect(journal.read("fair_a", 0))).toHaveLength(2);
    });

    test("[J4] of concurrent appends at one version exactly one wins, on one handle and on two", async () => {
      const { store, journal } = await prepare();
      const other = await open(store);
      for (let round = 0; round < 20; round++) {
        const outcomes = await Promise.all(
          Array.from({ length: 32 }, (_, index) =>
            (index % 2 ? journal : other).append("fair_a", round, [happened("Booked", { index })]),
          ),
        );
        expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
        const winner = outcomes.findIndex((outcome) => outcome.ok);
        const [written] = await collect(journal.read("fair_a", round));
        expect(written?.events).toEqual([happened("Booked", { index: winner })]);
      }
    });

    test("[J5] appends to several streams at once do not disturb one another", async () => {
      const { journal } = await prepare();
      await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          const stream = `fair_${index % 5}`;
          for (;;) {
            const outcome = await journal.append(stream, await journal.version(stream), [
              happened("Booked", { index }),
            ]);
            if (outcome.ok) return;
          }
        }),
      );
      expect(await journal.streams()).toEqual(["fair_0", "fair_1", "fair_2", "fair_3", "fair_4"]);
      for (const stream of await journal.streams("fair_")) {
        expect((await collect(journal.read(stream, 0))).map(({ version }) => version)).toEqual(
          Array.from({ length: 10 }, (_, index) => index + 1),
        );
      }
      await journal.append("directory", 0, [happened("Opened")]);
      expect(await journal.streams("fair_3")).toEqual(["fair_3"]);
      expect(await journal.streams("dir")).toEqual(["directory"]);
    });

    test("[J6] what was written is there after closing and opening again", async () => {
      const { store, journal } = await prepare();
      for (let version = 0; version < 30; version++) {
        await journal.append("fair_a", version, [happened("Booked", { version })]);
      }
      await journal.close();
      const again = await open(store);
      expect(await again.version("fair_a")).toBe(30);
      expect(await again.append("fair_a", 29, [happened("Late")])).toMatchObject({ ok: false });
      expect(await again.append("fair_a", 30, [happened("Next")])).toEqual({ ok: true, version: 31 });
      expect(await collect(again.read("fair_a", 0))).toHaveLength(31);
    });

    test("[J7] a long stream is read through, page after page", async () => {
      const { journal } = await prepare();
      const outcomes: Promise<unknown>[] = [];
      for (let version = 0; version < 2_500; version++) {
        outcomes.push(journal.append("fair_a", version, [happened("Booked", { version })]));
      }
      await Promise.all(outcomes);
      for (const after of [0, 1, 999, 1_000, 1_001, 2_000, 2_499]) {
        const commits = await collect(journal.read("fair_a", after));
        expect(commits.map(({ version }) => version)).toEqual(
          Array.from({ length: 2_500 - after }, (_, index) => after + index + 1),
        );
      }
    });

    test("[J8] a follower gets each commit once and in order, old ones and new ones", async () => {
      const { store, journal } = await prepare();
      const other = await open(store);
      for (let version = 0; version < 10; version++) {
        await journal.append("fair_a", version, [happened("Booked")]);
      }
      const early: number[] = [];
      const late: number[] = [];
      const strangers: number[] = [];
      await journal.follow("fair_a", 0, ({ version }) => void early.push(version), refuse);
      await journal.follow("fair_a", 8, async ({ version }) => void late.push(version), refuse);
      await other.follow("fair_b", 0, ({ version }) => void strangers.push(version), refuse);
      for (let version = 10; version < 60; version++) {
        await (version % 3 ? journal : other).append("fair_a", version, [happened("Booked")]);
        if (version % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
      }
      await until(() => early.length >= 60 && late.length >= 52, "both followers");
      expect(early).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
      expect(late).toEqual(Array.from({ length: 52 }, (_, index) => index + 9));
      expect(strangers).toEqual([]);
    });

    test("[J9] one handler runs at a time, and none after stop", async () => {
      const { journal } = await prepare();
      let running = 0;
      let handled = 0;
      const following = await journal.follow(
        "fair_a",
        0,
        async () => {
          expect(++running).toBe(1);
          await new Promise((resolve) => setTimeout(resolve, 2));
          running--;
          handled++;
        },
        refuse,
      );
      for (let version = 0; version < 30; version++) {
        await journal.append("fair_a", version, [happened("Booked")]);
      }
      await until(() => handled >= 3, "a few commits");
      await following.stop();
      expect(running).toBe(0);
      const atStop = handled;
      await journal.append("fair_a", 30, [happened("Booked")]);
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(handled).toBe(atStop);
    });

    test("[J10] a handler that throws ends its following, once, and no other", async () => {
      const { journal } = await prepare();
      const failures: unknown[] = [];
      const seen: number[] = [];
      const broken = new Error("cannot apply");
      await journal.follow("fair_a", 0, ({ version }) => void seen.push(version), refuse);
      await journal.follow(
        "fair_a",
        0,
        ({ version }) => {
          if (version === 2) throw broken;
        },
        (error) => failures.push(error),
      );
      for (let version = 0; version < 5; version++) {
        await journal.append("fair_a", version, [happened("Booked")]);
      }
      await until(() => seen.length === 5 && failures.length > 0, "the failure");
      expect(failures).toEqual([broken]);
    });

    test("[J11] an altered or truncated commit stops reader and follower, naming stream and version", async () => {
      const { store, journal } = await prepare();
      const texts = ['[{"type":"Boo', "", "{}", "[]", "[1]", '[{"v":1}]', "null"];
      for (const [index, text] of texts.entries()) {
        const stream = `fair_${index}`;
        for (let version = 0; version < 4; version++) {
          await journal.append(stream, version, [happened("Booked")]);
        }
        await store.damage(stream, 3, text);
        const damaged = await collect(journal.read(stream, 0)).catch((error: unknown) => error);
        expect(damaged).toMatchObject({ code: "journal-damaged", stream, version: 3 });
        const seen: number[] = [];
        const failures: unknown[] = [];
        const keep = (error: unknown) => void failures.push(error);
        await journal.follow(stream, 0, ({ version }) => void seen.push(version), keep);
        await until(() => failures.length > 0, "the follower to stop");
        expect(failures[0]).toMatchObject({ code: "journal-damaged", stream, version: 3 });
        expect(seen).toEqual([1, 2]);
      }
    });

    test("[J12] a missing commit is never skipped", async () => {
      const { store, journal } = await prepare();
      for (let version = 0; version < 5; version++) {
        await journal.append("fair_a", version, [happened("Booked")]);
      }
      await store.damage("fair_a", 3, null);
      await expect(collect(journal.read("fair_a", 0))).rejects.toMatchObject({ version: 3 });
      await expect(collect(journal.read("fair_a", 2))).rejects.toMatchObject({ version: 3 });
      await expect(collect(journal.read("fair_a", 3))).rejects.toMatchObject({ version: 3 });
      expect(await collect(journal.read("fair_a", 4))).toHaveLength(1);
    });

    test("[J13] a stream that ends before what was already seen is damaged", async () => {
      const { journal } = await prepare();
      await journal.append("fair_a", 0, [happened("Booked")]);
      await expect(collect(journal.read("fair_a", 2))).rejects.toMatchObject({
        code: "journal-damaged",
        stream: "fair_a",
        version: 2,
      });
      await expect(collect(journal.read("fair_b", 1))).rejects.toMatchObject({ version: 1 });
    });

    test("[J14] what could not be read back is refused before it is written", async () => {
      const { journal } = await prepare();
      for (const stream of ["", "Fair", "fair x", "fair*", "fair{a}", "a".repeat(101), "fair:1"]) {
        await expect(journal.append(stream, 0, [happened("A")])).rejects.toThrow(TypeError);
      }
      for (const version of [-1, 0.5, Number.NaN]) {
        await expect(journal.append("fair_a", version, [happened("A")])).rejects.toThrow(TypeError);
      }
      await expect(journal.append("fair_a", 0, [])).rejects.toThrow(TypeError);
      await expect(journal.append("fair_a", 0, [{ type: "A", v: Number.NaN }])).rejects.toThrow(TypeError);
      expect(await journal.streams()).toEqual([]);
    });

    test("[J15] a commit changed by its writer afterwards, or by a reader, stays as it was", async () => {
      const { journal } = await prepare();
      const people = ["per_a"];
      await journal.append("fair_a", 0, [happened("Booked", { people })]);
      people.push("per_b");
      const [read] = await collect(journal.read("fair_a", 0));
      const readPeople = read?.events[0]?.people;
      if (!Array.isArray(readPeople)) throw new Error("no people read");
      readPeople.push("per_c");
      const [again] = await collect(journal.read("fair_a", 0));
      expect(again?.events).toEqual([happened("Booked", { people: ["per_a"] })]);
    });

    // Memory is the only engine that no other process can write to.
    if (name === "memory") return;
    test("[J16] commits of another process are followed, and races with it have one winner each", async () => {
      const { store, journal } = await prepare();
      const writer = startWriter(store.address ?? "", "fair_a", 200);
      // Listened for at once: either process may be the first to end.
      const ended = once(writer, "exit");
      const seen: Commit[] = [];
      await journal.follow("fair_a", 0, (commit) => void seen.push(commit), refuse);
      let won = 0;
      while (won < 200) {
        const outcome = await journal.append("fair_a", await journal.version("fair_a"), [
          happened("Booked", { by: "parent" }),
        ]);
        if (outcome.ok) won++;
        await new Promise((resolve) => setImmediate(resolve));
      }
      const [code] = await ended;
      expect(code).toBe(0);
      await until(() => seen.length >= 400, "every commit of both processes");
      expect(seen.map(({ version }) => version)).toEqual(
        Array.from({ length: 400 }, (_, index) => index + 1),
      );
      expect(seen.filter(({ events }) => events[0]?.by === "child")).toHaveLength(200);
      expect(await collect(journal.read("fair_a", 0))).toEqual(seen);
    });
  });
}

/** A process that appends `count` commits to a stream, telling each version that was acknowledged. */
export function startWriter(
  address: string,
  stream: string,
  count: number,
  pauseMs = 0,
): ReturnType<typeof fork> {
  const args = [address, stream, String(count), String(pauseMs)];
  return fork(fileURLToPath(new URL("./writer.ts", import.meta.url)), args, {
    execArgv: ["--import", "tsx"],
  });
}
