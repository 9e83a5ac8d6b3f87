/** Distant models to copy, and those who fund. */
import type { Card, NeedCard } from "./card.ts";
import { isBetter } from "./demand.ts";
import { type Evidence, type Found, type Lookup, toEvidence } from "./evidence.ts";
import { computeFit, toQuery } from "./fit.ts";
import { checkExclusions } from "./gates.ts";
import { overlap, strongest } from "./kinship.ts";
import { findSupply } from "./supply.ts";
import { computeDistanceKm } from "./territory.ts";
import { toExtract } from "./text.ts";
import { toActivity } from "./vocabulary.ts";

/** A distant model to copy: a trade that the seeker's region lacks, far enough to share without competing. */
export function findModels(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const km = computeDistanceKm(seeker.location, candidate.location);
  const region = seeker.location.region;
  const sameRegion = region !== null && region === candidate.location.region;
  if (!candidate.organisation.ess || sameRegion) return [];
  let best: Found | undefined;
  for (const offer of candidate.offers) {
    const gate = lookup.useNegation ? checkExclusions(need, offer) : null;
    const fit = computeFit(need.query, offer.reading, lookup.offerRarity, lookup.fit);
    const [trade] = strongest(offer.reading);
    const absent = trade !== undefined && region !== null && !lookup.hasTradeIn(region, toActivity(trade));
    const remote = km === null ? 0.5 : Math.min(1, km / 150);
    const social =
      candidate.organisation.inclusionKind !== null || candidate.organisation.family === "scic" ? 0.1 : 0;
    const vague = ![...need.query.concepts].some(
      ([asked, weight]) => weight >= 0.45 && !genericTrades.has(toActivity(asked)),
    );
    const generic = trade !== undefined && genericTrades.has(toActivity(trade));
    const concrete = fit.value * (0.75 + (absent ? 0.15 : 0) + social) * remote;
    const peer = overlap(seeker, candidate) > 0.6;
    const open =
      (0.3 + (absent || peer ? 0.3 : 0) + social + fit.value * 0.2) * remote * (generic && !peer ? 0.5 : 1);
    const strength = vague ? Math.max(open, concrete) : concrete;
    const params = { trade: trade ?? "", km: Math.round(km ?? 0), extract: toExtract(offer.offer.text) };
    const found = {
      evidence: toEvidence("supply", Math.min(1, strength), { code: "proven-elsewhere", params }),
      gate,
    };
    if (trade !== undefined && isBetter(found, best)) best = found;
  }
  return best === undefined ? [] : [best];
}

/** Trades that serve others' projects rather than being a model to copy. */
const genericTrades: ReadonlySet<string> = new Set([
  "accompagnement",
  "recherche",
  "formation",
  "financement",
  "collectivite",
  "locaux",
  "evenementiel",
  "mutuelle",
]);

export function findFunders(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): readonly Found[] {
  const query = toQuery(new Map([...need.reading.concepts, ["financement", 1]]), need.query.words);
  const supply = findSupply(seeker, { ...need, query }, candidate, lookup, 1);
  return supply.map((found) => ({ ...found, evidence: toFunding(found.evidence) }));
}

function toFunding(evidence: Evidence): Evidence {
  const given = evidence.claim.code === "offers-what-is-sought" ? evidence.claim.params.trade : null;
  if (given === null || toActivity(given) !== "financement")
    return { ...evidence, strength: evidence.strength * 0.4 };
  const extract = toExtract(evidence.offer?.offer.text ?? "");
  return { ...evidence, claim: { code: "funds-projects", params: { extract } } };
}
