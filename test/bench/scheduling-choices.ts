import { giniOf } from "../../src/scheduling/choose.ts";
import type { ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";
import { createSeating, type Seating } from "../../src/scheduling/seating.ts";

/** What peers ship: candidates in order of value, each at the first slot where two delegates and a seat are free. */
export function chooseGreedily(problem: ChooseProblem): Chosen[] {
  const seating = createSeating(problem);
  placeInOrder(problem, seating, inOrderOfValue(problem));
  return chosenOf(problem, seating);
}

/**
 * First which meetings, in order of value as far as quotas, delegates' time and seats go round, without a look at
 * slots; then each at the first slot where it fits. What does not fit is lost.
 */
export function chooseThenPlace(problem: ChooseProblem): Chosen[] {
  const seating = createSeating(problem);
  const { slots, attendees, seats, candidates } = problem;
  const meetings = attendees.map((own) => own.maxMeetings ?? candidates.length);
  const time = attendees.map((own) =>
    own.delegates.reduce((sum, person) => sum + slots - new Set(person.unavailable).size, 0),
  );
  let seatTime = seats.reduce((sum, seat) => sum + (seat.slots?.length ?? slots), 0);
  const kept = inOrderOfValue(problem).filter((index) => {
    const duration = candidates[index]?.duration ?? 1;
    const sides = seating.sides[index] ?? [0, 0];
    const fits = sides.every((side) => (meetings[side] ?? 0) >= 1 && (time[side] ?? 0) >= duration);
    if (!fits || seatTime < duration) return false;
    for (const side of sides) {
      meetings[side] = (meetings[side] ?? 0) - 1;
      time[side] = (time[side] ?? 0) - duration;
    }
    seatTime -= duration;
    return true;
  });
  placeInOrder(problem, seating, kept);
  return chosenOf(problem, seating);
}

/** What a choice gives, measured the same way whoever made it. */
export function measureChoice(problem: ChooseProblem, chosen: readonly Chosen[]) {
  const byId = new Map(problem.candidates.map((candidate) => [candidate.id, candidate]));
  const held = new Map(problem.candidates.flatMap(({ organisations }) => organisations.map((id) => [id, 0])));
  let value = 0;
  for (const { candidate } of chosen) {
    const own = byId.get(candidate);
    value += own?.value ?? 0;
    for (const id of own?.organisations ?? []) held.set(id, (held.get(id) ?? 0) + 1);
  }
  const exhibitors = problem.attendees.filter(({ id }) => id.startsWith("e"));
  const counts = exhibitors.map(({ id }) => held.get(id) ?? 0);
  return {
    value,
    three: counts.filter((count) => count >= 3).length / Math.max(1, counts.length),
    giniOfExhibitors: giniOf(counts),
    giniOfAll: giniOf([...held.values()]),
    breaks: breaksOf(problem, chosen),
  };
}

function inOrderOfValue({ candidates }: ChooseProblem): number[] {
  return [...candidates.keys()].sort((a, b) => (candidates[b]?.value ?? 0) - (candidates[a]?.value ?? 0));
}

function placeInOrder(problem: ChooseProblem, seating: Seating, order: readonly number[]): void {
  for (const candidate of order) {
    for (let slot = 0; slot < problem.slots; slot += 1) {
      const spot = seating.find(
        candidate,
        () => 0,
        (own) => own === slot,
      );
      if (spot === undefined) continue;
      seating.put(candidate, spot);
      break;
    }
  }
}

function chosenOf(problem: ChooseProblem, seating: Seating): Chosen[] {
  const people = problem.attendees.flatMap((attendee) => attendee.delegates);
  return seating.spots.flatMap((spot, index) => {
    const candidate = problem.candidates[index];
    if (spot === undefined || candidate === undefined) return [];
    return [
      {
        candidate: candidate.id,
        slot: spot.slot,
        place: problem.seats[spot.place]?.id ?? "",
        delegates: [people[spot.first]?.id ?? "", people[spot.second]?.id ?? ""] as const,
      },
    ];
  });
}

function breaksOf(problem: ChooseProblem, chosen: readonly Chosen[]): number {
  const duration = new Map(problem.candidates.map((own) => [own.id, own.duration ?? 1]));
  const dayOf = (slot: number) =>
    (problem.dayStarts ?? []).filter((start) => start > 0 && start <= slot).length;
  const agenda = new Map<string, { from: number; to: number }[]>();
  for (const { candidate, slot, delegates } of chosen) {
    for (const id of delegates) {
      const own = agenda.get(id) ?? [];
      agenda.set(id, own);
      own.push({ from: slot, to: slot + (duration.get(candidate) ?? 1) });
    }
  }
  let breaks = 0;
  for (const own of agenda.values()) {
    own.sort((a, b) => a.from - b.from);
    own.forEach((item, index) => {
      const before = own[index - 1];
      if (before !== undefined && before.to < item.from && dayOf(before.from) === dayOf(item.from))
        breaks += 1;
    });
  }
  return breaks;
}
