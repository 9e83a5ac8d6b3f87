import { describe, expect, it } from "vitest";
import type { Instant } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import { boardAt, createOccupancy } from "../../src/views/occupancy.ts";
import type { BoardState } from "../../src/views/topics.ts";
import { booking, type FairStory, inSlot, openFair } from "../support/fair-story.ts";

const nameOf = (id: string) => id.replace("org_", "").toUpperCase();

function board(fair: FairStory, at: Instant): BoardState {
  const made = boardAt(fair.state, createOccupancy(fair.state), at, nameOf, []);
  if (!made) throw new Error("no board");
  return made;
}

function place(shown: BoardState, id: string) {
  return shown.rooms.flatMap(({ places }) => places).find((each) => each.id === id);
}

/** Slot 0 at table 1: coop meets alto; slot 1 at table 1: dune meets alto. */
function twoMeetings(): FairStory {
  return openFair({ rules: { lateAfterMinutes: 3, overrunMinutes: 10 } })
    .given(booking({ meetingId: "mtg_x0", slot: 0, placeId: "plc_1" }), { as: "organiser" })
    .given(booking({ meetingId: "mtg_x1", from: "org_dune", slot: 1, placeId: "plc_1" }), {
      as: "organiser",
    });
}

function arrive(fair: FairStory, meetingId: string, person: string, at: Instant): FairStory {
  return fair.given({ type: "AttendMeeting", meetingId, personId: `per_${person}` }, { at, as: "steward" });
}

function scanIn(fair: FairStory, badge: string, at: Instant, roomId = "room_a"): FairStory {
  return fair.given(
    {
      type: "RecordScans",
      scans: [{ scanId: `${badge}-${at}`, badge, roomId, direction: "in", scannedAt: at }],
    },
    { at, as: "steward" },
  );
}

describe("a place on the board", () => {
  it("is booked, waited at, in use, then overrun, minute after minute", () => {
    const fair = twoMeetings();
    expect(place(board(fair, inSlot(0, -30)), "plc_1")).toMatchObject({ state: "closed", nextAt: inSlot(0) });
    expect(place(board(fair, inSlot(0, -1)), "plc_1")?.state).toBe("booked");
    expect(place(board(fair, inSlot(0, 1)), "plc_1")).toMatchObject({
      state: "booked",
      meeting: "mtg_x0",
      organisations: ["COOP", "ALTO"],
      startsAt: inSlot(0),
      endsAt: inSlot(1),
      nextAt: inSlot(1),
    });
    arrive(fair, "mtg_x0", "coop", inSlot(0, 1));
    expect(place(board(fair, inSlot(0, 2)), "plc_1")?.state).toBe("waiting");
    expect(place(board(fair, inSlot(0, 3)), "plc_1")?.state).toBe("late");
    arrive(fair, "mtg_x0", "alto", inSlot(0, 4));
    expect(place(board(fair, inSlot(0, 5)), "plc_1")?.state).toBe("in-use");
    const over = board(fair, inSlot(1, 2));
    expect(place(over, "plc_1")).toMatchObject({ state: "overrun", meeting: "mtg_x0", nextAt: inSlot(1) });
    expect(over.tasks).toMatchObject([
      {
        type: "overrun",
        place: "1",
        minutes: 2,
        next: { meeting: "mtg_x1", slot: 1, organisation: "DUNE" },
        freePlace: { id: "plc_2", name: "2" },
      },
    ]);
    fair
      .when(
        { type: "MoveMeeting", meetingId: "mtg_x1", slot: 1, placeId: "plc_2" },
        { at: inSlot(2), as: "organiser" },
      )
      .refused("slot-past");
    expect(place(over, "plc_2")).toMatchObject({ state: "free", meeting: null, nextAt: null });
    fair.given({ type: "EndMeeting", meetingId: "mtg_x0" }, { at: inSlot(1, 3), as: "steward" });
    expect(place(board(fair, inSlot(1, 3)), "plc_1")).toMatchObject({ state: "late", meeting: "mtg_x1" });
    expect(place(board(fair, inSlot(9)), "plc_2")?.state).toBe("closed");
  });

  it("totals say what is in use, present, late, held and missed, this half-day", () => {
    const fair = twoMeetings();
    scanIn(scanIn(fair, "per_coop", inSlot(0, -5)), "vis_1", inSlot(0, -4));
    arrive(arrive(fair, "mtg_x0", "coop", inSlot(0)), "mtg_x0", "alto", inSlot(0, 1));
    expect(board(fair, inSlot(0, 2)).figures).toEqual({
      placesInUse: 1,
      places: 2,
      present: 2,
      late: 0,
      absent: 0,
      held: 0,
      due: 0,
    });
    fair.given({ type: "EndMeeting", meetingId: "mtg_x0" }, { at: inSlot(1), as: "steward" });
    expect(board(fair, inSlot(1, 4)).figures).toMatchObject({ placesInUse: 0, late: 1, held: 1, due: 1 });
    fair.given({ type: "SettleTime" }, { at: inSlot(2), as: "system" });
    expect(board(fair, inSlot(2)).figures).toMatchObject({ late: 0, absent: 2, held: 1, due: 2 });
  });
});

