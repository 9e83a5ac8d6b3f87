import { afterEach, describe, expect, it } from "vitest";
import { createWorld, ids, type Name, type World } from "./world.ts";

const open: World[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
const world = async () => {
  const made = await createWorld();
  open.push(made);
  return made;
};
const fair = `/fairs/${ids.fair}`;
type Body = { readonly [field: string]: unknown };
const body = (asked: { body: unknown }) => asked.body as Body;

/** The only meeting of the world that is scheduled, as its two sides' API tells it. */
async function meetingSeenBy(here: World, as: Name) {
  return body(await here.ask("get", `${fair}/meetings/${ids.scheduled}`, { as }));
}

describe("a table is lost", () => {
  it("the organiser reads a repair at once, applies it, and both sides read another table", async () => {
    const here = await world();
    const before = await meetingSeenBy(here, "buyer");
    const declared = await here.ask("post", `${fair}/disruptions`, {
      as: "organiser",
      body: { what: { kind: "place", placeId: before["placeId"] }, until: before["endsAt"] },
    });
    expect(declared.status, declared.text).toBe(201);
    const { id, plans, struck } = body(declared) as {
      id: string;
      plans: { key: string; lost: [] }[];
      struck: [];
    };
    expect(struck).toEqual([ids.scheduled]);
    expect(plans[0]?.lost).toEqual([]);
    for (const [as, status] of [
      ["steward", 403],
      ["buyer", 403],
      ["visitor", 401],
    ] as const)
      expect(
        (
          await here.ask("post", `${fair}/disruptions/${id}/repair`, {
            ...(as === "visitor" ? {} : { as }),
            body: { plan: plans[0]?.key },
          })
        ).status,
        as,
      ).toBe(status);
    const apply = () =>
      here.ask("post", `${fair}/disruptions/${id}/repair`, {
        as: "organiser",
        body: { plan: plans[0]?.key },
      });
    const applied = await apply();
    expect(applied.status, applied.text).toBe(200);
    expect(body(applied)["struck"]).toEqual([]);
    for (const as of ["buyer", "exhibitor"] as const) {
      const after = await meetingSeenBy(here, as);
      expect(after).toMatchObject({ status: "scheduled", slot: before["slot"] });
      expect(after["placeId"]).not.toBe(before["placeId"]);
    }
    const again = await apply();
    expect([again.status, body(again)["code"]]).toEqual([409, "repair-stale"]);
    const ended = await here.ask("delete", `${fair}/disruptions/${id}`, { as: "organiser" });
    expect(ended.status).toBe(204);
  });

  it("proposes for the meeting that a cancellation left, asks both, and tells neither what the other said", async () => {
    const here = await world();
    await here.ask("post", `${fair}/meetings/${ids.scheduled}/cancel`, {
      as: "organiser",
      body: { organisation: ids.exhibitor },
    });
    for (const [from, to, as] of [
      [ids.buyer, ids.second, "buyer"],
      [ids.second, ids.buyer, "second"],
    ] as const)
      await here.ask("put", `${fair}/participants/${from}/wishes/${to}`, { as, body: { level: "must" } });
    await here.ask("post", `${fair}/meetings/${ids.requested}/withdraw`, { as: "buyer", body: {} });
    const holes = body(await here.ask("get", `${fair}/holes`, { as: "organiser" }));
    expect(holes["holes"]).toMatchObject([{ meetingId: ids.scheduled, left: [ids.buyer] }]);
    const offered = await here.ask("post", `${fair}/holes/${ids.scheduled}/offers`, {
      as: "organiser",
      body: {},
    });
    expect(offered.status, offered.text).toBe(201);
    const offers = `${fair}/participants/${ids.second}/offers`;
    const read = async () => (body(await here.ask("get", offers, { as: "second" }))["offers"] as Body[])[0];
    const offer = await read();
    expect(offer).toMatchObject({ kind: "meet", status: "open" });
    const answer = (as: Name, accepted: boolean) =>
      here.ask("post", `${fair}/offers/${offer?.["id"]}/answer`, { as, body: { accepted } });
    expect((await answer("outsider", true)).status).toBeGreaterThanOrEqual(403);
    const first = await answer("buyer", true);
    if (body(first)["status"] === "booked") return;
    expect((await read())?.["yes"]).toEqual([]);
    const second = await answer("second", false);
    expect(body(second), second.text).toMatchObject({ status: "closed", yes: [] });
    const seen = body(await here.ask("get", `${fair}/participants/${ids.buyer}/offers`, { as: "buyer" }));
    expect(seen["offers"]).toMatchObject([{ status: "closed", yes: [ids.buyer] }]);
  });

  it("asks about each slot of a longer meeting that fell through, and stops one without the other", async () => {
    const here = await world();
    const longer = await here.ask("put", `${fair}/participants/${ids.second}/meeting-slots`, {
      as: "organiser",
      body: { slots: 2 },
    });
    expect(longer.status, longer.text).toBeLessThan(300);
    const before = await meetingSeenBy(here, "buyer");
    await here.ask("post", `${fair}/meetings/${ids.requested}/withdraw`, { as: "buyer", body: {} });
    const booked = await here.ask("post", `${fair}/meetings`, {
      as: "organiser",
      body: { mode: "book", from: ids.buyer, to: ids.second, slot: Number(before["slot"]) + 2 },
    });
    expect(booked.status, booked.text).toBe(201);
    const long = String(body(booked)["id"]);
    await here.ask("post", `${fair}/meetings/${long}/cancel`, { as: "organiser", body: {} });
    const read = async () =>
      (body(await here.ask("get", `${fair}/holes`, { as: "organiser" }))["holes"] as Body[])
        .filter(({ meetingId }) => meetingId === long)
        .map(({ part, status }) => [part, status]);
    expect(await read()).toEqual([
      [0, "open"],
      [1, "open"],
    ]);
    const stop = (part: string) =>
      here.ask("delete", `${fair}/holes/${long}/offers?part=${part}`, { as: "organiser" });
    expect((await stop("1")).status).toBe(204);
    expect(await read()).toEqual([
      [0, "open"],
      [1, "ended"],
    ]);
    expect((await stop("2")).status).toBe(404);
    expect((await stop("7")).status).toBe(422);
    const none = await here.ask("post", `${fair}/holes/${long}/offers`, {
      as: "organiser",
      body: { part: 0 },
    });
    expect(body(none)["code"]).toBe("nobody-willing");
  });
});
