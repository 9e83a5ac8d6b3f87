import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FairEvent } from "../../src/domain/fair/events.ts";
import { organisationIdSchema } from "../../src/domain/ids.ts";
import { createAvailability } from "../../src/views/availability.ts";
import { listBookableSlots } from "../../src/views/bookable-slots.ts";
import type { AvailabilitySnapshot } from "../../src/views/topics.ts";
import { applyAvailability } from "../live/copies.ts";
import { booking, inSlot, openFair, type PlainCommand, request } from "../support/fair-story.ts";
import { seed } from "../support/seed.ts";

/** Gives a command and returns its events, none when it is refused. */
function give(
  fair: ReturnType<typeof openFair>,
  command: PlainCommand,
  as = "organiser" as const,
): readonly FairEvent[] {
  const before = fair.events.length;
  fair.when(command, { as });
  return fair.events.slice(before);
}

/** The slots of org_alto, or another, as somebody sees them who may book. */
const slotsFor = (fair: ReturnType<typeof openFair>, viewer: string, of = "org_alto"): readonly string[] =>
  listBookableSlots(
    fair.state,
    organisationIdSchema.parse(of),
    organisationIdSchema.parse(viewer),
    inSlot(0, -60),
  ).map(({ state }) => state);

describe("public availability", () => {
  it("tells free, taken and closed, and the tables left, and nothing of requests and wishes", () => {
    const fair = openFair();
    const availability = createAvailability(fair.state);
    expect(availability.snapshot().slots.org_alto).toBe("ffffff");
    const booked = give(fair, booking({ meetingId: "mtg_a1", slot: 2 }));
    expect(availability.take(booked)).toEqual([
      { type: "slot", organisation: "org_coop", slot: 2, state: "taken" },
      { type: "slot", organisation: "org_alto", slot: 2, state: "taken" },
      { type: "tables", slot: 2, left: 1 },
    ]);
    expect(availability.take(give(fair, request({ meetingId: "mtg_a2" })))).toEqual([]);
    expect(
      availability.take(give(fair, { type: "SetWish", from: "org_brisa", to: "org_coop", level: "never" })),
    ).toEqual([]);
    expect(availability.take(give(fair, { type: "MoveMeeting", meetingId: "mtg_a1", slot: 4 }))).toHaveLength(
      6,
    );
    expect(availability.take(give(fair, { type: "SetSlotClosed", slot: 5, closed: true }))).toHaveLength(4);
    expect(
      availability.take(give(fair, { type: "SetAvailability", personId: "per_alto", unavailable: [0, 1] })),
    ).toEqual([{ type: "organisation", organisation: "org_alto", slots: "ccfftc" }]);
    expect(
      availability.take(give(fair, { type: "WithdrawParticipant", organisationId: "org_alto" })),
    ).toContainEqual({
      type: "organisation",
      organisation: "org_alto",
      slots: null,
    });
  });

  it("[K5] closes the slots that would take the last chance of a break, and opens them again", () => {
    const fair = openFair();
    const availability = createAvailability(fair.state);
    // In Paris, 20 minutes between 9:20 and 10:00 are slot 1 or slot 2.
    const comfort = { breaks: [{ from: "09:20", to: "10:00", minutes: 20 }] };
    expect(availability.take(give(fair, { type: "SetComfort", personId: "per_alto", comfort }))).toEqual([]);
    const booked = availability.take(give(fair, booking({ meetingId: "mtg_b", slot: 1 })));
    expect(booked).toContainEqual({ type: "slot", organisation: "org_alto", slot: 2, state: "closed" });
    expect(slotsFor(fair, "org_dune")).toEqual(["free", "taken", "closed", "free", "free", "free"]);
    expect(slotsFor(fair, "org_alto", "org_dune")[2]).toBe("free");
    fair.when(booking({ from: "org_dune", slot: 2 })).refused("break-kept");
    const cancelled = availability.take(give(fair, { type: "CancelMeeting", meetingId: "mtg_b" }));
    expect(cancelled).toContainEqual({ type: "slot", organisation: "org_alto", slot: 2, state: "free" });
    const rules = { breakWanted: { from: "09:20", to: "09:40", minutes: 20 } };
    expect(availability.take(give(fair, { type: "SetRules", rules }))).toHaveLength(4);
  });

  it("[K1] what is shown as free is what can be booked, also for who needs an accessible place", () => {
    const fair = openFair();
    const steps = { type: "SetPlace", placeId: "plc_1", roomId: "room_a", name: "1", kind: "table" } as const;
    give(fair, { ...steps, accessible: false });
    give(fair, { type: "SetComfort", personId: "per_alto", comfort: { needsAccess: true } });
    give(fair, booking({ from: "org_dune", to: "org_brisa", slot: 2, placeId: "plc_2" }));
    expect(slotsFor(fair, "org_coop")).toEqual(["free", "free", "taken", "free", "free", "free"]);
    fair.when(booking({ slot: 2 })).refused("no-place-free");
  });

  it(`kept commit by commit, it is what the state says, and so is the copy of a client (seed ${seed})`, () => {
    const organisation = fc.constantFrom("org_alto", "org_brisa", "org_coop", "org_dune");
    const slot = fc.nat(5);
    const meeting = fc.nat(12).map((n) => `mtg_p${n}`);
    const pause = fc.constantFrom(
      { from: "09:10", to: "10:10", minutes: 25 },
      { from: "09:40", to: "11:00", minutes: 40 },
      { from: "09:00", to: "10:30", minutes: 20, on: "2027-03-09" },
    );
    const command = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          type: fc.constant("BookMeeting" as const),
          meetingId: meeting,
          from: organisation,
          to: organisation,
          slot,
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant("MoveMeeting" as const), meetingId: meeting, slot }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ type: fc.constant("CancelMeeting" as const), meetingId: meeting }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ type: fc.constant("SetSlotClosed" as const), slot, closed: fc.boolean() }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("SetMeetingSlots" as const),
          organisationId: organisation,
          slots: fc.integer({ min: 1, max: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("SetAvailability" as const),
          personId: organisation.map((id) => id.replace("org", "per")),
          unavailable: fc.uniqueArray(slot, { maxLength: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constantFrom("WithdrawParticipant" as const, "ValidateParticipant" as const),
          organisationId: organisation,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("RegisterParticipant" as const),
          organisationId: organisation,
          kind: fc.constant("both"),
          delegates: fc.constantFrom(["per_x"], ["per_alto"]),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("AddDelegate" as const),
          organisationId: organisation,
          personId: fc.constantFrom("per_x", "per_y"),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("RemoveDelegate" as const),
          personId: fc.constantFrom("per_x", "per_y", "per_dune"),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("RemovePlace" as const),
          placeId: fc.constantFrom("plc_1", "plc_2"),
        }),
      },
      { weight: 1, arbitrary: fc.constant({ type: "UnpublishAgenda" as const }) },
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constant("SetComfort" as const),
          personId: organisation.map((id) => id.replace("org", "per")),
          comfort: fc.record({ breaks: fc.array(pause, { maxLength: 2 }) }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant("SetRules" as const),
          rules: fc.record({ breakWanted: fc.option(pause) }),
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const fair = openFair();
        const availability = createAvailability(fair.state);
        let copy: AvailabilitySnapshot = availability.snapshot();
        for (const each of commands) {
          for (const change of availability.take(give(fair, each))) copy = applyAvailability(copy, change);
          const truth = createAvailability(fair.state).snapshot();
          expect(availability.snapshot()).toEqual(truth);
          expect(copy).toEqual(truth);
        }
      }),
      { seed, numRuns: 150 },
    );
  });
});
