/**
 * The matching engine. Pure: no clock, no randomness, no I/O.
 *
 * `createMatcher(organisations, options)` reads every text once; then
 * - `rankNeed(organisation, need)` best candidates of one need, with what gates closed;
 * - `rankOrganisation(organisation)` best partners over all its needs and as an answer to others' needs;
 * - `explainPair(a, b)` the score of a pair with its reasons, cautions and gates, seen from `a`;
 * - `advise(organisation)` what would raise its matches most; `coverage()` needs that nobody answers;
 * - `upsert` / `remove` change one organisation without a rebuild; `correct` keeps a human's activities for a text;
 *   `setRule` pins or bans a pair. `fairness.ts` measures exposure and re-ranks whole lists within bounds.
 * Sentences are made from claims by `explain.ts` in the reader's language.
 */
import { type Advice, listTrials } from "./advice.ts";
import { assess } from "./assess.ts";
import { type Card, type MatchOrganisation, type NeedCard, toCard } from "./card.ts";
import type { GateClaim, ReasonClaim } from "./claim.ts";
import { type Answer, addLabelPartner, type Consortium, findLabelHolder } from "./consortium.ts";
import { measureCoverage } from "./coverage.ts";
import { checkCapacity } from "./criteria.ts";
import { compareText, createDirectory, type ServedNeed } from "./directory.ts";
import type { Assessment, Lookup } from "./evidence.ts";
import { fullFit } from "./fit.ts";
import { checkGroup, checkLabels, checkReservation } from "./gates.ts";
import { joinPartner, lowerMembers } from "./groupings.ts";
import type {
  Candidate,
  Matcher,
  MatcherOptions,
  NeedRanking,
  PairExplanation,
  PairRule,
  Recommendation,
} from "./matcher.ts";
import { isOutOfReach } from "./reach.ts";
import { type Disabled, type Scored, score, sumReasons } from "./score.ts";
import { toTextKey } from "./text.ts";
import {
  defaultTuning,
  indirectMargin,
  leastFit,
  leastScore,
  leastShareOfBest,
  nearMargin,
} from "./weights.ts";

export type {
  Candidate,
  Exclusion,
  Matcher,
  MatcherOptions,
  NeedRanking,
  PairExplanation,
  PairRule,
  Recommendation,
} from "./matcher.ts";

const defaultTop = 20;

const shortlist = 40;

/** Of those that distance closes, the most promising are looked at to say so; the others are passed by. */
const mostFarVisited = 30;

const mostExcluded = 20;

const excludedLeastStrength = 0.2;

