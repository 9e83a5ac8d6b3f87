import type { ChooseProblem, Chosen } from "../choose-problem.ts";
import type { Spot } from "../seating.ts";
import { keepBreaksHeld, wantsBreaks } from "./breaks-held.ts";
import { createFloor, type Floor } from "./floor.ts";
import { disturbedBy, freeSpots, type Ground, insert, isSame } from "./insert.ts";

export type Move = { readonly candidate: string; readonly from: Chosen; readonly to: Chosen };
/** One way to repair an agenda. */
export type Plan = {
  /** Meetings that go on elsewhere, or with another delegate. */
  readonly moves: readonly Move[];
  /** Moves of meetings that begin too soon: only by the word of both sides. */
  readonly asks: readonly Move[];
  /** Meetings that cannot be held any more. */
  readonly lost: readonly string[];
  /** People whose agenda changes and who were in no meeting that the disruption hit. */
  readonly disturbed: readonly string[];
};
export type PlanOptions = {
  /** The slot that is running or next. */
  readonly now: number;
  /** Meetings that start before `now + notice` are not moved without a word, and nothing is moved there. */
  readonly notice: number;
  /** Meetings to be taken out of the way at most, all tries together. */
  readonly steps?: number;
};

const defaultSteps = 3_000;
const costs = [0, 1, 2, 3, 4, 5, 6, 8];
/** Meetings in a row that make room for one another; further ones where a meeting would be lost. */
const near = 3;
const far = 5;

/**
 * The repair that loses fewest meetings, then disturbs fewest other people, then changes least; with another way
 * where there is one. `problem` is the one in which the disruption already holds, `hit` the meetings that it struck.
 */
export function planRepair(
  problem: ChooseProblem,
  published: readonly Chosen[],
  hit: ReadonlySet<string>,
  options: PlanOptions,
): { readonly plan: Plan; readonly alternatives: readonly Plan[] } {
  if (hit.size === 0) return { plan: noPlan, alternatives: [] };
  const steps = { left: options.steps ?? defaultSteps };
  const ground = createGround(keepBreaksHeld(problem, published), published, hit, options);
  const attempt = (order: Order, depth: number, taboo: readonly Move[]): Plan =>
    arrange(ground, { order, depth, taboo, steps });
  let plan = attempt("earliest", near, []);
  for (const order of ["cheapest", "dearest", "scarcest"] as const) {
    if (plan.lost.length === 0 && plan.disturbed.length === 0) break;
    const other = attempt(order, near, []);
    if (isBetter(other, plan)) plan = other;
  }
  if (plan.lost.length > 0) {
    const other = attempt("cheapest", far, []);
    if (isBetter(other, plan)) plan = other;
  }
  if (plan.moves.length + plan.asks.length === 0) return { plan, alternatives: [] };
  const other = attempt(
    "earliest",
    near,
    [...plan.moves, ...plan.asks].filter(({ candidate }) => hit.has(candidate)),
  );
  return { plan, alternatives: other.lost.length > plan.lost.length ? [] : [other] };
}

const noPlan: Plan = { moves: [], asks: [], lost: [], disturbed: [] };

/** `cheapest`: whoever can be placed disturbing nobody comes first. */
type Order = "earliest" | "cheapest" | "dearest" | "scarcest";
type Way = {
  readonly order: Order;
  readonly depth: number;
  readonly taboo: readonly Move[];
  readonly steps: { left: number };
};

function isBetter(a: Plan, b: Plan): boolean {
  const [x, y] = [a, b].map(({ lost, disturbed, moves, asks }) => [
    lost.length,
    disturbed.length,
    moves.length + asks.length,
  ]);
  for (const [index, value] of (x ?? []).entries()) {
    const other = y?.[index] ?? 0;
    if (value !== other) return value < other;
  }
  return false;
}

type Struck = Ground & {
  readonly struck: readonly number[];
  readonly isSoon: (candidate: number) => boolean;
  readonly taboos: Set<string>;
  /** A second floor, alike, on which all that is asked has been accepted. */
  readonly answered: () => Floor;
};

function createGround(
  problem: ChooseProblem,
  published: readonly Chosen[],
  hit: ReadonlySet<string>,
  { now, notice }: PlanOptions,
): Struck {
  const floor = createFloor(problem);
  const indexOf = new Map(problem.candidates.map(({ id }, index) => [id, index]));
  const before: (Spot | undefined)[] = problem.candidates.map(() => undefined);
  const struck: number[] = [];
  for (const item of published) {
    const candidate = indexOf.get(item.candidate) ?? 0;
    const spot = floor.toSpot(item);
    before[candidate] = spot;
    if (hit.has(item.candidate)) struck.push(candidate);
    else floor.put(candidate, spot);
  }
  const concerned = new Set(
    struck.flatMap((candidate) => {
      const was = before[candidate];
      return was === undefined ? [] : [was.first, was.second];
    }),
  );
  const taboos = new Set<string>();
  let second: Floor | undefined;
  return {
    floor,
    before,
    concerned,
    touched: new Set(struck),
    struck,
    taboos,
    answered() {
      second ??= createFloor(problem);
      makeAlike(second, floor);
      return second;
    },
    isOpen: (slot) => slot >= now + notice,
    isSoon: (candidate) => (before[candidate]?.slot ?? 0) < now + notice,
    isFixed: (candidate) =>
      problem.candidates[candidate]?.locked !== undefined && !struck.includes(candidate),
    isTaboo: (candidate, slot) => taboos.has(`${candidate}@${slot}`),
  };
}

