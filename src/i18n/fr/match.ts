import { plural } from "../plural.ts";

export const match = {
  why: "Pourquoi ce rendez-vous",
  noReason: "Le calcul n’a rien trouvé qui rapproche vos deux profils : dites-vous pourquoi au début.",
  outOf100: "sur 100",
  scoreOf: (score: number) => `Score ${score} sur 100`,
  others: (count: number, points: string) =>
    plural("fr", count, { one: `# autre raison : ${points}`, other: `# autres raisons : ${points}` }),
  toCheck: "À vérifier :",
  details: "Voir les raisons",
  forYour: (about: string) => `Pour « ${about} »`,
  yourWish: "Votre vœu",
  wishHint: "Un vœu « Jamais » est définitif et n’est pas montré à l’autre structure.",
  noWish: "Sans avis",
};
