import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FairId, fairIdSchema, organisationIdSchema } from "../../src/domain/ids.ts";
import type { Recommendations } from "../../src/http/services.ts";
import { createRecommendationTopics } from "../../src/live/recommendation-topics.ts";

const fairId = fairIdSchema.parse("fair_a");
const [alto, brisa] = ["org_alto", "org_brisa"].map((id) => organisationIdSchema.parse(id));
if (!alto || !brisa) throw new Error("unreachable");

type Listener = Parameters<Recommendations["onMoved"]>[0];

function start() {
  const asked: string[] = [];
  const sent: string[] = [];
  const listeners = new Set<Listener>();
  let score = 0.5;
  let version = 0;
  const recommendations = {
    for: async (_: FairId, organisation: string) => {
      asked.push(organisation);
      return [{ organisation: "org_x", score, relation: "trade" }];
    },
    onMoved: (listener: Listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Recommendations;
  const topics = createRecommendationTopics({
    recommendations,
    send: (key) => sent.push(key),
    watchers: () => 1,
    nowMs: () => Date.now(),
    nextVersion: () => ++version,
    onError: (error) => {
      throw error;
    },
  });
  return {
    topics,
    asked,
    sent,
    scoreIs: (now: number) => {
      score = now;
    },
    move(concerned: Parameters<Listener>[1]) {
      for (const listener of listeners) listener(fairId, concerned);
    },
  };
}

describe("lists made anew", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("a burst of changes is one refresh, and what comes without a pause is told within two seconds", async () => {
    const world = start();
    await world.topics.open("a", fairId, alto);
    world.asked.length = 0;
    world.scoreIs(0.6);
    for (let change = 0; change < 50; change += 1) {
      world.move("all");
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(world.asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(300);
    expect(world.asked).toEqual([alto]);
    expect(world.sent).toEqual(["a"]);
    world.scoreIs(0.7);
    for (let change = 0; change < 110; change += 1) {
      world.move("all");
      await vi.advanceTimersByTimeAsync(20);
    }
    expect(world.sent).toEqual(["a", "a"]);
    world.topics.close();
  });

  it("only the lists concerned are read, and only those that differ are sent", async () => {
    const world = start();
    await world.topics.open("a", fairId, alto);
    await world.topics.open("b", fairId, brisa);
    world.asked.length = 0;
    world.move([brisa]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.asked).toEqual([brisa]);
    expect(world.sent).toEqual([]);
    world.scoreIs(0.4);
    world.move("all");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(world.sent).toEqual(["a", "b"]);
    world.topics.close();
  });
});
