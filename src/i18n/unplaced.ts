import type { ComfortRule, UnplacedReason } from "../domain/fair/agenda-draft.ts";
import { formatList } from "./format.ts";
import { type Locale, plural } from "./plural.ts";

/** How the reader names what a reason is about; slots are the fair's. */
export type UnplacedNames = {
  readonly locale: Locale;
  organisation(id: string): string;
  slots(slots: readonly number[]): string;
};

const rules: Record<Locale, Readonly<Record<ComfortRule, string>>> = {
  fr: {
    "in-a-row": "trop de créneaux à la suite",
    walking: "trop peu de temps pour changer d’espace",
    break: "une pause souhaitée en moins",
  },
  en: {
    "in-a-row": "too many slots in a row",
    walking: "too little time to change rooms",
    break: "a wanted break less",
  },
};

function listRules(broken: readonly ComfortRule[], locale: Locale): string {
  return formatList(
    broken.map((rule) => rules[locale][rule]),
    locale,
  );
}

type Texts = {
  readonly [Code in UnplacedReason["code"]]: (
    reason: Extract<UnplacedReason, { code: Code }>,
    names: UnplacedNames,
  ) => string;
};

const texts: Record<Locale, Texts> = {
  fr: {
    "no-common-slot": () => "Aucun créneau où les deux structures sont disponibles.",
    busy: ({ organisation, slots }, names) =>
      `${names.organisation(organisation)} est déjà en rendez-vous à tous les créneaux communs (${names.slots(slots)}).`,
    quota: ({ organisation, limit }, names) =>
      `${names.organisation(organisation)} a déjà ses ${limit} rendez-vous, le maximum permis.`,
    "no-place": ({ slots }, names) =>
      `Aucune table libre aux créneaux où les deux structures le sont (${names.slots(slots)}).`,
    "no-accessible-place": ({ slots }, names) =>
      `Aucune place accessible libre aux créneaux où les deux structures le sont (${names.slots(slots)}).`,
    comfort: ({ rules: broken, slots }, names) =>
      `Aux créneaux encore libres (${names.slots(slots)}), quelqu’un aurait ${listRules(broken, "fr")}.`,
    "others-worth-more": ({ slots }, names) =>
      `Des rendez-vous plus souhaités occupent les créneaux communs (${names.slots(slots)}).`,
    never: ({ organisation }, names) => `${names.organisation(organisation)} a dit « jamais ».`,
    banned: () => "Vous avez écarté cette paire.",
    "may-not-meet": () => "Vos règles ne prévoient pas que ces deux structures se rencontrent.",
    "not-validated": ({ organisation }, names) =>
      `${names.organisation(organisation)} n’est pas, ou plus, validée.`,
    waiting: () => "Une demande attend encore sa réponse.",
    declined: ({ organisation }, names) => `${names.organisation(organisation)} a décliné.`,
    "one-sided": () => "Une seule des deux le souhaite, et rien ne les rapproche assez.",
    met: () => "Les deux structures se sont déjà rencontrées, ou manquées.",
    removed: () => "Retiré du brouillon à la main.",
  },
  en: {
    "no-common-slot": () => "No slot at which both organisations are available.",
    busy: ({ organisation, slots }, names) =>
      `${names.organisation(organisation)} already has a meeting at every common slot (${names.slots(slots)}).`,
    quota: ({ organisation, limit }, names) =>
      `${names.organisation(organisation)} already has ${limit} meetings, the most allowed.`,
    "no-place": ({ slots }, names) =>
      `No free table at the slots at which both organisations are free (${names.slots(slots)}).`,
    "no-accessible-place": ({ slots }, names) =>
      `No free accessible place at the slots at which both organisations are free (${names.slots(slots)}).`,
    comfort: ({ rules: broken, slots }, names) =>
      `At the slots still free (${names.slots(slots)}), somebody would have ${listRules(broken, "en")}.`,
    "others-worth-more": ({ slots }, names) =>
      `Meetings wished for more hold the common slots (${names.slots(slots)}).`,
    never: ({ organisation }, names) => `${names.organisation(organisation)} said “never”.`,
    banned: () => "You set this pair aside.",
    "may-not-meet": () => "Your rules do not let these two organisations meet.",
    "not-validated": ({ organisation }, names) =>
      `${names.organisation(organisation)} is not validated, or no longer.`,
    waiting: () => "A request still waits for its answer.",
    declined: ({ organisation }, names) => `${names.organisation(organisation)} declined.`,
    "one-sided": () => "Only one of the two wishes for it, and too little brings them together.",
    met: () => "The two organisations have met, or missed each other, already.",
    removed: () => "Taken out of the draft by hand.",
  },
};

/** "mar. 9 mars à 11:40, 14:00 et 30 autres": the hours of each day, then how many slots are not told. */
export function slotsText(
  days: readonly (readonly [day: string, times: readonly string[]])[],
  rest: number,
  locale: Locale,
): string {
  const at = { fr: " à ", en: " at " }[locale];
  const told = days.map(([day, times]) => `${day}${at}${times.join(", ")}`).join(" · ");
  const others = plural(
    locale,
    rest,
    locale === "fr"
      ? { zero: "", one: " et # autre créneau", other: " et # autres créneaux" }
      : { zero: "", one: " and # other slot", other: " and # other slots" },
  );
  return `${told}${others}`;
}

/** Why two organisations do not meet in an agenda, in one sentence for the organiser. */
export function unplacedText(reason: UnplacedReason, names: UnplacedNames): string {
  const text = texts[names.locale][reason.code] as (reason: UnplacedReason, names: UnplacedNames) => string;
  return text(reason, names);
}
