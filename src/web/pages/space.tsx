import type { JSX } from "preact";
import { formatDate, formatPercent, formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { ButtonLink } from "../components/button.tsx";
import { EmptyState, PageHead, Section, Tag } from "../components/card.tsx";
import { Gauge } from "../components/gauge.tsx";
import { Icon } from "../components/icon.tsx";
import { Notice } from "../components/notice.tsx";
import { OfferList } from "../components/offer-list.tsx";
import { OrganisationTags } from "../components/organisation.tsx";
import { ScoreSummary } from "../components/score.tsx";
import { WishButtons } from "../components/wish.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type {
  MeetingView,
  OfferView,
  OrganisationCard,
  ParticipantStatus,
  Recommendation,
  Wish,
} from "../view-types.ts";
import {
  Filters,
  isFiltered,
  type RecommendationFilters,
  type RecommendationOptions,
} from "./space-filters.tsx";

export type Quota = { readonly used: number; readonly max: number };
export type SpaceProps = {
  readonly fair: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly status: ParticipantStatus;
  readonly offers: readonly OfferView[];
  readonly nextMeeting: MeetingView | null;
  readonly recommendations: readonly Recommendation[];
  /** How many there are under the filters; those shown are the first. */
  readonly found: number;
  /** Changes when the list would. */
  readonly mark: string;
  readonly filters: RecommendationFilters;
  readonly options: RecommendationOptions;
  /** λ: the most that small organisations are lifted, as a part of their score. */
  readonly fairness: number;
  /** What would raise the matches most: points gained over the needs of others, and how many needs. */
  readonly advice: readonly { readonly text: string; readonly gain: number; readonly needs: number }[];
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
      <OfferList fair={props.fair} offers={props.offers} />
      <div class="columns-board">
        <Section id="recommendations" title={t.space.recommendations}>
          <Filters {...props} />
          <div data-recommendations={props.organisation.id} data-mark={props.mark}>
            {props.recommendations.length === 0 && isFiltered(props.filters) ? (
              <EmptyState icon="search" title={t.space.nothingFiltered}>
                <p>
                  <ButtonLink href={paths.space(props.fair)}>{t.space.noFilter}</ButtonLink>
                </p>
              </EmptyState>
            ) : props.recommendations.length === 0 ? (
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
          </div>
          {props.fairness > 0 && (
            <p class="soft small">{t.space.fairness(formatPercent(props.fairness, i18n.locale))}</p>
          )}
        </Section>
        <div class="stack-large">
          <NextMeeting fair={props.fair} meeting={props.nextMeeting} pending={props.pendingRequests} />
          <Quotas quotas={props.quotas} />
          <Wishes fair={props.fair} wishes={props.wishes} />
          {props.advice.length > 0 && (
            <Section id="advice" title={t.space.advice} card>
              <ul class="bullets">
                {props.advice.map((one) => (
                  <li key={one.text}>
                    {`${one.text.charAt(0).toLocaleUpperCase(i18n.locale)}${one.text.slice(1)} · `}
                    <span class="soft small">
                      {one.gain > 0 ? t.space.gain(one.gain, one.needs) : t.space.concerned(one.needs)}
                    </span>
                  </li>
                ))}
              </ul>
              <p class="soft small">{t.space.adviceHint}</p>
            </Section>
          )}
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
    <li class="card stack recommendation" data-key={organisation.id}>
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
