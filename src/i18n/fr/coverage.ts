import { plural } from "../plural.ts";

export const coverage = {
  title: "Couverture",
  lead: "Qui n’a pas encore de bonne rencontre, quels besoins personne ne sert, et qui est montré.",
  figures: {
    poorlyServed: (of: number) =>
      plural("fr", of, {
        one: "sans bonne rencontre, sur # structure",
        other: "sans bonne rencontre, sur # structures",
      }),
    unmet: (of: number) =>
      plural("fr", of, { one: "sans réponse, sur # besoin", other: "sans réponse, sur # besoins" }),
    shown: "des structures qui proposent figurent dans un des cinq premiers rangs",
    small: (of: string) => `des premiers rangs aux moins de dix salariés (${of} des structures)`,
    gini: "indice de Gini de l’exposition (0 % : toutes autant montrées)",
  },
  fairness: (percent: string) =>
    `Équité : les petites structures peu montrées gagnent au plus ${percent} de leur score ; une rencontre faible n’est jamais relevée.`,
  fairnessOff: "Équité : aucune petite structure n’est relevée.",
  fairnessLink: "Changer ce réglage",
  fairnessEffect: "Effet du réglage",
  measure: "Mesure",
  before: "Sans",
  after: "Avec",
  measures: {
    gini: "Gini",
    coverage: "Structures montrées",
    smallShare: "Rangs des moins de dix salariés",
  },
  poorlyServed: "Structures sans bonne rencontre",
  whyPoor: "Pourquoi",
  poor: {
    "too-far": "hors zone",
    closed: "écartée par une porte",
    unsought: "personne ne la cherche",
    weak: "rencontre faible",
    silent: "profil vide",
  },
  poorBecause: {
    "too-far": (count: number) =>
      plural("fr", count, {
        one: "# répondrait à un besoin d’ici, mais trop loin : sa zone ou celle du besoin s’arrête avant",
        other:
          "# répondraient à un besoin d’ici, mais trop loin : leur zone ou celle du besoin s’arrête avant",
      }),
    closed: (count: number) =>
      plural("fr", count, {
        one: "# répondrait à un besoin, mais un lot réservé, un label ou un refus l’écarte",
        other: "# répondraient à un besoin, mais un lot réservé, un label ou un refus les écarte",
      }),
    unsought: (count: number) =>
      plural("fr", count, {
        one: "# propose ce que personne ne cherche ici",
        other: "# proposent ce que personne ne cherche ici",
      }),
    weak: (count: number) =>
      plural("fr", count, {
        one: "# n’a que des rencontres faibles (moins de 40 sur 100)",
        other: "# n’ont que des rencontres faibles (moins de 40 sur 100)",
      }),
    silent: (count: number) =>
      plural("fr", count, {
        one: "# n’a rien dit de ce qu’elle propose ni cherche",
        other: "# n’ont rien dit de ce qu’elles proposent ni cherchent",
      }),
  },
  noNeed: "aucun besoin dit",
  withoutNeeds: (count: number) =>
    plural("fr", count, {
      one: "# d’entre elles n’a exprimé aucun besoin : l’inviter à le faire est ce qui l’aiderait le plus.",
      other:
        "# d’entre elles n’ont exprimé aucun besoin : les inviter à le faire est ce qui les aiderait le plus.",
    }),
  nobodyPoor: "Chacune a au moins une bonne rencontre.",
  organisation: "Structure",
  best: "Meilleur score",
  noScore: "aucun",
  decide: "Proposer un rendez-vous",
  more: (count: number) =>
    plural("fr", count, { one: "et # autre, dans l’export", other: "et # autres, dans l’export" }),
  unmet: "Besoins que personne ne sert",
  nothingUnmet: "Chaque besoin a au moins une réponse possible.",
  unmetHint: "Par territoire et activité : de quoi inviter un exposant, ou écrire un appel à projets.",
  group: (count: number) => plural("fr", count, { one: "# besoin", other: "# besoins" }),
  noDepartment: "Territoire inconnu",
  noActivity: "Activité à préciser",
  closed: (count: number) =>
    plural("fr", count, {
      one: "# structure conviendrait, sans la zone, le lot réservé ou le label",
      other: "# structures conviendraient, sans la zone, le lot réservé ou le label",
    }),
  exportNeeds: "Besoins sans réponse (CSV)",
  exportPoor: "Structures sans bonne rencontre (CSV)",
  columns: {
    need: "Besoin",
    department: "Département",
    activity: "Activité",
    closed: "Écartées par une porte",
    needs: "Besoins exprimés",
  },
  pairs: "Vos décisions",
  pairsHint:
    "Un rendez-vous épinglé vient en tête des deux côtés, avec votre raison, et entre dans le calcul de l’agenda. Un rendez-vous écarté n’est plus proposé, réservé ni planifié ; votre raison n’est montrée à aucune des deux.",
  noPair: "Aucune décision : le calcul seul propose.",
  one: "Structure",
  other: "Avec",
  kind: { pin: "Épingler", ban: "Écarter" },
  decided: { pin: "épinglé", ban: "écarté" },
  kindLabel: "Décision",
  reason: "Pourquoi",
  reasonHint: "Sans nom de personne : la raison reste dans l’historique.",
  back: "Couverture et décisions",
  between: (one: string, other: string) => `entre ${one} et ${other}`,
  nothingFor: "Le calcul ne trouve rien qui parle pour ce rendez-vous",
  against: "Ce qui s’y oppose",
  outOfRules:
    "Les règles du salon ne prévoient pas que ces deux-là se rencontrent : une épingle n’y change rien.",
  saidNever: "L’une des deux structures a dit « jamais » : rien ne passe outre.",
  yourDecision: "Votre décision",
  knowingly: "Vous avez confirmé en connaissance de ce qui s’y oppose ; les deux structures le lisent aussi.",
  whoReads: {
    pin: "Votre raison est montrée aux deux structures.",
    ban: "Votre raison reste à vous seul ; les structures n’en savent rien.",
  },
  decideTitle: "Décider",
  reasonDespite: "Dites pourquoi ce rendez-vous a lieu malgré ce qui s’y oppose. Sans nom de personne.",
  despite: "J’ai lu ce qui s’oppose à ce rendez-vous, et je l’épingle quand même",
  despiteHint:
    "Se rencontrer reste permis ; répondre à un lot réservé ne l’est qu’à ceux qui y ont droit. Les deux structures en sont averties.",
  save: "Enregistrer la décision",
  release: "Lever",
  releaseOf: (one: string, other: string) => `la décision entre ${one} et ${other}`,
  done: {
    pin: "Le rendez-vous est épinglé.",
    ban: "Le rendez-vous est écarté.",
    release: "La décision est levée.",
  },
};
