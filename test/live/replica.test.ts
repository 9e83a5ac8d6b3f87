import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createReplica, type Patch } from "../../src/live/replica.ts";
import { createLiveTopic } from "../../src/live/topic.ts";
import { seed } from "../support/seed.ts";

type Change = { readonly thing: number; readonly value: number };

function newTopic(
  options: { intervalMs?: number; nowMs?: () => number; versions?: "stream" | "clock" } = {},
) {
  const state = new Map<number, number>();
  const sent: Patch<Change>[] = [];
  const topic = createLiveTopic<Record<number, number>, Change>({
    version: 0,
    snapshot: () => Object.fromEntries(state),
    keyOf: ({ thing }) => String(thing),
    send: (patch) => sent.push(patch),
    minIntervalMs: () => options.intervalMs ?? 0,
    nowMs: options.nowMs ?? (() => 0),
    versions: options.versions ?? "stream",
  });
  const put = (thing: number, value: number, to: number) => {
    state.set(thing, value);
    topic.publish([{ thing, value }], to);
  };
  return { state, sent, topic, put };
}

describe("replicas", () => {
  it("end equal whatever is lost, repeated or reordered by reconnections, applying each change once", () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ type: fc.constant("put" as const), thing: fc.nat(5), skip: fc.nat(3) }),
      },
      { weight: 3, arbitrary: fc.record({ type: fc.constant("deliver" as const), index: fc.nat(30) }) },
      { weight: 1, arbitrary: fc.record({ type: fc.constant("lose" as const) }) },
      { weight: 2, arbitrary: fc.record({ type: fc.constant("ask" as const) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { state, sent, topic, put } = newTopic();
        let copy: Record<number, number> = {};
        let reached = 0;
        const replica = createReplica<Record<number, number>, Change>({
          start(snapshot, version) {
            copy = { ...snapshot };
            reached = version;
          },
          apply(changes, span) {
            expect(span.from).toBe(reached);
            reached = span.to;
            for (const { thing, value } of changes) copy[thing] = value;
          },
        });
        let version = 0;
        let value = 0;
        const ask = () => {
          const since = replica.version ?? undefined;
          expect(replica.answer(topic.answer(since))).not.toBe("refused");
        };
        for (const each of steps) {
          if (each.type === "put") {
            version += 1 + each.skip;
            value += 1;
            put(each.thing, value, version);
          } else if (each.type === "deliver") {
            const patch = sent[each.index % Math.max(1, sent.length)];
            if (patch && replica.patch(patch) === "applied") expect(replica.version).toBe(patch.to);
          } else if (each.type === "ask") ask();
        }
        ask();
        expect(copy).toEqual(Object.fromEntries(state));
        expect(replica.version).toBe(topic.version);
      }),
      { seed, numRuns: 500 },
    );
  });

  it("a page rendered later than the topic's last change adopts the topic's version", () => {
    const { topic, put, sent } = newTopic();
    put(1, 1, 3);
    const applied: Change[] = [];
    const replica = createReplica<object, Change>(
      { start: () => undefined, apply: (changes) => applied.push(...changes) },
      7,
    );
    expect(replica.answer(topic.answer(7))).toBe("applied");
    expect(replica.version).toBe(3);
    put(1, 2, 9);
    expect(sent.at(-1) && replica.patch(sent.at(-1) as Patch<Change>)).toBe("applied");
    expect(applied).toEqual([{ thing: 1, value: 2 }]);
  });
});

describe("topics", () => {
  it("send at once, then together: the last word about each thing, and the chain holds", () => {
    vi.useFakeTimers();
    try {
      const { sent, topic, put } = newTopic({ intervalMs: 100, nowMs: () => Date.now() });
      put(1, 1, 1);
      expect(sent).toEqual([{ from: 0, to: 1, changes: [{ thing: 1, value: 1 }] }]);
      put(1, 2, 2);
      put(2, 1, 3);
      put(1, 3, 4);
      let asked = 0;
      topic.whenSent(() => {
        asked = topic.version;
      });
      expect(sent).toHaveLength(1);
      vi.advanceTimersByTime(100);
      expect(sent[1]).toEqual({
        from: 1,
        to: 4,
        changes: [
          { thing: 2, value: 1 },
          { thing: 1, value: 3 },
        ],
      });
      expect(asked).toBe(4);
    } finally {
      vi.useRealTimers();
    }
  });

  it("forget what is long past and then answer with a snapshot; a clock's version must be one that was sent", () => {
    const { topic, put } = newTopic();
    for (let version = 1; version <= 1_000; version += 1) put(version % 7, version, version);
    expect(topic.answer(1)).toHaveProperty("snapshot");
    expect(topic.answer(900)).toMatchObject({ from: 900, to: 1_000 });
    expect(topic.answer(undefined)).toHaveProperty("snapshot");
    const clock = newTopic({ versions: "clock" });
    clock.put(1, 1, 1_000);
    clock.put(1, 2, 2_000);
    expect(clock.topic.answer(1_000)).toEqual({ from: 1_000, to: 2_000, changes: [{ thing: 1, value: 2 }] });
    expect(clock.topic.answer(1_500)).toHaveProperty("snapshot");
    expect(clock.topic.answer(9_000)).toHaveProperty("snapshot");
  });
});
