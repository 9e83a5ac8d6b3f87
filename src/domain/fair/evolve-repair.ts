import type { Recorded } from "../decision.ts";
import type { FairEvent } from "./events.ts";
import { shutAnew } from "./shut-anew.ts";
import type { FairWriter } from "./state.ts";

type RepairEvent = Extract<
  FairEvent,
  { type: "DisruptionDeclared" | "DisruptionEnded" | "RepairApplied" | "TaskDismissed" }
>;

export function evolveRepair(state: FairWriter, event: Recorded<RepairEvent>): void {
  switch (event.type) {
    case "DisruptionDeclared": {
      const { disruptionId: id, what, from, until, at: declaredAt } = event;
      state.disruptions.set(id, { id, what, from, until, declaredAt });
      return shutAnew(state);
    }
    case "DisruptionEnded":
      state.disruptions.delete(event.disruptionId);
      return shutAnew(state);
    case "RepairApplied": {
      const disruption = state.disruptions.get(event.disruptionId);
      if (disruption) state.disruptions.set(disruption.id, { ...disruption, repairedAt: event.at });
      return;
    }
    case "TaskDismissed":
      return state.dismissed.set(event.task, event.at);
    default:
      return event satisfies never;
  }
}
