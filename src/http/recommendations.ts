import type { FairId, OrganisationId } from "../domain/ids.ts";
import type { Recommendation } from "../matching/rank.ts";
import type { FairStream, Runtime } from "../runtime/runtime.ts";
import { type FairCoverage, measureFairCoverage } from "./coverage.ts";
import { type FairMatcher, isReachable, openFairMatcher, pinnedFirst } from "./fair-matcher.ts";
import type { Recommendations } from "./services.ts";

type Ranked = { readonly version: number; readonly list: readonly Recommendation[] };
type Entry = {
  readonly fair: FairStream;
  readonly own: FairMatcher;
  readonly ranked: Map<OrganisationId, Ranked>;
  coverage: { readonly version: number; readonly work: Promise<FairCoverage> } | undefined;
};

const kept = 100;

/**
 * One matcher for each fair, over its validated participants: built at first use, told of every profile,
 * validation and pair. A ranked list is made once and kept until one of them changes; wishes and rules are read anew.
 */
export function createRecommendations(runtime: Runtime): Recommendations & { close(): void } {
  const entries = new Map<FairId, Entry>();
  const { directory } = runtime;
  const stops: (() => void)[] = [];

  const open = (id: FairId, fair: FairStream): Entry => {
    const known = entries.get(id);
    if (known) return known;
    const own = openFairMatcher(runtime, fair.state);
    const entry: Entry = { fair, own, ranked: new Map(), coverage: undefined };
    entries.set(id, entry);
    stops.push(
      fair.onCommit(({ events }) => {
        for (const event of events) {
          if (event.type.startsWith("Participant") && "organisationId" in event && event.organisationId)
            own.changed(event.organisationId);
          if (event.type === "RulesSet") own.ruled();
          if (event.type === "PairPinned" || event.type === "PairBanned" || event.type === "PairReleased")
            own.paired(event);
        }
      }),
      directory.onCommit(({ events }) => {
        for (const event of events) {
          if (event.type === "ActivitiesLearned") own.learned(event.key);
          if (
            (event.type === "ProfileChanged" || event.type === "OrganisationRemoved") &&
            fair.state.participants.has(event.organisationId)
          )
            own.changed(event.organisationId);
        }
      }),
    );
    return entry;
  };
  const find = async (fairId: FairId): Promise<Entry | undefined> => {
    const fair = await runtime.fair(fairId);
    return fair && open(fairId, fair);
  };
  const rank = (entry: Entry, organisation: OrganisationId): readonly Recommendation[] => {
    const { own, ranked, fair } = entry;
    const known = ranked.get(organisation);
    const version = own.version();
    if (known?.version === version) return known.list;
    const lifted = own.matcher
      .rankOrganisation(organisation, { top: kept })
      .map(own.lift)
      .sort((a, b) => b.score - a.score);
    const list = pinnedFirst(fair.state, own.matcher, organisation, lifted);
    ranked.set(organisation, { version, list });
    return list;
  };
  return {
    async for(fairId, organisation, top) {
      const entry = await find(fairId);
      if (!entry?.own.has(organisation)) return [];
      const { state } = entry.fair;
      return rank(entry, organisation)
        .filter((candidate) => isReachable(state, organisation, candidate.organisation as OrganisationId))
        .slice(0, top);
    },
    async explain(fairId, organisation, other) {
      const entry = await find(fairId);
      if (!entry?.own.has(organisation) || !entry.own.has(other)) return undefined;
      if (!isReachable(entry.fair.state, organisation, other)) return undefined;
      const listed = rank(entry, organisation).find((candidate) => candidate.organisation === other);
      if (listed) return listed;
      const best = entry.own.matcher.explainPair(organisation, other)?.best;
      if (!best) return undefined;
      const needs = [{ owner: best.owner, need: best.need, score: best.score }];
      return { ...entry.own.lift({ ...best, organisation: other }), needs };
    },
    async advise(fairId, organisation) {
      const entry = await find(fairId);
      return entry?.own.has(organisation) ? entry.own.matcher.advise(organisation) : [];
    },
    async coverage(fairId) {
      const entry = await find(fairId);
      if (!entry) return undefined;
      const version = entry.own.version();
      if (entry.coverage?.version !== version)
        entry.coverage = { version, work: measureFairCoverage(entry.own, entry.fair.state, directory.state) };
      return entry.coverage.work;
    },
    async version(fairId) {
      return (await find(fairId))?.own.version() ?? 0;
    },
    close() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}
