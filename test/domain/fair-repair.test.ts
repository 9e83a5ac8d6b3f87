import { describe, expect, it } from "vitest";
import { minutesAfter } from "../../src/domain/instant.ts";
import { booking, type FairStory, inSlot, openFair, type PlainCommand } from "../support/fair-story.ts";

const organiser = { as: "organiser", at: inSlot(0, -120) } as const;
const lost = (fields: Record<string, unknown> = {}): PlainCommand => ({
  type: "DeclareDisruption",
  disruptionId: "dsr_1",
  what: { kind: "place", placeId: "plc_1" },
  from: inSlot(0),
  until: inSlot(6),
  ...fields,
});
const change = (
  meetingId: string,
  from: [number, string],
  to: [number, string],
  people: [string, string],
) => ({
  meetingId,
  from: { slot: from[0], placeId: from[1] },
  to: { slot: to[0], placeId: to[1], delegates: people },
});
const repair = (...changes: readonly ReturnType<typeof change>[]): PlainCommand => ({
  type: "ApplyRepair",
  disruptionId: "dsr_1",
  changes,
  cancels: [],
});
const alto: [string, string] = ["per_coop", "per_alto"];
/** org_coop meets org_alto in slot 2 at table 1. */
const withMeeting = (): FairStory => openFair().given(booking({ meetingId: "mtg_a" }), organiser);
const meeting = (fair: FairStory, id: string) =>
  [...fair.state.meetings.values()].find((one) => one.id === id);

describe("disruptions", () => {
  it("[N1] a table that is lost takes nothing new, and what stands there stays", () => {
    const fair = withMeeting().given(lost(), organiser);
    expect(meeting(fair, "mtg_a")).toMatchObject({ status: "scheduled", placeId: "plc_1" });
    fair.given(booking({ meetingId: "mtg_b", from: "org_dune", slot: 3 }), organiser);
    expect(meeting(fair, "mtg_b")).toMatchObject({ placeId: "plc_2" });
    fair
      .when(booking({ from: "org_coop", to: "org_brisa", slot: 3, placeId: "plc_1" }), organiser)
      .refused("place-closed");
    fair.when(booking({ from: "org_coop", to: "org_brisa", slot: 3 }), organiser).refused("no-place-free");
    fair
      .when({ type: "MoveMeeting", meetingId: "mtg_b", slot: 3, placeId: "plc_1" }, organiser)
      .refused("place-closed");
    fair.given({ type: "EndDisruption", disruptionId: "dsr_1" }, organiser);
    fair.given(booking({ from: "org_coop", to: "org_brisa", slot: 3, placeId: "plc_1" }), organiser);
  });
  it("[N1] a closed room loses all its tables, and somebody late their slots, minute by minute", () => {
    const fair = openFair();
    fair.given(
      lost({ what: { kind: "room", roomId: "room_a" }, from: inSlot(2, 10), until: inSlot(3) }),
      organiser,
    );
    fair.when(booking({ slot: 2 }), organiser).refused("no-place-free");
    fair.given(booking({ slot: 3 }), organiser);
    fair.given(
      lost({
        disruptionId: "dsr_2",
        what: { kind: "person", personId: "per_dune" },
        from: inSlot(0),
        until: inSlot(1, 5),
      }),
      organiser,
    );
    fair.when(booking({ from: "org_dune", slot: 1 }), organiser).refused("delegate-unavailable");
    fair.given(booking({ from: "org_dune", slot: 4 }), organiser);
  });
  it("[N1] an agenda is not published over it", () => {
    const fair = openFair().given(lost(), organiser);
    const meetings = [
      {
        meetingId: "mtg_p",
        organisations: ["org_coop", "org_alto"],
        slot: 1,
        placeId: "plc_1",
        delegates: alto,
      },
    ];
    fair.when({ type: "PublishAgenda", draftId: "drf_1", meetings }, organiser).refused("agenda-conflict");
  });
  it("refuses what it does not know, what ends before it begins, and what is over", () => {
    const fair = openFair();
    fair.when(lost({ what: { kind: "place", placeId: "plc_9" } }), organiser).refused("place-unknown");
    fair.when(lost({ what: { kind: "room", roomId: "room_z" } }), organiser).refused("room-unknown");
    fair.when(lost({ what: { kind: "person", personId: "per_z" } }), organiser).refused("delegate-unknown");
    fair.when(lost({ until: inSlot(0) }), organiser).refused("disruption-over");
    fair.when(lost(), { ...organiser, at: inSlot(6) }).refused("disruption-over");
    fair.when({ type: "EndDisruption", disruptionId: "dsr_9" }, organiser).refused("disruption-unknown");
    fair.when(lost(), organiser).then("DisruptionDeclared");
    fair.when(lost(), organiser).then();
  });
});