/** One way to place what was struck; the floor is left as it was found. */
function arrange(ground: Struck, { order, depth, taboo, steps }: Way): Plan {
  const { floor, before, struck, isSoon, taboos } = ground;
  const indexOf = new Map(
    struck.map((candidate) => [floor.problem.candidates[candidate]?.id ?? "", candidate]),
  );
  taboos.clear();
  for (const { candidate, to } of taboo) taboos.add(`${indexOf.get(candidate)}@${to.slot}`);
  // Until both have answered, what begins soon stays where it is: nobody else gets its people or its place.
  const soon = struck.filter(isSoon);
  for (const candidate of soon) putBack(floor, candidate, before[candidate]);
  const rest = struck.filter((candidate) => !isSoon(candidate));
  const lost = new Set(rest);
  const sorted = sortBy(ground, rest, order);
  const tries =
    order === "cheapest"
      ? costs.flatMap((maxCost) => sorted.map((candidate) => ({ candidate, maxCost })))
      : sorted.flatMap((candidate) => costs.map((maxCost) => ({ candidate, maxCost })));
  for (const { candidate, maxCost } of tries)
    if (lost.has(candidate) && insert(ground, candidate, { maxCost, depth, steps })) lost.delete(candidate);
  const asked = new Map<number, Spot>();
  const answered = soon.length > 1 && hasRowsBreaksOrWalks(floor.problem) ? ground.answered() : undefined;
  for (const candidate of soon) {
    const spot = askFor(ground, candidate, answered);
    if (spot === undefined) lost.add(candidate);
    else asked.set(candidate, spot);
  }
  const plan = describe(ground, asked, lost);
  undo(ground);
  return plan;
}

function undo({ floor, before, struck, touched }: Struck): void {
  floor.releaseHeld();
  for (const candidate of touched) floor.take(candidate);
  for (const candidate of touched)
    if (!struck.includes(candidate)) putBack(floor, candidate, before[candidate]);
  touched.clear();
  for (const candidate of struck) touched.add(candidate);
}

/** Rules between two meetings of one person: what is asked must keep them whatever the answers are. */
function hasRowsBreaksOrWalks(problem: ChooseProblem): boolean {
  if (Object.keys(problem.walking ?? {}).length > 0 || wantsBreaks(problem)) return true;
  return problem.attendees.some(({ delegates }) =>
    delegates.some(({ maxInARow }) => maxInARow !== undefined),
  );
}

function makeAlike(floor: Floor, { seating }: Floor): void {
  const { spots } = floor.seating;
  for (const [candidate, spot] of seating.spots.entries())
    if (spots[candidate] !== spot) floor.take(candidate);
  for (const [candidate, spot] of seating.spots.entries())
    if (spot !== undefined && spots[candidate] === undefined) floor.put(candidate, spot);
}

function putBack(floor: Floor, candidate: number, was: Spot | undefined): void {
  if (was !== undefined) floor.put(candidate, was);
}

/**
 * A free spot to ask both sides about, kept for them while they think; nobody else is moved for it. `answered` is
 * the floor on which all that is asked has been accepted.
 */
function askFor(ground: Ground, candidate: number, answered: Floor | undefined): Spot | undefined {
  const { floor, before } = ground;
  floor.take(candidate);
  answered?.take(candidate);
  const [spot] = freeSpots(ground, candidate, answered);
  putBack(floor, candidate, before[candidate]);
  const stays = spot ?? before[candidate];
  if (answered && stays !== undefined) answered.put(candidate, stays);
  if (spot !== undefined) floor.hold(candidate, spot);
  return spot;
}

function sortBy({ floor, before }: Ground, candidates: readonly number[], order: Order): readonly number[] {
  const worthOf = (candidate: number) => floor.problem.candidates[candidate]?.value ?? 0;
  const price = (candidate: number): number => {
    if (order === "earliest" || order === "cheapest") return before[candidate]?.slot ?? 0;
    if (order === "dearest") return -worthOf(candidate);
    const [firsts, seconds] = floor.delegatesOf(candidate);
    let free = 0;
    for (let slot = 0; slot < floor.problem.slots; slot += 1)
      if ([firsts, seconds].every((side) => side.some((person) => floor.personAt(person, slot) === -1)))
        free += 1;
    return free;
  };
  const prices = new Map(candidates.map((candidate) => [candidate, price(candidate)]));
  return [...candidates].sort(
    (a, b) => (prices.get(a) ?? 0) - (prices.get(b) ?? 0) || worthOf(b) - worthOf(a) || a - b,
  );
}

function describe(ground: Ground, asked: ReadonlyMap<number, Spot>, lost: ReadonlySet<number>): Plan {
  const { floor, before, concerned } = ground;
  const moves: Move[] = [];
  const asks: Move[] = [];
  const disturbed = disturbedBy(ground);
  before.forEach((was, candidate) => {
    const ask = asked.get(candidate);
    const is = ask ?? floor.seating.spots[candidate];
    if (was === undefined || is === undefined || isSame(was, is)) return;
    const move = {
      candidate: floor.problem.candidates[candidate]?.id ?? "",
      from: floor.toChosen(candidate, was),
      to: floor.toChosen(candidate, is),
    };
    (ask === undefined ? moves : asks).push(move);
    for (const person of [is.first, is.second]) if (!concerned.has(person)) disturbed.add(person);
  });
  return {
    moves,
    asks,
    lost: [...lost].map((candidate) => floor.problem.candidates[candidate]?.id ?? ""),
    disturbed: [...disturbed].map((person) => floor.people[person] ?? ""),
  };
}
