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

type Found = Evidence & { readonly compound: boolean };
type Expression = {
  readonly trade: string;
  readonly stems: readonly string[];
  readonly strength: number;
  /** « toilettes sans eau »: the negation belongs to the expression. */
  readonly negative: boolean;
  /** « lave-linge », « vélo-cargo »: words side by side, which then mean nothing else. */
  readonly compound: boolean;
};

const widestGap = 3;
const particles = new Set("de du des la le les au aux en et pour sur dans par ou une un".split(" "));
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
  const found: Found[] = [];
  for (const [position, token] of words.entries()) {
    for (const expression of expressionsByStem.get(token.stem) ?? []) {
      const match = locate(words, position, expression);
      if (match === undefined) continue;
      let lightest = 1;
      for (const at of match.positions) {
        const weight = weights[places[at] ?? 0] ?? 0;
        if (weight > 0 || !expression.negative) lightest = Math.min(lightest, weight);
      }
      if (lightest <= 0) continue;
      const length = expression.stems.length;
      const weight = expression.strength * lightest * (1 + 0.35 * (length - 1)) * (match.inOrder ? 1 : 0.85);
      const { trade, compound } = expression;
      found.push({ trade, weight, start: match.start, end: match.end, compound });
    }
  }
  return keepLongest(found);
}

const knownStems = new Set([...expressionsByStem.values()].flatMap((list) => list.flatMap((e) => e.stems)));

/** Every root of the vocabulary. */
export function listKnownStems(): ReadonlySet<string> {
  return knownStems;
}

/** The words of an expression near its first one: after it in the same clause, or just before it. */
function locate(words: readonly Token[], first: number, { stems, compound }: Expression) {
  const anchor = words[first];
  if (anchor === undefined) return undefined;
  const positions = [first];
  let inOrder = true;
  let previous = first;
  for (const stem of stems.slice(1)) {
    const at = findNext(words, previous, stem, compound) ?? findBefore(words, first, stem, compound);
    if (at === undefined || positions.includes(at)) return undefined;
    if (at !== previous + 1) inOrder = false;
    positions.push(at);
    previous = at;
  }
  const parts = positions.map((at) => words[at] ?? anchor);
  const start = Math.min(...parts.map((part) => part.start));
  const end = Math.max(...parts.map((part) => part.end));
  return { positions, inOrder, start, end };
}

function findNext(
  words: readonly Token[],
  from: number,
  stem: string,
  compound: boolean,
): number | undefined {
  const gap = compound ? 1 : widestGap;
  const origin = words[from];
  for (let at = from + 1; at <= from + gap; at += 1) {
    const word = words[at];
    if (word === undefined || word.sentence !== origin?.sentence) return undefined;
    // « lave-linge » is one word in two; « lavage du linge » is not.
    if (compound && word.start > origin.end + 1) return undefined;
    if (word.stem === stem && (at === from + 1 || word.clause === origin.clause)) return at;
  }
  return undefined;
}

function findBefore(
  words: readonly Token[],
  first: number,
  stem: string,
  compound: boolean,
): number | undefined {
  const before = words[first - 1];
  if (compound || before?.stem !== stem || before.clause !== words[first]?.clause) return undefined;
  return first - 1;
}

/** A mention inside a longer one is half a mention (« lavage de bouteilles »), inside a compound none. */
function keepLongest(found: readonly Found[]): readonly Evidence[] {
  return found.flatMap((each) => {
    const around = found.filter(
      (other) => other.trade !== each.trade && other.start <= each.start && other.end >= each.end,
    );
    if (!each.compound && around.some((other) => other.compound)) return [];
    const longer = around.some((other) => other.end - other.start > each.end - each.start);
    return [longer ? { ...each, weight: each.weight * 0.4 } : each];
  });
}

function toExpressions(): ReadonlyMap<string, readonly Expression[]> {
  const byStem = new Map<string, Expression[]>();
  const seen = new Set<string>();
  for (const term of terms) {
    const all = tokenize(term.text);
    const words = all.filter((token) => token.role !== "function");
    const stems = words.map((token) => token.stem);
    const [first] = stems;
    const key = `${term.trade}|${stems.join(" ")}`;
    if (first === undefined || seen.has(key)) continue;
    // « titre professionnel » must not become « professionnel », nor « 5 flux » « flux ».
    const beheaded = all.some((token) => token.role === "function" && !particles.has(token.word));
    if (stems.length === 1 && (words[0]?.role === "neutral" || beheaded)) continue;
    seen.add(key);
    const expression: Expression = {
      trade: term.trade,
      stems,
      strength: term.strength,
      negative: /(?:^|\s)sans\s/.test(term.text),
      compound: stems.length === 2 && /\p{L}-\p{L}/u.test(term.text) && !/\s/.test(term.text),
    };
    byStem.set(first, [...(byStem.get(first) ?? []), expression]);
  }
  return byStem;
}
