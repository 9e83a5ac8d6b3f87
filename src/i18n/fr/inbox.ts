import { plural } from "../plural.ts";

export const inbox = {
  title: "Demandes de rendez-vous",
  lead: "Une demande ne bloque l’agenda de personne tant qu’elle n’est pas acceptée.",
  received: (count: number) => plural("fr", count, { zero: "Reçues", one: "# reçue", other: "# reçues" }),
  sent: (count: number) => plural("fr", count, { zero: "Envoyées", one: "# envoyée", other: "# envoyées" }),
  closed: (count: number) => plural("fr", count, { one: "# demande close", other: "# demandes closes" }),
  nothingReceived: "Aucune demande n’attend votre réponse.",
  nothingSent: "Aucune demande en attente.",
  slot: "Créneau",
  accept: "Accepter",
  decline: "Décliner…",
  declineWithReason: "Décliner la demande",
  reason: "Raison, dite à l’autre structure",
  withdraw: "Retirer la demande",
  noCommonSlot: "Aucun créneau n’est libre des deux côtés : déplacez un rendez-vous, ou déclinez.",
  proposed: "Créneaux proposés :",
  expires: (when: string) => `Expire ${when}`,
};
