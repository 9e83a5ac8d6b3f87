import type { DirectoryState } from "../../domain/directory/state.ts";
import { type FairState, type PairDecision, pairKey } from "../../domain/fair/state.ts";
import type { OrganisationId } from "../../domain/ids.ts";
import { fillLearned } from "../../matching/suggest.ts";
import type { ListChange } from "./fair-lists.ts";

/** One organisation as the lists know it: there once validated, with the activities that humans gave its words. */
export function describeParticipant(
  state: FairState,
  directory: DirectoryState,
  id: OrganisationId,
): ListChange {
  const organisation = directory.organisations.get(id);
  const participant = state.participants.get(id);
  return organisation === undefined || participant?.status !== "validated"
    ? { type: "gone", organisation: id }
    : {
        type: "present",
        organisation: fillLearned(organisation, directory.learned),
        kind: participant.kind,
      };
}

export function describeRules(state: FairState): ListChange {
  const { fairness, mayMeet } = state.rules.get();
  return { type: "rules", fairness, mayMeet };
}

export function describePair(state: FairState, [a, b]: PairDecision["organisations"]): ListChange {
  const pair = state.pairs.get(pairKey(a, b));
  return {
    type: "pair",
    organisations: [a, b],
    rule: pair ? { kind: pair.kind, why: pair.reason } : null,
  };
}

/** The organiser's part of what lists are made of. */
export function describeDecisions(state: FairState): readonly ListChange[] {
  const pairs = [...state.pairs.values()].map(({ organisations }) => describePair(state, organisations));
  return [describeRules(state), ...pairs];
}
