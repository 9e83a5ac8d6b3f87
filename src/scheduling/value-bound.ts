import type { Model } from "./model.ts";

/**
 * A true upper bound on the value of the optional meetings: each person holds at most as many as quota and usable
 * slots allow, and all together at most as many as there are places (Lagrangian multipliers on both).
 */
export function boundValue(model: Model, rounds = 300): number {
  const { slots, people } = model;
  const optional: number[] = [];
  const left = new Float64Array(people);
  let places = 0;
  for (let slot = 0; slot < slots; slot += 1) places += model.capacity[slot] ?? 0;
  for (let person = 0; person < people; person += 1) left[person] = usableSlots(model, person);
  let all = 0;
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    if (model.required[meeting] === 1) {
      places -= 1;
      forPeople(model, meeting, (person) => {
        left[person] = Math.max(0, (left[person] ?? 0) - 1);
      });
    } else if (domainSize(model, meeting) > 0) {
      optional.push(meeting);
      all += model.value[meeting] ?? 0;
    }
  }
  places = Math.max(0, places);
  const price = new Float64Array(people);
  const used = new Float64Array(people);
  let common = 0;
  let best = all;
  let scale = 1;
  for (let round = 0; round < rounds; round += 1) {
    used.fill(0);
    let held = 0;
    let value = common * places;
    for (let person = 0; person < people; person += 1) value += (price[person] ?? 0) * (left[person] ?? 0);
    for (const meeting of optional) {
      let worth = (model.value[meeting] ?? 0) - common;
      forPeople(model, meeting, (person) => {
        worth -= price[person] ?? 0;
      });
      if (worth <= 0) continue;
      value += worth;
      held += 1;
      forPeople(model, meeting, (person) => {
        used[person] = (used[person] ?? 0) + 1;
      });
    }
    if (value < best - 1e-9) best = value;
    else scale *= 0.97;
    let norm = 0;
    for (let person = 0; person < people; person += 1) {
      const excess = (used[person] ?? 0) - (left[person] ?? 0);
      if (excess > 0 || (price[person] ?? 0) > 0) norm += excess * excess;
    }
    const over = held - places;
    if (over > 0 || common > 0) norm += over * over;
    if (norm === 0) break;
    const step = (scale * 0.05 * Math.max(1e-6, value)) / norm;
    for (let person = 0; person < people; person += 1) {
      const excess = (used[person] ?? 0) - (left[person] ?? 0);
      price[person] = Math.max(0, (price[person] ?? 0) + step * excess);
    }
    common = Math.max(0, common + step * over);
  }
  return best;
}

function forPeople(model: Model, meeting: number, visit: (person: number) => void): void {
  for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
    const row = model.members[at] ?? 0;
    if (row < model.people) visit(row);
  }
}

function domainSize(model: Model, meeting: number): number {
  let size = 0;
  for (let slot = 0; slot < model.slots; slot += 1) size += model.allowed[meeting * model.slots + slot] ?? 0;
  return size;
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
