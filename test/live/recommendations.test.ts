import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Profile, profileSchema } from "../../src/domain/directory/organisation.ts";
import { type OrganisationId, organisationIdSchema } from "../../src/domain/ids.ts";
import { patchSchema } from "../../src/live/protocol.ts";
import { watchTopic } from "../../src/live/watch-topic.ts";
import type { RecommendationsChange, RecommendationsSnapshot, Recommended } from "../../src/views/topics.ts";
import { ask, eventually, type LiveFixture, startLive } from "./live-server.ts";

const [baker, grower, printer] = ["org_e0", "org_e1", "org_e2"] as const;
const canteen = "org_b0";
const vegetables = "Légumes bio de saison, livrés aux cantines";
const place = { commune: "Montpellier", department: "34", region: "76" };

let live: LiveFixture;
beforeAll(async () => {
  live = await startLive({ exhibitors: 4, buyers: 3, slots: 6 });
  await write(canteen, {
    needs: [{ id: "n1", kind: "buy", text: "Légumes bio pour notre cantine", activities: ["maraichage"] }],
  });
});
afterAll(() => live.close());

const offer = (text: string, activities: readonly string[]) => ({
  offers: [{ id: "o1", text, activities, area: { type: "departments", codes: ["34"] }, capacity: null }],
});

async function write(organisation: string, part: Record<string, unknown>): Promise<void> {
  const { directory, clock } = live.server.runtime;
  const organisationId: OrganisationId = organisationIdSchema.parse(organisation);
  const profile: Profile = profileSchema.parse({
    name: `Structure ${organisation}`,
    family: "scic",
    ess: true,
    place,
    ...part,
  });
  const context = { at: clock.now(), by: "system", as: "system" } as const;
  const outcome = await directory.submit({ type: "ChangeProfile", organisationId, profile }, context);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
}

/** What a delegate's page holds, kept by a real socket; `messages` is all that the wire brought. */
function follow(organisation: string) {
  const socket = live.connect(live.fair.tokenOf(organisation));
  const messages: unknown[] = [];
  socket.onAny((_, message: unknown) => messages.push(message));
  const kept = { list: [] as readonly Recommended[], isOn: false, messages, socket };
  const take = ({ list }: RecommendationsSnapshot): void => {
    kept.list = list;
  };
  watchTopic<RecommendationsSnapshot, RecommendationsChange>(socket, {
    topic: `recommendations:${organisation}`,
    since: null,
    start: take,
    apply: (changes) => changes.forEach(take),
    status: (status) => {
      kept.isOn = status === "on";
    },
  });
  return kept;
}
const names = ({ list }: { readonly list: readonly Recommended[] }) => list.map((one) => one.organisation);
const isOn = (page: { readonly isOn: boolean }) =>
  eventually(
    () => page.isOn,
    () => "the topic was not answered",
  );

describe("recommendations that follow everybody's profiles", () => {
  it("somebody else's new offer appears, is overtaken, and leaves, without anybody asking again", async () => {
    const page = follow(canteen);
    await isOn(page);
    expect(names(page)).toEqual([]);
    await write(grower, offer(vegetables, ["maraichage"]));
    await eventually(
      () => names(page).includes(grower),
      () => JSON.stringify(page.list),
    );
    await write(printer, offer("Imprimerie de brochures", []));
    await write(grower, offer("Nettoyage de bureaux", ["proprete"]));
    await eventually(
      () => !names(page).includes(grower),
      () => JSON.stringify(page.list),
    );
    for (const message of page.messages) expect(() => patchSchema.parse(message)).not.toThrow();
    page.socket.disconnect();
  });

  it("a list carries who, how many points and the relation, no need, no reason, nothing of a wish", async () => {
    await write(grower, offer(vegetables, ["maraichage"]));
    const [mine, theirs] = [follow(canteen), follow(grower)];
    await isOn(mine);
    await isOn(theirs);
    await eventually(
      () => names(mine).includes(grower),
      () => JSON.stringify(mine.list),
    );
    await eventually(
      () => names(theirs).includes(canteen),
      () => JSON.stringify(theirs.list),
    );
    expect(await live.give({ type: "SetWish", from: canteen, to: grower, level: "never" })).toBe(true);
    await eventually(
      () => !names(mine).includes(grower),
      () => JSON.stringify(mine.list),
    );
    // What comes after shows that the other side had the time to hear, and did not.
    await write(baker, {
      needs: [{ id: "n1", kind: "buy", text: "Légumes bio pour nos tourtes", activities: ["maraichage"] }],
    });
    await eventually(
      () => names(theirs).includes(baker),
      () => JSON.stringify(theirs.list),
    );
    expect(names(theirs)).toContain(canteen);
    for (const message of [...mine.messages, ...theirs.messages]) {
      const { changes } = patchSchema.parse(message);
      for (const change of changes) {
        expect(Object.keys(change)).toEqual(["list"]);
        for (const one of change["list"] as object[])
          expect(Object.keys(one).sort()).toEqual(["organisation", "points", "relation"]);
      }
    }
    await live.give({ type: "SetWish", from: canteen, to: grower, level: null });
    mine.socket.disconnect();
    theirs.socket.disconnect();
  });

  it("is for the organisation's own people and the organiser, nobody else", async () => {
    const topic = `recommendations:${canteen}`;
    const codes: Record<string, unknown> = {};
    for (const [who, token] of Object.entries({
      visitor: undefined,
      other: live.fair.tokenOf(grower),
      steward: live.fair.stewardToken,
      own: live.fair.tokenOf(canteen),
      organiser: live.fair.organiserToken,
    })) {
      const socket = live.connect(token);
      const answer = (await ask(socket, "watch", { topic })) as { error?: { code: string } };
      codes[who] = answer.error?.code ?? ("snapshot" in answer ? "list" : "?");
      socket.disconnect();
    }
    expect(codes).toEqual({
      visitor: "not-signed-in",
      other: "forbidden",
      steward: "forbidden",
      own: "list",
      organiser: "list",
    });
  });
});
