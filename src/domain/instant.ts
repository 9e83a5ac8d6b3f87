import type { Instant } from "./ids.ts";

/** Arithmetic on instants; nothing here reads a clock. */
export function minutesAfter(at: Instant, minutes: number): Instant {
  return toInstant(toMillis(at) + minutes * 60_000);
}

export function minutesBetween(from: Instant, to: Instant): number {
  return (toMillis(to) - toMillis(from)) / 60_000;
}

export function toMillis(at: Instant): number {
  return Date.parse(at);
}

export function toInstant(millis: number): Instant {
  return new Date(millis).toISOString() as Instant;
}
