import { describe, expect, it } from "vitest";
import { meetingDue } from "../../src/domain/fair/due.ts";
import { evolveFair } from "../../src/domain/fair/evolve.ts";
import { createFairState } from "../../src/domain/fair/state.ts";
import { upcastFairEvent } from "../../src/domain/fair/upcast.ts";
import { meetingIdSchema, personIdSchema } from "../../src/domain/ids.ts";
import {
  before,
  booking,
  type FairStory,
  inSlot,
  openFair,
  type PlainCommand,
  request,
} from "../support/fair-story.ts";

const organiser = { as: "organiser", at: before } as const;
const needs = (name: string, slots: number): PlainCommand => ({
  type: "SetMeetingSlots",
  organisationId: `org_${name}`,
  slots,
});
const meeting = (fair: FairStory, id: string) => fair.state.meetings.get(meetingIdSchema.parse(id));
const taken = (fair: FairStory): string[] =>
  [...fair.state.delegateBusy.keys(), ...fair.state.placeBusy.keys()].sort();
const move = (slot: number, fields: Record<string, unknown> = {}): PlainCommand => ({
  type: "MoveMeeting",
  meetingId: "mtg_long",
  slot,
  ...fields,
});
/** org_coop needs two slots, and meets org_alto in slots 2 and 3 at table 1. */
const withLong = (slots = 2): FairStory =>
  openFair()
    .given(needs("coop", slots))
    .given(booking({ meetingId: "mtg_long" }), organiser);
/** Six slots of which the third and the fourth are half an hour apart. */
function withBreak(): FairStory {
  const slots = [0, 1, 2, 3, 4, 5].map((index) => ({
    day: 0,
    startsAt: inSlot(index, index < 3 ? 0 : 30),
    endsAt: inSlot(index + 1, index < 3 ? 0 : 30),
  }));
  const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };
  return openFair().given({ type: "SetProgramme", programme, slots });
}

