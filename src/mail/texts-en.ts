import { plural } from "../i18n/plural.ts";
import type { MailTexts } from "./message.ts";

const meetings = (count: number) => plural("en", count, { one: "# meeting", other: "# meetings" });
const line = (meeting: { when: string; with: string; where: string }) =>
  `${meeting.when}: ${meeting.with}, ${meeting.where}`;
const withDelegate = (delegate: string | null) =>
  delegate === null ? [] : [{ term: "You meet", value: delegate }];
const because = (reason: string | null) => (reason === null ? [] : [{ term: "Reason", value: reason }]);

export const textsEn: MailTexts = {
  greeting: (name) => `Hello ${name},`,
  closing: "Kind regards,",
  colon: ": ",
  linkHint: "If the button does not open, copy this address into your browser:",
  why: "You receive this message because you are registered on this platform.",
  contact: (contact) => `Any question? ${contact}`,
  mails: {
    "sign-in": ({ link, minutes }) => ({
      subject: "Your sign-in link",
      heading: "Sign in",
      paragraphs: [`This link signs you in once, for ${minutes} minutes.`],
      action: { label: "Sign in", url: link },
      note: "Not you? Ignore this message: without the link nobody signs in in your place.",
    }),
    "registration-received": ({ fair, organisation, link }) => ({
      subject: `${fair}: registration received`,
      heading: "We have your registration",
      paragraphs: [
        `We have received the registration of ${organisation} for ${fair}.`,
        "The team reads it and answers by e-mail. Meanwhile you can complete your offers and needs: the more precise they are, the better your meetings.",
      ],
      action: { label: "Complete my profile", url: link },
    }),
    "organisation-validated": ({ fair, organisation, link }) => ({
      subject: `${fair}: your registration is validated`,
      heading: "Welcome",
      paragraphs: [
        `The registration of ${organisation} for ${fair} is validated.`,
        "You can now see whom to meet, express your wishes and ask for meetings.",
      ],
      action: { label: "See whom to meet", url: link },
    }),
    "organisation-refused": ({ fair, organisation, reason, contact }) => ({
      subject: `${fair}: your registration was not accepted`,
      heading: "Your registration was not accepted",
      paragraphs: [
        `The team has not accepted the registration of ${organisation} for ${fair}.`,
        ...(contact === null ? [] : [`To talk about it: ${contact}`]),
      ],
      facts: because(reason),
    }),
    "meeting-requested": ({ fair, with: other, message, proposed, answerBefore, link }) => ({
      subject: `${other} would like to meet you`,
      heading: `${other} would like to meet you`,
      paragraphs: [`At ${fair}. Please answer before ${answerBefore}; after that the request expires.`],
      ...(message === null ? {} : { quote: { from: other, text: message } }),
      ...(proposed.length === 0 ? {} : { list: { title: "Proposed times", items: proposed } }),
      action: { label: "Answer the request", url: link },
    }),
    "meeting-accepted": ({ fair, with: other, link }) => ({
      subject: `${other} agrees to meet you`,
      heading: `${other} agrees to meet you`,
      paragraphs: [
        `The meeting will take place at ${fair}. You will receive its time and table as soon as they are set.`,
      ],
      action: { label: "See the meeting", url: link },
    }),
    "meeting-declined": ({ with: other, reason, link }) => ({
      subject: `${other} declines your request`,
      heading: `${other} declines`,
      paragraphs: ["Your request is given back to you: you can meet somebody else."],
      facts: because(reason),
      action: { label: "See other meetings", url: link },
    }),
    "meeting-withdrawn": ({ fair, with: other, link }) => ({
      subject: `${other} withdraws its request for a meeting`,
      heading: `${other} withdraws its request`,
      paragraphs: [`There is nothing for you to do for ${fair}.`],
      action: { label: "See my requests", url: link },
    }),
    "meeting-expired": ({ with: other, link }) => ({
      subject: `${other} did not answer in time`,
      heading: "Your request has expired",
      paragraphs: [
        `${other} did not answer in time. Your request is given back to you: you can meet somebody else.`,
      ],
      action: { label: "See other meetings", url: link },
    }),
    "meeting-booked": ({ fair, with: other, when, where, delegate, link }) => ({
      subject: `Meeting with ${other}: ${when}`,
      heading: `Meeting with ${other}`,
      paragraphs: ["It is booked. The attached invitation adds it to your calendar."],
      facts: [
        { term: "When", value: when },
        { term: "Where", value: where },
        ...withDelegate(delegate),
        { term: "Fair", value: fair },
      ],
      action: { label: "See the meeting", url: link },
      note: "Something came up? Move or cancel as soon as you can: somebody else will use the place.",
    }),
    "meeting-moved": ({ fair, with: other, when, where, before, delegate, link }) => ({
      subject: `Meeting moved with ${other}: ${when}`,
      heading: `Meeting moved with ${other}`,
      paragraphs: ["The attached invitation updates your calendar."],
      facts: [
        { term: "Now", value: when },
        { term: "Instead of", value: before },
        { term: "Where", value: where },
        ...withDelegate(delegate),
        { term: "Fair", value: fair },
      ],
      action: { label: "See the meeting", url: link },
    }),
    "meeting-move-proposed": ({ with: other, when, proposed, link }) => ({
      subject: `${other} proposes another time`,
      heading: `${other} proposes another time`,
      paragraphs: ["The meeting keeps its time until you accept."],
      facts: [
        { term: "Proposed", value: proposed },
        { term: "Planned", value: when },
      ],
      action: { label: "Accept or decline", url: link },
    }),
    "slot-offered": ({ with: other, when, where, before, answerBefore, link }) => ({
      subject:
        before === null
          ? `A slot is offered to you with ${other}: ${when}`
          : `May your meeting with ${other} change? Answer before ${answerBefore}`,
      heading: before === null ? `Meet ${other}?` : `Your meeting with ${other}`,
      paragraphs: [
        before === null
          ? "A slot has just fallen free. The meeting is held if you both accept."
          : "It cannot be held as planned. Nothing changes unless both organisations agree.",
        `Answer before ${answerBefore}.`,
      ],
      facts: [
        { term: "Proposed", value: `${when}, ${where}` },
        ...(before === null ? [] : [{ term: "Planned", value: before }]),
      ],
      action: { label: "Accept or decline", url: link },
    }),
    "meeting-cancelled": ({ with: other, when, reason, link }) => ({
      subject: `Meeting cancelled with ${other}: ${when}`,
      heading: `Meeting cancelled with ${other}`,
      paragraphs: ["That time is free again in your agenda, and your calendar is updated."],
      facts: [{ term: "Was planned", value: when }, ...because(reason)],
      action: { label: "Choose another meeting", url: link },
    }),
    "agenda-published": ({ fair, meetings: planned, link }) => ({
      subject: `${fair}: your agenda is ready`,
      heading: "Your agenda is ready",
      paragraphs:
        planned.length === 0
          ? [`The agenda of ${fair} is published. You have no meeting in it yet; some times are still free.`]
          : [`The agenda of ${fair} is published: you have ${meetings(planned.length)}.`],
      ...(planned.length === 0 ? {} : { list: { title: "Your meetings", items: planned.map(line) } }),
      action: { label: "Open my agenda", url: link },
    }),
    "agenda-unpublished": ({ fair, link }) => ({
      subject: `${fair}: your agenda is being revised`,
      heading: "Your agenda is being revised",
      paragraphs: [
        `The team has taken back the agenda of ${fair} to revise it. Your meetings stay accepted; you will receive their times again.`,
      ],
      action: { label: "See my meetings", url: link },
    }),
    reminder: ({ fair, day, venue, meetings: planned, link }) => ({
      subject: `${fair}, ${day}: ${meetings(planned.length)}`,
      heading: `Your day: ${day}`,
      paragraphs: [
        `We look forward to seeing you: ${venue}. Once opened, your agenda stays readable offline.`,
      ],
      list: { title: meetings(planned.length), items: planned.map(line) },
      action: { label: "Open my agenda and my badge", url: link },
    }),
    "export-ready": ({ link, until }) => ({
      subject: "Your data is ready",
      heading: "Your data is ready",
      paragraphs: [`The file that you asked for can be downloaded until ${until}.`],
      action: { label: "Download my data", url: link },
      note: "Not you? Answer this message: somebody may have access to your mailbox.",
    }),
  },
};
