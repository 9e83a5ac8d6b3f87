import { breaksPerPerson } from "../figures.ts";
import type { Model } from "../model.ts";
import type { Random } from "../random.ts";

/** Meetings that may move while all others stay: 1 where free, by meeting. */
export type Neighbourhood = { kind: Kind; free: Uint8Array };

/** Slots one after another, slots anywhere, or people who meet each other around one who has breaks to spare. */
export type Kind = "window" | "slots" | "people";

/** Parts of an agenda to search exactly: each kind grows while nothing is found there and shrinks where it is too hard. */
export type Neighbourhoods = {
  draw: (slotOf: Int32Array) => Neighbourhood;
  grow: (kind: Kind) => void;
  shrink: (kind: Kind) => void;
};

export function createNeighbourhoods(model: Model, alone: Int32Array, random: Random): Neighbourhoods {
  const shares: Record<Kind, number> = { window: FIRST, slots: FIRST, people: FIRST };
  const scale = (kind: Kind, factor: number): void => {
    shares[kind] = Math.min(LARGEST, Math.max(SMALLEST, shares[kind] * factor));
  };
  return {
    draw: (slotOf) => {
      const kind = KINDS[random.below(KINDS.length)] ?? "window";
      const free =
        kind === "people"
          ? freePeople(model, slotOf, alone, shares[kind], random)
          : freeSlots(model, slotOf, kind, shares[kind], random);
      return { kind, free };
    },
    grow: (kind) => scale(kind, 1.04),
    shrink: (kind) => scale(kind, 0.95),
  };
}

function freeSlots(model: Model, slotOf: Int32Array, kind: Kind, share: number, random: Random): Uint8Array {
  const { slots } = model;
  const width = Math.min(slots, Math.max(2, Math.round(slots * share)));
  const first = random.below(slots - width + 1);
  const chosen = kind === "window" ? undefined : drawSlots(slots, width, random);
  return Uint8Array.from(slotOf, (slot) => {
    const isFree = chosen === undefined ? slot >= first && slot < first + width : chosen.has(slot);
    return isFree || slot < 0 ? 1 : 0;
  });
}

function drawSlots(slots: number, width: number, random: Random): Set<number> {
  const order = Array.from({ length: slots }, (_, slot) => slot);
  for (let at = 0; at < width; at += 1) {
    const other = at + random.below(slots - at);
    const moved = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = moved;
  }
  return new Set(order.slice(0, width));
}

function freePeople(
  model: Model,
  slotOf: Int32Array,
  alone: Int32Array,
  share: number,
  random: Random,
): Uint8Array {
  const free = new Uint8Array(model.meetings);
  const breaks = breaksPerPerson(model, slotOf);
  const excessive: number[] = [];
  breaks.forEach((own, person) => {
    if (own > (alone[person] ?? 0)) excessive.push(person);
  });
  let open = Math.round(model.meetings * share);
  const seen = new Uint8Array(model.people);
  const next = [excessive[random.below(excessive.length)] ?? random.below(model.people)];
  while (open > 0 && next.length > 0) {
    const at = random.below(next.length);
    const person = next[at] ?? 0;
    next[at] = next[next.length - 1] ?? 0;
    next.pop();
    if (person >= model.people || seen[person] === 1) continue;
    seen[person] = 1;
    for (let held = model.heldStart[person] ?? 0; held < (model.heldStart[person + 1] ?? 0); held += 1) {
      const meeting = model.held[held] ?? 0;
      if (free[meeting] === 1) continue;
      free[meeting] = 1;
      open -= 1;
      for (let own = model.memberStart[meeting] ?? 0; own < (model.memberStart[meeting + 1] ?? 0); own += 1)
        next.push(model.members[own] ?? 0);
    }
  }
  return free;
}

const KINDS: readonly Kind[] = ["window", "slots", "people"];
const FIRST = 0.3;
const SMALLEST = 0.05;
const LARGEST = 0.95;