describe("longer meetings", () => {
  it("[U1] a meeting lasts as long as the side that needs most", () => {
    const fair = openFair();
    fair.when(needs("nobody", 2)).refused("participant-unknown");
    fair.when(needs("coop", 1)).then();
    fair.when(needs("coop", 2)).then("MeetingSlotsSet");
    fair.when(needs("coop", 2)).then();
    fair.given(needs("brisa", 3));
    for (const [id, from, to, length] of [
      ["mtg_1", "org_dune", "org_alto", undefined],
      ["mtg_2", "org_coop", "org_alto", 2],
    ] as const) {
      const [booked] = fair
        .when(booking({ meetingId: id, from, to, slot: length ?? 0 }), organiser)
        .then("MeetingScheduled");
      expect(booked && "length" in booked ? booked.length : undefined).toBe(length);
    }
    fair.given(booking({ meetingId: "mtg_3", from: "org_dune", to: "org_brisa", slot: 1 }), organiser);
    expect(meeting(fair, "mtg_3")).toMatchObject({ slot: 1, length: 3 });
  });
  it("[U1] is said with the registration where it is known", () => {
    const registration = (name: string, meetingSlots?: number) => ({
      organisationId: `org_${name}`,
      kind: "exhibitor",
      delegates: [`per_${name}`],
      ...(meetingSlots === undefined ? {} : { meetingSlots }),
    });
    const participants = [registration("elan", 2), registration("fonte", 1), registration("gard")];
    const fair = openFair().given({ type: "RegisterParticipants", participants, validated: true }, organiser);
    const lengths = [...fair.state.participants.values()].slice(-3).map(({ meetingSlots }) => meetingSlots);
    expect(lengths).toEqual([2, undefined, undefined]);
    const tooLong = { ...registration("hebe"), meetingSlots: 4 };
    expect(() =>
      fair.when({ type: "RegisterParticipants", participants: [tooLong], validated: true }),
    ).toThrow();
  });
  it("[U1] what is placed keeps its length, also when it moves", () => {
    const fair = withLong().given(needs("coop", 1)).given(needs("alto", 3));
    expect(meeting(fair, "mtg_long")).toMatchObject({ slot: 2, length: 2 });
    fair.given(move(3), organiser);
    expect(meeting(fair, "mtg_long")).toMatchObject({ slot: 3, length: 2 });
    expect(taken(fair)).toEqual([
      "per_alto@3",
      "per_alto@4",
      "per_coop@3",
      "per_coop@4",
      "plc_1@3",
      "plc_1@4",
    ]);
  });
  it("[U1] what an organisation needs outlives its leaving, and a journal from before opens", () => {
    const fair = openFair().given(needs("coop", 2));
    fair.given({ type: "WithdrawParticipant", organisationId: "org_coop" }, organiser);
    fair.given(
      { type: "RegisterParticipant", organisationId: "org_coop", kind: "buyer", delegates: ["per_coop"] },
      organiser,
    );
    expect([...fair.state.participants.values()].map((one) => one.meetingSlots ?? 1)).toEqual([1, 1, 2, 1]);
    const old = createFairState();
    const plain = openFair().given(booking(), organiser);
    for (const event of plain.events) evolveFair(old, upcastFairEvent(JSON.parse(JSON.stringify(event))));
    expect([...old.delegateBusy.keys()].sort()).toEqual(["per_alto@2", "per_coop@2"]);
  });
  it("[U2] has both delegates and its place in each slot, and frees them all", () => {
    const fair = withLong();
    expect(taken(fair)).toEqual([
      "per_alto@2",
      "per_alto@3",
      "per_coop@2",
      "per_coop@3",
      "plc_1@2",
      "plc_1@3",
    ]);
    fair.when(booking({ from: "org_dune", slot: 3 }), organiser).refused("slot-taken");
    fair.when(booking({ from: "org_coop", to: "org_brisa", slot: 1 }), organiser).refused("delegate-busy");
    fair.given(booking({ meetingId: "mtg_next", from: "org_dune", to: "org_brisa", slot: 3 }), organiser);
    expect(meeting(fair, "mtg_next")).toMatchObject({ placeId: "plc_2" });
    for (const command of [
      { type: "SetSlotClosed", slot: 3, closed: true },
      { type: "SetAvailability", personId: "per_alto", unavailable: [3] },
    ] as const)
      expect(fair.when(command).refused("slot-in-use").rejection.meetings).toContain("mtg_long");
    expect(
      fair.when({ type: "RemovePlace", placeId: "plc_1" }).refused("place-in-use").rejection.meetings,
    ).toEqual(["mtg_long"]);
    fair.given({ type: "CancelMeeting", meetingId: "mtg_long", organisationId: "org_alto" });
    expect(taken(fair)).toEqual(["per_brisa@3", "per_dune@3", "plc_2@3"]);
  });
  it("[U2] never runs over a break, the end of a day or a closed slot", () => {
    const fair = withBreak().given(needs("coop", 2));
    for (const slot of [2, 5]) fair.when(booking({ slot }), organiser).refused("slot-too-short", "slot");
    fair.given({ type: "SetSlotClosed", slot: 4, closed: true });
    fair.when(booking({ slot: 3 }), organiser).refused("slot-too-short", "slot");
    fair.when(request({ slots: [2] })).refused("slot-too-short", "slot");
    fair.when(booking({ slot: 1 }), organiser).then("MeetingScheduled");
  });
  it("[U2] the grid does not change under any slot of it", () => {
    const fair = withLong();
    const slots = fair.state.slots.get();
    const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };
    const change: PlainCommand = { type: "SetProgramme", programme, slots: slots.slice(0, 3) };
    expect(fair.when(change).refused("programme-in-use").rejection.meetings).toEqual(["mtg_long"]);
    fair.given({ ...change, slots: slots.slice(0, 4) });
  });
  it("[U2] [N1] what is shut in one of its slots takes no long meeting", () => {
    const fair = openFair().given(needs("coop", 2));
    const lost: PlainCommand = {
      type: "DeclareDisruption",
      disruptionId: "dsr_1",
      what: { kind: "place", placeId: "plc_1" },
      from: inSlot(3, 5),
      until: inSlot(3, 10),
    };
    fair.given(lost, organiser).given(booking({ meetingId: "mtg_long" }), organiser);
    expect(meeting(fair, "mtg_long")).toMatchObject({ placeId: "plc_2" });
    fair.when(move(2, { placeId: "plc_1" }), organiser).refused("place-closed");
  });
  it("[U2] [M6] moves by one slot, over itself, and changes place for all of its slots", () => {
    const fair = withLong(3).given(move(3), organiser);
    expect(taken(fair).filter((key) => key.startsWith("per_alto"))).toEqual([
      "per_alto@3",
      "per_alto@4",
      "per_alto@5",
    ]);
    fair.given(booking({ from: "org_dune", to: "org_brisa", slot: 5 }), organiser);
    fair.when(move(3, { placeId: "plc_2" }), organiser).refused("place-taken");
    fair.given(move(2), organiser).given(move(2, { placeId: "plc_2" }), organiser);
    expect(taken(fair).filter((key) => key.startsWith("plc"))).toEqual([
      "plc_2@2",
      "plc_2@3",
      "plc_2@4",
      "plc_2@5",
    ]);
  });
  it("[U2] [N3] a repair moves all of it, and two long meetings change places", () => {
    const fair = withLong().given(needs("dune", 2));
    fair.given(booking({ meetingId: "mtg_b", from: "org_dune", to: "org_brisa", slot: 3 }), organiser);
    fair.given(
      {
        type: "DeclareDisruption",
        disruptionId: "dsr_1",
        what: { kind: "person", personId: "per_coop" },
        from: inSlot(5),
        until: inSlot(6),
      },
      organiser,
    );
    const change = (meetingId: string, from: [number, string], to: [number, string], people: string[]) => ({
      meetingId,
      from: { slot: from[0], placeId: from[1] },
      to: { slot: to[0], placeId: to[1], delegates: people },
    });
    const apply = (...changes: ReturnType<typeof change>[]): PlainCommand => ({
      type: "ApplyRepair",
      disruptionId: "dsr_1",
      changes,
      cancels: [],
    });
    const [coop, dune] = [
      ["per_coop", "per_alto"],
      ["per_dune", "per_brisa"],
    ];
    fair
      .when(apply(change("mtg_long", [2, "plc_1"], [3, "plc_2"], coop ?? [])), organiser)
      .refused("repair-stale");
    fair
      .when(apply(change("mtg_long", [2, "plc_1"], [5, "plc_1"], coop ?? [])), organiser)
      .refused("slot-too-short");
    fair
      .when(
        apply(
          change("mtg_long", [2, "plc_1"], [3, "plc_2"], coop ?? []),
          change("mtg_b", [3, "plc_2"], [2, "plc_1"], dune ?? []),
        ),
        organiser,
      )
      .then("RepairApplied", "MeetingMoved", "MeetingMoved");
    expect(taken(fair).filter((key) => key.startsWith("plc"))).toEqual([
      "plc_1@2",
      "plc_1@3",
      "plc_2@3",
      "plc_2@4",
    ]);
  });
  it("[U3] where it does not fit, the nearest slots to begin in", () => {
    const fair = withBreak().given(needs("coop", 2));
    const short = fair.when(booking({ slot: 2 }), organiser).refused("slot-too-short");
    expect(short.rejection.alternatives?.map(({ slot }) => slot)).toEqual([1, 0, 3]);
    fair.given({ type: "SetAvailability", personId: "per_alto", unavailable: [1] });
    const away = fair.when(booking({ slot: 0 }), organiser).refused("no-delegate");
    expect(away.rejection.alternatives?.map(({ slot }) => slot)).toEqual([3, 4]);
  });
  it("[U3] an accepted request is placed in the first proposed slot in which all of it fits", () => {
    const fair = openFair().given(request({ meetingId: "mtg_req", slots: [1, 4] }));
    fair.given(needs("brisa", 2)).given(booking({ from: "org_dune", to: "org_brisa", slot: 2 }), organiser);
    const accept: PlainCommand = {
      type: "AcceptMeeting",
      meetingId: "mtg_req",
      organisationId: "org_brisa",
    };
    fair.when({ ...accept, slot: 1 }).refused("slot-taken");
    fair.when(accept).then("MeetingAccepted", "MeetingScheduled");
    expect(meeting(fair, "mtg_req")).toMatchObject({ status: "scheduled", slot: 4, length: 2 });
  });
  it("[U4] nobody is missing, and nothing over, before its last slot is", () => {
    const fair = withLong();
    fair.when({ type: "SettleTime" }, { at: inSlot(3, 1) }).then();
    const [missed] = fair.when({ type: "SettleTime" }, { at: inSlot(4) }).then("MeetingMissed");
    expect(missed).toMatchObject({ meetingId: "mtg_long" });
    expect(meeting(fair, "mtg_long")).toMatchObject({ status: "missed", slot: 2, length: 2 });
    const held = withLong();
    for (const personId of ["per_coop", "per_alto"])
      held.given({ type: "AttendMeeting", meetingId: "mtg_long", personId }, { at: inSlot(2, 1) });
    held.when({ type: "SettleTime" }, { at: inSlot(4, 9) }).then();
    held.when({ type: "SettleTime" }, { at: inSlot(4, 10) }).then("MeetingEnded");
    expect(meeting(held, "mtg_long")).toMatchObject({ status: "held", length: 2 });
    expect(taken(held)).toEqual([]);
  });
  it("[U4] [T8] a badge at a table stands for it until it is over", () => {
    const fair = withLong();
    const due = (minutes: number) =>
      meetingDue(fair.state, personIdSchema.parse("per_alto"), inSlot(2, minutes), "arrived")?.id;
    expect([-16, -15, 5, 25, 49, 50].map(due)).toEqual([
      undefined,
      "mtg_long",
      "mtg_long",
      "mtg_long",
      "mtg_long",
      undefined,
    ]);
  });
  it("[U4] [S4] under way, it still changes place until it is over", () => {
    const fair = withLong();
    const at = inSlot(3, 5);
    fair.when(move(2, { placeId: "plc_2" }), { as: "organiser", at }).then("MeetingMoved");
    fair.when(move(2, { placeId: "plc_1" }), { as: "organiser", at: inSlot(4) }).refused("slot-past");
  });
  it("[U4] [N6] called off half-way, what is left of it is offered", () => {
    const fair = withLong();
    fair.given({ type: "CancelMeeting", meetingId: "mtg_long" }, { as: "organiser", at: inSlot(3, 1) });
    expect([...fair.state.holes.values()]).toMatchObject([{ slot: 3, placeId: "plc_1" }]);
  });
  it("[U2] [N6] a hole is offered for as long as the next two need, and only where that is free", () => {
    const fair = openFair()
      .given(booking({ meetingId: "mtg_long" }), organiser)
      .given(needs("dune", 2));
    for (const [from, to] of [
      ["org_dune", "org_brisa"],
      ["org_brisa", "org_dune"],
    ])
      fair.given({ type: "SetWish", from, to, level: "must" });
    fair.given({ type: "CancelMeeting", meetingId: "mtg_long", organisationId: "org_alto" });
    const offer: PlainCommand = { type: "OfferSlot", meetingId: "mtg_long" };
    fair.given({ type: "SetAvailability", personId: "per_brisa", unavailable: [3] });
    fair.when(offer, organiser).refused("nobody-willing");
    fair.given({ type: "SetAvailability", personId: "per_brisa", unavailable: [] });
    const [, made] = fair.when(offer, organiser).then("RefillStarted", "OfferMade");
    expect(made).toMatchObject({ slot: 2, length: 2 });
    for (const organisationId of ["org_dune", "org_brisa"])
      fair.given({ type: "AnswerOffer", offerId: "ofr_1", organisationId, accepted: true });
    expect(taken(fair).filter((key) => key.startsWith("per_brisa"))).toEqual(["per_brisa@2", "per_brisa@3"]);
  });
  it("[U5] an agenda of another length than both now need is not published", () => {
    const fair = openFair().given(needs("coop", 2));
    const publish = (slot: number, length?: number): PlainCommand => ({
      type: "PublishAgenda",
      draftId: "drf_1",
      meetings: [
        {
          meetingId: "mtg_long",
          organisations: ["org_coop", "org_alto"],
          slot,
          ...(length === undefined ? {} : { length }),
          placeId: "plc_1",
          delegates: ["per_coop", "per_alto"],
        },
      ],
    });
    for (const wrong of [publish(1), publish(1, 3), publish(5, 2)])
      fair.when(wrong).refused("agenda-conflict");
    fair.given(booking({ from: "org_dune", slot: 2 }), organiser);
    fair.when(publish(1, 2)).refused("agenda-conflict");
    fair.given(publish(3, 2));
    expect(meeting(fair, "mtg_long")).toMatchObject({ slot: 3, length: 2, origin: "agenda" });
    fair.given({ type: "UnpublishAgenda" });
    expect(taken(fair)).toEqual(["per_alto@2", "per_dune@2", "plc_1@2"]);
    expect(meeting(fair, "mtg_long")).not.toHaveProperty("length");
  });
});
