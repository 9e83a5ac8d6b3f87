import type { JSX } from "preact";
import { formatDay, formatSlot, formatTime } from "../../i18n/format.ts";
import type { Catalogue } from "../../i18n/fr.ts";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { EmptyState, PageHead, Section, Tag } from "../components/card.tsx";
import { Select } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import { Icon } from "../components/icon.tsx";
import { OfferList } from "../components/offer-list.tsx";
import type { Explanation } from "../components/score.tsx";
import { WhyMeeting } from "../components/why.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { MeetingView, OfferView, SlotTime } from "../view-types.ts";

export type AgendaMeeting = MeetingView & {
  /** Slots to which it could move; empty when it may not. */
  readonly possible: readonly SlotTime[];
  /** The other side is told of a move, not asked. */
  readonly movesAtOnce: boolean;
  readonly cancellable: boolean;
  readonly ratable: boolean;
  readonly explanation: Explanation | null;
};
export type AgendaProps = {
  readonly fair: string;
  readonly title: { readonly organisation: string; readonly person: string };
  readonly offers: readonly OfferView[];
  /** Accepted meetings that have no slot yet. */
  readonly toPlace: readonly AgendaMeeting[];
  readonly days: readonly {
    readonly day: number;
    readonly startsAt: string;
    readonly items: readonly (
      | { readonly type: "meeting"; readonly meeting: AgendaMeeting }
      | { readonly type: "break"; readonly label: string; readonly startsAt: string; readonly endsAt: string }
    )[];
  }[];
  /** Address of the calendar feed, secret to this person. */
  readonly feed: string;
  /** The same agenda as a file to download. */
  readonly download: string;
};

/** One delegate's days; readable without network, printable. */
export function agendaPage(props: AgendaProps): Page {
  return { title: (t) => t.agenda.title, section: "agenda", width: "narrow", body: <Agenda {...props} /> };
}

function Agenda(props: AgendaProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const empty = props.days.every((day) => day.items.every((item) => item.type === "break"));
  return (
    <div class="stack-large" data-offline>
      <PageHead over={`${props.title.person} · ${props.title.organisation}`} title={t.agenda.title}>
        <div class="row no-print">
          <ButtonLink icon="download" href={props.download} download>
            {t.agenda.download}
          </ButtonLink>
          <button type="button" class="button" data-print>
            <Icon name="printer" />
            {t.common.print}
          </button>
        </div>
        <p class="row soft small offline-only">
          <Icon name="wifi-off" />
          {t.agenda.offline}
        </p>
      </PageHead>
      <OfferList fair={props.fair} offers={props.offers} />
      {props.toPlace.length > 0 && (
        <Section id="to-place" title={t.agenda.toPlace}>
          <p class="soft">{t.agenda.toPlaceHint}</p>
          <ul class="plain stack">
            {props.toPlace.map((meeting) => (
              <Meeting key={meeting.id} fair={props.fair} meeting={meeting} />
            ))}
          </ul>
        </Section>
      )}
      {empty && (
        <EmptyState icon="calendar" title={t.agenda.nothing}>
          <p>
            <ButtonLink kind="main" href={paths.space(props.fair)}>
              {t.common.nav.space}
            </ButtonLink>
          </p>
        </EmptyState>
      )}
      {!empty &&
        props.days.map((day) => (
          <Section key={day.day} id={`day-${day.day}`} title={formatDay(day.startsAt, i18n)}>
            {day.items.length === 0 && <p class="soft">{t.agenda.emptyDay}</p>}
            <ol class="plain agenda-list">
              {day.items.map((item) =>
                item.type === "break" ? (
                  <li key={item.startsAt} class="agenda-break soft">
                    <time class="agenda-time">{formatTime(item.startsAt, i18n)}</time>
                    {item.label === "" ? t.agenda.break : item.label}
                  </li>
                ) : (
                  <Meeting key={item.meeting.id} fair={props.fair} meeting={item.meeting} />
                ),
              )}
            </ol>
          </Section>
        ))}
      <Section id="feed" title={t.agenda.feedTitle} card>
        <p>{t.agenda.feedText}</p>
        <p class="feed-address">
          <code>{props.feed}</code>
        </p>
        <p class="soft small">{t.agenda.feedSecret}</p>
      </Section>
    </div>
  );
}

