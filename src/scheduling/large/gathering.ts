import type { Model } from "../model.ts";
import { heldBy, rowsOf } from "./part.ts";

/**
 * A neighbourhood of somebody: most meetings, slots that a neighbour has to spare, and who comes first. The nearest are
 * those of whose meetings most are in it already; partners are whom somebody meets and nobody else, the least busy first.
 */
export type Reach = {
  meetings: number;
  spare: number;
  order: "busiest" | "tightest" | "nearest" | "partners";
};

/** People around one, whoever meets whom, and all their meetings. */
export type Gathered = { people: number[]; meetings: number[] };

export function createGathering(model: Model): (person: number, reach: Reach) => Gathered {
  const spare = sparePerPerson(model);
  return (person, reach) => {
    if (reach.order === "nearest") return gatherNearest(model, person, reach);
    if (reach.order === "partners") return gatherPartners(model, person, reach);
    return gatherOutwards(model, person, reach, spare);
  };
}

/** Whom somebody meets. */
export function partnersOf(model: Model, person: number): number[] {
  const partners = new Set<number>();
  for (const meeting of heldBy(model, person))
    for (const row of rowsOf(model, meeting)) if (row < model.people && row !== person) partners.add(row);
  return [...partners];
}

function gatherOutwards(model: Model, person: number, reach: Reach, spare: Int32Array): Gathered {
  const people = [person];
  const seen = new Set(people);
  const meetings = new Set(heldBy(model, person));
  const hardness = (own: number): number =>
    reach.order === "busiest" ? -heldBy(model, own).length : (spare[own] ?? 0);
  for (let index = 0; index < people.length && meetings.size < reach.meetings; index += 1) {
    const near = new Set<number>();
    for (const meeting of heldBy(model, people[index] ?? 0)) {
      for (const row of rowsOf(model, meeting)) {
        if (row < model.people && (spare[row] ?? 0) >= reach.spare) near.add(row);
      }
    }
    for (const other of [...near].sort((a, b) => hardness(a) - hardness(b) || a - b)) {
      const own = heldBy(model, other);
      if (seen.has(other) || meetings.size + own.length > reach.meetings) continue;
      seen.add(other);
      people.push(other);
      for (const meeting of own) meetings.add(meeting);
    }
  }
  return { people, meetings: [...meetings].sort((a, b) => a - b) };
}

function gatherPartners(model: Model, person: number, reach: Reach): Gathered {
  const people = [person];
  const meetings = new Set(heldBy(model, person));
  const busy = (own: number): number => heldBy(model, own).length;
  for (const other of partnersOf(model, person).sort((a, b) => busy(a) - busy(b) || a - b)) {
    if (meetings.size + busy(other) > reach.meetings) break;
    people.push(other);
    for (const meeting of heldBy(model, other)) meetings.add(meeting);
  }
  return { people, meetings: [...meetings].sort((a, b) => a - b) };
}

function gatherNearest(model: Model, person: number, reach: Reach): Gathered {
  const people: number[] = [];
  const meetings = new Set<number>();
  /** Of people who are not in yet, how many of their meetings are. */
  const shared = new Map<number, number>();
  const seen = new Set<number>();
  for (let next = person; next >= 0; next = nearest(model, shared, reach.meetings - meetings.size)) {
    people.push(next);
    seen.add(next);
    shared.delete(next);
    for (const meeting of heldBy(model, next)) {
      if (meetings.has(meeting)) continue;
      meetings.add(meeting);
      for (const row of rowsOf(model, meeting))
        if (row < model.people && !seen.has(row)) shared.set(row, (shared.get(row) ?? 0) + 1);
    }
  }
  return { people, meetings: [...meetings].sort((a, b) => a - b) };
}

function nearest(model: Model, shared: ReadonlyMap<number, number>, room: number): number {
  let best = -1;
  let share = 0;
  for (const [person, inside] of shared) {
    const held = heldBy(model, person).length;
    if (held - inside > room || inside / (held + 1) <= share) continue;
    best = person;
    share = inside / (held + 1);
  }
  return best;
}

/** Slots at which each is there, less the meetings to hold. */
function sparePerPerson(model: Model): Int32Array {
  return Int32Array.from({ length: model.people }, (_, person) => {
    let there = 0;
    for (let slot = 0; slot < model.slots; slot += 1)
      if (model.absent[person * model.slots + slot] !== 1) there += 1;
    return there - heldBy(model, person).length;
  });
}