export function createMatcher(
  organisations: readonly MatchOrganisation[],
  options: MatcherOptions = {},
): Matcher {
  const corrections = new Map(options.corrections ?? []);
  const directory = createDirectory(corrections);
  const { cards, upsert, remove, shortlistFor, findNeedsServedBy } = directory;
  const tuning = { ...defaultTuning, ...options.tuning };
  const rules = new Map(options.rules ?? []);
  const disabled: Disabled = options.disabled ?? new Set();
  const today = options.today ?? null;
  const lookup: Lookup = {
    offerRarity: directory.offerRarity,
    needRarity: directory.needRarity,
    fit: {
      ...fullFit,
      ...tuning,
      useTrades: options.disabledTrades !== true,
      useWords: options.disabledText !== true,
    },
    similarity: options.similarity ?? null,
    useAreas: !disabled.has("areas"),
    useChains: options.disabledChains !== true,
    useNegation: options.disabledNegation !== true,
    useDirection: options.disabledDirection !== true,
    hasTradeIn: directory.hasTradeIn,
  };

  function judge(
    seeker: Card,
    need: NeedCard,
    candidate: Card,
  ): { scored: Scored } | { gate: GateClaim; strength: number } | null {
    const assessment = assess(seeker, need, candidate, lookup);
    const strength = Math.max(assessment.evidence[0]?.strength ?? 0, assessment.closed?.strength ?? 0);
    if (strength === 0) return null;
    const gate = findGate(seeker, need, candidate, assessment);
    if (gate !== null) return { gate, strength };
    const scored = score(seeker, need, candidate, assessment, lookup, disabled, today, tuning.softScale);
    return scored === null ? null : { scored: pin(scored, findRule(seeker, candidate)) };
  }

  function findRule(a: Card, b: Card): PairRule | undefined {
    const ids = [a.organisation.id, b.organisation.id];
    return rules.get(ids.join("|")) ?? rules.get(ids.reverse().join("|"));
  }

  function findGate(seeker: Card, need: NeedCard, candidate: Card, assessment: Assessment): GateClaim | null {
    const pair = [seeker.organisation.id, candidate.organisation.id];
    if (options.blocked?.has(pair.join("|")) || options.blocked?.has(pair.reverse().join("|"))) {
      return { code: "blocked", params: {} };
    }
    const rule = findRule(seeker, candidate);
    if (rule?.kind === "ban") return { code: "banned-by-organiser", params: { why: rule.why } };
    const group = checkGroup(seeker, candidate);
    if (group !== null) return group;
    if (!disabled.has("reservation")) {
      const reserved = checkReservation(need.need, candidate);
      if (reserved !== null) return reserved;
    }
    if (!disabled.has("labels-required")) {
      const labels = checkLabels(need.need, candidate, today);
      if (labels.gate !== null && need.need.kind !== "sell") return labels.gate;
    }
    const [main] = assessment.evidence;
    if (main === undefined) return assessment.closed?.gate ?? null;
    if (!disabled.has("capacity") && need.need.kind === "buy") {
      const capacity = checkCapacity(need, main);
      if (capacity !== null) return capacity;
    }
    return null;
  }

  function rankCards(seeker: Card, need: NeedCard, top: number): NeedRanking {
    const found: Answer[] = [];
    const closed: { organisation: string; gate: GateClaim; strength: number }[] = [];
    const enough = Math.max(shortlist, top * 2);
    let farVisited = 0;
    for (const id of shortlistFor(seeker, need)) {
      const candidate = cards.get(id);
      if (candidate === undefined) continue;
      if (lookup.useAreas && isOutOfReach(seeker, need, candidate)) {
        farVisited += 1;
        if (farVisited > mostFarVisited) continue;
      }
      const verdict = judge(seeker, need, candidate);
      if (verdict === null) continue;
      if ("scored" in verdict) found.push({ id, scored: verdict.scored });
      else if (
        (verdict.strength >= excludedLeastStrength || verdict.gate.code === "excluded-by-need") &&
        closed.length < 200
      ) {
        closed.push({ organisation: id, gate: verdict.gate, strength: verdict.strength });
      }
      if (found.length >= enough) break;
    }
    const ranked = lowerMembers(found, cards)
      .filter(({ scored }) => isShown(scored, tuning.leastScore))
      .sort(byScore);
    const floor = (ranked[0]?.scored.score ?? 0) * leastShareOfBest;
    const consortia: Consortium[] = [];
    const grouped = ranked
      .filter(({ scored }) => scored.score >= (isIndirect(scored) ? floor * indirectMargin : floor))
      .map((each) => joinPartner(each, ranked, consortia, cards));
    const candidates = grouped
      .sort(byScore)
      .slice(0, top)
      .map(({ id, scored }) => toCandidate(id, scored));
    const excluded = closed
      .sort((a, b) => b.strength - a.strength || compareText(a.organisation, b.organisation))
      .slice(0, mostExcluded)
      .map(({ organisation, gate }) => {
        const opened = addLabelPartner(gate, ranked, need, cards);
        const holder = findLabelHolder(ranked, cards);
        if (opened.code === "label-required" && opened.params.partner !== null && holder !== undefined) {
          consortia.push({ members: [organisation, holder.id], opens: "label", percent: null });
        }
        return { organisation, gate: opened };
      });
    return { seeker: seeker.organisation.id, need: need.need.id, candidates, excluded, consortia };
  }

  function rankNeed(organisation: string, need: string, { top = defaultTop } = {}): NeedRanking | undefined {
    const seeker = cards.get(organisation);
    const card = seeker?.needs.find((each) => each.need.id === need);
    return seeker === undefined || card === undefined ? undefined : rankCards(seeker, card, top);
  }

  function rankOrganisation(organisation: string, { top = defaultTop } = {}): readonly Recommendation[] {
    const self = cards.get(organisation);
    if (self === undefined) return [];
    const byPartner = new Map<string, Recommendation>();
    const merge = (partner: string, candidate: Candidate, owner: string, need: string) => {
      const known = byPartner.get(partner);
      const entry = { owner, need, score: candidate.score };
      const needs = [...(known?.needs ?? []), entry].sort((a, b) => b.score - a.score);
      const best = known !== undefined && known.score >= candidate.score ? known : candidate;
      byPartner.set(partner, { ...best, organisation: partner, needs });
    };
    for (const need of self.needs) {
      for (const candidate of rankCards(self, need, top * 2).candidates) {
        merge(candidate.organisation, candidate, organisation, need.need.id);
      }
    }
    for (const { owner, need } of findNeedsServedBy(self)) {
      const seeker = cards.get(owner);
      if (seeker === undefined) continue;
      const verdict = judge(seeker, need, self);
      if (verdict === null || !("scored" in verdict)) continue;
      const { scored } = verdict;
      if (!isShown(scored, tuning.leastScore)) continue;
      merge(owner, toCandidate(owner, scored), owner, need.need.id);
    }
    return [...byPartner.values()]
      .sort((a, b) => b.score - a.score || compareText(a.organisation, b.organisation))
      .slice(0, top);
  }

  function explainPair(a: string, b: string): PairExplanation | undefined {
    const first = cards.get(a);
    const second = cards.get(b);
    if (first === undefined || second === undefined) return undefined;
    let best: PairExplanation["best"] = null;
    const gates: PairExplanation["gates"][number][] = [];
    for (const [seeker, other] of [
      [first, second],
      [second, first],
    ] as const) {
      for (const need of seeker.needs) {
        const verdict = judge(seeker, need, other);
        if (verdict === null) continue;
        const owner = seeker.organisation.id;
        if (!("scored" in verdict)) gates.push({ ...verdict.gate, owner, need: need.need.id });
        else if (verdict.scored.score > (best?.score ?? 0)) {
          best = { ...toCandidate(other.organisation.id, verdict.scored), owner, need: need.need.id };
        }
      }
    }
    return { a, b, score: best?.score ?? 0, best, gates };
  }

  function correct(text: string, activities: readonly string[]): void {
    const key = toTextKey(text);
    corrections.set(key, activities);
    for (const card of [...cards.values()]) {
      const { offers, needs } = card.organisation;
      if ([...offers, ...needs].some((each) => toTextKey(each.text) === key)) upsert(card.organisation);
    }
  }

  /** Scores of `self` for the needs of others that it could answer. */
  function scoreForOthers(self: Card, needs: readonly ServedNeed[]) {
    const gates: GateClaim[] = [];
    const scores = needs.map(({ owner, need }) => {
      const seeker = cards.get(owner);
      const verdict = seeker === undefined ? null : judge(seeker, need, self);
      if (verdict !== null && "gate" in verdict) gates.push(verdict.gate);
      return verdict !== null && "scored" in verdict && verdict.scored.score >= leastScore
        ? verdict.scored.score
        : 0;
    });
    return { scores, gates };
  }

  function advise(organisation: string): readonly Advice[] {
    const self = cards.get(organisation);
    if (self === undefined) return [];
    const needs = findNeedsServedBy(self).filter(({ need }) => need.need.kind !== "replicate");
    const before = scoreForOthers(self, needs);
    const asked = needs
      .filter((_, at) => (before.scores[at] ?? 0) > 0)
      .flatMap(({ need }) => need.need.volume ?? [])
      .sort((a, b) => b.value - a.value)[0];
    return listTrials(self, before.gates, asked ?? null)
      .map(({ claim, changed }) => {
        const after = scoreForOthers(toCard(changed, corrections), needs);
        const gains = after.scores.map((value, i) => value - (before.scores[i] ?? 0));
        const gain = gains.reduce((sum, value) => sum + value, 0);
        return {
          claim,
          gain: Math.round(gain * 1e3) / 1e3,
          needs: gains.filter((value) => value > 0.005).length,
        };
      })
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain || b.needs - a.needs);
  }

  const rankAll: Matcher["rankAll"] = ({ top = defaultTop } = {}) =>
    [...cards.values()].flatMap((card) => card.needs.map((need) => rankCards(card, need, top)));

  for (const organisation of organisations) upsert(organisation);

  return {
    rankNeed,
    rankAll,
    rankOrganisation,
    explainPair,
    upsert,
    remove,
    correct,
    advise,
    coverage: (rankings = rankAll({ top: 5 })) => measureCoverage(cards, rankings, leastScore),
    sizes: () => new Map([...cards].map(([id, card]) => [id, card.organisation.staffFte] as const)),
    setRule(a, b, rule) {
      rules.delete(`${a}|${b}`);
      rules.delete(`${b}|${a}`);
      if (rule !== null) rules.set(`${a}|${b}`, rule);
    },
    corrections: () => corrections,
    organisations: () => [...cards.keys()],
  };
}

