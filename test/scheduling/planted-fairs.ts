import type { Problem } from "../../src/scheduling/problem.ts";
import { createRandom, type Random } from "../../src/scheduling/random.ts";

export type PlantedSize = {
  exhibitors: number;
  buyers: number;
  meetings: number;
  slots: number;
  places: number;
};

/** Share of people who are there half the time; slots that the others miss; meetings that may have half the slots. */
const HALF_DAYS = 0.2;
const AWAY = 0.082;
const HALF_MEETINGS = 0.2;

/**
 * A large fair in which everything can be placed, since each meeting is drawn with a slot for it: a sixth of the people
 * are wanted whenever they are there, a fifth have but half the day. The slots drawn are not told.
 */
export function drawPlanted(size: PlantedSize, seed: number): Problem {
  const random = createRandom(seed);
  const { exhibitors, buyers, slots, places } = size;
  const people = exhibitors + buyers;
  const half = slots >> 1;
  const isFree = Array.from({ length: people }, () => drawPresence(slots, random));
  const participants = isFree.map((own, index) => ({
    id: `p${index}`,
    unavailable: own.flatMap((free, slot) => (free ? [] : [slot])),
  }));
  const drawExhibitor = drawWeighted(exhibitors, 0.8, random);
  const drawBuyer = drawWeighted(buyers, 0.95, random);
  const load = new Int32Array(slots);
  const seen = new Set<number>();
  const meetings: Problem["meetings"] = [];
  for (let draw = 0; draw < size.meetings * 400 && meetings.length < size.meetings; draw += 1) {
    const first = drawExhibitor();
    const second = exhibitors + drawBuyer();
    if (seen.has(first * people + second)) continue;
    const common: number[] = [];
    for (let slot = 0; slot < slots; slot += 1) {
      if (isFree[first]?.[slot] && isFree[second]?.[slot] && (load[slot] ?? 0) < places) common.push(slot);
    }
    const slot = common[random.below(common.length)];
    if (slot === undefined) continue;
    seen.add(first * people + second);
    for (const person of [first, second]) isFree[person]?.splice(slot, 1, false);
    load[slot] = (load[slot] ?? 0) + 1;
    const from = slot < half ? 0 : half;
    meetings.push({
      id: `m${meetings.length}`,
      participants: [`p${first}`, `p${second}`],
      ...(random.next() < HALF_MEETINGS
        ? { slots: Array.from({ length: slot < half ? half : slots - half }, (_, index) => from + index) }
        : {}),
    });
  }
  return { name: `planted-${people}-${meetings.length}-${seed}`, slots, places, participants, meetings };
}

function drawPresence(slots: number, random: Random): boolean[] {
  const half = slots >> 1;
  const isHalf = random.next() < HALF_DAYS;
  const isEarly = random.next() < 0.5;
  return Array.from({ length: slots }, (_, slot) =>
    isHalf ? slot < half === isEarly : random.next() >= AWAY,
  );
}

/** Draws indexes with lasting weights: the logarithm of a weight is normal with this deviation. */
function drawWeighted(count: number, deviation: number, random: Random): () => number {
  const sums = new Float64Array(count);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const angle = 2 * Math.PI * random.next();
    total += Math.exp(deviation * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(angle));
    sums[index] = total;
  }
  return () => {
    const target = random.next() * total;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < target) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
