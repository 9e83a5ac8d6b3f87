import { describe, expect, it } from "vitest";
import { organisationIdSchema } from "../../src/domain/ids.ts";
import { before, booking, inSlot, openFair, opening, request } from "../support/fair-story.ts";

describe("booking windows and slots", () => {
  it("[W1] [W3] opens on time, but for the organiser", () => {
    const fair = openFair({ rules: { bookingOpensAt: opening } });
    fair.when(booking()).refused("booking-not-open");
    fair.when(request()).refused("booking-not-open");
    fair.when(booking(), { as: "organiser" }).then("MeetingScheduled");
  });
  it("[W2] [W3] closes on time, but for the organiser", () => {
    const fair = openFair({ rules: { bookingClosesAt: before } });
    fair.when(booking()).refused("booking-closed");
    fair.given(booking({ meetingId: "mtg_w" }), { as: "organiser" });
    const move = { type: "MoveMeeting" as const, meetingId: "mtg_w", slot: 4 };
    fair.when({ ...move, organisationId: "org_coop" }).refused("booking-closed");
    fair.when(move, { as: "organiser" }).then("MeetingMoved");
  });
  it("[S1] [S2] [S3] books open slots to come", () => {
    const fair = openFair().given({ type: "SetSlotClosed", slot: 2, closed: true });
    fair.when(booking({ slot: 99 })).refused("slot-unknown", "slot");
    fair.when(booking({ slot: 2 })).refused("slot-closed", "slot");
    fair.when(booking({ slot: 1 }), { at: inSlot(1) }).refused("slot-past", "slot");
    fair.given({ type: "SetSlotClosed", slot: 2, closed: false });
    fair.when(booking({ slot: 2 }), { at: inSlot(1, 19) }).then("MeetingScheduled");
  });
  it("[S4] an organiser fills a slot under way until it ends", () => {
    const fair = openFair();
    const stranded = booking({ slot: 1 });
    fair.when(stranded, { at: inSlot(1, 5) }).refused("slot-past", "slot");
    fair.when(stranded, { at: inSlot(1, 20), as: "organiser" }).refused("slot-past", "slot");
    fair.when(stranded, { at: inSlot(1, 5), as: "organiser" }).then("MeetingScheduled");
  });
});

describe("booking at once", () => {
  it("[B1] only where the other side allows it", () => {
    const fair = openFair();
    fair.when(booking({ to: "org_brisa" })).refused("request-only", "to");
    fair.given({ type: "SetBookingMode", organisationId: "org_brisa", mode: "direct" });
    fair.when(booking({ to: "org_brisa" })).then("MeetingScheduled");
  });
  it("[B2] [B3] one gets the slot, the other the nearest alternatives", () => {
    const fair = openFair().given(booking({ slot: 2 }));
    fair.given({ type: "SetSlotClosed", slot: 3, closed: true });
    const lost = fair.when(booking({ from: "org_dune", slot: 2 })).refused("slot-taken", "slot");
    expect(lost.rejection.alternatives).toEqual([
      { slot: 1, startsAt: inSlot(1) },
      { slot: 4, startsAt: inSlot(4) },
      { slot: 0, startsAt: inSlot(0) },
    ]);
  });
  it("[B4] the delegate asked for, else the first who is free", () => {
    const fair = openFair().given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_abel" });
    const [first] = fair.when(booking()).then("MeetingScheduled");
    expect(first).toMatchObject({ delegates: ["per_coop", "per_alto"] });
    const [second] = fair.when(booking({ from: "org_dune" })).then("MeetingScheduled");
    expect(second).toMatchObject({ delegates: ["per_dune", "per_abel"] });
    fair
      .when(booking({ from: "org_brisa", slot: 4, delegate: "per_dune" }))
      .refused("delegate-unknown", "delegate");
    fair.given({ type: "AddDelegate", organisationId: "org_brisa", personId: "per_bess" });
    const [third] = fair
      .when(booking({ from: "org_brisa", slot: 4, delegate: "per_bess" }))
      .then("MeetingScheduled");
    expect(third).toMatchObject({ delegates: ["per_bess", "per_alto"] });
  });
});

