import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorld, ids, people, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
const path = `/api/v1/fairs/${ids.fair}/delegates/${people.exhibitor}/comfort`;
const put = (body: unknown, to = path) => world.ask("PUT", to, { as: "exhibitor", body });
const fieldsOf = (body: unknown) =>
  (body as { errors: { field: string }[] }).errors.map(({ field }) => field);

describe("what a delegate needs, through the API", () => {
  it("is kept, told to their own side, and complete again where parts are left out", async () => {
    const wanted = {
      needsAccess: true,
      mostInARow: 3,
      breaks: [{ from: "12:00", to: "14:00", minutes: 45 }],
    };
    expect(await put(wanted)).toMatchObject({ status: 200, body: { comfort: wanted, outOfReach: [] } });
    const list = `/api/v1/fairs/${ids.fair}/participants/${ids.exhibitor}/delegates`;
    const { body } = await world.ask("GET", list, { as: "exhibitor" });
    expect(body).toMatchObject({ delegates: [{ personId: people.exhibitor, comfort: wanted }] });
    expect((await world.ask("GET", list, { as: "buyer" })).status).toBe(403);
    const nothing = { needsAccess: false, mostInARow: null, breaks: [] };
    expect((await put({})).body).toMatchObject({ comfort: nothing });
  });
  it("names the field of whatever does not hold", async () => {
    const noon = { from: "12:00", to: "14:00", minutes: 45 };
    for (const [comfort, field] of [
      [{ breaks: [noon, { ...noon, minutes: 121 }] }, "breaks.1.minutes"],
      [{ breaks: [{ ...noon, to: "11:00" }] }, "breaks.0.minutes"],
      [{ breaks: [{ ...noon, from: "noon" }] }, "breaks.0.from"],
      [{ breaks: [{ ...noon, on: "someday" }] }, "breaks.0.on"],
      [{ mostInARow: 0 }, "mostInARow"],
      [{ needsAccess: "yes" }, "needsAccess"],
    ] as const) {
      const { status, body } = await put(comfort);
      expect([status, fieldsOf(body)], field).toEqual([422, [field]]);
    }
    const { status, body } = await put({ breaks: [{ ...noon, on: "2031-01-01" }] });
    expect([status, fieldsOf(body)]).toEqual([422, ["breaks.0.on"]]);
    expect(body).toMatchObject({ code: "day-unknown" });
    expect((await put({}, path.replace(people.exhibitor, "per_nobody"))).status).toBe(404);
  });
  it("so do the rules of the fair", async () => {
    const rules = `/api/v1/fairs/${ids.fair}/rules`;
    const { body: now } = await world.ask("GET", rules, { as: "organiser" });
    for (const [part, field] of [
      [{ breakWanted: { from: "12:00", to: "12:30", minutes: 45 } }, "breakWanted.minutes"],
      [{ walkingMinutes: -1 }, "walkingMinutes"],
      [{ mostInARow: 1.5 }, "mostInARow"],
    ] as const) {
      const body = { ...(now as object), ...part };
      const answer = await world.ask("PUT", rules, { as: "organiser", body });
      expect([answer.status, fieldsOf(answer.body)], field).toEqual([422, [field]]);
    }
  });
});
