import type { JSX } from "preact";
import { formatDate, formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState, PageHead, Section, Tag } from "../components/card.tsx";
import { Gauge } from "../components/gauge.tsx";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import { OrganisationTags } from "../components/organisation.tsx";
import { ScoreSummary } from "../components/score.tsx";
import { WishButtons } from "../components/wish.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type {
  MeetingView,
  OrganisationCard,
  ParticipantStatus,
  Recommendation,
  Wish,
} from "../view-types.ts";

export type Quota = { readonly used: number; readonly max: number };
export type SpaceProps = {
  readonly fair: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly status: ParticipantStatus;
  readonly nextMeeting: MeetingView | null;
  readonly recommendations: readonly Recommendation[];
  readonly wishes: readonly { readonly organisation: OrganisationCard; readonly level: Wish }[];
  readonly quotas: { readonly pending: Quota; readonly meetings: Quota };
  readonly pendingRequests: number;
  /** Booking opens then; null when it is open or over. */
  readonly bookingOpensAt: string | null;
  /** What would improve the recommendations, most useful first. */
  readonly missing: readonly ("offers" | "needs" | "activities" | "area" | "quantities" | "delegates")[];
};

/** Where a delegate starts: whom to meet and why, wishes, quotas. */
export function spacePage(props: SpaceProps): Page {
  return { title: (t) => t.space.title, section: "space", width: "wide", body: <Space {...props} /> };
}

function Space(props: SpaceProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div class="stack-large">
      <PageHead over={props.organisation.name} title={t.space.title} />
      {props.status === "pending" && <Notice tone="info">{t.space.pending}</Notice>}
      {props.status === "refused" && <Notice tone="warning">{t.space.refused}</Notice>}
      {props.bookingOpensAt !== null && (
        <Notice tone="info">{t.booking.notOpen(formatDate(props.bookingOpensAt, i18n))}</Notice>
      )}
      <div class="columns-board">
        <Section id="recommendations" title={t.space.recommendations}>
          {props.recommendations.length === 0 ? (
            <EmptyState icon="handshake" title={t.space.nothing}>
              <p>{t.space.nothingHint}</p>
              <p>
                <ButtonLink kind="main" href={paths.profile(props.fair)}>
                  {t.space.complete}
                </ButtonLink>
              </p>
            </EmptyState>
          ) : (
            <ul class="plain stack">
              {props.recommendations.map((one) => (
                <RecommendationCard key={one.organisation.id} fair={props.fair} recommendation={one} />
              ))}
            </ul>
          )}
        </Section>
        <div class="stack-large">
          <NextMeeting fair={props.fair} meeting={props.nextMeeting} pending={props.pendingRequests} />
          <Quotas quotas={props.quotas} />
          <Wishes fair={props.fair} wishes={props.wishes} />
          {props.missing.length > 0 && (
            <Section id="missing" title={t.space.improve} card>
              <ul class="bullets">
                {props.missing.map((item) => (
                  <li key={item}>{t.space.missing[item]}</li>
                ))}
              </ul>
              <ButtonLink href={paths.profile(props.fair)}>{t.space.complete}</ButtonLink>
            </Section>
          )}
        </div>
      </div>
    </div>
  );
}

function RecommendationCard(props: { fair: string; recommendation: Recommendation }): JSX.Element {
  const { t } = useI18n();
  const { fair, recommendation } = props;
  const { organisation, explanation } = recommendation;
  return (
    <li class="card stack recommendation">
      <div class="score-head">
        <div class="stack-small">
          <p class="soft small">
            {t.terms.relation[recommendation.relation]} · {t.match.forYour(recommendation.about)}
          </p>
          <h3>
            <a href={paths.organisation(fair, organisation.id)}>{organisation.name}</a>
          </h3>
          <OrganisationTags organisation={organisation} />
        </div>
        <p class="score-total figures">
          {explanation.score}
          <span class="hidden-visually"> {t.match.outOf100}</span>
        </p>
      </div>
      <ScoreSummary parts={explanation.parts} />
      {explanation.checks.length > 0 && (
        <p class="soft small">
          {t.match.toCheck} {explanation.checks.join(" · ")}
        </p>
      )}
      <div class="row-between recommendation-foot">
        <WishButtons
          action={actions.wish(fair)}
          organisation={organisation.id}
          name={organisation.name}
          level={recommendation.wish}
          compact
        />
        <ButtonLink kind="main" icon="calendar" href={paths.organisation(fair, organisation.id)}>
          {recommendation.freeSlots > 0 ? t.terms.freeSlots(recommendation.freeSlots) : t.space.see}
        </ButtonLink>
      </div>
    </li>
  );
}

function NextMeeting(props: { fair: string; meeting: MeetingView | null; pending: number }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { meeting } = props;
  return (
    <Section id="next" title={t.space.next} card>
      {meeting === null || meeting.slot === null ? (
        <p class="soft">{t.space.noMeeting}</p>
      ) : (
        <div class="stack-small">
          <p class="strong">{formatSlot(meeting.slot, i18n)}</p>
          <p>{meeting.with.name}</p>
          {meeting.place !== null && (
            <p class="row soft">
              <Icon name="map-pin" />
              {t.terms.at(meeting.place.place, meeting.place.room)}
            </p>
          )}
        </div>
      )}
      <div class="row">
        <ButtonLink href={paths.agenda(props.fair)}>{t.common.nav.agenda}</ButtonLink>
        {props.pending > 0 && (
          <ButtonLink kind="main" icon="mail" href={paths.inbox(props.fair)}>
            {t.space.toAnswer(props.pending)}
          </ButtonLink>
        )}
      </div>
    </Section>
  );
}

function Quotas({ quotas }: Pick<SpaceProps, "quotas">): JSX.Element {
  const { t } = useI18n();
  return (
    <Section id="quotas" title={t.space.quotas} card>
      {(["meetings", "pending"] as const).map((key) => (
        <div key={key} class="stack-small">
          <p class="row-between">
            <span>{t.space.quota[key]}</span>
            <span class="figures strong">
              {quotas[key].used} / {quotas[key].max}
            </span>
          </p>
          <Gauge value={quotas[key].used} max={quotas[key].max} label={t.space.quota[key]} />
        </div>
      ))}
      <p class="soft small">{t.space.quotaHint}</p>
    </Section>
  );
}

function Wishes({ fair, wishes }: Pick<SpaceProps, "fair" | "wishes">): JSX.Element {
  const { t } = useI18n();
  return (
    <Section id="wishes" title={t.space.wishes} card>
      {wishes.length === 0 ? (
        <p class="soft">{t.space.noWish}</p>
      ) : (
        <ul class="plain stack-small">
          {wishes.map((wish) => (
            <li key={wish.organisation.id} class="row-between">
              <a href={paths.organisation(fair, wish.organisation.id)}>{wish.organisation.name}</a>
              <Tag tone={wish.level === "must" ? "saffron" : wish.level === "like" ? "leaf" : "plain"}>
                {t.terms.wish[wish.level]}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      <p class="soft small">{t.match.wishHint}</p>
    </Section>
  );
}
