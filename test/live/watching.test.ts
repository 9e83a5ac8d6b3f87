import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { patchSchema, unwatchAnswerSchema, watchAnswerSchema } from "../../src/live/protocol.ts";
import { watchTopic } from "../../src/live/watch-topic.ts";
import type {
  OrganisationChange,
  OrganisationSnapshot,
  RoomChange,
  RoomSnapshot,
} from "../../src/views/topics.ts";
import { seed } from "../support/seed.ts";
import { ask, eventually, type LiveFixture, startLive } from "./live-server.ts";

let live: LiveFixture;
beforeAll(async () => {
  live = await startLive({ exhibitors: 4, buyers: 4, slots: 12 });
});
afterAll(() => live.close());

const codeOf = (answer: unknown): string =>
  (answer as { error?: { code: string } }).error?.code ??
  ("snapshot" in (answer as object) ? "snapshot" : "changes");

describe("who may watch what", () => {
  const topics = {
    fair: "fair:fair_test",
    viewers: "viewers:org_e0",
    "own organisation": "organisation:org_b0",
    "another organisation": "organisation:org_e0",
    desk: "desk:fair_test",
    room: "room:room_a",
  };
  const may: Record<string, readonly (keyof typeof topics)[]> = {
    visitor: ["fair", "viewers"],
    delegate: ["fair", "viewers", "own organisation"],
    steward: ["fair", "viewers", "desk", "room"],
    organiser: ["fair", "viewers", "own organisation", "another organisation", "desk", "room"],
  };
  for (const [role, allowed] of Object.entries(may))
    for (const [name, topic] of Object.entries(topics) as [keyof typeof topics, string][]) {
      const isAllowed = allowed.includes(name);
      it(`${role} ${isAllowed ? "watches" : "may not watch"} ${name}`, async () => {
        const token = {
          visitor: undefined,
          delegate: live.fair.tokenOf("org_b0"),
          steward: live.fair.stewardToken,
          organiser: live.fair.organiserToken,
        }[role];
        const socket = live.connect(token);
        const refusal = role === "visitor" ? "not-signed-in" : "forbidden";
        for (const written of [topic, `${topic}@fair_test`]) {
          if (written !== topic && /^(fair|desk):/.test(topic)) continue;
          const answer = await ask(socket, "watch", { topic: written });
          expect(codeOf(answer), written).toBe(isAllowed ? "snapshot" : refusal);
          expect(() => watchAnswerSchema.parse(answer)).not.toThrow();
        }
        socket.disconnect();
      });
    }

  it("a token of another scope, a stranger's token and a page of another site get nothing", async () => {
    const refused = live.connect("x".repeat(40));
    const reason = await new Promise<Error>((done) => refused.on("connect_error", done));
    expect(reason.message).toBe("unauthenticated");
    refused.disconnect();
    const { io } = await import("socket.io-client");
    const foreign = io(live.url, {
      transports: ["websocket"],
      reconnection: false,
      extraHeaders: { origin: "https://elsewhere.example" },
    });
    await expect(
      new Promise((done, fail) => foreign.on("connect", () => done("in")).on("connect_error", fail)),
    ).rejects.toThrow();
    foreign.disconnect();
  });

  it("who loses a right loses what is watched through it", async () => {
    const { runtime } = live.server;
    const person = runtime.directory.state.peopleOf.get("org_b3" as never)?.[0];
    const socket = live.connect(live.fair.tokenOf("org_b3"));
    expect(codeOf(await ask(socket, "watch", { topic: "organisation:org_b3" }))).toBe("snapshot");
    const lost = new Promise((done) => socket.once("disconnect", done));
    const context = { at: runtime.clock.now(), by: "system", as: "system" } as const;
    const other = "per_other" as never;
    await runtime.directory.submit(
      { type: "AddPerson", personId: other, organisationId: "org_b3" as never },
      context,
    );
    await runtime.directory.submit(
      { type: "RemovePerson", personId: person as never, organisationId: "org_b3" as never },
      context,
    );
    await lost;
    await eventually(
      () => socket.connected,
      () => "it may come back as who it is now",
    );
    expect(codeOf(await ask(socket, "watch", { topic: "organisation:org_b3" }))).toBe("forbidden");
  });

  it("[V2] a delegate never hears of a request that the organisation must not see, and its asker hears nothing odd", async () => {
    const socket = live.connect(live.fair.tokenOf("org_e1"));
    const asker = live.connect(live.fair.tokenOf("org_b1"));
    const heard: unknown[] = [];
    const asked: OrganisationChange[] = [];
    let isUp = 0;
    const follow = (
      on: typeof socket,
      organisation: string,
      told: (changes: readonly OrganisationChange[]) => void,
    ) =>
      watchTopic<OrganisationSnapshot, OrganisationChange>(on, {
        topic: `organisation:${organisation}`,
        since: null,
        start: () => {
          isUp += 1;
        },
        apply: told,
      });
    follow(socket, "org_e1", (changes) => heard.push(...changes));
    follow(asker, "org_b1", (changes) => asked.push(...changes));
    await eventually(
      () => isUp === 2,
      () => "not watching",
    );
    await live.give({ type: "SetWish", from: "org_e1", to: "org_b1", level: "never" });
    await live.give(
      { type: "RequestMeeting", meetingId: "mtg_hidden", from: "org_b1", to: "org_e1" },
      { as: "delegate" },
    );
    await live.give(
      { type: "RequestMeeting", meetingId: "mtg_seen", from: "org_b2", to: "org_e1" },
      { as: "delegate" },
    );
    await eventually(
      () => JSON.stringify(heard).includes("mtg_seen"),
      () => "the other request is not heard of",
    );
    await live.give(
      { type: "WithdrawMeeting", meetingId: "mtg_hidden", organisationId: "org_b1" },
      { as: "delegate" },
    );
    await live.give(
      { type: "WithdrawMeeting", meetingId: "mtg_seen", organisationId: "org_b2" },
      { as: "delegate" },
    );
    await eventually(
      () => JSON.stringify(heard).includes("withdrawn"),
      () => "the withdrawal is not heard of",
    );
    expect(JSON.stringify(heard)).not.toContain("mtg_hidden");
    expect(
      JSON.stringify(heard.filter((change) => (change as OrganisationChange).type !== "wish")),
    ).not.toContain("org_b1");
    const states = asked.flatMap((change) => (change.type === "meeting" ? [change.meeting.status] : []));
    expect(states).toEqual(["requested", "withdrawn"]);
    expect(JSON.stringify(asked)).not.toContain("never");
    const snapshot = (await ask(socket, "watch", { topic: "organisation:org_e1" })) as {
      snapshot: OrganisationSnapshot;
    };
    expect(JSON.stringify(snapshot.snapshot.meetings)).not.toContain("mtg_hidden");
    // Public availability says nothing of wishes or requests either.
    const open = JSON.stringify(await ask(live.connect(), "watch", { topic: "fair:fair_test" }));
    expect(open).not.toMatch(/never|mtg_|per_|request/);
  });
});

