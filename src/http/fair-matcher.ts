import { mayAsk, saidNever } from "../domain/fair/checks.ts";
import type { FairState, PairDecision } from "../domain/fair/state.ts";
import type { OrganisationId } from "../domain/ids.ts";
import { createLift, type Exposure, measureExposure, type Sizes } from "../matching/fairness.ts";
import {
  type Candidate,
  createMatcher,
  type Matcher,
  type NeedRanking,
  type Recommendation,
} from "../matching/rank.ts";
import { fillLearned, listUndeclaredKeys } from "../matching/suggest.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** The matcher of one fair, told of profiles, validations, learned activities and pairs; `version` counts changes. */
export type FairMatcher = {
  readonly matcher: Matcher;
  readonly version: () => number;
  /** Who it knows: validated participants. */
  readonly has: (organisation: string) => boolean;
  changed(organisation: OrganisationId): void;
  learned(key: string): void;
  /** The fair's rules changed. */
  ruled(): void;
  paired(decision: Pick<PairDecision, "organisations">): void;
  /** All needs ranked, in slices that let requests through; kept until something changes. */
  survey(): Promise<Survey>;
  /** Lifts the small and seldom shown as the last survey found them; as it is before there is one. */
  lift<C extends Candidate>(candidate: C): C;
};
export type Survey = {
  readonly version: number;
  /** Best first, among those that the fair's rules let meet. */
  readonly rankings: readonly NeedRanking[];
  /** Organisations that offer something. */
  readonly sizes: Sizes;
  readonly exposure: { readonly before: Exposure; readonly after: Exposure };
};

const surveyed = 20;
/** So many changes and the exposure of everyone is measured anew. */
const staleAfter = 20;

export function openFairMatcher(runtime: Runtime, state: FairState): FairMatcher {
  const directory = runtime.directory.state;
  const undeclared = new Map<string, Set<OrganisationId>>();
  const matcher = createMatcher([], {
    rules: new Map(
      [...state.pairs.entries()].map(([key, { kind, reason }]) => [key, { kind, why: reason }] as const),
    ),
  });
  const present = new Set<string>();
  let version = 1;
  // Lists made before the first survey are made again with it.
  let lifts = 0;
  let running = 0;
  let survey: { readonly version: number; readonly work: Promise<Survey> } | undefined;
  let last: { readonly survey: Survey; lambda: number; lift: ReturnType<typeof createLift> } | undefined;

  const changed = (id: OrganisationId): void => {
    const organisation = directory.organisations.get(id);
    const isIn = organisation !== undefined && state.participants.get(id)?.status === "validated";
    if (isIn) {
      for (const key of listUndeclaredKeys(organisation))
        undeclared.set(key, (undeclared.get(key) ?? new Set<OrganisationId>()).add(id));
      matcher.upsert(fillLearned(organisation, directory.learned));
      present.add(id);
    } else {
      matcher.remove(id);
      present.delete(id);
    }
    version += 1;
  };
  const measure = async (at: number): Promise<Survey> => {
    const rankings: NeedRanking[] = [];
    for (const id of matcher.organisations())
      for (const need of directory.organisations.get(id as OrganisationId)?.needs ?? []) {
        const ranking = matcher.rankNeed(id, need.id, { top: surveyed });
        if (ranking) rankings.push(onlyMeetable(state, ranking));
        await new Promise<void>((resume) => setImmediate(resume));
      }
    const offering = [...matcher.sizes()].filter(
      ([id]) => (directory.organisations.get(id as OrganisationId)?.offers.length ?? 0) > 0,
    );
    const sizes: Sizes = new Map(offering);
    const { fairness } = state.rules.get();
    const lift = createLift(rankings, sizes, fairness);
    const lifted = rankings.map((ranking) => ({
      ...ranking,
      candidates: ranking.candidates.map(lift).sort((a, b) => b.score - a.score),
    }));
    const exposure = { before: measureExposure(rankings, sizes), after: measureExposure(lifted, sizes) };
    const found: Survey = { version: at, rankings, sizes, exposure };
    if (last === undefined) lifts += 1;
    last = { survey: found, lambda: fairness, lift };
    return found;
  };
  const openSurvey = (): Promise<Survey> => {
    if (survey?.version === version) return survey.work;
    running += 1;
    const work = measure(version).finally(() => {
      running -= 1;
    });
    survey = { version, work };
    return work;
  };

  for (const { organisationId, status } of state.participants.values())
    if (status === "validated") changed(organisationId);
  return {
    matcher,
    version: () => version + lifts,
    has: (id) => present.has(id),
    changed,
    learned(key) {
      for (const id of undeclared.get(key) ?? []) changed(id);
    },
    ruled() {
      version += 1;
    },
    paired({ organisations }) {
      const [a, b] = organisations;
      const decision = state.pairs.get(a < b ? `${a}|${b}` : `${b}|${a}`);
      matcher.setRule(a, b, decision ? { kind: decision.kind, why: decision.reason } : null);
      version += 1;
    },
    survey: openSurvey,
    lift(candidate) {
      const { fairness } = state.rules.get();
      if (fairness === 0) return candidate;
      if (running === 0 && (!last || version - last.survey.version > staleAfter))
        openSurvey().catch(() => undefined);
      if (last && last.lambda !== fairness)
        last = {
          ...last,
          lambda: fairness,
          lift: createLift(last.survey.rankings, last.survey.sizes, fairness),
        };
      return last ? last.lift(candidate) : candidate;
    },
  };
}

