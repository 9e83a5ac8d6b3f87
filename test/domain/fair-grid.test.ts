import { describe, expect, it } from "vitest";
import { decideFair } from "../../src/domain/fair/decide.ts";
import { programmeSchema } from "../../src/domain/fair/events.ts";
import { meetingIdSchema, personIdSchema } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import { before, booking, inSlot, openFair, opening, request } from "../support/fair-story.ts";

/** Slots of `minutes` from `from` minutes after the opening. */
const grid = (count: number, minutes = 20, from = 0) => ({
  type: "SetProgramme" as const,
  programme: { slotMinutes: minutes, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] },
  slots: Array.from({ length: count }, (_, index) => ({
    day: 0,
    startsAt: minutesAfter(opening, from + index * minutes),
    endsAt: minutesAfter(opening, from + (index + 1) * minutes),
  })),
});
const organiser = { as: "organiser" as const };

describe("a grid that changes", () => {
  it("[G8] closed slots stay closed where they are in time", () => {
    const fair = openFair().given({ type: "SetSlotClosed", slot: 2, closed: true });
    fair.given(grid(8));
    fair.when(booking({ slot: 2 })).refused("slot-closed");
    fair.given(grid(8, 20, 20));
    fair.when(booking({ slot: 1 })).refused("slot-closed");
    fair.when(booking({ slot: 2 })).then("MeetingScheduled");
  });
  it("[G8] who is away at an hour stays away at that hour", () => {
    const fair = openFair().given({ type: "SetAvailability", personId: "per_alto", unavailable: [2] });
    fair.given(grid(6, 20, 20));
    expect([...(fair.state.delegates.get(personIdSchema.parse("per_alto"))?.unavailable ?? [])]).toEqual([1]);
    fair.given(grid(4, 30));
    // 40 to 60 minutes after the opening lies in the second half hour.
    expect([...(fair.state.delegates.get(personIdSchema.parse("per_alto"))?.unavailable ?? [])]).toEqual([1]);
    fair.when(booking({ slot: 1 })).refused("no-delegate");
  });
  it("[G8] the slots proposed in requests and moves follow their hour, or are forgotten", () => {
    const fair = openFair().given(request({ meetingId: "mtg_r", slots: [0, 3] }));
    fair.given(booking({ meetingId: "mtg_m", slot: 2 }));
    fair.given({ type: "MoveMeeting", meetingId: "mtg_m", organisationId: "org_alto", slot: 4 });
    fair.when(grid(6, 20, 20)).refused("programme-in-use");
    fair.given(grid(4));
    expect(fair.state.meetings.get(meetingIdSchema.parse("mtg_m"))).not.toHaveProperty("proposal");
    fair.given({ type: "CancelMeeting", meetingId: "mtg_m" }, organiser);
    fair.given(grid(6, 20, 20));
    const accepted = { type: "AcceptMeeting" as const, meetingId: "mtg_r", organisationId: "org_brisa" };
    const [, scheduled] = fair.when(accepted, { at: before }).then("MeetingAccepted", "MeetingScheduled");
    expect(scheduled).toMatchObject({ slot: 2 });
  });
  it("[G2] the grid may not change under meetings that were held or missed", () => {
    const fair = openFair().given(booking({ slot: 1, meetingId: "mtg_h" }));
    fair.given({ type: "MissMeeting", meetingId: "mtg_h" }, { at: inSlot(1) });
    const { rejection } = fair.when(grid(6, 20, 20)).refused("programme-in-use");
    expect(rejection.meetings).toEqual(["mtg_h"]);
    fair.given(grid(9));
  });
  it("[G9] a grid of more than a thousand slots is refused", () => {
    const { state } = openFair();
    const programme = programmeSchema.parse(grid(1).programme);
    const command = { type: "SetProgramme" as const, programme, slots: grid(1001, 1).slots };
    expect(decideFair(state, command, { at: before, by: "system", ...organiser })).toMatchObject({
      ok: false,
      rejection: { code: "programme-invalid" },
    });
  });
  it("[G2] nor may a slot with meetings begin or end at another time", () => {
    const fair = openFair().given(booking({ slot: 0 }));
    fair.when(grid(6, 30)).refused("programme-in-use");
  });
});

describe("registrations and departures", () => {
  it("[P3] an organisation is in a list of registrations once", () => {
    const one = { organisationId: "org_echo", kind: "buyer", delegates: ["per_echo"] };
    openFair()
      .when(
        { type: "RegisterParticipants", participants: [one, { ...one, kind: "both" }], validated: true },
        organiser,
      )
      .refused("already-registered", "participants.1.organisationId");
  });
  it("[A3] what has begun is not taken back with the agenda", () => {
    const fair = openFair();
    const placed = (meetingId: string, from: string, slot: number) => ({
      meetingId,
      organisations: [`org_${from}`, "org_alto"],
      slot,
      placeId: "plc_1",
      delegates: [`per_${from}`, "per_alto"],
    });
    fair.given({
      type: "PublishAgenda",
      draftId: "drf_1",
      meetings: [placed("mtg_1", "coop", 1), placed("mtg_2", "dune", 2)],
    });
    fair.given({ type: "UnpublishAgenda" }, { at: inSlot(1, 5) });
    const statuses = [...fair.state.meetings.values()].map((meeting) => meeting.status);
    expect(statuses).toEqual(["scheduled", "accepted"]);
  });
});
