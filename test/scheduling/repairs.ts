import { choose } from "../../src/scheduling/choose.ts";
import type { ChooseProblem, Chosen } from "../../src/scheduling/choose-problem.ts";
import type { Plan } from "../../src/scheduling/repair/plan.ts";
import type { Disruption, Repair } from "../../src/scheduling/repair.ts";
import { verifyChoice } from "../../src/scheduling/verify-choice.ts";
import { drawFair } from "./fairs.ts";

export const kinds = ["cancelled", "no-show", "delegate-away", "place-lost", "room-closed"] as const;

/** A disruption of one of the five kinds, of what this meeting needs, for `length` slots. */
export function disrupt(
  problem: ChooseProblem,
  item: Chosen,
  kind: (typeof kinds)[number],
  length: number,
): Disruption {
  const hours = { from: item.slot, to: Math.min(problem.slots, item.slot + length) };
  switch (kind) {
    case "cancelled":
    case "no-show":
      return { kind, candidate: item.candidate };
    case "delegate-away":
      return { kind, delegate: item.delegates[0], ...hours };
    case "place-lost":
      return { kind, place: item.place, ...hours };
    case "room-closed":
      return { kind, room: problem.seats.find(({ id }) => id === item.place)?.room ?? "", ...hours };
    default:
      return kind satisfies never;
  }
}

/** The problem with the disruption in it, told apart from the engine's own words for it. */
export function disrupted(problem: ChooseProblem, disruption: Disruption): ChooseProblem {
  if (disruption.kind === "cancelled" || disruption.kind === "no-show") return problem;
  const { from, to } = disruption;
  const isOut = (slot: number): boolean => slot >= from && slot < to;
  if (disruption.kind === "delegate-away") {
    const hours = Array.from({ length: problem.slots }, (_, slot) => slot).filter(isOut);
    return {
      ...problem,
      attendees: problem.attendees.map((attendee) => ({
        ...attendee,
        delegates: attendee.delegates.map((one) =>
          one.id === disruption.delegate
            ? { ...one, unavailable: [...(one.unavailable ?? []), ...hours] }
            : one,
        ),
      })),
    };
  }
  const isShut = ({ id, room }: { id: string; room: string }): boolean =>
    disruption.kind === "place-lost" ? id === disruption.place : room === disruption.room;
  const open = Array.from({ length: problem.slots }, (_, slot) => slot).filter((slot) => !isOut(slot));
  return {
    ...problem,
    seats: problem.seats.map((seat) =>
      isShut(seat) ? { ...seat, slots: (seat.slots ?? open).filter((slot) => !isOut(slot)) } : seat,
    ),
  };
}

/** The agenda after a plan; what is asked counts as answered with yes, or not at all. */
export function applied(published: readonly Chosen[], plan: Plan, answered: boolean): Chosen[] {
  const moves = answered ? [...plan.moves, ...plan.asks] : plan.moves;
  const to = new Map(moves.map((move) => [move.candidate, move.to]));
  const lost = new Set(plan.lost);
  return published
    .filter(({ candidate }) => !lost.has(candidate))
    .map((item) => to.get(item.candidate) ?? item);
}

/** For each offer of a proposal, the agenda with it where what was asked came to nothing, and where it was agreed to. */
export function withOffers(published: readonly Chosen[], proposal: Repair): readonly (readonly Chosen[])[][] {
  const agendas = [applied(published, proposal, false), applied(published, proposal, true)];
  return proposal.refills.flatMap(({ offers }) =>
    offers.map((offer) => agendas.map((agenda) => [...agenda, offer])),
  );
}

export function publish(problem: ChooseProblem, rounds = 20): readonly Chosen[] {
  return choose(problem, { seconds: Number.POSITIVE_INFINITY, elapsed: () => 0, seed: 1, rounds }).chosen;
}

/** A crowded little fair in which a disruption that strikes has little room to be repaired, drawn from a seed. */
export function smallCase(seed: number) {
  const fair: ChooseProblem = plain(
    drawFair({ exhibitors: 3, buyers: 5, slots: 4, tables: 2, wishes: 9 }, seed),
  );
  const chosen = publish(fair, 60);
  const item = chosen[seed % Math.max(1, chosen.length)];
  const kind = (["delegate-away", "place-lost", "room-closed"] as const)[seed % 3];
  if (item === undefined || kind === undefined) return undefined;
  const disruption = disrupt(fair, item, kind, 1 + (seed % 2));
  const then = disrupted(fair, disruption);
  const hit = new Set(
    chosen.filter((own) => verifyChoice(then, [own]).length > 0).map(({ candidate }) => candidate),
  );
  return hit.size === 0 ? undefined : { fair, chosen, hit, disruption };
}

/** Without what the exact search does not know: long meetings, walking, rows, quotas and access. */
function plain(fair: ChooseProblem): ChooseProblem {
  const { walking: _, ...rest } = fair;
  return {
    ...rest,
    seats: fair.seats.map((seat) => ({ ...seat, accessible: true })),
    attendees: fair.attendees.map(({ id, delegates }) => ({
      id,
      delegates: delegates
        .slice(0, 2)
        .map(({ id: person, unavailable = [] }) => ({ id: person, unavailable })),
    })),
    candidates: fair.candidates.map(({ id, organisations, value }) => ({ id, organisations, value })),
  };
}
