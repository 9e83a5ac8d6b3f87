import { describe, expect, it } from "vitest";
import type { Context, Decision, Recorded } from "../../src/domain/decision.ts";
import { personIdSchema } from "../../src/domain/ids.ts";
import { createTable, createUndoLog, type Table, type UndoLog } from "../../src/domain/table.ts";
import { type Journal, JournalUnavailable } from "../../src/journal/journal.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { type LiveStream, openStream, type StreamDefinition } from "../../src/runtime/stream.ts";
import { before } from "../support/fair-story.ts";

/** The smallest thing that can be sold twice: seats. */
type Taken = { readonly type: "SeatTaken"; readonly v: 1; readonly seat: number };
type Take = { readonly seat: number };
type Seats = { readonly log: UndoLog; readonly seats: Table<number, string> };

const definition: StreamDefinition<Seats, Seats, Take, Taken, { code: "taken" }> = {
  create: () => {
    const log = createUndoLog();
    return { log, seats: createTable(log) };
  },
  decide: (state, { seat }): Decision<Taken, { code: "taken" }> =>
    state.seats.has(seat)
      ? { ok: false, rejection: { code: "taken" } }
      : { ok: true, events: [{ type: "SeatTaken", v: 1, seat }] },
  evolve: (state, event: Recorded<Taken>) => state.seats.set(event.seat, event.by),
  upcast: (event) => event as unknown as Recorded<Taken>,
};
const by = (name: string): Context => ({
  at: before,
  by: personIdSchema.parse(`per_${name}`),
  as: "delegate",
});
const open = (journal: Journal, seats = definition) =>
  openStream(journal, "seats", seats, (error) => {
    throw error;
  });
const commits = async (journal: Journal) => {
  const found = [];
  for await (const commit of journal.read("seats", 0)) found.push(commit);
  return found;
};
type SeatStream = LiveStream<Seats, Take, Taken, { code: "taken" }>;
const take = (stream: SeatStream, name: string, seat: number, key?: string, fingerprint = "f") =>
  stream.submit({ seat }, by(name), key === undefined ? undefined : { key, fingerprint });

