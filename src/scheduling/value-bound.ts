import type { Model } from "./model.ts";
import { boundPacking } from "./packing-bound.ts";

/**
 * A true upper bound on the value of the optional meetings: each person holds at most as many as quota and usable
 * slots allow, and all together at most as many as there are places, once the required ones hold theirs.
 */
export function boundValue(model: Model): number {
  const { slots, people } = model;
  const capacities = new Float64Array(people + 1);
  for (let person = 0; person < people; person += 1) capacities[person] = usableSlots(model, person);
  for (let slot = 0; slot < slots; slot += 1)
    capacities[people] = (capacities[people] ?? 0) + (model.capacity[slot] ?? 0);
  const values: number[] = [];
  const holders: number[][] = [];
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    const own = [...peopleOf(model, meeting), people];
    if (model.required[meeting] === 1) {
      for (const holder of own) capacities[holder] = Math.max(0, (capacities[holder] ?? 0) - 1);
    } else if (hasSlot(model, meeting)) {
      values.push(model.value[meeting] ?? 0);
      holders.push(own);
    }
  }
  return boundPacking({ values, holders, sizes: new Float64Array(values.length).fill(1), capacities });
}

function peopleOf(model: Model, meeting: number): number[] {
  const rows = model.members.subarray(model.memberStart[meeting] ?? 0, model.memberStart[meeting + 1] ?? 0);
  return Array.from(rows).filter((row) => row < model.people);
}

function hasSlot(model: Model, meeting: number): boolean {
  const at = model.allowed.indexOf(1, meeting * model.slots);
  return at >= 0 && at < (meeting + 1) * model.slots;
}

function usableSlots(model: Model, person: number): number {
  let usable = 0;
  for (let slot = 0; slot < model.slots; slot += 1) {
    if ((model.capacity[slot] ?? 0) === 0) continue;
    let can = false;
    for (let at = model.heldStart[person] ?? 0; at < (model.heldStart[person + 1] ?? 0) && !can; at += 1) {
      can = model.allowed[(model.held[at] ?? 0) * model.slots + slot] === 1;
    }
    if (can) usable += 1;
  }
  return Math.min(usable, model.maxMeetings[person] ?? usable);
}
