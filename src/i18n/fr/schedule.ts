import { plural } from "../plural.ts";

export const schedule = {
  title: "Agenda de la convention",
  compute: "Calculer",
  computeText:
    "À partir des vœux et des demandes acceptées, autour de ce qui est déjà réservé ou verrouillé.",
  computing: "Calcul en cours. Cette page se rechargera avec le résultat.",
  seconds: "Temps de calcul (secondes)",
  computeButton: "Calculer l’agenda",
  draft: (when: string) => `Brouillon calculé ${when}`,
  placed: (wanted: number) =>
    plural("fr", wanted, { one: "placé, sur # voulu", other: "placés, sur # voulus" }),
  ofBound: (bound: number) => `de la borne : aucun agenda ne peut en placer plus de ${bound}`,
  checked: "Vérifié par un contrôleur indépendant : aucune règle n’est enfreinte.",
  violations: (count: number) =>
    plural("fr", count, {
      one: "# règle enfreinte : rien ne peut être publié.",
      other: "# règles enfreintes : rien ne peut être publié.",
    }),
  unplaced: "Pourquoi certains ne sont pas placés",
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
  bookedFor: (one: string, other: string) => `Le rendez-vous de ${one} avec ${other} est posé.`,
  inNameOf: "Au nom de",
  firstFree: "Premier créneau libre",
  bookFor: "Poser le rendez-vous",
};
