import { plural } from "../plural.ts";

export const schedule = {
  title: "Agenda de la convention",
  compute: "Calculer",
  computeText:
    "À partir des vœux et des demandes acceptées, autour de ce qui est déjà réservé ou verrouillé.",
  seconds: "Temps de calcul (secondes)",
  computeButton: "Calculer l’agenda",
  allViolations: "Toutes les règles enfreintes",
  checked: "Vérifié par un contrôleur indépendant : aucune règle n’est enfreinte.",
  violations: (count: number) =>
    plural("fr", count, {
      one: "# règle enfreinte : rien ne peut être publié.",
      other: "# règles enfreintes : rien ne peut être publié.",
    }),
  publish: "Publier cet agenda",
  publishQuestion: "Publier cet agenda ? Chaque participant recevra un courriel.",
  published: "Publié",
  notPublished: "Aucun agenda n’est publié. Les réservations directes, elles, tiennent.",
  publishedSince: (count: number, when: string) =>
    `${plural("fr", count, { one: "# rendez-vous publié", other: "# rendez-vous publiés" })} ${when}.`,
  unpublish: "Retirer la publication",
  unpublishQuestion: "Retirer l’agenda publié ? Les rendez-vous calculés redeviendront « à placer ».",
  publishHint: "Publier pose les rendez-vous calculés ; retirer les rend. Rien d’autre ne bouge.",
  organisation: "Structure",
  state: "État",
  room: "Espace",
  noMeetingYet: "Aucun rendez-vous pour l’instant : ils viendront des réservations, ou d’un agenda publié.",
  noMeeting: "Aucun rendez-vous ne correspond",
  with: "avec",
  withWhom: "Avec",
  noSlot: "Sans créneau",
  locked: "Verrouillé",
  lock: "Verrouiller",
  unlock: "Déverrouiller",
  change: "Changer",
  cancelQuestion: "Annuler ce rendez-vous ? Les deux structures seront prévenues.",
  actFor: "Agir pour un participant",
  actForText:
    "Quelqu’un téléphone ou se présente à l’accueil : posez son rendez-vous à sa place. Quelques lettres du nom suffisent pour le trouver.",
  bookedFor: (one: string, other: string, where: string) =>
    `Le rendez-vous de ${one} avec ${other} est posé : ${where}.`,
  inNameOf: "Au nom de",
  firstFree: "Premier créneau libre",
  bookFor: "Poser le rendez-vous",
};
