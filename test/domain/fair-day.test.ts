import { describe, expect, it } from "vitest";
import { meetingDue } from "../../src/domain/fair/due.ts";
import { type Instant, meetingIdSchema, personIdSchema, roomIdSchema } from "../../src/domain/ids.ts";
import { problemOfFair } from "../../src/runtime/agenda/problem-of-fair.ts";
import { booking, inSlot, openFair, request } from "../support/fair-story.ts";

const placed = (meetingId: string, from: string, to: string, slot: number, placeId = "plc_1") => ({
  meetingId,
  organisations: [`org_${from}`, `org_${to}`],
  slot,
  placeId,
  delegates: [`per_${from}`, `per_${to}`],
});
const publish = (...meetings: ReturnType<typeof placed>[]) => ({
  type: "PublishAgenda" as const,
  draftId: "drf_1",
  meetings,
});

describe("the agenda", () => {
  it("[A1] is published whole or not at all", () => {
    const fair = openFair();
    const clash = fair
      .when(publish(placed("mtg_1", "coop", "alto", 1), placed("mtg_2", "dune", "alto", 1, "plc_2")))
      .refused("agenda-conflict");
    expect(clash.rejection.meetings).toEqual(["mtg_2"]);
    expect(fair.state.meetings.size).toBe(0);
    fair
      .when(publish(placed("mtg_1", "coop", "alto", 1), placed("mtg_2", "dune", "alto", 2)))
      .then("AgendaPublished");
    expect(fair.state.meetings.size).toBe(2);
  });
  it("[A2] respects places, availability, quotas and what is booked", () => {
    const fair = openFair({ rules: { maxMeetings: 2 } }).given(booking({ slot: 0 }));
    fair.given({ type: "SetAvailability", personId: "per_brisa", unavailable: [5] });
    const faulty = [
      placed("mtg_again", "coop", "alto", 3),
      placed("mtg_away", "dune", "brisa", 5),
      placed("mtg_nowhere", "dune", "brisa", 2, "plc_9"),
      placed("mtg_past", "dune", "alto", 99),
    ];
    for (const meeting of faulty) fair.when(publish(meeting)).refused("agenda-conflict");
    fair
      .when(publish(placed("mtg_p", "coop", "brisa", 1), placed("mtg_q", "dune", "alto", 1)))
      .refused("agenda-conflict");
    fair
      .when(publish(placed("mtg_p", "coop", "brisa", 1), placed("mtg_q", "dune", "alto", 2)))
      .then("AgendaPublished");
    fair.when(publish(placed("mtg_r", "dune", "brisa", 4))).then("AgendaPublished");
    fair.when(publish(placed("mtg_s", "brisa", "alto", 3))).refused("agenda-conflict");
  });
  it("[A2] schedules accepted requests in the order in which they were asked", () => {
    const fair = openFair().given(request({ meetingId: "mtg_req" }));
    fair.given({ type: "AcceptMeeting", meetingId: "mtg_req", organisationId: "org_brisa" });
    fair.given(publish(placed("mtg_req", "brisa", "coop", 1)));
    expect(fair.state.meetings.get(meetingIdSchema.parse("mtg_req"))).toMatchObject({
      status: "scheduled",
      organisations: ["org_coop", "org_brisa"],
      delegates: ["per_coop", "per_brisa"],
    });
  });
  it("[A4] is computed for slots that begin after the notice", () => {
    const fair = openFair({ slots: 6, rules: { noticeMinutes: 30 } });
    const gridAt = (at: Instant) => problemOfFair(fair.state, { at, score: () => 0 }).grid;
    // Slots of twenty minutes: five into the first, the third begins in 35.
    expect(gridAt(inSlot(0, 5))).toEqual([2, 3, 4, 5]);
    expect(gridAt(inSlot(0, 11))).toEqual([3, 4, 5]);
    fair.given({ type: "SetRules", rules: { ...fair.state.rules.get(), noticeMinutes: 0 } });
    expect(gridAt(inSlot(0, 11))).toEqual([1, 2, 3, 4, 5]);
  });
  it("[A3] is taken back, but for what was locked or has begun", () => {
    const fair = openFair().given(
      publish(
        placed("mtg_1", "coop", "alto", 1),
        placed("mtg_2", "dune", "alto", 2),
        placed("mtg_3", "coop", "brisa", 3),
      ),
    );
    fair.given({ type: "LockMeeting", meetingId: "mtg_1", locked: true });
    fair.given({ type: "AttendMeeting", meetingId: "mtg_2", personId: "per_dune" });
    fair.when({ type: "UnpublishAgenda" }).then("AgendaUnpublished");
    const statuses = [...fair.state.meetings.values()].map((meeting) => meeting.status);
    expect(statuses).toEqual(["scheduled", "scheduled", "accepted"]);
    expect([...fair.state.delegateBusy.keys()]).not.toContain("per_brisa@3");
    fair.when({ type: "UnpublishAgenda" }).refused("agenda-not-published");
  });
});

