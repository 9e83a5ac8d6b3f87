import type { FairEvent } from "../domain/fair/events.ts";
import type { FairId, OrganisationId } from "../domain/ids.ts";
import type { Recommendation } from "../matching/rank.ts";
import type { FairCoverage } from "../runtime/matching/fair-coverage.ts";
import { type MatchingThread, openMatchingThread } from "../runtime/matching/matching-thread.ts";
import type { FairStream, Runtime } from "../runtime/runtime.ts";
import { type FairMatcher, openFairMatcher } from "./fair-matcher.ts";
import { isReachable } from "./reachable.ts";
import type { Recommendations } from "./services.ts";

type Entry = {
  readonly fair: FairStream;
  readonly own: FairMatcher;
  readonly ranked: Map<OrganisationId, Kept<readonly Recommendation[]>>;
  readonly stops: readonly (() => void)[];
  coverage: Kept<FairCoverage> | undefined;
};
type Kept<T> = { readonly version: number; readonly work: Promise<T> };

const kept = 100;

/**
 * Lists are made in a thread of their own, opened at first use and told of every profile, validation, rule and pair.
 * A list is made once and kept until one of them changes; wishes are read anew.
 */
export function createRecommendations(
  runtime: Runtime,
  onError: (error: unknown) => void = () => undefined,
): Recommendations & { close(): Promise<void> } {
  const entries = new Map<FairId, Entry>();
  const listeners = new Set<Parameters<Recommendations["onMoved"]>[0]>();
  const { directory } = runtime;
  let thread: MatchingThread | undefined;
  let isClosed = false;

  const move = (fairId: FairId, concerned: readonly OrganisationId[] | "all"): void => {
    for (const listener of listeners) listener(fairId, concerned);
  };
  const openThread = (): MatchingThread =>
    openMatchingThread({
      onLifted(fair) {
        const fairId = fair as FairId;
        entries.get(fairId)?.own.lifted();
        move(fairId, "all");
      },
      onRefused: onError,
      // All that it knew is told again to a new one, at the next question.
      onLost(error) {
        if (isClosed) return;
        onError(error);
        thread = undefined;
        forgetAll();
      },
    });
  const forgetAll = (): void => {
    for (const { stops } of entries.values()) for (const stop of stops) stop();
    entries.clear();
  };
  const open = (id: FairId, fair: FairStream): Entry => {
    const known = entries.get(id);
    if (known) return known;
    thread ??= openThread();
    const own = openFairMatcher(runtime, thread, id, fair.state);
    const follow = (take: () => readonly OrganisationId[] | "all"): void => {
      const before = own.version();
      const concerned = take();
      if (own.version() !== before || concerned !== "all") move(id, concerned);
    };
    const stops = [
      fair.onCommit(({ events }) => {
        for (const event of events) if (isOfLists(event)) follow(() => takeFairEvent(own, event));
      }),
      directory.onCommit(({ events }) => {
        for (const event of events) {
          if (event.type === "ActivitiesLearned")
            follow(() => {
              own.learned(event.key);
              return "all";
            });
          if (
            (event.type === "ProfileChanged" || event.type === "OrganisationRemoved") &&
            fair.state.participants.has(event.organisationId)
          )
            follow(() => {
              own.changed(event.organisationId);
              return "all";
            });
        }
      }),
    ];
    const entry: Entry = { fair, own, ranked: new Map(), stops, coverage: undefined };
    entries.set(id, entry);
    return entry;
  };
  const find = async (fairId: FairId): Promise<Entry | undefined> => {
    const fair = isClosed ? undefined : await runtime.fair(fairId);
    return fair && open(fairId, fair);
  };
  const rank = ({ own, ranked }: Entry, organisation: OrganisationId): Promise<readonly Recommendation[]> => {
    const version = own.version();
    const known = ranked.get(organisation);
    if (known?.version === version) return known.work;
    const work = own.ask({ type: "list", organisation, top: kept });
    ranked.set(organisation, { version, work });
    work.catch(() => ranked.delete(organisation));
    return work;
  };
  return {
    async for(fairId, organisation, top) {
      const entry = await find(fairId);
      if (!entry?.own.has(organisation)) return [];
      const list = await rank(entry, organisation);
      return list
        .filter((one) => isReachable(entry.fair.state, organisation, one.organisation as OrganisationId))
        .slice(0, top);
    },
    async explain(fairId, organisation, other) {
      const entry = await find(fairId);
      if (!entry?.own.has(organisation) || !entry.own.has(other)) return undefined;
      if (!isReachable(entry.fair.state, organisation, other)) return undefined;
      const listed = (await rank(entry, organisation)).find((candidate) => candidate.organisation === other);
      return listed ?? entry.own.ask({ type: "explain", organisation, other });
    },
    async advise(fairId, organisation) {
      const entry = await find(fairId);
      return entry?.own.has(organisation) ? entry.own.ask({ type: "advise", organisation }) : [];
    },
    async closed(fairId, organisation, other) {
      const entry = await find(fairId);
      if (!entry?.own.has(organisation) || !entry.own.has(other)) return { gates: [], isOpen: false };
      return entry.own.ask({ type: "closed", organisation, other });
    },
    async coverage(fairId) {
      const entry = await find(fairId);
      if (!entry) return undefined;
      const version = entry.own.version();
      if (entry.coverage?.version !== version) {
        const work = entry.own.ask({ type: "coverage" });
        entry.coverage = { version, work };
        work.catch(() => {
          entry.coverage = undefined;
        });
      }
      return entry.coverage.work;
    },
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      forgetAll();
      await thread?.close();
    },
  };
}

function isOfLists({ type }: FairEvent): boolean {
  return (
    type.startsWith("Participant") || type.startsWith("Pair") || type === "RulesSet" || type === "WishSet"
  );
}

/** Whose lists it may move. */
function takeFairEvent(own: FairMatcher, event: FairEvent): readonly OrganisationId[] | "all" {
  if (event.type === "WishSet") return [event.from];
  if (event.type === "RulesSet") own.ruled();
  if (event.type === "PairPinned" || event.type === "PairBanned" || event.type === "PairReleased") {
    own.paired(event);
    return event.organisations;
  }
  if (event.type.startsWith("Participant") && "organisationId" in event && event.organisationId)
    own.changed(event.organisationId);
  return "all";
}
