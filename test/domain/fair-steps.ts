import fc from "fast-check";
import type { Context } from "../../src/domain/decision.ts";
import { type FairCommand, fairCommandSchema } from "../../src/domain/fair/commands.ts";
import type { FairWriter } from "../../src/domain/fair/state.ts";
import { proposeRepairs } from "../../src/views/repair/propose.ts";
import { before, inSlot, type PlainCommand } from "../support/fair-story.ts";

export const organisations = ["org_alto", "org_brisa", "org_coop", "org_dune"] as const;
const organisation = fc.constantFrom(...organisations);
const meetingId = fc.integer({ min: 1, max: 12 }).map((number) => `mtg_${number}`);
const slot = fc.integer({ min: 0, max: 6 });
const part = fc.constantFrom(undefined, undefined, 1, 2);
const person = organisation.map((id) => id.replace("org_", "per_"));
const answerOffer = fc.record({
  type: fc.constant("AnswerOffer" as const),
  offerId: fc.integer({ min: 1, max: 5 }).map((number) => `ofr_${number}`),
  organisationId: organisation,
  accepted: fc.boolean(),
});
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
  fc.record({
    type: fc.constant("SetComfort" as const),
    personId: person,
    comfort: fc.record({ needsAccess: fc.boolean() }),
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
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("SetMeetingSlots" as const),
      organisationId: organisation,
      slots: fc.integer({ min: 1, max: 3 }),
    }),
  },
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
      accessible: fc.boolean(),
      organisationId: organisation,
    },
    { requiredKeys: ["type", "placeId", "roomId", "name", "kind", "accessible"] },
  ),
  fc.record({ type: fc.constant("RemovePlace" as const), placeId: fc.constantFrom("plc_1", "plc_3") }),
  fc.record({ type: fc.constant("SetSlotClosed" as const), slot, closed: fc.boolean() }),
  fc.record({
    type: fc.constant("SetProgramme" as const),
    programme: fc.constant({ slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] }),
    slots: fc
      .tuple(fc.integer({ min: 4, max: 8 }), fc.constantFrom(0, 20), fc.integer({ min: 2, max: 9 }))
      .map(([count, from, pause]) =>
        Array.from({ length: count }, (_, index) => ({
          day: 0,
          startsAt: inSlot(index, from + (index < pause ? 0 : 15)),
          endsAt: inSlot(index + 1, from + (index < pause ? 0 : 15)),
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
        length: fc.constantFrom(undefined, undefined, 2, 3),
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
  fc.record({ type: fc.constant("OfferSlot" as const), meetingId, part }),
  fc.record({ type: fc.constant("StopRefill" as const), meetingId, part }),
  { weight: 2, arbitrary: answerOffer },
  fc.constant({ type: "UnpublishAgenda" as const }),
  fc.constant({ type: "SettleTime" as const }),
);
const spot = fc.integer({ min: 0, max: 8 });
/** What fills a fair: bookings, moves and cancellations of an organiser, and what each side needs. */
export const busyStep: fc.Arbitrary<PlainCommand> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant("BookMeeting" as const),
      meetingId: fc.integer({ min: 1, max: 40 }).map((number) => `mtg_${number}`),
      from: organisation,
      to: organisation,
      slot: spot,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        type: fc.constant("MoveMeeting" as const),
        meetingId,
        slot: spot,
        placeId: fc.constantFrom("plc_1", "plc_2"),
      },
      { requiredKeys: ["type", "meetingId", "slot"] },
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("CancelMeeting" as const), meetingId }) },
  fc.record({
    type: fc.constant("SetMeetingSlots" as const),
    organisationId: organisation,
    slots: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ type: fc.constant("SetSlotClosed" as const), slot: spot, closed: fc.boolean() }),
  fc.record({
    type: fc.constant("SetWish" as const),
    from: organisation,
    to: organisation,
    level: fc.constantFrom("must", null),
  }),
  fc.constant({ type: "SettleTime" as const }),
  { weight: 3, arbitrary: answerOffer },
);

/** Something that somebody asks of a fair at some time: any command, mostly of little sense. */
export const step = fc.record({
  command,
  as: fc.constantFrom("delegate" as const, "organiser" as const),
  at: fc.constantFrom(before, before, before, inSlot(1, 5), inSlot(3, 25)),
});

/** A repair as the board would apply it now; one of nothing where nothing is struck. */
export function toCommand(state: FairWriter, plain: PlainCommand, at: Context["at"]): FairCommand {
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
