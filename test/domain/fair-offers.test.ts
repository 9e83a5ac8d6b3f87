import { describe, expect, it } from "vitest";
import { organisationIdSchema } from "../../src/domain/ids.ts";
import { minutesAfter } from "../../src/domain/instant.ts";
import {
  booking,
  type FairStory,
  inSlot,
  openFair,
  type PlainCommand,
  withMore,
} from "../support/fair-story.ts";

const early = inSlot(0, -120);
const organiser = { as: "organiser", at: early } as const;
const offerSlot: PlainCommand = { type: "OfferSlot", meetingId: "mtg_hole" };
const answer = (organisationId: string, accepted = true, offerId = "ofr_1"): PlainCommand => ({
  type: "AnswerOffer",
  offerId,
  organisationId,
  accepted,
});
const wish = (from: string, to: string, level = "like"): PlainCommand => ({
  type: "SetWish",
  from: `org_${from}`,
  to: `org_${to}`,
  level,
});
const offered = (fair: FairStory) =>
  [...fair.state.offers.values()].map(({ organisations, status }) => [...organisations, status].join(" "));
const scheduled = (fair: FairStory) =>
  [...fair.state.meetings.values()].filter(({ status }) => status === "scheduled");

/** The meeting of org_coop and org_alto in slot 2 is called off by org_alto; two more organisations are there. */
function withHole(options: Parameters<typeof openFair>[0] = {}): FairStory {
  return withMore(openFair(options), 2)
    .given(booking({ meetingId: "mtg_hole" }), organiser)
    .given({ type: "CancelMeeting", meetingId: "mtg_hole", organisationId: "org_alto" }, organiser);
}

