import type { PersonId, RoomId } from "../ids.ts";
import { toMillis } from "../instant.ts";
import { isAccessible } from "./accessible.ts";
import type { FairComfort, PersonComfort } from "./agenda-draft.ts";
import { type BreakWindow, longestFreeMs, windowsOf } from "./break-windows.ts";
import { comfortOf } from "./comfort.ts";
import { type Grid, type SlotBreak, stretchStarts, toSlotBreaks, walkingSlots } from "./comfort-grid.ts";
import type { FairState } from "./state.ts";
import { staysOf, timesOf } from "./strain.ts";

/**
 * K1–K4: what is spared these people, in slots of a grid that are numbered from `first`; undefined where nobody asks
 * anything. What lies before slot `now` of the fair, by default the grid, is behind them.
 * O(people × breaks + places + slots³ of a day for each break).
 */
export function comfortOfFair(
  state: FairState,
  grid: Grid,
  people: readonly PersonId[],
  first = 0,
  now = grid[0],
): FairComfort | undefined {
  const walking = walkingSlots(state, grid);
  const starts = stretchStarts(state, grid);
  const toBreaks = inSlots(state, grid, starts);
  const begins = state.slots.get()[now ?? -1]?.startsAt;
  const nowMs = begins === undefined ? Number.POSITIVE_INFINITY : toMillis(begins);
  const own = new Map<PersonId, PersonComfort>();
  for (const person of people) {
    const { needsAccess, mostInARow, breaks: wishes } = comfortOf(state, person);
    const breaks = wishes
      .flatMap((wish) => windowsOf(state, wish))
      .filter((window) => !hasHad(state, person, window, nowMs))
      .flatMap(toBreaks)
      .map(({ from, to, slots }) => ({ from: from + first, to: to + first, slots }));
    if (!needsAccess && mostInARow === null && breaks.length === 0) continue;
    own.set(person, { needsAccess, breaks, ...(mostInARow === null ? {} : { mostInARow }) });
  }
  if (walking === 0 && own.size === 0) return undefined;
  return {
    stretchStarts: starts.map((start) => start + first),
    walkingSlots: walking,
    accessible: new Set([...state.places.keys()].filter((id) => isAccessible(state, id))),
    people: own,
  };
}

type Limits = {
  readonly needsAccess?: boolean;
  readonly maxInARow?: number;
  readonly breaks?: readonly SlotBreak[];
};

/** The comfort of one person as a scheduling problem says it. */
export function limitsOf(comfort: FairComfort | undefined, person: PersonId): Limits {
  const own = comfort?.people.get(person);
  if (!own) return {};
  const { needsAccess, mostInARow, breaks } = own;
  return { needsAccess, breaks, ...(mostInARow === undefined ? {} : { maxInARow: mostInARow }) };
}

/** The walk between any two of these rooms, by `from>to`; none where it takes no time. */
export function walksBetween(
  comfort: FairComfort | undefined,
  rooms: Iterable<RoomId>,
): { readonly walking?: Readonly<Record<string, number>> } {
  if (!comfort || comfort.walkingSlots === 0) return {};
  const all = [...new Set(rooms)];
  const ways = all.flatMap((from) => all.filter((to) => to !== from).map((to) => `${from}>${to}`));
  return { walking: Object.fromEntries(ways.map((way) => [way, comfort.walkingSlots])) };
}

/** Many want the same break: each is worked out once. */
function inSlots(
  state: FairState,
  grid: Grid,
  starts: readonly number[],
): (window: BreakWindow) => readonly SlotBreak[] {
  const known = new Map<BreakWindow, readonly SlotBreak[]>();
  return (window) => {
    const found = known.get(window) ?? toSlotBreaks(state, grid, starts, window);
    known.set(window, found);
    return found;
  };
}

/** The break lies behind them already. */
function hasHad(state: FairState, person: PersonId, window: BreakWindow, nowMs: number): boolean {
  if (window.fromMs + window.lengthMs > nowMs) return false;
  const behind = { ...window, toMs: Math.min(window.toMs, nowMs) };
  return longestFreeMs(behind, timesOf(state, staysOf(state, person))) >= window.lengthMs;
}