describe("patches", () => {
  it("a busy room is told ten times a second at most, and ends right", async () => {
    const socket = live.connect(live.fair.stewardToken);
    let present = -1;
    let patches = 0;
    let isUp = false;
    watchTopic<RoomSnapshot, RoomChange>(socket, {
      topic: "room:room_a",
      since: null,
      start: (snapshot) => {
        present = snapshot.present;
        isUp = true;
      },
      apply: (changes) => {
        patches += 1;
        for (const change of changes) present = change.present;
      },
    });
    await eventually(
      () => isUp,
      () => "not watching",
    );
    const startedAt = Date.now();
    for (let index = 0; index < 300; index += 1) {
      const scannedAt = live.server.runtime.clock.now();
      const scan = {
        scanId: `scan-${index}`,
        badge: `vis_${index}`,
        roomId: "room_a",
        direction: "in",
        scannedAt,
      };
      expect(await live.give({ type: "RecordScans", scans: [scan] })).toBe(true);
    }
    await eventually(
      () => present === 300,
      () => `${present} of 300 present`,
    );
    const seconds = (Date.now() - startedAt) / 1000;
    expect(patches).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
    expect(patches).toBeGreaterThan(0);
  });

  it("what was missed is told as changes, and a version of another node's board as a snapshot", async () => {
    const socket = live.connect();
    const first = (await ask(socket, "watch", { topic: "fair:fair_test" })) as { version: number };
    await ask(socket, "unwatch", { topic: "fair:fair_test" });
    await live.give({ type: "BookMeeting", meetingId: "mtg_p1", from: "org_b0", to: "org_e2", slot: 3 });
    const { version } = live.stream;
    const missed = (await ask(socket, "watch", { topic: "fair:fair_test", since: first.version })) as {
      from: number;
      to: number;
      changes: unknown[];
    };
    expect(missed).toMatchObject({ from: first.version, to: version });
    expect(missed.changes).toContainEqual({ type: "slot", organisation: "org_e2", slot: 3, state: "taken" });
    expect(await ask(socket, "watch", { topic: "fair:fair_test", since: version })).toEqual({
      from: version,
      to: version,
      changes: [],
    });
    expect(await ask(socket, "watch", { topic: "desk:fair_test", since: 5 })).toHaveProperty(
      "error.code",
      "not-signed-in",
    );
    const desk = live.connect(live.fair.organiserToken);
    expect(await ask(desk, "watch", { topic: "desk:fair_test", since: 5 })).toHaveProperty("snapshot");
  });

  it("how many look at an agenda is told to those who look", async () => {
    const sockets = [live.connect(), live.connect(), live.connect()];
    const heard: unknown[] = [];
    sockets[0]?.on("patch", (patch) => heard.push(patchSchema.parse(patch).changes));
    for (const socket of sockets) await ask(socket, "watch", { topic: "viewers:org_e3" });
    await eventually(
      () => JSON.stringify(heard.at(-1)) === JSON.stringify([{ count: 3 }]),
      () => JSON.stringify(heard),
    );
    sockets[2]?.disconnect();
    await eventually(
      () => JSON.stringify(heard.at(-1)) === JSON.stringify([{ count: 2 }]),
      () => JSON.stringify(heard),
    );
  });
});

