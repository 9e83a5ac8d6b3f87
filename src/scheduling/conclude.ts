import { assignPlaces } from "./assign-places.ts";
import type { BreakBound } from "./bound.ts";
import type { ClashFact } from "./facts.ts";
import { countPlaceChanges, figures } from "./figures.ts";
import { agendaOf } from "./fill-in.ts";
import type { Best } from "./improve.ts";
import type { Model } from "./model.ts";
import { explainUnplaced } from "./reasons.ts";
import { keepLawful } from "./row-limits.ts";
import type { SolveOptions } from "./search.ts";
import type { Answer } from "./solution.ts";

export type Conclusion = {
  model: Model;
  best: Best;
  bound: BreakBound;
  valueBound: number;
  options: SolveOptions;
  clash?: ClashFact[];
};

/** The answer from the best agenda met. */
export function conclude({ model, best, bound, valueBound, options, clash }: Conclusion): Answer {
  const { problem } = model;
  const isInfeasible = clash !== undefined;
  const isValid = !isInfeasible && best.broken === 0;
  const slotOf = isInfeasible ? best.slotOf.fill(-1) : isValid ? best.slotOf : keepLawful(model, best.slotOf);
  const places = assignPlaces(model, slotOf);
  const placeIds = typeof problem.places === "number" ? undefined : problem.places.map((place) => place.id);
  const placed: Answer["placed"] = [];
  const unplaced: Answer["unplaced"] = [];
  const agenda = agendaOf(model, slotOf);
  problem.meetings.forEach((meeting, index) => {
    const slot = slotOf[index] ?? -1;
    if (slot >= 0) {
      const place = places[index] ?? 0;
      placed.push({ meeting: meeting.id, slot, place: placeIds?.[place] ?? `t${place}` });
      return;
    }
    const reason = isInfeasible ? ({ code: "infeasible" } as const) : explainUnplaced(agenda, index);
    unplaced.push({ meeting: meeting.id, reason });
  });
  const now = figures(model, slotOf);
  const isOptimal = isValid && now.breaks === bound.breaks && now.value >= valueBound - 1e-6;
  return {
    name: problem.name,
    status: isInfeasible ? "infeasible" : isOptimal ? "optimal" : isValid ? "feasible" : "unknown",
    seed: options.seed,
    seconds: Math.round(options.elapsed() * 1000) / 1000,
    placed,
    unplaced,
    value: now.value,
    breaks: now.breaks,
    spread: now.spread,
    placeChanges: countPlaceChanges(model, slotOf, places),
    bound: { value: isOptimal ? now.value : valueBound, breaks: bound.breaks },
    ...(clash === undefined ? {} : { clash }),
  };
}
