import type { Area, Quantity } from "../domain/directory/organisation.ts";
import type { ExplanationCatalogue } from "./claim.ts";
import { nameDepartment, nameRegion } from "./communes.ts";
import { findTrade } from "./vocabulary.ts";

/** Reasons, cautions and gates in English. */
export const explainEn: ExplanationCatalogue = {
  reasons: {
    "offers-what-is-sought": ({ trade, extract, declared }) =>
      `offers what is sought (${name(trade)})${declared ? ", declared activity" : ""}: “${extract}”`,
    "mentions-what-is-sought": ({ trade, extract }) =>
      `mentions what is sought (${name(trade)}): “${extract}”`,
    "offers-something-near": ({ asked, given, extract }) =>
      `offers a near trade: ${name(given)} for ${name(asked)}: “${extract}”`,
    "same-words": ({ words, extract }) =>
      `speaks of the same thing${words.length > 0 ? ` (${words.join(", ")})` : ""}: “${extract}”`,
    "seeks-what-you-offer": ({ trade, extract }) =>
      `looks for what you offer${trade === null ? "" : ` (${name(trade)})`}: “${extract}”`,
    "gives-what-is-sought": ({ trade, extract }) =>
      `sells or gives away what is sought${trade === null ? "" : ` (${name(trade)})`}: “${extract}”`,
    "likely-customer": ({ from, to, extract }) =>
      `usual customer of your trade (${name(from)} → ${name(to)}): “${extract}”`,
    "named-customer": ({ trade, extract }) => `one of those you aim at (${name(trade)}): “${extract}”`,
    "customer-of-kind": ({ word }) => `one of those you aim at (${word})`,
    "buys-near-you": ({ extract }) => `buys in your area: “${extract}”`,
    "usual-supplier": ({ from, to }) => `usually supplies your trade (${name(from)} → ${name(to)})`,
    "can-take-it": ({ trade, extract }) => `can take what you give away (${name(trade)}): “${extract}”`,
    "complements-you": ({ from, to, extract }) =>
      `complementary trades (${name(from)} → ${name(to)}): “${extract}”`,
    "similar-need": ({ trade, extract }) =>
      `has a similar need, to pool${trade === null ? "" : ` (${name(trade)})`}: “${extract}”`,
    "peer-to-bid-with": ({ trade, extract }) =>
      `same trade (${name(trade)}), to bid or pool together: “${extract}”`,
    "public-authority-near": ({ km }) => `public authority of the territory, ${km} km away`,
    "proven-elsewhere": ({ trade, km, extract }) =>
      `activity proven ${km} km away (${name(trade)}): “${extract}”`,
    "absent-from-region": ({ trade }) => `activity that your region lacks (${name(trade)})`,
    "funds-projects": ({ extract }) => `funds projects: “${extract}”`,
    "area-covers-you": ({ area, km }) => `serves your area (${toArea(area)}${toKm(km)})`,
    "near-you": ({ km }) => (km < 2 ? "in the same town or nearly" : `${km} km away`),
    "covers-part-of-area": ({ percent }) => `serves ${percent}% of the departments asked for`,
    "enough-capacity": ({ capacity, volume }) =>
      `enough capacity: ${toQuantity(capacity)} for ${toQuantity(volume)} asked`,
    "short-capacity": ({ capacity, volume }) =>
      `not enough capacity alone: ${toQuantity(capacity)} for ${toQuantity(volume)} asked`,
    "both-gain": ({ extract }) => `gains too: looks for “${extract}”`,
    "serves-goal": ({ goals }) =>
      `serves your goals: ${goals.map((goal) => goalNames.get(goal) ?? goal.replaceAll("-", " ")).join(", ")}`,
    "has-labels": ({ labels }) => `labels: ${labels.join(", ")}`,
    "not-yet-partners": () => "new contact",
    "crosses-sectors": ({ from, to }) => `links two sectors: ${name(from)} and ${name(to)}`,
    "already-partners": () => "already partners: little that is new",
    "same-trade": ({ trade }) => `same trade (${name(trade)}): a colleague rather than an answer`,
    "member-of-candidate": ({ federation }) => `member of ${federation}, already proposed`,
    "weak-link": () => "a requirement is only partly met",
    "small-tickets": ({ capacity, budgetKeur }) =>
      `tickets too small: ${toQuantity(capacity)} for a need of ${budgetKeur} k€`,
    "group-bid": ({ partner, percent }) =>
      `bidding together with ${partner}: ${Math.min(100, percent)}% of the volume`,
    "pinned-by-organiser": ({ why }) => `recommended by the organiser: ${why}`,
    "fair-exposure": ({ percent }) => `small organisation seldom shown so far: +${percent}%`,
  },
  cautions: {
    "capacity-unknown": ({ volume }) => `to check: capacity to supply ${toQuantity(volume)}`,
    "area-unknown": () => "to check: area served is not stated",
    "beyond-need-area": ({ area }) => `to check: a little beyond the area asked for (${toArea(area)})`,
    "activity-inferred": ({ trade }) => `to check: activity read from the text (${name(trade)})`,
    "place-unknown": ({ commune }) => `to check: town not located (${commune})`,
    "proximity-is-sourcing": () => "public buyer: proximity serves sourcing, never the award",
    "short-circuit-is-not-distance": () => "short circuit: at most one intermediary, not a distance",
    "label-partial": ({ label }) => `to check: partial label (${label})`,
    "label-expired": ({ label }) => `to check: expired label (${label})`,
    "exclusion-to-check": ({ extract }) => `to check with the candidate: “${extract}”`,
    "text-only": () => "to check: brought together by words only",
    "pinned-despite": ({ gate }) =>
      `to check: pinned by the organiser in spite of this, which still holds: ${explainEn.gates[gate.code](gate.params as never)}`,
  },
  gates: {
    "same-group": ({ group }) => `same group: ${group}`,
    blocked: () => "meeting ruled out",
    "offer-area": ({ area, km }) => `does not serve you: ${toArea(area)}${toKm(km)}`,
    "need-area": ({ area, km }) => `outside the area asked for: ${toArea(area)}${toKm(km)}`,
    reserved: ({ articles, kinds, kind }) =>
      `lot reserved${articles.length > 0 ? ` (article ${articles.join(", ")} of the French public procurement code)` : ""} for ${kinds.join(", ")}; ${kind === null ? "no such status" : `status ${kind}`}`,
    "label-required": ({ label, partner }) =>
      `required label missing: ${label}${partner === null ? "" : `; possible jointly with ${partner}`}`,
    "label-expired": ({ label }) => `required label expired: ${label}`,
    "excluded-by-need": ({ extract, offer }) => `ruled out by the need (“${extract}”): “${offer}”`,
    "capacity-impossible": ({ capacity, volume, partner }) =>
      `capacity out of proportion: ${toQuantity(capacity)} for ${toQuantity(volume)}${partner === null ? "" : `; possible jointly with ${partner}`}`,
    "banned-by-organiser": ({ why }) => `ruled out by the organiser: ${why}`,
  },
  advice: {
    "declare-activity": ({ activity }) => `declare the activity “${name(activity)}”`,
    "state-capacity": () => "state your capacity: needs with volumes concern you",
    "state-area": () => "state the area that you serve",
    "widen-area": ({ km }) => `widen your radius to ${km} km`,
    "obtain-label": ({ label }) => `obtain or declare the label ${label}`,
  },
};

