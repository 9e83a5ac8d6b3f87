import { plural } from "../i18n/plural.ts";
import { typeset } from "../i18n/typeset.ts";
import type { MailTexts } from "./message.ts";

const meetings = (count: number) => plural("fr", count, { one: "# rendez-vous", other: "# rendez-vous" });
const line = (meeting: { when: string; with: string; where: string }) =>
  `${meeting.when} : ${meeting.with}, ${meeting.where}`;
const withDelegate = (delegate: string | null) =>
  delegate === null ? [] : [{ term: "Vous rencontrez", value: delegate }];
const because = (reason: string | null) => (reason === null ? [] : [{ term: "Motif", value: reason }]);

export const textsFr: MailTexts = typeset<MailTexts>({
  greeting: (name) => `Bonjour ${name},`,
  closing: "Bien à vous,",
  colon: " : ",
  linkHint: "Si le bouton ne s’ouvre pas, copiez cette adresse dans votre navigateur :",
  why: "Vous recevez ce message parce que vous êtes inscrit ou inscrite sur cette plateforme.",
  contact: (contact) => `Une question ? ${contact}`,
  mails: {
    "sign-in": ({ link, minutes }) => ({
      subject: "Votre lien pour vous connecter",
      heading: "Connectez-vous",
      paragraphs: [`Ce lien vous connecte une seule fois, pendant ${minutes} minutes.`],
      action: { label: "Me connecter", url: link },
      note: "Vous n’avez rien demandé ? Ignorez ce message : sans ce lien, personne ne se connecte à votre place.",
    }),
    "registration-received": ({ fair, organisation, link }) => ({
      subject: `${fair} : inscription reçue`,
      heading: "Votre inscription est reçue",
      paragraphs: [
        `Nous avons bien reçu l’inscription de ${organisation} pour ${fair}.`,
        "L’équipe la relit et vous répond par courriel. En attendant, vous pouvez compléter vos offres et vos besoins : plus ils sont précis, meilleures seront vos rencontres.",
      ],
      action: { label: "Compléter ma fiche", url: link },
    }),
    "organisation-validated": ({ fair, organisation, link }) => ({
      subject: `${fair} : votre inscription est validée`,
      heading: "Bienvenue",
      paragraphs: [
        `L’inscription de ${organisation} pour ${fair} est validée.`,
        "Vous pouvez dès maintenant voir qui rencontrer, exprimer vos vœux et demander des rendez-vous.",
      ],
      action: { label: "Voir mes rencontres", url: link },
    }),
    "organisation-refused": ({ fair, organisation, reason, contact }) => ({
      subject: `${fair} : votre inscription n’est pas retenue`,
      heading: "Votre inscription n’est pas retenue",
      paragraphs: [
        `L’équipe n’a pas retenu l’inscription de ${organisation} pour ${fair}.`,
        ...(contact === null ? [] : [`Pour en parler : ${contact}`]),
      ],
      facts: because(reason),
    }),
    "meeting-requested": ({ fair, with: other, message, proposed, answerBefore, link }) => ({
      subject: `${other} souhaite vous rencontrer`,
      heading: `${other} souhaite vous rencontrer`,
      paragraphs: [`La demande porte sur ${fair}. Répondez avant ${answerBefore} ; ensuite, elle expire.`],
      ...(message === null ? {} : { quote: { from: other, text: message } }),
      ...(proposed.length === 0 ? {} : { list: { title: "Heures proposées", items: proposed } }),
      action: { label: "Répondre à la demande", url: link },
    }),
    "meeting-accepted": ({ fair, with: other, link }) => ({
      subject: `${other} accepte de vous rencontrer`,
      heading: `${other} accepte de vous rencontrer`,
      paragraphs: [
        `Le rendez-vous aura lieu pendant ${fair}. L’heure et la table vous seront envoyées dès qu’elles seront fixées.`,
      ],
      action: { label: "Voir le rendez-vous", url: link },
    }),
    "meeting-declined": ({ with: other, reason, link }) => ({
      subject: `${other} ne donne pas suite à votre demande`,
      heading: `${other} ne donne pas suite`,
      paragraphs: ["Votre demande vous est rendue : vous pouvez rencontrer quelqu’un d’autre."],
      facts: because(reason),
      action: { label: "Voir d’autres rencontres", url: link },
    }),
    "meeting-withdrawn": ({ fair, with: other, link }) => ({
      subject: `${other} retire sa demande de rendez-vous`,
      heading: `${other} retire sa demande`,
      paragraphs: [`Vous n’avez rien à faire pour ${fair}.`],
      action: { label: "Voir mes demandes", url: link },
    }),
    "meeting-expired": ({ with: other, link }) => ({
      subject: `${other} n’a pas répondu à temps`,
      heading: "Votre demande a expiré",
      paragraphs: [
        `${other} n’a pas répondu à temps. Votre demande vous est rendue : vous pouvez rencontrer quelqu’un d’autre.`,
      ],
      action: { label: "Voir d’autres rencontres", url: link },
    }),
    "meeting-booked": ({ fair, with: other, when, where, delegate, link }) => ({
      subject: `Rendez-vous avec ${other} : ${when}`,
      heading: `Rendez-vous avec ${other}`,
      paragraphs: [`C’est réservé. L’invitation jointe l’ajoute à votre calendrier.`],
      facts: [
        { term: "Quand", value: when },
        { term: "Où", value: where },
        ...withDelegate(delegate),
        { term: "Convention", value: fair },
      ],
      action: { label: "Voir le rendez-vous", url: link },
      note: "Un empêchement ? Déplacez ou annulez dès que possible : la place servira à quelqu’un d’autre.",
    }),
    "meeting-moved": ({ fair, with: other, when, where, before, delegate, link }) => ({
      subject: `Rendez-vous déplacé avec ${other} : ${when}`,
      heading: `Rendez-vous déplacé avec ${other}`,
      paragraphs: ["L’invitation jointe met votre calendrier à jour."],
      facts: [
        { term: "Désormais", value: when },
        { term: "Au lieu de", value: before },
        { term: "Où", value: where },
        ...withDelegate(delegate),
        { term: "Convention", value: fair },
      ],
      action: { label: "Voir le rendez-vous", url: link },
    }),
    "meeting-move-proposed": ({ with: other, when, proposed, link }) => ({
      subject: `${other} propose une autre heure`,
      heading: `${other} propose une autre heure`,
      paragraphs: ["Le rendez-vous reste à son heure tant que vous n’avez pas accepté."],
      facts: [
        { term: "Proposé", value: proposed },
        { term: "Prévu", value: when },
      ],
      action: { label: "Accepter ou refuser", url: link },
    }),
    "slot-offered": ({ with: other, when, where, before, answerBefore, link }) => ({
      subject:
        before === null
          ? `Un créneau vous est proposé avec ${other} : ${when}`
          : `Votre rendez-vous avec ${other} peut-il changer ? Réponse avant ${answerBefore}`,
      heading: before === null ? `Rencontrer ${other} ?` : `Votre rendez-vous avec ${other}`,
      paragraphs: [
        before === null
          ? "Un créneau vient de se libérer. Le rendez-vous se tient si vous acceptez tous les deux."
          : "Il ne peut pas se tenir comme prévu. Rien ne change sans l’accord des deux structures.",
        `Répondez avant ${answerBefore}.`,
      ],
      facts: [
        { term: "Proposé", value: `${when}, ${where}` },
        ...(before === null ? [] : [{ term: "Prévu", value: before }]),
      ],
      action: { label: "Accepter ou refuser", url: link },
    }),
    "meeting-cancelled": ({ with: other, when, reason, link }) => ({
      subject: `Rendez-vous annulé avec ${other} : ${when}`,
      heading: `Rendez-vous annulé avec ${other}`,
      paragraphs: ["Cette heure est de nouveau libre dans votre agenda, et votre calendrier est mis à jour."],
      facts: [{ term: "Était prévu", value: when }, ...because(reason)],
      action: { label: "Choisir une autre rencontre", url: link },
    }),
    "agenda-published": ({ fair, meetings: planned, link }) => ({
      subject: `${fair} : votre agenda est prêt`,
      heading: "Votre agenda est prêt",
      paragraphs:
        planned.length === 0
          ? [
              `L’agenda ${fair} est publié. Vous n’y avez pas encore de rendez-vous ; des heures restent libres.`,
            ]
          : [`L’agenda ${fair} est publié : vous avez ${meetings(planned.length)}.`],
      ...(planned.length === 0 ? {} : { list: { title: "Vos rendez-vous", items: planned.map(line) } }),
      action: { label: "Ouvrir mon agenda", url: link },
    }),
    "agenda-unpublished": ({ fair, link }) => ({
      subject: `${fair} : votre agenda est repris`,
      heading: "Votre agenda est repris",
      paragraphs: [
        `L’équipe a retiré l’agenda ${fair} pour le revoir. Vos rendez-vous restent acceptés ; leurs heures vous seront envoyées à nouveau.`,
      ],
      action: { label: "Voir mes rendez-vous", url: link },
    }),
    reminder: ({ fair, day, venue, meetings: planned, link }) => ({
      subject: `${fair}, ${day} : ${meetings(planned.length)}`,
      heading: `Votre journée : ${day}`,
      paragraphs: [`Nous vous attendons : ${venue}. Votre agenda reste lisible sans réseau une fois ouvert.`],
      list: { title: meetings(planned.length), items: planned.map(line) },
      action: { label: "Ouvrir mon agenda et mon badge", url: link },
    }),
    "export-ready": ({ link, until }) => ({
      subject: "Vos données sont prêtes",
      heading: "Vos données sont prêtes",
      paragraphs: [`Le fichier demandé peut être téléchargé jusqu’au ${until}.`],
      action: { label: "Télécharger mes données", url: link },
      note: "Vous n’avez rien demandé ? Répondez-nous : quelqu’un a peut-être accès à votre messagerie.",
    }),
  },
});
