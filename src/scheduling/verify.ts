import type { Problem } from "./problem.ts";
import type { Placed, Solution } from "./solution.ts";

/** A broken rule, in a code for programs and a line for people. */
export type Violation = { code: string; text: string; about?: About };
/** What a violation is about, for those who have names for it. */
export type About = { meetings?: readonly string[]; person?: string; place?: string; slot?: number };

/** What an answer claims; only `placed` is judged where the rest is absent. */
export type Claim = Partial<Omit<Solution, "unplaced" | "clash">> &
  Pick<Solution, "placed"> & { unplaced?: readonly { meeting: string }[] };

/** What an agenda is worth, counted from nothing but the problem and the meetings placed. */
export type Measure = { value: number; breaks: number; spread: number; placeChanges: number };

/**
 * Judges an answer against its problem: solver output, imports and manual edits alike.
 * Shares no code with the solver. O(meetings + participants × slots).
 */
export function verify(problem: Problem, claim: Claim): Violation[] {
  const violations: Violation[] = [];
  const add: Report = (code, text, about) =>
    violations.push({ code, text, ...(about === undefined ? {} : { about }) });
  if (claim.status === "infeasible" || claim.status === "unknown") {
    if (claim.placed.length > 0 && claim.status === "infeasible") {
      add("infeasible-yet-placed", `the answer says infeasible and places ${claim.placed.length} meetings`);
    }
  }
  const placed = checkPlaced(problem, claim.placed, add);
  checkPeople(problem, placed, add);
  checkPlaces(problem, placed, add);
  checkOrder(problem, placed, add);
  const isAgenda = claim.status !== "infeasible" && claim.status !== "unknown";
  if (isAgenda) {
    checkRequired(problem, placed, add);
    checkSpread(problem, placed, add);
  }
  checkUnplaced(problem, claim, placed, add);
  if (isAgenda) checkFigures(problem, claim, add);
  return violations;
}

/** Value of optional meetings, breaks, spread and changes of place of the meetings placed. */
export function measure(problem: Problem, placed: readonly Placed[]): Measure {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]));
  let value = 0;
  for (const item of placed) {
    const meeting = meetings.get(item.meeting);
    if (meeting?.required === false) value += meeting.value ?? 1;
  }
  const agendas = agendasOf(problem, placed);
  const perPerson = problem.participants.map((person) =>
    breaksOf(problem, person.unavailable, agendas.get(person.id)),
  );
  const breaks = perPerson.reduce((sum, own) => sum + own, 0);
  const spread = perPerson.length === 0 ? 0 : maxOf(perPerson) - minOf(perPerson);
  let placeChanges = 0;
  for (const agenda of agendas.values()) {
    const inOrder = [...agenda].sort((a, b) => a.slot - b.slot);
    inOrder.forEach((item, index) => {
      const before = inOrder[index - 1];
      if (before !== undefined && before.place !== item.place) placeChanges += 1;
    });
  }
  return { value, breaks, spread, placeChanges };
}

type Report = (code: string, text: string, about?: About) => void;

function maxOf(numbers: readonly number[]): number {
  return numbers.reduce((most, own) => Math.max(own, most), Number.NEGATIVE_INFINITY);
}

function minOf(numbers: readonly number[]): number {
  return numbers.reduce((least, own) => Math.min(own, least), Number.POSITIVE_INFINITY);
}

function agendasOf(problem: Problem, placed: readonly Placed[]): Map<string, Placed[]> {
  const people = new Map(problem.meetings.map((meeting) => [meeting.id, meeting.participants]));
  const agendas = new Map<string, Placed[]>();
  for (const item of placed) {
    for (const person of people.get(item.meeting) ?? []) {
      const agenda = agendas.get(person);
      if (agenda === undefined) agendas.set(person, [item]);
      else agenda.push(item);
    }
  }
  return agendas;
}

/** Groups of idle slots between two meetings; a group of unavailable slots only may be told not to count. */
function breaksOf(
  problem: Problem,
  unavailable: readonly number[] | undefined,
  agenda: readonly Placed[] | undefined,
) {
  if (agenda === undefined) return 0;
  const slots = [...new Set(agenda.map((item) => item.slot))].sort((a, b) => a - b);
  const absent = new Set(unavailable);
  let breaks = 0;
  for (let index = 1; index < slots.length; index += 1) {
    const from = (slots[index - 1] ?? 0) + 1;
    const to = slots[index] ?? 0;
    let counts = to > from && problem.countUnavailable !== false;
    for (let slot = from; slot < to && !counts; slot += 1) counts = !absent.has(slot);
    if (counts) breaks += 1;
  }
  return breaks;
}

