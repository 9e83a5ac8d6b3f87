/** Rules that exclude, each with the ground that can be shown: who may answer, where, with which label. */
import type { Need } from "../domain/directory/organisation.ts";
import type { Card, NeedCard, OfferCard } from "./card.ts";
import type { CautionClaim, GateClaim } from "./claim.ts";
import legalFrame from "./data/legal-frame.json" with { type: "json" };
import { computeDistanceKm, coverPoint } from "./territory.ts";
import { fold, tokenize } from "./text.ts";

type Reservation = {
  readonly kinds: ReadonlySet<string>;
  readonly articles: readonly string[];
  readonly ess: boolean;
};

const kindsByArticle = new Map(
  legalFrame.reservations.map((each) => [each.article, each.eligibles] as const),
);
const disability = eligibleKinds("L2113-12");
const inclusion = eligibleKinds("L2113-13");
const prison = eligibleKinds("L2113-13-1");

const reservationByNeed = new WeakMap<Need, Reservation | null>();

/** Who may answer a reserved lot; null when the need is open to all. The text is read when the field is empty. */
export function readReservation(need: Need): Reservation | null {
  const known = reservationByNeed.get(need);
  if (known !== undefined) return known;
  const reservation = parseReservation(need);
  reservationByNeed.set(need, reservation);
  return reservation;
}

function parseReservation(need: Need): Reservation | null {
  const declared = need.reservedFor ?? [];
  const source = declared.length > 0 ? declared : listArticles(need.text);
  if (source.length === 0) return null;
  const kinds = new Set<string>();
  let ess = false;
  for (const each of source) {
    const code = each.toUpperCase().replace(/\s/g, "");
    if (/L?2113-15|L?2113-16|^ESS$/.test(code)) ess = true;
    else if (/2113-14/.test(code)) for (const kind of [...disability, ...inclusion]) kinds.add(kind);
    else if (/2113-13-1/.test(code)) for (const kind of prison) kinds.add(kind);
    else if (/2113-13/.test(code) || code === "SIAE") for (const kind of inclusion) kinds.add(kind);
    else if (/2113-12/.test(code)) for (const kind of disability) kinds.add(kind);
    else kinds.add(code);
  }
  return { kinds, articles: toArticles(kinds, ess), ess };
}

export function checkReservation(need: Need, card: Card): GateClaim | null {
  const reservation = readReservation(need);
  if (reservation === null) return null;
  const { inclusionKind, ess } = card.organisation;
  if (reservation.ess && ess) return null;
  if (inclusionKind !== null && reservation.kinds.has(inclusionKind)) return null;
  const params = { articles: reservation.articles, kinds: [...reservation.kinds], kind: inclusionKind };
  return { code: "reserved", params };
}

export type LabelCheck = {
  readonly gate: GateClaim | null;
  readonly cautions: readonly CautionClaim[];
  readonly missing: string | null;
};

/** Required labels, with their validity on `today` (ISO date) when the label tells one. */
export function checkLabels(need: Need, card: Card, today: string | null): LabelCheck {
  const cautions: CautionClaim[] = [];
  for (const label of need.requiredLabels ?? []) {
    const held = card.organisation.labels.filter((each) => coversLabel(each, label));
    if (held.length === 0) {
      const gate: GateClaim = { code: "label-required", params: { label, partner: null } };
      return { gate, cautions, missing: label };
    }
    const valid = held.filter((each) => !hasExpired(each, today));
    if (valid.length === 0) {
      const gate: GateClaim = { code: "label-expired", params: { label: held[0] ?? label } };
      return { gate, cautions, missing: label };
    }
    const partial = valid.every((each) => isPartial(each) && !isPartial(label));
    if (partial) cautions.push({ code: "label-partial", params: { label: valid[0] ?? label } });
  }
  return { gate: null, cautions, missing: null };
}

export function coversLabel(held: string, asked: string): boolean {
  const heldWords = toLabelWords(held);
  const askedWords = toLabelWords(asked);
  return askedWords.length > 0 && askedWords.every((word) => heldWords.includes(word));
}

