import { describe, expect, it } from "vitest";
import { createDirectoryState } from "../../src/domain/directory/state.ts";
import { meetingIdSchema, organisationIdSchema } from "../../src/domain/ids.ts";
import { toAgenda } from "../../src/views/agenda.ts";
import { slotLettersOf } from "../../src/views/availability.ts";
import { listBookableSlots, listCommonSlots, listUnfitStarts } from "../../src/views/bookable-slots.ts";
import { boardAt, createOccupancy } from "../../src/views/occupancy.ts";
import { proposeRepairs } from "../../src/views/repair/propose.ts";
import { spanFrom, toStarts } from "../../src/web/components/slot-starts.ts";
import {
  before,
  booking,
  type FairStory,
  inSlot,
  openFair,
  type PlainCommand,
} from "../support/fair-story.ts";

const organiser = { as: "organiser", at: before } as const;
const org = (name: string) => organisationIdSchema.parse(`org_${name}`);
const needs = (name: string, slots: number): PlainCommand => ({
  type: "SetMeetingSlots",
  organisationId: `org_${name}`,
  slots,
});
/** org_coop needs two slots, and meets org_alto in slots 2 and 3 at table 1. */
const withLong = (): FairStory =>
  openFair()
    .given(needs("coop", 2))
    .given(booking({ meetingId: "mtg_long" }), organiser);
const arrive = (fair: FairStory, ...names: string[]): FairStory => {
  for (const name of names)
    fair.given(
      { type: "AttendMeeting", meetingId: "mtg_long", personId: `per_${name}` },
      { at: inSlot(2, 1), as: "steward" },
    );
  return fair;
};
const placesAt = (fair: FairStory, at: ReturnType<typeof inSlot>) =>
  boardAt(fair.state, createOccupancy(fair.state), at, (id) => id, [])
    ?.rooms.flatMap(({ places }) => places)
    .map(({ state, startsAt, endsAt, nextAt }) => ({ state, startsAt, endsAt, nextAt }));