/** Half of what is missing to a full score: lifted to the top without hiding why. */
function pin(scored: Scored, rule: PairRule | undefined): Scored {
  if (rule?.kind !== "pin") return scored;
  const claim: ReasonClaim = { code: "pinned-by-organiser", params: { why: rule.why } };
  const contribution = (1 - scored.score) * 0.5;
  return { ...scored, ...sumReasons([...scored.reasons, { criterion: "organiser", contribution, claim }]) };
}

function toCandidate(organisation: string, scored: Scored): Candidate {
  const { score: value, confidence, relation, reasons, cautions } = scored;
  return { organisation, score: value, confidence, relation, reasons, cautions };
}

/** A faint answer is worth showing when it is the very thing; a neighbouring trade has to be a good one. */
function isShown(scored: Scored, least: number): boolean {
  const near = scored.reasons[0]?.claim.code === "offers-something-near";
  return scored.score >= (near ? least + nearMargin : least) && scored.fit >= leastFit;
}

const indirectClaims: ReadonlySet<string> = new Set([
  "mentions-what-is-sought",
  "offers-something-near",
  "same-words",
]);

function isIndirect(scored: Scored): boolean {
  return indirectClaims.has(scored.reasons[0]?.claim.code ?? "");
}

function byScore(a: Answer, b: Answer): number {
  return b.scored.score - a.scored.score || compareText(a.id, b.id);
}
