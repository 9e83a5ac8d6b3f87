import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeAll(async () => {
  fair = await createSmallFair();
});
afterAll(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const isShown = (page: { readonly text: string }, words: string) => page.text.includes(words);

describe("pages of the desk", () => {
  const pages = [
    "/prepare",
    "/registrations",
    "/coverage",
    "/schedule",
    "/report",
    "/outbox",
    "/scan",
    "/rooms/room_antigone/door",
  ];
  for (const path of pages)
    for (const language of ["fr", "en"] as const)
      it(`shows ${path} in ${language} to the organiser, and to nobody else`, async () => {
        const page = await (await fair.browser(people.organiser, language)).get(at(path));
        expect(page.status).toBe(200);
        expect(isShown(page, `<html lang="${language}"`)).toBe(true);
        const other = await (await fair.browser(fair.delegate("lazaret"), language)).get(at(path));
        expect(other.status).toBe(403);
        const visitor = await (await fair.browser(null, language)).get(at(path));
        expect(visitor.location).toBe(`/sign-in?next=${encodeURIComponent(at(path))}`);
      });

  it("narrows registrations to a name or a commune, within their state, and says where nobody bears it", async () => {
    const organiser = await fair.browser(people.organiser);
    const all = await organiser.get(at("/registrations?status=validated"));
    expect(isShown(all, 'name="q"')).toBe(true);
    const cards = (page: { readonly text: string }) => page.text.match(/registrations\/org_/g)?.length ?? 0;
    const found = await organiser.get(at("/registrations?status=validated&q=lazaret"));
    expect(isShown(found, 'value="lazaret"')).toBe(true);
    expect(isShown(found, "azaret")).toBe(true);
    expect(cards(found)).toBeLessThan(cards(all));
    const nobody = await organiser.get(at("/registrations?status=validated&q=zzz"));
    expect(isShown(nobody, "Rien ne contient")).toBe(true);
  });

  it("adds a room and its tables, and removes one of them", async () => {
    const organiser = await fair.browser(people.organiser);
    const added = await organiser.post(at("/prepare/rooms"), {
      name: "Hall",
      capacity: "80",
      accessible: "yes",
    });
    expect(added.location).toBe(at("/prepare"));
    const room = [...fairState().rooms.values()].find(({ name }) => name === "Hall");
    expect(room?.capacity).toBe(80);
    await organiser.post(at("/prepare/places"), {
      room: room?.id ?? "",
      kind: "table",
      prefix: "Guéridon",
      from: "1",
      count: "3",
    });
    const places = [...fairState().places.values()].filter((place) => place.roomId === room?.id);
    expect(places.map(({ name }) => name)).toEqual(["Guéridon 1", "Guéridon 2", "Guéridon 3"]);
    await organiser.post(at(`/prepare/places/${places[0]?.id}/remove`), {});
    expect(isShown(await organiser.get(at("/prepare")), "Guéridon 1")).toBe(false);
  });
  it("draws the programme again with its faults and writes nothing", async () => {
    const organiser = await fair.browser(people.organiser);
    const before = fairState().slots.get().length;
    const page = await organiser.post(at("/prepare/programme"), {
      slotMinutes: "20",
      "days.0.on": "2027-03-09",
      "days.0.start": "14:00",
      "days.0.end": "09:00",
    });
    expect(page.status).toBe(422);
    expect(isShown(page, "La fin doit suivre le début.")).toBe(true);
    expect(isShown(page, 'value="14:00"')).toBe(true);
    // Another language, or a reload, of the form drawn again leads to the page that it belongs to.
    expect((await organiser.get(at("/prepare/programme"))).location).toBe(at("/prepare"));
    expect((await organiser.get(at("/prepare/rooms/room_x/remove"))).location).toBe(at("/prepare"));
    expect((await organiser.get(at("/prepare/nothing"))).status).toBe(404);
    expect(fairState().slots.get().length).toBe(before);
  });
  it("keeps the dates of the rules in the fair's zone", async () => {
    const organiser = await fair.browser(people.organiser);
    const saved = await organiser.post(at("/prepare/rules"), {
      mayMeet: ["buyer>exhibitor", "exhibitor>buyer", "exhibitor>exhibitor"],
      bookingMode: "direct",
      maxMeetings: "24",
      maxPendingRequests: "20",
      requestLifetimeHours: "72",
      lateAfterMinutes: "3",
      overrunMinutes: "10",
      fairnessPercent: "5",
      bookingOpensAt: "2027-02-01T09:00",
    });
    expect(saved.status).toBe(303);
    expect(fairState().rules.get().bookingOpensAt).toBe("2027-02-01T08:00:00.000Z");
    expect(fairState().rules.get().fairness).toBe(0.05);
    expect(isShown(await organiser.get(at("/prepare")), 'value="2027-02-01T09:00"')).toBe(true);
  });
  it("exports the report as a spreadsheet opens it", async () => {
    const csv = await (await fair.browser(people.organiser)).get(at("/report/organisations.csv"));
    expect(csv.status).toBe(200);
    expect(csv.text.split("\r\n")).toHaveLength(42);
  });
  it("records what it can of a batch of scans and says why not of the rest", async () => {
    const steward = await fair.browser(people.steward);
    await steward.get(at("/scan"));
    const scan = (scanId: string, roomId: string) => ({
      scanId,
      badge: fair.delegate("lazaret"),
      roomId,
      direction: "in",
      scannedAt: fair.clock.now(),
    });
    const scans = [scan("a", "room_antigone"), scan("b", "room_nowhere"), scan("c", "room_pasteur")];
    const answer = await steward.postJson(at("/scan/scans"), { scans });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).scans.map(({ code }: { code: string | null }) => code)).toEqual([
      null,
      "room-unknown",
      null,
    ]);
    expect(fairState().scans.size).toBe(2);
    const again = await steward.postJson(at("/scan/scans"), { scans });
    expect(again.status).toBe(200);
    expect(fairState().scans.size).toBe(2);
  });
  it("a code that is no badge takes nothing else of the queue with it", async () => {
    const steward = await fair.browser(people.steward);
    await steward.get(at("/scan"));
    const before = fairState().scans.size;
    const scan = (scanId: string, badge: string) => ({
      scanId,
      badge,
      roomId: "room_antigone",
      direction: "in",
      scannedAt: fair.clock.now(),
    });
    const answer = await steward.postJson(at("/scan/scans"), {
      scans: [scan("q", "https://example.org/menu"), scan("r", fair.delegate("lazaret"))],
    });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).scans.map(({ code }: { code: string | null }) => code)).toEqual([
      "delegate-unknown",
      null,
    ]);
    expect(fairState().scans.size).toBe(before + 1);
  });
  it("finds people by name for the steward", async () => {
    const steward = await fair.browser(people.steward);
    const found = await steward.get(at("/scan/people.json?q=lazaret"));
    expect(JSON.parse(found.text)[0]).toMatchObject({ badge: fair.delegate("lazaret") });
  });
});

function fairState() {
  return fair.state;
}