/** « Qualiopi (jusqu'au 31/12/2025) » : the last day of validity written in a label. */
export function hasExpired(label: string, today: string | null): boolean {
  const end = readEndDate(label);
  return today !== null && end !== null && end < today;
}

export function checkGroup(a: Card, b: Card): GateClaim | null {
  const group = a.organisation.group;
  if (group === null || b.organisation.group === null) return null;
  return fold(group) === fold(b.organisation.group) ? { code: "same-group", params: { group } } : null;
}

/** What the need refuses (« sans camion », « hors papier ») against one offer. */
export function checkExclusions(need: NeedCard, offer: OfferCard): GateClaim | null {
  for (const exclusion of need.reading.exclusions) {
    if (!exclusion.firm || exclusion.stems.length === 0) continue;
    if (!exclusion.stems.every((stem) => offer.reading.stems.has(stem))) continue;
    const params = { extract: exclusion.extract, offer: offer.offer.text };
    return { code: "excluded-by-need", params };
  }
  return null;
}

/** The offer must reach the seeker, from where its owner is. */
export function checkOfferArea(offer: OfferCard, owner: Card, seeker: Card): GateClaim | null {
  const { area } = offer.offer;
  if (area === null || coverPoint(area, owner.location, seeker.location) !== "outside") return null;
  return { code: "offer-area", params: { area, km: roundKm(owner, seeker) } };
}

/** The need accepts only organisations of its area. */
export function checkNeedArea(need: Need, owner: Card, other: Card): GateClaim | null {
  if (need.area === null || coverPoint(need.area, owner.location, other.location) !== "outside") return null;
  return { code: "need-area", params: { area: need.area, km: roundKm(owner, other) } };
}

function roundKm(a: Card, b: Card): number | null {
  const km = computeDistanceKm(a.location, b.location);
  return km === null ? null : Math.round(km);
}

function eligibleKinds(article: string): readonly string[] {
  return (kindsByArticle.get(article) ?? []).filter((each) => /^[A-Z]{2,4}$/.test(each));
}

function listArticles(text: string): readonly string[] {
  return [...text.matchAll(/L\.?\s?2113-1[2-6](?:-1)?/gi)].map((found) => found[0].replace(/[.\s]/g, ""));
}

function toArticles(kinds: ReadonlySet<string>, ess: boolean): readonly string[] {
  const hasDisability = disability.some((kind) => kinds.has(kind));
  const hasInclusion = inclusion.some((kind) => kinds.has(kind));
  const articles: string[] = [];
  if (hasDisability && hasInclusion) articles.push("L2113-14");
  else if (hasDisability) articles.push("L2113-12");
  else if (hasInclusion) articles.push("L2113-13");
  if (prison.some((kind) => kinds.has(kind))) articles.push("L2113-13-1");
  if (ess) articles.push("L2113-15");
  return articles;
}

const labelAliases = new Map([
  ["biologique", "ab"],
  ["bio", "ab"],
]);

function toLabelWords(label: string): readonly string[] {
  const bare = label.replace(/\([^)]*\)/g, " ").replace(/(?:jusqu|valable|valide|expire|échéance).*/i, " ");
  return tokenize(bare)
    .filter(
      (token) => !["agriculture", "label", "certifie", "certification", "de", "du"].includes(token.word),
    )
    .map((token) => labelAliases.get(token.word) ?? token.word);
}

function isPartial(label: string): boolean {
  return /partiel|en cours|en conversion/i.test(label);
}

function readEndDate(label: string): string | null {
  const french = label.match(/(\d{1,2})\/(\d{1,2})\/(\d{4})/);
  if (french) return `${french[3]}-${french[2]?.padStart(2, "0")}-${french[1]?.padStart(2, "0")}`;
  const iso = label.match(/(\d{4})-(\d{2})(?:-(\d{2}))?/);
  if (iso) return `${iso[1]}-${iso[2]}-${iso[3] ?? "31"}`;
  const year = label.match(/(?:jusqu|valable|valide|expire|échéance)\D*(\d{4})/i);
  return year ? `${year[1]}-12-31` : null;
}
