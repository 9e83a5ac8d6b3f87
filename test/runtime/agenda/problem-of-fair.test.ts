import { describe, expect, it } from "vitest";
import { organisationIdSchema } from "../../../src/domain/ids.ts";
import { placeFair } from "../../../src/runtime/agenda/place-fair.ts";
import { problemOfFair } from "../../../src/runtime/agenda/problem-of-fair.ts";
import { before, booking, type FairStory, inSlot, openFair, request } from "../../support/fair-story.ts";

const nothing = () => 0;
const org = (name: string) => organisationIdSchema.parse(`org_${name}`);
const wish = (fair: FairStory, from: string, to: string, level: string) =>
  fair.given({ type: "SetWish", from: `org_${from}`, to: `org_${to}`, level });
const pairs = (fair: FairStory, options: Partial<Parameters<typeof problemOfFair>[1]> = {}) =>
  problemOfFair(fair.state, { at: before, score: nothing, ...options }).candidates.map(
    ({ organisations, kind }) => `${organisations.join(" ")} ${kind}`,
  );
const place = (fair: FairStory, score = nothing) =>
  placeFair(problemOfFair(fair.state, { at: before, score }), {
    seconds: 5,
    elapsed: () => 0,
    seed: 1,
    steps: 200,
  });

describe("the timetabling problem of a fair", () => {
  it("takes accepted requests first, then what both sides wish", () => {
    const fair = openFair();
    const asked = request();
    fair.given(asked).given({
      type: "AcceptMeeting",
      meetingId: asked.meetingId,
      organisationId: "org_brisa",
    });
    wish(fair, "alto", "dune", "like");
    wish(fair, "dune", "alto", "must");
    expect(pairs(fair)).toEqual(["org_coop org_brisa accepted", "org_alto org_dune mutual"]);
  });

  it("never brings together two of whom one said never, whatever the other wishes", () => {
    const fair = openFair();
    wish(fair, "coop", "alto", "must");
    wish(fair, "alto", "coop", "never");
    expect(pairs(fair, { score: () => 1, floor: 5, recommended: [[org("coop"), org("alto")]] })).toEqual([]);
  });

  it("lets one side's wish stand where the other books directly, or where the score is good", () => {
    const fair = openFair();
    wish(fair, "coop", "alto", "must");
    wish(fair, "coop", "brisa", "must");
    expect(pairs(fair)).toEqual(["org_coop org_alto one-sided"]);
    expect(pairs(fair, { score: () => 0.9 })).toHaveLength(2);
  });

  it("does not ask again who declined, nor whom the rules keep apart", () => {
    const fair = openFair({ rules: { mayMeet: [{ from: "buyer", to: "exhibitor" }] } });
    const asked = request();
    fair.given(asked).given({
      type: "DeclineMeeting",
      meetingId: asked.meetingId,
      organisationId: "org_brisa",
      reason: "no-fit",
    });
    wish(fair, "coop", "brisa", "must");
    wish(fair, "coop", "dune", "must");
    wish(fair, "dune", "coop", "must");
    expect(pairs(fair, { score: () => 1 })).toEqual([]);
  });

  it("recommends to those below the floor only, best first", () => {
    const fair = openFair();
    const recommended = [
      [org("alto"), org("coop")],
      [org("brisa"), org("coop")],
      [org("alto"), org("dune")],
      [org("brisa"), org("dune")],
    ] as const;
    expect(pairs(fair, { recommended })).toEqual([]);
    expect(pairs(fair, { recommended, floor: 1 })).toEqual([
      "org_alto org_coop recommended",
      "org_alto org_dune recommended",
      "org_brisa org_coop recommended",
    ]);
  });

  it("keeps what is booked where it is, and leaves closed, past and unavailable slots alone", () => {
    const fair = openFair({ slots: 6 });
    fair
      .given(booking({ slot: 3 }))
      .given({ type: "SetSlotClosed", slot: 1, closed: true })
      .given({ type: "SetAvailability", personId: "per_dune", unavailable: [2, 4] });
    wish(fair, "coop", "brisa", "must");
    wish(fair, "brisa", "coop", "must");
    wish(fair, "dune", "alto", "must");
    const at = inSlot(0, 5);
    const problem = problemOfFair(fair.state, { at, score: nothing });
    expect(problem.grid).toEqual([2, 3, 4, 5]);
    expect(problem.fixed.map(({ slot }) => problem.grid[slot])).toEqual([3]);
    const agenda = placeFair(problem, { seconds: 5, elapsed: () => 0, seed: 1, steps: 200 });
    const slots = new Map(agenda.placed.map(({ organisations, slot }) => [organisations.join(" "), slot]));
    // Alto is booked at 3 and dune away at 2 and 4.
    expect(slots.get("org_dune org_alto")).toBe(5);
    expect([2, 4, 5]).toContain(slots.get("org_brisa org_coop") ?? slots.get("org_coop org_brisa"));
  });

  it("keeps quotas, the meetings already scheduled counted", () => {
    const fair = openFair({ rules: { maxMeetings: 1 } });
    fair.given(booking());
    wish(fair, "coop", "brisa", "must");
    wish(fair, "brisa", "coop", "must");
    const { placed, unplaced } = place(fair);
    expect(placed).toEqual([]);
    expect(unplaced.map(({ reason }) => reason)).toEqual([
      { code: "quota", organisation: "org_coop", limit: 1 },
    ]);
  });

  it("shares an organisation's meetings among its delegates", () => {
    const fair = openFair({ slots: 1 });
    fair.given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_alto2" });
    for (const buyer of ["coop", "dune"]) {
      wish(fair, buyer, "alto", "must");
      wish(fair, "alto", buyer, "must");
    }
    const { placed } = place(fair);
    expect(placed).toHaveLength(2);
    expect(new Set(placed.flatMap(({ delegates }) => delegates)).size).toBe(4);
  });

  it("seats meetings at the stand of one side, never at another's, and says when no place is left", () => {
    const fair = openFair({ slots: 1 });
    fair.given({ type: "RemovePlace", placeId: "plc_1" }).given({ type: "RemovePlace", placeId: "plc_2" });
    fair.given({
      type: "SetPlace",
      placeId: "plc_stand",
      roomId: "room_a",
      name: "S",
      kind: "stand",
      accessible: true,
      organisationId: "org_alto",
    });
    for (const [a, b] of [
      ["coop", "alto"],
      ["dune", "brisa"],
    ] as const) {
      wish(fair, a, b, "must");
      wish(fair, b, a, "must");
    }
    const { placed, unplaced } = place(fair);
    expect(placed.map(({ placeId }) => placeId)).toEqual(["plc_stand"]);
    expect(unplaced.map(({ reason }) => reason)).toEqual([{ code: "no-place", slots: [0] }]);
  });

  it("names the side that is busy at every common slot", () => {
    const fair = openFair({ slots: 1 });
    fair.given(booking({ slot: 0 }));
    wish(fair, "alto", "dune", "must");
    wish(fair, "dune", "alto", "must");
    expect(place(fair).unplaced.map(({ reason }) => reason)).toEqual([
      { code: "busy", organisation: "org_alto", slots: [0] },
    ]);
    fair.given({ type: "SetAvailability", personId: "per_dune", unavailable: [0] });
    expect(place(fair).unplaced.map(({ reason }) => reason)).toEqual([{ code: "no-common-slot" }]);
  });
});