const goalNames = new Map([
  ["alimentation-durable", "sustainable food"],
  ["bien-vieillir", "ageing well"],
  ["biodiversite", "biodiversity"],
  ["circuit-court", "short supply chains"],
  ["circuits-courts", "short supply chains"],
  ["climat", "climate"],
  ["decarbonation", "decarbonisation"],
  ["eau", "water"],
  ["economie-circulaire", "circular economy"],
  ["emploi", "employment"],
  ["energie", "energy"],
  ["handicap", "disability inclusion"],
  ["insertion", "work integration"],
  ["lien-social", "social ties"],
  ["mobilite-douce", "active travel"],
  ["mobilites-douces", "active travel"],
  ["mobilite-durable", "sustainable mobility"],
  ["recyclage", "recycling"],
  ["reemploi", "reuse"],
  ["sante", "health"],
  ["sobriete", "sobriety"],
  ["sobriete-energetique", "energy saving"],
  ["zero-dechet", "zero waste"],
  ["zero-dechets", "zero waste"],
]);

function name(trade: string): string {
  const label = findTrade(trade)?.label.en ?? trade;
  return label.charAt(0).toLowerCase() + label.slice(1);
}

const periods = new Map([
  ["day", "day"],
  ["week", "week"],
  ["month", "month"],
  ["year", "year"],
  ["event", "event"],
  ["case", "case"],
  ["cohort", "intake"],
]);

function toQuantity({ value, unit, per }: Quantity): string {
  const amount = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }).format(value);
  return `${amount} ${unit}${per && per !== "total" ? ` per ${periods.get(per) ?? per}` : ""}`;
}

function toArea(area: Area): string {
  switch (area.type) {
    case "national":
      return "all of France";
    case "radius":
      return `within ${area.km} km`;
    case "departments":
      return area.codes.map(nameDepartment).join(", ");
    case "regions":
      return area.codes.map(nameRegion).join(", ");
    default:
      return area satisfies never;
  }
}

function toKm(km: number | null): string {
  return km === null ? "" : `; ${km} km away`;
}
