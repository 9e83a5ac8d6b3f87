import type { ChooseProblem, Chosen } from "./choose-problem.ts";
import type { Violation } from "./verify.ts";

/** Judges a choice against its problem; shares no code with the search. */
export function verifyChoice(problem: ChooseProblem, chosen: readonly Chosen[]): Violation[] {
  const violations: Violation[] = [];
  const add = (code: string, text: string) => violations.push({ code, text });
  const candidates = new Map(problem.candidates.map((candidate) => [candidate.id, candidate]));
  const seats = new Map(problem.seats.map((seat) => [seat.id, seat]));
  const employer = new Map(
    problem.attendees.flatMap((attendee) =>
      attendee.delegates.map((person) => [person.id, attendee.id] as const),
    ),
  );
  const people = new Map(
    problem.attendees.flatMap((attendee) => attendee.delegates.map((person) => [person.id, person] as const)),
  );
  const dayOf = (slot: number) =>
    (problem.dayStarts ?? []).filter((start) => start > 0 && start <= slot).length;
  const agenda = new Map<string, { from: number; to: number; room: string; candidate: string }[]>();
  const taken = new Map<string, string>();
  const count = new Map<string, number>();
  const at = new Map(chosen.map((item) => [item.candidate, item]));
  if (at.size !== chosen.length) add("placed-twice", "a candidate is placed more than once");
  for (const item of chosen) {
    const candidate = candidates.get(item.candidate);
    const seat = seats.get(item.place);
    if (candidate === undefined || seat === undefined) {
      add("unknown", `"${item.candidate}" at "${item.place}" is not of the problem`);
      continue;
    }
    const from = item.slot;
    const to = item.slot + (candidate.duration ?? 1);
    const isOneDay = from >= 0 && to <= problem.slots && dayOf(from) === dayOf(to - 1);
    if (!isOneDay) add("outside-day", `"${candidate.id}" does not fit in its day at slot ${from}`);
    for (let slot = from; slot < to; slot += 1) {
      if (candidate.slots?.includes(slot) === false)
        add("slot-not-allowed", `"${candidate.id}" may not be at ${slot}`);
      if (seat.slots?.includes(slot) === false) add("place-closed", `"${seat.id}" is closed at ${slot}`);
      for (const key of [`seat ${seat.id}`, ...item.delegates.map((person) => `delegate ${person}`)]) {
        const other = taken.get(`${key}@${slot}`);
        if (other !== undefined)
          add("double-booked", `${key} has "${other}" and "${candidate.id}" at ${slot}`);
        taken.set(`${key}@${slot}`, candidate.id);
      }
    }
    if (seat.organisation !== undefined && !candidate.organisations.includes(seat.organisation)) {
      add("foreign-stand", `"${candidate.id}" is at the stand of "${seat.organisation}"`);
    }
    item.delegates.forEach((id, side) => {
      const organisation = candidate.organisations[side];
      if (employer.get(id) !== organisation) add("wrong-delegate", `"${id}" is not of "${organisation}"`);
      const person = people.get(id);
      for (let slot = from; slot < to; slot += 1) {
        if (person?.unavailable?.includes(slot)) add("unavailable", `"${id}" is away at ${slot}`);
      }
      if ((person?.needsAccess === true || candidate.accessible === true) && seat.accessible !== true) {
        add("not-accessible", `"${candidate.id}" needs an accessible place, "${seat.id}" is not`);
      }
      const own = agenda.get(id) ?? [];
      agenda.set(id, own);
      own.push({ from, to, room: seat.room, candidate: candidate.id });
    });
    for (const organisation of candidate.organisations)
      count.set(organisation, (count.get(organisation) ?? 0) + 1);
    for (const first of candidate.after ?? []) {
      const earlier = at.get(first);
      if (earlier !== undefined && earlier.slot + (candidates.get(first)?.duration ?? 1) > from) {
        add("not-after", `"${candidate.id}" must come after "${first}"`);
      }
    }
    const { locked } = candidate;
    if (locked !== undefined && (locked.slot !== item.slot || locked.place !== item.place)) {
      add("lock-broken", `"${candidate.id}" is locked at slot ${locked.slot}, place "${locked.place}"`);
    }
  }
  for (const attendee of problem.attendees) {
    if ((count.get(attendee.id) ?? 0) > (attendee.maxMeetings ?? Number.POSITIVE_INFINITY)) {
      add("too-many-meetings", `"${attendee.id}" has more than ${attendee.maxMeetings} meetings`);
    }
    for (const person of attendee.delegates) {
      const own = (agenda.get(person.id) ?? []).sort((a, b) => a.from - b.from);
      if (own.length > (person.maxMeetings ?? Number.POSITIVE_INFINITY)) {
        add("too-many-meetings", `"${person.id}" has more than ${person.maxMeetings} meetings`);
      }
      for (const { from, to, slots } of person.breaks ?? []) {
        // The first slots of every stretch of the length wanted: some one is in one day and without a meeting.
        const starts = Array.from({ length: Math.max(0, to - from - slots + 2) }, (_, index) => from + index);
        const isKept = starts.some(
          (start) =>
            start + slots <= problem.slots &&
            dayOf(start) === dayOf(start + slots - 1) &&
            own.every((meeting) => meeting.to <= start || meeting.from >= start + slots),
        );
        if (!isKept)
          add("no-break", `"${person.id}" has no free stretch of ${slots} from slot ${from} to slot ${to}`);
      }
      let row = 0;
      own.forEach((meeting, index) => {
        const before = own[index - 1];
        const isNext = before !== undefined && dayOf(before.from) === dayOf(meeting.from);
        row = (isNext && before.to === meeting.from ? row : 0) + meeting.to - meeting.from;
        if (row > (person.maxInARow ?? Number.POSITIVE_INFINITY)) {
          add("too-many-in-a-row", `"${person.id}" has more than ${person.maxInARow} slots in a row`);
        }
        if (!isNext) return;
        const walk = problem.walking?.[`${before.room}>${meeting.room}`] ?? 0;
        if (before.room !== meeting.room && meeting.from - before.to < walk) {
          add(
            "no-time-to-walk",
            `"${person.id}" cannot get from "${before.room}" to "${meeting.room}" in time`,
          );
        }
      });
    }
  }
  return violations;
}