function checkPlaced(problem: Problem, placed: readonly Placed[], add: Report): Placed[] {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]));
  const people = new Map(problem.participants.map((person) => [person.id, new Set(person.unavailable)]));
  const seen = new Set<string>();
  const known: Placed[] = [];
  for (const item of placed) {
    const meeting = meetings.get(item.meeting);
    if (meeting === undefined) {
      add("unknown-meeting", `"${item.meeting}" is not a meeting of the problem`);
      continue;
    }
    if (seen.has(item.meeting)) {
      add("placed-twice", `meeting "${item.meeting}" is placed more than once`, {
        meetings: [item.meeting],
      });
      continue;
    }
    seen.add(item.meeting);
    if (item.slot < 0 || item.slot >= problem.slots) {
      add(
        "unknown-slot",
        `meeting "${item.meeting}" is placed at slot ${item.slot}, outside 0 to ${problem.slots - 1}`,
        { meetings: [item.meeting], slot: item.slot },
      );
      continue;
    }
    known.push(item);
    if (meeting.slots !== undefined && !meeting.slots.includes(item.slot)) {
      add("slot-not-allowed", `meeting "${item.meeting}" may not be held at slot ${item.slot}`, {
        meetings: [item.meeting],
        slot: item.slot,
      });
    }
    if (meeting.fixedSlot !== undefined && meeting.fixedSlot !== item.slot) {
      add(
        "slot-not-fixed",
        `meeting "${item.meeting}" is fixed at slot ${meeting.fixedSlot}, not ${item.slot}`,
      );
    }
    if (meeting.fixedPlace !== undefined && meeting.fixedPlace !== item.place) {
      add(
        "place-not-fixed",
        `meeting "${item.meeting}" is fixed at place "${meeting.fixedPlace}", not "${item.place}"`,
      );
    }
    for (const person of meeting.participants) {
      if (people.get(person)?.has(item.slot)) {
        add(
          "unavailable",
          `"${person}" is unavailable at slot ${item.slot}, where meeting "${item.meeting}" is placed`,
          { meetings: [item.meeting], person, slot: item.slot },
        );
      }
    }
  }
  return known;
}

function checkPeople(problem: Problem, placed: readonly Placed[], add: Report): void {
  const agendas = agendasOf(problem, placed);
  for (const person of problem.participants) {
    const agenda = agendas.get(person.id) ?? [];
    const bySlot = new Map<number, string>();
    for (const item of agenda) {
      const other = bySlot.get(item.slot);
      if (other !== undefined) {
        add(
          "double-booked",
          `"${person.id}" has meetings "${other}" and "${item.meeting}" both at slot ${item.slot}`,
          { meetings: [other, item.meeting], person: person.id, slot: item.slot },
        );
      }
      bySlot.set(item.slot, item.meeting);
    }
    if (person.maxMeetings !== undefined && agenda.length > person.maxMeetings) {
      add(
        "too-many-meetings",
        `"${person.id}" has ${agenda.length} meetings, at most ${person.maxMeetings} allowed`,
      );
    }
    for (const wanted of person.breaks ?? []) {
      if (hasBreak(wanted, (slot) => bySlot.has(slot))) continue;
      const { from, to, slots } = wanted;
      add("no-break", `"${person.id}" has no free stretch of ${slots} from slot ${from} to slot ${to}`, {
        person: person.id,
        slot: from,
      });
    }
    if (person.maxInARow === undefined) continue;
    let run = 0;
    for (let slot = 0; slot <= problem.slots; slot += 1) {
      if (bySlot.has(slot)) {
        run += 1;
        continue;
      }
      if (run > person.maxInARow) {
        add(
          "too-many-in-a-row",
          `"${person.id}" has ${run} meetings in a row up to slot ${slot - 1}, at most ${person.maxInARow} allowed`,
        );
      }
      run = 0;
    }
  }
}

/** Some stretch of the length wanted is without a meeting. */
function hasBreak(
  { from, to, slots }: { from: number; to: number; slots: number },
  isBusy: (slot: number) => boolean,
): boolean {
  let lastBusy = from - 1;
  for (let slot = from; slot <= to; slot += 1) {
    if (isBusy(slot)) lastBusy = slot;
    else if (slot - lastBusy >= slots) return true;
  }
  return false;
}

