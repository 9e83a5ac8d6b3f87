import { plural } from "../plural.ts";

export const registrations = {
  title: "Inscrits",
  byStatus: "Par état",
  tabs: { pending: "À valider", validated: "Validées", refused: "Refusées", withdrawn: "Retirées" },
  nothing: {
    pending: "Aucune inscription n’attend votre avis",
    validated: "Aucune inscription validée",
    refused: "Aucune inscription refusée",
    withdrawn: "Aucun retrait",
  },
  nameOrCommune: "Nom ou commune",
  nobodyOf: (text: string) => `Rien ne contient « ${text} » dans cette liste`,
  content: (offers: number, needs: number, delegates: number) =>
    [
      plural("fr", offers, { zero: "aucune offre", one: "# offre", other: "# offres" }),
      plural("fr", needs, { zero: "aucun besoin", one: "# besoin", other: "# besoins" }),
      plural("fr", delegates, { zero: "personne", one: "# personne", other: "# personnes" }),
    ].join(" · "),
  meetingsOf: (minutes: number) => `Durée des rendez-vous : ${minutes} min`,
  lengthKept: (name: string) => `La durée des rendez-vous de ${name} est enregistrée.`,
  validate: "Valider",
  refuse: "Refuser…",
  refuseNow: "Refuser l’inscription",
  reason: "Raison, envoyée à la structure",
  reasonHint: "Dites ce qui permettrait d’accepter.",
  refusedBecause: (reason: string) => `Raison donnée : ${reason}`,
  importTitle: "Importer un tableur",
  importText: "Une ligne par structure, en CSV ou XLSX. Chaque ligne fautive vous est montrée.",
  allOrNothing: "Tout ou rien : un défaut, et rien n’est enregistré",
  file: "Fichier",
  fileHint: "CSV (point-virgule ou virgule) ou XLSX, 10 Mo au plus.",
  validatedAtOnce: "Valider aussitôt ces inscriptions",
  template: (format: string) => `Modèle à remplir (${format})`,
  importButton: "Importer",
  imported: (count: number, file: string) =>
    plural("fr", count, {
      one: `# structure importée depuis ${file}.`,
      other: `# structures importées depuis ${file}.`,
    }),
  notImported: (count: number, file: string) =>
    plural("fr", count, {
      one: `Rien n’a été importé de ${file} : # défaut.`,
      other: `Rien n’a été importé de ${file} : # défauts.`,
    }),
  faults: "À corriger dans le fichier",
  line: "Ligne",
  column: "Colonne",
  fault: "Défaut",
};
