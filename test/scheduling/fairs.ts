import type { Candidate, ChooseProblem } from "../../src/scheduling/choose-problem.ts";
import type { Problem } from "../../src/scheduling/problem.ts";
import { createRandom } from "../../src/scheduling/random.ts";

export type FairSize = { exhibitors: number; buyers: number; slots: number; tables: number; wishes: number };

/** A fair of one or two days drawn from a seed: a few organisations are wanted by many, most by a few. */
export function drawFair(size: FairSize, seed: number): ChooseProblem {
  const random = createRandom(seed);
  const away = () => Array.from({ length: size.slots }, (_, slot) => slot).filter(() => random.next() < 0.08);
  const attendee = (id: string, delegates: number, maxMeetings: number) => ({
    id,
    maxMeetings,
    delegates: Array.from({ length: delegates }, (_, index) => ({
      id: `${id}-${index}`,
      unavailable: away(),
      ...(random.next() < 0.3 ? { maxInARow: 4 } : {}),
      ...(random.next() < 0.03 ? { needsAccess: true } : {}),
    })),
  });
  const exhibitors = Array.from({ length: size.exhibitors }, (_, index) =>
    attendee(`e${index}`, 1 + random.below(3), 24),
  );
  const buyers = Array.from({ length: size.buyers }, (_, index) =>
    attendee(`b${index}`, 1, 6 + random.below(7)),
  );
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  for (let wish = 0; wish < size.wishes; wish += 1) {
    const exhibitor = `e${Math.floor(size.exhibitors * random.next() ** 1.7)}`;
    const buyer = `b${random.below(size.buyers)}`;
    if (seen.has(`${exhibitor} ${buyer}`)) continue;
    seen.add(`${exhibitor} ${buyer}`);
    candidates.push({
      id: `c${candidates.length}`,
      organisations: [exhibitor, buyer],
      value: Math.round((0.2 + 0.8 * random.next()) * 1000) / 1000,
      ...(random.next() < 0.05 ? { duration: 2 } : {}),
    });
  }
  const rooms = ["hall", "upstairs", "gallery"];
  const stands = exhibitors.slice(0, Math.floor(size.exhibitors / 4)).map((own) => ({
    id: `stand-${own.id}`,
    room: "hall",
    organisation: own.id,
    accessible: true,
  }));
  const tables = Array.from({ length: size.tables }, (_, index) => ({
    id: `t${index}`,
    room: rooms[index % rooms.length] ?? "hall",
    accessible: index % 4 !== 0,
  }));
  return {
    name: `fair-${size.exhibitors}-${size.buyers}-${seed}`,
    slots: size.slots,
    dayStarts: [0, size.slots >> 1],
    seats: [...stands, ...tables],
    walking: { "hall>gallery": 1, "gallery>hall": 1 },
    attendees: [...exhibitors, ...buyers],
    candidates,
  };
}

/** The same fair where `share` of the delegates want a break or two within one of its days. */
export function wantBreaks(fair: ChooseProblem, seed: number, share = 0.5): ChooseProblem {
  const random = createRandom(seed);
  const starts = [...new Set([0, ...(fair.dayStarts ?? [])])].sort((a, b) => a - b);
  const days = starts.map((from, index) => ({ from, length: (starts[index + 1] ?? fair.slots) - from }));
  const draw = () => {
    const day = days[random.below(days.length)] ?? { from: 0, length: fair.slots };
    const length = 1 + random.below(Math.min(5, day.length));
    const from = day.from + random.below(day.length - length + 1);
    return { from, to: from + length - 1, slots: 1 + random.below(length) };
  };
  return {
    ...fair,
    attendees: fair.attendees.map((attendee) => ({
      ...attendee,
      delegates: attendee.delegates.map((one) =>
        random.next() < share ? { ...one, breaks: Array.from({ length: 1 + random.below(2) }, draw) } : one,
      ),
    })),
  };
}

export type TimetableSize = { people: number; meetings: number; slots: number; places: number };

/**
 * Meetings to place, in the likeness of a large fair: some people are wanted by many, some are there half the time,
 * some meetings may have a few slots only. Nobody has more meetings than slots.
 */
export function drawTimetable(size: TimetableSize, seed: number): Problem {
  const random = createRandom(seed);
  const { people, slots } = size;
  const away = Array.from({ length: people }, () => {
    if (random.next() >= 0.15) return range(slots).filter(() => random.next() < 0.08);
    const half = slots >> 1;
    return random.next() < 0.5 ? range(half) : range(half).map((slot) => slots - 1 - slot);
  });
  const left = away.map((own) => slots - own.length);
  const seen = new Set<string>();
  const meetings: Problem["meetings"] = [];
  for (let draw = 0; draw < size.meetings * 50 && meetings.length < size.meetings; draw += 1) {
    const first = Math.floor(people * random.next() ** 2);
    const second = random.below(people);
    const common = range(slots).filter(
      (slot) => !away[first]?.includes(slot) && !away[second]?.includes(slot),
    );
    const listed = random.next() < 0.2 ? common.filter(() => random.next() < 0.6) : undefined;
    const key = `${Math.min(first, second)} ${Math.max(first, second)}`;
    if (first === second || seen.has(key) || common.length < 4 || (listed?.length ?? 4) < 4) continue;
    // A slot or two to spare keep the fair possible.
    if ((left[first] ?? 0) < 3 || (left[second] ?? 0) < 3) continue;
    seen.add(key);
    left[first] = (left[first] ?? 0) - 1;
    left[second] = (left[second] ?? 0) - 1;
    meetings.push({
      id: `m${meetings.length}`,
      participants: [`p${first}`, `p${second}`],
      ...(listed === undefined ? {} : { slots: listed }),
    });
  }
  return {
    name: `timetable-${people}-${meetings.length}-${seed}`,
    slots,
    places: size.places,
    participants: away.map((unavailable, index) => ({ id: `p${index}`, unavailable })),
    meetings,
  };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
