import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Context } from "../../src/domain/decision.ts";
import { fairCommandSchema } from "../../src/domain/fair/commands.ts";
import { decideFair } from "../../src/domain/fair/decide.ts";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import { createFairState, type FairWriter, type ScheduledMeeting } from "../../src/domain/fair/state.ts";
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
  fc.constant({ type: "SettleTime" as const }),
);
const step = fc.record({
  command,
  as: fc.constantFrom("delegate" as const, "organiser" as const),
  at: fc.constantFrom(before, before, before, inSlot(1, 5), inSlot(3, 25)),
});

/** Everything in the state that a reader can see, in one comparable value. */
function picture(state: FairWriter): unknown {
  const sorted = <K, V>(entries: IterableIterator<[K, V]>) =>
    [...entries]
      .filter(([, value]) => value !== 0 && !(Array.isArray(value) && value.length === 0))
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return {
    meetings: sorted(state.meetings.entries()),
    busy: sorted(state.delegateBusy.entries()),
    places: sorted(state.placeBusy.entries()),
    pairs: sorted(state.openPair.entries()),
    pending: sorted(state.pending.entries()),
    pendingOf: sorted(state.pendingOf.entries()),
    scheduledOf: sorted(state.scheduledOf.entries()),
    tables: sorted(state.tablesUsed.entries()),
    wishes: sorted(state.wishes.entries()),
    participants: sorted(state.participants.entries()),
  };
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
          const decision = decideFair(fair.state, fairCommandSchema.parse(plain), context);
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
          const decision = decideFair(fair.state, fairCommandSchema.parse(plain), { at, by: "system", as });
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
