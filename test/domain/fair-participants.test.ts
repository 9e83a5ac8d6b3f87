import { describe, expect, it } from "vitest";
import { isHiddenFrom } from "../../src/domain/fair/decide-attendance.ts";
import { meetingIdSchema, organisationIdSchema } from "../../src/domain/ids.ts";
import { before, booking, openFair, request } from "../support/fair-story.ts";

const organisation = (name: string) => organisationIdSchema.parse(`org_${name}`);
const register = (name: string, delegates = [`per_${name}`]) => ({
  type: "RegisterParticipant" as const,
  organisationId: `org_${name}`,
  kind: "buyer",
  delegates,
});

describe("organisations take part", () => {
  it("[P1] strangers and those who left do not meet", () => {
    const fair = openFair();
    fair.when(booking({ from: "org_nobody" })).refused("participant-unknown", "from");
    fair.when(booking({ to: "org_nobody" })).refused("participant-unknown", "to");
    fair.given({ type: "WithdrawParticipant", organisationId: "org_alto" });
    fair.when(booking()).refused("participant-unknown", "to");
  });
  it("[P2] only validated organisations meet", () => {
    const fair = openFair().given(register("echo"));
    fair.when(booking({ from: "org_echo" })).refused("participant-not-validated", "from");
    fair.given({ type: "ValidateParticipant", organisationId: "org_echo" });
    fair.when(booking({ from: "org_echo" })).then("MeetingScheduled");
    fair.when({ type: "ValidateParticipant", organisationId: "org_echo" }).refused("already-validated");
  });
  it("[P3] registers once, again after a refusal", () => {
    const fair = openFair().given(register("echo"));
    fair.when(register("echo")).refused("already-registered");
    fair.given({ type: "RefuseParticipant", organisationId: "org_echo", reason: "Hors sujet" });
    fair.when(register("echo")).then("ParticipantRegistered");
  });
  it("[P4] keeps the dates of registration, but for the organiser", () => {
    const fair = openFair({
      rules: { registrationOpensAt: before, registrationClosesAt: before },
    });
    fair.when(register("echo")).refused("registration-closed");
    fair.when(register("echo"), { as: "organiser" }).then("ParticipantRegistered", "DelegateRegistered");
  });
  it("[P5] a delegate attends for one organisation", () => {
    const fair = openFair();
    fair.when(register("echo", ["per_alto"])).refused("delegate-elsewhere", "delegates");
    fair
      .when({ type: "AddDelegate", organisationId: "org_coop", personId: "per_alto" })
      .refused("delegate-elsewhere", "personId");
  });
  it("[P6] a delegate with meetings stays and stays available", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_kept", slot: 3 }));
    const removal = fair.when({ type: "RemoveDelegate", personId: "per_alto" }).refused("delegate-in-use");
    expect(removal.rejection.meetings).toEqual(["mtg_kept"]);
    fair
      .when({ type: "SetAvailability", personId: "per_alto", unavailable: [3] })
      .refused("slot-in-use", "unavailable");
    fair.when({ type: "SetAvailability", personId: "per_alto", unavailable: [4] }).then("AvailabilitySet");
    fair.when({ type: "SetAvailability", personId: "per_alto", unavailable: [77] }).refused("slot-unknown");
  });
  it("[P7] registers many or none, naming the faulty one", () => {
    const fair = openFair();
    const many = (...names: string[]) => ({
      type: "RegisterParticipants" as const,
      validated: true,
      participants: names.map((name) => ({
        organisationId: `org_${name}`,
        kind: "exhibitor",
        delegates: [`per_${name}`],
      })),
    });
    fair.when(many("echo", "alto")).refused("already-registered", "participants.1.organisationId");
    expect(fair.state.participants.has(organisation("echo"))).toBe(false);
    fair.given(many("echo", "foxtrot"));
    expect(fair.state.participants.get(organisation("foxtrot"))?.status).toBe("validated");
  });
  it("[P8] who leaves frees every slot", () => {
    const fair = openFair()
      .given(booking({ from: "org_coop", slot: 1 }))
      .given(request({ from: "org_dune", to: "org_alto" }));
    fair
      .when({ type: "WithdrawParticipant", organisationId: "org_alto" })
      .then("MeetingCancelled", "MeetingExpired", "ParticipantWithdrawn");
    expect([...fair.state.delegateBusy.keys(), ...fair.state.placeBusy.keys()]).toEqual([]);
  });
});