describe("meetings of several slots, as they are shown", () => {
  it("an agenda tells when each begins and ends", () => {
    const fair = withLong();
    const words = { names: new Map(), messages: new Map() };
    const { meetings, free } = toAgenda(fair.state, createDirectoryState(), org("alto"), words, {
      at: before,
    });
    expect(meetings.map(({ slot }) => slot)).toMatchObject([
      { slot: 2, startsAt: inSlot(2), endsAt: inSlot(4) },
    ]);
    expect(free.map(({ slot }) => slot)).toEqual([0, 1, 4, 5]);
    expect(slotLettersOf(fair.state, org("coop"))).toBe("ffttff");
  });
  it("of the slots of the other side, those are open in which all of the meeting fits", () => {
    const fair = openFair().given(needs("coop", 2));
    fair.given(booking({ from: "org_dune", slot: 3 }), organiser);
    fair.given({ type: "SetSlotClosed", slot: 5, closed: true });
    const slots = listBookableSlots(fair.state, org("alto"), org("coop"), before);
    expect(slots.map(({ state }) => state)).toEqual(["free", "free", "free", "taken", "free", "closed"]);
    const starts = toStarts(slots, 2);
    expect(starts.map(({ state }) => state)).toEqual(["free", "free", "short", "taken", "short", "closed"]);
    expect(toStarts(slots, 1)).toEqual(slots);
    expect(spanFrom(starts, 1, 2)).toEqual({ startsAt: inSlot(1), endsAt: inSlot(3) });
    // The server knows them too, and whoever tries another is told where it fits.
    expect(listCommonSlots(fair.state, [org("coop"), org("alto")], before)).toMatchObject([
      { slot: 0, endsAt: inSlot(2) },
      { slot: 1, endsAt: inSlot(3) },
    ]);
    for (const slot of [2, 4]) {
      const code = slot === 2 ? "slot-taken" : "slot-too-short";
      const lost = fair.when(booking({ slot }), organiser).refused(code);
      expect(lost.rejection.alternatives?.map((free) => free.slot)).toEqual([1, 0]);
    }
  });
  it("[U2] a start is not shown where two colleagues would have to share one meeting", () => {
    const fair = openFair().given(needs("coop", 2));
    fair.given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_alba" });
    fair.given({ type: "SetAvailability", personId: "per_alto", unavailable: [2] });
    fair.given({ type: "SetAvailability", personId: "per_alba", unavailable: [3] });
    const slots = listBookableSlots(fair.state, org("alto"), org("coop"), before);
    expect(slots.every(({ state }) => state === "free")).toBe(true);
    const unfit = listUnfitStarts(fair.state, org("alto"), org("coop"), slots);
    expect(unfit).toEqual([2]);
    const states = toStarts(slots, 2, unfit).map(({ state }) => state);
    expect(states).toEqual(["free", "free", "short", "free", "free", "short"]);
    fair.when(booking({ slot: 2 }), organiser).refused("no-delegate");
    fair.given(needs("coop", 1));
    expect(listUnfitStarts(fair.state, org("alto"), org("coop"), slots)).toEqual([]);
  });
  it("one that stands covers all of its slots, and may move over itself", () => {
    const fair = withLong();
    const [mine, other] = [org("coop"), org("alto")] as const;
    const states = listBookableSlots(fair.state, other, mine, before).map(({ state }) => state);
    expect(states).toEqual(["free", "free", "meeting", "meeting", "free", "free"]);
    const meeting = fair.state.meetings.get(meetingIdSchema.parse("mtg_long"));
    if (meeting?.status !== "scheduled") throw new Error("not scheduled");
    const possible = listCommonSlots(fair.state, [mine, other], before, meeting).map(({ slot }) => slot);
    expect(possible).toEqual([0, 1, 3, 4]);
  });
  it("the board shows it under way until its end, overrunning only then", () => {
    const fair = arrive(withLong(), "coop", "alto");
    fair.given(booking({ meetingId: "mtg_next", from: "org_dune", to: "org_brisa", slot: 4 }), organiser);
    fair.given({ type: "MoveMeeting", meetingId: "mtg_next", slot: 4, placeId: "plc_1" }, organiser);
    const held = { startsAt: inSlot(2), endsAt: inSlot(4) };
    expect(placesAt(fair, inSlot(2, 5))?.[0]).toEqual({ ...held, state: "in-use", nextAt: inSlot(4) });
    expect(placesAt(fair, inSlot(3, 5))?.[0]).toEqual({ ...held, state: "in-use", nextAt: inSlot(4) });
    expect(placesAt(fair, inSlot(4, 1))?.[0]).toEqual({ ...held, state: "overrun", nextAt: inSlot(4) });
  });
  it("who is late to it is late from its beginning, in its second slot too", () => {
    const fair = arrive(withLong(), "alto");
    expect(placesAt(fair, inSlot(2, 1))?.[0]?.state).toBe("waiting");
    expect(placesAt(fair, inSlot(3, 0))?.[0]?.state).toBe("late");
    const board = boardAt(fair.state, createOccupancy(fair.state), inSlot(3, 1), (id) => id, []);
    expect(board?.tasks).toMatchObject([{ type: "absent", minutes: 21, startsAt: inSlot(2) }]);
  });
  it("a table lost in its second slot strikes it, and the repair moves all of it", () => {
    const fair = withLong();
    fair.given(
      {
        type: "DeclareDisruption",
        disruptionId: "dsr_1",
        what: { kind: "place", placeId: "plc_1" },
        from: inSlot(3),
        until: inSlot(4),
      },
      organiser,
    );
    const [repair] = proposeRepairs(fair.state, before);
    expect(repair?.struck.map(({ id }) => id)).toEqual(["mtg_long"]);
    expect(repair?.plans[0]?.moves).toMatchObject([{ to: { slot: 2, placeId: "plc_2" } }]);
    fair.given(
      {
        type: "ApplyRepair",
        disruptionId: "dsr_1",
        changes: repair?.plans[0]?.moves ?? [],
        cancels: [],
      },
      organiser,
    );
    expect([...fair.state.placeBusy.keys()].sort()).toEqual(["plc_2@2", "plc_2@3"]);
    expect(proposeRepairs(fair.state, before)[0]?.struck).toEqual([]);
  });
  it("a repair never lays it over a break", () => {
    const slots = [0, 1, 2, 3, 4].map((index) => ({
      day: 0,
      startsAt: inSlot(index, index < 2 ? 0 : 40),
      endsAt: inSlot(index + 1, index < 2 ? 0 : 40),
    }));
    const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };
    const fair = openFair({ rules: { noticeMinutes: 0 } })
      .given({ type: "SetProgramme", programme, slots })
      .given(needs("coop", 2))
      .given(booking({ meetingId: "mtg_long", slot: 0 }), organiser)
      .given({ type: "SetAvailability", personId: "per_alto", unavailable: [4] });
    fair.given(
      {
        type: "DeclareDisruption",
        disruptionId: "dsr_1",
        what: { kind: "person", personId: "per_alto" },
        from: inSlot(0),
        until: inSlot(0, 5),
      },
      organiser,
    );
    const [repair] = proposeRepairs(fair.state, before);
    // From slot 1 it would run over the break, from slot 3 into an absence.
    expect(repair?.plans[0]?.moves).toMatchObject([{ to: { slot: 2 } }]);
  });
});
