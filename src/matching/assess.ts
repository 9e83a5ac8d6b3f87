/** Looks at every way in which a candidate could answer a need, by the kind of the need. */
import type { Card, NeedCard } from "./card.ts";
import { findBuyers, findCustomers, findDemand } from "./demand.ts";
import { type Assessment, type Found, faintest, type Lookup } from "./evidence.ts";
import { findFunders, findModels } from "./models.ts";
import { findSupply, findUsualSuppliers } from "./supply.ts";
import { findSurplus } from "./surplus.ts";
import { findComplements, findPoolers } from "./together.ts";

export function assess(seeker: Card, need: NeedCard, candidate: Card, lookup: Lookup): Assessment {
  const direction = lookup.useDirection ? need.direction : "supplier";
  const found: Found[] = [];
  switch (need.need.kind) {
    case "finance":
      found.push(...findFunders(seeker, need, candidate, lookup));
      break;
    case "replicate":
      found.push(...findModels(seeker, need, candidate, lookup));
      break;
    case "cooperate":
      found.push(...findSupply(seeker, need, candidate, lookup, 0.95));
      found.push(...findDemand(seeker, need, candidate, lookup, need.signals.has("customers") ? 0.85 : 0.4));
      if (need.signals.has("orders")) found.push(...findBuyers(seeker, need, candidate, lookup));
      if (lookup.useDirection) found.push(...findSurplus(seeker, need, candidate, lookup));
      found.push(...findComplements(seeker, need, candidate, lookup));
      break;
    case "buy":
    case "sell":
      if (direction === "supplier" || direction === "taker") {
        found.push(...findSupply(seeker, need, candidate, lookup, 1));
      }
      if (direction !== "supplier") {
        found.push(...findDemand(seeker, need, candidate, lookup, 1));
        found.push(...findCustomers(seeker, need, candidate, lookup));
      } else {
        if (lookup.useDirection) found.push(...findSurplus(seeker, need, candidate, lookup));
        found.push(...findPoolers(seeker, need, candidate, lookup));
        if (lookup.useChains) found.push(...findUsualSuppliers(seeker, candidate, found));
      }
      break;
    default:
      return need.need.kind satisfies never;
  }
  const open = found.filter((each) => each.gate === null && each.evidence.strength >= faintest);
  let closed: Assessment["closed"] = null;
  for (const { gate, evidence } of found) {
    if (gate === null || evidence.strength <= (closed?.strength ?? 0)) continue;
    closed = { strength: evidence.strength, gate };
  }
  return { evidence: open.map((each) => each.evidence).sort((a, b) => b.strength - a.strength), closed };
}
