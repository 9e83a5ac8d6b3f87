import type { Recorded } from "../decision.ts";
import { type FairEvent, fairEventSchema } from "./events.ts";

type Raw = { readonly type: string; readonly v: number; readonly [field: string]: unknown };
/** From one version of an event to the next; today every event is at its first. */
const upcasters: Readonly<Record<string, (event: Raw) => Raw>> = {};
const known: ReadonlySet<string> = new Set(fairEventSchema.options.map((option) => option.shape.type.value));

/** Brings a recorded fact to today's version. Throws on a type written by a later release. */
export function upcastFairEvent(recorded: Raw): Recorded<FairEvent> {
  let event = recorded;
  for (let step = upcasters[`${event.type}@${event.v}`]; step; step = upcasters[`${event.type}@${event.v}`])
    event = step(event);
  if (!known.has(event.type) || event.v !== 1)
    throw new Error(`unknown event ${event.type} v${event.v}: written by a later release of Coventis`);
  return event as unknown as Recorded<FairEvent>;
}
