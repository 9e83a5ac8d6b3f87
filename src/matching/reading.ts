/** What a text says once read: its trades, its words and their weight, what it refuses, whom it looks for. */
import { findCommunes } from "./communes.ts";
import honestWords from "./data/honest-words-fr.json" with { type: "json" };
import { type Evidence, listKnownStems, recognise, type TokenWeights } from "./recognise.ts";
import { createSpeller, type Speller } from "./spelling.ts";
import { fold, isGenericStem, type Token, tokenize, toTextKey } from "./text.ts";
import { findTrade, toActivity } from "./vocabulary.ts";

export type Concepts = ReadonlyMap<string, number>;
export type Words = ReadonlyMap<string, number>;
export type Exclusion = {
  readonly stems: readonly string[];
  readonly extract: string;
  readonly firm: boolean;
};
/** supplier: wants what others offer · customer: wants others to buy · taker: gives something away. */
export type Direction = "supplier" | "customer" | "taker";
/** bidding, pooling: wants to do it with others · customers: wants orders for its own trade · orders: for others, whatever the trade · users: wants those who would use it · worn: gives what is past selling. */
export type Signal = "bidding" | "pooling" | "customers" | "orders" | "users" | "worn";
/** Activities that a human gave to a text, keyed by `toTextKey`; they win over what is inferred. */
export type Corrections = ReadonlyMap<string, readonly string[]>;

export type Reading = {
  readonly text: string;
  readonly concepts: Concepts;
  readonly words: Words;
  /** The best mention of each trade, to quote. */
  readonly mentions: ReadonlyMap<string, Evidence>;
  /** Roots that the text speaks of at all, negated ones left out. */
  readonly stems: ReadonlySet<string>;
  readonly exclusions: readonly Exclusion[];
  readonly declared: boolean;
};

const contextWeight = 0.35;
const nameWeight = 0.35;
const genericWeight = 0.25;
const saturation = 1.6;
const faintest = 0.15;
const sharpness = 0.7;
/** Beside declared activities, a weak hint of another trade is noise. */
const surely = 0.6;

const beneficiaryWords = new Set([
  "pour",
  "aux",
  "chez",
  "aupres",
  "destination",
  "destines",
  "destine",
  "au",
]);
const ownWords = new Set(["nos", "notre", "nous"]);
const softNegations = new Set(["sans", "ni", "non", "pas"]);
const placeWords = new Set(["sur", "dans", "chez", "ici"]);
const firmNegations = new Set([
  "hors",
  "sauf",
  "excepte",
  "exceptes",
  "exclusion",
  "exclu",
  "exclus",
  "hormis",
]);
const negationEnds = new Set(["mais", "avec", "pour", "dont", "qui", "afin", "car"]);
const actionEnding = /(?:tion|age|ment|ture|er|ir|dre|uire|faire|ttre|ivre|erie)$/;

/** Reads what an organisation offers; `around` (its description, its name) counts less. */
export function readOffer(
  text: string,
  declared: readonly string[],
  around: readonly string[],
  corrections: Corrections,
): Reading {
  const own = scan(text, "offer");
  const scores = new Map<string, number>();
  addEvidence(scores, own.evidence, 1);
  const words = new Map(own.words);
  const corrected = corrections.get(toTextKey(text));
  const known = corrected ?? declared;
  const aroundWeight = known.length > 0 ? 0.25 : 0.55;
  for (const other of around) {
    const read = scan(other, "offer");
    addEvidence(scores, read.evidence, aroundWeight);
    for (const [stem, weight] of read.words) words.set(stem, Math.max(words.get(stem) ?? 0, weight * 0.4));
  }
  const concepts = settle(toConcepts(scores), known, corrected !== undefined, 0.6);
  return { ...toReading(text, own), concepts, words, declared: known.length > 0 };
}

/** Reads what an organisation looks for. */
export function readNeed(text: string, declared: readonly string[], corrections: Corrections): Reading {
  const read = scan(text, "need");
  const scores = new Map<string, number>();
  addEvidence(scores, read.evidence, 1);
  const corrected = corrections.get(toTextKey(text));
  const known = corrected ?? declared;
  const concepts = settle(toConcepts(scores), known, corrected !== undefined, 0.7);
  return { ...toReading(text, read), concepts, words: read.words, declared: known.length > 0 };
}

const customersSought =
  /(?:cherch|recherch|trouv|gagn|capt|attir|rencontr|demarch|prospect|elargi|diversifi|fidelis|conquer|convain|ouvrir)\w*\s(?:\S+\s){0,5}?(?:clients?|clientele|acheteu\w+|donneurs? d ordres?|debouches?|chargeurs|prescripteurs|abonnes|commandes|preneurs?|directions)/;
const leaseSought =
  /prendre a bail|prendre en bail|surfaces? (?:a louer|en toit)|propri[e]taires? (?:prets?|de toit)/;
const givenAway =
  /trouver preneur|preneurs? pour|debarrasser de|evacuer nos|ceder nos|donner nos|a donner|valoriser nos|ecouler nos (?:chutes|dechets|invendus|rebuts|dons)|(?:nos|de) (?:chutes|dechets|rebuts|gravats|coproduits|drech\w+|marc)\b|non vendables/;

