import type { DraftChange, DraftViolation, ViolationCode } from "../domain/fair/agenda-draft.ts";
import { type Locale, plural } from "./plural.ts";

/** How the reader names what a violation is about. */
export type ViolationNames = {
  readonly locale: Locale;
  organisation(id: string): string;
  person(id: string): string;
  place(id: string): string;
  room(id: string): string;
  slot(slot: number): string;
  /** A day and the hours from one instant to another. */
  span(from: string, to: string): string;
  /** Both sides of a meeting. */
  meeting(id: string): string;
};
type Text = (violation: DraftViolation, names: ViolationNames) => string;

const texts: Record<Locale, Readonly<Record<ViolationCode, Text>>> = {
  fr: {
    "unknown-slot": (v, n) => `${first(v, n)} : ce créneau n’existe plus au programme.`,
    "slot-closed": (v, n) => `${first(v, n)} : le créneau ${slot(v, n)} est fermé.`,
    "slot-past": (v, n) => `${first(v, n)} : le créneau ${slot(v, n)} a déjà commencé.`,
    "slot-too-short": (v, n) =>
      `${first(v, n)} : s’il commence ${slot(v, n)}, une pause ou la fin de la journée le coupe.`,
    unavailable: (v, n) => `${first(v, n)} : ${person(v, n)} n’est pas disponible ${slot(v, n)}.`,
    "double-booked": (v, n) => `${person(v, n)} a deux rendez-vous ${slot(v, n)} : ${both(v, n, " et ")}.`,
    "unknown-place": (v, n) => `${first(v, n)} : la table prévue n’existe plus.`,
    "place-taken": (v, n) =>
      `${place(v, n)} accueille deux rendez-vous ${slot(v, n)} : ${both(v, n, " et ")}.`,
    "place-closed": (v, n) => `${first(v, n)} : la table prévue ne sert pas à ce créneau.`,
    "foreign-stand": (v, n) => `${first(v, n)} : ${place(v, n)} est le stand de ${organisation(v, n)}.`,
    "wrong-delegate": (v, n) => `${first(v, n)} : ${person(v, n)} ne représente pas ${organisation(v, n)}.`,
    "placed-twice": (v, n) => `${first(v, n)} : placé deux fois.`,
    "too-many-meetings": (v, n) =>
      `${organisation(v, n)} aurait ${v.count ?? 0} rendez-vous, pour ${v.limit ?? 0} permis.`,
    "participant-unknown": (v, n) => `${first(v, n)} : ${organisation(v, n)} ne participe pas, ou plus.`,
    "participant-not-validated": (v, n) =>
      `${first(v, n)} : l’inscription de ${organisation(v, n)} n’est pas validée.`,
    "may-not-meet": (v, n) => `${first(v, n)} : vos règles ne prévoient pas qu’ils se rencontrent.`,
    "pair-banned": (v, n) => `${first(v, n)} : vous avez écarté cette paire.`,
    "wish-never": (v, n) => `${first(v, n)} : ${organisation(v, n)} a dit « jamais ».`,
    "already-meeting": (v, n) => `${first(v, n)} : les deux ont déjà un autre rendez-vous.`,
    "not-accessible": (v, n) =>
      `${first(v, n)} : ${person(v, n)} a besoin d’une place accessible, et ${place(v, n)} ne l’est pas.`,
    "too-many-in-a-row": (v, n) =>
      `${person(v, n)} aurait ${v.count ?? 0} créneaux à la suite, pour ${v.limit ?? 0} souhaités au plus : ${all(v, n)}.`,
    "no-time-to-walk": (v, n) =>
      `${person(v, n)} n’aurait pas ${v.limit ?? 0} minutes pour changer d’espace : ${both(v, n, ", puis ")}.`,
    "no-break": (v, n) =>
      `${person(v, n)} n’aurait pas ses ${v.pause?.minutes ?? 0} minutes de pause ${span(v, n)}.`,
    "room-crowded": (v, n) =>
      `${room(v, n)} : ${v.count ?? 0} personnes ${slot(v, n)}, pour une jauge de ${v.limit ?? 0}.`,
    "not-wished": (v, n) => `${first(v, n)} : ni l’un ni l’autre ne l’a souhaité.`,
  },
  en: {
    "unknown-slot": (v, n) => `${first(v, n)}: this slot is no longer in the programme.`,
    "slot-closed": (v, n) => `${first(v, n)}: the slot ${slot(v, n)} is closed.`,
    "slot-past": (v, n) => `${first(v, n)}: the slot ${slot(v, n)} has begun.`,
    "slot-too-short": (v, n) =>
      `${first(v, n)}: begun ${slot(v, n)}, it would be cut by a break or the end of the day.`,
    unavailable: (v, n) => `${first(v, n)}: ${person(v, n)} is not available ${slot(v, n)}.`,
    "double-booked": (v, n) => `${person(v, n)} has two meetings ${slot(v, n)}: ${both(v, n, " and ")}.`,
    "unknown-place": (v, n) => `${first(v, n)}: its table no longer exists.`,
    "place-taken": (v, n) => `${place(v, n)} holds two meetings ${slot(v, n)}: ${both(v, n, " and ")}.`,
    "place-closed": (v, n) => `${first(v, n)}: its table does not serve at this slot.`,
    "foreign-stand": (v, n) => `${first(v, n)}: ${place(v, n)} is the stand of ${organisation(v, n)}.`,
    "wrong-delegate": (v, n) => `${first(v, n)}: ${person(v, n)} does not attend for ${organisation(v, n)}.`,
    "placed-twice": (v, n) => `${first(v, n)}: placed twice.`,
    "too-many-meetings": (v, n) =>
      `${organisation(v, n)} would have ${v.count ?? 0} meetings, ${v.limit ?? 0} allowed.`,
    "participant-unknown": (v, n) =>
      `${first(v, n)}: ${organisation(v, n)} does not take part, or no longer.`,
    "participant-not-validated": (v, n) => `${first(v, n)}: ${organisation(v, n)} is not validated.`,
    "may-not-meet": (v, n) => `${first(v, n)}: your rules do not let them meet.`,
    "pair-banned": (v, n) => `${first(v, n)}: you set this pair aside.`,
    "wish-never": (v, n) => `${first(v, n)}: ${organisation(v, n)} said “never”.`,
    "already-meeting": (v, n) => `${first(v, n)}: the two already have another meeting.`,
    "not-accessible": (v, n) =>
      `${first(v, n)}: ${person(v, n)} needs an accessible place, and ${place(v, n)} is not.`,
    "too-many-in-a-row": (v, n) =>
      `${person(v, n)} would have ${v.count ?? 0} slots in a row, ${v.limit ?? 0} wished at most: ${all(v, n)}.`,
    "no-time-to-walk": (v, n) =>
      `${person(v, n)} would not have ${v.limit ?? 0} minutes to change rooms: ${both(v, n, ", then ")}.`,
    "no-break": (v, n) =>
      `${person(v, n)} would not have their break of ${v.pause?.minutes ?? 0} minutes ${span(v, n)}.`,
    "room-crowded": (v, n) =>
      `${room(v, n)}: ${v.count ?? 0} people ${slot(v, n)}, for a capacity of ${v.limit ?? 0}.`,
    "not-wished": (v, n) => `${first(v, n)}: neither of them wished for it.`,
  },
};

