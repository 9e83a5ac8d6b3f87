import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { toCalendarInvitation } from "../../src/exchange/calendar.ts";
import { composeMail } from "../../src/mail/compose.ts";
import { type Mailer, UndeliverableMessage } from "../../src/mail/mailer.ts";
import type { Message } from "../../src/mail/message.ts";
import { parseSender } from "../../src/mail/sender.ts";
import { createSmtpMailer } from "../../src/mail/smtp-mailer.ts";
import { type SmtpInbox, startSmtpInbox } from "./smtp-inbox.ts";

const from = { name: "Coventis, l’équipe", address: "rdv@coventis.example.org" };
const to = "nadia.roux@alto.example.org";
const frame = { signature: "L’équipe de Coventis", contact: null };

function booked(locale: "fr" | "en", cancelled = false): Message {
  const when = locale === "fr" ? "mardi 9 mars, 14:20–14:40" : "Tuesday 9 March, 14:20–14:40";
  const common = {
    fair: "Coventis 2027",
    with: "Bréal & Œuvres",
    link: "https://coventis.example.org/m/1",
    when,
  };
  const reader = { name: "Nadia Roux", locale };
  const composed = cancelled
    ? composeMail("meeting-cancelled", { ...common, reason: null }, reader, frame)
    : composeMail(
        "meeting-booked",
        { ...common, where: "Salle Pasteur, table 12", delegate: null },
        reader,
        frame,
      );
  const calendar = toCalendarInvitation(
    { name: "Coventis 2027", timeZone: "Europe/Paris", language: locale },
    {
      uid: "mtg_1@coventis.example.org",
      sequence: cancelled ? 2 : 0,
      start: "2027-03-09T13:20:00.000Z",
      end: "2027-03-09T13:40:00.000Z",
      summary: "Bréal & Œuvres",
      description: "",
      location: "Salle Pasteur, table 12",
      status: cancelled ? "cancelled" : "confirmed",
      url: "https://coventis.example.org/m/1",
      lastModified: "2027-02-01T08:00:00.000Z",
    },
    { organiser: { name: from.name, email: from.address }, attendee: { name: "Nadia Roux", email: to } },
  );
  return { id: "meeting-booked:mtg_1:0:per_1", to, locale, ...composed, calendar };
}

