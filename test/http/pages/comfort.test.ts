import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSmallFair, fairId, people, type SmallFair } from "./small-fair.ts";

let fair: SmallFair;
beforeAll(async () => {
  fair = await createSmallFair();
});
afterAll(() => fair.server.close());
const at = (path: string) => `/fairs/${fairId}${path}`;
const ruleFields = {
  mayMeet: "buyer>exhibitor",
  bookingMode: "direct",
  maxPendingRequests: "12",
  maxMeetings: "10",
  requestLifetimeHours: "48",
  lateAfterMinutes: "3",
  overrunMinutes: "10",
  bookingOpensAt: "",
};

describe("comfort from the pages, without scripts", () => {
  it("the organiser sets the rules of everybody, and a form without them leaves them", async () => {
    const organiser = await fair.browser(people.organiser);
    const page = await organiser.get(at("/prepare"));
    expect(page.text).toContain("Le confort de chacun");
    const saved = await organiser.post(at("/prepare/rules"), {
      ...ruleFields,
      mostInARow: "6",
      walkingMinutes: "5",
      "breakWanted.minutes": "45",
      "breakWanted.from": "12:00",
      "breakWanted.to": "14:00",
    });
    expect(saved.status, saved.text).toBe(303);
    const wanted = {
      mostInARow: 6,
      walkingMinutes: 5,
      breakWanted: { from: "12:00", to: "14:00", minutes: 45 },
    };
    expect(fair.state.rules.get()).toMatchObject(wanted);
    expect((await organiser.post(at("/prepare/rules"), ruleFields)).status).toBe(303);
    expect(fair.state.rules.get()).toMatchObject(wanted);
    const none = { mostInARow: "", walkingMinutes: "0", "breakWanted.minutes": "" };
    expect((await organiser.post(at("/prepare/rules"), { ...ruleFields, ...none })).status).toBe(303);
    expect(fair.state.rules.get()).toMatchObject({ mostInARow: null, walkingMinutes: 0, breakWanted: null });
  });
  it("says of a break what is wrong with it, and keeps what was typed", async () => {
    const organiser = await fair.browser(people.organiser, "en");
    await organiser.get(at("/prepare"));
    const save = (fields: Record<string, string>) =>
      organiser.post(at("/prepare/rules"), { ...ruleFields, walkingMinutes: "5", mostInARow: "", ...fields });
    const long = await save({
      "breakWanted.minutes": "90",
      "breakWanted.from": "12:10",
      "breakWanted.to": "13:00",
    });
    expect(long.status).toBe(422);
    expect(long.text).toContain("The break does not fit between these two times.");
    expect(long.text).toContain('value="12:10"');
    const half = await save({ "breakWanted.minutes": "45" });
    expect(half.text).toContain("Give the minutes and both times");
    expect((await save({ walkingMinutes: "-1" })).status).toBe(422);
    expect((await save({ mostInARow: "0" })).status).toBe(422);
  });
  it("a delegate says what they need, on every day or on one", async () => {
    const person = fair.delegate("lazaret");
    const browser = await fair.browser(person);
    const page = await browser.get(at("/me/profile"));
    expect(page.text).toContain("Besoins et pauses");
    const saved = await browser.post(at(`/me/profile/delegates/${person}/comfort`), {
      needsAccess: "yes",
      mostInARow: "4",
      "breaks.0.minutes": "30",
      "breaks.0.from": "12:00",
      "breaks.0.to": "13:00",
      "breaks.0.on": "",
      "breaks.1.minutes": "",
      "breaks.2.minutes": "15",
      "breaks.2.from": "10:00",
      "breaks.2.to": "11:00",
      "breaks.2.on": fair.state.programme.get()?.days[0]?.on ?? "",
    });
    expect(saved.status, saved.text).toBe(303);
    expect(fair.state.delegates.get(person)?.comfort).toEqual({
      needsAccess: true,
      mostInARow: 4,
      breaks: [
        { from: "12:00", to: "13:00", minutes: 30 },
        { from: "10:00", to: "11:00", minutes: 15, on: fair.state.programme.get()?.days[0]?.on },
      ],
    });
    expect((await browser.get(at("/me/profile"))).text).toContain('value="12:00"');
    expect((await browser.get(at("/me/data"))).text).toMatch(
      /Besoins et pauses souhaitées.{0,80}4 éléments/s,
    );
  });
  it("and is told in the form what does not hold, in both languages", async () => {
    const person = fair.delegate("lazaret");
    for (const [language, words] of [
      ["fr", ["La pause ne tient pas", "n’est pas au programme", "Un nombre est attendu"]],
      ["en", ["The break does not fit", "is not in the programme", "A number is expected"]],
    ] as const) {
      const browser = await fair.browser(person, language);
      await browser.get(at("/me/profile"));
      const save = async (fields: Record<string, string>) => {
        const answer = await browser.post(at(`/me/profile/delegates/${person}/comfort`), fields);
        expect(answer.status).toBe(422);
        return answer.text;
      };
      const noon = { "breaks.0.minutes": "45", "breaks.0.from": "12:00", "breaks.0.to": "12:30" };
      expect(await save(noon)).toContain(words[0]);
      expect(await save({ ...noon, "breaks.0.to": "14:00", "breaks.0.on": "2031-01-01" })).toContain(
        words[1],
      );
      expect(await save({ mostInARow: "0" })).toContain(words[2]);
    }
  });
  it("tables that are not accessible are added so, and told apart", async () => {
    const organiser = await fair.browser(people.organiser);
    await organiser.get(at("/prepare"));
    const room = [...fair.state.rooms.keys()][0] ?? "";
    const add = (fields: Record<string, string>) =>
      organiser.post(at("/prepare/places"), { room, kind: "table", from: "1", count: "1", ...fields });
    await add({ prefix: "Marche", asks: "accessible" });
    await add({ prefix: "Rampe", asks: "accessible", accessible: "yes" });
    const isAccessible = (name: string) =>
      [...fair.state.places.values()].find((place) => place.name === name)?.accessible;
    expect([isAccessible("Marche 1"), isAccessible("Rampe 1")]).toEqual([false, true]);
    expect((await organiser.get(at("/prepare"))).text).toContain("pas accessible en fauteuil");
  });
  it("a break that is wanted and free is a quiet line of one's agenda", async () => {
    const person = fair.delegate("lazaret");
    const browser = await fair.browser(person);
    await browser.get(at("/me/profile"));
    await browser.post(at("/meetings"), { to: "org_frca-lr", mode: "book", slot: "3" });
    const quiet = "Pause souhaitée (20 minutes)";
    expect((await browser.get(at("/me/agenda"))).text).not.toContain(quiet);
    await browser.post(at(`/me/profile/delegates/${person}/comfort`), {
      "breaks.0.minutes": "20",
      "breaks.0.from": "09:00",
      "breaks.0.to": "10:20",
    });
    expect((await browser.get(at("/me/agenda"))).text).toContain(quiet);
  });
  it("nobody says it for a stranger", async () => {
    const browser = await fair.browser(fair.delegate("frca-lr"));
    await browser.get(at("/me/profile"));
    const person = fair.delegate("lazaret");
    const before = fair.state.delegates.get(person)?.comfort;
    const answer = await browser.post(at(`/me/profile/delegates/${person}/comfort`), { needsAccess: "yes" });
    expect(answer.status).toBe(403);
    expect(fair.state.delegates.get(person)?.comfort).toEqual(before);
  });
});
