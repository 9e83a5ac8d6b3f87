import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Context } from "../../src/domain/decision.ts";
import { type FairCommand, fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { decideFair } from "../../src/domain/fair/decide.ts";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import {
  createFairState,
  type FairWriter,
  pairKey,
  type ScheduledMeeting,
  slotKey,
  wishKey,
} from "../../src/domain/fair/state.ts";
import { tablesLeft } from "../../src/domain/fair/tables.ts";
import { proposeRepairs } from "../../src/views/repair/propose.ts";
import { before, inSlot, openFair, type PlainCommand } from "../support/fair-story.ts";

const organisations = ["org_alto", "org_brisa", "org_coop", "org_dune"] as const;
const organisation = fc.constantFrom(...organisations);
const meetingId = fc.integer({ min: 1, max: 12 }).map((number) => `mtg_${number}`);
const slot = fc.integer({ min: 0, max: 6 });
const person = organisation.map((id) => id.replace("org_", "per_"));
const command: fc.Arbitrary<PlainCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("BookMeeting" as const),
      meetingId,
      from: organisation,
      to: organisation,
      slot,
    }),
  },
  fc.record({
    type: fc.constant("RequestMeeting" as const),
    meetingId,
    from: organisation,
    to: organisation,
    slots: fc.array(slot, { maxLength: 2 }),
  }),
  fc.record(
    { type: fc.constant("AcceptMeeting" as const), meetingId, organisationId: organisation, slot },
    { requiredKeys: ["type", "meetingId", "organisationId"] },
  ),
  fc.record({ type: fc.constant("CancelMeeting" as const), meetingId, organisationId: organisation }),
  fc.record({ type: fc.constant("WithdrawMeeting" as const), meetingId, organisationId: organisation }),
  fc.record(
    { type: fc.constant("MoveMeeting" as const), meetingId, organisationId: organisation, slot },
    { requiredKeys: ["type", "meetingId", "slot"] },
  ),
  fc.record({
    type: fc.constant("AnswerMove" as const),
    meetingId,
    organisationId: organisation,
    accepted: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("SetWish" as const),
    from: organisation,
    to: organisation,
    level: fc.constantFrom("must", "never", null),
  }),
  fc.record({
    type: fc.constant("SetAvailability" as const),
    personId: person,
    unavailable: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant("AttendMeeting" as const), meetingId, personId: person }),
  fc.record({ type: fc.constant("EndMeeting" as const), meetingId }),
  fc.record({ type: fc.constant("WithdrawParticipant" as const), organisationId: organisation }),
  fc.record({
    type: fc.constant("RefuseParticipant" as const),
    organisationId: organisation,
    reason: fc.constant("Hors sujet"),
  }),
  fc.record({
    type: fc.constant("RegisterParticipants" as const),
    participants: organisation.map((id) => [
      { organisationId: id, kind: "both", delegates: [id.replace("org_", "per_")] },
    ]),
    validated: fc.constant(true),
  }),
  fc.record({
    type: fc.constant("DeclineMeeting" as const),
    meetingId,
    organisationId: organisation,
    reason: fc.constant("no-fit"),
  }),
  fc.record({ type: fc.constant("LockMeeting" as const), meetingId, locked: fc.boolean() }),
  fc.record({ type: fc.constant("MissMeeting" as const), meetingId }),
  fc.record({
    type: fc.constant("SetBookingMode" as const),
    organisationId: organisation,
    mode: fc.constant("direct"),
  }),
  fc.record({
    type: fc.constant("AddDelegate" as const),
    organisationId: organisation,
    personId: fc.constant("per_extra"),
  }),
  fc.record({
    type: fc.constant("RemoveDelegate" as const),
    personId: fc.oneof(person, fc.constant("per_extra")),
  }),
  fc.record(
    {
      type: fc.constant("SetPlace" as const),
      placeId: fc.constantFrom("plc_1", "plc_2", "plc_3"),
      roomId: fc.constant("room_a"),
      name: fc.constant("P"),
      kind: fc.constantFrom("table", "stand"),
      accessible: fc.constant(true),
      organisationId: organisation,
    },
    { requiredKeys: ["type", "placeId", "roomId", "name", "kind", "accessible"] },
  ),
  fc.record({ type: fc.constant("RemovePlace" as const), placeId: fc.constantFrom("plc_1", "plc_3") }),
  fc.record({ type: fc.constant("SetSlotClosed" as const), slot, closed: fc.boolean() }),
  fc.record({
    type: fc.constant("SetProgramme" as const),
    programme: fc.constant({ slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] }),
    slots: fc.tuple(fc.integer({ min: 4, max: 8 }), fc.constantFrom(0, 20)).map(([count, from]) =>
      Array.from({ length: count }, (_, index) => ({
        day: 0,
        startsAt: inSlot(index, from),
        endsAt: inSlot(index + 1, from),
      })),
    ),
  }),
  fc.record({
    type: fc.constant("PublishAgenda" as const),
    draftId: fc.constant("drf_1"),
    meetings: fc
      .record({
        meetingId,
        from: organisation,
        to: organisation,
        slot,
        placeId: fc.constantFrom("plc_1", "plc_2"),
      })
      .map(({ from, to, ...rest }) => [
        { ...rest, organisations: [from, to], delegates: [from, to].map((id) => id.replace("org_", "per_")) },
      ]),
  }),
  fc.record({
    type: fc.constant("DeclareDisruption" as const),
    disruptionId: fc.constantFrom("dsr_1", "dsr_2"),
    what: fc.constantFrom(
      { kind: "room", roomId: "room_a" },
      { kind: "place", placeId: "plc_1" },
      { kind: "person", personId: "per_alto" },
    ),
    from: fc.constantFrom(inSlot(0), inSlot(2, 5)),
    until: fc.constantFrom(inSlot(2, 6), inSlot(9)),
  }),
  fc.record({
    type: fc.constant("EndDisruption" as const),
    disruptionId: fc.constantFrom("dsr_1", "dsr_2"),
  }),
  // Which plan of which disruption is applied depends on the state it meets: see `toCommand`.
  fc.record({ type: fc.constant("ApplyRepair" as const), pick: fc.nat(5) }),
  fc.record({ type: fc.constant("OfferSlot" as const), meetingId }),
  fc.record({ type: fc.constant("StopRefill" as const), meetingId }),
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("AnswerOffer" as const),
      offerId: fc.integer({ min: 1, max: 5 }).map((number) => `ofr_${number}`),
      organisationId: organisation,
      accepted: fc.boolean(),
    }),
  },
  fc.constant({ type: "UnpublishAgenda" as const }),
  fc.constant({ type: "SettleTime" as const }),
);
const step = fc.record({
  command,
  as: fc.constantFrom("delegate" as const, "organiser" as const),
  at: fc.constantFrom(before, before, before, inSlot(1, 5), inSlot(3, 25)),
});

