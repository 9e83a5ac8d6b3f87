import type { Rules } from "../../domain/fair/rules.ts";
import type { Participant } from "../../domain/fair/state.ts";
import type { Advice } from "../../matching/advice.ts";
import type { MatchOrganisation } from "../../matching/card.ts";
import type { GateClaim } from "../../matching/claim.ts";
import { createLift } from "../../matching/fairness.ts";
import { createMatcher, type PairRule, type Recommendation } from "../../matching/rank.ts";
import { adviseNeeds, type NeedAdvice } from "./advise-needs.ts";
import { type FairCoverage, measureFairCoverage } from "./fair-coverage.ts";
import { type MayMeet, measureSurvey, type Survey } from "./survey.ts";

/** What the lists of a fair are made of; told piece by piece, as facts arrive. */
export type ListChange =
  | { readonly type: "rules"; readonly fairness: number; readonly mayMeet: Rules["mayMeet"] }
  | { readonly type: "present"; readonly organisation: MatchOrganisation; readonly kind: ParticipantKind }
  | { readonly type: "gone"; readonly organisation: string }
  | {
      readonly type: "pair";
      readonly organisations: readonly [string, string];
      readonly rule: PairRule | null;
    };

/** Who should meet whom at one fair: the same lists and scores for pages, sockets and agendas. */
export type FairLists = {
  take(change: ListChange): void;
  /** Best first, the small and seldom shown lifted, the pairs that the organiser pinned before all others. */
  list(organisation: string, top: number): readonly Recommendation[];
  explain(organisation: string, other: string): Recommendation | undefined;
  /** What would raise its matches most, best first: of what it offers to others, and of what it looks for itself. */
  advise(organisation: string): readonly OwnAdvice[];
  /** What speaks against the two meeting: all of it where nothing is left to meet for, else what is law. */
  closed(a: string, b: string): ClosedPair;
  /** Everybody's needs ranked once, in slices; kept until something changes. */
  survey(): Promise<Survey>;
  coverage(): Promise<FairCoverage>;
};
export type OwnAdvice = Advice | NeedAdvice;
export type ClosedPair = { readonly gates: readonly GateClaim[]; readonly isOpen: boolean };

export type FairListsOptions = {
  /** ISO date that the validity of labels is judged on. */
  readonly today: string;
  /** Lets others go first between two slices of a survey. */
  readonly pause: () => Promise<void>;
  /** The lift of the small changed: every list may have. */
  readonly onLifted?: () => void;
};

/** Not to be passed over in silence, even where the two have something else to talk about. */
const legalGrounds: ReadonlySet<string> = new Set(["reserved"]);
/** So many changes and the exposure of everyone is measured anew. */
const staleAfter = 20;