describe("who may meet whom", () => {
  it("[R1] follows the organiser's table, both kinds counting as either", () => {
    const fair = openFair({ rules: { mayMeet: [{ from: "buyer", to: "exhibitor" }] } });
    fair.when(booking({ from: "org_brisa", to: "org_alto" })).refused("may-not-meet", "to");
    fair.given({ ...register("both"), kind: "both" }, { as: "organiser" });
    fair.given({ type: "ValidateParticipant", organisationId: "org_both" });
    fair.when(booking({ from: "org_both", to: "org_alto" })).then("MeetingScheduled");
  });
  it("[R2] nobody meets themselves", () => {
    openFair()
      .when(booking({ from: "org_alto", to: "org_alto" }))
      .refused("same-organisation");
  });
});

describe("wishes", () => {
  const never = (from: string, to: string, level: string | null = "never") => ({
    type: "SetWish" as const,
    from: `org_${from}`,
    to: `org_${to}`,
    level,
  });
  it("[V1] never is passed by nothing, and only its author takes it back", () => {
    const fair = openFair().given(never("alto", "coop"));
    fair.given(never("coop", "alto", "must"));
    fair.when(booking()).refused("request-only", "to");
    fair.when(booking(), { as: "organiser" }).refused("wish-never");
    fair
      .when({
        type: "PublishAgenda",
        draftId: "drf_1",
        meetings: [
          {
            meetingId: "mtg_agenda",
            organisations: ["org_coop", "org_alto"],
            slot: 1,
            placeId: "plc_1",
            delegates: ["per_coop", "per_alto"],
          },
        ],
      })
      .refused("agenda-conflict");
    fair.given(never("alto", "coop", null));
    fair.when(booking()).then("MeetingScheduled");
  });
  it("[V2] the other side sees what a stranger sees of one who has not answered", () => {
    const told = openFair().given(never("brisa", "coop"));
    const stranger = openFair();
    const [asked] = told.when(request({ meetingId: "mtg_hidden" })).then("MeetingRequested");
    const [plain] = stranger.when(request({ meetingId: "mtg_hidden" })).then("MeetingRequested");
    expect({ ...asked, silent: false }).toEqual(plain);
    const refusal = { meetingId: "mtg_b", to: "org_brisa" };
    expect(told.when(booking(refusal)).refused("request-only")).toEqual(
      stranger.when(booking(refusal)).refused("request-only"),
    );
    const hidden = told.state.meetings.get(meetingIdSchema.parse("mtg_hidden"));
    if (!hidden) throw new Error("not recorded");
    expect(isHiddenFrom(told.state, hidden, organisation("brisa"))).toBe(true);
    expect(isHiddenFrom(told.state, hidden, organisation("coop"))).toBe(false);
    told
      .when({ type: "AcceptMeeting", meetingId: "mtg_hidden", organisationId: "org_brisa" })
      .refused("meeting-unknown");
  });
  it("[V2] a request that waits is hidden once the other side says never", () => {
    const fair = openFair()
      .given(request({ meetingId: "mtg_wait" }))
      .given(never("brisa", "coop"));
    const meeting = fair.state.meetings.get(meetingIdSchema.parse("mtg_wait"));
    if (!meeting) throw new Error("not recorded");
    expect(meeting.status).toBe("requested");
    expect(isHiddenFrom(fair.state, meeting, organisation("brisa"))).toBe(true);
  });
  it("[V3] never withdraws one's own request and waits for a cancellation", () => {
    const fair = openFair().given(request());
    fair.when(never("coop", "brisa")).then("MeetingWithdrawn", "WishSet");
    fair.given(booking());
    fair.when(never("alto", "coop")).refused("already-meeting");
  });
});
