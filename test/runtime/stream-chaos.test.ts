import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision, Recorded } from "../../src/domain/decision.ts";
import { personIdSchema } from "../../src/domain/ids.ts";
import { createTable, createUndoLog, type Table, type UndoLog } from "../../src/domain/table.ts";
import { type Journal, JournalUnavailable } from "../../src/journal/journal.ts";
import { createMemoryJournal, createMemoryJournalStore } from "../../src/journal/memory-journal.ts";
import { openStream, type StreamDefinition } from "../../src/runtime/stream.ts";
import { before } from "../support/fair-story.ts";

type Taken = { readonly type: "SeatTaken"; readonly v: 1; readonly seat: number };
type Seats = { readonly log: UndoLog; readonly seats: Table<number, string> };
const definition: StreamDefinition<Seats, Seats, { readonly seat: number }, Taken, { code: "taken" }> = {
  create: () => {
    const log = createUndoLog();
    return { log, seats: createTable(log) };
  },
  decide: (state, { seat }): Decision<Taken, { code: "taken" }> =>
    state.seats.has(seat)
      ? { ok: false, rejection: { code: "taken" } }
      : { ok: true, events: [{ type: "SeatTaken", v: 1, seat }] },
  evolve: (state, event: Recorded<Taken>) => state.seats.set(event.seat, `${event.by} ${event.key}`),
  upcast: (event) => event as unknown as Recorded<Taken>,
};

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** What befalls one append: nothing, refused before it was written, or written and its answer lost; after a while. */
const fate = fc.record({
  kind: fc.constantFrom("fine", "fine", "fine", "down", "lost" as const),
  ms: fc.constantFrom(0, 0, 1, 3),
});
const wish = fc.record({
  node: fc.nat(2),
  person: fc.nat(5),
  seat: fc.nat(9),
  ms: fc.nat(6),
});

function troubled(journal: Journal, fates: Iterator<{ kind: string; ms: number }>): Journal {
  return {
    ...journal,
    async append(...all) {
      const { kind, ms } = fates.next().value ?? { kind: "fine", ms: 0 };
      if (ms > 0) await pause(ms);
      if (kind === "down") throw new JournalUnavailable("down");
      const outcome = await journal.append(...all);
      if (ms > 1) await pause(ms);
      if (kind === "lost") throw new JournalUnavailable("answer lost");
      return outcome;
    },
  };
}

describe("three nodes on a journal in trouble", () => {
  it("[B2] sell every seat once, keep what they acknowledged, do a retried command once, and end equal", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(wish, { minLength: 5, maxLength: 40 }),
        fc.array(fate, { minLength: 5, maxLength: 40 }),
        async (wishes, fates) => {
          const store = createMemoryJournalStore();
          const failures: unknown[] = [];
          const next = fates[Symbol.iterator]();
          const nodes = await Promise.all(
            [0, 1, 2].map(() =>
              openStream(troubled(createMemoryJournal(store), next), "seats", definition, (error) =>
                failures.push(error),
              ),
            ),
          );
          const acknowledged = await Promise.all(
            wishes.map(async ({ node, person, seat, ms }, index) => {
              const by = personIdSchema.parse(`per_${person}`);
              await pause(ms);
              for (let attempt = 0; ; attempt += 1) {
                const stream = nodes[(node + attempt) % nodes.length];
                try {
                  const outcome = await stream?.submit(
                    { seat },
                    { at: before, by, as: "delegate" },
                    { key: `k${index}`, fingerprint: String(seat) },
                  );
                  if (outcome && !(!outcome.ok && outcome.rejection.code === "busy"))
                    return { seat, holder: `${by} k${index}#${seat}`, isSold: outcome.ok };
                } catch (error) {
                  if (!(error instanceof JournalUnavailable)) throw error;
                }
              }
            }),
          );
          const commits = [];
          for await (const commit of createMemoryJournal(store).read("seats", 0)) commits.push(commit);
          const facts = commits.flatMap(({ events }) => events);
          const holders = new Map(facts.map((event) => [event["seat"], `${event["by"]} ${event["key"]}`]));
          expect(facts.length).toBe(holders.size);
          for (const { seat, holder, isSold } of acknowledged)
            expect(holders.get(seat) === holder).toBe(isSold);
          await Promise.all(nodes.map((node) => node.reached(commits.length)));
          for (const node of nodes)
            expect([...node.state.seats.entries()].sort()).toEqual([...holders.entries()].sort());
          expect(failures).toEqual([]);
          await Promise.all(nodes.map((node) => node.close()));
        },
      ),
      { numRuns: 60, verbose: 1 },
    );
  });
});
