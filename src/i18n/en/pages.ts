import type { Catalogue } from "../fr.ts";

export const pages: Catalogue["pages"] = {
  problem: {
    forbidden: {
      title: "This page is not for this account",
      text: "Sign in with the account that may see it, or ask the organiser.",
    },
    missing: {
      title: "Page not found",
      text: "It does not exist, or no longer. The link may be incomplete.",
    },
    busy: { title: "Many people at once", text: "Try again in a few seconds; nothing is lost." },
    wrong: { title: "That did not work", text: "Go back and check what you entered." },
    broken: { title: "A fault on our side", text: "It has been recorded. Try again in a moment." },
  },
  reference: (id) => `Reference to give when you ask for help: ${id}`,
  accessibility: {
    title: "Accessibility",
    lead: (organiser) =>
      `${organiser} wants everybody to be able to use this service. It is partially compliant with RGAA 4.1 and WCAG 2.2 level AA.`,
    sections: [
      {
        title: "What is done",
        lines: [
          "Everything works with a keyboard: booking a slot, answering a request, following the rooms.",
          "No information is given by colour alone: slots and places carry a word or a sign.",
          "Texts and controls have a contrast of at least 4.5:1, graphical marks 3:1.",
          "Targets are at least 44 pixels; the page fits 320 pixels wide.",
          "Live changes are announced without moving what you read.",
          "Curves have the same content as a table.",
        ],
      },
      {
        title: "What is not done yet",
        lines: [
          "No audit by people concerned has been made yet: compliance rests on automatic tests and keyboard trials.",
          "Reading badges with the camera supposes that you see the screen; the code and the name replace it.",
          "Files added by organisations are not checked.",
        ],
      },
    ],
    contactTitle: "An obstacle?",
    contact: (address) => `Write to ${address}: we answer, and give you the information in another way.`,
    contactDesk: "Tell the fair’s desk: we give you the information in another way.",
    rights:
      "Without an answer from us, you can turn to the French Defender of Rights (defenseurdesdroits.fr).",
    tested: (date) => `Pages checked on ${date}.`,
  },
  privacy: {
    title: "Personal data",
    lead: (organiser) => `${organiser} is responsible for these data and neither sells nor lends them.`,
    contact: (address) => `To exercise your rights: ${address}. You can also turn to the CNIL.`,
    contactDesk: "To exercise your rights: the fair’s desk. You can also turn to the CNIL.",
    sections: (months) => [
      {
        title: "What we keep",
        lines: [
          "Your name, your e-mail address and, if you give them, your phone and position.",
          "Your wishes, requests, meetings and scans at the doors.",
          "A “Never” is shown to nobody but you and the organiser.",
        ],
      },
      {
        title: "Why",
        lines: [
          "To propose and hold your meetings (performance of your registration).",
          "To respect the capacity of the rooms (duty of safety).",
          "To count what the fair produced, without naming you (legitimate interest).",
        ],
      },
      {
        title: "How long",
        lines: [
          `Names and contact details: ${months} months after the fair, then they are erased.`,
          "The rest is kept without names, to compare editions.",
        ],
      },
      {
        title: "Your rights",
        lines: [
          "“My data” lets you download everything and erase your name and contact details, at once.",
          "No decision is made by a machine: recommendations say their reasons, you choose.",
          "One cookie only, for your session, and a second for the language. No tracker.",
        ],
      },
    ],
  },
  api: {
    title: "API",
    lead: "Everything this interface does, a program can do. Described in OpenAPI 3.1.",
    document: "Download the OpenAPI document",
    parameters: "Parameters",
    body: "Body",
    answers: "Answers",
    required: "required",
    auth: "Identify yourself",
    authText: "Send the header “Authorization: Bearer” followed by your token. Errors follow RFC 9457.",
    name: "Name",
    place: "Where",
    type: "Type",
    status: "Code",
    meaning: "Meaning",
    schemas: "Shapes of the data",
  },
};
