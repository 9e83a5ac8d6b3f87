import { describe, expect, it } from "vitest";
import { computeSlots } from "../../src/domain/fair/programme.ts";
import { minutesBetween } from "../../src/domain/instant.ts";
import { booking, inSlot, openFair, opening, story } from "../support/fair-story.ts";

const opened = {
  type: "OpenFair",
  fairId: "fair_test",
  name: "Coventis",
  venue: "",
  timeZone: "Europe/Paris",
} as const;
const slots = (...starts: number[]) =>
  starts.map((minutes) => ({
    day: 0,
    startsAt: inSlot(minutes / 20),
    endsAt: inSlot(minutes / 20, 20),
  }));
const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };

describe("a fair is set up", () => {
  it("[G1] is opened once", () => {
    story().given(opened).when(opened).refused("fair-exists");
  });
  it("[G1] answers nothing before it is open", () => {
    story().when({ type: "SetSlotClosed", slot: 0, closed: true }).refused("fair-unknown");
    story().when(booking()).refused("fair-unknown");
  });
  it("[G2] keeps its grid under scheduled meetings, and may grow", () => {
    const fair = openFair().given(booking({ slot: 2 }));
    fair.when({ type: "SetProgramme", programme, slots: slots(0, 20, 60, 80) }).refused("programme-in-use");
    fair
      .when({ type: "SetProgramme", programme, slots: slots(0, 20, 40, 60, 80, 100, 120, 140) })
      .then("ProgrammeSet");
  });
  it("[G3] refuses slots that overlap", () => {
    story()
      .given(opened)
      .when({ type: "SetProgramme", programme, slots: slots(0, 10) })
      .refused("programme-invalid");
  });
  it("[G5] does not close a slot with meetings", () => {
    const fair = openFair().given(booking({ slot: 1, meetingId: "mtg_x" }));
    const { rejection } = fair.when({ type: "SetSlotClosed", slot: 1, closed: true }).refused("slot-in-use");
    expect(rejection.meetings).toEqual(["mtg_x"]);
    fair.when({ type: "SetSlotClosed", slot: 2, closed: true }).then("SlotClosed");
  });
  it("[G6] keeps rooms and places that are in use", () => {
    const fair = openFair().given(booking());
    fair.when({ type: "RemovePlace", placeId: "plc_1" }).refused("place-in-use");
    fair.when({ type: "RemovePlace", placeId: "plc_2" }).then("PlaceRemoved");
    fair.when({ type: "RemoveRoom", roomId: "room_a" }).refused("room-in-use");
    fair.given({ type: "SetRoom", roomId: "room_b", name: "B", capacity: 5, accessible: false });
    fair.when({ type: "RemoveRoom", roomId: "room_b" }).then("RoomRemoved");
  });
  it("[G7] gives an organisation one stand", () => {
    const stand = (placeId: string) => ({
      type: "SetPlace" as const,
      placeId,
      roomId: "room_a",
      name: placeId,
      kind: "stand",
      accessible: true,
      organisationId: "org_alto",
    });
    const fair = openFair().given(stand("plc_s1"));
    fair.when(stand("plc_s2")).refused("stand-taken");
    fair.when(stand("plc_s1")).then("PlaceSet");
  });
});

describe("wall time becomes slots", () => {
  const day = { on: "2027-03-09", start: "09:00", end: "12:00", breaks: [] };
  it("[G3] fits slots around breaks and inside the day", () => {
    const breaks = [{ start: "10:10", end: "10:30", label: "Pause" }];
    const made = computeSlots({ slotMinutes: 20, days: [{ ...day, breaks }] }, "Europe/Paris");
    if (!made.ok) throw new Error("refused");
    expect(made.slots.map((slot) => slot.startsAt.slice(11, 16))).toEqual([
      "08:00",
      "08:20",
      "08:40",
      "09:30",
      "09:50",
      "10:10",
      "10:30",
    ]);
    expect(made.slots[0]?.startsAt).toBe(opening);
  });
  it("[G4] counts a day when clocks change as it really is", () => {
    const night = { on: "2027-03-28", start: "01:00", end: "04:00", breaks: [] };
    const made = computeSlots({ slotMinutes: 60, days: [night] }, "Europe/Paris");
    if (!made.ok) throw new Error("refused");
    const [first] = made.slots;
    const last = made.slots.at(-1);
    if (!first || !last) throw new Error("no slots");
    expect(made.slots).toHaveLength(2);
    expect(minutesBetween(first.startsAt, last.endsAt)).toBe(120);
  });
  it("[G4] knows zones of odd minutes", () => {
    const made = computeSlots({ slotMinutes: 60, days: [day] }, "Asia/Kathmandu");
    expect(made.ok && made.slots[0]?.startsAt).toBe("2027-03-09T03:15:00.000Z");
  });
  it("[G3] names every fault of a programme", () => {
    const faulty = {
      slotMinutes: 20,
      days: [
        day,
        { ...day, start: "18:00", end: "09:00", breaks: [{ start: "07:00", end: "08:00", label: "" }] },
      ],
    };
    const made = computeSlots(faulty, "Europe/Paris");
    expect(made.ok ? [] : made.faults.map((fault) => `${fault.field} ${fault.code}`)).toEqual([
      "days.1 day-repeated",
      "days.1 day-ends-before-it-starts",
      "days.1.breaks.0 break-outside-day",
    ]);
    expect(computeSlots({ slotMinutes: 20, days: [day] }, "Mars/Olympus")).toMatchObject({
      ok: false,
      faults: [{ code: "time-zone-unknown" }],
    });
  });
});
