import { reduceDomains } from "../domains.ts";
import { countTrue } from "../exact/counting.ts";
import type { Model } from "../model.ts";
import { createClauses } from "../sat/clauses.ts";
import { type Literal, negate } from "../sat/trail.ts";
import { createGathering, partnersOf, type Reach } from "./gathering.ts";
import { encodePart } from "./part.ts";

/**
 * Raises a bound that is the sum of what each participant can have alone. A few people who meet each other often cannot
 * all have their fewest breaks, whatever everybody else does: one break more, proved by exact search on their meetings
 * alone. Groups with nobody in common add up.
 */
export type Clusters = {
  /** Groups found so far: breaks above the sum. */
  found: () => number;
  /** Looks around these people, and stops when told. */
  look: (people: Iterable<number>, shouldStop: () => boolean) => void;
};

/** Conflicts that the search of one neighbourhood may meet. */
const CONFLICTS = 1_000;

const REACHES: readonly Reach[] = [
  { meetings: 100, spare: 8, order: "busiest" },
  { meetings: 120, spare: 0, order: "nearest" },
  { meetings: 150, spare: 0, order: "tightest" },
  { meetings: 200, spare: 0, order: "nearest" },
];

/** Where people who compete for somebody's slots are found, whichever of them it is who is not spared. */
const AMONG_PARTNERS: Reach = { meetings: 160, spare: 0, order: "partners" };

/** `alone`: fewest breaks of each participant taken alone. All meetings are required. */
export function createClusters(model: Model, alone: Int32Array): Clusters {
  const domains = reduceDomains(model);
  const gather = createGathering(model);
  /** Who is in a group already: each break is counted once. */
  const grouped = new Set<number>();
  const memory = createClauses();
  let found = 0;

  const search = (person: number, reach: Reach, shouldStop: () => boolean): void => {
    const { people, meetings } = gather(person, reach);
    const free = people.filter((own) => !grouped.has(own));
    const counted = new Map(free.map((own) => [own, alone[own] ?? 0]));
    const part = encodePart(model, meetings, domains, counted, memory);
    const owner = new Map<Literal, number>();
    for (const own of free) {
      const fewest = part.atMost(own, alone[own] ?? 0);
      if (fewest !== undefined) owner.set(fewest, own);
    }
    const sums = new Map<Literal, Sum>();
    let assumed = [...owner.keys()];
    while (part.solver.solve(assumed, CONFLICTS, shouldStop) === "unsatisfiable") {
      const core = part.solver.core();
      // Impossible without assuming anything: not a matter of breaks.
      if (core.length === 0) return;
      found += 1;
      const left = new Set(core);
      assumed = assumed.filter((literal) => !left.has(literal));
      for (const literal of core) {
        const own = owner.get(literal);
        if (own !== undefined) grouped.add(own);
        // Of a group that has one break more already, two more may be impossible to avoid.
        const next = raise(sums, literal);
        if (next !== undefined) assumed.push(next);
      }
      if (core.length === 1) continue;
      const over = countTrue(part.solver, core.map(negate), core.length, "if").map(negate);
      const first = over[1];
      if (first === undefined) continue;
      sums.set(first, { over, most: 1 });
      assumed.push(first);
    }
  };

  return {
    found: () => found,
    look: (people, shouldStop) => {
      const list = [...people];
      const lookAround = (centres: readonly number[], reach: Reach): void => {
        for (const person of centres) {
          if (shouldStop()) return;
          search(person, reach, shouldStop);
        }
      };
      for (const reach of REACHES) lookAround(list, reach);
      lookAround(mostMet(model, list), AMONG_PARTNERS);
    },
  };
}

/** Those whom these people meet, whoever meets most of them first. */
function mostMet(model: Model, people: readonly number[]): number[] {
  const met = new Map<number, number>();
  for (const person of people)
    for (const partner of partnersOf(model, person)) met.set(partner, (met.get(partner) ?? 0) + 1);
  return [...met.keys()].sort((a, b) => (met.get(b) ?? 0) - (met.get(a) ?? 0) || a - b);
}

/** "At most k of a group have a break more", for each k; and the k that is assumed. */
type Sum = { over: readonly Literal[]; most: number };

/** What is assumed of a group once the literal is refuted: one break more. */
function raise(sums: Map<Literal, Sum>, literal: Literal): Literal | undefined {
  const sum = sums.get(literal);
  const next = sum?.over[sum.most + 1];
  if (sum === undefined || next === undefined) return undefined;
  sums.set(next, { over: sum.over, most: sum.most + 1 });
  return next;
}
