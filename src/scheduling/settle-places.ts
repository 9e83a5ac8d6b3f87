import type { ChooseProblem, Chosen } from "./choose-problem.ts";
import type { Random } from "./random.ts";
import { daysOf } from "./seating/days.ts";

/** What it costs somebody to change room, in changes of place. */
const ROOM_WEIGHT = 0.25;
/** Exchanges tried for each meeting, and the heat of the first and the last, in changes of place. */
const TRIES = 60;
const HOT = 1;
const COLD = 0.1;

/** Another meeting of one of the two people, the one before or after on the same day, and the slots between. */
type Link = { readonly other: number; readonly isBefore: boolean; readonly gap: number };

/**
 * The same meetings, at the same slots and with the same people, at tables between which people change less, by
 * annealing over exchanges within a slot. Stands, locked meetings, access and walking times are kept.
 */
export function settlePlaces(problem: ChooseProblem, chosen: readonly Chosen[], random: Random): Chosen[] {
  const ground = createGround(problem, chosen);
  const { placeOf, links } = ground;
  const most = TRIES * chosen.length;
  let gained = 0;
  for (let tries = 0; tries < most; tries += 1) {
    const meeting = random.below(chosen.length);
    const own = links[meeting] ?? [];
    const link = own[random.below(own.length)];
    if (link === undefined) continue;
    const heat = HOT * (COLD / HOT) ** (tries / most);
    gained += exchange(ground, meeting, placeOf[link.other] ?? 0, -heat * Math.log(1 - random.next()));
  }
  if (gained <= 0) return [...chosen];
  return chosen.map((item, index) => ({
    ...item,
    place: problem.seats[placeOf[index] ?? 0]?.id ?? item.place,
  }));
}

type Ground = {
  readonly placeOf: Int32Array;
  readonly links: readonly (readonly Link[])[];
  /** The meeting at each place and slot, -1 for none, -2 where the place is closed: at `place * slots + slot`. */
  readonly at: Int32Array;
  readonly slots: number;
  readonly from: Int32Array;
  readonly duration: Int32Array;
  readonly maySit: (meeting: number, place: number) => boolean;
  /** Changes of place towards the meetings before and after, infinite where there is no time to walk. */
  readonly cost: (meeting: number, place: number) => number;
};

/** Takes the meeting there, against whoever is there for the same slots, if that costs no more; returns what it spares. */
function exchange(ground: Ground, meeting: number, to: number, mostCost: number): number {
  const { placeOf, at, slots, from, duration, maySit, cost } = ground;
  const own = placeOf[meeting] ?? 0;
  const slot = from[meeting] ?? 0;
  const length = duration[meeting] ?? 1;
  if (own === to || !maySit(meeting, to) || !maySit(meeting, own)) return 0;
  const other = at[to * slots + slot] ?? -2;
  for (let ahead = slot; ahead < slot + length; ahead += 1)
    if (at[to * slots + ahead] !== other || other === -2) return 0;
  let gain = cost(meeting, own) - cost(meeting, to);
  if (other >= 0) {
    if (from[other] !== slot || duration[other] !== length || !maySit(other, own) || !maySit(other, to))
      return 0;
    gain += cost(other, to) - cost(other, own);
  }
  if (!(gain >= -mostCost)) return 0;
  placeOf[meeting] = to;
  if (other >= 0) placeOf[other] = own;
  for (let ahead = slot; ahead < slot + length; ahead += 1) {
    at[to * slots + ahead] = meeting;
    at[own * slots + ahead] = other;
  }
  return gain;
}

function createGround(problem: ChooseProblem, chosen: readonly Chosen[]): Ground {
  const { slots, seats, walking = {} } = problem;
  const seatIndex = new Map(seats.map((seat, index) => [seat.id, index]));
  const candidates = new Map(problem.candidates.map((candidate) => [candidate.id, candidate]));
  const needing = new Set(
    problem.attendees.flatMap(({ delegates }) =>
      delegates.flatMap(({ id, needsAccess }) => (needsAccess === true ? [id] : [])),
    ),
  );
  const placeOf = Int32Array.from(chosen, ({ place }) => seatIndex.get(place) ?? 0);
  const from = Int32Array.from(chosen, ({ slot }) => slot);
  const duration = Int32Array.from(chosen, ({ candidate }) => candidates.get(candidate)?.duration ?? 1);
  const isLocked = chosen.map(({ candidate }) => candidates.get(candidate)?.locked !== undefined);
  const needsAccess = chosen.map(
    ({ candidate, delegates }) =>
      candidates.get(candidate)?.accessible === true || delegates.some((id) => needing.has(id)),
  );
  const at = new Int32Array(seats.length * slots).fill(-1);
  seats.forEach((seat, index) => {
    for (let slot = 0; slot < slots; slot += 1)
      if (seat.slots?.includes(slot) === false) at[index * slots + slot] = -2;
  });
  chosen.forEach((_, meeting) => {
    const start = from[meeting] ?? 0;
    for (let slot = start; slot < start + (duration[meeting] ?? 1); slot += 1)
      at[(placeOf[meeting] ?? 0) * slots + slot] = meeting;
  });
  const links = linksOf(problem, chosen, duration);
  const roomOf = seats.map(({ room }) => room);
  const step = (one: number, two: number, gap: number): number => {
    if (one === two) return 0;
    const [here, there] = [roomOf[one], roomOf[two]];
    if (here === there) return 1;
    return (walking[`${here}>${there}`] ?? 0) > gap ? Number.POSITIVE_INFINITY : 1 + ROOM_WEIGHT;
  };
  return {
    placeOf,
    links,
    at,
    slots,
    from,
    duration,
    maySit: (meeting, place) => {
      const seat = seats[place];
      return (
        seat?.organisation === undefined &&
        isLocked[meeting] !== true &&
        (seat?.accessible === true || needsAccess[meeting] !== true)
      );
    },
    cost: (meeting, place) => {
      let sum = 0;
      for (const { other, isBefore, gap } of links[meeting] ?? []) {
        const there = placeOf[other] ?? 0;
        sum += isBefore ? step(there, place, gap) : step(place, there, gap);
      }
      return sum;
    },
  };
}

/** For each meeting, those just before and after it of each of its people, on the same day. */
function linksOf(
  problem: ChooseProblem,
  chosen: readonly Chosen[],
  duration: Int32Array,
): readonly (readonly Link[])[] {
  const dayOf = daysOf(problem);
  const ofPerson = new Map<string, number[]>();
  chosen.forEach(({ delegates }, meeting) => {
    for (const id of delegates) ofPerson.set(id, [...(ofPerson.get(id) ?? []), meeting]);
  });
  const links: Link[][] = chosen.map(() => []);
  for (const own of ofPerson.values()) {
    own.sort((a, b) => slotOf(chosen, a) - slotOf(chosen, b));
    own.forEach((meeting, index) => {
      const before = own[index - 1];
      if (before === undefined || dayOf[slotOf(chosen, before)] !== dayOf[slotOf(chosen, meeting)]) return;
      const gap = slotOf(chosen, meeting) - slotOf(chosen, before) - (duration[before] ?? 1);
      links[meeting]?.push({ other: before, isBefore: true, gap });
      links[before]?.push({ other: meeting, isBefore: false, gap });
    });
  }
  return links;
}

function slotOf(chosen: readonly Chosen[], meeting: number): number {
  return chosen[meeting]?.slot ?? 0;
}