export function createFairLists({ today, pause, onLifted = () => undefined }: FairListsOptions): FairLists {
  const matcher = createMatcher([], { today });
  const kinds = new Map<string, ParticipantKind>();
  const organisations = new Map<string, MatchOrganisation>();
  const pins = new Map<string, Pin>();
  let rules: Pick<Rules, "fairness" | "mayMeet"> = { fairness: 0, mayMeet: [] };
  let version = 1;
  let running: Promise<Survey> | undefined;
  let last: { readonly survey: Survey; readonly at: number; lambda: number; lift: Lift } | undefined;

  const mayMeet: MayMeet = (a, b) => {
    const [one, other] = [kinds.get(a), kinds.get(b)];
    return one !== undefined && other !== undefined && letsMeet(rules.mayMeet, one, other);
  };
  const measure = async (at: number): Promise<Survey> => {
    const { fairness } = rules;
    const survey = await measureSurvey({ matcher, organisations, mayMeet, lambda: fairness, pause });
    const isFirst = last === undefined;
    last = { survey, at, lambda: fairness, lift: createLift(survey.rankings, survey.sizes, fairness) };
    if (isFirst && fairness > 0) onLifted();
    return survey;
  };
  const start = (): Promise<Survey> => {
    running ??= measure(version).finally(() => {
      running = undefined;
    });
    return running;
  };
  /** One at a time: two would only make both late. One that began before the last change is not enough. */
  const survey = async (): Promise<Survey> => {
    if (last?.at === version) return last.survey;
    await running;
    return last?.at === version ? last.survey : start();
  };
  const lift: Lift = (candidate) => {
    const { fairness } = rules;
    if (fairness === 0) return candidate;
    if (!last || version - last.at > staleAfter) start().catch(() => undefined);
    if (last && last.lambda !== fairness)
      last = {
        ...last,
        lambda: fairness,
        lift: createLift(last.survey.rankings, last.survey.sizes, fairness),
      };
    return last ? last.lift(candidate) : candidate;
  };

  return {
    take(change) {
      version += 1;
      switch (change.type) {
        case "rules":
          rules = { fairness: change.fairness, mayMeet: change.mayMeet };
          return;
        case "present":
          kinds.set(change.organisation.id, change.kind);
          organisations.set(change.organisation.id, change.organisation);
          return matcher.upsert(change.organisation);
        case "gone":
          kinds.delete(change.organisation);
          organisations.delete(change.organisation);
          return matcher.remove(change.organisation);
        case "pair": {
          const { organisations, rule } = change;
          const key = [...organisations].sort().join("|");
          if (rule?.kind === "pin") pins.set(key, { organisations, why: rule.why });
          else pins.delete(key);
          return matcher.setRule(...organisations, rule);
        }
        default:
          return change satisfies never;
      }
    },
    list(organisation, top) {
      if (!kinds.has(organisation)) return [];
      const lifted = matcher
        .rankOrganisation(organisation, { top })
        .map(lift)
        .sort((a, b) => b.score - a.score);
      const own = [...pins.values()].flatMap(({ organisations: [a, b], why }) => {
        const other = a === organisation ? b : b === organisation ? a : undefined;
        return other === undefined || !kinds.has(other) ? [] : [{ other, why }];
      });
      if (own.length === 0) return lifted;
      const pinned = own
        .map(({ other, why }) =>
          warn(
            organisation,
            lifted.find((one) => one.organisation === other) ?? make(organisation, other, why),
          ),
        )
        .sort((a, b) => b.score - a.score);
      const first = new Set(pinned.map((one) => one.organisation));
      return [...pinned, ...lifted.filter((one) => !first.has(one.organisation))];
    },
    explain(organisation, other) {
      if (!kinds.has(organisation) || !kinds.has(other)) return undefined;
      const pin = pins.get([organisation, other].sort().join("|"));
      if (pin) return warn(organisation, make(organisation, other, pin.why));
      const best = matcher.explainPair(organisation, other)?.best;
      if (!best) return undefined;
      const needs = [{ owner: best.owner, need: best.need, score: best.score }];
      return { ...lift({ ...best, organisation: other }), needs };
    },
    advise(organisation) {
      const own = organisations.get(organisation);
      if (!own) return [];
      return [...matcher.advise(organisation), ...adviseNeeds(matcher, own)].sort((a, b) => b.gain - a.gain);
    },
    closed,
    survey,
    async coverage() {
      return measureFairCoverage({ matcher, organisations, survey: await survey(), lambda: rules.fairness });
    },
  };

  function closed(a: string, b: string): ClosedPair {
    const found = matcher.explainPair(a, b);
    const isOpen = found !== undefined && found.best !== null;
    const all = new Map<string, GateClaim>();
    for (const { code, params } of found?.gates ?? [])
      if (code !== "banned-by-organiser" && (!isOpen || legalGrounds.has(code)))
        all.set(JSON.stringify([code, params]), { code, params } as GateClaim);
    return { gates: [...all.values()], isOpen };
  }

  /** What the organiser set aside stays true, and both sides read it. */
  function warn(organisation: string, one: Recommendation): Recommendation {
    const { gates } = closed(organisation, one.organisation);
    const cautions = gates.map((gate) => ({ code: "pinned-despite", params: { gate } }) as const);
    return cautions.length === 0 ? one : { ...one, cautions: [...cautions, ...one.cautions] };
  }

  /** A pin is proposed also where the engine found nothing. */
  function make(organisation: string, other: string, why: string): Recommendation {
    const best = matcher.explainPair(organisation, other)?.best;
    if (best) {
      const needs = [{ owner: best.owner, need: best.need, score: best.score }];
      return { ...best, organisation: other, needs };
    }
    const claim = { code: "pinned-by-organiser", params: { why } } as const;
    return {
      organisation: other,
      score: 0.5,
      confidence: 0.5,
      relation: "cooperation",
      reasons: [{ criterion: "organiser", contribution: 0.5, claim }],
      cautions: [],
      needs: [],
    };
  }
}

type ParticipantKind = Participant["kind"];
type Lift = ReturnType<typeof createLift>;
type Pin = { readonly organisations: readonly [string, string]; readonly why: string };

/** R1: one may ask the other, either way; an organisation that is both counts as either side. */
function letsMeet(mayMeet: Rules["mayMeet"], one: ParticipantKind, other: ParticipantKind): boolean {
  const is = (kind: ParticipantKind, side: ParticipantKind): boolean => kind === side || kind === "both";
  return mayMeet.some(({ from, to }) => (is(one, from) && is(other, to)) || (is(other, from) && is(one, to)));
}
