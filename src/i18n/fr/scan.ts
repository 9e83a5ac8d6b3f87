import { plural } from "../plural.ts";

export const scan = {
  title: "Accueil",
  room: "Porte de",
  direction: "Sens",
  in: "Entrée",
  out: "Sortie",
  checkIn: "Faire entrer",
  checkOut: "Faire sortir",
  camera: "Image de la caméra",
  startCamera: "Lire les badges avec la caméra",
  stopCamera: "Arrêter la caméra",
  noCamera: "Cet appareil ne lit pas les codes QR : saisissez le code du badge ou cherchez le nom.",
  cameraRefused: "La caméra n’est pas autorisée. Saisissez le code ou cherchez le nom.",
  code: "Code du badge",
  byName: "Chercher un nom ou une structure",
  nobodyFound: "Personne à ce nom.",
  searchOffline: "La recherche a besoin du réseau. Le code du badge suffit, même sans réseau.",
  waiting: (count: number) =>
    plural("fr", count, {
      one: "# passage attend le réseau ; il partira tout seul.",
      other: "# passages attendent le réseau ; ils partiront tout seuls.",
    }),
  allSent: "Tout est transmis.",
  last: "Derniers passages",
  nobodyYet: "Personne encore.",
  state: { waiting: "en attente", sent: "transmis", refused: "refusé" },
  doorOpen: "Entrez, il y a de la place",
  doorNearlyFull: "Presque plein",
  doorFull: "Complet : merci de patienter",
  expected: "Attendus",
  nobodyExpected: "Aucun rendez-vous dans l’heure.",
};