function Meeting({ fair, meeting }: { fair: string; meeting: AgendaMeeting }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <li class={`card agenda-item agenda-${meeting.status}`}>
      {meeting.slot !== null && (
        <p class="agenda-time strong">
          <time dateTime={meeting.slot.startsAt}>{formatTime(meeting.slot.startsAt, i18n)}</time>
          <span class="soft small"> {formatTime(meeting.slot.endsAt, i18n)}</span>
        </p>
      )}
      <div class="stack-small agenda-what">
        <h3>
          <a href={paths.organisation(fair, meeting.with.id)}>{meeting.with.name}</a>
        </h3>
        {meeting.place !== null && (
          <p class="row">
            <Icon name="map-pin" />
            {t.terms.at(meeting.place.place, meeting.place.room)}
          </p>
        )}
        {(meeting.myDelegate !== null || meeting.theirDelegate !== null) && (
          <p class="row soft small">
            <Icon name="users" />
            {[meeting.myDelegate, meeting.theirDelegate].filter((name) => name !== null).join(" · ")}
          </p>
        )}
        {meeting.status !== "scheduled" && (
          <Tag tone={toneOf(meeting)}>{t.terms.meetingStatus[meeting.status]}</Tag>
        )}
        {meeting.message !== null && <blockquote class="quote preline small">{meeting.message}</blockquote>}
        <div class="no-print">
          <WhyMeeting explanation={meeting.explanation} with={meeting.with.name} />
        </div>
        <MoveProposal fair={fair} meeting={meeting} />
        <Actions fair={fair} meeting={meeting} />
      </div>
    </li>
  );
}

function MoveProposal({ fair, meeting }: { fair: string; meeting: AgendaMeeting }): JSX.Element | null {
  const i18n = useI18n();
  const { t } = i18n;
  if (meeting.move === null) return null;
  const when = formatSlot(meeting.move.slot, i18n);
  if (meeting.move.byMe) return <p class="strong">{t.agenda.moveAsked(when)}</p>;
  return (
    <Form action={actions.meeting(fair, meeting.id, "answer-move")} class="stack-small">
      <p class="strong">{t.agenda.moveProposed(when)}</p>
      <div class="row">
        <Button kind="main" name="accepted" value="yes" icon="check">
          {t.agenda.acceptMove}
        </Button>
        <Button name="accepted" value="no">
          {t.agenda.keepTime}
        </Button>
      </div>
    </Form>
  );
}

function Actions({ fair, meeting }: { fair: string; meeting: AgendaMeeting }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const id = (name: string) => `${meeting.id}-${name}`;
  const reasons = (["no-time", "no-fit", "already-in-touch", "other"] as const).map((value) => ({
    value,
    label: t.terms.declineReason[value],
  }));
  return (
    <div class="row no-print">
      {meeting.possible.length > 0 && (
        <details class="action-details">
          <summary class="button">{meeting.slot === null ? t.agenda.place : t.agenda.move}</summary>
          <Form
            action={actions.meeting(fair, meeting.id, meeting.slot === null ? "accept" : "move")}
            class="inline-form"
          >
            <Select
              name="slot"
              id={id("slot")}
              label={t.agenda.newSlot}
              options={meeting.possible.map((slot) => ({
                value: String(slot.slot),
                label: formatSlot(slot, i18n),
              }))}
            />
            <Button kind="main">
              {meeting.slot === null
                ? t.agenda.place
                : meeting.movesAtOnce
                  ? t.agenda.moveHere
                  : t.agenda.proposeHere}
            </Button>
          </Form>
        </details>
      )}
      {meeting.cancellable && (
        <details class="action-details">
          <summary class="button button-quiet">{t.agenda.cancel}</summary>
          <Form action={actions.meeting(fair, meeting.id, "cancel")} class="inline-form">
            <Select name="reason" id={id("reason")} label={t.inbox.reason} options={reasons} />
            <Button kind="danger">{t.agenda.cancelThis}</Button>
          </Form>
        </details>
      )}
      {meeting.ratable && <Rate fair={fair} meeting={meeting} />}
    </div>
  );
}

function Rate({ fair, meeting }: { fair: string; meeting: AgendaMeeting }): JSX.Element {
  const { t } = useI18n();
  return (
    <details class="action-details">
      <summary class="button">
        {meeting.rating === null ? t.agenda.giveRating : t.agenda.rated(ratingWords(meeting.rating, t))}
        <span class="hidden-visually"> {meeting.with.name}</span>
      </summary>
      <Form action={actions.meeting(fair, meeting.id, "rate")} class="stack-small" label={t.agenda.rate}>
        <p>{t.agenda.rate}</p>
        <div class="row">
          {([1, 2, 3, 4, 5] as const).map((rating) => (
            <Button key={rating} name="rating" value={String(rating)} pressed={meeting.rating === rating}>
              {t.agenda.ratings[rating]}
            </Button>
          ))}
        </div>
      </Form>
    </details>
  );
}

function ratingWords(rating: number, t: Catalogue): string {
  const words: Readonly<Record<number, string>> = t.agenda.ratings;
  return words[rating] ?? String(rating);
}

function toneOf(meeting: MeetingView): "leaf" | "terra" | "plain" {
  if (meeting.status === "held" || meeting.status === "accepted") return "leaf";
  return meeting.status === "missed" ? "terra" : "plain";
}
