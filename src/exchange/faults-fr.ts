import { typeset } from "../i18n/typeset.ts";
import type { FaultCatalogue } from "./faults.ts";

const quote = (value: string) => `« ${value} »`;

export const faultsFr: FaultCatalogue = typeset<FaultCatalogue>({
  where: (line, column) => {
    if (line === null) return column === null ? "" : `Colonne ${quote(column)} :`;
    return column === null ? `Ligne ${line} :` : `Ligne ${line}, colonne ${quote(column)} :`;
  },
  sentences: {
    "empty-file": () => "le fichier est vide.",
    "unreadable-file": () =>
      "ce fichier ne se lit ni comme un tableau CSV, ni comme un classeur XLSX, ni comme du JSON.",
    "old-excel": () =>
      "c’est un ancien classeur Excel (.xls) ; enregistrez-le au format .xlsx ou CSV, puis recommencez.",
    "file-too-large": ({ maxMegabytes }) => `le fichier dépasse ${maxMegabytes} Mo.`,
    "too-many-rows": ({ max }) => `le fichier dépasse ${max} lignes ; importez-le en plusieurs fois.`,
    "no-organisation": () => "le fichier ne contient aucune structure sous ses en-têtes.",
    "missing-column": ({ expected }) => `la colonne ${quote(expected)} manque.`,
    "duplicate-column": ({ heading }) => `la colonne ${quote(heading)} figure deux fois.`,
    "near-heading": ({ heading, near }) =>
      `la colonne ${quote(heading)} n’est pas connue ; vouliez-vous dire ${near.map(quote).join(" ou ")} ? Renommez-la, ou retirez-la.`,
    "unknown-commune": ({ value, near }) =>
      near.length === 0
        ? `la commune ${quote(value)} est inconnue ; vérifiez son nom, ou donnez son code Insee ou ses coordonnées.`
        : `la commune ${quote(value)} est inconnue ; vouliez-vous dire ${near.join(" ou ")} ?`,
    "commune-elsewhere": ({ value, department, choices }) =>
      `pas de ${quote(value)} dans le département ${department} ; il y a ${choices.join(", ")}. Corrigez le code postal, ou donnez le code Insee.`,
    "ambiguous-commune": ({ value, choices }) =>
      `plusieurs communes s’appellent ${quote(value)} : ${choices.join(", ")}. Dites laquelle par le code postal ou le code Insee.`,
    "unknown-insee": ({ value }) => `${quote(value)} n’est le code Insee d’aucune commune d’aujourd’hui.`,
    "too-many-cells": ({ headings }) => `la ligne a plus de cellules que les ${headings} en-têtes.`,
    required: () => "à remplir.",
    "unknown-value": ({ value, expected }) =>
      `${quote(value)} est inconnu ; attendu : ${expected.join(", ")}.`,
    "unknown-activity": ({ value, suggestion }) =>
      suggestion === null
        ? `l’activité ${quote(value)} n’est pas dans la liste.`
        : `l’activité ${quote(value)} n’est pas dans la liste ; vouliez-vous dire ${quote(suggestion)} ?`,
    "unknown-partner": ({ value }) => `le partenaire ${quote(value)} n’est la référence d’aucune ligne.`,
    "not-a-number": ({ value }) => `${quote(value)} n’est pas un nombre.`,
    "ambiguous-number": ({ value }) =>
      `${quote(value)} peut se lire de deux façons ; écrivez le nombre sans séparateur de milliers.`,
    "bad-area": ({ value }) =>
      `${quote(value)} n’est pas une zone ; écrivez par exemple 30 km, ou 34, 30 (départements), ou région 76, ou France.`,
    "bad-quantity": ({ value }) =>
      `${quote(value)} n’est pas une quantité ; écrivez par exemple 1200 kg / semaine.`,
    "bad-date": ({ value }) =>
      `${quote(value)} n’est pas une date ; écrivez par exemple 2027-04 ou 15/04/2027.`,
    "bad-postcode": ({ value }) => `${quote(value)} n’est pas un code postal à 5 chiffres.`,
    "bad-insee": ({ value }) => `${quote(value)} n’est pas un code Insee de commune.`,
    "bad-website": ({ value }) => `${quote(value)} n’est pas une adresse de site web.`,
    "bad-email": ({ value }) => `${quote(value)} n’est pas une adresse électronique.`,
    "bad-delegate": ({ value }) => `${quote(value)} : écrivez Prénom Nom <adresse@exemple.fr>.`,
    "siret-length": ({ value }) => `${quote(value)} : un SIRET compte 14 chiffres.`,
    "siret-key": ({ value }) => `${quote(value)} n’est pas un SIRET : sa clé de contrôle est fausse.`,
    "siret-rounded": ({ value }) =>
      `${quote(value)} : le tableur a arrondi le SIRET ; mettez la colonne au format Texte et ressaisissez-le.`,
    "offer-without-text": ({ number }) => `l’offre ${number} est sans texte.`,
    "need-without-text": ({ number }) => `le besoin ${number} est sans texte.`,
    "need-without-kind": ({ number }) =>
      `le besoin ${number} est sans type (acheter, vendre, coopérer, répliquer ou financer).`,
    "too-long": ({ max }) => `${max} caractères au plus.`,
    "out-of-range": ({ min, max }) => {
      if (min === null) return `${max} au plus.`;
      return max === null ? `${min} au moins.` : `attendu entre ${min} et ${max}.`;
    },
    "too-many": ({ max }) => `${max} au plus.`,
    invalid: ({ detail }) => `valeur refusée (${detail}).`,
    "duplicate-name": ({ name, otherLine }) =>
      `${quote(name)}, dans la même commune, figure déjà ligne ${otherLine}.`,
    "duplicate-siret": ({ siret, otherLine }) => `le SIRET ${siret} figure déjà ligne ${otherLine}.`,
    "duplicate-email": ({ email, otherLine }) => `l’adresse ${email} figure déjà ligne ${otherLine}.`,
    "duplicate-reference": ({ reference, otherLine }) =>
      `la référence ${quote(reference)} figure déjà ligne ${otherLine}.`,
  },
});
