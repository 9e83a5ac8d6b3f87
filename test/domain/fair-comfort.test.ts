import { describe, expect, it } from "vitest";
import { windowsOf } from "../../src/domain/fair/break-windows.ts";
import { stretchStarts, toSlotBreaks } from "../../src/domain/fair/comfort-grid.ts";
import { meetingsOutOfReach } from "../../src/domain/fair/decide-comfort.ts";
import { personIdSchema } from "../../src/domain/ids.ts";
import {
  booking,
  type FairStory,
  inSlot,
  openFair,
  type PlainCommand,
  request,
} from "../support/fair-story.ts";

const organiser = { as: "organiser" } as const;
const needsAccess = (person = "per_alto", comfort: Record<string, unknown> = {}): PlainCommand => ({
  type: "SetComfort",
  personId: person,
  comfort: { needsAccess: true, ...comfort },
});
const table = (placeId: string, fields: Record<string, unknown> = {}): PlainCommand => ({
  type: "SetPlace",
  placeId,
  roomId: "room_a",
  name: placeId,
  kind: "table",
  accessible: false,
  ...fields,
});
const booked = ["RefillStarted", "OfferMade", "OfferEnded", "MeetingScheduled", "RefillEnded"] as const;
const lostTable = {
  disruptionId: "dsr_1",
  what: { kind: "place", placeId: "plc_1" },
  from: inSlot(2),
  until: inSlot(2, 19),
};
const twoDays = {
  programme: {
    slotMinutes: 20,
    days: ["2027-03-09", "2027-03-10"].map((on) => ({ on, start: "09:00", end: "11:00" })),
  },
  slots: [0, 1].flatMap((day) =>
    [0, 1, 2, 3, 4, 5].map((slot) => ({
      day,
      startsAt: inSlot(slot, day * 24 * 60),
      endsAt: inSlot(slot + 1, day * 24 * 60),
    })),
  ),
};
/** Table 1 is not accessible, table 2 is. */
const withSteps = (): FairStory => openFair().given(table("plc_1"));
const outOfReach = (fair: FairStory) =>
  meetingsOutOfReach(fair.state, personIdSchema.parse("per_alto")).map(({ id }) => id);
const placeOf = (fair: FairStory, id: string): unknown =>
  [...fair.state.meetings.values()].find((meeting) => meeting.id === id);

