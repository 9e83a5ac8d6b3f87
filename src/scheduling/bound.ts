import { waysWithBreaks } from "./break-ways.ts";
import { reduceDomains } from "./domains.ts";
import type { Model } from "./model.ts";

/**
 * A true lower bound on total breaks. Each participant alone takes the busy slots that cost least, by dynamic
 * programming over slot, meetings so far and idle or busy; prices on the slots (Lagrangian multipliers, by
 * subgradient) make them share the places. Optional meetings count as droppable.
 *
 * Left out: both people of a meeting hold it at the same slot. Prices on that too reach the linear relaxation, which
 * is less than one break higher on fairs of 2,000 meetings; what is missing is not linear, see `large/clusters.ts`.
 */
export type BreakBound = {
  /** Best bound so far, rounded up. */
  breaks: number;
  /** Fewest breaks of each participant taken alone. */
  alone: Int32Array;
  /** False where somebody's meetings cannot all be held whatever the others do: the participant. */
  stuck: number;
  /** Runs more rounds towards the value of a known agenda; returns the bound. */
  tighten: (rounds: number, target: number, shouldStop: () => boolean) => number;
};

export function createBreakBound(model: Model): BreakBound {
  const programme = createProgramme(model);
  const { slots, people } = model;
  const prices = new Float64Array(slots);
  const busy = new Int32Array(slots);
  const room = Float64Array.from(model.capacity, (places) => places * largestMeeting(model));
  const bound: BreakBound = { breaks: 0, alone: new Int32Array(people), stuck: -1, tighten };
  let total = 0;
  for (let person = 0; person < people; person += 1) {
    const fewest = programme.solve(person, prices, undefined);
    if (fewest === Number.POSITIVE_INFINITY) {
      bound.stuck = person;
      break;
    }
    bound.alone[person] = Math.round(fewest);
    total += Math.round(fewest);
  }
  bound.breaks = total;
  let scale = 1;
  let stale = 0;
  let best = total;

  function tighten(rounds: number, target: number, shouldStop: () => boolean): number {
    if (bound.stuck >= 0) return bound.breaks;
    for (let round = 0; round < rounds && bound.breaks < target && !shouldStop(); round += 1) {
      busy.fill(0);
      let value = 0;
      for (let person = 0; person < people; person += 1) value += programme.solve(person, prices, busy);
      let norm = 0;
      for (let slot = 0; slot < slots; slot += 1) {
        value -= (prices[slot] ?? 0) * (room[slot] ?? 0);
        const excess = (busy[slot] ?? 0) - (room[slot] ?? 0);
        if (excess > 0 || (prices[slot] ?? 0) > 0) norm += excess * excess;
      }
      if (value > best + 1e-9) {
        if (value > best + 0.002 * Math.max(1, target - best)) stale = 0;
        best = value;
        bound.breaks = Math.max(bound.breaks, Math.ceil(value - 1e-6));
      } else stale += 1;
      if (stale > 12) {
        scale *= 0.6;
        stale = 0;
      }
      if (norm === 0 || scale < 1e-4) break;
      const step = (scale * (Math.max(target, best + 1) + 0.5 - value)) / norm;
      for (let slot = 0; slot < slots; slot += 1) {
        const excess = (busy[slot] ?? 0) - (room[slot] ?? 0);
        prices[slot] = Math.max(0, (prices[slot] ?? 0) + step * excess);
      }
    }
    return bound.breaks;
  }
  return bound;
}

function largestMeeting(model: Model): number {
  let largest = 1;
  for (const meeting of model.problem.meetings) largest = Math.max(largest, meeting.participants.length);
  return largest;
}

type Programme = {
  /** Least of breaks plus prices of the busy slots; adds the busy slots chosen to `busy`. Infinite if impossible. */
  solve: (person: number, prices: Float64Array, busy: Int32Array | undefined) => number;
};

/** Modes of a day so far: not started, busy now, idle after a meeting. */
const MODES = 3;

