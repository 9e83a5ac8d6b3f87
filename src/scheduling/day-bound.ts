import type { Model } from "./model.ts";

/**
 * Fewest breaks of one participant alone, counting which of its meetings can be held at which slots: the busy slots
 * must be matched to the meetings one to one. Searches days with a given number of breaks, slot by slot, keeping a
 * matching and leaving a day as soon as no completion has so few. Starts from a known bound.
 */
export function fewestBreaks(
  model: Model,
  domains: Uint8Array,
  person: number,
  known: number,
  nodes: number,
): number {
  const day = createDay(model, domains, person);
  let breaks = known;
  while (breaks < day.total) {
    const verdict = day.canHold(breaks, nodes);
    if (verdict !== "no") return breaks;
    breaks += 1;
  }
  return breaks;
}

type Day = { total: number; canHold: (breaks: number, nodes: number) => "yes" | "no" | "unknown" };

function createDay(model: Model, domains: Uint8Array, person: number): Day {
  const sequence: number[] = [];
  const skips = model.problem.countUnavailable === false;
  for (let slot = 0; slot < model.slots; slot += 1) {
    if (!skips || model.absent[person * model.slots + slot] !== 1) sequence.push(slot);
  }
  const meetings = Array.from(
    model.held.subarray(model.heldStart[person] ?? 0, model.heldStart[person + 1] ?? 0),
  );
  const total = meetings.length;
  const length = sequence.length;
  const options = sequence.map((slot) =>
    meetings.flatMap((meeting, index) => (domains[meeting * model.slots + slot] === 1 ? [index] : [])),
  );
  const holder = new Int32Array(total).fill(-1);
  const seen = new Int32Array(total);
  let round = 0;
  const usable = new Int32Array(length + 1);
  for (let at = length - 1; at >= 0; at -= 1) {
    usable[at] = (usable[at + 1] ?? 0) + ((options[at]?.length ?? 0) > 0 ? 1 : 0);
  }

  const augment = (at: number): boolean => {
    for (const meeting of options[at] ?? []) {
      if (seen[meeting] === round) continue;
      seen[meeting] = round;
      const other = holder[meeting] ?? -1;
      if (other < 0 || augment(other)) {
        holder[meeting] = at;
        return true;
      }
    }
    return false;
  };

  const fewestToGo = toGo(length, total, options);

  const canHold = (breaks: number, nodes: number): "yes" | "no" | "unknown" => {
    let left = nodes;
    holder.fill(-1);
    const walk = (at: number, count: number, mode: number, spent: number): boolean => {
      if (count === total) return true;
      if (at === length || left <= 0) return left <= 0;
      left -= 1;
      if (spent + fewestToGo(at, count, mode) > breaks) return false;
      if ((options[at]?.length ?? 0) > 0) {
        const price = mode === 2 ? 1 : 0;
        if (spent + price + fewestToGo(at + 1, count + 1, 1) <= breaks) {
          const saved = holder.slice();
          round += 1;
          if (augment(at)) {
            if (walk(at + 1, count + 1, 1, spent + price)) return true;
            holder.set(saved);
          }
        }
      }
      const idle = mode === 0 ? 0 : 2;
      return walk(at + 1, count, idle, spent);
    };
    const found = walk(0, 0, 0, 0);
    if (left <= 0) return "unknown";
    return found ? "yes" : "no";
  };
  return { total, canHold };
}

/** Fewest further breaks from a slot on, by count of meetings held and mode (0 not begun, 1 busy, 2 idle since). */
function toGo(length: number, total: number, options: readonly number[][]) {
  const width = (total + 1) * 3;
  const cost = new Float64Array((length + 1) * width).fill(Number.POSITIVE_INFINITY);
  for (let mode = 0; mode < 3; mode += 1) cost[length * width + total * 3 + mode] = 0;
  for (let at = length - 1; at >= 0; at -= 1) {
    const canBeBusy = (options[at]?.length ?? 0) > 0;
    for (let count = 0; count <= total; count += 1) {
      for (let mode = 0; mode < 3; mode += 1) {
        const idle = cost[(at + 1) * width + count * 3 + (mode === 0 ? 0 : 2)] ?? 0;
        const busy =
          canBeBusy && count < total
            ? (cost[(at + 1) * width + (count + 1) * 3 + 1] ?? 0) + (mode === 2 ? 1 : 0)
            : Number.POSITIVE_INFINITY;
        cost[at * width + count * 3 + mode] = Math.min(idle, busy);
      }
    }
  }
  return (at: number, count: number, mode: number): number =>
    cost[at * width + count * 3 + mode] ?? Number.POSITIVE_INFINITY;
}
