import type { Area, Quantity } from "../domain/directory/organisation.ts";
import type { ExplanationCatalogue } from "./claim.ts";
import { nameDepartment, nameRegion } from "./communes.ts";
import { findTrade } from "./vocabulary.ts";

/** Reasons, cautions and gates in French. */
export const explainFr: ExplanationCatalogue = {
  reasons: {
    "offers-what-is-sought": ({ trade, extract, declared }) =>
      `propose ce qui est cherché (${name(trade)})${declared ? ", activité déclarée" : ""} : « ${extract} »`,
    "mentions-what-is-sought": ({ trade, extract }) =>
      `évoque ce qui est cherché (${name(trade)}) : « ${extract} »`,
    "offers-something-near": ({ asked, given, extract }) =>
      `propose un métier proche : ${name(given)} pour ${name(asked)} : « ${extract} »`,
    "same-words": ({ words, extract }) =>
      `parle de la même chose${words.length > 0 ? ` (${words.join(", ")})` : ""} : « ${extract} »`,
    "seeks-what-you-offer": ({ trade, extract }) =>
      `cherche ce que vous proposez${trade === null ? "" : ` (${name(trade)})`} : « ${extract} »`,
    "gives-what-is-sought": ({ trade, extract }) =>
      `vend ou cède ce qui est cherché${trade === null ? "" : ` (${name(trade)})`} : « ${extract} »`,
    "likely-customer": ({ from, to, extract }) =>
      `client habituel de votre métier (${name(from)} → ${name(to)}) : « ${extract} »`,
    "named-customer": ({ trade, extract }) =>
      `fait partie de ceux que vous visez (${name(trade)}) : « ${extract} »`,
    "customer-of-kind": ({ word }) => `fait partie de ceux que vous visez (${word})`,
    "buys-near-you": ({ extract }) => `achète sur votre territoire : « ${extract} »`,
    "usual-supplier": ({ from, to }) => `fournit d'ordinaire votre métier (${name(from)} → ${name(to)})`,
    "can-take-it": ({ trade, extract }) =>
      `peut reprendre ce que vous cédez (${name(trade)}) : « ${extract} »`,
    "complements-you": ({ from, to, extract }) =>
      `métiers complémentaires (${name(from)} → ${name(to)}) : « ${extract} »`,
    "similar-need": ({ trade, extract }) =>
      `a un besoin semblable, à mutualiser${trade === null ? "" : ` (${name(trade)})`} : « ${extract} »`,
    "peer-to-bid-with": ({ trade, extract }) =>
      `même métier (${name(trade)}), pour répondre ou mutualiser ensemble : « ${extract} »`,
    "public-authority-near": ({ km }) => `acteur public du territoire, à ${km} km`,
    "proven-elsewhere": ({ trade, km, extract }) =>
      `activité éprouvée à ${km} km d'ici (${name(trade)}) : « ${extract} »`,
    "absent-from-region": ({ trade }) => `activité absente de votre région (${name(trade)})`,
    "funds-projects": ({ extract }) => `finance des projets : « ${extract} »`,
    "area-covers-you": ({ area, km }) => `intervient chez vous (${toArea(area)}${toKm(km)})`,
    "near-you": ({ km }) => (km < 2 ? "dans la même commune ou presque" : `à ${km} km`),
    "covers-part-of-area": ({ percent }) => `dessert ${percent} % des départements demandés`,
    "enough-capacity": ({ capacity, volume }) =>
      `capacité suffisante : ${toQuantity(capacity)} pour ${toQuantity(volume)} demandés`,
    "short-capacity": ({ capacity, volume }) =>
      `capacité insuffisante seule : ${toQuantity(capacity)} pour ${toQuantity(volume)} demandés`,
    "both-gain": ({ extract }) => `y gagne aussi : cherche « ${extract} »`,
    "serves-goal": ({ goals }) =>
      `sert vos objectifs : ${goals.map((goal) => goalNames.get(goal) ?? goal.replaceAll("-", " ")).join(", ")}`,
    "has-labels": ({ labels }) => `labels : ${labels.join(", ")}`,
    "not-yet-partners": () => "nouveau contact",
    "crosses-sectors": ({ from, to }) => `relie deux filières : ${name(from)} et ${name(to)}`,
    "already-partners": () => "déjà partenaires : peu de nouveauté",
    "same-trade": ({ trade }) => `même métier (${name(trade)}) : plutôt un confrère`,
    "member-of-candidate": ({ federation }) => `adhérent de ${federation}, déjà proposé`,
    "weak-link": () => "une exigence n'est que partiellement remplie",
    "small-tickets": ({ capacity, budgetKeur }) =>
      `tickets trop petits : ${toQuantity(capacity)} pour un besoin de ${budgetKeur} k€`,
    "group-bid": ({ partner, percent }) =>
      `en groupement avec ${partner} : ${Math.min(100, percent)} % du volume`,
    "pinned-by-organiser": ({ why }) => `recommandé par l'organisateur : ${why}`,
    "fair-exposure": ({ percent }) => `petite structure encore peu montrée : +${percent} %`,
  },
  cautions: {
    "capacity-unknown": ({ volume }) => `à vérifier : capacité à fournir ${toQuantity(volume)}`,
    "area-unknown": () => "à vérifier : zone d'intervention non précisée",
    "beyond-need-area": ({ area }) => `à vérifier : un peu au-delà de la zone demandée (${toArea(area)})`,
    "activity-inferred": ({ trade }) => `à vérifier : activité déduite du texte (${name(trade)})`,
    "place-unknown": ({ commune }) => `à vérifier : commune non située (${commune})`,
    "proximity-is-sourcing": () => "acheteur public : la proximité sert au repérage, jamais à l'attribution",
    "short-circuit-is-not-distance": () =>
      "circuit court : au plus un intermédiaire, ce n'est pas une distance",
    "label-partial": ({ label }) => `à vérifier : label partiel (${label})`,
    "label-expired": ({ label }) => `à vérifier : label échu (${label})`,
    "exclusion-to-check": ({ extract }) => `à vérifier avec le candidat : « ${extract} »`,
    "text-only": () => "à vérifier : rapprochement par les mots seulement",
    "pinned-despite": ({ gate }) =>
      `à vérifier : épinglé par l’organisation malgré ceci, qui reste vrai : ${explainFr.gates[gate.code](gate.params as never)}`,
  },
  gates: {
    "same-group": ({ group }) => `même groupe : ${group}`,
    blocked: () => "rencontre écartée",
    "offer-area": ({ area, km }) => `n'intervient pas chez vous : ${toArea(area)}${toKm(km)}`,
    "need-area": ({ area, km }) => `hors de la zone demandée : ${toArea(area)}${toKm(km)}`,
    reserved: ({ articles, kinds, kind }) =>
      `lot réservé${articles.length > 0 ? ` (article ${articles.join(", ")} du Code de la commande publique)` : ""} aux ${kinds.join(", ")} ; ${kind === null ? "structure sans ce statut" : `statut ${kind}`}`,
    "label-required": ({ label, partner }) =>
      `label exigé absent : ${label}${partner === null ? "" : ` ; possible en cotraitance avec ${partner}`}`,
    "label-expired": ({ label }) => `label exigé échu : ${label}`,
    "excluded-by-need": ({ extract, offer }) => `écarté par le besoin (« ${extract} ») : « ${offer} »`,
    "capacity-impossible": ({ capacity, volume, partner }) =>
      `capacité sans rapport : ${toQuantity(capacity)} pour ${toQuantity(volume)}${partner === null ? "" : ` ; possible en groupement avec ${partner}`}`,
    "banned-by-organiser": ({ why }) => `écarté par l'organisateur : ${why}`,
  },
  advice: {
    "declare-activity": ({ activity }) => `déclarer l'activité « ${name(activity)} »`,
    "state-capacity": () => "indiquer votre capacité : des besoins chiffrés vous concernent",
    "state-area": () => "indiquer votre zone d'intervention",
    "widen-area": ({ km }) => `étendre votre rayon à ${km} km`,
    "obtain-label": ({ label }) => `obtenir ou déclarer le label ${label}`,
  },
};

