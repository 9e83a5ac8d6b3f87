import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import { type FairWriter, pairKey } from "./state.ts";

type PairEvent = Extract<FairEvent, { type: "PairPinned" | "PairBanned" | "PairReleased" }>;

export function evolvePair(state: FairWriter, event: Recorded<PairEvent>): void {
  const { organisations, at } = event;
  const key = pairKey(...organisations);
  switch (event.type) {
    case "PairPinned":
      return state.pairs.set(key, {
        kind: "pin",
        organisations,
        reason: event.reason,
        at,
        ...(event.despite === undefined ? {} : { despite: event.despite }),
      });
    case "PairBanned":
      return state.pairs.set(key, { kind: "ban", organisations, reason: event.reason, at });
    case "PairReleased":
      return state.pairs.delete(key);
    default:
      return event satisfies never;
  }
}