describe("who needs an accessible place", () => {
  it("[K1] is seated at one, whoever books, and others keep to the first free table", () => {
    const fair = withSteps().given(needsAccess());
    fair.given(booking({ meetingId: "mtg_a" }));
    fair.given(booking({ meetingId: "mtg_b", from: "org_coop", to: "org_brisa", slot: 3 }), organiser);
    expect(placeOf(fair, "mtg_a")).toMatchObject({ placeId: "plc_2" });
    expect(placeOf(fair, "mtg_b")).toMatchObject({ placeId: "plc_1" });
  });
  it("[K1] counts a table in a room with steps as not accessible, and a stand too", () => {
    const fair = openFair().given(needsAccess());
    fair.given({ type: "SetRoom", roomId: "room_b", name: "Comédie", capacity: 20, accessible: false });
    fair.given(
      table("plc_stand", {
        roomId: "room_b",
        kind: "stand",
        accessible: true,
        organisationId: "org_alto",
      }),
    );
    fair.given(booking({ meetingId: "mtg_a" }));
    expect(placeOf(fair, "mtg_a")).toMatchObject({ placeId: "plc_1" });
  });
  it("[K1] is refused like in a full slot where none is left, with the nearest slots where one is", () => {
    const fair = withSteps().given(needsAccess());
    fair.given(booking({ from: "org_dune", to: "org_brisa", placeId: "plc_2" }), organiser);
    const { rejection } = fair.when(booking()).refused("no-place-free", "slot");
    expect(rejection.alternatives?.map(({ slot }) => slot)).toEqual([3, 1, 4]);
    fair.when(booking({ placeId: "plc_1" }), organiser).refused("place-not-accessible", "placeId");
    fair.given(booking({ meetingId: "mtg_a", slot: 3 }));
    const move: PlainCommand = { type: "MoveMeeting", meetingId: "mtg_a", slot: 2 };
    fair.when(move, organiser).refused("no-place-free", "slot");
    fair.when({ ...move, slot: 3, placeId: "plc_1" }, organiser).refused("place-not-accessible");
    fair.given({ ...move, slot: 4, organisationId: "org_coop" });
    expect(placeOf(fair, "mtg_a")).toMatchObject({ slot: 4, placeId: "plc_2" });
  });
  it("[K1] lets a colleague go who needs none, unless somebody was asked for by name", () => {
    const fair = openFair().given(table("plc_1")).given(table("plc_2")).given(needsAccess());
    fair.when(booking()).refused("no-place-free");
    fair.given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_abel" });
    fair.when(booking({ otherDelegate: "per_alto" })).refused("no-place-free");
    const [event] = fair.when(booking()).then("MeetingScheduled");
    expect(event).toMatchObject({ delegates: ["per_coop", "per_abel"], placeId: "plc_1" });
  });
  it("[K1] holds for a request that is accepted, and for one whose slot is chosen later", () => {
    const fair = withSteps().given(needsAccess("per_coop"));
    fair.given(booking({ from: "org_dune", placeId: "plc_2" }), organiser);
    fair.given(request({ meetingId: "mtg_r", slots: [2, 3] }));
    fair.given({ type: "AcceptMeeting", meetingId: "mtg_r", organisationId: "org_brisa" });
    expect(placeOf(fair, "mtg_r")).toMatchObject({ status: "scheduled", slot: 3, placeId: "plc_2" });
  });
  it("[K1] holds for an agenda, a repair and an offer", () => {
    const fair = withSteps().given(needsAccess());
    const placed = {
      meetingId: "mtg_g",
      organisations: ["org_coop", "org_alto"],
      slot: 1,
      placeId: "plc_1",
      delegates: ["per_coop", "per_alto"],
    };
    fair.when({ type: "PublishAgenda", draftId: "drf_1", meetings: [placed] }).refused("agenda-conflict");
    fair.given({ type: "PublishAgenda", draftId: "drf_1", meetings: [{ ...placed, placeId: "plc_2" }] });
    const disruption = { kind: "place", placeId: "plc_2" };
    const until = inSlot(2);
    fair.given({
      type: "DeclareDisruption",
      disruptionId: "dsr_1",
      what: disruption,
      from: inSlot(0),
      until,
    });
    const to = { slot: 1, placeId: "plc_1", delegates: placed.delegates };
    const change = { meetingId: "mtg_g", from: { slot: 1, placeId: "plc_2" }, to };
    const repair: PlainCommand = {
      type: "ApplyRepair",
      disruptionId: "dsr_1",
      changes: [change],
      cancels: [],
    };
    fair.when(repair, organiser).refused("place-not-accessible", "changes");

    fair.given(booking({ meetingId: "mtg_hole", from: "org_dune", to: "org_brisa", slot: 3 }), organiser);
    expect(placeOf(fair, "mtg_hole")).toMatchObject({ placeId: "plc_1" });
    fair.given({ type: "CancelMeeting", meetingId: "mtg_hole", organisationId: "org_brisa" });
    fair.given({ type: "SetWish", from: "org_dune", to: "org_alto", level: "must" });
    const [, , , scheduled] = fair
      .given({ type: "SetBookingMode", organisationId: "org_dune", mode: "direct" })
      .when({ type: "OfferSlot", meetingId: "mtg_hole" }, organiser)
      .then("RefillStarted", "OfferMade", "OfferEnded", "MeetingScheduled", "RefillEnded");
    expect(scheduled).toMatchObject({ organisations: ["org_dune", "org_alto"], slot: 3, placeId: "plc_2" });
  });
});

