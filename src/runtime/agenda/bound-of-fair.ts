import type { Candidate, FairProblem } from "../../domain/fair/agenda-draft.ts";
import { lengthOf, slotsIn } from "../../domain/fair/span.ts";
import type { OrganisationId } from "../../domain/ids.ts";

const rounds = 400;

/**
 * A true upper bound on the worth of all candidates that any agenda can hold: an organisation holds at most its
 * quota and as many as its delegates have free slots, all together at most as many as places have free slots
 * (Lagrangian multipliers on both); a long meeting takes several of those slots. Delegates are not chosen here, so it
 * holds however meetings are shared.
 */
export function boundOfFair(problem: FairProblem, worth: (candidate: Candidate) => number): number {
  const index = new Map(problem.organisations.map(({ id }, row) => [id, row]));
  const rowOf = (id: OrganisationId): number => index.get(id) ?? -1;
  const free = problem.organisations.map((side) => freeSlots(problem, side));
  const room = Float64Array.from(problem.organisations, (side, row) => Math.min(side.quota, free[row] ?? 0));
  // Whichever binds first: its quota, of which every meeting takes one, or its time, of which a long one takes more.
  const isShortOfTime = problem.organisations.map((side, row) => (free[row] ?? 0) <= side.quota);
  const edges = problem.candidates
    .filter((candidate) => candidate.organisations.every((id) => (room[rowOf(id)] ?? 0) > 0))
    .map((candidate) => {
      const [a, b] = candidate.organisations.map(rowOf) as [number, number];
      const slots = lengthOf(candidate);
      const takes = (row: number): number => (isShortOfTime[row] ? slots : 1);
      return { worth: worth(candidate), a, b, slots, ofA: takes(a), ofB: takes(b) };
    });
  const seats = countSeats(problem);
  const price = new Float64Array(room.length);
  const used = new Float64Array(room.length);
  let common = 0;
  let best = edges.reduce((sum, edge) => sum + edge.worth, 0);
  let scale = 1;
  for (let round = 0; round < rounds; round += 1) {
    used.fill(0);
    let held = 0;
    let value = common * seats;
    for (let row = 0; row < room.length; row += 1) value += (price[row] ?? 0) * (room[row] ?? 0);
    for (const edge of edges) {
      const sides = (price[edge.a] ?? 0) * edge.ofA + (price[edge.b] ?? 0) * edge.ofB;
      const gain = edge.worth - common * edge.slots - sides;
      if (gain <= 0) continue;
      value += gain;
      held += edge.slots;
      used[edge.a] = (used[edge.a] ?? 0) + edge.ofA;
      used[edge.b] = (used[edge.b] ?? 0) + edge.ofB;
    }
    if (value < best - 1e-9) best = value;
    else scale *= 0.97;
    const over = held - seats;
    let norm = over > 0 || common > 0 ? over * over : 0;
    for (let row = 0; row < room.length; row += 1) {
      const excess = (used[row] ?? 0) - (room[row] ?? 0);
      if (excess > 0 || (price[row] ?? 0) > 0) norm += excess * excess;
    }
    if (norm === 0) break;
    const step = (scale * 0.05 * Math.max(1e-6, value)) / norm;
    for (let row = 0; row < room.length; row += 1) {
      const excess = (used[row] ?? 0) - (room[row] ?? 0);
      price[row] = Math.max(0, (price[row] ?? 0) + step * excess);
    }
    common = Math.max(0, common + step * over);
  }
  return best;
}

function freeSlots(problem: FairProblem, side: FairProblem["organisations"][number]): number {
  const taken = new Set(
    problem.fixed.flatMap((meeting) =>
      slotsIn(meeting).flatMap((slot) => meeting.delegates.map((id) => `${id}@${slot}`)),
    ),
  );
  let free = 0;
  for (const { id, unavailable } of side.delegates) {
    const away = new Set(unavailable);
    for (let slot = 0; slot < problem.grid.length; slot += 1)
      if (!away.has(slot) && !taken.has(`${id}@${slot}`)) free += 1;
  }
  return free;
}

/** Places and slots in which something more could be held. */
function countSeats({ tables, organisations, grid, fixed, shutAt }: FairProblem): number {
  const places = new Set([...tables, ...organisations.flatMap(({ stand }) => stand ?? [])]);
  const gone = new Set<string>();
  for (const meeting of fixed)
    if (places.has(meeting.placeId))
      for (const slot of slotsIn(meeting)) gone.add(`${meeting.placeId}@${slot}`);
  for (const [place, slots] of shutAt)
    if (places.has(place)) for (const slot of slots) gone.add(`${place}@${slot}`);
  return places.size * grid.length - gone.size;
}
