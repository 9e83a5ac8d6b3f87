export const match = {
  why: "Pourquoi ce rendez-vous",
  outOf100: "sur 100",
  scoreOf: (score: number) => `Score ${score} sur 100`,
  toCheck: "À vérifier :",
  details: "Voir les raisons",
  forYour: (about: string) => `Pour « ${about} »`,
  yourWish: "Votre vœu",
  wishHint: "Un vœu « Jamais » est définitif et n’est pas montré à l’autre structure.",
  noWish: "Sans avis",
};
