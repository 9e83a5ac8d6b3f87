import type { Reason } from "./facts.ts";
import type { Model } from "./model.ts";
import { losesBreak } from "./row-limits.ts";

/** The one reason why an unplaced meeting is not in the agenda. */
export function explainUnplaced(model: Model, slotOf: Int32Array, meeting: number): Reason {
  const { slots, problem } = model;
  const common: number[] = [];
  for (let slot = 0; slot < slots; slot += 1)
    if (model.allowed[meeting * slots + slot] === 1) common.push(slot);
  if (common.length === 0) return { code: "no-common-slot" };
  const rows = Array.from(
    model.members.subarray(model.memberStart[meeting] ?? 0, model.memberStart[meeting + 1] ?? 0),
  );
  const busy = rows.map((row) => busySlots(model, slotOf, row));
  for (const [index, row] of rows.entries()) {
    const limit = problem.participants[row]?.maxMeetings;
    if (limit !== undefined && (busy[index]?.size ?? 0) >= limit) {
      return { code: "quota", person: nameOf(model, row), limit };
    }
  }
  for (const [index, row] of rows.entries()) {
    if (common.every((slot) => busy[index]?.has(slot))) {
      return { code: "busy", person: nameOf(model, row), slots: common };
    }
  }
  const free = common.filter((slot) => busy.every((own) => !own.has(slot)));
  if (free.length === 0) return { code: "others-worth-more", slots: common };
  const load = new Int32Array(slots);
  for (const slot of slotOf) if (slot >= 0) load[slot] = (load[slot] ?? 0) + 1;
  const roomy = free.filter((slot) => (load[slot] ?? 0) < (model.capacity[slot] ?? 0));
  if (roomy.length === 0) return { code: "no-place", slots: free };
  const pausing = roomy.map((slot) =>
    rows.find((row, index) =>
      losesBreak(model.breaks[row] ?? [], (at) => busy[index]?.has(at) === true, slot),
    ),
  );
  const [first] = pausing;
  if (first !== undefined && pausing.every((row) => row !== undefined))
    return { code: "break", person: nameOf(model, first) };
  for (const id of problem.meetings[meeting]?.after ?? []) return { code: "order", meeting: id };
  const later = model.later[model.laterStart[meeting] ?? 0];
  if ((model.laterStart[meeting + 1] ?? 0) > (model.laterStart[meeting] ?? 0) && later !== undefined) {
    return { code: "order", meeting: problem.meetings[later]?.id ?? "" };
  }
  return { code: "not-found" };
}

function busySlots(model: Model, slotOf: Int32Array, row: number): Set<number> {
  const busy = new Set<number>();
  for (let at = model.heldStart[row] ?? 0; at < (model.heldStart[row + 1] ?? 0); at += 1) {
    const slot = slotOf[model.held[at] ?? 0] ?? -1;
    if (slot >= 0) busy.add(slot);
  }
  return busy;
}

function nameOf(model: Model, row: number): string {
  const person = model.problem.participants[row];
  if (person !== undefined) return person.id;
  const meeting = model.problem.meetings[model.held[model.heldStart[row] ?? 0] ?? 0];
  return meeting?.fixedPlace ?? "";
}
