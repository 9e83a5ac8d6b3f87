import { mayAsk, saidNever } from "../domain/fair/checks.ts";
import type { FairState } from "../domain/fair/state.ts";
import type { FairId, OrganisationId } from "../domain/ids.ts";
import { createMatcher, type Matcher, type Recommendation } from "../matching/rank.ts";
import type { FairStream, Runtime } from "../runtime/runtime.ts";
import type { Recommendations } from "./services.ts";

type Ranked = { readonly version: number; readonly list: readonly Recommendation[] };
type FairMatcher = {
  readonly matcher: Matcher;
  readonly ranked: Map<OrganisationId, Ranked>;
  version: number;
};

const kept = 100;

/**
 * One matcher for each fair, over its validated participants: built at first use, told of every profile and
 * validation. A ranked list is made once and kept until a profile changes; wishes and rules are read anew.
 */
export function createRecommendations(runtime: Runtime): Recommendations & { close(): void } {
  const matchers = new Map<FairId, FairMatcher>();
  const { directory } = runtime;

  const upsert = (entry: FairMatcher, state: FairState, id: OrganisationId): void => {
    const organisation = directory.state.organisations.get(id);
    const isIn = organisation !== undefined && state.participants.get(id)?.status === "validated";
    if (isIn) entry.matcher.upsert(organisation);
    else entry.matcher.remove(id);
    entry.version += 1;
  };
  const open = (id: FairId, fair: FairStream): FairMatcher => {
    const known = matchers.get(id);
    if (known) return known;
    const validated = [...fair.state.participants.values()]
      .filter(({ status }) => status === "validated")
      .flatMap(({ organisationId }) => directory.state.organisations.get(organisationId) ?? []);
    const entry: FairMatcher = { matcher: createMatcher(validated), ranked: new Map(), version: 1 };
    matchers.set(id, entry);
    stops.push(
      fair.onCommit(({ events }) => {
        for (const event of events)
          if (event.type.startsWith("Participant") && "organisationId" in event && event.organisationId)
            upsert(entry, fair.state, event.organisationId);
      }),
      directory.onCommit(({ events }) => {
        for (const event of events)
          if (
            (event.type === "ProfileChanged" || event.type === "OrganisationRemoved") &&
            fair.state.participants.has(event.organisationId)
          )
            upsert(entry, fair.state, event.organisationId);
      }),
    );
    return entry;
  };
  const stops: (() => void)[] = [];
  return {
    async for(fairId, organisation, top) {
      const fair = await runtime.fair(fairId);
      const asker = fair?.state.participants.get(organisation);
      if (!fair || !asker || asker.status === "withdrawn" || asker.status === "refused") return [];
      const entry = open(fairId, fair);
      if (
        !entry.matcher.organisations().includes(organisation) &&
        directory.state.organisations.has(organisation)
      )
        return [];
      const known = entry.ranked.get(organisation);
      const ranked =
        known?.version === entry.version
          ? known
          : { version: entry.version, list: entry.matcher.rankOrganisation(organisation, { top: kept }) };
      entry.ranked.set(organisation, ranked);
      return ranked.list
        .filter((candidate) =>
          isReachable(fair.state, organisation, candidate.organisation as OrganisationId),
        )
        .slice(0, top);
    },
    close() {
      for (const stop of stops.splice(0)) stop();
    },
  };
}

/** Somebody that the fair lets them meet, and whom they have not turned down. */
function isReachable(state: FairState, from: OrganisationId, to: OrganisationId): boolean {
  const [asker, asked] = [state.participants.get(from), state.participants.get(to)];
  if (!asker || !asked || asked.status !== "validated" || saidNever(state, from, to)) return false;
  return mayAsk(state, asker, asked) || mayAsk(state, asked, asker);
}
