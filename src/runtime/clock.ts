import type { Instant } from "../domain/ids.ts";
import { toInstant, toMillis } from "../domain/instant.ts";

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

/** A clock that can be set and runs `speed` times as fast: the demo's day passes in minutes. */
export type DemoClock = Clock & {
  /** Stands still at this instant until `run`; never goes back. */
  setTo(instant: Instant): void;
  run(): void;
};

export function createDemoClock(start: Instant, speed: number): DemoClock {
  let setMs = toMillis(start);
  let runningSinceMs: number | undefined;
  const nowMs = (): number =>
    runningSinceMs === undefined ? setMs : Math.floor(setMs + (performance.now() - runningSinceMs) * speed);
  return {
    now: () => toInstant(nowMs()),
    nowMs,
    speed,
    setTo(instant) {
      setMs = Math.max(nowMs(), toMillis(instant));
      runningSinceMs = undefined;
    },
    run() {
      setMs = nowMs();
      runningSinceMs = performance.now();
    },
  };
}
