import { plural } from "../plural.ts";

export const space = {
  title: "Mes rencontres",
  recommendations: "À rencontrer",
  pending: "Votre inscription attend la validation de l’organisation. Vous pouvez déjà exprimer vos vœux.",
  refused: "Votre inscription n’a pas été retenue. Voyez la raison dans « Ma structure ».",
  nothing: "Pas encore de rencontre à proposer",
  nothingHint: "Dites-nous ce que vous proposez et ce que vous cherchez : les raisons viennent de là.",
  complete: "Compléter ma structure",
  see: "Voir la structure",
  next: "Prochain rendez-vous",
  noMeeting: "Aucun rendez-vous pour l’instant.",
  toAnswer: (count: number) =>
    plural("fr", count, { one: "# demande à répondre", other: "# demandes à répondre" }),
  quotas: "Où j’en suis",
  quota: { meetings: "Rendez-vous à l’agenda", pending: "Demandes en attente" },
  quotaHint: "Un rendez-vous annulé ou une demande retirée vous est rendu aussitôt.",
  wishes: "Mes vœux",
  noWish: "Aucun vœu encore. Ils servent à calculer l’agenda.",
  improve: "Pour de meilleures propositions",
  missing: {
    offers: "Décrivez au moins une offre.",
    needs: "Décrivez au moins un besoin.",
    activities: "Choisissez les activités de vos offres et besoins.",
    area: "Dites où vous livrez ou intervenez.",
    quantities: "Donnez un ordre de grandeur : capacité, volume, budget.",
    delegates: "Ajoutez qui viendra avec vous.",
  },
};