/** A repair as the board would apply it now; one of nothing where nothing is struck. */
function toCommand(state: FairWriter, plain: PlainCommand, at: Context["at"]): FairCommand {
  if (plain.type !== "ApplyRepair") return fairCommandSchema.parse(plain);
  const plans = proposeRepairs(state, at).flatMap(({ disruption, plans }) =>
    plans.map((plan) => ({ plan, disruptionId: disruption.id })),
  );
  const chosen = plans[Number(plain["pick"]) % Math.max(1, plans.length)];
  return fairCommandSchema.parse({
    type: "ApplyRepair",
    disruptionId: chosen?.disruptionId ?? "dsr_1",
    changes: [...(chosen?.plan.moves ?? []), ...(chosen?.plan.asks ?? [])],
    cancels: chosen?.plan.lost ?? [],
  });
}

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
    const there = scheduledIn(state).filter((meeting) => meeting.slot === slot);
    expect([...(state.scheduledAt.get(slot) ?? [])].sort()).toEqual(there.map(({ id }) => id).sort());
    if (there.length > 0) expect(state.closedSlots.has(slot)).toBe(false);
  }
  for (const meeting of scheduledIn(state)) {
    for (const [side, person] of meeting.delegates.entries()) {
      const delegate = state.delegates.get(person);
      expect(delegate?.organisationId).toBe(meeting.organisations[side]);
      expect(delegate?.unavailable.has(meeting.slot)).toBe(false);
    }
    expect(state.places.has(meeting.placeId)).toBe(true);
    for (const [mine, other] of [[0, 1] as const, [1, 0] as const])
      expect(state.wishes.get(wishKey(meeting.organisations[mine], meeting.organisations[other]))).not.toBe(
        "never",
      );
  }
}

/** [N6] Whoever was offered a slot to meet in was offered it once. */
function expectNobodyAskedTwice(state: FairWriter): void {
  const asked = [...state.offers.values()].flatMap(({ about, slot, organisations, delegates, willing }) =>
    about.kind === "move" || slot >= state.slots.get().length
      ? []
      : delegates.flatMap((person, side) =>
          willing.some((one) => one === organisations[side]) ? [] : [`${person}@${slot}`],
        ),
  );
  expect(new Set(asked).size).toBe(asked.length);
}

function scheduledIn(state: FairWriter): ScheduledMeeting[] {
  return [...state.meetings.values()].filter(
    (meeting): meeting is ScheduledMeeting => meeting.status === "scheduled",
  );
}

describe("whatever is asked of a fair", () => {
  it("[M1] [L1] [M7] nobody and no place is ever double-booked, and indexes say what meetings say", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const fair = openFair();
        for (const { command: plain, as, at } of steps) {
          const context: Context = { at, by: "system", as };
          const decision = decideFair(fair.state, toCommand(fair.state, plain, at), context);
          if (decision.ok)
            for (const event of decision.events) evolveFair(fair.state, { ...event, at, by: "system" });
          const meetings = scheduledIn(fair.state);
          const people = meetings.flatMap((meeting) =>
            meeting.delegates.map((id) => `${id}@${meeting.slot}`),
          );
          const places = meetings.map((meeting) => `${meeting.placeId}@${meeting.slot}`);
          expect(new Set(people).size).toBe(people.length);
          expect(new Set(places).size).toBe(places.length);
          expect([...fair.state.delegateBusy.keys()].sort()).toEqual(people.sort());
          expect([...fair.state.placeBusy.keys()].sort()).toEqual(places.sort());
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
        }
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
