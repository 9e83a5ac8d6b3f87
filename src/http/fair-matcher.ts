import type { FairState, PairDecision } from "../domain/fair/state.ts";
import type { FairId, OrganisationId } from "../domain/ids.ts";
import type { PairRule } from "../matching/rank.ts";
import { fillLearned, listUndeclaredKeys } from "../matching/suggest.ts";
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
    const organisation = directory.organisations.get(id);
    const participant = state.participants.get(id);
    if (organisation === undefined || participant?.status !== "validated") {
      present.delete(id);
      return { type: "gone", organisation: id };
    }
    for (const key of listUndeclaredKeys(organisation))
      undeclared.set(key, (undeclared.get(key) ?? new Set<OrganisationId>()).add(id));
    present.add(id);
    return {
      type: "present",
      organisation: fillLearned(organisation, directory.learned),
      kind: participant.kind,
    };
  };
  const describeRules = (): ListChange => {
    const { fairness, mayMeet } = state.rules.get();
    return { type: "rules", fairness, mayMeet };
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
  tell([
    describeRules(),
    ...[...state.pairs.values()].map(
      (pair): ListChange => ({ type: "pair", organisations: pair.organisations, rule: toRule(pair) }),
    ),
  ]);
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
    ruled: () => tell([describeRules()]),
    paired({ organisations: [a, b] }) {
      const pair = state.pairs.get(a < b ? `${a}|${b}` : `${b}|${a}`);
      tell([{ type: "pair", organisations: [a, b], rule: pair ? toRule(pair) : null }]);
    },
    lifted() {
      version += 1;
    },
    async ask(question) {
      await ready;
      return thread.ask(fairId, question);
    },
  };
}

function toRule({ kind, reason }: PairDecision): PairRule {
  return { kind, why: reason };
}
