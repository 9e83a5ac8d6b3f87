import { describe, expect, it } from "vitest";
import { slotsIn } from "../../src/domain/fair/span.ts";
import {
  booking,
  type FairStory,
  inSlot,
  openFair,
  type PlainCommand,
  withMore,
} from "../support/fair-story.ts";

const organiser = { as: "organiser", at: inSlot(0, -120) } as const;
const offerSlot = (part?: number): PlainCommand => ({
  type: "OfferSlot",
  meetingId: "mtg_long",
  ...(part === undefined ? {} : { part }),
});
const answer = (organisationId: string, offerId: string, accepted = true): PlainCommand => ({
  type: "AnswerOffer",
  offerId,
  organisationId: `org_${organisationId}`,
  accepted,
});
const needs = (name: string, slots: number): PlainCommand => ({
  type: "SetMeetingSlots",
  organisationId: `org_${name}`,
  slots,
});
const both = (fair: FairStory, a: string, b: string, level = "like"): FairStory =>
  fair
    .given({ type: "SetWish", from: `org_${a}`, to: `org_${b}`, level })
    .given({ type: "SetWish", from: `org_${b}`, to: `org_${a}`, level });
const offers = (fair: FairStory): string[] =>
  [...fair.state.offers.values()].map((offer) =>
    [...offer.organisations.map((id) => id.slice(4)), `@${slotsIn(offer).join("+")}`, offer.status].join(" "),
  );
const holes = (fair: FairStory): string[] =>
  [...fair.state.holes.values()].map(({ slot, status }) => `${slot} ${status}`);
const scheduled = (fair: FairStory): string[] =>
  [...fair.state.meetings.values()].flatMap((meeting) =>
    meeting.status === "scheduled"
      ? [`${meeting.organisations.map((id) => id.slice(4)).join(" ")} @${slotsIn(meeting).join("+")}`]
      : [],
  );

/** org_coop and org_alto are to meet in slots 2 and 3, and more organisations wait; org_alto calls it off. */
function withLongHole(options: Parameters<typeof openFair>[0] = {}, slots = 2): FairStory {
  const fair = withLong(options, slots);
  return fair.given({ type: "CancelMeeting", meetingId: "mtg_long", organisationId: "org_alto" }, organiser);
}
function withLong(options: Parameters<typeof openFair>[0], slots: number): FairStory {
  return withMore(openFair(options), 4)
    .given(needs("alto", slots), organiser)
    .given(booking({ meetingId: "mtg_long" }), organiser);
}

