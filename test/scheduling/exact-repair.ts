import type { ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";

export type Least = { readonly lost: number; readonly disturbed: number };

/**
 * The fewest meetings lost, and then the fewest other people disturbed, by any repair at all: every assignment of
 * times and delegates is tried within one limit after the other. For small agendas without stands, long meetings,
 * rows, walking and access, where tables are alike and only their number in a slot matters.
 */
export function leastRepair(
  problem: ChooseProblem,
  published: readonly Chosen[],
  hit: ReadonlySet<string>,
  isOpen: (slot: number) => boolean,
): Least {
  const people = problem.attendees.flatMap(({ delegates }) => delegates);
  const bit = new Map(people.map(({ id }, index) => [id, 1 << index]));
  const bitOf = (id: string): number => bit.get(id) ?? 0;
  const struck = published.filter(({ candidate }) => hit.has(candidate));
  const others = published.filter(({ candidate }) => !hit.has(candidate));
  const concerned = struck.reduce((mask, { delegates: [a, b] }) => mask | bitOf(a) | bitOf(b), 0);
  const away = Array.from({ length: problem.slots }, (_, slot) =>
    people.reduce(
      (mask, { id, unavailable = [] }) => (unavailable.includes(slot) ? mask | bitOf(id) : mask),
      0,
    ),
  );
  const tables = away.map(
    (_, slot) => problem.seats.filter(({ slots }) => slots === undefined || slots.includes(slot)).length,
  );
  const optionsOf = (item: Chosen, stays: boolean) => {
    const candidate = problem.candidates.find(({ id }) => id === item.candidate);
    const [firsts, seconds] = (candidate?.organisations ?? []).map(
      (side) => problem.attendees.find(({ id }) => id === side)?.delegates.map(({ id }) => bitOf(id)) ?? [],
    );
    const was = bitOf(item.delegates[0]) | bitOf(item.delegates[1]);
    const options = stays ? [{ slot: item.slot, mask: was, cost: 0 }] : [];
    for (let slot = 0; slot < problem.slots; slot += 1) {
      if (slot !== item.slot && !isOpen(slot)) continue;
      for (const first of firsts ?? [])
        for (const second of seconds ?? []) {
          const mask = first | second;
          if (((away[slot] ?? 0) & mask) !== 0 || (stays && slot === item.slot && mask === was)) continue;
          options.push({ slot, mask, cost: (was | mask) & ~concerned });
        }
    }
    return options;
  };
  const choices = [
    ...struck.map((item) => optionsOf(item, false)),
    ...others.map((item) =>
      isOpen(item.slot)
        ? optionsOf(item, true)
        : [{ slot: item.slot, mask: bitOf(item.delegates[0]) | bitOf(item.delegates[1]), cost: 0 }],
    ),
  ];
  const busy = new Int32Array(problem.slots);
  const used = new Int32Array(problem.slots);
  const visit = (index: number, lost: number, disturbed: number, limit: number): boolean => {
    if (countBits(disturbed) > limit) return false;
    const options = choices[index];
    if (options === undefined) return true;
    for (const { slot, mask, cost } of options) {
      if (((busy[slot] ?? 0) & mask) !== 0 || (used[slot] ?? 0) >= (tables[slot] ?? 0)) continue;
      busy[slot] = (busy[slot] ?? 0) | mask;
      used[slot] = (used[slot] ?? 0) + 1;
      const isFound = visit(index + 1, lost, disturbed | cost, limit);
      busy[slot] = (busy[slot] ?? 0) & ~mask;
      used[slot] = (used[slot] ?? 0) - 1;
      if (isFound) return true;
    }
    // Only those that were hit may lose their meeting.
    return index < struck.length && lost > 0 && visit(index + 1, lost - 1, disturbed, limit);
  };
  for (let lost = 0; lost < struck.length; lost += 1) {
    if (!visit(0, lost, 0, people.length)) continue;
    for (let disturbed = 0; disturbed <= people.length; disturbed += 1)
      if (visit(0, lost, 0, disturbed)) return { lost, disturbed };
  }
  return { lost: struck.length, disturbed: 0 };
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
