import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createWorld, ids, people, profile, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const fair = `/fairs/${ids.fair}`;

describe("a fair over the API", () => {
  it("an organiser opens a fair, sets its grid, rooms, places and rules", async () => {
    const opened = await world.ask("post", "/fairs", {
      as: "organiser",
      body: { name: "Salon", timeZone: "Asia/Kathmandu" },
    });
    expect(opened.status, opened.text).toBe(201);
    const { id } = opened.body as { id: string };
    const mine = `/fairs/${id}`;
    const me = await world.ask("get", "/me", { as: "organiser" });
    expect(me.body).toMatchObject({ roles: expect.arrayContaining([{ fairId: id, role: "organiser" }]) });
    const days = [
      {
        on: "2027-03-09",
        start: "09:00",
        end: "11:00",
        breaks: [{ start: "10:00", end: "10:20", label: "Thé" }],
      },
    ];
    const programme = await world.ask("put", `${mine}/programme`, {
      as: "organiser",
      body: { slotMinutes: 20, days },
    });
    expect(
      (programme.body as { slots: { startsAt: string }[] }).slots.map(({ startsAt }) => startsAt),
    ).toEqual([
      "2027-03-09T03:15:00.000Z",
      "2027-03-09T03:35:00.000Z",
      "2027-03-09T03:55:00.000Z",
      "2027-03-09T04:35:00.000Z",
      "2027-03-09T04:55:00.000Z",
    ]);
    const wrong = await world.ask("put", `${mine}/programme`, {
      as: "organiser",
      body: { slotMinutes: 20, days: [{ on: "2027-03-09", start: "11:00", end: "09:00" }] },
    });
    expect(wrong.body).toMatchObject({
      status: 422,
      code: "programme-invalid",
      errors: [{ field: "days.0" }],
    });
    const room = await world.ask("post", `${mine}/rooms`, {
      as: "organiser",
      body: { name: "Antigone", capacity: 40 },
    });
    const { roomId } = room.body as { roomId: string };
    const places = Array.from({ length: 3 }, (_, index) => ({
      roomId,
      name: `Table ${index + 1}`,
      kind: "table",
    }));
    const made = await world.ask("post", `${mine}/places`, { as: "organiser", body: { places } });
    expect(new Set((made.body as { placeIds: string[] }).placeIds).size).toBe(3);
    const inUse = await world.ask("delete", `${mine}/rooms/${roomId}`, { as: "organiser" });
    expect(inUse.body).toMatchObject({ status: 409, code: "room-in-use" });
    const rules = await world.ask("put", `${mine}/rules`, {
      as: "organiser",
      body: { bookingMode: "direct", maxMeetings: 3 },
    });
    expect(rules.body).toMatchObject({ bookingMode: "direct", maxMeetings: 3, maxPendingRequests: 20 });
    const unknown = await world.ask("post", "/fairs", {
      as: "organiser",
      body: { name: "Salon", timeZone: "Mars/Olympus" },
    });
    expect(unknown.body).toMatchObject({ status: 422, errors: [{ field: "timeZone" }] });
  });

  it("an exhibitor registers, is validated, is found, is recommended, is wished for", async () => {
    const body = {
      profile: {
        ...profile("Blanchisserie du Lez"),
        offers: [{ id: "o1", text: "Blanchisserie et entretien de locaux" }],
        needs: [],
      },
      kind: "exhibitor",
      delegates: [{ name: "Noor", email: "noor@lez.example", jobTitle: "Gérante" }],
      consents: ["matching", "contact"],
    };
    const registered = await world.ask("post", `${fair}/registrations`, { body });
    const { organisationId, delegates } = registered.body as { organisationId: string; delegates: string[] };
    await world.server.services.signIn.settled();
    expect((await world.server.runtime.vault.listMails(5)).map(({ mail }) => mail.to)).toEqual([
      "noor@lez.example",
    ]);
    const search = `${fair}/organisations?text=blanchisserie%20lez`;
    expect((await world.ask("get", search)).body).toMatchObject({ total: 0 });
    const pending = await world.ask("get", `${fair}/participants?status=pending`, { as: "organiser" });
    expect(pending.text).toContain(organisationId);
    const path = `${fair}/participants/${organisationId}`;
    expect((await world.ask("post", `${path}/validate`, { as: "organiser" })).body).toMatchObject({
      status: "validated",
    });
    expect((await world.ask("get", search)).body).toMatchObject({
      total: 1,
      organisations: [{ id: organisationId }],
    });
    const recommended = await world.ask("get", `${fair}/participants/${ids.buyer}/recommendations`, {
      as: "buyer",
    });
    const [first] = (
      recommended.body as {
        recommendations: {
          organisation: { id: string };
          score: number;
          reasons: { contribution: number; text: string }[];
        }[];
      }
    ).recommendations;
    expect(first?.organisation.id).toBe(organisationId);
    expect(first?.reasons[0]?.text.length).toBeGreaterThan(5);
    const sum = first?.reasons.reduce((total, { contribution }) => total + contribution, 0) ?? 0;
    expect(sum).toBeCloseTo(first?.score ?? -1, 2);
    const wish = `${fair}/participants/${ids.buyer}/wishes/${organisationId}`;
    expect((await world.ask("put", wish, { as: "buyer", body: { level: "must" } })).body).toMatchObject({
      wishes: [{ to: organisationId, level: "must" }],
    });
    expect((await world.ask("put", wish, { as: "buyer", body: { level: "never" } })).status).toBe(200);
    const after = await world.ask("get", `${fair}/participants/${ids.buyer}/recommendations`, {
      as: "buyer",
    });
    expect(after.text, "who was wished never is not proposed").not.toContain(organisationId);
    const people = await world.ask("get", `${path}/delegates`, { as: "organiser" });
    expect(people.body).toMatchObject({
      delegates: [{ personId: delegates[0], name: "Noor", email: "noor@lez.example" }],
    });
    expect((await world.ask("get", `${path}/delegates`, { as: "buyer" })).status).toBe(403);
  });

  it("[B4] books, loses a race with three alternatives, moves, cancels: the slot is free at once", async () => {
    const booked = await world.ask("post", `${fair}/meetings`, {
      as: "second",
      body: { mode: "book", to: ids.exhibitor, slot: 2 },
    });
    expect(booked.body).toMatchObject({
      status: "scheduled",
      slot: 2,
      organisations: [ids.second, ids.exhibitor],
    });
    const { id } = booked.body as { id: string };
    const lost = await world.ask("post", `${fair}/meetings/${ids.scheduled}/move`, {
      as: "buyer",
      body: { slot: 2 },
    });
    expect(lost.body).toMatchObject({ status: 409, code: "slot-taken" });
    expect((lost.body as { alternatives: unknown[] }).alternatives).toHaveLength(3);
    const slots = async () =>
      (
        (await world.ask("get", `${fair}/organisations/${ids.exhibitor}/slots`)).body as {
          slots: { state: string }[];
        }
      ).slots.map(({ state }) => state);
    expect((await slots())[2]).toBe("taken");
    const moved = await world.ask("post", `${fair}/meetings/${id}/move`, { as: "second", body: { slot: 4 } });
    expect(moved.body).toMatchObject({ status: "scheduled", slot: 4 });
    expect((await slots())[2]).toBe("free");
    await world.ask("post", `${fair}/meetings/${id}/cancel`, {
      as: "exhibitor",
      body: { reason: "no-time" },
    });
    expect((await slots())[4]).toBe("free");
    const english = await world.ask("post", `${fair}/meetings/${id}/cancel`, {
      as: "exhibitor",
      body: {},
      headers: { "accept-language": "en-GB,en;q=0.9,fr;q=0.5" },
    });
    expect(english.body).toMatchObject({
      code: "meeting-not-scheduled",
      title: expect.stringMatching(/meeting/i),
    });
    expect(english.headers.get("content-language")).toBe("en");
  });

  it("asks with a message that the other side reads, and that no journal holds", async () => {
    const body = { mode: "request", to: ids.second, slots: [3], message: "Parlons de nos paniers" };
    const asked = await world.ask("post", `${fair}/meetings`, { as: "exhibitor", body });
    expect(asked.status, asked.text).toBe(201);
    const read = await world.ask("get", `${fair}/participants/${ids.second}/meetings`, { as: "second" });
    expect(read.body).toMatchObject({ messages: [{ text: "Parlons de nos paniers" }] });
    for await (const { events } of world.server.runtime.journal.read(ids.fair, 0))
      expect(JSON.stringify(events)).not.toMatch(/paniers|@example|Camille/);
    for await (const { events } of world.server.runtime.journal.read("directory", 0))
      expect(JSON.stringify(events)).not.toMatch(/@example|Camille/);
    const refused = await world.ask("post", `${fair}/meetings`, { as: "exhibitor", body });
    expect(refused.status).toBe(409);
    expect(
      await world.server.runtime.vault.listDocuments("meeting-messages"),
      "a refused request leaves no text",
    ).toHaveLength(1);
  });

  it("gives each delegate a calendar feed that only its address opens, and takes cancelled meetings away", async () => {
    const { body } = await world.ask("get", `${fair}/me/feed`, { as: "buyer" });
    const path = new URL((body as { url: string }).url).pathname;
    const feed = await world.ask("get", path);
    expect(feed.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(feed.text).toContain(`UID:${ids.scheduled}@`);
    expect(feed.text).toContain("Atelier exhibitor");
    await world.ask("post", `${fair}/meetings/${ids.scheduled}/cancel`, { as: "buyer", body: {} });
    expect((await world.ask("get", path)).text).toContain("STATUS:CANCELLED");
    expect((await world.ask("get", path.replace("per_buyer", "per_exhibitor"))).status).toBe(404);
    await world.ask("post", `${fair}/me/feed`, { as: "buyer" });
    expect((await world.ask("get", path)).status).toBe(404);
  });

  it("checks people in by name and badge; a scan sent twice counts once", async () => {
    const found = await world.ask("get", `${fair}/people?text=camille%20buyer`, { as: "steward" });
    expect(found.body).toMatchObject({ people: [{ personId: people.buyer, organisationId: ids.buyer }] });
    const scan = {
      scanId: "s1",
      badge: people.buyer,
      roomId: ids.room,
      direction: "in",
      scannedAt: "2027-03-01T09:59:00.000Z",
    };
    const sent = { as: "steward" as const, body: { scans: [scan] } };
    expect((await world.ask("post", `${fair}/scans`, sent)).body).toMatchObject({ recorded: 1 });
    expect((await world.ask("post", `${fair}/scans`, sent)).body).toMatchObject({ recorded: 0 });
    const door = await world.ask("get", `${fair}/rooms/${ids.room}/occupancy`, { as: "steward" });
    expect(door.body).toMatchObject({ present: 1, capacity: 50 });
    const arrived = await world.ask("post", `${fair}/meetings/${ids.scheduled}/attend`, {
      as: "steward",
      body: { personId: people.buyer },
    });
    expect(arrived.body).toMatchObject({ arrived: [people.buyer] });
    const badges = await world.ask("get", `${fair}/badges?organisation=${ids.buyer}`, { as: "organiser" });
    expect(badges.text).toContain("Camille buyer");
  });

  it("exports what it imports, with formulas made harmless", async () => {
    const path = `/organisations/${ids.exhibitor}`;
    await world.ask("put", path, {
      as: "exhibitor",
      body: { ...profile("Atelier"), description: '=HYPERLINK("x")' },
    });
    const csv = await world.ask("get", `${fair}/organisations/export?format=csv`, { as: "organiser" });
    expect(csv.headers.get("content-disposition")).toBe('attachment; filename="organisations.csv"');
    expect(csv.text).toContain("'=HYPERLINK");
    const report = await world.ask("get", `${fair}/report`, { as: "organiser" });
    expect(report.body).toMatchObject({ registered: 4, validated: 3, scheduled: 1 });
  });

  it("a delegate added, made unavailable, and removed", async () => {
    const path = `${fair}/participants/${ids.exhibitor}/delegates`;
    const added = await world.ask("post", path, {
      as: "exhibitor",
      body: { name: "Lou", email: "lou@example.org" },
    });
    expect(added.status, added.text).toBe(201);
    const { personId } = added.body as { personId: string };
    const again = await world.ask("post", path, {
      as: "exhibitor",
      body: { name: "Lou", email: "lou@example.org" },
    });
    expect(again.body).toEqual({ personId });
    const taken = await world.ask("post", path, {
      as: "exhibitor",
      body: { name: "X", email: "second@example.org" },
    });
    expect(taken.body).toMatchObject({ status: 409, code: "email-taken" });
    const away = `${fair}/delegates/${personId}/availability`;
    expect((await world.ask("put", away, { as: "exhibitor", body: { unavailable: [1, 0] } })).body).toEqual({
      unavailable: [0, 1],
    });
    expect((await world.ask("delete", `${fair}/delegates/${personId}`, { as: "exhibitor" })).status).toBe(
      204,
    );
    const busy = await world.ask("delete", `${fair}/delegates/${people.exhibitor}`, { as: "exhibitor" });
    expect(busy.body).toMatchObject({ status: 409, code: "delegate-in-use", meetings: [ids.scheduled] });
  });
});

describe("the edge", () => {
  it("sends its protections with every answer, pages of errors too", async () => {
    for (const path of ["/fairs", "/nothing", "//healthz"]) {
      const { headers } = await world.ask("get", path);
      expect(headers.get("content-security-policy"), path).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
    }
  });

  it("counts commands by type and outcome, and requests by route", async () => {
    await world.ask("post", `${fair}/meetings`, {
      as: "second",
      body: { mode: "book", to: ids.exhibitor, slot: 2 },
    });
    await world.ask("post", `${fair}/meetings`, {
      as: "second",
      body: { mode: "book", to: ids.exhibitor, slot: 2 },
    });
    const { text } = await world.ask("get", "//metrics");
    expect(text).toContain('coventis_commands_total{type="BookMeeting",outcome="ok"} 1');
    expect(text).toContain('coventis_commands_total{type="BookMeeting",outcome="already-meeting"} 1');
    expect(text).toMatch(
      /coventis_http_request_seconds_count\{method="POST",route="\/api\/v1\/fairs\/:fairId\/meetings",status="201"\} 1/,
    );
    expect(text).toContain("coventis_journal_append_seconds_bucket");
  });

  it("an unknown file is no asset, and paths do not climb", async () => {
    for (const path of [
      "//assets/../../package.json",
      "//%2e%2e/package.json",
      "//manifest.json/../../../package.json",
    ])
      expect((await world.ask("get", path)).status, path).toBe(404);
  });
});
