export const outbox = {
  title: "Courriels",
  withSmtp: "Ce qui part par votre serveur de courrier.",
  withoutSmtp: "Aucun serveur de courrier n’est configuré : les messages se lisent ici.",
  nothing: "Aucun courriel encore",
  status: { sent: "Parti", waiting: "En attente", failed: "Échec" },
  read: "Lire le message",
  attached: (files: string) => `Pièce jointe : ${files}`,
  follow: "Suivre le lien du message",
};