describe("the slots of a longer meeting that fell through", () => {
  it("[N10] each can be filled, by another pair in each", () => {
    const fair = withLongHole();
    expect(holes(fair)).toEqual(["2 open", "3 open"]);
    both(both(fair, "coop", "brisa"), "dune", "elan");
    fair.when(offerSlot(), organiser).then("RefillStarted", "OfferMade");
    fair.when(offerSlot(1), organiser).then("RefillStarted", "OfferMade");
    expect(offers(fair)).toEqual(["brisa coop @2 open", "dune elan @3 open"]);
    for (const [side, offer] of [
      ["coop", "ofr_1"],
      ["brisa", "ofr_1"],
      ["dune", "ofr_2"],
      ["elan", "ofr_2"],
    ] as const)
      fair.given(answer(side, offer), organiser);
    expect(scheduled(fair)).toEqual(["brisa coop @2", "dune elan @3"]);
    expect(holes(fair)).toEqual(["2 ended", "3 ended"]);
  });
  it("[N10] or all together, by a pair that meets as long", () => {
    const fair = both(withLongHole(), "coop", "brisa").given(needs("brisa", 2));
    both(fair, "dune", "elan");
    fair.given(offerSlot(), organiser);
    expect(offers(fair)).toEqual(["brisa coop @2+3 open"]);
    // What is offered to a long pair is not offered to others meanwhile, also not at another table.
    fair.when(offerSlot(1), organiser).refused("nobody-willing");
    fair.given(answer("coop", "ofr_1"), organiser).given(answer("brisa", "ofr_1"), organiser);
    expect(scheduled(fair)).toEqual(["brisa coop @2+3"]);
    expect(holes(fair)).toEqual(["2 ended", "3 ended"]);
  });
  it("[N10] by itself: a long pair that declines leaves its slots to short ones", () => {
    const fair = both(withLongHole({ rules: { refillsByItself: true } }), "coop", "brisa");
    both(both(fair.given(needs("brisa", 2)), "dune", "elan"), "fonte", "gard");
    fair.given({ type: "SettleTime" }, organiser);
    expect(offers(fair)).toEqual(["brisa coop @2+3 open"]);
    fair.when({ type: "SettleTime" }, organiser).then();
    fair.given(answer("brisa", "ofr_1", false), organiser);
    expect(offers(fair)).toEqual(["brisa coop @2+3 declined", "dune elan @2 open", "fonte gard @3 open"]);
    // Who was asked for both slots is not asked again for one of them.
    expect([...fair.state.asked.keys()].sort().slice(0, 4)).toEqual([
      "per_brisa@2",
      "per_brisa@3",
      "per_coop@2",
      "per_coop@3",
    ]);
  });
  it("[N10] nobody is asked two things at once: the second slot waits for the answer", () => {
    const fair = both(withLongHole({ rules: { refillsByItself: true } }), "coop", "brisa");
    both(fair, "coop", "elan");
    fair.given({ type: "SettleTime" }, organiser);
    expect(offers(fair)).toEqual(["brisa coop @2 open"]);
    expect(holes(fair)).toEqual(["2 running", "3 running"]);
    fair.when({ type: "SettleTime" }, organiser).then();
    fair.given(answer("coop", "ofr_1"), organiser);
    expect(offers(fair)).toHaveLength(1);
    fair.given(answer("brisa", "ofr_1"), organiser);
    expect(offers(fair)).toEqual(["brisa coop @2 booked", "coop elan @3 open"]);
    fair.given(answer("coop", "ofr_2", false), organiser);
    expect(holes(fair)).toEqual(["2 ended", "3 ended"]);
  });
  it("[N10] who waits for a pair that was booked elsewhere meanwhile is told nobody is left", () => {
    const fair = both(
      withLongHole({ rules: { refillsByItself: true, bookingMode: "direct" } }),
      "coop",
      "brisa",
    );
    fair.given({ type: "SettleTime" }, organiser);
    expect(scheduled(fair)).toEqual(["brisa coop @2"]);
    fair.given({ type: "SettleTime" }, organiser);
    expect(holes(fair)).toEqual(["2 ended", "3 ended"]);
    fair.when({ type: "SettleTime" }, organiser).then();
  });
  it("[N10] each can be stopped on its own", () => {
    const fair = both(withLongHole(), "coop", "brisa").given(offerSlot(), organiser);
    fair.when({ type: "StopRefill", meetingId: "mtg_long", part: 1 }, organiser).then("RefillEnded");
    expect(holes(fair)).toEqual(["2 running", "3 ended"]);
    fair.when({ type: "StopRefill", meetingId: "mtg_long", part: 2 }, organiser).refused("hole-unknown");
    fair.when({ type: "StopRefill", meetingId: "mtg_long" }, organiser).then("OfferEnded", "RefillEnded");
  });
  it("[N10] [U4] a no-show half-way leaves the slots that are not over", () => {
    const fair = withLong({}, 3);
    const now = { as: "organiser", at: inSlot(3, 5) } as const;
    fair.given({ type: "AttendMeeting", meetingId: "mtg_long", personId: "per_coop" }, now);
    fair.given({ type: "MissMeeting", meetingId: "mtg_long" }, now);
    expect(holes(fair)).toEqual(["3 open", "4 open"]);
    both(fair, "coop", "brisa");
    const [, made] = fair.when(offerSlot(1), now).then("RefillStarted", "OfferMade");
    expect(made).toMatchObject({ slot: 4, about: { kind: "meet", hole: "mtg_long", part: 1 } });
  });
  it("[N10] [G8] each keeps its hour when the grid changes", () => {
    const fair = withLongHole();
    const slots = fair.state.slots.get().slice(1);
    fair.given({ type: "SetProgramme", programme: fair.state.programme.get(), slots }, organiser);
    expect(holes(fair)).toEqual(["1 open", "2 open"]);
    both(fair, "coop", "brisa").given(offerSlot(1), organiser);
    expect(offers(fair)).toEqual(["brisa coop @2 open"]);
  });
  it("[N10] what is offered in one slot is nobody else's place in another", () => {
    const fair = both(withLongHole(), "coop", "brisa");
    both(fair, "dune", "elan").given(needs("elan", 2));
    fair
      .given(offerSlot(1), organiser)
      .given({ ...offerSlot(), organisations: ["org_dune", "org_elan"] }, organiser);
    expect([...fair.state.offers.values()].map(({ placeId }) => placeId)).toEqual(["plc_1", "plc_2"]);
  });
});
