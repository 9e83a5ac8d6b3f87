import { describe, expect, test } from "vitest";
import { composeMail } from "../../src/mail/compose.ts";
import type { MailKind, MailParams } from "../../src/mail/message.ts";

const meeting = {
  fair: "Coventis 2027",
  with: "L'Atelier <b>& Cie",
  link: "https://x.example.org/m/1?a=1&b=2",
};
const placed = { when: "mardi 9 mars, 14:20–14:40", where: "Salle Pasteur, table 12" };
const params: MailParams = {
  "sign-in": { link: "https://x.example.org/s/abc", minutes: 15 },
  "registration-received": { fair: "Coventis 2027", organisation: "Alto", link: "https://x.example.org/o" },
  "organisation-validated": { fair: "Coventis 2027", organisation: "Alto", link: "https://x.example.org/o" },
  "organisation-refused": {
    fair: "Coventis 2027",
    organisation: "Alto",
    reason: "Hors du champ",
    contact: "equipe@coventis.example.org",
  },
  "meeting-requested": {
    ...meeting,
    message: "Bonjour,\n<script>alert(1)</script>\nÀ bientôt",
    proposed: ["mardi 9 mars, 14:20", "mardi 9 mars, 15:00"],
    answerBefore: "lundi 8 mars, 18:00",
  },
  "meeting-accepted": meeting,
  "meeting-declined": { ...meeting, reason: "Pas de besoin commun" },
  "meeting-withdrawn": meeting,
  "meeting-expired": meeting,
  "meeting-booked": { ...meeting, ...placed, delegate: "Nadia Roux" },
  "meeting-moved": { ...meeting, ...placed, before: "mardi 9 mars, 11:40", delegate: null },
  "slot-offered": { ...meeting, ...placed, before: "mardi 9 mars, 9:00", answerBefore: "9:40" },
  "meeting-move-proposed": { ...meeting, when: placed.when, proposed: "mercredi 10 mars, 9:00" },
  "meeting-cancelled": { ...meeting, when: placed.when, reason: null },
  "agenda-published": {
    fair: "Coventis 2027",
    meetings: [{ ...placed, with: "Bréal" }],
    link: "https://x.example.org/a",
  },
  "agenda-unpublished": { fair: "Coventis 2027", link: "https://x.example.org/a" },
  reminder: {
    fair: "Coventis 2027",
    day: "mardi 9 mars",
    venue: "Corum de Montpellier",
    meetings: [
      { ...placed, with: "Bréal" },
      { ...placed, with: "Alto" },
    ],
    link: "https://x.example.org/a",
  },
  "export-ready": { link: "https://x.example.org/e", until: "10 mars 2027, 12:00" },
};
const kinds = Object.keys(params) as MailKind[];
const frame = { signature: "L’équipe de Coventis", contact: "equipe@coventis.example.org" };
const compose = (kind: MailKind, locale: "fr" | "en") =>
  composeMail(kind, params[kind], { name: "Nadia Roux", locale }, frame);

describe.each(["fr", "en"] as const)("in %s", (locale) => {
  test.each(kinds)("%s says the same in text and HTML, without anything from elsewhere", (kind) => {
    const { subject, text, html } = compose(kind, locale);
    expect(subject).toMatch(/^\S.{5,}\S$/u);
    expect(text).toContain(locale === "fr" ? "Bonjour Nadia Roux," : "Hello Nadia Roux,");
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(html).not.toMatch(/undefined|null|NaN|\[object|<img|<script|<link|url\(/);
    expect(html).toContain(`<html lang="${locale}">`);
    for (const line of text.split("\n").filter((each) => each.length > 12)) {
      const words = plain(html);
      const said = line.replace(/^[->] /, "").replace(/\u00a0?:$/, "");
      const [term = "", value = term] = said.split(/\u00a0?: (?=.)/);
      expect(words.includes(said) || (words.includes(term) && words.includes(value)), line).toBe(true);
    }
  });

  test("two languages, two texts", () => {
    const other = locale === "fr" ? "en" : "fr";
    for (const kind of kinds) expect(compose(kind, locale).subject).not.toBe(compose(kind, other).subject);
  });
});

test("French typography: no line breaks before double signs", () => {
  for (const kind of kinds) {
    const { text, subject } = compose(kind, "fr");
    expect(`${subject}\n${text}`).not.toMatch(/ [:;!?»]/);
  }
});

test("what others wrote stays text, and breaks no line of ours", () => {
  const { html, text, subject } = composeMail(
    "meeting-requested",
    { ...params["meeting-requested"], with: "Alto\r\nBcc: tous@exemple.fr\u2028x" },
    { name: "N\r\nX: y <b>", locale: "fr" },
    frame,
  );
  expect(subject).toBe("Alto Bcc: tous@exemple.fr x souhaite vous rencontrer");
  expect(text).toContain("Bonjour N X: y <b>,");
  expect(text).toContain("> <script>alert(1)</script>\n> À bientôt");
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;<br>À bientôt");
  expect(html).toContain("N X: y &lt;b&gt;");
});

test("the links of a mail are exactly its own", () => {
  for (const kind of kinds) {
    const { html } = compose(kind, "en");
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href?.replaceAll("&amp;", "&"));
    const own = params[kind];
    expect(links).toEqual("link" in own ? [own.link, own.link] : []);
  }
});

function plain(html: string): string {
  return html
    .replace(/<br>/g, "\n")
    .replace(/<[^>]+>/g, "\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
