import type { JSX } from "preact";
import { formatDate, formatDates, formatDay, formatNumber, formatTime } from "../../i18n/format.ts";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState, Figure, PageHead, Section } from "../components/card.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

export type FairHomeProps = {
  readonly fair: {
    readonly id: string;
    readonly name: string;
    readonly venue: string;
    readonly firstDay: string;
    readonly lastDay: string;
  };
  readonly days: readonly { readonly startsAt: string; readonly endsAt: string; readonly slots: number }[];
  readonly slotMinutes: number;
  readonly exhibitors: number;
  readonly buyers: number;
  readonly rooms: number;
  readonly registrationOpen: boolean;
  readonly registrationClosesAt: string | null;
  /** Where a signed-in reader goes on; null for a visitor. */
  readonly next: "space" | "board" | "scan" | null;
};

/** The public page of one fair. */
export function fairHomePage(props: FairHomeProps): Page {
  return { title: props.fair.name, section: "home", width: "wide", body: <FairHome {...props} /> };
}

function FairHome(props: FairHomeProps): JSX.Element {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { fair } = props;
  return (
    <div class="stack-large">
      <div class="hero">
        <PageHead
          over={`${formatDates(fair.firstDay, fair.lastDay, i18n)} · ${fair.venue}`}
          title={fair.name}
          lead={t.home.lead(props.slotMinutes)}
        >
          <div class="row">
            {props.next !== null && (
              <ButtonLink kind="main" icon="arrow-right" href={paths[props.next](fair.id)}>
                {t.home.next[props.next]}
              </ButtonLink>
            )}
            {props.next === null && props.registrationOpen && (
              <ButtonLink kind="main" icon="handshake" href={paths.register(fair.id)}>
                {t.common.register}
              </ButtonLink>
            )}
            {props.next === null && (
              <ButtonLink icon="log-in" href={paths.signIn}>
                {t.common.signIn}
              </ButtonLink>
            )}
            <ButtonLink kind="quiet" icon="search" href={paths.directory(fair.id)}>
              {t.home.seeExhibitors}
            </ButtonLink>
          </div>
          {props.next === null && (
            <p class="soft">
              {!props.registrationOpen
                ? t.home.registrationClosed
                : props.registrationClosesAt !== null &&
                  t.home.registrationUntil(formatDate(props.registrationClosesAt, i18n))}
            </p>
          )}
        </PageHead>
        <dl class="figure-row">
          <Figure
            value={formatNumber(props.exhibitors, locale)}
            label={t.home.exhibitors(props.exhibitors)}
          />
          <Figure value={formatNumber(props.buyers, locale)} label={t.home.buyers(props.buyers)} />
          <Figure value={t.common.minutes(props.slotMinutes)} label={t.home.perMeeting} />
        </dl>
      </div>
      <Section id="how" title={t.home.how}>
        <ol class="steps">
          {t.home.steps.map((step, index) => (
            <li key={step.title} class="card">
              <span class="step-number figures" aria-hidden="true">
                {index + 1}
              </span>
              <div class="stack-small">
                <h3>{step.title}</h3>
                <p>{step.text}</p>
              </div>
            </li>
          ))}
        </ol>
      </Section>
      <Section id="days" title={t.home.days}>
        <ul class="plain stack-small">
          {props.days.map((day) => (
            <li key={day.startsAt} class="card row-between">
              <span class="strong">{formatDay(day.startsAt, i18n)}</span>
              <span class="figures">
                {`${formatTime(day.startsAt, i18n)}–${formatTime(day.endsAt, i18n)} · ${t.home.slots(day.slots)}`}
              </span>
            </li>
          ))}
        </ul>
        <p class="soft">{t.home.access}</p>
      </Section>
    </div>
  );
}

export type FairListProps = {
  readonly fairs: readonly {
    readonly id: string;
    readonly name: string;
    readonly venue: string;
    readonly firstDay: string | null;
    readonly lastDay: string | null;
  }[];
};

/** Every fair of this installation. */
export function fairListPage(props: FairListProps): Page {
  return { title: (t) => t.home.fairs, section: null, width: "narrow", body: <FairList {...props} /> };
}

function FairList({ fairs }: FairListProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div class="stack-large">
      <PageHead title={t.home.fairs} lead={t.common.footer.line} />
      {fairs.length === 0 && <EmptyState icon="calendar" title={t.home.noFair} />}
      <ul class="plain stack">
        {fairs.map((fair) => (
          <li key={fair.id} class="card stack-small">
            <h2>
              <a href={paths.fair(fair.id)}>{fair.name}</a>
            </h2>
            <p class="soft">
              {fair.firstDay !== null &&
                fair.lastDay !== null &&
                `${formatDates(fair.firstDay, fair.lastDay, i18n)} · `}
              {fair.venue}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
