export const pages = {
  problem: {
    forbidden: {
      title: "Cette page n’est pas pour ce compte",
      text: "Connectez-vous avec le compte qui y a droit, ou demandez à l’organisation.",
    },
    missing: {
      title: "Page introuvable",
      text: "Elle n’existe pas, ou plus. Le lien est peut-être incomplet.",
    },
    busy: {
      title: "Beaucoup de monde à la fois",
      text: "Réessayez dans quelques secondes ; rien n’est perdu.",
    },
    wrong: { title: "Cela n’a pas abouti", text: "Revenez en arrière et vérifiez ce que vous avez saisi." },
    broken: { title: "Une erreur de notre côté", text: "Elle est notée. Réessayez dans un instant." },
  },
  reference: (id: string) => `Référence à donner si vous demandez de l’aide : ${id}`,
  accessibility: {
    title: "Accessibilité",
    lead: (organiser: string) =>
      `${organiser} veut que ce service soit utilisable par tous. Il est partiellement conforme au RGAA 4.1 et aux WCAG 2.2 niveau AA.`,
    sections: [
      {
        title: "Ce qui est fait",
        lines: [
          "Tout se fait au clavier : réserver un créneau, répondre à une demande, suivre les salles.",
          "Aucune information n’est donnée par la couleur seule : les créneaux et les places portent un mot ou un signe.",
          "Les textes et les commandes ont un contraste d’au moins 4,5:1, les repères graphiques 3:1.",
          "Les zones à toucher font 44 pixels au moins ; la page tient à 320 pixels de large.",
          "Les changements en direct sont annoncés sans déplacer ce que vous lisez.",
          "Les courbes ont le même contenu en tableau.",
        ],
      },
      {
        title: "Ce qui ne l’est pas encore",
        lines: [
          "Aucun audit par des personnes concernées n’a encore été mené : la conformité vient de tests automatiques et d’essais au clavier.",
          "La lecture des badges par caméra suppose de voir l’écran ; le code et le nom la remplacent.",
          "Les fichiers ajoutés par les structures ne sont pas vérifiés.",
        ],
      },
    ],
    contactTitle: "Un obstacle ?",
    contact: (address: string) =>
      `Écrivez à ${address} : nous répondons et vous donnons l’information autrement.`,
    contactDesk: "Dites-le à l’accueil de la convention : nous vous donnons l’information autrement.",
    rights: "Sans réponse de notre part, vous pouvez saisir le Défenseur des droits (defenseurdesdroits.fr).",
    tested: (date: string) => `Pages vérifiées le ${date}.`,
  },
  privacy: {
    title: "Données personnelles",
    lead: (organiser: string) =>
      `${organiser} est responsable de ces données et ne les vend ni ne les prête.`,
    contact: (address: string) => `Pour exercer vos droits : ${address}. Vous pouvez aussi saisir la CNIL.`,
    contactDesk: "Pour exercer vos droits : l’accueil de la convention. Vous pouvez aussi saisir la CNIL.",
    sections: (months: number) => [
      {
        title: "Ce que nous gardons",
        lines: [
          "Votre nom, votre adresse électronique et, si vous les donnez, votre téléphone et votre fonction.",
          "Vos vœux, demandes, rendez-vous et passages aux portes.",
          "Un vœu « Jamais » n’est montré à personne d’autre que vous et l’organisation.",
        ],
      },
      {
        title: "Pourquoi",
        lines: [
          "Proposer et tenir vos rendez-vous (exécution de votre inscription).",
          "Respecter les jauges des salles (obligation de sécurité).",
          "Compter ce que la convention a produit, sans vous nommer (intérêt légitime).",
        ],
      },
      {
        title: "Combien de temps",
        lines: [
          `Noms et coordonnées : ${months} mois après la convention, puis ils sont effacés.`,
          "Le reste est gardé sans nom, pour comparer les éditions.",
        ],
      },
      {
        title: "Vos droits",
        lines: [
          "« Mes données » permet de tout télécharger et d’effacer vos nom et coordonnées, aussitôt.",
          "Aucune décision n’est prise par une machine : les recommandations disent leurs raisons, vous choisissez.",
          "Un seul cookie, celui de votre session, et un second pour la langue. Aucun traceur.",
        ],
      },
    ],
  },
  api: {
    title: "API",
    lead: "Tout ce que fait cette interface, un programme peut le faire. Décrit en OpenAPI 3.1.",
    document: "Télécharger le document OpenAPI",
    parameters: "Paramètres",
    body: "Corps",
    answers: "Réponses",
    required: "obligatoire",
    auth: "S’identifier",
    authText:
      "Envoyez l’en-tête « Authorization: Bearer » suivi de votre jeton. Les erreurs suivent la RFC 9457.",
    name: "Nom",
    place: "Où",
    type: "Type",
    status: "Code",
    meaning: "Sens",
    schemas: "Formes des données",
  },
};
