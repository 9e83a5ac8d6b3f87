import { plural } from "../plural.ts";

export const home = {
  fairs: "Conventions d’affaires",
  noFair: "Aucune convention n’est encore ouverte.",
  lead: (minutes: number) =>
    `Des rendez-vous de ${minutes} minutes entre des structures qui ont quelque chose à faire ensemble : acheter, vendre, coopérer.`,
  seeExhibitors: "Voir les exposants",
  next: { space: "Voir mes rencontres", board: "Suivre la journée", scan: "Accueillir" },
  registrationClosed: "Les inscriptions sont closes.",
  registrationUntil: (date: string) => `Inscriptions jusqu’au ${date}.`,
  exhibitors: (count: number) => plural("fr", count, { one: "exposant", other: "exposants" }),
  buyers: (count: number) => plural("fr", count, { one: "acheteur", other: "acheteurs" }),
  perMeeting: "par rendez-vous",
  how: "Comment cela se passe",
  steps: [
    {
      title: "Vous dites ce que vous offrez et cherchez",
      text: "Vos offres, vos besoins, votre zone. Dix minutes suffisent ; rien n’est public avant la validation.",
    },
    {
      title: "Nous proposons, en disant pourquoi",
      text: "Chaque rencontre proposée montre ses raisons et ce qui reste à vérifier. Aucune ne s’achète.",
    },
    {
      title: "Vous choisissez qui et quand",
      text: "Vous réservez un créneau libre ou envoyez une demande. Ce que l’un prend, tous le voient aussitôt.",
    },
    {
      title: "Le jour venu, on vous attend",
      text: "Votre agenda tient dans le téléphone, même sans réseau. Un absent ? Nous cherchons qui est libre.",
    },
  ],
  days: "Les jours",
  slots: (count: number) => plural("fr", count, { one: "# créneau", other: "# créneaux" }),
  access:
    "Besoin d’une table accessible en fauteuil, d’une pause ou de plus de temps ? Dites-le dans « Ma structure » : l’agenda en tient compte. D’une interprétation en langue des signes ? Écrivez à l’organisation.",
};
