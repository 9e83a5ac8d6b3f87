import type { BreakWanted } from "./choose-problem.ts";
import { listPlaces, type Problem } from "./problem.ts";

/**
 * A problem in flat arrays. Rows are what can hold one meeting a slot: first every participant,
 * then every place that some meeting is fixed to. Meetings and rows are numbered in file order.
 */
export type Model = {
  problem: Problem;
  slots: number;
  meetings: number;
  people: number;
  rows: number;
  /** Rows of meeting m: `members[memberStart[m] .. memberStart[m + 1])`. */
  memberStart: Int32Array;
  members: Int32Array;
  /** Meetings of row r: `held[heldStart[r] .. heldStart[r + 1])`. */
  heldStart: Int32Array;
  held: Int32Array;
  /** 1 where meeting m may be at slot s, at `m * slots + s`. */
  allowed: Uint8Array;
  /** Places open at each slot. */
  capacity: Int32Array;
  /** Neighbour slots in the row's own sequence, -1 for none, at `r * slots + s`. */
  before: Int32Array;
  next: Int32Array;
  /** Meetings that m must come after, and those that must come after m. */
  earlierStart: Int32Array;
  earlier: Int32Array;
  laterStart: Int32Array;
  later: Int32Array;
  hasOrder: boolean;
  /** Bit of the row's day for slot s, at `r * slots + s`; none where the row skips it or the day is over 32 slots. */
  bit: Int32Array;
  isShort: boolean;
  /** Bit s is slot s for every row, and `present` has the bits of the slots at which the row is available. */
  isPlain: boolean;
  present: Int32Array;
  required: Uint8Array;
  value: Float64Array;
  maxMeetings: Int32Array;
  maxInARow: Int32Array;
  /** Breaks wanted by each row, none by places. */
  breaks: readonly (readonly BreakWanted[])[];
  /** 1 for rows of people who are unavailable at slot s, at `r * slots + s`. */
  absent: Uint8Array;
};

export function createModel(problem: Problem): Model {
  const slots = problem.slots;
  const people = problem.participants.length;
  const meetings = problem.meetings.length;
  const personIndex = new Map(problem.participants.map((person, index) => [person.id, index]));
  const meetingIndex = new Map(problem.meetings.map((meeting, index) => [meeting.id, index]));
  const placeRow = new Map<string, number>();
  for (const { fixedPlace } of problem.meetings) {
    if (fixedPlace !== undefined && !placeRow.has(fixedPlace))
      placeRow.set(fixedPlace, people + placeRow.size);
  }
  const rows = people + placeRow.size;
  const places = listPlaces(problem);
  const absent = new Uint8Array(rows * slots);
  problem.participants.forEach((person, row) => {
    for (const slot of person.unavailable ?? []) absent[row * slots + slot] = 1;
  });
  for (const place of places) {
    const row = placeRow.get(place.id);
    if (row === undefined || place.slots === undefined) continue;
    for (let slot = 0; slot < slots; slot += 1)
      if (!place.slots.includes(slot)) absent[row * slots + slot] = 1;
  }
  const memberLists = problem.meetings.map((meeting) => {
    const rowsOf = meeting.participants.map((id) => personIndex.get(id) ?? 0);
    const place = meeting.fixedPlace === undefined ? undefined : placeRow.get(meeting.fixedPlace);
    return place === undefined ? rowsOf : [...rowsOf, place];
  });
  const heldLists: number[][] = Array.from({ length: rows }, () => []);
  memberLists.forEach((list, meeting) => {
    for (const row of list) heldLists[row]?.push(meeting);
  });
  const earlierLists = problem.meetings.map((meeting) =>
    (meeting.after ?? []).map((id) => meetingIndex.get(id) ?? 0),
  );
  const laterLists: number[][] = problem.meetings.map(() => []);
  earlierLists.forEach((list, meeting) => {
    for (const first of list) laterLists[first]?.push(meeting);
  });
  const [memberStart, members] = flatten(memberLists);
  const [heldStart, held] = flatten(heldLists);
  const [earlierStart, earlier] = flatten(earlierLists);
  const [laterStart, later] = flatten(laterLists);
  const [before, next] = neighbours(problem, rows, absent);
  return {
    problem,
    slots,
    meetings,
    people,
    rows,
    memberStart,
    members,
    heldStart,
    held,
    allowed: allowedSlots(problem, memberLists, absent),
    capacity: openPlaces(slots, places),
    before,
    next,
    earlierStart,
    earlier,
    laterStart,
    later,
    hasOrder: earlier.length > 0,
    bit: bitsOf(slots, before, next),
    isShort: slots <= 32,
    isPlain: slots <= 32 && problem.countUnavailable !== false,
    present: presentBits(slots, rows, absent),
    required: Uint8Array.from(problem.meetings, (meeting) => (meeting.required === false ? 0 : 1)),
    value: Float64Array.from(problem.meetings, (meeting) =>
      meeting.required === false ? (meeting.value ?? 1) : 0,
    ),
    maxMeetings: rowLimits(
      rows,
      meetings,
      problem.participants.map((person) => person.maxMeetings),
    ),
    maxInARow: rowLimits(
      rows,
      slots,
      problem.participants.map((person) => person.maxInARow),
    ),
    breaks: Array.from({ length: rows }, (_, row) => problem.participants[row]?.breaks ?? []),
    absent,
  };
}