/** What is wrong with a draft, in one sentence for the organiser. */
export function violationText(violation: DraftViolation, names: ViolationNames): string {
  return texts[names.locale][violation.code](violation, names);
}

type ChangeText = (count: number, names: string) => string;
const changes: Record<Locale, Readonly<Record<DraftChange["code"], ChangeText>>> = {
  fr: {
    programme: () => "Le programme a changé.",
    "slot-closed": (c, n) =>
      `${plural("fr", c, { one: "Un créneau fermé", other: "# créneaux fermés" })}${n}`,
    "slot-reopened": (c, n) =>
      `${plural("fr", c, { one: "Un créneau rouvert", other: "# créneaux rouverts" })}${n}`,
    "place-removed": (c) => plural("fr", c, { one: "Une place retirée.", other: "# places retirées." }),
    "place-set": (c) =>
      plural("fr", c, { one: "Une place ajoutée ou changée.", other: "# places ajoutées ou changées." }),
    rules: () => "Les règles ont changé.",
    "participant-left": (c, n) =>
      `${plural("fr", c, { one: "Une structure partie", other: "# structures parties" })}${n}`,
    "participant-joined": (c, n) =>
      `${plural("fr", c, { one: "Une structure validée", other: "# structures validées" })}${n}`,
    availability: (c, n) =>
      `${plural("fr", c, { one: "Une présence changée", other: "# présences changées" })}${n}`,
    length: (c, n) =>
      `${plural("fr", c, { one: "Une durée de rendez-vous changée", other: "# durées de rendez-vous changées" })}${n}`,
    wish: (c, n) => `${plural("fr", c, { one: "Un vœu changé", other: "# vœux changés" })}${n}`,
    pair: (c, n) => `${plural("fr", c, { one: "Une paire décidée", other: "# paires décidées" })}${n}`,
    "meeting-booked": (c, n) =>
      `${plural("fr", c, { one: "Un rendez-vous réservé", other: "# rendez-vous réservés" })}${n}`,
    "meeting-moved": (c, n) =>
      `${plural("fr", c, { one: "Un rendez-vous déplacé", other: "# rendez-vous déplacés" })}${n}`,
    "meeting-cancelled": (c, n) =>
      `${plural("fr", c, { one: "Un rendez-vous annulé", other: "# rendez-vous annulés" })}${n}`,
    "meeting-accepted": (c, n) =>
      `${plural("fr", c, { one: "Une demande acceptée", other: "# demandes acceptées" })}${n}`,
    "agenda-published": () => "Un agenda a été publié.",
    "agenda-unpublished": () => "Un agenda publié a été retiré.",
  },
  en: {
    programme: () => "The programme changed.",
    "slot-closed": (c, n) => `${plural("en", c, { one: "One slot closed", other: "# slots closed" })}${n}`,
    "slot-reopened": (c, n) =>
      `${plural("en", c, { one: "One slot reopened", other: "# slots reopened" })}${n}`,
    "place-removed": (c) => plural("en", c, { one: "One place removed.", other: "# places removed." }),
    "place-set": (c) =>
      plural("en", c, { one: "One place added or changed.", other: "# places added or changed." }),
    rules: () => "The rules changed.",
    "participant-left": (c, n) =>
      `${plural("en", c, { one: "One organisation left", other: "# organisations left" })}${n}`,
    "participant-joined": (c, n) =>
      `${plural("en", c, { one: "One organisation validated", other: "# organisations validated" })}${n}`,
    availability: (c, n) =>
      `${plural("en", c, { one: "One attendance changed", other: "# attendances changed" })}${n}`,
    length: (c, n) =>
      `${plural("en", c, { one: "One length of meetings changed", other: "# lengths of meetings changed" })}${n}`,
    wish: (c, n) => `${plural("en", c, { one: "One wish changed", other: "# wishes changed" })}${n}`,
    pair: (c, n) => `${plural("en", c, { one: "One pair decided", other: "# pairs decided" })}${n}`,
    "meeting-booked": (c, n) =>
      `${plural("en", c, { one: "One meeting booked", other: "# meetings booked" })}${n}`,
    "meeting-moved": (c, n) =>
      `${plural("en", c, { one: "One meeting moved", other: "# meetings moved" })}${n}`,
    "meeting-cancelled": (c, n) =>
      `${plural("en", c, { one: "One meeting cancelled", other: "# meetings cancelled" })}${n}`,
    "meeting-accepted": (c, n) =>
      `${plural("en", c, { one: "One request accepted", other: "# requests accepted" })}${n}`,
    "agenda-published": () => "An agenda was published.",
    "agenda-unpublished": () => "A published agenda was taken back.",
  },
};