describe("meetings", () => {
  it("[M1] no delegate is in two meetings of one slot", () => {
    const fair = openFair().given({ type: "SetBookingMode", organisationId: "org_brisa", mode: "direct" });
    fair.given(booking({ slot: 2 }));
    fair.when(booking({ to: "org_brisa", slot: 2 })).refused("delegate-busy");
    fair.when(booking({ to: "org_brisa", slot: 3 })).then("MeetingScheduled");
  });
  it("[M2] nobody meets when they said to be away", () => {
    const fair = openFair().given({ type: "SetAvailability", personId: "per_alto", unavailable: [2] });
    fair.when(booking({ slot: 2 })).refused("no-delegate", "slot");
    fair.given({ type: "SetAvailability", personId: "per_coop", unavailable: [3] });
    fair.when(booking({ slot: 3 })).refused("delegate-unavailable");
  });
  it("[M3] the side that was asked answers, while the request waits", () => {
    const fair = openFair({ rules: { requestLifetimeMinutes: 30 } }).given(request({ meetingId: "mtg_r" }));
    const answer = (name: string) => ({
      type: "AcceptMeeting" as const,
      meetingId: "mtg_r",
      organisationId: `org_${name}`,
    });
    fair.when(answer("coop")).refused("not-for-you-to-answer");
    fair.when(answer("dune")).refused("not-your-meeting");
    fair.when(answer("brisa"), { at: inSlot(0) }).refused("meeting-expired");
    fair.when(answer("brisa")).then("MeetingAccepted");
    fair.when(answer("brisa")).refused("meeting-not-requested");
  });
  it("[M4] accepted with a free slot it is scheduled, else it waits", () => {
    const fair = openFair();
    fair.given(request({ meetingId: "mtg_a", slots: [2, 3] }));
    fair.given(booking({ slot: 2 }));
    const [, scheduled] = fair
      .when({ type: "AcceptMeeting", meetingId: "mtg_a", organisationId: "org_brisa" })
      .then("MeetingAccepted", "MeetingScheduled");
    expect(scheduled).toMatchObject({ slot: 3, organisations: ["org_coop", "org_brisa"] });
    fair.given(request({ meetingId: "mtg_b", from: "org_dune" }));
    fair
      .when({ type: "AcceptMeeting", meetingId: "mtg_b", organisationId: "org_brisa" })
      .then("MeetingAccepted");
    fair
      .when({ type: "AcceptMeeting", meetingId: "mtg_b", organisationId: "org_brisa", slot: 3 })
      .refused("slot-taken");
    fair
      .when({ type: "AcceptMeeting", meetingId: "mtg_b", organisationId: "org_dune", slot: 4 })
      .then("MeetingScheduled");
  });
  it("[M5] unanswered requests block nobody and expire", () => {
    const fair = openFair({ rules: { requestLifetimeMinutes: 30 } });
    fair.given(request({ meetingId: "mtg_e", slots: [2] }));
    fair.given(booking({ slot: 2 }));
    fair.when({ type: "SettleTime" }, { at: before }).then();
    fair.when({ type: "SettleTime" }, { at: inSlot(0, -1) }).then("MeetingExpired");
    fair.when(request()).then("MeetingRequested");
  });
  it("[M6] moves without being cancelled", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_m", slot: 2 }));
    const move = (name: string, slot: number) => ({
      type: "MoveMeeting" as const,
      meetingId: "mtg_m",
      organisationId: `org_${name}`,
      slot,
    });
    fair.when(move("coop", 3)).then("MeetingMoved");
    fair.when(move("alto", 4)).then("MeetingMoveProposed");
    expect([...fair.state.delegateBusy.keys()]).toContain("per_coop@3");
    const answer = { type: "AnswerMove" as const, meetingId: "mtg_m", accepted: true };
    fair.when({ ...answer, organisationId: "org_alto" }).refused("not-for-you-to-answer");
    fair.when({ ...answer, organisationId: "org_coop" }).then("MeetingMoved");
    fair.when({ ...answer, organisationId: "org_coop" }).refused("nothing-proposed");
    fair.when(move("dune", 1)).refused("not-your-meeting");
  });
  it("[M6] a move to a taken slot leaves the meeting where it was", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_m", slot: 2 }));
    fair.given(booking({ from: "org_dune", slot: 3 }));
    const lost = fair
      .when({ type: "MoveMeeting", meetingId: "mtg_m", organisationId: "org_coop", slot: 3 })
      .refused("slot-taken");
    expect(lost.rejection.alternatives?.map((free) => free.slot)).toEqual([4, 5, 1]);
    expect(fair.state.delegateBusy.has("per_alto@2")).toBe(true);
  });
  it("[M7] cancelled or moved, it frees everything at once", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_c", slot: 2 }));
    fair.given({ type: "MoveMeeting", meetingId: "mtg_c", organisationId: "org_coop", slot: 3 });
    fair.when(booking({ from: "org_dune", slot: 2, meetingId: "mtg_d" })).then("MeetingScheduled");
    fair
      .when({ type: "CancelMeeting", meetingId: "mtg_c", organisationId: "org_alto" })
      .then("MeetingCancelled");
    fair.when(booking({ slot: 3 })).then("MeetingScheduled");
    expect(fair.state.placeBusy.size).toBe(2);
  });
  it("[M8] a locked meeting is moved by the organiser only", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_l" }));
    fair.given({ type: "LockMeeting", meetingId: "mtg_l", locked: true });
    const move = { type: "MoveMeeting" as const, meetingId: "mtg_l", slot: 5 };
    fair.when({ ...move, organisationId: "org_coop" }).refused("meeting-locked");
    fair.when(move, { as: "organiser" }).then("MeetingMoved");
  });
  it("[M9] one open meeting for two organisations, and no insisting", () => {
    const fair = openFair().given(request({ meetingId: "mtg_no" }));
    fair.when(request()).refused("already-meeting");
    fair.when(request({ from: "org_brisa", to: "org_coop" })).refused("already-meeting");
    fair.given({
      type: "DeclineMeeting",
      meetingId: "mtg_no",
      organisationId: "org_brisa",
      reason: "no-fit",
    });
    fair.when(request()).refused("already-declined");
    fair.when(request({ from: "org_brisa", to: "org_coop" })).then("MeetingRequested");
  });
  it("[M10] everyone undoes what is theirs", () => {
    const fair = openFair()
      .given(request({ meetingId: "mtg_w" }))
      .given(booking({ meetingId: "mtg_x" }));
    const withdraw = { type: "WithdrawMeeting" as const, meetingId: "mtg_w" };
    fair.when({ ...withdraw, organisationId: "org_brisa" }).refused("not-your-meeting");
    fair.when({ ...withdraw, organisationId: "org_coop" }).then("MeetingWithdrawn");
    const cancel = { type: "CancelMeeting" as const, meetingId: "mtg_x" };
    fair.when({ ...cancel, organisationId: "org_dune" }).refused("not-your-meeting");
    fair.when({ ...cancel, organisationId: "org_coop" }).then("MeetingCancelled");
    fair.when({ ...cancel, organisationId: "org_coop" }).refused("meeting-not-scheduled");
  });
});

