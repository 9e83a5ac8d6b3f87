import type { JSX } from "preact";
import { formatRelative, formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { EmptyState, PageHead, Section, Tag } from "../components/card.tsx";
import { Select } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import { Icon } from "../components/icon.tsx";
import { OrganisationTags } from "../components/organisation.tsx";
import type { Explanation } from "../components/score.tsx";
import { WhyMeeting } from "../components/why.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { MeetingView, SlotTime } from "../view-types.ts";

export type InboxProps = {
  readonly fair: string;
  readonly now: string;
  /** Requests that wait for the reader's answer, the first to expire first. */
  readonly received: readonly (MeetingView & {
    /** Slots free on both sides, the proposed ones first. */
    readonly possible: readonly SlotTime[];
    readonly explanation: Explanation | null;
  })[];
  readonly sent: readonly (MeetingView & { readonly explanation: Explanation | null })[];
  /** Declined, withdrawn, expired. */
  readonly closed: readonly MeetingView[];
  readonly delegates: readonly { readonly id: string; readonly name: string }[];
};

/** Requests received and sent, each with its answer. */
export function inboxPage(props: InboxProps): Page {
  return { title: (t) => t.inbox.title, section: "inbox", width: "narrow", body: <Inbox {...props} /> };
}

function Inbox(props: InboxProps): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.inbox.title} lead={t.inbox.lead} />
      <Section id="received" title={t.inbox.received(props.received.length)}>
        {props.received.length === 0 && <EmptyState icon="mail" title={t.inbox.nothingReceived} />}
        <ul class="plain stack">
          {props.received.map((request) => (
            <Received key={request.id} request={request} {...props} />
          ))}
        </ul>
      </Section>
      <Section id="sent" title={t.inbox.sent(props.sent.length)}>
        {props.sent.length === 0 && <p class="soft">{t.inbox.nothingSent}</p>}
        <ul class="plain stack">
          {props.sent.map((request) => (
            <li key={request.id} class="card stack">
              <Head fair={props.fair} request={request} now={props.now} />
              <WhyMeeting explanation={request.explanation} with={request.with.name} />
              <Form action={actions.meeting(props.fair, request.id, "withdraw")} class="">
                <Button icon="x">{t.inbox.withdraw}</Button>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
      {props.closed.length > 0 && (
        <details class="disclosure">
          <summary>{t.inbox.closed(props.closed.length)}</summary>
          <ul class="plain disclosure-body">
            {props.closed.map((request) => (
              <li key={request.id} class="row-between">
                <a href={paths.organisation(props.fair, request.with.id)}>{request.with.name}</a>
                <span class="soft">
                  {t.terms.meetingStatus[request.status]}
                  {request.reason !== null && ` · ${t.terms.declineReason[request.reason]}`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Received(props: InboxProps & { request: InboxProps["received"][number] }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { fair, request, delegates } = props;
  const id = (name: string) => `${request.id}-${name}`;
  const reasons = (["no-time", "no-fit", "already-in-touch", "competitor", "other"] as const).map(
    (value) => ({
      value,
      label: t.terms.declineReason[value],
    }),
  );
  return (
    <li class="card stack">
      <Head fair={fair} request={request} now={props.now} score={request.explanation?.score ?? null} />
      <WhyMeeting explanation={request.explanation} with={request.with.name} scoreIsShown />
      {request.possible.length === 0 ? (
        <p class="soft">{t.inbox.noCommonSlot}</p>
      ) : (
        <Form action={actions.meeting(fair, request.id, "accept")} class="inline-form">
          <Select
            name="slot"
            id={id("slot")}
            label={t.inbox.slot}
            options={request.possible.map((slot) => ({
              value: String(slot.slot),
              label: formatSlot(slot, i18n),
            }))}
            value={String(request.possible[0]?.slot ?? "")}
          />
          {delegates.length > 1 && (
            <Select
              name="delegate"
              id={id("delegate")}
              label={t.booking.withWhom}
              options={delegates.map((one) => ({ value: one.id, label: one.name }))}
              empty={t.booking.anyDelegate}
              optional
              class="no-optional"
            />
          )}
          <Button kind="main" icon="check">
            {t.inbox.accept}
          </Button>
        </Form>
      )}
      <details class="action-details">
        <summary class="button">{t.inbox.decline}</summary>
        <Form action={actions.meeting(fair, request.id, "decline")} class="inline-form">
          <Select name="reason" id={id("reason")} label={t.inbox.reason} options={reasons} value="no-fit" />
          <Button kind="danger">{t.inbox.declineWithReason}</Button>
        </Form>
      </details>
    </li>
  );
}

function Head(props: {
  fair: string;
  request: MeetingView;
  now: string;
  score?: number | null;
}): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { request } = props;
  return (
    <div class="stack-small">
      <div class="score-head">
        <h3>
          <a href={paths.organisation(props.fair, request.with.id)}>{request.with.name}</a>
        </h3>
        {props.score !== undefined && props.score !== null && (
          <p class="score-total figures">
            {props.score}
            <span class="hidden-visually"> {t.match.outOf100}</span>
          </p>
        )}
      </div>
      <OrganisationTags organisation={request.with} />
      {request.message !== null && <blockquote class="quote preline">{request.message}</blockquote>}
      {request.proposed.length > 0 && (
        <p>
          {t.inbox.proposed} {request.proposed.map((slot) => formatSlot(slot, i18n)).join(" · ")}
        </p>
      )}
      {request.expiresAt !== null && (
        <p class="row soft small">
          <Icon name="clock" />
          {t.inbox.expires(formatRelative(request.expiresAt, props.now, i18n))}
        </p>
      )}
      {request.status === "accepted" && <Tag tone="leaf">{t.terms.meetingStatus.accepted}</Tag>}
    </div>
  );
}
