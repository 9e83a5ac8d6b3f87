import type { Problem } from "../problem.ts";
import type { Placed } from "../solution.ts";

/** What an agenda is worth, counted from nothing but the problem and the meetings placed. */
export type Measure = { value: number; breaks: number; spread: number; placeChanges: number };

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

/** What everybody holds. */
export function agendasOf(problem: Problem, placed: readonly Placed[]): Map<string, Placed[]> {
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

function maxOf(numbers: readonly number[]): number {
  return numbers.reduce((most, own) => Math.max(own, most), Number.NEGATIVE_INFINITY);
}

function minOf(numbers: readonly number[]): number {
  return numbers.reduce((least, own) => Math.min(own, least), Number.POSITIVE_INFINITY);
}
