import type { Model } from "./model.ts";

/**
 * Slots left to each required meeting once the fixed ones hold theirs: nobody is elsewhere at the same time, full
 * slots are closed, nobody meets where a wanted break must be, and order leaves room. Keeps every valid agenda; an empty line means that there is none.
 */
export function reduceDomains(model: Model): Uint8Array {
  const { slots, meetings } = model;
  const domains = Uint8Array.from(model.allowed);
  const size = new Int32Array(meetings);
  const settled = new Uint8Array(meetings);
  const fixedAt = new Int32Array(slots);
  const queue: number[] = [];
  const remove = (meeting: number, slot: number): void => {
    if (domains[meeting * slots + slot] !== 1) return;
    domains[meeting * slots + slot] = 0;
    size[meeting] = (size[meeting] ?? 0) - 1;
    if (size[meeting] === 1) queue.push(meeting);
  };
  for (let meeting = 0; meeting < meetings; meeting += 1) {
    let count = 0;
    for (let slot = 0; slot < slots; slot += 1) count += domains[meeting * slots + slot] ?? 0;
    size[meeting] = count;
    if (count === 1) queue.push(meeting);
  }
  model.breaks.forEach((own, row) => {
    // Slots that every stretch of the window has in common.
    for (const { from, to, slots: length } of own)
      for (let slot = Math.max(from, to - length + 1); slot <= Math.min(to, from + length - 1); slot += 1)
        for (let at = model.heldStart[row] ?? 0; at < (model.heldStart[row + 1] ?? 0); at += 1)
          remove(model.held[at] ?? 0, slot);
  });
  let changed = true;
  while (changed) {
    changed = false;
    for (let meeting = queue.pop(); meeting !== undefined; meeting = queue.pop()) {
      if (settled[meeting] === 1 || model.required[meeting] !== 1 || size[meeting] !== 1) continue;
      settled[meeting] = 1;
      changed = true;
      const slot = domains.indexOf(1, meeting * slots) - meeting * slots;
      fixedAt[slot] = (fixedAt[slot] ?? 0) + 1;
      for (let at = model.memberStart[meeting] ?? 0; at < (model.memberStart[meeting + 1] ?? 0); at += 1) {
        const row = model.members[at] ?? 0;
        for (let other = model.heldStart[row] ?? 0; other < (model.heldStart[row + 1] ?? 0); other += 1) {
          const rival = model.held[other] ?? 0;
          if (rival !== meeting) remove(rival, slot);
        }
      }
      if ((fixedAt[slot] ?? 0) >= (model.capacity[slot] ?? 0)) {
        for (let other = 0; other < meetings; other += 1) if (settled[other] !== 1) remove(other, slot);
      }
    }
    for (let slot = 0; slot < slots; slot += 1) {
      if ((model.capacity[slot] ?? 0) > 0) continue;
      for (let other = 0; other < meetings; other += 1) remove(other, slot);
    }
    if (model.hasOrder && tightenOrder(model, domains, remove)) changed = true;
    if (queue.length > 0) changed = true;
  }
  return domains;
}

function tightenOrder(
  model: Model,
  domains: Uint8Array,
  remove: (meeting: number, slot: number) => void,
): boolean {
  const { slots } = model;
  let changed = false;
  const drop = (meeting: number, slot: number): void => {
    if (domains[meeting * slots + slot] !== 1) return;
    remove(meeting, slot);
    changed = true;
  };
  for (let meeting = 0; meeting < model.meetings; meeting += 1) {
    for (let at = model.earlierStart[meeting] ?? 0; at < (model.earlierStart[meeting + 1] ?? 0); at += 1) {
      const earlier = model.earlier[at] ?? 0;
      if (model.required[earlier] !== 1 || model.required[meeting] !== 1) continue;
      const first = domains.indexOf(1, earlier * slots) - earlier * slots;
      const last = domains.lastIndexOf(1, meeting * slots + slots - 1) - meeting * slots;
      const isEmpty = first < 0 || first >= slots || last < 0;
      for (let slot = 0; slot < slots; slot += 1) {
        if (isEmpty || slot <= first) drop(meeting, slot);
        if (isEmpty || slot >= last) drop(earlier, slot);
      }
    }
  }
  return changed;
}