describe("places and quotas", () => {
  const stand = {
    type: "SetPlace" as const,
    placeId: "plc_stand",
    roomId: "room_a",
    name: "B12",
    kind: "stand",
    accessible: true,
    organisationId: "org_alto",
  };
  it("[L1] no place holds two meetings in one slot", () => {
    const fair = openFair().given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_abel" });
    const [first] = fair.when(booking()).then("MeetingScheduled");
    fair
      .when(booking({ from: "org_dune", placeId: "plc_1" }), { as: "organiser" })
      .refused("place-taken", "placeId");
    const [second] = fair.when(booking({ from: "org_dune" })).then("MeetingScheduled");
    expect([first, second].map((event) => event && "placeId" in event && event.placeId)).toEqual([
      "plc_1",
      "plc_2",
    ]);
  });
  it("[L2] at the stand of the side that was asked first", () => {
    const fair = openFair().given(stand);
    const [event] = fair.when(booking()).then("MeetingScheduled");
    expect(event).toMatchObject({ placeId: "plc_stand" });
  });
  it("[L3] without a place nothing is booked", () => {
    const fair = openFair();
    for (const personId of ["per_abel", "per_ada"])
      fair.given({ type: "AddDelegate", organisationId: "org_alto", personId });
    fair.given({ type: "RemovePlace", placeId: "plc_2" }).given(booking());
    const { rejection } = fair.when(booking({ from: "org_dune" })).refused("no-place-free");
    expect(rejection.alternatives?.length).toBe(3);
  });
  it("[Q1] requests are limited and given back", () => {
    const fair = openFair({ rules: { maxPendingRequests: 1 } });
    fair.given(request({ meetingId: "mtg_q" }));
    fair.when(request({ to: "org_alto" })).refused("quota-requests");
    fair.given({ type: "WithdrawMeeting", meetingId: "mtg_q", organisationId: "org_coop" });
    fair.when(request({ to: "org_alto" })).then("MeetingRequested");
  });
  it("[Q2] meetings are limited and given back", () => {
    const fair = openFair({ rules: { maxMeetings: 1 } });
    fair.given(booking({ meetingId: "mtg_one", slot: 1 }));
    fair.when(booking({ from: "org_dune", slot: 4 })).refused("other-side-full");
    fair.given({ type: "SetBookingMode", organisationId: "org_brisa", mode: "direct" });
    fair.when(booking({ to: "org_brisa", slot: 4 })).refused("quota-meetings");
    fair.given({ type: "CancelMeeting", meetingId: "mtg_one", organisationId: "org_coop" });
    fair.given(booking({ meetingId: "mtg_two", slot: 1 }));
    for (const personId of ["per_coop", "per_alto"])
      fair.given({ type: "AttendMeeting", meetingId: "mtg_two", personId }, { at: inSlot(1) });
    fair.given({ type: "EndMeeting", meetingId: "mtg_two" }, { at: inSlot(1, 18) });
    fair.when(booking({ slot: 4 })).refused("quota-meetings");
    expect(fair.state.scheduledOf.get(organisationIdSchema.parse("org_coop"))).toBe(1);
  });
});