describe("offers", () => {
  it("[N6] goes to whoever was left before others, and books when both have said yes", () => {
    const fair = withHole()
      .given(wish("dune", "brisa", "must"))
      .given(wish("brisa", "dune", "must"))
      .given(wish("coop", "brisa"))
      .given(wish("brisa", "coop"));
    fair.when(offerSlot, organiser).then("RefillStarted", "OfferMade");
    expect(offered(fair)).toEqual(["org_brisa org_coop open"]);
    fair.when(offerSlot, organiser).then();
    fair.when(answer("org_coop"), organiser).then("OfferAnswered");
    expect(scheduled(fair)).toEqual([]);
    fair
      .when(answer("org_brisa"), organiser)
      .then("OfferAnswered", "OfferEnded", "MeetingScheduled", "RefillEnded");
    expect(scheduled(fair)).toMatchObject([
      { organisations: ["org_brisa", "org_coop"], slot: 2, placeId: "plc_1", origin: "repair" },
    ]);
  });
  it("[N6] who is booked at once is not asked; two of them are booked without a question", () => {
    const one = withHole().given({ type: "SetBookingMode", organisationId: "org_brisa", mode: "direct" });
    one.given(wish("coop", "brisa"));
    one.given(offerSlot, organiser);
    one
      .when(answer("org_coop"), organiser)
      .then("OfferAnswered", "OfferEnded", "MeetingScheduled", "RefillEnded");
    const two = withHole().given({ type: "SetBookingMode", organisationId: "org_brisa", mode: "direct" });
    two
      .given({ type: "SetBookingMode", organisationId: "org_coop", mode: "direct" })
      .given(wish("coop", "brisa"));
    two
      .when(offerSlot, organiser)
      .then("RefillStarted", "OfferMade", "OfferEnded", "MeetingScheduled", "RefillEnded");
  });
  it("[N6] [L1] two slots filled at the same instant never share a table", () => {
    const fair = withMore(openFair({ rules: { refillsByItself: true, bookingMode: "direct" } }), 4);
    for (const [place, owner] of [
      ["plc_8", "org_alto"],
      ["plc_9", "org_brisa"],
    ])
      fair.given({
        type: "SetPlace",
        placeId: place,
        roomId: "room_a",
        name: place,
        kind: "stand",
        accessible: true,
        organisationId: owner,
      });
    fair
      .given(booking({ meetingId: "mtg_1", from: "org_coop", to: "org_alto" }), organiser)
      .given(booking({ meetingId: "mtg_2", from: "org_dune", to: "org_brisa" }), organiser)
      .given(wish("fonte", "elan"))
      .given(wish("hebe", "gard"))
      .given({ type: "WithdrawParticipant", organisationId: "org_alto" }, organiser)
      .given({ type: "WithdrawParticipant", organisationId: "org_brisa" }, organiser)
      .given({ type: "SettleTime" }, organiser);
    const there = scheduled(fair).map((meeting) => ("placeId" in meeting ? meeting.placeId : ""));
    expect(there.sort()).toEqual(["plc_1", "plc_2"]);
  });
  it("[N6] [M9] [Q2] two slots filled at the same instant do not make the same two meet twice, nor pass a quota", () => {
    const withTwoHoles = (maxMeetings: number): FairStory => {
      const fair = openFair({ rules: { refillsByItself: true, bookingMode: "direct" } })
        .given(booking({ meetingId: "mtg_1", from: "org_dune", to: "org_brisa", slot: 1 }), organiser)
        .given(booking({ meetingId: "mtg_2", from: "org_coop", to: "org_brisa", slot: 2 }), organiser);
      return fair
        .given({ type: "SetRules", rules: { ...fair.state.rules.get(), maxMeetings } })
        .given({ type: "WithdrawParticipant", organisationId: "org_brisa" }, organiser);
    };
    const twice = withTwoHoles(24).given(wish("coop", "alto")).given({ type: "SettleTime" }, organiser);
    expect(scheduled(twice)).toMatchObject([{ organisations: ["org_coop", "org_alto"] }]);
    const both = withTwoHoles(1)
      .given(wish("coop", "alto"))
      .given(wish("dune", "alto"))
      .given({ type: "SettleTime" }, organiser);
    expect(scheduled(both)).toHaveLength(1);
    expect(both.state.scheduledOf.get(organisationIdSchema.parse("org_alto"))).toBe(1);
  });
  it("[N6] after a no the next pair is asked, and nobody twice for one slot", () => {
    const fair = withHole();
    for (const [a, b] of [
      ["coop", "brisa"],
      ["coop", "elan"],
      ["dune", "elan"],
      ["fonte", "brisa"],
    ] as const)
      fair.given(wish(a, b)).given(wish(b, a));
    fair.given(offerSlot, organiser);
    expect(offered(fair)).toEqual(["org_brisa org_coop open"]);
    fair.when(answer("org_brisa", false), organiser).then("OfferAnswered", "OfferEnded", "OfferMade");
    expect(offered(fair)).toEqual(["org_brisa org_coop declined", "org_dune org_elan open"]);
    fair
      .when(answer("org_dune", false, "ofr_2"), organiser)
      .then("OfferAnswered", "OfferEnded", "RefillEnded");
    fair.when(offerSlot, organiser).refused("nobody-willing");
    const asked = [...fair.state.asked.keys()].sort();
    expect(asked).toEqual(["per_brisa@2", "per_coop@2", "per_dune@2", "per_elan@2"]);
  });
  it("[N5] no word in time is a no, and the next pair is asked at once", () => {
    const fair = withHole({ rules: { offerMinutes: 7 } });
    fair.given(wish("coop", "brisa")).given(wish("brisa", "coop"));
    fair.given(wish("dune", "elan")).given(wish("elan", "dune"));
    fair.given(offerSlot, organiser);
    fair.when({ type: "SettleTime" }, { at: minutesAfter(early, 6) }).then();
    fair.when(answer("org_coop"), { at: minutesAfter(early, 7) }).refused("offer-closed");
    fair.when({ type: "SettleTime" }, { at: minutesAfter(early, 7) }).then("OfferEnded", "OfferMade");
    expect(offered(fair)).toEqual(["org_brisa org_coop expired", "org_dune org_elan open"]);
  });
  it("[N5] an offer ends when its slot begins, and holds neither place nor people until then", () => {
    const fair = withHole({ rules: { offerMinutes: 60 } });
    fair.given(wish("coop", "brisa")).given(wish("brisa", "coop"));
    const late = { as: "organiser", at: inSlot(2, -10) } as const;
    fair.given(offerSlot, late);
    expect([...fair.state.offers.values()][0]?.expiresAt).toBe(inSlot(2));
    fair.given(booking({ from: "org_coop", to: "org_elan", slot: 2 }), late);
    fair.when({ type: "SettleTime" }, late).then("OfferEnded", "RefillEnded");
    expect(offered(fair)).toEqual(["org_brisa org_coop overtaken"]);
  });
  it("[N7] a never or a ban said since ends it, and nobody learns why", () => {
    for (const said of [
      wish("brisa", "coop", "never"),
      { type: "BanPair", organisations: ["org_coop", "org_brisa"], reason: "litige" } as const,
    ]) {
      const fair = withHole().given(wish("coop", "brisa")).given(wish("brisa", "coop"));
      fair.given(offerSlot, organiser).given(said, organiser);
      fair.when(answer("org_coop"), organiser).refused("offer-closed");
      fair.when({ type: "SettleTime" }, organiser).then("OfferEnded", "RefillEnded");
      expect(offered(fair)).toEqual(["org_brisa org_coop overtaken"]);
    }
  });
  it("[N7] who said never, is banned, has met or called it off is not offered the slot", () => {
    const fair = withHole();
    fair.given(wish("coop", "brisa", "must")).given(wish("brisa", "coop", "never"));
    fair.given(wish("coop", "elan")).given(wish("elan", "coop"));
    fair.given({ type: "BanPair", organisations: ["org_coop", "org_elan"], reason: "litige" }, organiser);
    fair.given(wish("coop", "alto", "must")).given(wish("alto", "coop", "must"));
    fair.when(offerSlot, organiser).refused("nobody-willing");
  });
  it("[N7] a table that is lost meanwhile: they sit at another, or the offer ends", () => {
    const fair = withHole().given(wish("coop", "brisa")).given(wish("brisa", "coop"));
    fair.given(offerSlot, organiser).given(answer("org_coop"), organiser);
    const lost = (placeId: string): PlainCommand => ({
      type: "DeclareDisruption",
      disruptionId: placeId.replace("plc", "dsr"),
      what: { kind: "place", placeId },
      from: inSlot(0),
      until: inSlot(6),
    });
    fair.given(lost("plc_1"), organiser).given(answer("org_brisa"), organiser);
    expect(scheduled(fair)).toMatchObject([{ placeId: "plc_2" }]);
    const none = withHole()
      .given(wish("coop", "brisa"))
      .given(wish("brisa", "coop"))
      .given(offerSlot, organiser);
    none.given(lost("plc_1"), organiser).given(lost("plc_2"), organiser);
    none.when(answer("org_brisa"), organiser).refused("offer-closed");
  });
  it("[N8] each answers for itself, and a second yes changes nothing", () => {
    const fair = withHole()
      .given(wish("coop", "brisa"))
      .given(wish("brisa", "coop"))
      .given(offerSlot, organiser);
    fair.when(answer("org_dune"), organiser).refused("offer-unknown");
    fair.when(answer("org_coop"), organiser).then("OfferAnswered");
    fair.when(answer("org_coop"), organiser).then();
    fair.given(answer("org_brisa"), organiser);
    fair.when(answer("org_brisa"), organiser).then();
    fair.when(answer("org_brisa", false), organiser).refused("offer-closed");
    expect(scheduled(fair)).toHaveLength(1);
  });
  it("[N6] what both accepted and nobody placed comes before wishes, and stays one meeting", () => {
    const fair = withHole()
      .given({ type: "RequestMeeting", meetingId: "mtg_wait", from: "org_dune", to: "org_brisa", slots: [] })
      .given({ type: "AcceptMeeting", meetingId: "mtg_wait", organisationId: "org_brisa" })
      .given(wish("fonte", "elan", "must"))
      .given(wish("elan", "fonte", "must"));
    fair
      .given(offerSlot, organiser)
      .given(answer("org_dune"), organiser)
      .given(answer("org_brisa"), organiser);
    expect(scheduled(fair)).toMatchObject([{ id: "mtg_wait", slot: 2 }]);
  });
  it("[N6] by itself where the organiser says so; and it can be stopped", () => {
    const fair = withHole({ rules: { refillsByItself: true } });
    fair.given(wish("coop", "brisa")).given(wish("brisa", "coop"));
    fair.when({ type: "SettleTime" }, organiser).then("RefillStarted", "OfferMade");
    fair.when({ type: "SettleTime" }, organiser).then();
    fair.when({ type: "StopRefill", meetingId: "mtg_hole" }, organiser).then("OfferEnded", "RefillEnded");
    fair.when({ type: "SettleTime" }, organiser).then();
    fair.when(answer("org_coop"), organiser).refused("offer-closed");
  });
  it("[N6] a no-show leaves the rest of its slot to whoever waited", () => {
    const fair = openFair().given(booking({ meetingId: "mtg_hole" }), organiser);
    const now = { as: "organiser", at: inSlot(2, 5) } as const;
    fair.given(wish("coop", "brisa")).given(wish("brisa", "coop"));
    fair.given({ type: "AttendMeeting", meetingId: "mtg_hole", personId: "per_coop" }, now);
    fair.given({ type: "MissMeeting", meetingId: "mtg_hole" }, now);
    fair.when(offerSlot, now).then("RefillStarted", "OfferMade");
    expect([...fair.state.offers.values()][0]).toMatchObject({ slot: 2, expiresAt: inSlot(2, 10) });
    fair.given(answer("org_coop"), now).given(answer("org_brisa"), now);
    expect(scheduled(fair)).toHaveLength(1);
  });
  it("[G8] offers and holes keep their hour when the grid changes", () => {
    const fair = withHole()
      .given(wish("coop", "brisa"))
      .given(wish("brisa", "coop"))
      .given(offerSlot, organiser);
    const slots = fair.state.slots.get().slice(1);
    fair.given({ type: "SetProgramme", programme: fair.state.programme.get(), slots }, organiser);
    expect([...fair.state.holes.values()][0]?.slot).toBe(1);
    expect([...fair.state.asked.keys()].sort()).toEqual(["per_brisa@1", "per_coop@1"]);
    fair.given(answer("org_coop"), organiser).given(answer("org_brisa"), organiser);
    expect(scheduled(fair)).toMatchObject([{ slot: 1 }]);
  });
});
