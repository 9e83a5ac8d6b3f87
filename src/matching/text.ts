/** French text to stems: accents and elision folded, compounds split, sentences kept as segments. */
import snowball from "snowball-stemmers";
import stopWords from "./data/stop-words-fr.json" with { type: "json" };
import families from "./data/word-families-fr.json" with { type: "json" };

export type Token = {
  readonly word: string;
  readonly stem: string;
  /** Index of the clause (between any punctuation marks) and of the sentence (commas do not end it). */
  readonly clause: number;
  readonly sentence: number;
  /** Offsets in the original text, so that an explanation can quote it. */
  readonly start: number;
  readonly end: number;
  /** Function words are grammar; neutral ones distinguish nobody in this field (« association », « service »). */
  readonly role: "content" | "neutral" | "function";
};

/** Longer texts are cut there: nothing said after it changes what an organisation is looking for. */
const longestText = 6_000;
const stemmer = snowball.newStemmer("french");
const stemByWord = new Map<string, string>();
const largestStemCache = 200_000;
const functionWords: ReadonlySet<string> = new Set(stopWords.functionWords);
const neutralWords: ReadonlySet<string> = new Set(stopWords.neutralWords);
const irregularStems = new Map(Object.entries(families.irregular));
const accentedStems = new Map(Object.entries(families.accented));
const headByFamilyWord = new Map(
  families.families.flatMap((family) => family.map((word) => [fold(word), fold(family[0] ?? word)] as const)),
);

const genericStems: ReadonlySet<string> = new Set(stopWords.genericWords.map((word) => toStem(fold(word))));

/** Everyday words (« remplacer », « saison ») say little of a trade. */
export function isGenericStem(stem: string): boolean {
  return genericStems.has(stem);
}

/** Lower case without accents; keeps one character for each character of the source, ligatures aside. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .normalize("NFD")
    .replace(/\p{M}+/gu, "");
}

/** Root of one folded word. Derived words of one family (laver, lavage, laverie) share a root. */
export function toStem(word: string): string {
  const known = stemByWord.get(word) ?? irregularStems.get(word);
  if (known !== undefined) return known;
  const head = familyHeadOf(word) ?? word;
  const singular = head.length > 3 ? head.replace(/eaux$/, "eau").replace(/([^s])s$/, "$1") : head;
  const stem = trimDerivation(stemmer.stem(singular));
  if (stemByWord.size >= largestStemCache) stemByWord.clear();
  stemByWord.set(word, stem);
  return stem;
}

const inflection =
  /(?:assent|aient|antes|eront|iront|ante|ants|ait|ant|ent|ons|ees|ee|es|er|ez|ir|it|is|s|x|e|t)$/;
const action = /(?:ations?|ages?|ements?|atrices?|ateurs?|euses?|eurs?|ures?)$/;

/**
 * How sure it is that two folded words of one root mean the same, 0 to 1: « laveur » and « laver » do, « bouche » and
 * « boucherie » may not. Words of one declared family are one word.
 */
export function compareForms(a: string, b: string): number {
  if (a === b) return 1;
  if (familyHeadOf(a) !== undefined || familyHeadOf(b) !== undefined) return 1;
  const lightA = toLight(a);
  const lightB = toLight(b);
  if (lightA === lightB) return 1;
  return lightA.replace(action, "") === lightB.replace(action, "") ||
    a.replace(action, "") === lightB ||
    b.replace(action, "") === lightA
    ? 0.8
    : 0.45;
}

function toLight(word: string): string {
  const singular = word
    .replace(/eaux$/, "eau")
    .replace(/aux$/, "al")
    .replace(/([^s])s$/, "$1");
  return singular.replace(inflection, "").replace(/(.)\1$/, "$1");
}

function familyHeadOf(word: string): string | undefined {
  return headByFamilyWord.get(word) ?? headByFamilyWord.get(word.replace(/[sx]$/, ""));
}

/** Words of a text in order, function words included and marked. */
export function tokenize(source: string): readonly Token[] {
  const text = source.slice(0, longestText);
  const tokens: Token[] = [];
  let clause = 0;
  let sentence = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}]+|[.,;:!?()«»"\n/]/gu)) {
    const raw = found[0];
    if (/^[^\p{L}\p{N}]/u.test(raw)) {
      clause += 1;
      if (raw !== "," && raw !== "«" && raw !== "»" && raw !== "/") sentence += 1;
      continue;
    }
    const word = fold(raw);
    const after = text[found.index + raw.length];
    if (isElided(word) && (after === "'" || after === "’")) continue;
    tokens.push({
      word,
      stem: accentedStems.get(raw.toLowerCase()) ?? toStem(word),
      clause,
      sentence,
      start: found.index,
      end: found.index + raw.length,
      role: toRole(word),
    });
  }
  return tokens.map((token, index) =>
    /^prete?s?$/.test(token.word) && /^a$/.test(followingWord(text, tokens[index]))
      ? { ...token, role: "function" }
      : token,
  );
}

/** « prêts à s'engager » is grammar, « prêts d'honneur » is a trade. */
function followingWord(text: string, token: Token | undefined): string {
  return token === undefined
    ? ""
    : (/^\s*([\p{L}]+)/u.exec(fold(text.slice(token.end, token.end + 12)))?.[1] ?? "");
}

/** Same text whatever its case, accents, spaces and punctuation: the key of a human's correction. */
export function toTextKey(text: string): string {
  return tokenize(text)
    .map((token) => token.word)
    .join(" ");
}

/** At most `longest` characters of the source, cut between words. */
export function toExtract(text: string, longest = 90): string {
  if (text.length <= longest && !/\s\s|[\n\t]/.test(text)) return text;
  const flat = text
    .slice(0, longest * 8)
    .replace(/\s+/g, " ")
    .trim();
  if (flat.length <= longest) return flat;
  const cut = flat.lastIndexOf(" ", longest - 1);
  return `${flat.slice(0, cut > longest / 2 ? cut : longest - 1)}…`;
}

function isElided(word: string): boolean {
  return word.length === 1 || ["qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "aujourd"].includes(word);
}

function toRole(word: string): Token["role"] {
  if (word.length < 2 || /^\d+$/.test(word) || functionWords.has(word)) return "function";
  return neutralWords.has(word) ? "neutral" : "content";
}

function trimDerivation(stem: string): string {
  const trimmed = stem.length >= 7 ? stem.replace(/(?:ag|er|ier|i)$/, "") : stem;
  return trimmed.replace(/y$/, "i");
}
