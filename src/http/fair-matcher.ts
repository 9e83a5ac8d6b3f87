import type { FairState, PairDecision } from "../domain/fair/state.ts";
import type { FairId, OrganisationId } from "../domain/ids.ts";
import { listUndeclaredKeys } from "../matching/suggest.ts";
import {
  describeDecisions,
  describePair,
  describeParticipant,
  describeRules,
} from "../runtime/matching/fair-changes.ts";
import type { ListChange } from "../runtime/matching/fair-lists.ts";
import type { AnswerTo, MatchingThread } from "../runtime/matching/matching-thread.ts";
import type { Question } from "../runtime/matching/worker.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** One fair in the matching thread: told of its validated participants, their profiles, its rules and pairs. */
export type FairMatcher = {
  /** Counts what was told. */
  readonly version: () => number;
  /** Who it knows: validated participants. */
  readonly has: (organisation: string) => boolean;
  changed(organisation: OrganisationId): void;
  /** Words got other activities. */
  learned(key: string): void;
  /** The fair's rules changed. */
  ruled(): void;
  paired(decision: Pick<PairDecision, "organisations">): void;
  /** The small are lifted anew. */
  lifted(): void;
  ask<Q extends Question>(question: Q): Promise<AnswerTo[Q["type"]]>;
};

/** So many organisations are handed over in one go: a large fair must not hold up a booking. */
const handedAtOnce = 20;

export function openFairMatcher(
  runtime: Runtime,
  thread: MatchingThread,
  fairId: FairId,
  state: FairState,
): FairMatcher {
  const directory = runtime.directory.state;
  const undeclared = new Map<string, Set<OrganisationId>>();
  const present = new Set<string>();
  let version = 1;

  const tell = (changes: readonly ListChange[]): void => {
    thread.take(fairId, changes);
    version += 1;
  };
  const describe = (id: OrganisationId): ListChange => {
    const change = describeParticipant(state, directory, id);
    if (change.type !== "present") present.delete(id);
    else {
      present.add(id);
      const organisation = directory.organisations.get(id);
      for (const key of organisation ? listUndeclaredKeys(organisation) : [])
        undeclared.set(key, (undeclared.get(key) ?? new Set<OrganisationId>()).add(id));
    }
    return change;
  };
  const handOver = async (): Promise<void> => {
    const ids = [...state.participants.values()].map(({ organisationId }) => organisationId);
    for (let from = 0; from < ids.length; from += handedAtOnce) {
      tell(ids.slice(from, from + handedAtOnce).map(describe));
      await new Promise((resume) => setImmediate(resume));
    }
  };

  for (const { organisationId, status } of state.participants.values())
    if (status === "validated" && directory.organisations.has(organisationId)) present.add(organisationId);
  thread.open(fairId, runtime.clock.now().slice(0, 10));
  tell(describeDecisions(state));
  const ready = handOver();
  return {
    version: () => version,
    has: (id) => present.has(id),
    changed(id) {
      const wasPresent = present.has(id);
      const change = describe(id);
      // Who only registers is nobody's match yet.
      if (wasPresent || change.type === "present") tell([change]);
    },
    learned(key) {
      const ids = [...(undeclared.get(key) ?? [])];
      if (ids.length > 0) tell(ids.map(describe));
    },
    ruled: () => tell([describeRules(state)]),
    paired: ({ organisations }) => tell([describePair(state, organisations)]),
    lifted() {
      version += 1;
    },
    async ask(question) {
      await ready;
      return thread.ask(fairId, question);
    },
  };
}
