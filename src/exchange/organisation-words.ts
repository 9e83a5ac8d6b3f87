import type { inclusionKinds, legalFamilies, needKinds } from "../domain/directory/organisation.ts";
import { foldText } from "./cell-text.ts";
import type { Language } from "./number-text.ts";

type Words = { readonly fr: string; readonly en: string; readonly also: readonly string[] };
type LegalFamily = (typeof legalFamilies)[number];
type NeedKind = (typeof needKinds)[number];
type InclusionKind = (typeof inclusionKinds)[number];

const familyWords: Record<LegalFamily, Words> = {
  association: { fr: "Association", en: "Association", also: ["asso", "association loi 1901", "charity"] },
  scop: { fr: "Scop", en: "Worker cooperative (Scop)", also: ["sarl scop", "sa scop", "worker cooperative"] },
  scic: {
    fr: "Scic",
    en: "Multi-stakeholder cooperative (Scic)",
    also: ["sas scic", "sarl scic", "sa scic"],
  },
  cooperative: { fr: "Coopérative", en: "Cooperative", also: ["coop", "co-operative", "cae", "cuma"] },
  mutual: { fr: "Mutuelle", en: "Mutual", also: ["mutual society"] },
  foundation: { fr: "Fondation", en: "Foundation", also: [] },
  "ess-company": {
    fr: "Entreprise de l’ESS",
    en: "SSE company",
    also: ["entreprise ess", "societe commerciale de l'ess", "esus"],
  },
  "public-authority": {
    fr: "Collectivité",
    en: "Public authority",
    also: ["collectivite territoriale", "collectivite publique", "commune", "local authority"],
  },
  "public-body": {
    fr: "Établissement public",
    en: "Public body",
    also: ["organisme public", "epci", "hopital"],
  },
  "conventional-company": {
    fr: "Entreprise classique",
    en: "Conventional company",
    also: ["entreprise", "entreprise hors ess", "societe commerciale", "company"],
  },
};

const needWords: Record<NeedKind, Words> = {
  buy: { fr: "acheter", en: "buy", also: ["achat", "achats", "fournisseur", "purchase"] },
  sell: { fr: "vendre", en: "sell", also: ["vente", "ventes", "clients", "sale"] },
  cooperate: { fr: "coopérer", en: "cooperate", also: ["cooperation", "mutualiser", "partenariat"] },
  replicate: { fr: "répliquer", en: "replicate", also: ["replication", "essaimer", "essaimage"] },
  finance: { fr: "financer", en: "finance", also: ["financement", "funding", "fund"] },
};

/** Each family as exports and the template write it. */
export function formatFamily(family: LegalFamily, language: Language): string {
  return familyWords[family][language];
}

export function parseFamily(text: string): LegalFamily | null {
  return find(familyWords, text);
}

export function familyChoices(language: Language): string[] {
  return Object.values(familyWords).map((words) => words[language]);
}

export function formatNeedKind(kind: NeedKind, language: Language): string {
  return needWords[kind][language];
}

export function parseNeedKind(text: string): NeedKind | null {
  return find(needWords, text);
}

export function needKindChoices(language: Language): string[] {
  return Object.values(needWords).map((words) => words[language]);
}

/** The kinds written as their letters, in any case. */
export function parseInclusionKind(text: string, kinds: readonly InclusionKind[]): InclusionKind | null {
  const folded = foldText(text);
  return kinds.find((kind) => foldText(kind) === folded) ?? null;
}

/** By law an association, a cooperative, a mutual or a foundation is of the ESS; a public buyer never is. */
export function isEssByFamily(family: LegalFamily): boolean {
  return family !== "public-authority" && family !== "public-body" && family !== "conventional-company";
}

export function formatYesNo(value: boolean, language: Language): string {
  return language === "fr" ? (value ? "oui" : "non") : value ? "yes" : "no";
}

export function parseYesNo(text: string): boolean | null {
  const folded = foldText(text);
  if (["oui", "o", "yes", "y", "vrai", "true", "1", "x"].includes(folded)) return true;
  return ["non", "n", "no", "faux", "false", "0"].includes(folded) ? false : null;
}

function find<K extends string>(words: Record<K, Words>, text: string): K | null {
  const folded = foldText(text);
  for (const key in words) {
    const { fr, en, also } = words[key];
    if ([key, fr, en, ...also].some((word) => foldText(word) === folded)) return key;
  }
  return null;
}
