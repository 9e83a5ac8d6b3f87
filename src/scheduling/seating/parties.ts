import type { ChooseProblem, Delegate } from "../choose-problem.ts";

/** Organisations and their delegates by number, in the order of the problem. */
export type Parties = {
  people: readonly Delegate[];
  personOf: (id: string) => number;
  /** Organisations of each candidate. */
  sides: readonly (readonly [number, number])[];
  /** Delegates of an organisation: those named, where any of them is one; else all. */
  delegatesOf: (organisation: number, named: readonly string[] | undefined) => readonly number[];
};

export function createParties({ attendees, candidates }: ChooseProblem): Parties {
  const organisationIndex = new Map(attendees.map(({ id }, index) => [id, index]));
  const people = attendees.flatMap(({ delegates }) => delegates);
  const personIndex = new Map(people.map(({ id }, index) => [id, index]));
  const personOf = (id: string): number => personIndex.get(id) ?? 0;
  const everybody = attendees.map(({ delegates }) => delegates.map(({ id }) => personOf(id)));
  return {
    people,
    personOf,
    sides: candidates.map(
      ({ organisations: [a, b] }) => [organisationIndex.get(a) ?? 0, organisationIndex.get(b) ?? 0] as const,
    ),
    delegatesOf(organisation, named) {
      const own = everybody[organisation] ?? [];
      if (named === undefined) return own;
      const able = own.filter((person) => named.includes(people[person]?.id ?? ""));
      return able.length > 0 ? able : own;
    },
  };
}
