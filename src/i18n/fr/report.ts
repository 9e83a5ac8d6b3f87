import { plural } from "../plural.ts";

export const report = {
  title: "Bilan",
  lead: "Chaque nombre dit de quoi il est fait. Les exports en donnent le détail.",
  organisations: (delegates: number) =>
    plural("fr", delegates, { one: "structures, # personne", other: "structures, # personnes" }),
  held: "rendez-vous tenus",
  heldPart: (of: number) => plural("fr", of, { one: "tenus, sur # échu", other: "tenus, sur # échus" }),
  acceptedPart: (of: number) =>
    plural("fr", of, { one: "de # demande acceptée", other: "des # demandes acceptées" }),
  rating: (count: number) => plural("fr", count, { one: "utilité, # avis", other: "utilité, # avis" }),
  acrossSectors: "entre filières différentes",
  byStatus: "Rendez-vous par état",
  state: "État",
  count: "Nombre",
  rooms: "Espaces",
  room: "Espace",
  peak: "Affluence la plus forte",
  perSlot: "Rendez-vous par créneau",
  slot: "Créneau",
  asTable: "Les mêmes nombres en tableau",
  spread: {
    title: "Répartition entre structures",
    measure: "Rendez-vous par structure",
    lowest: "Le moins",
    median: "Médiane",
    highest: "Le plus",
    without: "Structures sans rendez-vous",
    gini: "Indice de Gini",
    hint: "0 : chacune en a autant ; 1 : une seule les a tous.",
  },
  few: "Structures avec peu de rendez-vous",
  nobodyFew: "Personne n’est resté à l’écart.",
  exports: "Exporter",
};
