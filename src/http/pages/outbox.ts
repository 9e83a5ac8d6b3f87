import { Hono } from "hono";
import { toInstant } from "../../domain/instant.ts";
import type { MailRecord } from "../../vault/vault.ts";
import { type OutboxProps, outboxPage } from "../../web/pages/outbox.tsx";
import type { AppEnv } from "../env.ts";
import { deskPage } from "./own-page.ts";
import { pageOf } from "./paging.ts";
import { problemPage } from "./refusal.ts";
import { type PageServices, show } from "./visit.ts";

const mailsKept = 500;
const mailsOnPage = 20;

/** The mails that the server queued, where the organiser may read them. */
export function outboxPages(services: PageServices): Hono<AppEnv> {
  const pages = new Hono<AppEnv>();
  pages.get(
    "/fairs/:fair/outbox",
    deskPage(services, "outbox.read", async (here) => {
      if (!services.outboxIsVisible) return problemPage(here, { code: "not-found" });
      const mails = await services.runtime.vault.listMails(mailsKept);
      const { page, from, to } = pageOf(here.c.req.url, mails.length, mailsOnPage);
      const props: OutboxProps = {
        fair: here.fairId,
        smtp: services.config.smtpUrl !== undefined,
        page,
        mails: mails.slice(from, to).map((record) => toMail(record, services.baseUrl())),
      };
      return show(here, outboxPage(props));
    }),
  );
  return pages;
}

function toMail({ mail, status, queuedAtMs }: MailRecord, baseUrl: string): OutboxProps["mails"][number] {
  const link = mail.text.match(/https?:\/\/\S+/g)?.find((url) => url.startsWith(baseUrl)) ?? null;
  return {
    id: mail.id,
    to: mail.to,
    subject: mail.subject,
    at: toInstant(queuedAtMs),
    text: mail.text,
    status: status === "abandoned" ? "failed" : status,
    link: link === null ? null : link.slice(baseUrl.length),
    attachments: mail.calendar ? [`${mail.calendar.method.toLowerCase()}.ics`] : [],
  };
}