function checkPlaces(problem: Problem, placed: readonly Placed[], add: Report): void {
  const open = new Map<string, Set<number> | undefined>();
  if (typeof problem.places === "number") {
    for (let index = 0; index < problem.places; index += 1) open.set(`t${index}`, undefined);
  } else {
    for (const place of problem.places) {
      open.set(place.id, place.slots === undefined ? undefined : new Set(place.slots));
    }
  }
  const holder = new Map<string, Map<number, string>>();
  for (const item of placed) {
    if (!open.has(item.place)) {
      add(
        "unknown-place",
        `meeting "${item.meeting}" is at place "${item.place}", which is not one of the problem`,
        { meetings: [item.meeting], place: item.place },
      );
      continue;
    }
    if (open.get(item.place)?.has(item.slot) === false) {
      add(
        "place-closed",
        `place "${item.place}" is closed at slot ${item.slot}, where meeting "${item.meeting}" is placed`,
        { meetings: [item.meeting], place: item.place, slot: item.slot },
      );
    }
    const bySlot = holder.get(item.place) ?? new Map<number, string>();
    holder.set(item.place, bySlot);
    const other = bySlot.get(item.slot);
    if (other !== undefined) {
      add(
        "place-taken",
        `place "${item.place}" holds meetings "${other}" and "${item.meeting}" both at slot ${item.slot}`,
        { meetings: [other, item.meeting], place: item.place, slot: item.slot },
      );
    }
    bySlot.set(item.slot, item.meeting);
  }
}

function checkOrder(problem: Problem, placed: readonly Placed[], add: Report): void {
  const slotOf = new Map(placed.map((item) => [item.meeting, item.slot]));
  for (const meeting of problem.meetings) {
    const own = slotOf.get(meeting.id);
    if (own === undefined) continue;
    for (const earlier of meeting.after ?? []) {
      const before = slotOf.get(earlier);
      if (before !== undefined && before >= own) {
        add(
          "not-after",
          `meeting "${meeting.id}" at slot ${own} must come after "${earlier}", which is at slot ${before}`,
        );
      }
    }
  }
}

function checkRequired(problem: Problem, placed: readonly Placed[], add: Report): void {
  const held = new Set(placed.map((item) => item.meeting));
  for (const meeting of problem.meetings) {
    if (meeting.required !== false && !held.has(meeting.id)) {
      add("required-not-placed", `meeting "${meeting.id}" is required and is not placed`);
    }
  }
}

function checkSpread(problem: Problem, placed: readonly Placed[], add: Report): void {
  if (problem.maxBreakSpread === undefined) return;
  const { spread } = measure(problem, placed);
  if (spread > problem.maxBreakSpread) {
    add(
      "spread-too-wide",
      `breaks differ by ${spread} between participants, at most ${problem.maxBreakSpread} allowed`,
    );
  }
}

function checkUnplaced(problem: Problem, claim: Claim, placed: readonly Placed[], add: Report): void {
  if (claim.unplaced === undefined) return;
  const held = new Set(placed.map((item) => item.meeting));
  const listed = new Set<string>();
  for (const item of claim.unplaced) {
    if (held.has(item.meeting))
      add("placed-and-unplaced", `meeting "${item.meeting}" is both placed and unplaced`);
    if (listed.has(item.meeting))
      add("unplaced-twice", `meeting "${item.meeting}" is listed as unplaced more than once`);
    listed.add(item.meeting);
  }
  const known = new Set(problem.meetings.map((meeting) => meeting.id));
  for (const id of listed)
    if (!known.has(id)) add("unknown-meeting", `"${id}" is not a meeting of the problem`);
  for (const id of known) {
    if (!held.has(id) && !listed.has(id)) add("forgotten", `meeting "${id}" is neither placed nor unplaced`);
  }
}

function checkFigures(problem: Problem, claim: Claim, add: Report): void {
  const actual = measure(problem, claim.placed);
  const compare = (figure: keyof Measure) => {
    const claimed = claim[figure];
    if (claimed === undefined) return;
    const tolerance = figure === "value" ? 1e-6 * Math.max(1, Math.abs(actual.value)) : 0;
    if (Math.abs(claimed - actual[figure]) > tolerance) {
      add(
        `wrong-${figure === "placeChanges" ? "place-changes" : figure}`,
        `the answer says ${figure} ${claimed}, counted ${actual[figure]}`,
      );
    }
  };
  compare("value");
  compare("breaks");
  compare("spread");
  compare("placeChanges");
  if (claim.bound === undefined) return;
  const slack = 1e-6 * Math.max(1, Math.abs(actual.value));
  if (claim.bound.value < actual.value - slack) {
    add("false-bound", `the bound on value is ${claim.bound.value}, the agenda itself has ${actual.value}`);
  }
  // With every optional meeting that the bound allows, fewer breaks than the bound would refute it.
  const isFull = Math.abs(claim.bound.value - actual.value) <= slack;
  if (isFull && claim.bound.breaks > actual.breaks) {
    add(
      "false-bound",
      `the bound on breaks is ${claim.bound.breaks}, the agenda itself has ${actual.breaks}`,
    );
  }
  if (claim.status === "optimal" && (!isFull || claim.bound.breaks !== actual.breaks)) {
    add("not-proved", "the answer says optimal and its figures do not equal its bounds");
  }
}
