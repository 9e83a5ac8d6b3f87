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
  filter: "Filtrer",
  filtered: (count: number) =>
    plural("fr", count, { one: "# rencontre avec ces filtres", other: "# rencontres avec ces filtres" }),
  noFilter: "Tout revoir",
  nothingFiltered: "Aucune rencontre avec ces filtres",
  within: "À vol d’oiseau",
  upTo: (km: string) => `${km} km au plus`,
  anywhere: "Où que ce soit",
  relation: "Type de rencontre",
  moved: "Vos propositions viennent d’être mises à jour.",
  fairness: (percent: string) =>
    `Par équité, une petite structure peu montrée peut gagner jusqu’à ${percent} de son score ; la raison le dit alors.`,
  /** Of one's own needs; those of offers are the engine's. */
  needAdvice: {
    widen: (km: string, need: string) => `chercher jusqu’à ${km} km pour « ${need} »`,
    declare: (activity: string, need: string) => `dire que « ${need} » relève de « ${activity} »`,
  },
  advice: "Ce qui vous apporterait le plus",
  gain: (points: number, needs: number) =>
    `+${points} points, sur ${plural("fr", needs, { one: "# besoin", other: "# besoins" })}`,
  concerned: (needs: number) =>
    plural("fr", needs, { one: "# besoin concerné", other: "# besoins concernés" }),
  adviceHint: "Chaque changement a été essayé sur les besoins et les offres des autres participants.",
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
