import { createTransport } from "nodemailer";
import { type Mailer, UndeliverableMessage } from "./mailer.ts";
import type { Message } from "./message.ts";
import type { Sender } from "./sender.ts";

export type SmtpOptions = {
  /** `smtp://` or `smtps://user:password@host:port`; nodemailer's settings may follow as a query. */
  readonly url: string;
  readonly from: Sender;
  readonly timeoutMs?: number;
};

/** Sends through one SMTP server over a few kept connections, with TLS whenever the server offers it. */
export function createSmtpMailer({ url, from, timeoutMs = 20_000 }: SmtpOptions): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return {
    async send(message) {
      refuseInjection(message);
      try {
        await transport.sendMail({
          from,
          to: { name: "", address: message.to },
          // The same mail sent twice after a crash has one id, so that readers show it once.
          messageId: `<${message.id.replace(/[^\w.-]/g, "_")}@${domain}>`,
          subject: message.subject,
          text: message.text,
          ...(message.html === undefined ? {} : { html: message.html }),
          ...(message.calendar === undefined
            ? {}
            : { icalEvent: { ...message.calendar, filename: "coventis.ics" } }),
          headers: {
            "Content-Language": message.locale,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
          },
        });
      } catch (error) {
        throw isPermanent(error) ? new UndeliverableMessage(textOf(error), { cause: error }) : error;
      }
    },
    close() {
      transport.close();
    },
  };
}

/** A header of ours holds one line, and one mail has one reader. */
function refuseInjection({ to, subject }: Message): void {
  if (/\p{Cc}/u.test(subject)) throw new UndeliverableMessage("the subject holds a control character");
  if (!/^[^\s\p{Cc}<>,;:"()[\]]+@[^\s\p{Cc}<>,;:"()@]+$/u.test(to)) {
    throw new UndeliverableMessage("the recipient is not one address");
  }
}

/** RFC 5321: 5yz about this recipient or this message is final, except where the server refuses us. */
function isPermanent(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const aboutTheMail = code === "EENVELOPE" || code === "EMESSAGE";
  return aboutTheMail && typeof responseCode === "number" && responseCode >= 500;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