describe("what a delegate says of their needs", () => {
  it("[K2] moves their meetings to accessible places at once, where one is free", () => {
    const fair = withSteps();
    fair.given(booking({ meetingId: "mtg_free", slot: 1 }));
    fair.given(booking({ meetingId: "mtg_full", from: "org_dune", slot: 2 }));
    fair.given(booking({ from: "org_coop", to: "org_brisa", slot: 2, placeId: "plc_2" }), organiser);
    const [, moved] = fair.when(needsAccess()).then("ComfortSet", "MeetingMoved");
    expect(moved).toMatchObject({ meetingId: "mtg_free", slot: 1, placeId: "plc_2" });
    expect(outOfReach(fair)).toEqual(["mtg_full"]);
    fair.when(needsAccess()).then("ComfortSet");
  });
  it("[K2] leaves what is locked or has begun where it is", () => {
    const fair = withSteps();
    fair.given(booking({ meetingId: "mtg_begun", slot: 1 }));
    fair.given(booking({ meetingId: "mtg_locked", from: "org_dune", slot: 2 }));
    fair.given({ type: "LockMeeting", meetingId: "mtg_locked", locked: true }, organiser);
    fair.when(needsAccess(), { at: inSlot(1, 5) }).then("ComfortSet");
    expect(outOfReach(fair)).toEqual(["mtg_begun", "mtg_locked"]);
  });
  it("[K2] a day that is not in the programme is refused by name", () => {
    const breaks = [
      { from: "12:00", to: "14:00", minutes: 45, on: "2027-03-09" },
      { from: "12:00", to: "14:00", minutes: 45, on: "2027-03-11" },
    ];
    openFair().when(needsAccess("per_alto", { breaks })).refused("day-unknown", "breaks.1.on");
    openFair().when(needsAccess("per_nobody")).refused("delegate-unknown", "personId");
  });
});

describe("what an offer spares people", () => {
  const offer: PlainCommand = { type: "OfferSlot", meetingId: "mtg_hole" };
  /** A hole in slot 2; org_dune, who meets in slots 1 and 3, and org_alto would both like to meet. */
  const withHole = (rules: Record<string, unknown>): FairStory =>
    openFair({ rules: { bookingMode: "direct", ...rules } })
      .given(booking({ meetingId: "mtg_hole", from: "org_coop", to: "org_brisa", slot: 2 }), organiser)
      .given({ type: "CancelMeeting", meetingId: "mtg_hole", organisationId: "org_brisa" })
      .given(booking({ from: "org_dune", to: "org_brisa", slot: 1 }), organiser)
      .given(booking({ from: "org_coop", to: "org_alto", slot: 3 }), organiser)
      .given({ type: "SetWish", from: "org_dune", to: "org_alto", level: "must" });
  it("[K3] nobody is offered what would make too long a row for them", () => {
    withHole({})
      .when(offer, organiser)
      .then(...booked);
    withHole({ mostInARow: 2 })
      .when(offer, organiser)
      .then(...booked);
    withHole({ mostInARow: 1 }).when(offer, organiser).refused("nobody-willing");
    const own: PlainCommand = { type: "SetComfort", personId: "per_dune", comfort: { mostInARow: 1 } };
    withHole({}).given(own).when(offer, organiser).refused("nobody-willing");
  });
  it("[K3] nor what would go on from a meeting that was held just before", () => {
    const fair = (limit: number): FairStory => {
      const story = withHole({ mostInARow: limit });
      const meetingId = [...story.state.meetings.values()].find(
        (one) => one.status === "scheduled" && one.slot === 1,
      )?.id;
      for (const personId of ["per_dune", "per_brisa"])
        story.given({ type: "AttendMeeting", meetingId, personId }, { as: "steward", at: inSlot(1, 1) });
      return story.given({ type: "EndMeeting", meetingId }, { as: "steward", at: inSlot(1, 15) });
    };
    const now = { ...organiser, at: inSlot(1, 16) };
    fair(2)
      .when(offer, now)
      .then(...booked);
    fair(1).when(offer, now).refused("nobody-willing");
  });
  it("[K3] nor what they could not walk to in time", () => {
    const fair = withHole({ walkingMinutes: 5 });
    fair.when(offer, organiser).then(...booked);
    const far = withHole({ walkingMinutes: 5 })
      .given({ type: "SetRoom", roomId: "room_b", name: "Sully", capacity: 20, accessible: true })
      .given(table("plc_stand", { roomId: "room_b", kind: "stand", organisationId: "org_alto" }))
      .given({ type: "RemovePlace", placeId: "plc_2" });
    far.given({ type: "DeclareDisruption", ...lostTable }, organiser);
    far.when(offer, organiser).refused("nobody-willing");
  });
  it("[K4] nor what would take their break", () => {
    // Slots of 20 minutes from 9:00 in Paris: slot 2 is the last of this hour that is free for either of them.
    const hour = { from: "09:20", to: "10:20", minutes: 40 };
    withHole({ breakWanted: { ...hour, minutes: 20 } })
      .when(offer, organiser)
      .then(...booked);
    withHole({ breakWanted: hour }).when(offer, organiser).refused("nobody-willing");
  });
});

