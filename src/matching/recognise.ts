/** Finds in a text the trades that it speaks of, each with the words that say so. */
import { type Token, tokenize } from "./text.ts";
import { terms } from "./vocabulary.ts";

export type Evidence = {
  readonly trade: string;
  /** Strength of this mention, above 0; several words of one expression weigh more than one alone. */
  readonly weight: number;
  readonly start: number;
  readonly end: number;
};
/** How much each token counts in its text, 0 (negated) to 1. */
export type TokenWeights = readonly number[];

type Expression = {
  readonly trade: string;
  readonly stems: readonly string[];
  readonly strength: number;
  /** « toilettes sans eau »: the negation belongs to the expression. */
  readonly negative: boolean;
};

const widestGap = 4;
const expressionsByStem = toExpressions();

/** Mentions of trades among tokens, function words aside, in any order inside one sentence. */
export function recognise(tokens: readonly Token[], weights: TokenWeights): readonly Evidence[] {
  const words: Token[] = [];
  const places: number[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.role === "function") continue;
    words.push(token);
    places.push(index);
  }
  const found: Evidence[] = [];
  for (const [position, token] of words.entries()) {
    for (const expression of expressionsByStem.get(token.stem) ?? []) {
      const match = locate(words, position, expression.stems);
      if (match === undefined) continue;
      let lightest = 1;
      for (const at of match.positions) {
        const weight = weights[places[at] ?? 0] ?? 0;
        if (weight > 0 || !expression.negative) lightest = Math.min(lightest, weight);
      }
      if (lightest <= 0) continue;
      const length = expression.stems.length;
      const weight = expression.strength * lightest * (1 + 0.35 * (length - 1)) * (match.inOrder ? 1 : 0.85);
      found.push({ trade: expression.trade, weight, start: match.start, end: match.end });
    }
  }
  return keepLongest(found);
}

/** Whether the vocabulary knows this root at all. */
export function isKnownStem(stem: string): boolean {
  return knownStems.has(stem);
}

const knownStems = new Set([...expressionsByStem.values()].flatMap((list) => list.flatMap((e) => e.stems)));

export function listKnownStems(): ReadonlySet<string> {
  return knownStems;
}

function locate(words: readonly Token[], first: number, stems: readonly string[]) {
  const anchor = words[first];
  if (anchor === undefined) return undefined;
  const positions = [first];
  let inOrder = true;
  let previous = first;
  for (const stem of stems.slice(1)) {
    let best: number | undefined;
    for (
      let at = Math.max(0, first - widestGap);
      at <= Math.min(words.length - 1, first + widestGap);
      at += 1
    ) {
      const word = words[at];
      if (word?.stem !== stem || word.sentence !== anchor.sentence || positions.includes(at)) continue;
      if (best === undefined || Math.abs(at - previous) < Math.abs(best - previous)) best = at;
    }
    if (best === undefined) return undefined;
    if (best !== previous + 1) inOrder = false;
    positions.push(best);
    previous = best;
  }
  const parts = positions.map((at) => words[at] ?? anchor);
  const start = Math.min(...parts.map((part) => part.start));
  const end = Math.max(...parts.map((part) => part.end));
  return { positions, inOrder, start, end };
}

/** A mention inside a longer one of another trade is only half a mention (« lavage de bouteilles »). */
function keepLongest(found: readonly Evidence[]): readonly Evidence[] {
  return found.map((each) => {
    const within = found.some(
      (other) =>
        other.trade !== each.trade &&
        other.start <= each.start &&
        other.end >= each.end &&
        other.end - other.start > each.end - each.start,
    );
    return within ? { ...each, weight: each.weight * 0.4 } : each;
  });
}

function toExpressions(): ReadonlyMap<string, readonly Expression[]> {
  const byStem = new Map<string, Expression[]>();
  const seen = new Set<string>();
  for (const term of terms) {
    const stems = tokenize(term.text)
      .filter((token) => token.role !== "function")
      .map((token) => token.stem);
    const [first] = stems;
    const key = `${term.trade}|${stems.join(" ")}`;
    if (first === undefined || seen.has(key)) continue;
    seen.add(key);
    const negative = /(?:^|\s)sans\s/.test(term.text);
    const expression = { trade: term.trade, stems, strength: term.strength, negative };
    byStem.set(first, [...(byStem.get(first) ?? []), expression]);
  }
  return byStem;
}
