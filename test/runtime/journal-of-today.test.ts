import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { directoryEventSchema } from "../../src/domain/directory/events.ts";
import { upcastDirectoryEvent } from "../../src/domain/directory/upcast.ts";
import { fairEventSchema } from "../../src/domain/fair/events.ts";
import { upcastFairEvent } from "../../src/domain/fair/upcast.ts";
import { fairIdSchema } from "../../src/domain/ids.ts";
import type { Commit } from "../../src/journal/journal.ts";
import { createMemoryJournal } from "../../src/journal/memory-journal.ts";
import { systemClock } from "../../src/runtime/clock.ts";
import { createRuntime } from "../../src/runtime/runtime.ts";
import { createMemoryVault } from "../../src/vault/memory-vault.ts";

/** Written on 22 November 2026 and never to be rewritten: a journal of that day must open for ever. */
const commits: readonly Commit[] = readFileSync(
  join(import.meta.dirname, "../fixtures/journal-v1.ndjson"),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const typesOf = (stream: string) =>
  new Set(
    commits
      .filter((commit) => commit.stream === stream)
      .flatMap((commit) => commit.events.map((e) => e.type)),
  );

/** Events that came after that day; their first format is held by the tests of their rules. */
const later: ReadonlySet<string> = new Set([
  "PairPinned",
  "PairBanned",
  "PairReleased",
  "ActivitiesLearned",
  "DisruptionDeclared",
  "DisruptionEnded",
  "RepairApplied",
  "RefillStarted",
  "RefillEnded",
  "OfferMade",
  "OfferAnswered",
  "OfferEnded",
  "TaskDismissed",
  "ComfortSet",
  "MeetingSlotsSet",
]);

describe("a journal of the first format", () => {
  it("holds every event that existed then", () => {
    const missing = [
      ...fairEventSchema.options
        .map((option) => option.shape.type.value)
        .filter((type) => !typesOf("fair_2027").has(type) && !later.has(type)),
      ...directoryEventSchema.options
        .map((option) => option.shape.type.value)
        .filter((type) => !typesOf("directory").has(type) && !later.has(type)),
    ];
    expect(missing).toEqual([]);
  });

  it("is upcast to events of today's schemas", () => {
    for (const { stream, events } of commits)
      for (const event of events)
        if (stream === "directory") directoryEventSchema.parse(upcastDirectoryEvent(event));
        else fairEventSchema.parse(upcastFairEvent(event));
    expect(() => upcastFairEvent({ type: "RoomPainted", v: 1 })).toThrow("later release");
    expect(() => upcastFairEvent({ type: "RoomSet", v: 9 })).toThrow("later release");
  });

  it("opens and says what happened", async () => {
    const journal = createMemoryJournal();
    for (const { stream, version, events } of commits) await journal.append(stream, version - 1, events);
    const runtime = await createRuntime({
      journal,
      vault: createMemoryVault(),
      clock: systemClock,
      onFailure: (error) => {
        throw error;
      },
    });
    const fair = await runtime.fair(fairIdSchema.parse("fair_2027"));
    if (!fair) throw new Error("the fair is not listed");
    expect(fair.state.header.get()).toMatchObject({ name: "Coventis 2027", timeZone: "Europe/Paris" });
    expect(
      Object.fromEntries([...fair.state.meetings.values()].map(({ id, status }) => [id, status])),
    ).toEqual({
      mtg_1: "held",
      mtg_2: "missed",
      mtg_3: "declined",
      mtg_4: "expired",
      mtg_5: "withdrawn",
      mtg_6: "expired",
      mtg_7: "cancelled",
      mtg_8: "cancelled",
    });
    expect([...fair.state.presentIn.entries()]).toEqual([["room_a", 2]]);
    expect([...runtime.directory.state.organisations.keys()]).toEqual([
      "org_alto",
      "org_brisa",
      "org_coop",
      "org_dune",
    ]);
    await runtime.close();
  });
});
