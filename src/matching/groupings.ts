/** Candidates of one list that belong together: who completes whom, and who stands for its members. */
import type { Card } from "./card.ts";
import type { ReasonClaim } from "./claim.ts";
import { type Answer, type Consortium, computeRelief, findCapacityPartner } from "./consortium.ts";
import { type Scored, sumReasons } from "./score.ts";
import { penalties } from "./weights.ts";

/** A candidate too small alone is shown with who completes it, and regains a part of what it lost. */
export function joinPartner(
  each: Answer,
  ranked: readonly Answer[],
  consortia: Consortium[],
  cards: ReadonlyMap<string, Card>,
): Answer {
  if (each.scored.relation !== "consortium") return each;
  const found = findCapacityPartner(each, ranked);
  if (found === null) return each;
  consortia.push({ members: [each.id, found.partner.id], opens: "capacity", percent: found.percent });
  const partner = cards.get(found.partner.id)?.organisation.name ?? found.partner.id;
  const claim: ReasonClaim = { code: "group-bid", params: { partner, percent: found.percent } };
  const contribution = computeRelief(each, found.percent);
  const summed = sumReasons([...each.scored.reasons, { criterion: "capacity", contribution, claim }]);
  return { id: each.id, scored: { ...each.scored, ...summed } };
}

/** When a federation is a candidate, its members are attached to it rather than listed beside it. */
export function lowerMembers(found: readonly Answer[], cards: ReadonlyMap<string, Card>): readonly Answer[] {
  const federations = found.filter(({ id, scored }) => isSupply(scored) && isFederation(cards.get(id)));
  if (federations.length === 0) return found;
  return found.map((each) => {
    if (!isSupply(each.scored)) return each;
    const card = cards.get(each.id);
    const head = federations.find(
      ({ id, scored }) =>
        id !== each.id && card?.organisation.partners.includes(id) && scored.score >= each.scored.score * 0.7,
    );
    if (head === undefined) return each;
    const federation = cards.get(head.id)?.organisation.name ?? head.id;
    const claim: ReasonClaim = { code: "member-of-candidate", params: { federation } };
    const contribution = each.scored.score * (penalties.memberOfCandidate - 1);
    const summed = sumReasons([...each.scored.reasons, { criterion: "penalty", contribution, claim }]);
    return { id: each.id, scored: { ...each.scored, ...summed } };
  });
}

function isSupply(scored: Scored): boolean {
  return scored.reasons[0]?.criterion === "supply";
}

function isFederation(card: Card | undefined): boolean {
  if (card === undefined) return false;
  return /f[ée]d[ée]r|union d|union r|t[êe]te de r[ée]seau/i.test(
    `${card.organisation.name} ${card.organisation.description}`,
  );
}