describe("through a real SMTP server", () => {
  let inbox: SmtpInbox;
  let mailer: Mailer;
  beforeEach(async () => {
    inbox = await startSmtpInbox();
    mailer = createSmtpMailer({ url: inbox.url, from, timeoutMs: 3_000 });
  });
  afterEach(async () => {
    mailer.close();
    await inbox.close();
  });

  test.each(["fr", "en"] as const)("a booked meeting arrives whole, in %s", async (locale) => {
    const message = booked(locale);
    await mailer.send(message);
    const [received] = inbox.received;
    expect(received).toMatchObject({ from: from.address, to: [to] });
    const mail = received?.mail;
    expect(mail?.subject).toBe(message.subject);
    expect(mail?.subject).toContain("Bréal & Œuvres");
    expect(mail?.from).toEqual(from);
    expect(mail?.to).toEqual([{ name: "", address: to }]);
    expect(mail?.text?.replaceAll("\r\n", "\n").trim()).toBe(message.text.trim());
    expect(mail?.html?.trim()).toBe(message.html?.trim());
    expect(mail?.messageId).toBe("<meeting-booked_mtg_1_0_per_1@coventis.example.org>");
    const header = (key: string) => mail?.headers.find((each) => each.key === key)?.value;
    expect(header("content-language")).toBe(locale);
    expect(header("auto-submitted")).toBe("auto-generated");
  });

  test("the invitation is a calendar part, and CANCEL takes it back", async () => {
    await mailer.send(booked("fr"));
    await mailer.send({ ...booked("fr", true), id: "cancel" });
    const [request, cancel] = inbox.received.map(({ mail, raw }) => {
      const parts = mail.attachments.filter(({ mimeType }) => /calendar|ics/.test(mimeType));
      return {
        raw,
        texts: parts.map(({ content }) => decode(content)),
        files: parts.map(({ filename }) => filename),
      };
    });
    expect(request?.raw).toMatch(/Content-Type: text\/calendar;[\s\S]*?method=REQUEST/);
    expect(cancel?.raw).toMatch(/Content-Type: text\/calendar;[\s\S]*?method=CANCEL/);
    expect(request?.files).toContain("coventis.ics");
    expect(request?.texts.length).toBeGreaterThan(0);
    for (const text of request?.texts ?? []) {
      expect(text.replaceAll("\r\n", "\n")).toBe(booked("fr").calendar?.content.replaceAll("\r\n", "\n"));
      expect(text).toContain("SUMMARY:Bréal & Œuvres");
    }
    for (const text of cancel?.texts ?? []) expect(text).toMatch(/METHOD:CANCEL\r?\n/);
  });

  test("headers cannot be injected", async () => {
    const message = booked("fr");
    const hostile: Message[] = [
      { ...message, subject: "Bonjour\r\nBcc: tous@example.org" },
      { ...message, to: "a@example.org\r\nBcc: tous@example.org" },
      { ...message, to: "a@example.org, b@example.org" },
      { ...message, to: "Nadia <a@example.org>" },
      { ...message, to: "a@example.org>\nRCPT TO:<b@example.org" },
      { ...message, to: "" },
    ];
    for (const each of hostile) await expect(mailer.send(each)).rejects.toBeInstanceOf(UndeliverableMessage);
    await mailer.send({ ...message, id: 'x"\r\nBcc: tous@example.org' });
    expect(inbox.received).toHaveLength(1);
    expect(inbox.received[0]?.to).toEqual([to]);
    expect(inbox.received[0]?.raw).not.toMatch(/^Bcc:/im);
  });

  test("tells a refusal for ever from one for now", async () => {
    inbox.refuse("recipient", { code: 550, message: "no such mailbox" });
    await expect(mailer.send(booked("fr"))).rejects.toBeInstanceOf(UndeliverableMessage);
    inbox.refuse("recipient", { code: 451, message: "greylisted" });
    await expect(mailer.send(booked("fr"))).rejects.not.toBeInstanceOf(UndeliverableMessage);
    inbox.refuse("recipient", null);
    inbox.refuse("data", { code: 554, message: "spam" });
    await expect(mailer.send(booked("fr"))).rejects.toBeInstanceOf(UndeliverableMessage);
    inbox.refuse("data", null);
    await mailer.send(booked("fr"));
    expect(inbox.received).toHaveLength(1);
  });

  test("signs in when the address says so; a wrong password is worth another try later", async () => {
    const withUser = (password: string) =>
      createSmtpMailer({
        url: inbox.url.replace("//", `//coventis:${encodeURIComponent(password)}@`),
        from,
        timeoutMs: 3_000,
      });
    const right = withUser("s€cret");
    await right.send(booked("en"));
    right.close();
    const wrong = withUser("other");
    const failure = await wrong.send(booked("en")).catch((error: unknown) => error);
    wrong.close();
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(UndeliverableMessage);
    expect(inbox.received).toHaveLength(1);
  });
});

test("the sender is read from the configuration", () => {
  expect(parseSender("Coventis, l’équipe <rdv@example.org>")).toEqual({
    name: "Coventis, l’équipe",
    address: "rdv@example.org",
  });
  expect(parseSender('"Coventis" <coventis@localhost>')).toEqual({
    name: "Coventis",
    address: "coventis@localhost",
  });
  expect(parseSender("rdv@example.org")).toEqual({ name: "", address: "rdv@example.org" });
  expect(["Coventis", "a@b <c", "a\nBcc: x@y <a@b>", "<a@b> <c@d>"].map(parseSender)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test("a server that is away is a failure for now", async () => {
  const inbox = await startSmtpInbox();
  await inbox.close();
  const mailer = createSmtpMailer({ url: inbox.url, from, timeoutMs: 1_000 });
  const failure = await mailer.send(booked("fr")).catch((error: unknown) => error);
  mailer.close();
  expect(failure).toBeInstanceOf(Error);
  expect(failure).not.toBeInstanceOf(UndeliverableMessage);
});

function decode(content: ArrayBuffer | Uint8Array | string): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}
