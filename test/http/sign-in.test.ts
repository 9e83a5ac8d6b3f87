import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Instant } from "../../src/domain/ids.ts";
import { toInstant } from "../../src/domain/instant.ts";
import { linkMinutes, safeNext } from "../../src/http/sign-in.ts";
import { createHeldClock, createWorld, ids, now, people, testConfig, type World } from "./world.ts";

let world: World;
let wallClock: ReturnType<typeof createHeldClock>;
beforeEach(async () => {
  wallClock = createHeldClock(now);
  world = await createWorld({ wallClock });
});
afterEach(() => world.close());

const later = (minutes: number): Instant => toInstant(Date.parse(now) + minutes * 60_000);
const tokenIn = (link: string): string => /\/sign-in\/([\w-]+)/.exec(link)?.[1] ?? "";

async function signIn(): Promise<{ readonly cookie: string; readonly csrf: string }> {
  const link = await world.server.services.signIn.createLink(people.buyer);
  const opened = await world.ask("post", "/sessions", { body: { token: tokenIn(link) } });
  expect(opened.status).toBe(201);
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  return { cookie, csrf: (opened.body as { csrf: string }).csrf };
}

describe("links", () => {
  it("a mail brings a link that signs in once", async () => {
    const asked = await world.ask("post", "/sessions/links", { body: { email: "Buyer@Example.org" } });
    expect(asked.status).toBe(202);
    await world.server.services.signIn.settled();
    const [record] = await world.server.runtime.vault.listMails(10);
    expect(record?.mail).toMatchObject({ to: "buyer@example.org", locale: "fr" });
    const token = tokenIn(record?.mail.text ?? "");
    expect(token.length).toBeGreaterThan(40);
    const first = await world.ask("post", "/sessions", { body: { token } });
    expect(first.body).toMatchObject({ personId: people.buyer });
    const second = await world.ask("post", "/sessions", { body: { token } });
    expect(second.body).toMatchObject({ status: 410, code: "link-expired" });
    expect(second.headers.get("set-cookie")).toBeNull();
  });

  it(`expires after ${linkMinutes} minutes`, async () => {
    const { signIn: links } = world.server.services;
    const [early, late] = [await links.createLink(people.buyer), await links.createLink(people.buyer)];
    wallClock.set(later(linkMinutes - 1));
    expect((await world.ask("post", "/sessions", { body: { token: tokenIn(early) } })).status).toBe(201);
    wallClock.set(later(linkMinutes + 1));
    expect((await world.ask("post", "/sessions", { body: { token: tokenIn(late) } })).status).toBe(410);
  });

  it("tells nobody who is registered: same answer, before anything is looked up", async () => {
    const known = await world.ask("post", "/sessions/links", { body: { email: "buyer@example.org" } });
    const stranger = await world.ask("post", "/sessions/links", { body: { email: "nobody@example.org" } });
    const withoutId = (headers: Headers) => [...headers].filter(([name]) => name !== "x-request-id");
    expect(stranger.text).toBe(known.text);
    expect(stranger.status).toBe(known.status);
    expect(withoutId(stranger.headers)).toEqual(withoutId(known.headers));
    await world.server.services.signIn.settled();
    expect(await world.server.runtime.vault.listMails(10)).toHaveLength(1);
  });

  it("a registration under an address that has an account looks like any other, and attaches nobody", async () => {
    const before = await world.versions();
    const body = {
      profile: { name: "Fausse structure", family: "scic", ess: true, place: { commune: "Sète" } },
      kind: "exhibitor",
      delegates: [{ name: "Un autre", email: "buyer@example.org" }],
    };
    const asked = await world.ask("post", `/fairs/${ids.fair}/registrations`, { body });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ organisationId: expect.stringMatching(/^org_/) });
    expect(await world.versions()).toBe(before);
    await world.server.services.signIn.settled();
    expect((await world.server.runtime.vault.listMails(10))[0]?.mail.to).toBe("buyer@example.org");
  });

  it("a one-click link signs in only where the server says that it is a demo", async () => {
    const demo = await createWorld({ isDemo: true });
    const link = demo.server.services.signIn.createOneClickLink(people.steward, "/fairs/fair_main/scan");
    const path = new URL(link).pathname + new URL(link).search;
    const go = await demo.ask("get", `/${path}`);
    expect(go.status).toBe(303);
    expect(go.headers.get("location")).toBe("/fairs/fair_main/scan");
    const cookie = go.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await demo.ask("get", "/me", { cookie })).body).toMatchObject({ personId: people.steward });
    const forged = path.replace(people.steward, people.organiser);
    expect((await demo.ask("get", `/${forged}`)).status).toBe(410);
    expect((await world.ask("get", `/${path}`)).status).toBe(410);
    await demo.close();
  });

  it("goes on to pages of ours only", () => {
    expect(safeNext("/fairs/fair_x?tab=1")).toBe("/fairs/fair_x?tab=1");
    for (const bad of [
      "//evil.example",
      "https://evil.example",
      "/\\evil.example",
      "/a\r\nb",
      undefined,
      "javascript:1",
    ])
      expect(safeNext(bad)).toBe("/");
  });
});