/** What changed in the fair since a draft was computed, with the first few names. */
export function changeText(
  change: DraftChange,
  names: Pick<ViolationNames, "locale" | "organisation" | "slot">,
): string {
  const named = [...change.slots.map(names.slot), ...change.organisations.map(names.organisation)];
  const isMore = named.length > 0 && change.count > Math.max(change.slots.length, 1) && named.length >= 5;
  const list =
    named.length === 0
      ? "."
      : `${names.locale === "fr" ? " : " : ": "}${named.join(", ")}${isMore ? "…" : "."}`;
  return changes[names.locale][change.code](change.count, list);
}

function first({ meetings }: DraftViolation, names: ViolationNames): string {
  return meetings[0] === undefined ? "…" : names.meeting(meetings[0]);
}

function both({ meetings }: DraftViolation, names: ViolationNames, and: string): string {
  return meetings.slice(0, 2).map(names.meeting).join(and);
}

function all({ meetings }: DraftViolation, names: ViolationNames): string {
  return meetings.map(names.meeting).join(" · ");
}

function span({ pause }: DraftViolation, names: ViolationNames): string {
  return pause === undefined ? "" : names.span(pause.from, pause.to);
}

function slot(violation: DraftViolation, names: ViolationNames): string {
  return violation.slot === undefined ? "" : names.slot(violation.slot);
}

function person(violation: DraftViolation, names: ViolationNames): string {
  return violation.person === undefined ? "" : names.person(violation.person);
}

function place(violation: DraftViolation, names: ViolationNames): string {
  return violation.placeId === undefined ? "" : names.place(violation.placeId);
}

function room(violation: DraftViolation, names: ViolationNames): string {
  return violation.roomId === undefined ? "" : names.room(violation.roomId);
}

function organisation(violation: DraftViolation, names: ViolationNames): string {
  return violation.organisation === undefined ? "" : names.organisation(violation.organisation);
}
