import { afterEach, describe, expect, it } from "vitest";
import { type Action, access, roleFor, type TokenScope } from "../../src/domain/access.ts";
import { personOf } from "../../src/domain/directory/state.ts";
import { tokenScopes } from "../../src/http/identity.ts";
import { operationId } from "../../src/http/openapi.ts";
import { routes } from "../../src/http/routes.ts";
import { samples } from "./samples.ts";
import { type Asked, createWorld, ids, type Name, people, profile, type World } from "./world.ts";

const open: World[] = [];
const world = async () => {
  const made = await createWorld();
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const names: readonly (Name | "visitor")[] = ["visitor", ...(Object.keys(people) as Name[])];
const guardRefused = ({ status, body }: Asked): boolean =>
  (status === 401 || status === 403) &&
  ["not-signed-in", "forbidden"].includes((body as { code: string }).code);

function principalOf({ server }: World, name: Name | "visitor", scopes?: readonly TokenScope[]) {
  if (name === "visitor") return { personId: null, roles: [], organisations: [] };
  const { roles, organisations } = personOf(server.runtime.directory.state, people[name]);
  return { personId: people[name], roles, organisations, ...(scopes ? { tokenScopes: scopes } : {}) };
}

describe("every route × everybody", () => {
  for (const { route, path, target, ...sent } of samples())
    it(`${route.method.toUpperCase()} ${route.path} (${route.action})`, async () => {
      const here = await world();
      const before = await here.versions();
      const allowed: Name[] = [];
      for (const name of names) {
        const may = roleFor(principalOf(here, name, tokenScopes), route.action, target) !== undefined;
        if (may && name !== "visitor") allowed.push(name);
        if (may) continue;
        const asked = await here.ask(route.method, path, {
          ...sent,
          ...(name === "visitor" ? {} : { as: name }),
        });
        expect(guardRefused(asked), `${name} is refused, not ${asked.status} ${asked.text}`).toBe(true);
        expect(asked.status, name).toBe(name === "visitor" ? 401 : 403);
      }
      expect(await here.versions(), "a refusal writes nothing").toBe(before);
      for (const name of allowed) {
        const narrow = tokenScopes.filter((scope) => scope !== access[route.action].token);
        const asked = await here.ask(route.method, path, {
          ...sent,
          token: await here.tokenOf(name, narrow),
        });
        expect(asked.status, `${name} with a token of scopes ${narrow}: ${asked.text}`).toBe(403);
      }
      expect(await here.versions(), "a token of too small a scope writes nothing").toBe(before);
      for (const name of allowed) {
        const asked = await here.ask(route.method, path, { ...sent, as: name });
        // Whoever erases themself, or signs out everywhere, is nobody afterwards.
        expect(guardRefused(asked), `${name} is let through, not ${asked.status} ${asked.text}`).toBe(false);
        expect(asked.status, `${name}: ${asked.text}`).toBeLessThan(
          500 + (route.action === "agenda.compute" || route.action === "occupancy.read" ? 4 : 0),
        );
      }
    });
});

describe("the wrong fair", () => {
  for (const { route, path, ...sent } of samples().filter((sample) =>
    sample.route.path.includes(":fairId"),
  )) {
    const isPublic = "visitor" in access[route.action];
    const isOwnSelf =
      "delegate" in access[route.action] &&
      JSON.stringify(access[route.action]).includes('"delegate":"self"');
    if (isPublic || isOwnSelf) continue;
    it(`${route.method.toUpperCase()} ${route.path}: an organiser of another fair, a steward, a delegate`, async () => {
      const here = await world();
      const before = await here.versions();
      const elsewhere = path.replace(ids.fair, ids.otherFair);
      for (const name of ["organiser", "steward", "second"] as const) {
        const { status, text } = await here.ask(route.method, elsewhere, { ...sent, as: name });
        expect([403, 404], `${name}: ${status} ${text}`).toContain(status);
      }
      const nowhere = await here.ask(route.method, path.replace(ids.fair, "fair_none"), {
        ...sent,
        as: "organiser",
      });
      expect(nowhere.status).toBe(404);
      expect(await here.versions()).toBe(before);
    });
  }
});

describe("other people's ids", () => {
  it("a delegate books for nobody else, though the body says so", async () => {
    const here = await world();
    const body = { mode: "book", from: ids.buyer, to: ids.exhibitor, slot: 2 };
    expect((await here.ask("post", `/fairs/${ids.fair}/meetings`, { as: "second", body })).status).toBe(403);
  });

  it("a delegate answers for nobody else", async () => {
    const here = await world();
    const path = `/fairs/${ids.fair}/meetings/${ids.requested}/accept`;
    const body = { organisation: ids.second };
    expect((await here.ask("post", path, { as: "buyer", body })).status).toBe(403);
    const own = await here.ask("post", path, { as: "buyer", body: {} });
    expect(own.body).toMatchObject({ status: 403, code: "not-for-you-to-answer" });
    expect((await here.ask("post", path, { as: "second", body: {} })).status).toBe(200);
  });

  it("an organiser cannot pull an organisation of another fair, and its people, into theirs", async () => {
    const here = await world();
    const path = `/fairs/${ids.otherFair}/participants/${ids.exhibitor}`;
    const body = { kind: "exhibitor", delegates: [people.exhibitor] };
    const before = await here.versions();
    expect((await here.ask("put", path, { as: "otherOrganiser", body })).status).toBe(403);
    expect(await here.versions()).toBe(before);
    expect((await here.ask("put", path, { as: "exhibitor", body })).status).toBe(200);
  });

  it("an organiser registers somebody who has an account; a stranger in their name attaches nobody", async () => {
    const here = await world();
    const body = {
      profile: profile("Une seconde structure"),
      kind: "buyer",
      delegates: [{ name: "Camille outsider", email: "outsider@example.org" }],
    };
    const asked = await here.ask("post", `/fairs/${ids.fair}/registrations`, { as: "organiser", body });
    expect(asked.body).toMatchObject({ delegates: [people.outsider] });
    const faked = await here.ask("post", `/fairs/${ids.fair}/registrations`, {
      body: { ...body, profile: profile("Une troisième") },
    });
    expect(faked.status).toBe(201);
    expect(faked.text).not.toContain(people.outsider);
  });

  it("[V2] a request from somebody wished never does not exist for its addressee, and stays pending for its asker", async () => {
    const here = await world();
    const path = `/fairs/${ids.fair}/participants/${ids.second}/wishes/${ids.buyer}`;
    expect((await here.ask("put", path, { as: "second", body: { level: "never" } })).status).toBe(200);
    const meeting = `/fairs/${ids.fair}/meetings/${ids.requested}`;
    expect((await here.ask("get", meeting, { as: "second" })).status).toBe(404);
    expect((await here.ask("post", `${meeting}/accept`, { as: "second", body: {} })).status).toBe(404);
    expect((await here.ask("get", meeting, { as: "buyer" })).body).toMatchObject({ status: "requested" });
    const listed = await here.ask("get", `/fairs/${ids.fair}/participants/${ids.second}/meetings`, {
      as: "second",
    });
    expect(listed.text).not.toContain(ids.requested);
  });
});

it("every action of the table is used by a route", () => {
  const used = new Set<Action>(routes.map(({ action }) => action));
  const unused = (Object.keys(access) as Action[]).filter((action) => !used.has(action));
  expect(unused).toEqual([]);
  expect(new Set(routes.map(operationId)).size, "operation ids are unique").toBe(routes.length);
});
