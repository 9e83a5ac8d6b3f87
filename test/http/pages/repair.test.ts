import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { boardsOf } from "../../../src/live/boards.ts";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeAll(async () => {
  fair = await createSmallFair({ withOccupancy: boardsOf });
});
afterAll(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const [buyer, exhibitor] = ["lazaret", "frca-lr"] as const;

describe("live repair from the pages, without scripts", () => {
  it("an organiser says that a table is lost and applies the repair; the two see another table", async () => {
    const [one, other] = twoWhoMayMeet();
    await fair.submit({ type: "BookMeeting", meetingId: "mtg_lost" as never, from: one, to: other, slot: 4 });
    const meeting = fair.state.meetings.get("mtg_lost" as never);
    if (meeting?.status !== "scheduled") throw new Error("not booked");
    fair.clock.set("2027-03-09T08:05:00.000Z");
    const organiser = await fair.browser(people.organiser);
    await organiser.get(at("/board"));
    const declared = await organiser.post(at("/board/disruptions"), {
      kind: "place",
      place: meeting.placeId,
      from: "09:05",
      until: "18:00",
    });
    expect(declared.location).toBe(at("/board"));
    const [disruption] = [...fair.state.disruptions.values()];
    expect(disruption).toMatchObject({ from: "2027-03-09T08:05:00.000Z", until: "2027-03-09T17:00:00.000Z" });
    const board = await organiser.get(at("/board"));
    expect(board.text).toContain("hors service jusqu’à 18:00");
    const plan = /name="plan" value="([0-9a-f]+)"/.exec(board.text)?.[1] ?? "";
    await organiser.post(at(`/board/disruptions/${disruption?.id}/repair`), { plan });
    const moved = fair.state.meetings.get(meeting.id);
    expect(moved).toMatchObject({ status: "scheduled", slot: 4 });
    expect(moved?.status === "scheduled" && moved.placeId).not.toBe(meeting.placeId);
    const again = await organiser.post(
      at(`/board/disruptions/${disruption?.id}/repair`),
      { plan },
      { json: true },
    );
    expect(again.status).toBe(409);
    await organiser.post(at(`/board/disruptions/${disruption?.id}/end`), {});
    expect(fair.state.disruptions.size).toBe(0);
    // The list of places has the rooms as well, for those without scripts.
    await organiser.post(at("/board/disruptions"), {
      kind: "place",
      place: "room_pasteur",
      until: "18:00",
    });
    const [closed] = [...fair.state.disruptions.values()];
    expect(closed).toMatchObject({ what: { kind: "room", roomId: "room_pasteur" } });
    await organiser.post(at(`/board/disruptions/${closed?.id}/end`), {});
    const bad = await organiser.post(
      at("/board/disruptions"),
      { kind: "place", place: "plc_nowhere", until: "18:00" },
      { json: true },
    );
    expect(bad.status).toBeGreaterThanOrEqual(400);
  });

  it("both read the offer in their language, say yes, and meet", async () => {
    const [one, other] = twoWhoMayMeet();
    await fair.submit({ type: "CancelMeeting", meetingId: "mtg_lost" as never });
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      await fair.submit({ type: "SetBookingMode", organisationId: from, mode: "request" });
      await fair.submit({ type: "SetWish", from, to, level: "must" });
    }
    const organiser = await fair.browser(people.organiser);
    await organiser.get(at("/board"));
    await organiser.post(at("/board/holes/mtg_lost/offer"), { one, other });
    const offer = [...fair.state.offers.values()].at(-1);
    expect(offer?.status).toBe("open");
    const words = { fr: "Une réponse vous est demandée", en: "Your answer is needed" } as const;
    for (const [name, language] of [
      [buyer, "fr"],
      [exhibitor, "en"],
    ] as const) {
      const delegate = await fair.browser(fair.delegate(name), language);
      const page = await delegate.get(at("/me/agenda"));
      expect(page.text).toContain(words[language]);
      expect((await delegate.get(at("/me"))).text).toContain(words[language]);
      const answered = await delegate.post(at(`/offers/${offer?.id}/answer`), { accepted: "yes" });
      expect(answered.status).toBe(303);
    }
    expect(fair.state.offers.get(offer?.id as never)?.status).toBe("booked");
    expect(fair.state.meetings.get(offer?.meetingId as never)).toMatchObject({
      status: "scheduled",
      slot: 4,
      origin: "repair",
    });
  });

  it("whoever warned the stewards warned them for everybody", async () => {
    const room = [...fair.state.rooms.values()][0];
    if (!room) throw new Error("no room");
    await fair.submit({ type: "SetRoom", roomId: room.id, name: room.name, capacity: 1, accessible: true });
    await fair.submit({
      type: "RecordScans",
      scans: [
        { scanId: "full", badge: "vis_1", roomId: room.id, direction: "in", scannedAt: fair.clock.now() },
      ],
    });
    const steward = await fair.browser(people.steward);
    expect((await steward.get(at("/board"))).text).toContain("Prévenir l’accueil");
    await steward.post(at("/board/warn"), { room: room.id });
    for (const person of [people.steward, people.organiser])
      expect((await (await fair.browser(person)).get(at("/board"))).text).not.toContain("Prévenir l’accueil");
  });
});

function twoWhoMayMeet() {
  return [fair.org(buyer), fair.org(exhibitor)] as const;
}
