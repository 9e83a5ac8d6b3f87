import type { DraftFigures, DraftMeeting, FairProblem } from "../../domain/fair/agenda-draft.ts";
import type { FairState } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import type { FairAgenda } from "./place-fair.ts";

/** What an agenda gives each organisation, beside its value and its bounds; what is locked counts with it. */
export function figuresOf(
  state: FairState,
  problem: FairProblem,
  agenda: FairAgenda,
  locked: readonly DraftMeeting[] = [],
): DraftFigures {
  const count = new Map<OrganisationId, number>();
  for (const { organisations } of [...problem.candidates, ...locked])
    for (const id of organisations) count.set(id, state.scheduledOf.get(id) ?? 0);
  for (const { organisations } of [...agenda.placed, ...locked])
    for (const id of organisations) count.set(id, (count.get(id) ?? 0) + 1);
  const counts = [...count.values()];
  const worth = locked.reduce((sum, { value }) => sum + value, 0);
  const value = agenda.value + worth;
  const bound = {
    value: agenda.bound.value + worth,
    meetings: agenda.bound.meetings + locked.length,
  };
  return {
    placed: agenda.placed.length + locked.length,
    candidates: problem.candidates.length + locked.length,
    value,
    breaks: agenda.breaks,
    bound,
    gap: bound.value <= 0 ? 0 : Math.max(0, 1 - value / bound.value),
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
