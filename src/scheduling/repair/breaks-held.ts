import type { ChooseProblem, Chosen } from "../choose-problem.ts";
import { daysOf } from "../seating/days.ts";
import { hasBreak } from "../seating/wanted-breaks.ts";

/** The problem with those wanted breaks alone that the agenda gives: what is lost already is no repair's to mend. */
export function keepBreaksHeld(problem: ChooseProblem, agenda: readonly Chosen[]): ChooseProblem {
  if (!wantsBreaks(problem)) return problem;
  const dayOf = daysOf(problem);
  const durations = new Map(problem.candidates.map(({ id, duration = 1 }) => [id, duration]));
  const busy = new Set<string>();
  for (const { candidate, slot, delegates } of agenda)
    for (let at = slot; at < slot + (durations.get(candidate) ?? 1); at += 1)
      for (const id of delegates) busy.add(`${id}@${at}`);
  return {
    ...problem,
    attendees: problem.attendees.map((attendee) => ({
      ...attendee,
      delegates: attendee.delegates.map(({ breaks = [], ...one }) => {
        const held = breaks.filter((wanted) =>
          hasBreak(wanted, dayOf, (slot) => !busy.has(`${one.id}@${slot}`)),
        );
        return held.length === 0 ? one : { ...one, breaks: held };
      }),
    })),
  };
}

export function wantsBreaks({ attendees }: ChooseProblem): boolean {
  return attendees.some(({ delegates }) => delegates.some(({ breaks = [] }) => breaks.length > 0));
}