describe("repairs", () => {
  it("[N2] moves what it says, once: the second click finds the agenda changed", () => {
    const fair = withMeeting().given(lost(), organiser);
    const plan = repair(change("mtg_a", [2, "plc_1"], [2, "plc_2"], alto));
    fair.when(plan, organiser).then("RepairApplied", "MeetingMoved");
    expect(meeting(fair, "mtg_a")).toMatchObject({ slot: 2, placeId: "plc_2" });
    fair.when(plan, organiser).refused("repair-stale");
  });
  it("[N2] gives up no meeting that another repair has moved out of its way, or has asked about", () => {
    const giveUp: PlainCommand = {
      type: "ApplyRepair",
      disruptionId: "dsr_1",
      changes: [],
      cancels: ["mtg_a"],
    };
    const plan = repair(change("mtg_a", [2, "plc_1"], [2, "plc_2"], alto));
    const moved = withMeeting().given(lost(), organiser).given(plan, organiser);
    moved.when(giveUp, organiser).refused("repair-stale");
    expect(meeting(moved, "mtg_a")).toMatchObject({ status: "scheduled", placeId: "plc_2" });
    const soon = { ...organiser, at: inSlot(2, -5) };
    const asked = withMeeting().given(lost(), soon).given(plan, soon);
    asked.when(giveUp, soon).refused("repair-stale");
    withMeeting().given(lost(), organiser).when(giveUp, organiser).then("RepairApplied", "MeetingCancelled");
  });
  it("[N2] all of it or nothing: a place taken meanwhile refuses the whole", () => {
    const fair = withMeeting().given(lost(), organiser);
    fair.given(booking({ meetingId: "mtg_b", from: "org_dune", to: "org_alto", slot: 4 }), organiser);
    const plan = repair(
      change("mtg_b", [4, "plc_2"], [5, "plc_2"], ["per_dune", "per_alto"]),
      change("mtg_a", [2, "plc_1"], [3, "plc_2"], alto),
    );
    fair.given(booking({ from: "org_dune", to: "org_brisa", slot: 3 }), organiser);
    fair.when(plan, organiser).refused("repair-stale");
    expect(meeting(fair, "mtg_b")).toMatchObject({ slot: 4 });
  });
  it("[N3] two meetings change places, and every index follows", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_a", slot: 2 }), organiser);
    fair.given(booking({ meetingId: "mtg_b", from: "org_coop", to: "org_brisa", slot: 4 }), organiser);
    fair.given(
      lost({ what: { kind: "person", personId: "per_alto" }, from: inSlot(2), until: inSlot(3) }),
      organiser,
    );
    const swap = repair(
      change("mtg_a", [2, "plc_1"], [4, "plc_1"], alto),
      change("mtg_b", [4, "plc_1"], [2, "plc_1"], ["per_coop", "per_brisa"]),
    );
    fair.when(swap, organiser).then("RepairApplied", "MeetingMoved", "MeetingMoved");
    expect(meeting(fair, "mtg_a")).toMatchObject({ slot: 4 });
    expect(meeting(fair, "mtg_b")).toMatchObject({ slot: 2 });
    const { state } = fair;
    expect([...state.delegateBusy.entries()].sort()).toEqual([
      ["per_alto@4", "mtg_a"],
      ["per_brisa@2", "mtg_b"],
      ["per_coop@2", "mtg_b"],
      ["per_coop@4", "mtg_a"],
    ]);
    expect([state.tablesUsed.get(2), state.tablesUsed.get(4)]).toEqual([1, 1]);
    fair.given(booking({ from: "org_dune", to: "org_brisa", slot: 4 }), organiser);
    fair.when(booking({ from: "org_dune", to: "org_alto", slot: 4 }), organiser).refused("slot-taken");
  });
  it("[N3] nobody is put where they cannot be: away, elsewhere, at somebody's stand or in a closed place", () => {
    const fair = withMeeting().given(lost(), organiser);
    fair.given({ type: "SetAvailability", personId: "per_alto", unavailable: [5] }, organiser);
    const to = (slot: number, placeId: string, people = alto) =>
      fair.when(repair(change("mtg_a", [2, "plc_1"], [slot, placeId], people)), organiser);
    to(3, "plc_1").refused("place-closed");
    to(5, "plc_2").refused("delegate-unavailable");
    to(3, "plc_2", ["per_coop", "per_brisa"]).refused("delegate-unknown");
    to(3, "plc_9").refused("place-unknown");
    to(9, "plc_2").refused("slot-unknown");
  });
  it("[N4] what begins within the notice is asked of both, and moves when both have said yes", () => {
    const fair = withMeeting().given(lost(), organiser);
    const soon = { as: "organiser", at: inSlot(2, -20) } as const;
    const plan = repair(change("mtg_a", [2, "plc_1"], [2, "plc_2"], alto));
    fair.when(plan, soon).then("RepairApplied", "OfferMade");
    expect(meeting(fair, "mtg_a")).toMatchObject({ placeId: "plc_1" });
    fair.when(plan, soon).then("RepairApplied");
    const yes = (organisationId: string) =>
      fair.when({ type: "AnswerOffer", offerId: "ofr_1", organisationId, accepted: true }, soon);
    yes("org_alto").then("OfferAnswered");
    expect(meeting(fair, "mtg_a")).toMatchObject({ placeId: "plc_1" });
    yes("org_coop").then("OfferAnswered", "OfferEnded", "MeetingMoved");
    expect(meeting(fair, "mtg_a")).toMatchObject({ placeId: "plc_2" });
  });
  it("[N4] one no, or no word in time, and it stays where it is", () => {
    for (const isNo of [true, false]) {
      const fair = withMeeting().given(lost(), organiser);
      const soon = { as: "organiser", at: inSlot(2, -20) } as const;
      fair.given(repair(change("mtg_a", [2, "plc_1"], [2, "plc_2"], alto)), soon);
      const answer = { type: "AnswerOffer", offerId: "ofr_1", organisationId: "org_alto" } as const;
      if (isNo) fair.when({ ...answer, accepted: false }, soon).then("OfferAnswered", "OfferEnded");
      else fair.when({ type: "SettleTime" }, { ...soon, at: minutesAfter(soon.at, 5) }).then("OfferEnded");
      fair.when({ ...answer, accepted: true }, soon).refused("offer-closed");
      expect(meeting(fair, "mtg_a")).toMatchObject({ status: "scheduled", slot: 2, placeId: "plc_1" });
    }
  });
  it("calls off what cannot be held, and its slot can be offered", () => {
    const fair = withMeeting().given(lost(), organiser);
    fair
      .when({ type: "ApplyRepair", disruptionId: "dsr_1", changes: [], cancels: ["mtg_a"] }, organiser)
      .then("RepairApplied", "MeetingCancelled");
    expect([...fair.state.holes.values()]).toMatchObject([
      { meetingId: "mtg_a", slot: 2, left: ["org_coop", "org_alto"] },
    ]);
  });
});