/** The same problem without its optional meetings, or with all of them required. */
export function restrict(problem: Problem, keep: (id: string) => boolean): Problem {
  const meetings = problem.meetings.filter((meeting) => keep(meeting.id));
  const kept = new Set(meetings.map((meeting) => meeting.id));
  return {
    ...problem,
    meetings: meetings.map(({ after, ...meeting }) => ({
      ...meeting,
      required: true,
      ...(after === undefined ? {} : { after: after.filter((id) => kept.has(id)) }),
    })),
  };
}

function flatten(lists: readonly number[][]): [Int32Array, Int32Array] {
  const start = new Int32Array(lists.length + 1);
  let total = 0;
  lists.forEach((list, index) => {
    total += list.length;
    start[index + 1] = total;
  });
  const flat = new Int32Array(total);
  lists.forEach((list, index) => {
    flat.set(list, start[index]);
  });
  return [start, flat];
}

function rowLimits(rows: number, none: number, limits: readonly (number | undefined)[]): Int32Array {
  const result = new Int32Array(rows).fill(none);
  limits.forEach((limit, row) => {
    if (limit !== undefined && limit < none) result[row] = limit;
  });
  return result;
}

function openPlaces(slots: number, places: readonly { slots?: number[] | undefined }[]): Int32Array {
  const capacity = new Int32Array(slots);
  for (const place of places) {
    const open = place.slots === undefined ? undefined : new Set(place.slots);
    for (let slot = 0; slot < slots; slot += 1) {
      if (open === undefined || open.has(slot)) capacity[slot] = (capacity[slot] ?? 0) + 1;
    }
  }
  return capacity;
}

function allowedSlots(problem: Problem, memberLists: readonly number[][], absent: Uint8Array): Uint8Array {
  const { slots } = problem;
  const allowed = new Uint8Array(problem.meetings.length * slots);
  problem.meetings.forEach((meeting, index) => {
    const listed = meeting.slots === undefined ? undefined : new Set(meeting.slots);
    for (let slot = 0; slot < slots; slot += 1) {
      if (listed?.has(slot) === false) continue;
      if (meeting.fixedSlot !== undefined && meeting.fixedSlot !== slot) continue;
      if (memberLists[index]?.some((row) => absent[row * slots + slot] === 1)) continue;
      allowed[index * slots + slot] = 1;
    }
  });
  return allowed;
}

/** Where gaps of unavailable slots only do not count, a person's sequence simply skips them. */
function neighbours(problem: Problem, rows: number, absent: Uint8Array): [Int32Array, Int32Array] {
  const { slots } = problem;
  const skips = problem.countUnavailable === false;
  const before = new Int32Array(rows * slots).fill(-1);
  const next = new Int32Array(rows * slots).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    let last = -1;
    for (let slot = 0; slot < slots; slot += 1) {
      if (skips && absent[row * slots + slot] === 1) continue;
      before[row * slots + slot] = last;
      if (last >= 0) next[row * slots + last] = slot;
      last = slot;
    }
  }
  return [before, next];
}

function bitsOf(slots: number, before: Int32Array, next: Int32Array): Int32Array {
  const bit = new Int32Array(before.length);
  if (slots > 32) return bit;
  for (let base = 0; base < before.length; base += slots) {
    let position = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const isSkipped = slots > 1 && (before[base + slot] ?? -1) < 0 && (next[base + slot] ?? -1) < 0;
      if (isSkipped) continue;
      bit[base + slot] = 1 << position;
      position += 1;
    }
  }
  return bit;
}

function presentBits(slots: number, rows: number, absent: Uint8Array): Int32Array {
  const present = new Int32Array(rows);
  if (slots > 32) return present;
  for (let at = 0; at < rows * slots; at += 1) {
    const row = Math.floor(at / slots);
    if (absent[at] !== 1) present[row] = (present[row] ?? 0) | (1 << (at % slots));
  }
  return present;
}
