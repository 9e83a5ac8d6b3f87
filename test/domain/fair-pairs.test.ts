import { describe, expect, it } from "vitest";
import { pairKey } from "../../src/domain/fair/state.ts";
import { type OrganisationId, organisationIdSchema } from "../../src/domain/ids.ts";
import { problemOfFair } from "../../src/runtime/agenda/problem-of-fair.ts";
import { before, booking, type FairStory, openFair, request } from "../support/fair-story.ts";

const id = (name: string): OrganisationId => organisationIdSchema.parse(`org_${name}`);
const organiser = { as: "organiser" } as const;
const pair = (a: string, b: string): [OrganisationId, OrganisationId] => [id(a), id(b)];
const ban = (a = "coop", b = "alto") =>
  ({ type: "BanPair", organisations: pair(a, b), reason: "litige" }) as const;
const pin = (a = "coop", b = "alto") =>
  ({ type: "PinPair", organisations: pair(a, b), reason: "filière" }) as const;
const release = { type: "ReleasePair", organisations: pair("alto", "coop") } as const;
const agendaOf = (fair: FairStory) => problemOfFair(fair.state, { at: before, score: () => 0 }).candidates;

describe("pairs that the organiser decides", () => {
  it("[C1] the last decision holds, in either order, and can be released", () => {
    const fair = openFair();
    fair.when(pin()).then("PairPinned");
    fair.when(pin()).then();
    fair.when(ban("alto", "coop")).then("PairBanned");
    expect(fair.state.pairs.get(pairKey(...pair("coop", "alto")))).toMatchObject({
      kind: "ban",
      reason: "litige",
    });
    fair.when(release).then("PairReleased");
    fair.when(release).then();
    expect(fair.state.pairs.size).toBe(0);
    fair.when(pin("alto", "alto")).refused("same-organisation");
    fair.when(ban("alto", "stranger")).refused("participant-unknown");
  });

  it("[C2] a ban waits for what stands to be cancelled, and ends a request that waits", () => {
    const fair = openFair().given(booking());
    fair.when(ban()).refused("already-meeting");
    const asked = openFair().given(request());
    asked.when(ban("brisa", "coop")).then("MeetingExpired", "PairBanned");
    expect(asked.state.pendingOf.get(id("coop")) ?? 0).toBe(0);
  });

  it("[C3] a banned pair is neither asked nor booked nor in an agenda, and participants learn nothing", () => {
    const fair = openFair().given(ban());
    fair.when(booking()).refused("may-not-meet", "to");
    fair.when({ ...request(), from: "org_coop", to: "org_alto" }).refused("may-not-meet", "to");
    fair.when(booking(), organiser).refused("pair-banned");
    for (const [from, to] of [pair("alto", "coop"), pair("coop", "alto")])
      fair.given({ type: "SetWish", from, to, level: "must" });
    expect(agendaOf(fair)).toEqual([]);
    const meeting = {
      meetingId: "mtg_agenda",
      organisations: pair("coop", "alto"),
      slot: 1,
      placeId: "plc_1",
      delegates: ["per_coop", "per_alto"],
    };
    const publish = { type: "PublishAgenda", draftId: "drf_1", meetings: [meeting] } as const;
    fair.when(publish, organiser).refused("agenda-conflict");
    fair.given(release);
    expect(agendaOf(fair)).toHaveLength(1);
    fair.when(publish, organiser).then("AgendaPublished");
  });

  it("[C2] a request that was accepted stands, and is named", () => {
    const fair = openFair().given(request({ meetingId: "mtg_asked" }));
    fair.given({ type: "AcceptMeeting", meetingId: "mtg_asked", organisationId: "org_brisa" });
    const { rejection } = fair.when(ban("coop", "brisa")).refused("already-meeting");
    expect(rejection.meetings).toEqual(["mtg_asked"]);
  });

  it("[C5] a pin keeps the grounds that its organiser set aside, until it is decided anew", () => {
    const fair = openFair();
    fair.when({ ...pin(), despite: ["reserved"] }).then("PairPinned");
    fair.when({ ...pin(), despite: ["reserved"] }).then();
    const decided = () => fair.state.pairs.get(pairKey(...pair("coop", "alto")));
    expect(decided()?.despite).toEqual(["reserved"]);
    fair.when(pin()).then("PairPinned");
    expect(decided()?.despite).toBeUndefined();
  });

  it("[C4] a pinned pair is a candidate without a wish, never against a never", () => {
    const fair = openFair();
    expect(agendaOf(fair)).toEqual([]);
    fair.given(pin());
    expect(agendaOf(fair)).toMatchObject([{ kind: "pinned" }]);
    fair.given({ type: "SetWish", from: "org_alto", to: "org_coop", level: "never" });
    expect(agendaOf(fair)).toEqual([]);
  });
});