describe("a break in slots of a grid", () => {
  const fairOf = (starts: readonly number[], closed: readonly number[] = []): FairStory => {
    const slots = starts.map((at) => ({ day: 0, startsAt: inSlot(at), endsAt: inSlot(at + 1) }));
    const programme = { slotMinutes: 20, days: [{ on: "2027-03-09", start: "09:00", end: "18:00" }] };
    const fair = openFair().given({ type: "SetProgramme", programme, slots });
    for (const slot of closed) fair.given({ type: "SetSlotClosed", slot, closed: true });
    return fair;
  };
  const inGrid = (fair: FairStory, wish: { from: string; to: string; minutes: number; on?: string }) => {
    const grid = [...fair.state.slots.get().keys()].filter((slot) => !fair.state.closedSlots.has(slot));
    const starts = stretchStarts(fair.state, grid);
    return windowsOf(fair.state, wish).map((window) => toSlotBreaks(fair.state, grid, starts, window));
  };
  const morning = [0, 1, 2, 3, 4, 5];
  it("[K4] takes whole slots between its hours", () => {
    expect(inGrid(fairOf(morning), { from: "09:20", to: "10:40", minutes: 30 })).toEqual([
      [{ from: 1, to: 4, slots: 2 }],
    ]);
    expect(inGrid(fairOf(morning), { from: "09:10", to: "09:50", minutes: 40 })).toEqual([
      [{ from: 0, to: 2, slots: 3 }],
    ]);
  });
  it("[K4] needs nothing where a pause, a closed slot or the end of the day is enough", () => {
    const wish = { from: "09:20", to: "11:20", minutes: 40 };
    expect(inGrid(fairOf([0, 1, 2, 5, 6, 7]), wish)).toEqual([[]]);
    expect(inGrid(fairOf(morning, [2, 3]), wish)).toEqual([[]]);
    expect(inGrid(fairOf([0, 1, 2, 3]), wish)).toEqual([[]]);
  });
  it("[K4] leaves one slot more beside a pause that is too short", () => {
    // A pause of 20 minutes after the third slot.
    const fair = fairOf([0, 1, 2, 4, 5, 6]);
    expect(inGrid(fair, { from: "09:20", to: "11:00", minutes: 40 })).toEqual([
      [{ from: 2, to: 3, slots: 1 }],
    ]);
  });
  it("[K4] is a part of each stretch where only a closed slot between them makes it long enough", () => {
    const fair = fairOf(morning, [2]);
    expect(inGrid(fair, { from: "09:30", to: "10:10", minutes: 35 })).toEqual([
      [
        { from: 1, to: 1, slots: 1 },
        { from: 2, to: 2, slots: 1 },
      ],
    ]);
  });
  it("[K4] binds nobody where it cannot be, nor on a day that is not its own", () => {
    const fair = openFair().given({ type: "SetProgramme", ...twoDays });
    const wish = { from: "09:20", to: "10:20", minutes: 40 };
    expect(inGrid(fair, wish)).toHaveLength(2);
    expect(inGrid(fair, { ...wish, on: "2027-03-10" })).toEqual([[{ from: 7, to: 9, slots: 2 }]]);
    expect(inGrid(fair, { ...wish, on: "2027-03-12" })).toEqual([]);
  });
});

