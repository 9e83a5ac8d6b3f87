import type { Context } from "../domain/decision.ts";
import { absentOf } from "../domain/fair/decide-attendance.ts";
import { areOffersDue } from "../domain/fair/decide-offer.ts";
import { lastSlot } from "../domain/fair/span.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { FairId, Instant } from "../domain/ids.ts";
import { minutesAfter } from "../domain/instant.ts";
import type { FairStream, Runtime } from "./runtime.ts";

export type TimerOptions = {
  readonly runtime: Runtime;
  readonly wallNowMs: () => number;
  readonly onError: (error: unknown) => void;
  /** Told of every open fair, a few times a minute. */
  readonly onRound?: (fairId: FairId, fair: FairStream) => void;
  readonly everyMs?: number;
};

const settleEveryMs = 2_000;
const sweepEveryMs = 10 * 60_000;
const mailsKeptMs = 90 * 24 * 3_600_000;

/** True when time alone has changed something: a request is past its time, a meeting past its last slot. */
export function isDue(state: FairState, at: Instant): boolean {
  for (const expiresAt of state.pending.values()) if (expiresAt <= at) return true;
  const { overrunMinutes } = state.rules.get();
  for (const [slot, ids] of state.scheduledAt.entries()) {
    const endsAt = state.slots.get()[slot]?.endsAt;
    if (endsAt === undefined || endsAt > at) continue;
    const isOver = minutesAfter(endsAt, overrunMinutes) <= at;
    for (const id of ids) {
      const meeting = state.meetings.get(id);
      if (meeting?.status !== "scheduled" || lastSlot(meeting) !== slot) continue;
      if (isOver || absentOf(meeting).length > 0) return true;
    }
  }
  return areOffersDue(state, at);
}

/**
 * Lets time pass in every fair of the installation, and forgets what has expired. Every node does so: whoever
 * comes second finds nothing left to settle.
 */
export function startTimers(options: TimerOptions): () => Promise<void> {
  const { runtime, wallNowMs, onError, onRound, everyMs = settleEveryMs } = options;
  const fairs = new Map<FairId, FairStream>();
  const underWay = new Set<Promise<unknown>>();
  let isStopped = false;
  const attempt = (work: Promise<unknown>): void => {
    const settled: Promise<unknown> = work.catch(onError).finally(() => underWay.delete(settled));
    underWay.add(settled);
  };
  const openAll = async (): Promise<void> => {
    for (const id of [...runtime.directory.state.fairs.keys()]) if (!isStopped) await runtime.fair(id);
  };
  const settle = (): void => {
    for (const [id, fair] of fairs) {
      const at = runtime.clock.now();
      if (isDue(fair.state, at)) attempt(fair.submit({ type: "SettleTime" }, bySystem(at)));
      onRound?.(id, fair);
    }
  };
  const sweep = async (): Promise<void> => {
    await runtime.vault.sweep(wallNowMs());
    await runtime.vault.deleteOldMails(wallNowMs() - mailsKeptMs);
  };

  runtime.onFairOpened((fair, id) => fairs.set(id, fair));
  attempt(openAll());
  const stopDirectory = runtime.directory.onCommit(({ events }) => {
    if (events.some((event) => event.type === "FairListed")) attempt(openAll());
  });
  const settling = setInterval(settle, everyMs);
  const sweeping = setInterval(() => attempt(sweep()), sweepEveryMs);
  settling.unref();
  sweeping.unref();
  return async () => {
    isStopped = true;
    clearInterval(settling);
    clearInterval(sweeping);
    stopDirectory();
    await Promise.all(underWay);
  };
}

function bySystem(at: Instant): Context {
  return { at, by: "system", as: "system" };
}
