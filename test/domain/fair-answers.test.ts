import { describe, expect, it } from "vitest";
import { meetingIdSchema } from "../../src/domain/ids.ts";
import { before, booking, inSlot, openFair, request } from "../support/fair-story.ts";

const organiser = { as: "organiser" as const };
const accept = (fields: Record<string, unknown> = {}) => ({
  type: "AcceptMeeting" as const,
  meetingId: "mtg_r",
  organisationId: "org_brisa",
  ...fields,
});
const closed = { bookingClosesAt: inSlot(0, -5), requestLifetimeMinutes: 60 * 24 * 30 };

describe("answers", () => {
  it("[W4] once booking has closed a request may be accepted, but for the agenda only", () => {
    const fair = openFair({ rules: closed }).given(request({ meetingId: "mtg_r", slots: [3] }));
    const late = { at: inSlot(0, -5) };
    fair.when(accept({ slot: 3 }), late).refused("booking-closed");
    fair.when(accept(), late).then("MeetingAccepted");
    fair.when(accept({ slot: 3 }), late).refused("booking-closed");
    fair.when(accept({ slot: 3 }), { ...late, ...organiser }).then("MeetingScheduled");
  });
  it("[W2] a move is not agreed to once booking has closed, but may be declined", () => {
    const fair = openFair({ rules: closed }).given(booking({ meetingId: "mtg_m" }));
    fair
      .when({ type: "MoveMeeting", meetingId: "mtg_m", organisationId: "org_alto", slot: 4 })
      .then("MeetingMoveProposed");
    const answer = { type: "AnswerMove" as const, meetingId: "mtg_m", organisationId: "org_coop" };
    fair.when({ ...answer, accepted: true }, { at: inSlot(0, -5) }).refused("booking-closed");
    fair.when({ ...answer, accepted: false }, { at: inSlot(0, -5) }).then("MeetingMoveDeclined");
  });
  it("[M8] a move proposed before the meeting was locked is not agreed to after", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_m" }));
    fair.given({ type: "MoveMeeting", meetingId: "mtg_m", organisationId: "org_alto", slot: 4 });
    fair.given({ type: "LockMeeting", meetingId: "mtg_m", locked: true });
    fair
      .when({ type: "AnswerMove", meetingId: "mtg_m", organisationId: "org_coop", accepted: true })
      .refused("meeting-locked");
  });
  it("[M9] who was declined does not ask again, also after declining in turn", () => {
    const fair = openFair().given(request({ meetingId: "mtg_1" }));
    const decline = (meetingId: string, name: string) => ({
      type: "DeclineMeeting" as const,
      meetingId,
      organisationId: `org_${name}`,
      reason: "no-fit",
    });
    fair.given(decline("mtg_1", "brisa"));
    fair.given(request({ meetingId: "mtg_2", from: "org_brisa", to: "org_coop" }));
    fair.given(decline("mtg_2", "coop"));
    fair.when(request()).refused("already-declined");
    fair.when(request({ from: "org_brisa", to: "org_coop" })).refused("already-declined");
  });
  it("[B4] a request for a delegate who has left is met by their colleagues", () => {
    const fair = openFair().given({ type: "AddDelegate", organisationId: "org_coop", personId: "per_cleo" });
    fair.given(request({ meetingId: "mtg_r", delegate: "per_cleo" }));
    fair.given({ type: "RemoveDelegate", personId: "per_cleo" });
    const [, scheduled] = fair.when(accept({ slot: 2 })).then("MeetingAccepted", "MeetingScheduled");
    expect(scheduled).toMatchObject({ delegates: ["per_coop", "per_brisa"] });
  });
  it("[V4] a request made under a never appears once its author takes the never back", () => {
    const never = (level: string | null) => ({
      type: "SetWish" as const,
      from: "org_brisa",
      to: "org_coop",
      level,
    });
    const fair = openFair()
      .given(never("never"))
      .given(request({ meetingId: "mtg_r" }));
    fair.when(accept()).refused("meeting-unknown");
    fair.given(never(null));
    fair.when(accept({ slot: 2 })).then("MeetingAccepted", "MeetingScheduled");
    expect(fair.state.meetings.get(meetingIdSchema.parse("mtg_r"))?.status).toBe("scheduled");
  });
  it("[V2] a request that was hidden stays unknown to its addressee when it is over", () => {
    const fair = openFair({ rules: { requestLifetimeMinutes: 10 } });
    fair.given({ type: "SetWish", from: "org_brisa", to: "org_coop", level: "never" });
    fair.given(request({ meetingId: "mtg_r" })).given({ type: "SettleTime" }, { at: inSlot(0) });
    fair.when(accept()).refused("meeting-unknown");
    const cancel = { type: "CancelMeeting" as const, meetingId: "mtg_r", organisationId: "org_brisa" };
    fair.when(cancel, { at: before }).refused("meeting-unknown");
  });
  it("[M10] only the organiser acts for neither side", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_m" }));
    fair.when({ type: "CancelMeeting", meetingId: "mtg_m" }).refused("not-your-meeting");
    fair.when({ type: "MoveMeeting", meetingId: "mtg_m", slot: 4 }).refused("not-your-meeting");
    fair.when({ type: "CancelMeeting", meetingId: "mtg_m" }, organiser).then("MeetingCancelled");
  });
});
