import type { JSX } from "preact";
import { formatInstant } from "../../i18n/format.ts";
import { EmptyState, PageHead, Tag } from "../components/card.tsx";
import { type PageOf, Pagination } from "../components/pagination.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";

export type OutboxProps = {
  readonly fair: string;
  /** Mails leave by SMTP; otherwise this page is where they are read. */
  readonly smtp: boolean;
  readonly page: PageOf;
  readonly mails: readonly {
    readonly id: string;
    readonly to: string;
    readonly subject: string;
    readonly at: string;
    readonly text: string;
    readonly status: "sent" | "waiting" | "failed";
    /** The sign-in link or the like, to follow from here in the demo. */
    readonly link: string | null;
    readonly attachments: readonly string[];
  }[];
};

const tones = { sent: "leaf", waiting: "saffron", failed: "terra" } as const;

/** Every mail of the fair, latest first. */
export function outboxPage(props: OutboxProps): Page {
  return { title: (t) => t.outbox.title, section: "outbox", width: "narrow", body: <Outbox {...props} /> };
}

function Outbox(props: OutboxProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div class="stack-large">
      <PageHead title={t.outbox.title} lead={props.smtp ? t.outbox.withSmtp : t.outbox.withoutSmtp} />
      {props.mails.length === 0 && <EmptyState icon="mail" title={t.outbox.nothing} />}
      <ul class="plain stack">
        {props.mails.map((mail) => (
          <li key={mail.id} class="card stack-small">
            <div class="row-between">
              <h2 class="h3">{mail.subject}</h2>
              {(props.smtp || mail.status !== "waiting") && (
                <Tag tone={tones[mail.status]}>{t.outbox.status[mail.status]}</Tag>
              )}
            </div>
            <p class="soft small">
              {mail.to} · {formatInstant(mail.at, i18n)}
            </p>
            <details>
              <summary class="inline-summary">
                {t.outbox.read} <span class="hidden-visually">{mail.subject}</span>
              </summary>
              <pre class="mail-text">{mail.text}</pre>
            </details>
            {mail.attachments.length > 0 && (
              <p class="soft small">{t.outbox.attached(mail.attachments.join(", "))}</p>
            )}
            {mail.link !== null && (
              <p>
                <a href={mail.link}>{t.outbox.follow}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
      <Pagination {...props.page} />
    </div>
  );
}