describe("a stream", () => {
  it("decides together what arrives together, in order, as one commit", async () => {
    const journal = createMemoryJournal();
    const stream = await open(journal);
    const outcomes = await Promise.all([1, 1, 2, 1].map((seat, index) => take(stream, `p${index}`, seat)));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, false, true, false]);
    expect(await commits(journal)).toHaveLength(1);
    expect(stream.version).toBe(1);
    await stream.close();
  });

  it("two nodes on one journal sell every seat once", async () => {
    const journal = createMemoryJournal();
    const [left, right] = [await open(journal), await open(journal)];
    const outcomes = await Promise.all(
      Array.from({ length: 400 }, (_, index) => take(index % 2 ? left : right, `p${index}`, index % 50)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(50);
    await Promise.all([left.reached(right.version), right.reached(left.version)]);
    expect([...left.state.seats.entries()].sort()).toEqual([...right.state.seats.entries()].sort());
    const versions = (await commits(journal)).map((commit) => commit.version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    await Promise.all([left.close(), right.close()]);
  });

  it("lets others run while a long command is decided, on a state that stands still until then", async () => {
    const journal = createMemoryJournal();
    let isHeld = true;
    let isBegun = false;
    const left = await open(journal, {
      ...definition,
      *decideInSteps(state, command, context) {
        isBegun = true;
        while (isHeld) yield;
        return definition.decide(state, command, context);
      },
    });
    const right = await open(journal);
    // The other node sells the same seat, or another one while this one sells its own, or refuses one that is sold.
    for (const [seat, meanwhile, isOk] of [
      [1, 1, false],
      [2, 3, true],
      [1, 4, false],
    ] as const) {
      [isHeld, isBegun] = [true, false];
      const known = left.state.seats.size;
      const long = take(left, "slow", seat);
      while (!isBegun) await new Promise((soon) => setImmediate(soon));
      await take(right, "quick", meanwhile);
      await new Promise((soon) => setImmediate(soon));
      expect(left.state.seats.size).toBe(known);
      isHeld = false;
      expect((await long).ok).toBe(isOk);
      await expect.poll(() => left.version).toBe(right.version);
      expect(left.state.seats.has(meanwhile)).toBe(true);
    }
    await Promise.all([left.close(), right.close()]);
  });

  it("tells listeners of every commit once, whichever node wrote it", async () => {
    const journal = createMemoryJournal();
    const [left, right] = [await open(journal), await open(journal)];
    const heard: number[] = [];
    left.onCommit(({ version }) => heard.push(version));
    for (let seat = 0; seat < 20; seat += 1) await take(seat % 2 ? left : right, "p", seat);
    await left.reached(right.version);
    expect(heard).toEqual(heard.map((_, index) => index + 1));
    await Promise.all([left.close(), right.close()]);
  });

  it("waits for a version no longer than asked, and for nobody once it is closed", async () => {
    const stream = await open(createMemoryJournal());
    await stream.reached(99, 5);
    const waiting = stream.reached(99);
    await stream.close();
    await waiting;
  });

  it("answers busy when it loses every attempt, and leaves no trace in the state", async () => {
    const journal = createMemoryJournal();
    const losing: Journal = { ...journal, append: async () => ({ ok: false, conflict: true, version: 0 }) };
    const stream = await open(losing);
    expect(await take(stream, "p", 1)).toEqual({ ok: false, rejection: { code: "busy" } });
    expect(stream.state.seats.size).toBe(0);
    await stream.close();
  });

  it("never acknowledges what the journal did not, and goes on when it is back", async () => {
    const journal = createMemoryJournal();
    let isDown = true;
    const flaky: Journal = {
      ...journal,
      append: (...all) => (isDown ? Promise.reject(new JournalUnavailable("down")) : journal.append(...all)),
    };
    const stream = await open(flaky);
    await expect(take(stream, "p", 1)).rejects.toThrow("down");
    expect(stream.state.seats.size).toBe(0);
    isDown = false;
    expect(await take(stream, "p", 1)).toMatchObject({ ok: true, version: 1 });
    await stream.close();
  });
});

describe("a stream in trouble", () => {
  it("a command that makes the code throw fails alone", async () => {
    const broken: typeof definition = {
      ...definition,
      decide(state, command, context) {
        if (command.seat === 13) throw new Error("a bug in decide");
        return definition.decide(state, command, context);
      },
      evolve(state, event) {
        definition.evolve(state, event);
        if (event.seat === 14) throw new Error("a bug in evolve");
      },
    };
    const failures: unknown[] = [];
    const stream = await openStream(createMemoryJournal(), "seats", broken, (error) => failures.push(error));
    const outcomes = await Promise.allSettled([1, 13, 2, 14, 1, 3].map((seat) => take(stream, "p", seat)));
    expect(outcomes.map((one) => (one.status === "fulfilled" ? one.value.ok : String(one.reason)))).toEqual([
      true,
      "Error: a bug in decide",
      true,
      "Error: a bug in evolve",
      false,
      true,
    ]);
    expect([...stream.state.seats.keys()].sort()).toEqual([1, 2, 3]);
    expect(failures).toEqual([]);
    await stream.close();
  });

  it("a fact of a later release stops it loudly, with nothing of its commit applied", async () => {
    const journal = createMemoryJournal();
    const strict: typeof definition = {
      ...definition,
      upcast(event) {
        if (event.type !== "SeatTaken") throw new Error(`unknown event ${event.type}`);
        return definition.upcast(event);
      },
    };
    const failures: unknown[] = [];
    // Without news from the journal it learns of the commit when it loses against it.
    const deaf: Journal = { ...journal, follow: async () => ({ stop: async () => undefined }) };
    const stream = await openStream(deaf, "seats", strict, (error) => failures.push(error));
    await take(stream, "p", 1);
    const event = (type: string, seat: number) => ({ type, v: 1, seat, at: before, by: "system" });
    await journal.append("seats", 1, [event("SeatTaken", 8), event("SeatFolded", 9)]);
    await expect(take(stream, "p", 2)).rejects.toBeInstanceOf(JournalUnavailable);
    expect([...stream.state.seats.keys()]).toEqual([1]);
    expect(failures).toHaveLength(1);
    await expect(take(stream, "p", 3)).rejects.toBeInstanceOf(JournalUnavailable);
    await stream.close();
  });

  it("an append that was written but not answered is found again by its key", async () => {
    const journal = createMemoryJournal();
    let isLossy = true;
    const lossy: Journal = {
      ...journal,
      async append(...all) {
        const outcome = await journal.append(...all);
        if (isLossy) throw new JournalUnavailable("the answer was lost");
        return outcome;
      },
    };
    const stream = await open(lossy);
    await expect(take(stream, "p", 1, "k")).rejects.toThrow("the answer was lost");
    isLossy = false;
    expect(await take(stream, "p", 1, "k")).toMatchObject({ ok: true, version: 1, replayed: true });
    expect(await commits(journal)).toHaveLength(1);
    await stream.close();
  });

  it("commits stay of a size that every engine takes", async () => {
    const journal = createMemoryJournal();
    const many: typeof definition = {
      ...definition,
      decide: (_, { seat }) => ({
        ok: true,
        events: Array.from({ length: 500 }, () => ({ type: "SeatTaken", v: 1, seat }) as const),
      }),
    };
    const stream = await openStream(journal, "seats", many, (error) => {
      throw error;
    });
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, seat) => take(stream, "p", seat)));
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    const written = await commits(journal);
    expect(written.reduce((sum, { events }) => sum + events.length, 0)).toBe(50_000);
    expect(Math.max(...written.map(({ events }) => events.length))).toBeLessThanOrEqual(10_000);
    await stream.close();
  });
});