function onlyMeetable(state: FairState, ranking: NeedRanking): NeedRanking {
  const seeker = ranking.seeker as OrganisationId;
  const candidates = ranking.candidates.filter(({ organisation }) =>
    mayMeet(state, seeker, organisation as OrganisationId),
  );
  return { ...ranking, candidates };
}

/** The fair lets one ask the other, either way. */
function mayMeet(state: FairState, a: OrganisationId, b: OrganisationId): boolean {
  const [one, other] = [state.participants.get(a), state.participants.get(b)];
  return one !== undefined && other !== undefined && (mayAsk(state, one, other) || mayAsk(state, other, one));
}

/** Somebody validated whom the fair lets them meet, and whom they have not turned down. */
export function isReachable(state: FairState, from: OrganisationId, to: OrganisationId): boolean {
  return (
    state.participants.get(to)?.status === "validated" &&
    !saidNever(state, from, to) &&
    mayMeet(state, from, to)
  );
}

/** Pairs that the organiser pinned come first, also those in which the engine found nothing. */
export function pinnedFirst(
  state: FairState,
  matcher: Matcher,
  self: OrganisationId,
  list: readonly Recommendation[],
): readonly Recommendation[] {
  const pins = [...state.pairs.values()].filter(
    ({ kind, organisations }) => kind === "pin" && organisations.includes(self),
  );
  if (pins.length === 0) return list;
  const pinned = pins
    .map(({ organisations: [a, b], reason }) => {
      const other = a === self ? b : a;
      return list.find(({ organisation }) => organisation === other) ?? made(matcher, self, other, reason);
    })
    .sort((a, b) => b.score - a.score);
  const first = new Set(pinned.map(({ organisation }) => organisation));
  return [...pinned, ...list.filter(({ organisation }) => !first.has(organisation))];
}

function made(matcher: Matcher, self: OrganisationId, other: OrganisationId, why: string): Recommendation {
  const best = matcher.explainPair(self, other)?.best;
  if (best) {
    const needs = [{ owner: best.owner, need: best.need, score: best.score }];
    return { ...best, organisation: other, needs };
  }
  return {
    organisation: other,
    score: 0.5,
    confidence: 0.5,
    relation: "cooperation",
    reasons: [
      {
        criterion: "organiser",
        contribution: 0.5,
        claim: { code: "pinned-by-organiser", params: { why } },
      },
    ],
    cautions: [],
    needs: [],
  };
}
