/** What speaks against a meeting that fits: each lowers the score by a factor and says so. */
import type { Card, NeedCard } from "./card.ts";
import type { Reason, ReasonClaim } from "./claim.ts";
import { arePartners } from "./criteria.ts";
import type { Evidence } from "./evidence.ts";
import { checkLabels } from "./gates.ts";
import { overlap, strongestOwn } from "./kinship.ts";
import type { Disabled } from "./score.ts";
import { penalties, type Relation } from "./weights.ts";

export function applyPenalties(
  reasons: Reason[],
  seeker: Card,
  need: NeedCard,
  candidate: Card,
  main: Evidence,
  ratio: number | null,
  relation: Relation,
  disabled: Disabled,
  today: string | null,
): void {
  if (disabled.has("penalty")) return;
  const weigh = (factor: number, claim: ReasonClaim) => {
    const total = reasons.reduce((sum, reason) => sum + reason.contribution, 0);
    reasons.push({ criterion: "penalty", contribution: total * (factor - 1), claim });
  };
  if (!disabled.has("partners") && arePartners(seeker, candidate)) {
    weigh(penalties.alreadyPartners, { code: "already-partners", params: {} });
  }
  const rival = findRivalry(seeker, need, candidate, main);
  if (rival !== null) weigh(penalties.sameTrade, { code: "same-trade", params: { trade: rival } });
  const volume = main.need?.need.volume ?? need.need.volume ?? null;
  const capacity = main.offer?.offer.capacity ?? null;
  if (
    ratio !== null &&
    ratio < 0.5 &&
    volume !== null &&
    capacity !== null &&
    main.criterion === "supply" &&
    relation !== "cooperation"
  ) {
    const factor = penalties.shortCapacity + (1 - penalties.shortCapacity) * (ratio / 0.5);
    weigh(factor, { code: "short-capacity", params: { capacity, volume } });
  }
  const budget = need.need.budgetKeur ?? null;
  if (
    budget !== null &&
    capacity !== null &&
    ["k€", "keur", "K€"].includes(capacity.unit) &&
    capacity.value < budget * 0.2
  ) {
    weigh(penalties.smallTickets, { code: "small-tickets", params: { capacity, budgetKeur: budget } });
  }
  const { cautions } = checkLabels(need.need, candidate, today);
  if (cautions.length > 0) weigh(penalties.partialLabel, { code: "weak-link", params: {} });
}

/** Same trade, same area and no wish to pool: a competitor, whatever the words in common. */
function findRivalry(seeker: Card, need: NeedCard, candidate: Card, main: Evidence): string | null {
  const sought = ["seeks-what-you-offer", "buys-near-you", "customer-of-kind"];
  if (sought.includes(main.claim.code)) return null;
  const [trade] = strongestOwn(candidate);
  if (trade === undefined || overlap(seeker, candidate) < 0.6) return null;
  const company = candidate.organisation.family === "conventional-company";
  switch (need.need.kind) {
    case "sell":
      return need.direction === "taker" ? null : trade;
    case "cooperate":
      if (need.signals.size > 0 && !company) return null;
      return trade;
    case "buy":
      return need.direction === "customer" ? trade : null;
    default:
      return null;
  }
}
