import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Context } from "../../src/domain/decision.ts";
import { suits } from "../../src/domain/fair/accessible.ts";
import { fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { decideFair } from "../../src/domain/fair/decide.ts";
import type { FairEvent } from "../../src/domain/fair/events.ts";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import { isUnbroken, slotsIn } from "../../src/domain/fair/span.ts";
import {
  createFairState,
  type FairWriter,
  type Offer,
  pairKey,
  type ScheduledMeeting,
  slotKey,
  wishKey,
} from "../../src/domain/fair/state.ts";
import { tablesLeft } from "../../src/domain/fair/tables.ts";
import { before, openFair, type PlainCommand } from "../support/fair-story.ts";
import { busyStep, organisations, step, toCommand } from "./fair-steps.ts";

/** Everything in the state that a reader can see, in one comparable value. */
function picture(state: FairWriter): unknown {
  const sorted = <K, V>(entries: IterableIterator<[K, V]>) =>
    [...entries]
      .filter(([, value]) => value !== 0 && !(Array.isArray(value) && value.length === 0))
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return {
    meetings: sorted(state.meetings.entries()),
    busy: sorted(state.delegateBusy.entries()),
    taken: sorted(state.placeBusy.entries()),
    pairs: sorted(state.openPair.entries()),
    pending: sorted(state.pending.entries()),
    pendingOf: sorted(state.pendingOf.entries()),
    scheduledOf: sorted(state.scheduledOf.entries()),
    tables: sorted(state.tablesUsed.entries()),
    firstTables: sorted(state.firstTable.entries()),
    slots: state.slots.get(),
    closed: sorted(state.closedSlots.entries()),
    places: sorted(state.places.entries()),
    order: state.tables.get(),
    stands: sorted(state.standOf.entries()),
    declined: sorted(state.declined.entries()),
    at: sorted(state.scheduledAt.entries()),
    absent: [...state.delegates.values()].map((one) => [one.personId, ...one.unavailable].join()).sort(),
    comfort: [...state.delegates.values()].map(({ personId, comfort }) => [personId, comfort]).sort(),
    wishes: sorted(state.wishes.entries()),
    disruptions: sorted(state.disruptions.entries()),
    shut: sorted(state.shut.entries()),
    holes: sorted(state.holes.entries()),
    offers: sorted(state.offers.entries()),
    openOffers: sorted(state.openOffers.entries()),
    asked: sorted(state.asked.entries()),
    participants: sorted(state.participants.entries()),
  };
}

/** Every other index, counted again from the meetings and the places. */
function expectTrueIndexes(state: FairWriter): void {
  const all = [...state.meetings.values()];
  const isOpen = (status: string) => ["requested", "accepted", "scheduled"].includes(status);
  const open = all.filter(({ status }) => isOpen(status));
  expect([...state.openPair.entries()].sort()).toEqual(
    open.map(({ id, organisations }) => [pairKey(...organisations), id]).sort(),
  );
  for (const id of state.participants.keys()) {
    const counted = all.filter(
      ({ status, organisations }) =>
        (status === "scheduled" || status === "held") && organisations.includes(id),
    );
    expect(state.scheduledOf.get(id) ?? 0).toBe(counted.length);
  }
  const tables = [...state.places.values()].filter(
    ({ kind, organisationId }) => kind === "table" && organisationId === undefined,
  );
  expect([...state.tables.get()].sort()).toEqual(tables.map(({ id }) => id).sort());
  for (const slot of state.slots.get().keys()) {
    const free = state.tables.get().filter((id) => !state.placeBusy.has(slotKey(id, slot)));
    expect(state.tablesUsed.get(slot) ?? 0).toBe(tables.length - free.length);
    const serving = free.filter((id) => !state.shut.has(slotKey(id, slot)));
    expect(state.tables.get()[state.firstTable.get(slot) ?? 0]).toBe(serving[0]);
    expect(tablesLeft(state, slot)).toBe(serving.length);
    const there = scheduledIn(state).filter((meeting) => slotsIn(meeting).includes(slot));
    expect([...(state.scheduledAt.get(slot) ?? [])].sort()).toEqual(there.map(({ id }) => id).sort());
    if (there.length > 0) expect(state.closedSlots.has(slot)).toBe(false);
  }
  for (const meeting of scheduledIn(state)) {
    for (const [side, person] of meeting.delegates.entries()) {
      const delegate = state.delegates.get(person);
      expect(delegate?.organisationId).toBe(meeting.organisations[side]);
      for (const slot of slotsIn(meeting)) expect(delegate?.unavailable.has(slot)).toBe(false);
    }
    expect(state.places.has(meeting.placeId)).toBe(true);
    expect(isUnbroken(state.slots.get(), meeting)).toBe(true);
    for (const [mine, other] of [[0, 1] as const, [1, 0] as const])
      expect(state.wishes.get(wishKey(meeting.organisations[mine], meeting.organisations[other]))).not.toBe(
        "never",
      );
  }
}

/** People and places of every slot of every meeting: each once, and as the indexes say. */
function expectNothingSoldTwice(state: FairWriter): void {
  const meetings = scheduledIn(state);
  const people = meetings.flatMap((meeting) =>
    meeting.delegates.flatMap((id) => slotsIn(meeting).map((slot) => `${id}@${slot}`)),
  );
  const places = meetings.flatMap((meeting) => slotsIn(meeting).map((slot) => `${meeting.placeId}@${slot}`));
  expect(new Set(people).size).toBe(people.length);
  expect(new Set(places).size).toBe(places.length);
  expect([...state.delegateBusy.keys()].sort()).toEqual(people.sort());
  expect([...state.placeBusy.keys()].sort()).toEqual(places.sort());
}

/** [N6] Whoever was offered a slot to meet in was offered it once. */
function expectNobodyAskedTwice(state: FairWriter): void {
  const asked = [...state.offers.values()].flatMap((offer) =>
    offer.about.kind === "move" || offer.slot >= state.slots.get().length
      ? []
      : askedBy(offer).flatMap((person) => slotsIn(offer).map((slot) => `${person}@${slot}`)),
  );
  expect(new Set(asked).size).toBe(asked.length);
}

/** [N10] Open offers of free slots are about other people, places and pairs each. */
function expectOffersApart(state: FairWriter): void {
  const open = [...state.offers.values()].filter(
    ({ status, about, slot }) =>
      status === "open" && about.kind === "meet" && slot < state.slots.get().length,
  );
  for (const all of [
    open.flatMap(askedBy),
    open.map(({ organisations }) => pairKey(...organisations)),
    open.flatMap((offer) => slotsIn(offer).map((slot) => slotKey(offer.placeId, slot))),
  ])
    expect(new Set(all).size).toBe(all.length);
}

function askedBy({ organisations, delegates, willing }: Offer): readonly string[] {
  return delegates.filter((_, side) => !willing.some((one) => one === organisations[side]));
}

/** [K1] Nobody who needs an accessible place is put, or asked to come, anywhere else. */
function expectSuited(state: FairWriter, events: readonly FairEvent[]): void {
  for (const event of events)
    for (const placed of event.type === "AgendaPublished" ? event.meetings : [event])
      if ("placeId" in placed && "delegates" in placed)
        expect(suits(state, placed.delegates, placed.placeId)).toBe(true);
}

function scheduledIn(state: FairWriter): ScheduledMeeting[] {
  return [...state.meetings.values()].filter(
    (meeting): meeting is ScheduledMeeting => meeting.status === "scheduled",
  );
}

describe("whatever is asked of a fair", () => {
  it("[M1] [L1] [M7] [K1] [U2] nobody and no place is ever double-booked, and indexes say what meetings say", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const fair = openFair();
        for (const { command: plain, as, at } of steps) {
          const context: Context = { at, by: "system", as };
          const decision = decideFair(fair.state, toCommand(fair.state, plain, at), context);
          if (decision.ok) {
            for (const event of decision.events) evolveFair(fair.state, { ...event, at, by: "system" });
            expectSuited(fair.state, decision.events);
          }
          expectNothingSoldTwice(fair.state);
          const pending = [...fair.state.meetings.values()].filter(
            (meeting) => meeting.status === "requested",
          );
          expect(fair.state.pending.size).toBe(pending.length);
          for (const id of fair.state.participants.keys()) {
            const asked = pending.filter((meeting) => meeting.organisations[0] === id).length;
            expect(fair.state.pendingOf.get(id) ?? 0).toBe(asked);
          }
          expectTrueIndexes(fair.state);
          expectNobodyAskedTwice(fair.state);
          expectOffersApart(fair.state);
        }
      }),
      { numRuns: 300, verbose: 1 },
    );
  });

  it("[U1] [U2] [N10] meetings of one, two and three slots that are booked, moved and called off share nothing", () => {
    const modes = fc.constantFrom("direct", "request");
    const lengths = fc.tuple(...organisations.map(() => fc.integer({ min: 1, max: 3 })));
    fc.assert(
      fc.property(modes, lengths, fc.array(busyStep, { maxLength: 40 }), (bookingMode, slots, steps) => {
        const fair = openFair({ slots: 9, rules: { refillsByItself: true, bookingMode } });
        const settle: PlainCommand = { type: "SettleTime" };
        for (const [index, organisationId] of organisations.entries())
          fair.given({ type: "SetMeetingSlots", organisationId, slots: slots[index] });
        for (const plain of steps) {
          const context: Context = { at: before, by: "system", as: "organiser" };
          const decision = decideFair(fair.state, fairCommandSchema.parse(plain), context);
          if (!decision.ok) continue;
          for (const event of decision.events) evolveFair(fair.state, { ...event, at: before, by: "system" });
          expectNothingSoldTwice(fair.state);
          expectTrueIndexes(fair.state);
          expectOffersApart(fair.state);
        }
        // No hole waits for ever: time that has nothing left to do says so.
        for (let round = 0; round < 40; round += 1) fair.given(settle);
        fair.when(settle).then();
      }),
      { numRuns: 300, verbose: 1 },
    );
  });

  it("a decision taken back leaves no trace, and a fold from zero gives the same state", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(step, { maxLength: 10 }), (kept, undone) => {
        const fair = openFair();
        const run = ({ command: plain, as, at }: (typeof kept)[number]) => {
          const decision = decideFair(fair.state, toCommand(fair.state, plain, at), {
            at,
            by: "system",
            as,
          });
          const events = decision.ok
            ? decision.events.map((event) => ({ ...event, at, by: "system" as const }))
            : [];
          for (const event of events) evolveFair(fair.state, event);
          return events;
        };
        for (const each of kept) fair.events.push(...run(each));
        const then = JSON.stringify(picture(fair.state));
        fair.state.log.begin();
        for (const each of undone) run(each);
        fair.state.log.rollback();
        expect(JSON.stringify(picture(fair.state))).toBe(then);
        const folded = createFairState();
        for (const event of fair.events) evolveFair(folded, event);
        expect(JSON.stringify(picture(folded))).toBe(then);
      }),
      { numRuns: 200, verbose: 1 },
    );
  });
});
