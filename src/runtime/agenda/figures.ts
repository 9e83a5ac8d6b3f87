import type { DraftFigures, FairProblem } from "../../domain/fair/agenda-draft.ts";
import type { FairState } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import type { FairAgenda } from "./place-fair.ts";

/** What an agenda gives each organisation, beside its value and its bounds. */
export function figuresOf(state: FairState, problem: FairProblem, agenda: FairAgenda): DraftFigures {
  const count = new Map<OrganisationId, number>();
  for (const { organisations } of problem.candidates)
    for (const id of organisations) count.set(id, state.scheduledOf.get(id) ?? 0);
  for (const { organisations } of agenda.placed)
    for (const id of organisations) count.set(id, (count.get(id) ?? 0) + 1);
  const counts = [...count.values()];
  const { value, breaks, bound, gap } = agenda;
  return {
    placed: agenda.placed.length,
    candidates: problem.candidates.length,
    value,
    breaks,
    bound,
    gap,
    withThree: counts.filter((meetings) => meetings >= 3).length,
    organisations: counts.length,
    gini: giniOf(counts),
  };
}

/** 0 where all are equal, towards 1 where one has everything. */
export function giniOf(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const total = sorted.reduce((sum, own) => sum + own, 0);
  if (total === 0) return 0;
  const weighted = sorted.reduce((sum, own, index) => sum + (index + 1) * own, 0);
  return (2 * weighted) / (sorted.length * total) - (sorted.length + 1) / sorted.length;
}