describe("bad messages", () => {
  it(`always get an error acknowledgement, and the server goes on (seed ${seed})`, async () => {
    const good = live.connect();
    await ask(good, "watch", { topic: "fair:fair_test" });
    const topic = fc.oneof(
      fc.string({ maxLength: 200, unit: "binary" }),
      fc.constantFrom(
        "fair:",
        "fair:fair_test@fair_test",
        "room:room_a@",
        "desk:x",
        "organisation:org_e0@fair_nope",
        "__proto__:x",
        "fair:fair_none",
        "viewers:per_e0",
      ),
      fc
        .tuple(
          fc.constantFrom("fair", "desk", "room", "organisation", "viewers", "constructor"),
          fc.string({ maxLength: 80 }),
        )
        .map(([kind, id]) => `${kind}:${id}`),
    );
    const message = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.record({
        topic,
        since: fc.oneof(fc.integer({ max: -1 }), fc.double(), fc.string(), fc.constant(null)),
      }),
      fc.record({ topic }),
      fc.record({
        topic: fc.constant("fair:fair_test"),
        since: fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 60, "1", [], {}),
      }),
      fc.record({ topic: fc.constant("fair:fair_test"), extra: fc.jsonValue() }),
      fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
    );
    const event = fc.oneof(fc.constantFrom("watch", "unwatch"), fc.string({ maxLength: 30 }));
    const reserved = new Set([
      "connect",
      "connect_error",
      "disconnect",
      "disconnecting",
      "newListener",
      "removeListener",
    ]);
    await fc.assert(
      fc.asyncProperty(event, message, async (name, body) => {
        fc.pre(!reserved.has(name));
        const socket = live.connect();
        const answer = await ask(socket, name, body);
        socket.disconnect();
        const isUnwatch = name === "unwatch" && !("error" in (answer as object));
        if (isUnwatch) return void unwatchAnswerSchema.parse(answer);
        const parsed = watchAnswerSchema.parse(answer);
        if (!("error" in parsed))
          expect(body).toMatchObject({ topic: expect.stringMatching(/^(fair|viewers):/) });
      }),
      { seed, numRuns: 300 },
    );
    expect(good.connected).toBe(true);
    expect(await ask(good, "watch", { topic: "fair:fair_test" })).toHaveProperty("snapshot");
  });

  it("a flood is answered with too-many-messages, a huge message ends its connection alone", async () => {
    const good = live.connect();
    await ask(good, "watch", { topic: "fair:fair_test" });
    const flood = live.connect();
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => ask(flood, "unwatch", { topic: "fair:fair_test" })),
    );
    expect(answers.filter((answer) => codeOf(answer) === "too-many-messages").length).toBe(40);
    const huge = live.connect();
    await ask(huge, "unwatch", { topic: "fair:fair_test" });
    const ended = new Promise((done) => huge.once("disconnect", done));
    huge.emit("watch", { topic: "x".repeat(20_000) });
    await ended;
    expect(good.connected).toBe(true);
  });
});
