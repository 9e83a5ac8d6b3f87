import type { Candidate, FairProblem } from "../../domain/fair/agenda-draft.ts";
import type { OrganisationId, PersonId, PlaceId } from "../../domain/ids.ts";

/** Who attends a candidate meeting, and where it is held if that is settled before its slot is. */
export type Seat = {
  readonly candidate: Candidate;
  readonly delegates: readonly [PersonId, PersonId];
  readonly placeId: PlaceId | undefined;
};

type Side = FairProblem["organisations"][number];

/**
 * Shares the meetings of each organisation among its delegates, and seats them: the first delegate at the stand,
 * the others at tables (L2). Where stands and tables are both used, each table meeting gets its table here, since
 * places of one kind only are interchangeable. Candidates without any possible place are left out.
 */
export function seatCandidates(problem: FairProblem): readonly Seat[] {
  const sides = new Map(problem.organisations.map((side) => [side.id, side]));
  const load = new Map<PersonId, number>();
  for (const { delegates } of problem.fixed)
    for (const person of delegates) load.set(person, (load.get(person) ?? 0) + 1);
  const hasTables = problem.tables.length > 0;
  const seats: Seat[] = [];
  for (const candidate of problem.candidates) {
    const [asker, asked] = candidate.organisations.map((id) => sides.get(id));
    if (!asker || !asked || asker.delegates.length === 0 || asked.delegates.length === 0) continue;
    const delegates = [pick(asker, load, problem), pick(asked, load, problem)] as const;
    const stand = standFor([asker, asked], delegates, hasTables);
    if (stand === undefined && !hasTables) continue;
    for (const person of delegates) load.set(person, (load.get(person) ?? 0) + 1);
    seats.push({ candidate, delegates, placeId: stand });
  }
  const atStands = seats.filter(({ placeId }) => placeId !== undefined).length;
  return atStands === 0 || atStands === seats.length ? seats : giveTables(seats, problem);
}

/** Quota of each delegate: their organisation's, shared in proportion to their candidates. */
export function shareQuotas(problem: FairProblem, seats: readonly Seat[]): ReadonlyMap<PersonId, number> {
  const wanted = new Map<PersonId, number>();
  for (const { delegates } of seats)
    for (const person of delegates) wanted.set(person, (wanted.get(person) ?? 0) + 1);
  const share = new Map<PersonId, number>();
  for (const { delegates, quota } of problem.organisations) {
    let left = quota;
    let ahead = delegates.reduce((sum, { id }) => sum + (wanted.get(id) ?? 0), 0);
    for (const { id } of delegates) {
      const own = wanted.get(id) ?? 0;
      const given = ahead <= left ? own : Math.round((left * own) / ahead);
      share.set(id, given);
      left -= given;
      ahead -= own;
    }
  }
  return share;
}

export function sideOf(problem: FairProblem): (id: OrganisationId) => Side | undefined {
  const sides = new Map(problem.organisations.map((side) => [side.id, side]));
  return (id) => sides.get(id);
}

/** The delegate with most room left: available slots less meetings already given. */
function pick(side: Side, load: ReadonlyMap<PersonId, number>, problem: FairProblem): PersonId {
  const room = ({ id, unavailable }: Side["delegates"][number]): number =>
    problem.grid.length - unavailable.length - (load.get(id) ?? 0);
  const [first, ...others] = side.delegates;
  if (!first) throw new Error(`${side.id} has no delegate`);
  return others.reduce((best, other) => (room(other) > room(best) ? other : best), first).id;
}

function standFor(
  [asker, asked]: readonly [Side, Side],
  [mine, theirs]: readonly [PersonId, PersonId],
  hasTables: boolean,
): PlaceId | undefined {
  if (asked.stand !== undefined && (!hasTables || asked.delegates[0]?.id === theirs)) return asked.stand;
  if (asker.stand !== undefined && (!hasTables || asker.delegates[0]?.id === mine)) return asker.stand;
  return undefined;
}

/** The table that is least used, among those that the asked side has used before if it is not fuller. */
function giveTables(seats: readonly Seat[], problem: FairProblem): readonly Seat[] {
  const used = new Map<PlaceId, number>();
  const home = new Map<PersonId, PlaceId>();
  const load = (table: PlaceId): number => used.get(table) ?? 0;
  return seats.map((seat) => {
    if (seat.placeId !== undefined) return seat;
    const host = seat.delegates[1];
    const least = problem.tables.reduce((best, table) => (load(table) < load(best) ? table : best));
    const own = home.get(host);
    const table = own !== undefined && load(own) < problem.grid.length ? own : least;
    home.set(host, table);
    used.set(table, load(table) + 1);
    return { ...seat, placeId: table };
  });
}