describe("what waits for a decision", () => {
  it("[S4] the meeting that an overrun holds up can go where the board says, though its slot has begun", () => {
    const fair = twoMeetings();
    arrive(arrive(fair, "mtg_x0", "coop", inSlot(0)), "mtg_x0", "alto", inSlot(0));
    const [task] = board(fair, inSlot(1, 1)).tasks;
    if (task?.type !== "overrun" || !task.next || !task.freePlace) throw new Error(JSON.stringify(task));
    const move = {
      type: "MoveMeeting",
      meetingId: task.next.meeting,
      slot: task.next.slot,
      placeId: task.freePlace.id,
    } as const;
    fair.when({ ...move, organisationId: "org_dune" }, { at: inSlot(1, 1) }).refused("slot-past");
    fair.given(move, { at: inSlot(1, 1), as: "organiser" });
    expect(board(fair, inSlot(1, 2)).tasks).toMatchObject([{ type: "overrun", next: null }]);
    expect(place(board(fair, inSlot(1, 2)), "plc_2")).toMatchObject({ state: "booked", meeting: "mtg_x1" });
  });

  it("an absence names who waits, and who is here, free and willing to come instead; never who said never", () => {
    const fair = twoMeetings()
      .given({ type: "SetWish", from: "org_coop", to: "org_brisa", level: "like" })
      .given({ type: "SetWish", from: "org_brisa", to: "org_coop", level: "must" });
    arrive(fair, "mtg_x0", "coop", inSlot(0));
    const late = () => board(fair, inSlot(0, 4)).tasks;
    expect(board(fair, inSlot(0, 2)).tasks).toEqual([]);
    expect(late()).toMatchObject([
      {
        type: "absent",
        meeting: "mtg_x0",
        place: "1",
        waiting: "COOP",
        absent: "ALTO",
        minutes: 4,
        standby: { id: "org_brisa", name: "BRISA" },
      },
    ]);
    // Once doors are scanned, who is not inside cannot come at once.
    scanIn(fair, "vis_9", inSlot(0, 1));
    expect(late()).toMatchObject([{ standby: null }]);
    scanIn(fair, "per_brisa", inSlot(0, 2));
    expect(late()).toMatchObject([{ standby: { id: "org_brisa" } }]);
    fair.given({ type: "SetWish", from: "org_brisa", to: "org_coop", level: "never" });
    expect(late()).toMatchObject([{ standby: null }]);
  });

  it("a room is warned of from 90 % on, with those still to come", () => {
    const fair = twoMeetings().given({
      type: "SetRoom",
      roomId: "room_a",
      name: "Antigone",
      capacity: 10,
      accessible: true,
    });
    for (let index = 0; index < 8; index += 1) scanIn(fair, `vis_${index}`, inSlot(0));
    expect(board(fair, inSlot(0, 1)).tasks).toEqual([]);
    scanIn(fair, "per_dune", inSlot(0));
    expect(board(fair, inSlot(0, 1)).tasks).toEqual([
      {
        id: "room:room_a",
        type: "room-full",
        room: "room_a",
        name: "Antigone",
        present: 9,
        capacity: 10,
        arrivals: 1,
        at: minutesAfter(inSlot(0), 20),
      },
    ]);
    // Nearly full, it comes after the meeting that waits; full, it comes first.
    arrive(fair, "mtg_x0", "coop", inSlot(0));
    const types = () => board(fair, inSlot(0, 4)).tasks.map(({ type }) => type);
    expect(types()).toEqual(["absent", "room-full"]);
    scanIn(fair, "vis_8", inSlot(0, 1));
    expect(types()).toEqual(["room-full", "absent"]);
  });
});
