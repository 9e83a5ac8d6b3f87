import type { ChooseProblem, Chosen } from "./choose-problem.ts";
import { createFloor } from "./repair/floor.ts";
import { type Plan, type PlanOptions, planRepair } from "./repair/plan.ts";

export type { Move, Plan } from "./repair/plan.ts";

/** What went wrong, and from when on. Slots are the fair's. */
export type Disruption =
  | { kind: "cancelled"; candidate: string }
  /** One side has not come: the rest of the slot is a hole, and whoever waits is free. */
  | { kind: "no-show"; candidate: string }
  | { kind: "delegate-away"; delegate: string; from: number; to: number }
  | { kind: "room-closed"; room: string; from: number; to: number }
  | { kind: "place-lost"; place: string; from: number; to: number };

export type RepairOptions = PlanOptions & {
  /** Refills offered for each hole, best first. */
  readonly offers?: number;
};

export type Repair = Plan & {
  readonly alternatives: readonly Plan[];
  /** For each hole, willing pairs that are free then, best first. */
  readonly refills: readonly {
    readonly slot: number;
    readonly place: string;
    readonly offers: readonly Chosen[];
  }[];
};

/**
 * Proposes the repair of a published agenda that loses fewest meetings, then disturbs fewest other people: another
 * place at the same time, another time for the two concerned, or other meetings moved to make room.
 */
export function repair(
  problem: ChooseProblem,
  published: readonly Chosen[],
  disruption: Disruption,
  options: RepairOptions,
): Repair {
  const disrupted = applyDisruption(problem, disruption);
  const isGone = (item: Chosen): boolean =>
    (disruption.kind === "cancelled" || disruption.kind === "no-show") &&
    item.candidate === disruption.candidate;
  const ahead = published.filter((item) => !isGone(item));
  const hit = new Set(ahead.filter(hitBy(problem, disruption)).map(({ candidate }) => candidate));
  const { plan, alternatives } = planRepair(disrupted, ahead, hit, options);
  const gone = published.filter(isGone);
  const lost = [...gone.map(({ candidate }) => candidate), ...plan.lost];
  return {
    ...plan,
    lost,
    alternatives,
    refills: refillsOf(disrupted, published, { ...plan, lost }, gone, options),
  };
}

function applyDisruption(problem: ChooseProblem, disruption: Disruption): ChooseProblem {
  if (disruption.kind === "cancelled" || disruption.kind === "no-show") return problem;
  const hours = Array.from(
    { length: disruption.to - disruption.from },
    (_, index) => disruption.from + index,
  );
  if (disruption.kind === "delegate-away") {
    const attendees = problem.attendees.map((attendee) => ({
      ...attendee,
      delegates: attendee.delegates.map((person) =>
        person.id === disruption.delegate
          ? { ...person, unavailable: [...(person.unavailable ?? []), ...hours] }
          : person,
      ),
    }));
    return { ...problem, attendees };
  }
  const all = Array.from({ length: problem.slots }, (_, slot) => slot);
  const isShut = (seat: { id: string; room: string }) =>
    disruption.kind === "room-closed" ? seat.room === disruption.room : seat.id === disruption.place;
  const seats = problem.seats.map((seat) =>
    isShut(seat) ? { ...seat, slots: (seat.slots ?? all).filter((slot) => !hours.includes(slot)) } : seat,
  );
  return { ...problem, seats };
}

/** Which meetings cannot be held as they stand. */
function hitBy(problem: ChooseProblem, disruption: Disruption): (item: Chosen) => boolean {
  if (disruption.kind === "cancelled" || disruption.kind === "no-show") return () => false;
  const durations = new Map(problem.candidates.map(({ id, duration = 1 }) => [id, duration]));
  const roomOf = new Map(problem.seats.map(({ id, room }) => [id, room]));
  return ({ candidate, slot, place, delegates }) => {
    if (slot + (durations.get(candidate) ?? 1) <= disruption.from || slot >= disruption.to) return false;
    if (disruption.kind === "delegate-away") return delegates.includes(disruption.delegate);
    return disruption.kind === "place-lost"
      ? place === disruption.place
      : roomOf.get(place) === disruption.room;
  };
}

/** Willing pairs that are free at the time of each hole, dearest first, after the repair. */
function refillsOf(
  problem: ChooseProblem,
  published: readonly Chosen[],
  plan: Plan,
  gone: readonly Chosen[],
  { offers = 3 }: RepairOptions,
): Repair["refills"] {
  const moved = new Map(plan.moves.map(({ candidate, to }) => [candidate, to]));
  const out = new Set(plan.lost);
  const leaves = ({ candidate, slot }: Chosen): boolean =>
    out.has(candidate) || (moved.get(candidate)?.slot ?? slot) !== slot;
  const holes = published.filter(leaves);
  if (holes.length === 0) return [];
  const floor = createFloor(problem, true);
  // What is offered must hold whether those asked say yes or not.
  const answered = plan.asks.length === 0 ? undefined : createFloor(problem);
  const asked = new Map(plan.asks.map(({ candidate, to }) => [candidate, to]));
  const indexOf = new Map(problem.candidates.map(({ id }, index) => [id, index]));
  for (const item of published) {
    const now = out.has(item.candidate) ? undefined : (moved.get(item.candidate) ?? item);
    if (now === undefined) continue;
    const candidate = indexOf.get(now.candidate) ?? 0;
    floor.put(candidate, floor.toSpot(now));
    answered?.put(candidate, floor.toSpot(asked.get(now.candidate) ?? now));
  }
  for (const { candidate, to } of plan.asks) floor.hold(indexOf.get(candidate) ?? 0, floor.toSpot(to));
  const never = new Set(gone.map(({ candidate }) => candidate));
  const waiting = problem.candidates
    .flatMap(({ id, value }, candidate) =>
      floor.seating.spots[candidate] === undefined && !never.has(id) ? [{ candidate, value }] : [],
    )
    .sort((a, b) => b.value - a.value);
  return holes.map((hole) => {
    const found: Chosen[] = [];
    for (const { candidate } of waiting) {
      if (found.length >= offers) break;
      const spot = floor.seating.find(
        candidate,
        () => 0,
        (slot) => slot === hole.slot,
      );
      if (spot === undefined || !floor.isFree(candidate, spot)) continue;
      if (answered?.seating.allows(candidate, spot) !== false) found.push(floor.toChosen(candidate, spot));
    }
    return { slot: hole.slot, place: hole.place, offers: found };
  });
}
