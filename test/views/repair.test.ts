import { describe, expect, it } from "vitest";
import { repairBoard } from "../../src/views/repair/tasks.ts";
import { booking, type FairStory, inSlot, openFair } from "../support/fair-story.ts";

const organiser = { as: "organiser", at: inSlot(0, -120) } as const;
const nameOf = (id: string) => id;
const boardOf = (fair: FairStory, at = organiser.at) => repairBoard(fair.state, at, nameOf);
const declare = (fields: Record<string, unknown> = {}) =>
  ({
    type: "DeclareDisruption",
    disruptionId: "dsr_1",
    what: { kind: "place", placeId: "plc_1" },
    from: inSlot(0),
    until: inSlot(6),
    ...fields,
  }) as const;

describe("what the board proposes", () => {
  it("a table lost: the same hour at another table, and the way out of calling it off", () => {
    const fair = openFair()
      .given(booking({ meetingId: "mtg_a" }), organiser)
      .given(declare(), organiser);
    const { tasks, disruptions } = boardOf(fair);
    expect(disruptions).toMatchObject([{ what: "place", name: "1" }]);
    expect(tasks).toMatchObject([
      {
        id: "repair:dsr_1",
        struck: 1,
        plans: [
          {
            others: 0,
            lines: [{ kind: "move", from: { startsAt: inSlot(2), place: "1" }, to: { place: "2" } }],
          },
          { lines: [{ kind: "move" }] },
          { lines: [{ kind: "lost", to: null }] },
        ],
      },
    ]);
  });
  it("somebody late: their colleague is not disturbed where the two can meet later", () => {
    const fair = openFair().given({ type: "AddDelegate", organisationId: "org_alto", personId: "per_alba" });
    fair.given(booking({ meetingId: "mtg_a", slot: 1 }), organiser);
    fair.given(
      declare({ what: { kind: "person", personId: "per_alto" }, from: inSlot(0), until: inSlot(2) }),
      organiser,
    );
    expect(boardOf(fair).tasks).toMatchObject([
      {
        type: "repair",
        what: "person",
        name: "org_alto",
        plans: [{ others: 0, lines: [{ to: { startsAt: inSlot(2) } }] }, {}, {}],
      },
    ]);
  });
  it("[K1] who needs an accessible place meets later rather than elsewhere", () => {
    const fair = openFair().given({
      type: "SetPlace",
      placeId: "plc_2",
      roomId: "room_a",
      name: "2",
      kind: "table",
      accessible: false,
    });
    fair.given({ type: "SetComfort", personId: "per_alto", comfort: { needsAccess: true } });
    fair.given(booking({ meetingId: "mtg_a" }), organiser);
    fair.given(declare({ from: inSlot(2), until: inSlot(2, 19) }), organiser);
    const [task] = boardOf(fair).tasks;
    expect(task).toMatchObject({ plans: [{ lines: [{ kind: "move", to: { place: "1" } }] }, {}, {}] });
  });
  it("[K3] [K4] nobody is moved into a row that is too long, nor into the break that they want", () => {
    /** org_alto meets in slots 0, 1, both locked, and 5; of the others slot 2 alone is open, and org_brisa is late for slot 5. */
    const struck = (rules: Record<string, unknown>): string => {
      const fair = openFair({ rules });
      const held = { org_coop: 0, org_dune: 1, org_brisa: 5 };
      for (const [from, slot] of Object.entries(held))
        fair.given(booking({ meetingId: `mtg_s${slot}`, from, slot }), organiser);
      for (const slot of [3, 4]) fair.given({ type: "SetSlotClosed", slot, closed: true }, organiser);
      const what = { kind: "person", personId: "per_brisa" };
      fair.given(declare({ what, from: inSlot(5), until: inSlot(6) }), organiser);
      for (const slot of [0, 1])
        fair.given({ type: "LockMeeting", meetingId: `mtg_s${slot}`, locked: true }, organiser);
      const [task] = boardOf(fair).tasks;
      const line = task?.type === "repair" ? task.plans[0]?.lines[0] : undefined;
      return `${line?.kind} ${line?.to?.startsAt ?? ""}`;
    };
    const [moved, lost] = [`move ${inSlot(2)}`, "lost "];
    expect(struck({})).toBe(moved);
    expect(struck({ mostInARow: 3 })).toBe(moved);
    expect(struck({ mostInARow: 2 })).toBe(lost);
    // In Paris slot 2 is from 9:40 to 10:00.
    const breakWanted = { from: "09:00", to: "10:00", minutes: 20 };
    expect(struck({ breakWanted })).toBe(lost);
    expect(struck({ breakWanted: { ...breakWanted, to: "10:40" } })).toBe(moved);
  });
  it("[K3] [K4] what was held earlier that day counts: rows, walks and breaks go on from there", () => {
    const both = { coop: 0, dune: 1 };
    /** org_alto has met, it is 9:40 in Paris, and slot 2 alone is left for the meeting with who is late in slot 5. */
    const struck = (
      rules: Record<string, unknown>,
      met: Record<string, number> = both,
      breaks: unknown[] = [],
    ) => {
      const fair = openFair({ rules: { noticeMinutes: 0, ...rules } });
      fair.given({ type: "SetComfort", personId: "per_alto", comfort: { breaks } });
      for (const [name, slot] of Object.entries({ ...met, brisa: 5 }))
        fair.given(booking({ meetingId: `mtg_s${slot}`, from: `org_${name}`, slot }), organiser);
      for (const slot of [3, 4]) fair.given({ type: "SetSlotClosed", slot, closed: true }, organiser);
      for (const [name, slot] of Object.entries(met)) {
        const meetingId = `mtg_s${slot}`;
        for (const personId of [`per_${name}`, "per_alto"])
          fair.given({ type: "AttendMeeting", meetingId, personId }, { as: "steward", at: inSlot(slot, 2) });
        fair.given({ type: "EndMeeting", meetingId }, { as: "steward", at: inSlot(slot, 18) });
      }
      const now = { as: "organiser", at: inSlot(2) } as const;
      const what = { kind: "person", personId: "per_brisa" };
      fair.given(declare({ what, from: inSlot(5), until: inSlot(6) }), now);
      const [task] = boardOf(fair, now.at).tasks;
      const line = task?.type === "repair" ? task.plans[0]?.lines[0] : undefined;
      return `${line?.kind} ${line?.to?.startsAt ?? ""}`;
    };
    const [moved, lost] = [`move ${inSlot(2)}`, "lost "];
    expect(struck({ mostInARow: 3 })).toBe(moved);
    expect(struck({ mostInARow: 2 })).toBe(lost);
    const breakWanted = { from: "09:00", to: "10:00", minutes: 20 };
    expect(struck({ breakWanted })).toBe(lost);
    expect(struck({ breakWanted: { ...breakWanted, to: "10:40" } })).toBe(moved);
    // Who has been free since 9:20 and wants 40 minutes before 10:00 has had half of them.
    const long = [{ from: "09:20", to: "10:00", minutes: 40 }];
    expect(struck({}, { coop: 0 }, long)).toBe(lost);
    expect(struck({}, both, long)).toBe(moved);
  });
  it("[K3] also what was held by somebody who has left since, at a table that is gone", () => {
    const fair = openFair({ rules: { noticeMinutes: 0, mostInARow: 1 } })
      .given({ type: "AddDelegate", organisationId: "org_coop", personId: "per_cleo" })
      .given(booking({ meetingId: "mtg_met", slot: 1, delegate: "per_cleo", placeId: "plc_2" }), organiser)
      .given(booking({ meetingId: "mtg_b", from: "org_brisa", slot: 4 }), organiser)
      .given({ type: "SetSlotClosed", slot: 3, closed: true }, organiser);
    for (const personId of ["per_cleo", "per_alto"])
      fair.given(
        { type: "AttendMeeting", meetingId: "mtg_met", personId },
        { as: "steward", at: inSlot(1, 1) },
      );
    fair
      .given({ type: "EndMeeting", meetingId: "mtg_met" }, { as: "steward", at: inSlot(1, 15) })
      .given({ type: "RemoveDelegate", personId: "per_cleo" }, organiser)
      .given({ type: "RemovePlace", placeId: "plc_2" }, organiser);
    const what = { kind: "person", personId: "per_brisa" };
    const now = { as: "organiser", at: inSlot(2) } as const;
    fair.given(declare({ what, from: inSlot(4), until: inSlot(5) }), now);
    // Slot 2 would be the second in a row for org_alto, slot 5 is not.
    const [task] = boardOf(fair, now.at).tasks;
    expect(task).toMatchObject({ plans: [{ lines: [{ kind: "move", to: { startsAt: inSlot(5) } }] }, {}] });
  });
  it("a room closed with nowhere to go: the meetings are lost, and nothing is moved", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_a" }), organiser);
    fair.given(declare({ what: { kind: "room", roomId: "room_a" } }), organiser);
    expect(boardOf(fair).tasks).toMatchObject([{ plans: [{ lines: [{ kind: "lost" }] }] }]);
  });
  it("says nothing of what is over, ended or dismissed", () => {
    const fair = openFair()
      .given(booking({ meetingId: "mtg_a" }), organiser)
      .given(declare(), organiser);
    expect(boardOf(fair, inSlot(3)).tasks).toEqual([]);
    fair.given({ type: "EndDisruption", disruptionId: "dsr_1" }, organiser);
    expect(boardOf(fair)).toEqual({ tasks: [], disruptions: [] });
  });
  it("a slot that fell free is proposed once, to whoever was left first; tomorrow's can wait", () => {
    const fair = openFair();
    fair.given(booking({ meetingId: "mtg_a" }), organiser);
    fair.given(booking({ meetingId: "mtg_b", from: "org_dune", to: "org_brisa" }), organiser);
    for (const [id, by] of [
      ["mtg_a", "org_alto"],
      ["mtg_b", "org_dune"],
    ] as const)
      fair.given({ type: "CancelMeeting", meetingId: id, organisationId: by }, organiser);
    for (const [from, to] of [
      ["org_coop", "org_brisa"],
      ["org_brisa", "org_coop"],
    ] as const)
      fair.given({ type: "SetWish", from, to, level: "like" });
    const { tasks } = boardOf(fair);
    expect(tasks).toMatchObject([
      { type: "hole", startsAt: inSlot(2), pairs: [{ names: ["org_brisa", "org_coop"] }], offer: null },
    ]);
    const hole = tasks[0]?.type === "hole" ? tasks[0].meeting : "";
    fair.given({ type: "OfferSlot", meetingId: hole }, organiser);
    expect(boardOf(fair).tasks).toMatchObject([
      { meeting: hole, pairs: [], offer: { sides: [{ name: "org_brisa", yes: false }, { yes: false }] } },
    ]);
    fair.given({ type: "DismissTask", task: `hole:${hole}` }, organiser);
    expect(boardOf(fair).tasks.some((task) => task.id === `hole:${hole}`)).toBe(false);
  });
  it("of a longer meeting that fell through each slot is a task of its own, dealt with apart", () => {
    const fair = openFair().given({ type: "SetMeetingSlots", organisationId: "org_alto", slots: 2 });
    for (const [from, to] of [
      ["org_coop", "org_brisa"],
      ["org_brisa", "org_coop"],
      ["org_dune", "org_brisa"],
      ["org_brisa", "org_dune"],
    ])
      fair.given({ type: "SetWish", from, to, level: "like" });
    fair
      .given(booking({ meetingId: "mtg_a" }), organiser)
      .given({ type: "CancelMeeting", meetingId: "mtg_a", organisationId: "org_alto" }, organiser);
    expect(boardOf(fair).tasks).toMatchObject([
      { id: "hole:mtg_a", part: 0, startsAt: inSlot(2), pairs: [{ names: ["org_brisa", "org_coop"] }, {}] },
      { id: "hole:mtg_a:1", part: 1, startsAt: inSlot(3), pairs: [{ names: ["org_brisa", "org_dune"] }] },
    ]);
    fair.given({ type: "DismissTask", task: "hole:mtg_a:1" }, organiser);
    expect(boardOf(fair).tasks).toMatchObject([{ id: "hole:mtg_a" }]);
  });
  it("never proposes a pair of which one said never, nor tells of it", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_a" }), organiser);
    fair.given({ type: "SetWish", from: "org_coop", to: "org_brisa", level: "must" });
    fair.given({ type: "SetWish", from: "org_brisa", to: "org_coop", level: "never" });
    fair.given({ type: "CancelMeeting", meetingId: "mtg_a", organisationId: "org_alto" }, organiser);
    expect(boardOf(fair).tasks).toEqual([]);
  });
});
