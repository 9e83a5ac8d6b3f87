/** Trades that the engine can name, and how near one is to another. All of it comes from data/. */
import complementarities from "./data/complementarities-fr.json" with { type: "json" };
import taxonomy from "./data/taxonomy-fr.json" with { type: "json" };
import makeFile from "./data/trades/build-make-move.json" with { type: "json" };
import careFile from "./data/trades/care-culture-leisure.json" with { type: "json" };
import buyersFile from "./data/trades/customary-buyers.json" with { type: "json" };
import landFile from "./data/trades/land-food-resources.json" with { type: "json" };
import peopleFile from "./data/trades/people-offices-culture.json" with { type: "json" };
import tradeFile from "./data/trades-fr.json" with { type: "json" };

export type Trade = {
  readonly code: string;
  readonly sector: string;
  /** Activity of the taxonomy that this finer trade belongs to, when one does. */
  readonly parent: string | null;
  readonly label: { readonly fr: string; readonly en: string };
};
export type Term = { readonly trade: string; readonly text: string; readonly strength: number };
export type Chain = {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
};

/** How people name a trade, whole or added to what another file says of it. */
type TradeTerms = {
  readonly code: string;
  readonly terms: readonly string[];
  readonly weak: readonly string[];
};
type NamedTrade = TradeTerms & {
  /** Activity of the taxonomy, or "". */
  readonly parent: string;
  readonly sector: string;
  readonly fr: string;
  readonly en: string;
};
type Near = { readonly a: string; readonly b: string; readonly weight: number };
type TradeFile = {
  readonly trades: readonly NamedTrade[];
  readonly more: readonly TradeTerms[];
  readonly near: readonly Near[];
  readonly chains: readonly Chain[];
};

const files: readonly TradeFile[] = [
  { ...tradeFile, ...complementarities, more: [] },
  landFile,
  buyersFile,
  makeFile,
  peopleFile,
  careFile,
];
const weakStrength = 0.3;
/** A finer trade is near whatever its activity is near, a little less. */
const inherited = 0.85;
const tradeByCode = new Map<string, Trade>();
const allTerms: Term[] = [];
const childrenByCode = new Map<string, string[]>();
const nearByCode = new Map<string, ReadonlyMap<string, number>>();
const chainByPair = new Map<string, Chain>();
const chainsFromCode = new Map<string, Chain[]>();
const chainsToCode = new Map<string, Chain[]>();
load();

export const terms: readonly Term[] = allTerms;
export const activities: readonly string[] = taxonomy.filieres.flatMap((sector) =>
  sector.activites.map((activity) => activity.slug),
);

export function findTrade(code: string): Trade | undefined {
  return tradeByCode.get(code);
}

/** Trades that can answer a demand for `code`, with how well (0..1): itself, its family, near ones. */
export function listNear(code: string): ReadonlyMap<string, number> {
  const known = nearByCode.get(code);
  if (known !== undefined) return known;
  const near = computeNear(code);
  nearByCode.set(code, near);
  return near;
}

/** The directed chain « what `from` gives is used by `to` », said for the trades or their activities. */
export function findChain(from: string, to: string): Chain | undefined {
  for (const giver of withParent(from)) {
    for (const taker of withParent(to)) {
      const chain = chainByPair.get(`${giver}>${taker}`);
      if (chain !== undefined) return chain;
    }
  }
  return undefined;
}

/** Whom a trade supplies. */
export function listTakers(code: string): readonly Chain[] {
  return withParent(code).flatMap((each) => chainsFromCode.get(each) ?? []);
}

/** By whom a trade is supplied. */
export function listGivers(code: string): readonly Chain[] {
  return withParent(code).flatMap((each) => chainsToCode.get(each) ?? []);
}

/** The activity of the taxonomy for a trade, or the trade itself when the taxonomy does not name it. */
export function toActivity(code: string): string {
  return tradeByCode.get(code)?.parent ?? code;
}

function withParent(code: string): readonly string[] {
  const parent = tradeByCode.get(code)?.parent;
  return parent ? [code, parent] : [code];
}

function computeNear(code: string): ReadonlyMap<string, number> {
  const near = new Map<string, number>();
  const trade = tradeByCode.get(code);
  const put = (to: string, weight: number) => near.set(to, Math.max(weight, near.get(to) ?? 0));
  put(code, 1);
  for (const child of childrenByCode.get(code) ?? []) put(child, 0.9);
  if (trade?.parent) {
    put(trade.parent, 0.8);
    for (const sibling of childrenByCode.get(trade.parent) ?? []) put(sibling, sibling === code ? 1 : 0.3);
  }
  const kin = new Map<string, number>([[code, 1]]);
  if (trade?.parent) kin.set(trade.parent, inherited);
  for (const { a, b, weight } of files.flatMap((file) => file.near)) {
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const own = kin.get(one);
      if (own === undefined || kin.has(other)) continue;
      put(other, weight * own);
      for (const child of childrenByCode.get(other) ?? []) put(child, weight * own * inherited);
    }
  }
  return near;
}

function load(): void {
  for (const sector of taxonomy.filieres) {
    for (const activity of sector.activites) {
      const label = { fr: activity.label, en: activity.label };
      tradeByCode.set(activity.slug, { code: activity.slug, sector: sector.slug, parent: null, label });
      const doubtful = new Set(
        files.flatMap(({ trades, more }) =>
          [...trades, ...more].filter(({ code }) => code === activity.slug).flatMap(({ weak }) => weak),
        ),
      );
      for (const text of activity.synonymes) {
        if (!doubtful.has(text)) allTerms.push({ trade: activity.slug, text, strength: 1 });
      }
    }
  }
  for (const entry of files.flatMap(({ trades }) => trades)) {
    const parent = entry.parent === "" || entry.parent === entry.code ? null : entry.parent;
    const sector = (parent === null ? undefined : tradeByCode.get(parent)?.sector) ?? entry.sector;
    const known = tradeByCode.get(entry.code);
    const label = { fr: known?.label.fr ?? entry.fr, en: entry.en };
    tradeByCode.set(entry.code, { code: entry.code, sector: known?.sector ?? sector, parent, label });
    if (parent !== null) childrenByCode.set(parent, [...(childrenByCode.get(parent) ?? []), entry.code]);
  }
  for (const { code, terms, weak } of files.flatMap(({ trades, more }) => [...trades, ...more])) {
    if (!tradeByCode.has(code)) throw new Error(`data/trades: ${code} is no trade`);
    for (const text of terms) allTerms.push({ trade: code, text, strength: 1 });
    for (const text of weak) allTerms.push({ trade: code, text, strength: weakStrength });
  }
  for (const chain of files.flatMap(({ chains }) => chains)) {
    chainByPair.set(`${chain.from}>${chain.to}`, chain);
    chainsFromCode.set(chain.from, [...(chainsFromCode.get(chain.from) ?? []), chain]);
    chainsToCode.set(chain.to, [...(chainsToCode.get(chain.to) ?? []), chain]);
  }
}
