import type { Problem } from "../problem.ts";
import type { Placed } from "../solution.ts";
import type { Report } from "./violation.ts";

/** One meeting at a time at every place, while it is open. */
export function checkPlaces(problem: Problem, placed: readonly Placed[], add: Report): void {
  const open = new Map<string, Set<number> | undefined>();
  if (typeof problem.places === "number") {
    for (let index = 0; index < problem.places; index += 1) open.set(`t${index}`, undefined);
  } else {
    for (const place of problem.places) {
      open.set(place.id, place.slots === undefined ? undefined : new Set(place.slots));
    }
  }
  const holder = new Map<string, Map<number, string>>();
  for (const item of placed) {
    if (!open.has(item.place)) {
      add(
        "unknown-place",
        `meeting "${item.meeting}" is at place "${item.place}", which is not one of the problem`,
        { meetings: [item.meeting], place: item.place },
      );
      continue;
    }
    if (open.get(item.place)?.has(item.slot) === false) {
      add(
        "place-closed",
        `place "${item.place}" is closed at slot ${item.slot}, where meeting "${item.meeting}" is placed`,
        { meetings: [item.meeting], place: item.place, slot: item.slot },
      );
    }
    const bySlot = holder.get(item.place) ?? new Map<number, string>();
    holder.set(item.place, bySlot);
    const other = bySlot.get(item.slot);
    if (other !== undefined) {
      add(
        "place-taken",
        `place "${item.place}" holds meetings "${other}" and "${item.meeting}" both at slot ${item.slot}`,
        { meetings: [other, item.meeting], place: item.place, slot: item.slot },
      );
    }
    bySlot.set(item.slot, item.meeting);
  }
}