describe("an idempotency key", () => {
  it("gives twins that arrive together one outcome", async () => {
    const journal = createMemoryJournal();
    const stream = await open(journal);
    await take(stream, "q", 9);
    const [first, twin, other, lost, lostTwin] = await Promise.all([
      take(stream, "p", 1, "k"),
      take(stream, "p", 1, "k"),
      take(stream, "p", 2, "k", "another request"),
      take(stream, "p", 9, "l"),
      take(stream, "p", 9, "l"),
    ]);
    expect(first).toMatchObject({ ok: true, version: 2, replayed: false });
    expect(twin).toEqual({ ...first, replayed: true });
    expect(other).toEqual({ ok: false, rejection: { code: "idempotency-key-reused" } });
    expect([lost, lostTwin]).toEqual([lost, { ok: false, rejection: { code: "taken" } }]);
    await stream.close();
  });
  it("gives a retry the first outcome, also on another node and after a restart", async () => {
    const journal = createMemoryJournal();
    const stream = await open(journal);
    const first = await take(stream, "p", 1, "k1");
    expect(first).toMatchObject({ ok: true, replayed: false });
    expect(await take(stream, "p", 1, "k1")).toMatchObject({ ok: true, version: 1, replayed: true });
    const refused = await take(stream, "q", 1, "k2");
    expect(await take(stream, "q", 1, "k2")).toEqual(refused);
    await stream.close();
    const other = await open(journal);
    expect(await take(other, "p", 1, "k1")).toMatchObject({ ok: true, version: 1, replayed: true });
    expect(await commits(journal)).toHaveLength(1);
    await other.close();
  });
  it("belongs to one person and one request", async () => {
    const stream = await open(createMemoryJournal());
    await take(stream, "p", 1, "k");
    expect(await take(stream, "q", 1, "k")).toEqual({ ok: false, rejection: { code: "taken" } });
    expect(await take(stream, "p", 2, "k", "other")).toEqual({
      ok: false,
      rejection: { code: "idempotency-key-reused" },
    });
    await stream.close();
  });
});