function name(trade: string): string {
  const label = findTrade(trade)?.label.fr ?? trade;
  return label.charAt(0).toLowerCase() + label.slice(1);
}

const goalNames = new Map([
  ["alimentation-durable", "alimentation durable"],
  ["bien-vieillir", "bien vieillir"],
  ["biodiversite", "biodiversité"],
  ["circuit-court", "circuits courts"],
  ["decarbonation", "décarbonation"],
  ["economie-circulaire", "économie circulaire"],
  ["energie", "énergie"],
  ["mobilite-douce", "mobilités douces"],
  ["mobilites-douces", "mobilités douces"],
  ["mobilite-durable", "mobilité durable"],
  ["reemploi", "réemploi"],
  ["sante", "santé"],
  ["sobriete", "sobriété"],
  ["sobriete-energetique", "sobriété énergétique"],
  ["zero-dechet", "zéro déchet"],
  ["zero-dechets", "zéro déchet"],
]);

const periods = new Map([
  ["day", "jour"],
  ["week", "semaine"],
  ["month", "mois"],
  ["year", "an"],
  ["event", "événement"],
  ["case", "dossier"],
  ["cohort", "promotion"],
]);

function toQuantity({ value, unit, per }: Quantity): string {
  const amount = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 }).format(value);
  return `${amount} ${unit}${per && per !== "total" ? ` par ${periods.get(per) ?? per}` : ""}`;
}

function toArea(area: Area): string {
  switch (area.type) {
    case "national":
      return "France entière";
    case "radius":
      return `rayon de ${area.km} km`;
    case "departments":
      return area.codes.map(nameDepartment).join(", ");
    case "regions":
      return area.codes.map(nameRegion).join(", ");
    default:
      return area satisfies never;
  }
}

function toKm(km: number | null): string {
  return km === null ? "" : `, à ${km} km`;
}
