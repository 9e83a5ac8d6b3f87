/** Simple rankings to compare the engine with: chance, distance, words, words behind the gates. */
import MiniSearch from "minisearch";
import type { Need } from "../domain/directory/organisation.ts";
import { type Card, type MatchOrganisation, toCard } from "./card.ts";
import type { RankedNeed } from "./evaluate.ts";
import { checkNeedArea, checkOfferArea, checkReservation } from "./gates.ts";
import { readNeed } from "./reading.ts";
import { expandWords } from "./synonyms.ts";
import { computeDistanceKm, toLocation } from "./territory.ts";
import { fold, tokenize } from "./text.ts";
import { terms } from "./vocabulary.ts";

export const baselines = [
  "random",
  "distance",
  "BM25 (MiniSearch)",
  "BM25, stems and synonyms",
  "BM25, area and reserved-lot gates",
  "stems, synonyms and these gates",
] as const;
export type Baseline = (typeof baselines)[number];

export function rankByBaseline(
  baseline: Baseline,
  organisations: readonly MatchOrganisation[],
): readonly RankedNeed[] {
  const rank = createRanking(baseline, organisations);
  const isOpen = gated.has(baseline) ? createGates(organisations) : () => true;
  return organisations.flatMap((seeker) =>
    seeker.needs.map((need) => ({
      seeker: seeker.id,
      need: need.id,
      ranking: rank(seeker, need.text).filter((id) => id !== seeker.id && isOpen(seeker, need, id)),
    })),
  );
}

const gated: ReadonlySet<Baseline> = new Set([
  "BM25, area and reserved-lot gates",
  "stems, synonyms and these gates",
]);

/** Declared areas of the need and, for purchases, of the offers; reserved lots. Nothing else is known. */
function createGates(organisations: readonly MatchOrganisation[]) {
  const cards = new Map(organisations.map((each) => [each.id, toCard(each, new Map())] as const));
  return (organisation: MatchOrganisation, need: Need, id: string): boolean => {
    const seeker = cards.get(organisation.id);
    const candidate = cards.get(id);
    if (seeker === undefined || candidate === undefined) return false;
    if (checkReservation(need, candidate) !== null) return false;
    if (need.kind !== "replicate" && checkNeedArea(need, seeker, candidate) !== null) return false;
    return need.kind !== "buy" || reaches(candidate, seeker);
  };
}

function reaches(candidate: Card, seeker: Card): boolean {
  const { offers } = candidate;
  return offers.length === 0 || offers.some((offer) => checkOfferArea(offer, candidate, seeker) === null);
}

type Ranking = (seeker: MatchOrganisation, text: string) => readonly string[];

function createRanking(baseline: Baseline, organisations: readonly MatchOrganisation[]): Ranking {
  switch (baseline) {
    case "random":
      return (seeker, text) => sortBy(organisations, (other) => -hash(`${seeker.id}${text}${other.id}`));
    case "distance":
      return (seeker) => {
        const here = toLocation(seeker.place);
        return sortBy(organisations, (other) => -(computeDistanceKm(here, toLocation(other.place)) ?? 1e6));
      };
    case "BM25 (MiniSearch)":
    case "BM25, area and reserved-lot gates":
      return createTextRanking(
        organisations,
        (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [],
        (text) => text,
      );
    case "BM25, stems and synonyms":
    case "stems, synonyms and these gates":
      return createTextRanking(organisations, toStems, addSynonyms);
    default:
      return baseline satisfies never;
  }
}

function createTextRanking(
  organisations: readonly MatchOrganisation[],
  tokens: (text: string) => string[],
  toQuery: (text: string) => string,
): Ranking {
  const index = new MiniSearch<{ id: string; text: string }>({
    fields: ["text"],
    tokenize: tokens,
    processTerm: (term) => term,
  });
  index.addAll(
    organisations.map(({ id, name, description, offers }) => ({
      id,
      text: [name, description, ...offers.map((offer) => offer.text)].join(" "),
    })),
  );
  return (_, text) => index.search(toQuery(text), { combineWith: "OR" }).map((found) => String(found.id));
}

function toStems(text: string): string[] {
  return tokenize(text)
    .filter((token) => token.role === "content")
    .map((token) => token.stem);
}

/** The words of the trades that a text speaks of, one of each, beside its own. */
function addSynonyms(text: string): string {
  const { concepts, words } = readNeed(text, [], new Map());
  const named = terms
    .filter((term) => concepts.has(term.trade) && term.strength === 1)
    .map((term) => term.text);
  return [text, ...expandWords(words).keys(), ...named].join(" ");
}

function sortBy(
  organisations: readonly MatchOrganisation[],
  rate: (other: MatchOrganisation) => number,
): readonly string[] {
  return organisations
    .map((other) => ({ id: other.id, rate: rate(other) }))
    .sort((a, b) => b.rate - a.rate)
    .map(({ id }) => id);
}

/** FNV-1a: the same « chance » on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
