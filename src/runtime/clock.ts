import type { Instant } from "../domain/ids.ts";
import { toInstant } from "../domain/instant.ts";

/** The only reader of the time of day. */
export type Clock = {
  now(): Instant;
  nowMs(): number;
  /** How many of its seconds pass in one of ours: 1 outside the demo. */
  readonly speed: number;
};

export const systemClock: Clock = {
  now: () => toInstant(Date.now()),
  nowMs: () => Date.now(),
  speed: 1,
};

/** A clock that starts at `startMs` and runs `speed` times as fast: the demo's day passes in minutes. */
export function createScaledClock(startMs: number, speed: number): Clock {
  const originMs = performance.now();
  const nowMs = (): number => Math.floor(startMs + (performance.now() - originMs) * speed);
  return { now: () => toInstant(nowMs()), nowMs, speed };
}