describe("tasks of the board", () => {
  const scan = (scanId: string, direction: "in" | "out", minute: number) => ({
    scanId,
    badge: `vis_${scanId.slice(1)}`,
    roomId: "room_a",
    direction,
    scannedAt: inSlot(0, minute),
  });
  const scans = (...list: ReturnType<typeof scan>[]) => ({ type: "RecordScans", scans: list }) as const;
  const at = { as: "steward", at: inSlot(3) } as const;
  const warn = { type: "DismissTask", task: "room:room_a" } as const;

  it("[N9] a warning stays dismissed while the room is full, and comes back after it has emptied", () => {
    const fair = openFair().given({
      type: "SetRoom",
      roomId: "room_a",
      name: "Antigone",
      capacity: 2,
      accessible: true,
    });
    fair.given(scans(scan("a1", "in", 1), scan("a2", "in", 2)), at);
    fair.when(warn, at).then("TaskDismissed");
    fair.when(warn, at).then();
    fair.given(scans(scan("a3", "in", 3)), at);
    expect(fair.state.dismissed.has("room:room_a")).toBe(true);
    fair.given(
      scans({ ...scan("a3", "out", 4), scanId: "b3" }, { ...scan("a2", "out", 5), scanId: "b2" }),
      at,
    );
    expect(fair.state.dismissed.has("room:room_a")).toBe(false);
    fair.when(warn, at).then("TaskDismissed");
  });
});