/** Whom the author looks for: « prendre à bail » is a customer of its panels, not a supplier. */
export function readDirection(kind: string, text: string): Direction {
  const folded = fold(text).replace(/[^a-z0-9]+/g, " ");
  if (kind === "sell") return givenAway.test(folded) ? "taker" : "customer";
  if (kind === "buy" && (leaseSought.test(folded) || customersSought.test(folded))) return "customer";
  return "supplier";
}

const biddingWords =
  /groupement|cotrait|co trait|repondre (?:a|aux|ensemble)|appels? d offres?|accord cadre|s associer|marches? publics?|lots? publics?|candidat/;
const poolingWords =
  /mutualis|partag|en commun|ensemble|group(?:e|es|er|age|ages|ees)\b|communs?\b|co ?construi|avec d autres|a plusieurs/;

const customerWords =
  /flux reguliers|chargeurs|debouches?|premiers clients|carnet de commandes|nouveaux clients/;
const orderWords = /donneurs? d ordres?|apport d affaires|acheteurs? (?:publics|prives|responsables)/;
const wornWords = /trop us[a-z]+|non vendables?|invendables?|hors d usage|fin de vie|dechires?|abimes?/;

export function readSignals(text: string): ReadonlySet<Signal> {
  const folded = fold(text).replace(/[^a-z0-9]+/g, " ");
  const signals = new Set<Signal>();
  if (biddingWords.test(folded)) signals.add("bidding");
  if (poolingWords.test(folded)) signals.add("pooling");
  if (customerWords.test(folded)) signals.add("customers");
  if (orderWords.test(folded)) signals.add("customers").add("orders");
  if (/utilisateurs|usagers|beneficiaires|testeurs/.test(folded)) signals.add("users");
  if (wornWords.test(folded)) signals.add("worn");
  return signals;
}

type Scan = {
  readonly evidence: readonly Evidence[];
  readonly words: Words;
  readonly stems: ReadonlySet<string>;
  readonly exclusions: readonly Exclusion[];
};

const scanBySideAndText = new Map<string, Scan>();

function scan(text: string, side: "need" | "offer"): Scan {
  const key = `${side}:${text}`;
  const known = text.length < 400 ? scanBySideAndText.get(key) : undefined;
  if (known !== undefined) return known;
  const tokens = correctSpelling(tokenize(text));
  const { negated, exclusions } = readNegations(tokens, text);
  const names = findNames(tokens, text);
  const bare = tokens.map((_, index) => (negated.has(index) ? 0 : names.has(index) ? nameWeight : 1));
  const weights = weighContext(tokens, bare, side);
  let evidence = recognise(tokens, weights);
  if (!evidence.some((each) => each.weight > contextWeight)) evidence = recognise(tokens, bare);
  const words = new Map<string, number>();
  const stems = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    const weight = weights[index] ?? 0;
    if (weight > 0) stems.add(token.stem);
    if (token.role !== "content" || weight <= 0 || names.get(index) === "place") continue;
    const value = isGenericStem(token.stem) ? weight * genericWeight : weight;
    words.set(token.stem, Math.max(words.get(token.stem) ?? 0, value));
  }
  const result = { evidence, words, stems, exclusions };
  if (scanBySideAndText.size > 20_000) scanBySideAndText.clear();
  if (text.length < 400) scanBySideAndText.set(key, result);
  return result;
}

/** Proper names inside a sentence: « Moulin Vert » is no mill, and who is in Quimper is not alike for that. */
function findNames(tokens: readonly Token[], text: string): ReadonlyMap<number, "place" | "name"> {
  const names = new Map<number, "place" | "name">();
  for (const [index, token] of tokens.entries()) {
    if (token.role !== "content" || tokens[index - 1]?.sentence !== token.sentence) continue;
    if (!/^\p{Lu}\p{Ll}/u.test(text.slice(token.start, token.end))) continue;
    names.set(index, findCommunes(token.word).length > 0 ? "place" : "name");
  }
  return names;
}

const honestRoots: ReadonlySet<string> = new Set(honestWords.roots);
let speller: Speller | undefined;

function correctSpelling(tokens: readonly Token[]): readonly Token[] {
  speller ??= createSpeller(listKnownStems(), honestRoots);
  const { correct } = speller;
  return tokens.map((token) => {
    const stem = token.role === "content" ? correct(token.stem) : undefined;
    return stem === undefined ? token : { ...token, stem };
  });
}

/** Words about the author itself or about who benefits say less of what is sought than the object does. */
function weighContext(tokens: readonly Token[], bare: TokenWeights, side: "need" | "offer"): TokenWeights {
  const weights = [...bare];
  let context: { readonly until: "clause" | "two-words"; readonly clause: number; left: number } | undefined;
  for (const [index, token] of tokens.entries()) {
    if (context !== undefined && (token.clause !== context.clause || context.left <= 0)) context = undefined;
    if (beneficiaryWords.has(token.word) && !isAction(tokens, index + 1)) {
      context = { until: "clause", clause: token.clause, left: 99 };
      continue;
    }
    if (side === "need" && ownWords.has(token.word)) {
      context = { until: "two-words", clause: token.clause, left: 2 };
      continue;
    }
    if (token.word === "avec" || token.word === "et") {
      if (context?.until === "two-words" || token.word === "avec") context = undefined;
    }
    if (context !== undefined && token.role !== "function") {
      weights[index] = Math.min(weights[index] ?? 0, contextWeight);
      context.left -= 1;
    }
  }
  return weights;
}

