/** Customers named by what they are (« employeurs associatifs », « collectivités ») rather than by their trade. */
import type { Need } from "../domain/directory/organisation.ts";
import type { Card, NeedCard } from "./card.ts";
import { fold } from "./text.ts";

type Kind = { readonly word: string; readonly pattern: RegExp; readonly holds: (card: Card) => boolean };

const isPublic = (card: Card) => ["public-authority", "public-body"].includes(card.organisation.family);
const staff = (card: Card) => card.organisation.staffFte ?? 0;

const kinds: readonly Kind[] = [
  {
    word: "employeurs",
    pattern: /\bemployeu|\bpetites entreprises|\btpe\b|\bpme\b/,
    holds: (card) => staff(card) >= 1 && staff(card) <= 250 && !isPublic(card),
  },
  {
    word: "associations",
    pattern: /associatif|associations/,
    holds: (card) => card.organisation.family === "association" && staff(card) >= 1,
  },
  {
    word: "collectivités",
    pattern: /\bcollectivites|\bcommunes|mairies|intercommunalites|acheteurs publics/,
    holds: isPublic,
  },
  { word: "mutuelles", pattern: /mutuelles/, holds: (card) => card.organisation.family === "mutual" },
  {
    word: "grands donneurs d'ordre",
    pattern: /donneurs? d ordre|grands? comptes?|grandes entreprises|industriels|directions (?:des )?achats/,
    holds: (card) =>
      (card.organisation.family === "conventional-company" && staff(card) >= 100) || staff(card) >= 250,
  },
  {
    word: "comités sociaux et économiques",
    pattern: /comites? (?:d entreprise|sociaux)|\bcse\b/,
    holds: (card) => staff(card) >= 50 && !isPublic(card),
  },
  {
    word: "sites tertiaires",
    pattern: /tertiaires?|bureaux|sieges sociaux|immeubles multi/,
    holds: (card) =>
      staff(card) >= 50 && (isPublic(card) || ["mutual", "foundation"].includes(card.organisation.family)),
  },
];

const kindsByNeed = new WeakMap<Need, readonly Kind[]>();

/** The word by which a need that seeks customers names this candidate, if it does. */
export function findCustomerKind({ need }: NeedCard, candidate: Card): string | null {
  let named = kindsByNeed.get(need);
  if (named === undefined) {
    const folded = fold(need.text).replace(/[^a-z0-9]+/g, " ");
    named = kinds.filter(({ pattern }) => pattern.test(folded));
    kindsByNeed.set(need, named);
  }
  return named.find(({ holds }) => holds(candidate))?.word ?? null;
}
