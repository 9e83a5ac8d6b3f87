import { plural } from "../plural.ts";

/** What is spared people: rules of the fair and wishes of a delegate. */
export const comfort = {
  rules: "Le confort de chacun",
  rulesHint:
    "Les agendas calculés, les réparations et les propositions le respectent toujours ; à la main, vous êtes prévenu.",
  mostInARow: "Créneaux à la suite, au plus",
  mostInARowHint: "Vide : autant que l’agenda en demande.",
  walking: "Pour changer d’espace (minutes)",
  walkingHint: "0 : tout est à côté.",
  breakForAll: "Une pause pour tous, chaque jour",
  breakHint: "Par exemple 45 minutes entre 12:00 et 14:00. La pause du programme compte.",
  minutes: "Minutes",
  from: "Entre",
  to: "et",
  on: "Jour",
  everyDay: "Chaque jour",
  own: "Besoins et pauses",
  ownHint: "L’agenda en tient compte. Seule l’organisation et votre structure les voient.",
  needsAccess: "A besoin d’une place accessible en fauteuil",
  ownMostInARow: "Créneaux à la suite, au plus",
  ownMostInARowHint: (limit: number | null) =>
    limit === null
      ? "Vide : autant que l’agenda en demande."
      : plural("fr", limit, {
          one: "Vide : # créneau, comme pour tous.",
          other: "Vide : # créneaux, comme pour tous.",
        }),
  ownBreak: (index: number) => `Pause souhaitée ${index}`,
  outOfReach: (count: number) =>
    plural("fr", count, {
      one: "Enregistré. Un rendez-vous reste à une place qui n’est pas accessible : voyez avec l’organisation.",
      other:
        "Enregistré. # rendez-vous restent à une place qui n’est pas accessible : voyez avec l’organisation.",
    }),
  notAccessible: "pas accessible en fauteuil",
  kept: (minutes: number) =>
    plural("fr", minutes, {
      one: "Pause souhaitée (# minute)",
      other: "Pause souhaitée (# minutes)",
    }),
  breakTooLong: "La pause ne tient pas entre ces deux heures.",
  breakMinutes: "Un nombre de minutes est attendu, de 5 à 240.",
  breakWhole: "Dites les minutes et les deux heures, ou laissez tout vide.",
};
