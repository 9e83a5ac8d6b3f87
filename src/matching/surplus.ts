/** What an organisation wants to sell or give away, said in its needs rather than in its offers. */
import type { Card, NeedCard } from "./card.ts";
import type { ReasonClaim } from "./claim.ts";
import { type Found, faintest, type Lookup, toEvidence } from "./evidence.ts";
import { computeFit } from "./fit.ts";
import { checkNeedArea } from "./gates.ts";
import { fold, toExtract } from "./text.ts";

/** How sure it is that the text of such a need names the thing itself, not only who should take it. */
export function rateSale(need: NeedCard): number {
  if (need.need.kind !== "sell") return 0;
  return need.direction === "taker" ? 0.95 : 0.6;
}

/** Who has work done looks for no goods. */
const serviceWords =
  /\b(?:externalis|confier|confions|prestat|entretien|entretenir|nettoy|laver|lavage|former|formation|reparer|reparation|prise en charge)/;

/** What the candidate wants to be rid of or to sell against what the need looks for. */
export function findSurplus(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  if (serviceWords.test(fold(need.need.text))) return [];
  let best: Found | undefined;
  for (const theirs of candidate.needs) {
    const trust = rateSale(theirs);
    if (trust === 0) continue;
    const fit = computeFit(need.query, theirs.reading, lookup.needRarity, lookup.fit);
    const strength = fit.value * trust;
    if (strength < faintest || strength <= (best?.evidence.strength ?? 0)) continue;
    const gate = lookup.useAreas
      ? (checkNeedArea(need.need, seeker, candidate) ?? checkNeedArea(theirs.need, candidate, seeker))
      : null;
    const params = { trade: fit.given, extract: toExtract(theirs.need.text) };
    const claim: ReasonClaim = { code: "gives-what-is-sought", params };
    best = { evidence: { ...toEvidence("demand", strength, claim), need: theirs }, gate };
  }
  return best === undefined ? [] : [best];
}
