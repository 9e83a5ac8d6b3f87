import type { ClashFact, Reason } from "../scheduling/facts.ts";
import type { Locale } from "./plural.ts";

const numbers = (values: readonly number[]): string => compact(values);

const reasonTexts: Record<
  Locale,
  { [Code in Reason["code"]]: (reason: Extract<Reason, { code: Code }>) => string }
> = {
  fr: {
    "no-common-slot": () => "aucun créneau commun où tous sont disponibles",
    busy: ({ person, slots }) => `${person} est déjà en rendez-vous aux créneaux communs ${numbers(slots)}`,
    quota: ({ person, limit }) => `${person} a déjà son maximum de ${limit} rendez-vous`,
    break: ({ person }) => `${person} n'aurait plus la pause demandée`,
    "no-place": ({ slots }) => `plus de table libre aux créneaux communs ${numbers(slots)}`,
    order: ({ meeting }) => `l'ordre demandé avec le rendez-vous ${meeting} ne laisse pas de créneau libre`,
    row: ({ person, limit }) => `${person} aurait plus de ${limit} rendez-vous d'affilée`,
    spread: ({ limit }) => `les nombres de pauses des participants différeraient de plus de ${limit}`,
    "others-worth-more": ({ slots }) =>
      `à chacun des créneaux communs ${numbers(slots)}, l'un ou l'autre est déjà en rendez-vous`,
    infeasible: () => "le problème n'a pas de solution",
    "not-found": () => "aucune place trouvée dans le temps donné",
  },
  en: {
    "no-common-slot": () => "no common slot at which everybody is available",
    busy: ({ person, slots }) => `${person} already has meetings at the common slots ${numbers(slots)}`,
    quota: ({ person, limit }) => `${person} already has the most allowed, ${limit} meetings`,
    break: ({ person }) => `${person} would lose a break asked for`,
    "no-place": ({ slots }) => `no table left at the common slots ${numbers(slots)}`,
    order: ({ meeting }) => `the order asked for with meeting ${meeting} leaves no free slot`,
    row: ({ person, limit }) => `${person} would have more than ${limit} meetings in a row`,
    spread: ({ limit }) => `the participants' numbers of breaks would differ by more than ${limit}`,
    "others-worth-more": ({ slots }) =>
      `at each of the common slots ${numbers(slots)} one or the other already has a meeting`,
    infeasible: () => "the problem has no solution",
    "not-found": () => "no place found in the time given",
  },
};

const clashTexts: Record<
  Locale,
  { [Code in ClashFact["code"]]: (fact: Extract<ClashFact, { code: Code }>) => string }
