/** Finds in a text the trades that it speaks of, each with the words that say so. */
import { compareForms, type Token, tokenize } from "./text.ts";
import { terms, toActivity } from "./vocabulary.ts";

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
  /** The one word of an expression that has only one, as the data file writes it. */
  readonly alone: string | null;
};

const widestGap = 3;
const ambiguityLoss = 0.4;
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
      const form = expression.alone === null ? 1 : compareForms(token.word, expression.alone);
      const weight =
        expression.strength * form * lightest * (1 + 0.35 * (length - 1)) * (match.inOrder ? 1 : 0.85);
      const { trade, compound } = expression;
      found.push({ trade, weight, start: match.start, end: match.end, compound });
    }
  }
  return keepLongest(keepBest(found));
}

/** A trade may know one word in several forms: the nearest one speaks. */
function keepBest(found: readonly Found[]): readonly Found[] {
  const best = new Map<string, Found>();
  for (const each of found) {
    const key = `${each.trade}|${each.start}|${each.end}`;
    const known = best.get(key);
    if (known === undefined || known.weight < each.weight) best.set(key, each);
  }
  return [...best.values()];
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

/**
 * A mention inside a longer one of another trade is half a mention (« lavage de bouteilles »), inside a compound none;
 * inside a longer one of its own trade it says nearly nothing new.
 */
function keepLongest(found: readonly Found[]): readonly Evidence[] {
  return found.flatMap((each) => {
    const around = found.filter(
      (other) => other !== each && other.start <= each.start && other.end >= each.end,
    );
    const others = around.filter((other) => other.trade !== each.trade);
    if (!each.compound && others.some((other) => other.compound)) return [];
    const isLonger = (other: Found) => other.end - other.start > each.end - each.start;
    const said = around.some((other) => other.trade === each.trade && isLonger(other));
    const factor = (said ? 0.3 : 1) * (others.some(isLonger) ? 0.4 : 1);
    return [factor === 1 ? each : { ...each, weight: each.weight * factor }];
  });
}

function toExpressions(): ReadonlyMap<string, readonly Expression[]> {
  const all = listExpressions();
  const activitiesByWord = new Map<string, Set<string>>();
  for (const { alone, strength, stems, trade } of all) {
    const [stem] = stems;
    if (alone === null || strength < 1 || stem === undefined) continue;
    activitiesByWord.set(stem, (activitiesByWord.get(stem) ?? new Set()).add(toActivity(trade)));
  }
  const byStem = new Map<string, Expression[]>();
  for (const each of all) {
    const [first] = each.stems;
    if (first === undefined) continue;
    // A word by which several trades are named tells less of each.
    const shared = each.alone === null ? 1 : (activitiesByWord.get(first)?.size ?? 1);
    const expression = { ...each, strength: each.strength / Math.max(1, shared) ** ambiguityLoss };
    byStem.set(first, [...(byStem.get(first) ?? []), expression]);
  }
  return byStem;
}

function listExpressions(): readonly Expression[] {
  const expressions: Expression[] = [];
  const seen = new Set<string>();
  for (const term of terms) {
    const all = tokenize(term.text);
    const words = all.filter((token) => token.role !== "function");
    const stems = words.map((token) => token.stem);
    const [first] = words;
    const alone = stems.length === 1 ? (first?.word ?? null) : null;
    const key = `${term.trade}|${alone ?? stems.join(" ")}`;
    if (first === undefined || seen.has(key)) continue;
    // « titre professionnel » must not become « professionnel », nor « 5 flux » « flux ».
    const beheaded = all.some((token) => token.role === "function" && !particles.has(token.word));
    if (alone !== null && (first.role === "neutral" || beheaded)) continue;
    seen.add(key);
    expressions.push({
      trade: term.trade,
      stems,
      strength: term.strength,
      negative: /(?:^|\s)sans\s/.test(term.text),
      compound: stems.length === 2 && /\p{L}-\p{L}/u.test(term.text) && !/\s/.test(term.text),
      alone,
    });
  }
  return expressions;
}