/** « pour tondre », « pour l'entretien » name the object itself, not who benefits from it. */
function isAction(tokens: readonly Token[], from: number): boolean {
  const next = tokens.slice(from, from + 3).find((token) => token.role === "content");
  return (
    next !== undefined && (actionEnding.test(next.word) || next.word === "entretien" || next.word === "tri")
  );
}

function readNegations(tokens: readonly Token[], text: string) {
  const negated = new Set<number>();
  const exclusions: Exclusion[] = [];
  let firmClause: number | undefined;
  for (const [index, token] of tokens.entries()) {
    const firm = firmNegations.has(token.word);
    if (!firm && !softNegations.has(token.word)) continue;
    if (token.word === "pas" && !isBarePas(tokens, index, text)) continue;
    let group: Token[] = [];
    const close = () => {
      const [head] = group;
      const tail = group.at(-1);
      if (head === undefined || tail === undefined) return;
      const opensClause = tokens[index - 1]?.clause !== token.clause;
      // « ni laine de verre ni polystyrène »: the second refuses as firmly as the first.
      const follows = token.word === "ni" && firmClause === token.clause;
      const isFirm = firm || follows || (opensClause && token.word !== "non");
      if (isFirm) firmClause = token.clause;
      exclusions.push({
        stems: group.map((each) => each.stem),
        extract: text.slice(token.start, tail.end),
        firm: isFirm,
      });
      group = [];
    };
    let taken = 0;
    for (let at = index + 1; at < tokens.length; at += 1) {
      const next = tokens[at];
      if (next === undefined || next.sentence !== token.sentence || negationEnds.has(next.word)) break;
      if (!firm && (next.clause !== token.clause || taken >= (token.word === "non" ? 1 : 3))) break;
      if (firm && group.length > 0 && (next.clause !== tokens[at - 1]?.clause || next.word === "et")) close();
      if (next.role !== "content") continue;
      negated.add(at);
      group.push(next);
      taken += 1;
    }
    close();
  }
  return { negated, exclusions };
}

/** « , pas de spectacle » refuses; « nous n'avons pas de salle », « pas d'eau sur le site » say what is missing. */
function isBarePas(tokens: readonly Token[], index: number, text: string): boolean {
  const token = tokens[index];
  if (token === undefined || tokens[index - 1]?.clause === token.clause) return false;
  if (!/^\s+d(?:e|es|u)?['’\s]/.test(text.slice(token.end, token.end + 5))) return false;
  const rest = tokens.slice(index + 1).filter((each) => each.clause === token.clause);
  return !rest.some((each) => placeWords.has(each.word));
}

function addEvidence(scores: Map<string, number>, evidence: readonly Evidence[], weight: number): void {
  for (const each of evidence) scores.set(each.trade, (scores.get(each.trade) ?? 0) + each.weight * weight);
}

/** What a text says once weighs less than what it insists on. */
function toConcepts(scores: ReadonlyMap<string, number>): Map<string, number> {
  const strongest = 1 - Math.exp(-saturation * Math.max(0, ...scores.values()));
  const concepts = new Map<string, number>();
  for (const [trade, score] of scores) {
    const weight = 1 - Math.exp(-saturation * score);
    const sharp = weight * (weight / strongest) ** sharpness;
    if (sharp >= faintest) concepts.set(trade, sharp);
  }
  return concepts;
}

/** Declared activities are certain; a finer trade read inside one says more than the activity alone. */
function settle(
  read: Map<string, number>,
  declared: readonly string[],
  corrected: boolean,
  outside: number,
): Concepts {
  if (declared.length === 0) return read;
  const settled = new Map<string, number>();
  for (const [trade, weight] of read) {
    const inside = declared.includes(trade) || declared.includes(toActivity(trade));
    if (inside) settled.set(trade, Math.max(weight, 0.85));
    else if (!corrected && weight >= surely) settled.set(trade, weight * outside);
  }
  for (const activity of declared) {
    if (findTrade(activity) === undefined) continue;
    const finer = [...settled.keys()].some((trade) => trade !== activity && toActivity(trade) === activity);
    settled.set(activity, finer ? 0.8 : 1);
  }
  return settled;
}

function toReading(text: string, read: Scan): Pick<Reading, "text" | "mentions" | "stems" | "exclusions"> {
  const mentions = new Map<string, Evidence>();
  for (const each of read.evidence) {
    const known = mentions.get(each.trade);
    if (known === undefined || known.weight < each.weight) mentions.set(each.trade, each);
  }
  return { text, mentions, stems: read.stems, exclusions: read.exclusions };
}