> = {
  fr: {
    "meeting-has-no-slot": ({ meeting }) =>
      `le rendez-vous ${meeting} n'a aucun créneau où tous ses participants sont disponibles`,
    "fixed-slot-not-allowed": ({ meeting, slot }) =>
      `le rendez-vous ${meeting} est fixé au créneau ${slot}, qui ne lui est pas permis`,
    "person-busy": ({ person, meetings }) =>
      `${person} ne peut tenir qu'un rendez-vous à la fois : ${list(meetings)}`,
    "person-unavailable": ({ person, slots }) => `${person} est indisponible aux créneaux ${numbers(slots)}`,
    "person-quota": ({ person, limit }) => `${person} ne peut tenir plus de ${limit} rendez-vous`,
    "person-row": ({ person, limit }) => `${person} ne peut enchaîner plus de ${limit} rendez-vous`,
    "person-break": ({ person, from, to, slots }) =>
      `${person} demande une pause de ${slots} ${slots > 1 ? "créneaux" : "créneau"} du créneau ${from} au créneau ${to}`,
    "meeting-slots": ({ meeting, slots }) =>
      `le rendez-vous ${meeting} n'est permis qu'aux créneaux ${numbers(slots)}`,
    "meeting-fixed": ({ meeting, slot }) => `le rendez-vous ${meeting} est fixé au créneau ${slot}`,
    "meeting-after": ({ meeting, earlier }) => `le rendez-vous ${meeting} doit suivre ${earlier}`,
    "place-fixed": ({ meetings, place }) =>
      `la table ${place} ne peut accueillir qu'un rendez-vous à la fois : ${list(meetings)}`,
    "place-closed": ({ place, slots }) => `la table ${place} est fermée aux créneaux ${numbers(slots)}`,
    places: ({ slots, places }) => `il n'y a que ${places} tables aux créneaux ${numbers(slots)}`,
    "places-total": ({ places, meetings }) =>
      `${meetings} rendez-vous sont obligatoires pour ${places} places de table en tout`,
    spread: ({ limit }) => `les nombres de pauses des participants ne peuvent différer de plus de ${limit}`,
    "proved-without-detail": ({ meetings }) =>
      `les ${meetings} rendez-vous obligatoires ne peuvent tenir ensemble ; le temps a manqué pour réduire l'explication`,
  },
  en: {
    "meeting-has-no-slot": ({ meeting }) =>
      `meeting ${meeting} has no slot at which all its participants are available`,
    "fixed-slot-not-allowed": ({ meeting, slot }) =>
      `meeting ${meeting} is fixed at slot ${slot}, which it may not have`,
    "person-busy": ({ person, meetings }) =>
      `${person} can hold only one meeting at a time: ${list(meetings)}`,
    "person-unavailable": ({ person, slots }) => `${person} is unavailable at slots ${numbers(slots)}`,
    "person-quota": ({ person, limit }) => `${person} may hold at most ${limit} meetings`,
    "person-row": ({ person, limit }) => `${person} may hold at most ${limit} meetings in a row`,
    "person-break": ({ person, from, to, slots }) =>
      `${person} asks for a break of ${slots} ${slots > 1 ? "slots" : "slot"} from slot ${from} to slot ${to}`,
    "meeting-slots": ({ meeting, slots }) => `meeting ${meeting} may only be at slots ${numbers(slots)}`,
    "meeting-fixed": ({ meeting, slot }) => `meeting ${meeting} is fixed at slot ${slot}`,
    "meeting-after": ({ meeting, earlier }) => `meeting ${meeting} must come after ${earlier}`,
    "place-fixed": ({ meetings, place }) =>
      `place ${place} can hold only one meeting at a time: ${list(meetings)}`,
    "place-closed": ({ place, slots }) => `place ${place} is closed at slots ${numbers(slots)}`,
    places: ({ slots, places }) => `there are only ${places} places at slots ${numbers(slots)}`,
    "places-total": ({ places, meetings }) =>
      `${meetings} meetings are required for ${places} table slots in all`,
    spread: ({ limit }) => `the participants' numbers of breaks may not differ by more than ${limit}`,
    "proved-without-detail": ({ meetings }) =>
      `the ${meetings} required meetings cannot hold together; time ran out before the explanation was reduced`,
  },
};

/** One sentence for a wish that was not placed. */
export function describeReason(reason: Reason, locale: Locale): string {
  const text = reasonTexts[locale][reason.code] as (reason: Reason) => string;
  return text(reason);
}

/** One sentence for a fact of a clash. */
export function describeClash(fact: ClashFact, locale: Locale): string {
  const text = clashTexts[locale][fact.code] as (fact: ClashFact) => string;
  return text(fact);
}

function list(ids: readonly string[]): string {
  return ids.length <= 12 ? ids.join(", ") : `${ids.slice(0, 12).join(", ")}… (${ids.length})`;
}

/** 0, 1, 2, 5 → "0–2, 5". */
function compact(values: readonly number[]): string {
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let index = 0; index < sorted.length; index += 1) {
    const from = sorted[index] ?? 0;
    let to = from;
    while (sorted[index + 1] === to + 1) {
      index += 1;
      to += 1;
    }
    parts.push(from === to ? `${from}` : `${from}–${to}`);
  }
  return parts.join(", ");
}