describe("people come and go", () => {
  const scan = (scanId: string, roomId: string, direction: string, minutes: number) => ({
    scanId,
    badge: "vis_1",
    roomId,
    direction,
    scannedAt: inSlot(0, minutes),
  });
  const record = (...scans: ReturnType<typeof scan>[]) => ({ type: "RecordScans" as const, scans });
  const present = (fair: ReturnType<typeof openFair>, room: string) =>
    fair.state.presentIn.get(roomIdSchema.parse(room)) ?? 0;
  const twoRooms = () =>
    openFair().given({ type: "SetRoom", roomId: "room_b", name: "B", capacity: 9, accessible: true });
  const now = { at: inSlot(1) };

  it("[T1] counts a scan once, and an old one undoes nothing", () => {
    const fair = twoRooms().given(record(scan("s1", "room_a", "in", 1)), now);
    fair.when(record(scan("s1", "room_a", "in", 1)), now).then();
    expect(present(fair, "room_a")).toBe(1);
    fair.given(record(scan("s3", "room_a", "out", 9)), now);
    fair.given(record(scan("s2", "room_a", "in", 5)), now);
    expect(present(fair, "room_a")).toBe(0);
  });
  it("[T2] is in one room at a time", () => {
    const fair = twoRooms().given(record(scan("s1", "room_a", "in", 1), scan("s2", "room_b", "in", 2)), now);
    expect([present(fair, "room_a"), present(fair, "room_b")]).toEqual([0, 1]);
    fair.given(record(scan("s3", "room_b", "out", 3), scan("s4", "room_b", "out", 4)), now);
    expect([present(fair, "room_a"), present(fair, "room_b")]).toEqual([0, 0]);
  });
  it("[T3] a side that did not come missed the meeting", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_t", slot: 1 }));
    fair.given({ type: "AttendMeeting", meetingId: "mtg_t", personId: "per_alto" }, { at: inSlot(1) });
    fair.when({ type: "MissMeeting", meetingId: "mtg_t" }, { at: inSlot(0) }).refused("meeting-not-started");
    fair.when({ type: "SettleTime" }, { at: inSlot(1, 19) }).then();
    const [missed] = fair.when({ type: "SettleTime" }, { at: inSlot(2) }).then("MeetingMissed");
    expect(missed).toMatchObject({ absent: ["org_coop"] });
    expect(fair.state.scheduledOf.get("org_coop" as never)).toBe(0);
  });
  it("[T4] both came: held once the overrun is over", () => {
    const fair = openFair({ rules: { overrunMinutes: 5 } }).given(booking({ meetingId: "mtg_t", slot: 1 }));
    for (const personId of ["per_coop", "per_alto"])
      fair.given({ type: "AttendMeeting", meetingId: "mtg_t", personId }, { at: inSlot(1) });
    fair.when({ type: "MissMeeting", meetingId: "mtg_t" }, { at: inSlot(1) }).refused("nobody-absent");
    fair.when({ type: "SettleTime" }, { at: inSlot(2, 4) }).then();
    fair.when({ type: "SettleTime" }, { at: inSlot(2, 5) }).then("MeetingEnded");
  });
  it("[T5] checks a delegate in once, to their own meeting", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_t" }));
    const attend = (personId: string) => ({
      type: "AttendMeeting" as const,
      meetingId: "mtg_t",
      personId,
    });
    fair.when(attend("per_dune")).refused("delegate-unknown", "personId");
    fair.when(attend("per_coop")).then("MeetingAttended");
    fair.when(attend("per_coop")).refused("already-arrived");
    fair.when({ type: "EndMeeting", meetingId: "mtg_t" }).refused("meeting-not-started");
  });
  it("[T8] finds the meeting that a badge at a table stands for", () => {
    const fair = openFair({ rules: { overrunMinutes: 5 } })
      .given(booking({ meetingId: "mtg_now", slot: 1 }))
      .given(booking({ meetingId: "mtg_next", slot: 2, from: "org_dune" }));
    const alto = personIdSchema.parse("per_alto");
    const due = (minutes: number, what: "arrived" | "over") =>
      meetingDue(fair.state, alto, inSlot(0, minutes), what)?.id;
    expect([due(4, "arrived"), due(6, "arrived"), due(20, "over")]).toEqual([
      undefined,
      "mtg_now",
      undefined,
    ]);
    fair.given({ type: "AttendMeeting", meetingId: "mtg_now", personId: "per_alto" }, { at: inSlot(1) });
    expect([due(24, "arrived"), due(26, "arrived"), due(26, "over")]).toEqual([
      undefined,
      "mtg_next",
      "mtg_now",
    ]);
    expect([due(44, "over"), due(45, "over")]).toEqual(["mtg_now", undefined]);
  });
  it("[T6] refuses the whole batch of a scan from the future or an unknown room", () => {
    const fair = openFair();
    fair
      .when(record(scan("s1", "room_a", "in", 1), scan("s2", "room_a", "in", 59)), now)
      .refused("scan-in-future", "scans.1.scannedAt");
    fair.when(record(scan("s3", "room_z", "in", 1)), now).refused("room-unknown", "scans.0.roomId");
    expect(present(fair, "room_a")).toBe(0);
  });
  it("[T7] only sides of a held meeting rate it", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_t", slot: 0 }));
    const rate = (organisationId: string) => ({
      type: "RateMeeting" as const,
      meetingId: "mtg_t",
      organisationId,
      rating: 4,
    });
    fair.when(rate("org_coop")).refused("meeting-not-held");
    for (const personId of ["per_coop", "per_alto"])
      fair.given({ type: "AttendMeeting", meetingId: "mtg_t", personId });
    fair.given({ type: "EndMeeting", meetingId: "mtg_t" });
    fair.when(rate("org_dune")).refused("not-your-meeting");
    fair.when(rate("org_coop")).then("MeetingRated");
  });
});
