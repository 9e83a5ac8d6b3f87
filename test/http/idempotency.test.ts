import { afterEach, beforeEach, expect, it } from "vitest";
import { createWorld, ids, profile, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const book = { mode: "book", from: ids.second, to: ids.exhibitor, slot: 2 };
const meetings = `/fairs/${ids.fair}/meetings`;

it("[I1] a booking retried under its key is the same booking", async () => {
  const headers = { "idempotency-key": "retry-1" };
  const first = await world.ask("post", meetings, { as: "second", body: book, headers });
  expect(first.status, first.text).toBe(201);
  const version = await world.versions();
  const again = await world.ask("post", meetings, { as: "second", body: book, headers });
  expect(again.status).toBe(201);
  expect(again.body).toEqual(first.body);
  expect(await world.versions()).toBe(version);
  const without = await world.ask("post", meetings, { as: "second", body: book });
  expect(without.body).toMatchObject({ status: 409, code: "already-meeting" });
});

it("[I1] eight copies of a request at the same instant make one meeting", async () => {
  const headers = { "idempotency-key": "storm" };
  const all = await Promise.all(
    Array.from({ length: 8 }, () => world.ask("post", meetings, { as: "second", body: book, headers })),
  );
  const made = all.filter(({ status }) => status === 201).map(({ body }) => (body as { id: string }).id);
  expect(made.length).toBeGreaterThan(0);
  expect(new Set(made).size).toBe(1);
  for (const { status } of all) expect([201, 503]).toContain(status);
  const fair = await world.server.runtime.fair(ids.fair);
  expect(fair?.state.meetingsOf.get(ids.second)).toHaveLength(2);
});

it("the same key for another request is refused; a refusal is retried as it was", async () => {
  const headers = { "idempotency-key": "once" };
  expect((await world.ask("post", meetings, { as: "second", body: book, headers })).status).toBe(201);
  const other = await world.ask("post", meetings, { as: "second", body: { ...book, slot: 3 }, headers });
  expect(other.body).toMatchObject({ status: 422, code: "idempotency-key-reused" });
  const lost = { ...book, from: ids.buyer, slot: 2, to: ids.exhibitor };
  const refused = { "idempotency-key": "lost" };
  const first = await world.ask("post", meetings, { as: "buyer", body: lost, headers: refused });
  expect(first.status).toBe(409);
  const again = await world.ask("post", meetings, { as: "buyer", body: lost, headers: refused });
  expect(again.body).toEqual(first.body);
});

it("one key serves two people without mixing them up", async () => {
  const headers = { "idempotency-key": "shared" };
  const mine = await world.ask("post", meetings, { as: "second", body: book, headers });
  const body = { mode: "request", from: ids.exhibitor, to: ids.second, slots: [] };
  const theirs = await world.ask("post", meetings, { as: "exhibitor", body, headers });
  expect(mine.status).toBe(201);
  expect(theirs.body).toMatchObject({ code: "already-meeting" });
});

const registration = {
  profile: profile("La Neuve"),
  kind: "exhibitor",
  delegates: [
    { name: "Ana", email: "ana@neuve.example" },
    { name: "Bo", email: "bo@neuve.example" },
  ],
  consents: ["matching"],
};
const registrations = `/fairs/${ids.fair}/registrations`;

it("a registration retried under its key is the same organisation and the same people", async () => {
  const headers = { "idempotency-key": "register-1" };
  const first = await world.ask("post", registrations, { body: registration, headers });
  expect(first.status, first.text).toBe(201);
  const version = await world.versions();
  const again = await world.ask("post", registrations, { body: registration, headers });
  expect(again.body).toEqual(first.body);
  expect(await world.versions()).toBe(version);
});

it("a registration that died between directory and fair is ended by registering again, with or without its key", async () => {
  const { runtime } = world.server;
  const fair = await runtime.fair(ids.fair);
  if (!fair) throw new Error("no fair");
  const submit = fair.submit;
  Object.assign(fair, {
    submit: () => Promise.reject(new Error("the process died here")),
  });
  const headers = { "idempotency-key": "register-2" };
  const died = await world.ask("post", registrations, { body: registration, headers });
  expect(died.status).toBe(500);
  Object.assign(fair, { submit });
  const count = runtime.directory.state.organisations.size;
  const again = await world.ask("post", registrations, { body: registration });
  expect(again.status, again.text).toBe(201);
  expect(runtime.directory.state.organisations.size).toBe(count);
  const { organisationId, delegates } = again.body as { organisationId: never; delegates: string[] };
  expect(delegates).toHaveLength(2);
  expect(fair.state.participants.get(organisationId)).toMatchObject({ status: "pending", delegates });
});

it("an import retried under its key brings nothing twice, and a faulty one brings nothing", async () => {
  const path = `/fairs/${ids.fair}/organisations/import`;
  const template = await world.ask("get", "/import-template?format=csv");
  const headers = { "idempotency-key": "import-1" };
  const sent = { as: "organiser" as const, raw: template.text, type: "text/csv", headers };
  const first = await world.ask("post", path, sent);
  expect(first.status, first.text).toBe(201);
  // The second example of the template needs two slots for each of its meetings, and says so again when exported.
  const [, hospital] = (first.body as { organisations: never[] }).organisations;
  const fair = await world.server.runtime.fair(ids.fair);
  expect(hospital && fair?.state.participants.get(hospital)?.meetingSlots).toBe(2);
  const exported = await world.ask("get", `/fairs/${ids.fair}/organisations/export?format=csv`, {
    as: "organiser",
  });
  expect(exported.text).toMatch(/Créneaux par rendez-vous/);
  expect(exported.text).toMatch(/Centre hospitalier des Garrigues[^\n]*;2;/);
  const version = await world.versions();
  const again = await world.ask("post", path, sent);
  expect(again.status, again.text).toBe(201);
  expect(again.body).toEqual(first.body);
  expect(await world.versions()).toBe(version);
  const broken = await world.ask("post", path, {
    ...sent,
    headers: {},
    raw: "Nom;Commune\nSans statut;Nîmes\n",
  });
  expect(broken.body).toMatchObject({ status: 422, code: "import-refused" });
  expect((broken.body as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
  expect(await world.versions()).toBe(version);
});