describe("the last chance of a break", () => {
  /** In Paris org_alto wants 20 minutes between 9:20 and 10:00, which are slots 1 and 2; slot 1 is booked. */
  const withBreak = (): FairStory =>
    openFair()
      .given({
        type: "SetComfort",
        personId: "per_alto",
        comfort: { breaks: [{ from: "09:20", to: "10:00", minutes: 20 }] },
      })
      .given(booking({ meetingId: "mtg_first", from: "org_dune", slot: 1 }));
  it("[K5] is not taken by somebody else's booking, which is told the nearest other slots", () => {
    const { rejection } = withBreak()
      .when(booking({ slot: 2 }))
      .refused("break-kept", "slot");
    expect(rejection.alternatives?.map(({ slot }) => slot)).toEqual([3, 4, 0]);
    withBreak().given(booking({ slot: 3 }));
  });
  it("[K5] leaves a colleague who wants no break then", () => {
    const fair = withBreak().given({
      type: "AddDelegate",
      organisationId: "org_alto",
      personId: "per_abel",
    });
    const [event] = fair.when(booking({ slot: 2 })).then("MeetingScheduled");
    expect(event).toMatchObject({ delegates: ["per_coop", "per_abel"] });
    withBreak()
      .given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_abel" })
      .when(booking({ slot: 2, otherDelegate: "per_alto" }))
      .refused("break-kept");
  });
  it("[K5] is one's own to give up, and the organiser's", () => {
    withBreak()
      .given({ type: "SetBookingMode", organisationId: "org_coop", mode: "direct" })
      .when(booking({ from: "org_alto", to: "org_coop", slot: 2 }))
      .then("MeetingScheduled");
    withBreak()
      .when(booking({ slot: 2 }), organiser)
      .then("MeetingScheduled");
    const asked = withBreak().given(request({ meetingId: "mtg_r", to: "org_alto", slots: [2] }));
    asked
      .when({ type: "AcceptMeeting", meetingId: "mtg_r", organisationId: "org_alto" })
      .then("MeetingAccepted", "MeetingScheduled");
  });
  it("[K5] holds for a move at once, and for a slot that the other side chooses later", () => {
    const fair = withBreak().given(booking({ meetingId: "mtg_b", slot: 4 }));
    const move: PlainCommand = { type: "MoveMeeting", meetingId: "mtg_b", slot: 2 };
    fair.when({ ...move, organisationId: "org_coop" }).refused("break-kept", "slot");
    fair.when({ ...move, organisationId: "org_alto" }).then("MeetingMoveProposed");
    // The meeting that holds the break may move within it: nothing is lost by that.
    fair
      .when({ type: "MoveMeeting", meetingId: "mtg_first", slot: 2, organisationId: "org_dune" })
      .then("MeetingMoved");
    const asked = withBreak().given(request({ meetingId: "mtg_r", from: "org_alto", to: "org_brisa" }));
    const accept: PlainCommand = { type: "AcceptMeeting", meetingId: "mtg_r", organisationId: "org_brisa" };
    asked.when({ ...accept, slot: 2 }).refused("break-kept", "slot");
    asked.when({ ...accept, slot: 3 }).then("MeetingAccepted", "MeetingScheduled");
  });
  it("[K5] a meeting that was held has taken its slot of the break, as one ahead does", () => {
    const fair = withBreak();
    const meetingId = "mtg_first";
    for (const personId of ["per_dune", "per_alto"])
      fair.given({ type: "AttendMeeting", meetingId, personId }, { as: "steward", at: inSlot(1, 1) });
    fair.given({ type: "EndMeeting", meetingId }, { as: "steward", at: inSlot(1, 10) });
    const early = { at: inSlot(1, 11) };
    fair.when(booking({ slot: 2 }), early).refused("break-kept", "slot");
    fair.when(booking({ slot: 3 }), early).then("MeetingScheduled");
  });
  it("[K5] holds for the break that the fair wants for everybody, and binds nobody once it is lost", () => {
    const breakWanted = { from: "09:20", to: "10:00", minutes: 20 };
    const fair = openFair({ rules: { breakWanted } }).given(booking({ from: "org_dune", slot: 1 }));
    fair.when(booking({ slot: 2 })).refused("break-kept");
    fair.given(booking({ slot: 2 }), organiser);
    fair.given({ type: "SetRules", rules: { breakWanted: { ...breakWanted, minutes: 40 } } });
    fair.given({ type: "SetBookingMode", organisationId: "org_dune", mode: "direct" });
    // org_dune meets in slot 1: forty minutes before ten are not to be had any more.
    fair.given(booking({ from: "org_brisa", to: "org_dune", slot: 2 }));
  });
});
