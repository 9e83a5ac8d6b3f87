import { describe, expect, it } from "vitest";
import { before, booking, inSlot, openFair } from "../support/fair-story.ts";

const place = (fields: Record<string, unknown> = {}) => ({
  type: "SetPlace" as const,
  placeId: "plc_stand",
  roomId: "room_a",
  name: "B12",
  kind: "stand",
  accessible: true,
  ...fields,
});
const organiser = { as: "organiser" as const };

describe("who sits where", () => {
  it("[L4] only the organiser picks a place", () => {
    const fair = openFair();
    fair.when(booking({ placeId: "plc_2" })).refused("not-allowed", "placeId");
    fair.when(booking({ meetingId: "mtg_p", placeId: "plc_2" }), organiser).then("MeetingScheduled");
    const move = { type: "MoveMeeting" as const, meetingId: "mtg_p", slot: 2, placeId: "plc_1" };
    fair.when({ ...move, organisationId: "org_alto" }).refused("not-allowed", "placeId");
    fair.when(move, organiser).then("MeetingMoved");
  });
  it("[L4] nobody is placed at the stand of somebody else", () => {
    const fair = openFair().given(place({ organisationId: "org_brisa" }));
    fair.when(booking({ placeId: "plc_stand" }), organiser).refused("place-taken", "placeId");
    fair.given(booking({ meetingId: "mtg_p" }));
    const move = { type: "MoveMeeting" as const, meetingId: "mtg_p", placeId: "plc_stand" };
    fair.when({ ...move, slot: 2 }, organiser).refused("place-taken", "placeId");
    fair.when({ ...move, slot: 3 }, organiser).refused("place-taken", "placeId");
  });
  it("[L3] a table that becomes a stand, or a stand without owner, leaves the count of tables right", () => {
    const fair = openFair({ slots: 2 }).given({
      type: "AddDelegate",
      organisationId: "org_alto",
      personId: "per_abel",
    });
    fair.given(booking({ meetingId: "mtg_t", slot: 1 }));
    fair.given(place({ placeId: "plc_1", kind: "table", organisationId: "org_brisa" }));
    fair.given({ type: "CancelMeeting", meetingId: "mtg_t" }, organiser);
    fair.given(place({ placeId: "plc_1", kind: "table" })).given(place());
    expect(fair.state.tablesUsed.get(1) ?? 0).toBe(0);
    fair.given(booking({ slot: 1, placeId: "plc_stand" }), organiser);
    expect(fair.state.tablesUsed.get(1) ?? 0).toBe(0);
    fair.given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_ada" });
    fair.given(booking({ from: "org_dune", slot: 1, meetingId: "mtg_u" }));
    expect(fair.state.tablesUsed.get(1)).toBe(1);
    fair.given(place({ placeId: "plc_2", kind: "table", name: "T2" }));
    expect([...fair.state.tables.get()].sort()).toEqual(["plc_1", "plc_2"]);
    expect(fair.state.tablesUsed.get(1)).toBe(1);
  });
  it("[L3] a table that becomes a stand leaves no hole where the others are taken", () => {
    const fair = openFair().given(booking({ slot: 1, placeId: "plc_2" }), organiser);
    fair.given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_abel" });
    fair.given(place({ placeId: "plc_1", kind: "table", organisationId: "org_brisa" }));
    fair.when(booking({ from: "org_dune", slot: 1 })).refused("no-place-free");
  });
  it("[L2] a table keeps its turn when it is renamed", () => {
    const fair = openFair().given(place({ placeId: "plc_1", kind: "table", name: "Une" }));
    const [event] = fair.when(booking()).then("MeetingScheduled");
    expect(event).toMatchObject({ placeId: "plc_1" });
  });
});

describe("a meeting that goes to another table", () => {
  it("[T9] keeps who has come; in another slot everyone comes again", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_p", slot: 1 }));
    fair.given({ type: "AttendMeeting", meetingId: "mtg_p", personId: "per_alto" }, { at: inSlot(1, 1) });
    const move = { type: "MoveMeeting" as const, meetingId: "mtg_p", slot: 1, placeId: "plc_2" };
    fair.when(move, { ...organiser, at: inSlot(1, 4) }).then("MeetingMoved");
    fair.given({ type: "AttendMeeting", meetingId: "mtg_p", personId: "per_coop" }, { at: inSlot(1, 5) });
    fair.when({ ...move, slot: 3 }, { ...organiser, at: inSlot(1, 6) }).then("MeetingMoved");
    const [missed] = fair.when({ type: "SettleTime" }, { at: inSlot(4) }).then("MeetingMissed");
    expect(missed).toMatchObject({ absent: ["org_coop", "org_alto"] });
  });
  it("[T9] and is held, not missed, when both came before and after", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_p", slot: 1 }));
    fair.given({ type: "AttendMeeting", meetingId: "mtg_p", personId: "per_alto" }, { at: inSlot(1, 1) });
    fair.given(
      { type: "MoveMeeting", meetingId: "mtg_p", slot: 1, placeId: "plc_2" },
      { ...organiser, at: inSlot(1, 4) },
    );
    fair.given({ type: "AttendMeeting", meetingId: "mtg_p", personId: "per_coop" }, { at: inSlot(1, 5) });
    fair.when({ type: "SettleTime" }, { at: inSlot(5) }).then("MeetingEnded");
  });
});

describe("the alternatives of who lost", () => {
  it("[B3] are nearest in time, not in rank", () => {
    const day = (name: number, hours: readonly string[]) =>
      hours.map((hour) => ({
        day: name,
        startsAt: `2027-03-${name === 0 ? "09" : "10"}T${hour}:00.000Z`,
        endsAt: `2027-03-${name === 0 ? "09" : "10"}T${hour.slice(0, 3)}${Number(hour.slice(3)) + 20}:00.000Z`,
      }));
    const fair = openFair().given({
      type: "SetProgramme",
      programme: { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] },
      slots: [...day(0, ["15:00", "15:30", "16:00", "16:30"]), ...day(1, ["08:00", "08:30"])],
    });
    fair.given(booking({ slot: 3 }));
    const { rejection } = fair.when(booking({ from: "org_dune", slot: 3 })).refused("slot-taken");
    expect(rejection.alternatives?.map(({ slot }) => slot)).toEqual([2, 1, 0]);
  });
  it("[B3] suit the delegate who was asked for", () => {
    const fair = openFair().given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_abel" });
    for (const slot of [2, 3])
      fair.given(
        booking({
          meetingId: `mtg_a${slot}`,
          from: slot === 2 ? "org_coop" : "org_brisa",
          slot,
          otherDelegate: "per_alto",
        }),
        organiser,
      );
    const lost = booking({ from: "org_dune", slot: 2, otherDelegate: "per_alto" });
    const { rejection } = fair.when(lost, { at: before }).refused("slot-taken");
    expect(rejection.alternatives).toEqual([
      { slot: 1, startsAt: inSlot(1) },
      { slot: 4, startsAt: inSlot(4) },
      { slot: 0, startsAt: inSlot(0) },
    ]);
  });
});