describe("sessions", () => {
  it("the cookie is HttpOnly, SameSite=Lax, and Secure with a host prefix behind https", async () => {
    const link = await world.server.services.signIn.createLink(people.buyer);
    const opened = await world.ask("post", "/sessions", { body: { token: tokenIn(link) } });
    expect(opened.headers.get("set-cookie")).toMatch(
      /^coventis=.+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const secure = await createWorld({ config: testConfig({ BASE_URL: "https://salon.example.org" }) });
    const secureLink = await secure.server.services.signIn.createLink(people.buyer);
    const there = await secure.ask("post", "/sessions", { body: { token: tokenIn(secureLink) } });
    expect(there.headers.get("set-cookie")).toMatch(
      /^__Host-coventis=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(there.headers.get("strict-transport-security")).toContain("max-age");
    await secure.close();
  });

  it("a cookie that was changed, or of an ended session, is nobody's", async () => {
    const { cookie, csrf } = await signIn();
    expect((await world.ask("get", "/me", { cookie })).body).toMatchObject({ personId: people.buyer });
    const forged = cookie.replace(people.buyer, people.organiser);
    expect(forged).not.toBe(cookie);
    expect((await world.ask("get", "/me", { cookie: forged })).body).toMatchObject({ personId: null });
    const out = await world.ask("delete", "/sessions", { cookie, csrf });
    expect(out.status).toBe(204);
    expect((await world.ask("get", "/me", { cookie })).body).toMatchObject({ personId: null });
  });

  it("[CSRF] what changes something needs the form token of its session, from a page of ours", async () => {
    const { cookie, csrf } = await signIn();
    const path = `/fairs/${ids.fair}/participants/${ids.buyer}/booking-mode`;
    const body = { mode: "request" };
    const before = await world.versions();
    for (const bad of [
      {},
      { csrf: "wrong" },
      { csrf, headers: { origin: "https://evil.example" } },
      { csrf, headers: { "sec-fetch-site": "cross-site" } },
    ]) {
      const refused = await world.ask("put", path, { cookie, body, ...bad });
      expect(refused.body).toMatchObject({ status: 403, code: "csrf" });
    }
    const other = await signIn();
    expect(other.csrf).toBe(csrf === other.csrf ? csrf : other.csrf);
    expect(await world.versions()).toBe(before);
    const base = world.server.services.baseUrl();
    expect((await world.ask("put", path, { cookie, csrf, body, headers: { origin: base } })).status).toBe(
      200,
    );
  });

  it("a token that is not ours is refused, not taken for a visitor", async () => {
    const asked = await world.ask("get", "/fairs", { token: "x".repeat(43) });
    expect(asked.body).toMatchObject({ status: 401, code: "not-signed-in" });
  });

  it("API tokens are made once, listed without their secret, and end at once", async () => {
    const { cookie, csrf } = await signIn();
    const body = { name: "script", scopes: ["read", "book"] };
    const headers = { "idempotency-key": "make-it-once" };
    const made = await world.ask("post", "/me/tokens", { cookie, csrf, body, headers });
    const again = await world.ask("post", "/me/tokens", { cookie, csrf, body, headers });
    expect(made.status).toBe(201);
    expect(again.body).toMatchObject({ token: (made.body as { token: string }).token });
    const { token, id } = made.body as { token: string; id: string };
    const listed = await world.ask("get", "/me/tokens", { cookie });
    expect(listed.text).not.toContain(token);
    expect((listed.body as { tokens: unknown[] }).tokens).toHaveLength(1);
    expect((await world.ask("get", "/me", { token })).body).toMatchObject({
      personId: people.buyer,
      scopes: ["read", "book"],
    });
    expect((await world.ask("delete", `/me/tokens/${id}`, { cookie, csrf })).status).toBe(204);
    expect((await world.ask("get", "/me", { token })).status).toBe(401);
  });

  it("erasing oneself frees the slots, forgets the person and ends the session", async () => {
    const { cookie, csrf } = await signIn();
    expect((await world.ask("get", "/me/data", { cookie })).text).toContain("buyer@example.org");
    expect((await world.ask("delete", "/me", { cookie, csrf })).status).toBe(204);
    expect((await world.ask("get", "/me", { cookie })).body).toMatchObject({ personId: null });
    expect(await world.server.runtime.vault.getPerson(people.buyer)).toBeNull();
    const fair = await world.server.runtime.fair(ids.fair);
    expect(fair?.state.meetings.get(ids.scheduled)?.status).toBe("cancelled");
    expect(fair?.state.delegates.has(people.buyer)).toBe(false);
    const alone = await world.ask("delete", "/me", { as: "organiser" });
    expect(alone.body).toMatchObject({ status: 409, code: "last-organiser" });
  });
});

describe("limits", () => {
  it("too many links from one address are refused, and say how long to wait", async () => {
    const strict = await createWorld({ config: testConfig({ RATE_SIGN_IN: "3" }) });
    const ask = () => strict.ask("post", "/sessions/links", { body: { email: "buyer@example.org" } });
    for (let count = 0; count < 3; count += 1) expect((await ask()).status).toBe(202);
    const refused = await ask();
    expect(refused.body).toMatchObject({ status: 429, code: "too-many-requests" });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await strict.close();
  });

  it("nobody's box is flooded: five links to an address, and the answers stay the same", async () => {
    for (let count = 0; count < 9; count += 1)
      expect(
        (await world.ask("post", "/sessions/links", { body: { email: "buyer@example.org" } })).status,
      ).toBe(202);
    await world.server.services.signIn.settled();
    expect(await world.server.runtime.vault.listMails(20)).toHaveLength(5);
  });

  it("too many commands from one account leave others alone", async () => {
    const strict = await createWorld({ config: testConfig({ RATE_COMMANDS: "2" }) });
    const path = (organisation: string) => `/fairs/${ids.fair}/participants/${organisation}/booking-mode`;
    const ask = (as: "buyer" | "second") =>
      strict.ask("put", path(ids[as]), { as, body: { mode: "direct" } });
    expect((await ask("buyer")).status).toBe(200);
    expect((await ask("buyer")).status).toBe(200);
    expect((await ask("buyer")).status).toBe(429);
    expect((await ask("second")).status).toBe(200);
    await strict.close();
  });
});

it("logs hold no address, no token, no cookie and no query", async () => {
  const { cookie, csrf } = await signIn();
  await world.ask("post", "/sessions/links", { body: { email: "buyer@example.org" } });
  await world.ask("get", `/fairs/${ids.fair}/people?text=secretsearch`, { as: "organiser" });
  await world.ask("get", "//sign-in/some-very-secret-token-of-a-mail");
  world.server.services.log.error(
    { err: new Error("mail to buyer@example.org refused"), email: "buyer@example.org" },
    "x",
  );
  const lines = world.logs.join("\n");
  expect(world.logs.length).toBeGreaterThan(4);
  for (const secret of [
    "buyer@example.org",
    "secretsearch",
    "some-very-secret",
    cookie.split("=")[1] ?? "",
    csrf,
    "token-of-organiser",
  ])
    expect(lines, secret).not.toContain(secret);
});