function createProgramme(model: Model): Programme {
  const { slots, people } = model;
  const domains = reduceDomains(model);
  const limits = Array.from({ length: people }, (_, person) => countLimits(model, domains, person));
  const ways = limits.map(({ use }, person) => waysWithBreaks(use, model.breaks[person] ?? []));
  let most = 0;
  for (const limit of limits) most = Math.max(most, limit.most);
  const width = (most + 1) * MODES;
  const cost = new Float64Array((slots + 1) * width);
  const from = new Uint8Array((slots + 1) * width);
  const skipsAbsent = model.problem.countUnavailable === false;

  const solve = (person: number, prices: Float64Array, busy: Int32Array | undefined): number => {
    const limit = limits[person];
    const own = ways[person] ?? [];
    const [only] = own;
    if (limit === undefined || limit.most === 0) return 0;
    if (only !== undefined && own.length === 1) return solveDay(person, limit, only, prices, busy);
    let least = Number.POSITIVE_INFINITY;
    let cheapest = only;
    for (const way of own) {
      const cost = solveDay(person, limit, way, prices, undefined);
      if (cost >= least) continue;
      least = cost;
      cheapest = way;
    }
    if (busy !== undefined && cheapest !== undefined) solveDay(person, limit, cheapest, prices, busy);
    return least;
  };

  const solveDay = (
    person: number,
    limit: CountLimits,
    day: Uint8Array,
    prices: Float64Array,
    busy: Int32Array | undefined,
  ): number => {
    const last = limit.most;
    cost.fill(Number.POSITIVE_INFINITY, 0, (slots + 1) * width);
    cost[0] = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const use = day[slot] ?? 0;
      const skip = skipsAbsent && model.absent[person * slots + slot] === 1;
      const low = limit.low[slot] ?? 0;
      const high = Math.min(last, limit.high[slot] ?? 0);
      const price = prices[slot] ?? 0;
      const row = slot * width;
      const into = row + width;
      for (let count = 0; count <= last; count += 1) {
        const at = row + count * MODES;
        const none = cost[at] ?? 0;
        const held = cost[at + 1] ?? 0;
        const idle = cost[at + 2] ?? 0;
        if (use !== 2 && count >= low && count <= high) {
          const to = into + count * MODES;
          if (none < (cost[to] ?? 0)) {
            cost[to] = none;
            from[to] = 0;
          }
          if (skip) {
            if (held < (cost[to + 1] ?? 0)) {
              cost[to + 1] = held;
              from[to + 1] = 4;
            }
          } else if (held < (cost[to + 2] ?? 0)) {
            cost[to + 2] = held;
            from[to + 2] = 1;
          }
          if (idle < (cost[to + 2] ?? 0)) {
            cost[to + 2] = idle;
            from[to + 2] = 2;
          }
        }
        if (use === 0 || count + 1 < low || count + 1 > high) continue;
        const to = into + (count + 1) * MODES + 1;
        let least = none;
        let mode = 0;
        if (held < least) {
          least = held;
          mode = 1;
        }
        if (idle + 1 < least) {
          least = idle + 1;
          mode = 2;
        }
        if (least + price < (cost[to] ?? 0)) {
          cost[to] = least + price;
          from[to] = mode + 8;
        }
      }
    }
    let least = Number.POSITIVE_INFINITY;
    let end = -1;
    const finish = slots * width;
    for (let count = limit.least; count <= last; count += 1) {
      for (let mode = 0; mode < MODES; mode += 1) {
        const value = cost[finish + count * MODES + mode] ?? 0;
        if (value < least) {
          least = value;
          end = count * MODES + mode;
        }
      }
    }
    if (busy !== undefined && end >= 0) trace(busy, end);
    return least;
  };

  const trace = (busy: Int32Array, end: number): void => {
    let state = end;
    for (let slot = slots - 1; slot >= 0; slot -= 1) {
      const code = from[(slot + 1) * width + state] ?? 0;
      const count = Math.floor(state / MODES);
      if (code >= 8) {
        busy[slot] = (busy[slot] ?? 0) + 1;
        state = (count - 1) * MODES + (code - 8);
      } else state = count * MODES + (code === 4 ? 1 : code);
    }
  };
  return { solve };
}

type CountLimits = {
  least: number;
  most: number;
  /** 0: no meeting can be there; 1: may; 2: one must. */
  use: Uint8Array;
  /** Fewest and most meetings up to and including each slot. */
  low: Int32Array;
  high: Int32Array;
};

function countLimits(model: Model, domains: Uint8Array, person: number): CountLimits {
  const { slots } = model;
  const use = new Uint8Array(slots);
  const firsts = new Int32Array(slots);
  const lasts = new Int32Array(slots);
  let required = 0;
  let total = 0;
  for (let at = model.heldStart[person] ?? 0; at < (model.heldStart[person + 1] ?? 0); at += 1) {
    const meeting = model.held[at] ?? 0;
    let first = -1;
    let last = -1;
    for (let slot = 0; slot < slots; slot += 1) {
      if (domains[meeting * slots + slot] !== 1) continue;
      if (first < 0) first = slot;
      last = slot;
      use[slot] = Math.max(use[slot] ?? 0, 1);
    }
    const isRequired = model.required[meeting] === 1;
    if (isRequired) required += 1;
    if (first < 0) {
      if (isRequired) return impossible(slots);
      continue;
    }
    total += 1;
    firsts[first] = (firsts[first] ?? 0) + 1;
    if (!isRequired) continue;
    lasts[last] = (lasts[last] ?? 0) + 1;
    if (first === last) use[first] = 2;
  }
  const low = new Int32Array(slots);
  const high = new Int32Array(slots);
  let opened = 0;
  let closed = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    opened += firsts[slot] ?? 0;
    closed += lasts[slot] ?? 0;
    high[slot] = opened;
    low[slot] = closed;
  }
  const most = Math.min(total, model.maxMeetings[person] ?? total);
  return required > most ? impossible(slots) : { least: required, most, use, low, high };
}

/** Limits that no day meets: one meeting at least, and no slot for it. */
function impossible(slots: number): CountLimits {
  const none = new Int32Array(slots);
  return { least: 1, most: 1, use: new Uint8Array(slots), low: none, high: none };
}
