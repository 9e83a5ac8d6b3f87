import type { JSX } from "preact";
import { formatDate, formatList, formatNumber, formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { ButtonLink } from "../components/button.tsx";
import { PageHead, Section } from "../components/card.tsx";
import { Notice } from "../components/notice.tsx";
import { OrganisationTags } from "../components/organisation.tsx";
import { Readings, type ReadingView } from "../components/readings.tsx";
import { type Explanation, Score } from "../components/score.tsx";
import { WishButtons } from "../components/wish.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { Island } from "../island.tsx";
import type { BookingProps } from "../islands/booking.tsx";
import { paths } from "../paths.ts";
import type { InclusionKind, MeetingView, NeedKind, OrganisationCard, Wish } from "../view-types.ts";
import type { SectorOptions } from "./registration-form.tsx";

export type OfferView = {
  readonly id: string;
  readonly text: string;
  readonly activities: readonly string[];
  /** Already in words: « 40 km autour de Lattes ». */
  readonly area: string | null;
  readonly capacity: string | null;
};
export type NeedView = {
  readonly id: string;
  readonly kind: NeedKind;
  readonly text: string;
  readonly activities: readonly string[];
  readonly area: string | null;
  readonly volume: string | null;
  readonly budgetKeur: number | null;
  readonly reservedFor: readonly InclusionKind[];
};
export type OrganisationPageProps = {
  readonly fair: string;
  readonly organisation: OrganisationCard & {
    readonly description: string;
    readonly website: string | null;
    readonly staffFte: number | null;
    readonly offers: readonly OfferView[];
    readonly needs: readonly NeedView[];
    /** Names of those present, for signed-in readers only. */
    readonly delegates: readonly { readonly name: string; readonly role: string | null }[];
  };
  /** Null when nothing is known of the reader's needs. */
  readonly explanation: Explanation | null;
  /** Null when the reader may not wish (visitor, organiser, own page). */
  readonly wish: { readonly level: Wish | null } | null;
  /** For the organiser: what the engine reads in its words, to be corrected. */
  readonly readings: {
    readonly sectors: readonly SectorOptions[];
    readonly statements: readonly ReadingView[];
  } | null;
  readonly booking:
    | { readonly type: "open"; readonly props: BookingProps }
    | { readonly type: "meeting"; readonly meeting: MeetingView }
    | { readonly type: "not-open"; readonly opensAt: string }
    | { readonly type: "sign-in" | "closed" | "none" };
};

/** An exhibitor or buyer: why to meet them, when, and who they are. */
export function organisationPage(props: OrganisationPageProps): Page {
  return {
    title: props.organisation.name,
    section: "directory",
    width: "wide",
    body: <OrganisationBody {...props} />,
  };
}

function OrganisationBody(props: OrganisationPageProps): JSX.Element {
  const { t } = useI18n();
  const { organisation } = props;
  const { stand } = organisation;
  return (
    <div class="stack-large">
      <PageHead
        over={stand === null ? organisation.commune : t.terms.at(stand.place, stand.room)}
        title={organisation.name}
      >
        <OrganisationTags organisation={organisation} />
      </PageHead>
      <div class="columns-book">
        <div class="stack-large">
          {props.explanation !== null && <Score explanation={props.explanation} id="why" />}
          {props.wish !== null && (
            <WishButtons
              action={actions.wish(props.fair)}
              organisation={organisation.id}
              name={organisation.name}
              level={props.wish.level}
            />
          )}
        </div>
        <BookingPart {...props} />
      </div>
      <Profile organisation={organisation} />
      {props.readings !== null && (
        <Readings
          action={actions.correctActivities(props.fair, organisation.id)}
          title={t.account.readings}
          hint={t.account.readingsHint}
          sectors={props.readings.sectors}
          readings={props.readings.statements}
        />
      )}
    </div>
  );
}

function BookingPart({ fair, booking }: OrganisationPageProps): JSX.Element | null {
  const i18n = useI18n();
  const { t } = i18n;
  switch (booking.type) {
    case "none":
      return null;
    case "open":
      return (
        <Section
          id="book"
          title={booking.props.mode === "direct" ? t.booking.choose : t.booking.chooseProposals}
        >
          <Island name="Booking" props={booking.props} />
        </Section>
      );
    case "meeting":
      return <KnownMeeting fair={fair} meeting={booking.meeting} />;
    case "not-open":
      return <Notice tone="info">{t.booking.notOpen(formatDate(booking.opensAt, i18n))}</Notice>;
    case "closed":
      return <Notice tone="info">{t.booking.closed}</Notice>;
    case "sign-in":
      return (
        <ButtonLink kind="main" href={paths.signIn} icon="log-in">
          {t.booking.signInToBook}
        </ButtonLink>
      );
    default:
      return booking satisfies never;
  }
}

function KnownMeeting({ fair, meeting }: { fair: string; meeting: MeetingView }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const requested = meeting.status === "requested";
  const title = requested
    ? meeting.askedByMe
      ? t.booking.alreadyRequested
      : t.booking.alreadyAsked
    : t.booking.alreadyMeeting;
  return (
    <Section id="meeting" title={title} card>
      {meeting.slot !== null && <p class="strong">{formatSlot(meeting.slot, i18n)}</p>}
      {meeting.place !== null && <p>{t.terms.at(meeting.place.place, meeting.place.room)}</p>}
      <ButtonLink kind="main" href={requested ? paths.inbox(fair) : paths.agenda(fair)}>
        {requested ? t.booking.seeRequest : t.booking.seeAgenda}
      </ButtonLink>
    </Section>
  );
}

function Profile({ organisation }: Pick<OrganisationPageProps, "organisation">): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="columns-even">
      {organisation.offers.length > 0 && (
        <Section id="offers" title={t.booking.offers} card>
          <ul class="plain statement-list">
            {organisation.offers.map((offer) => (
              <li key={offer.id} class="stack-small">
                <p class="preline">{offer.text}</p>
                <Facts
                  facts={[
                    [t.booking.areaLabel, offer.area],
                    [t.booking.capacityLabel, offer.capacity],
                  ]}
                />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {organisation.needs.length > 0 && (
        <Section id="needs" title={t.booking.needs} card>
          <ul class="plain statement-list">
            {organisation.needs.map((need) => (
              <NeedItem key={need.id} need={need} />
            ))}
          </ul>
        </Section>
      )}
      <About organisation={organisation} />
    </div>
  );
}

function NeedItem({ need }: { need: NeedView }): JSX.Element {
  const { t, locale } = useI18n();
  const kinds = need.reservedFor.map((kind) => t.terms.inclusionKind[kind]);
  return (
    <li class="stack-small">
      <p class="soft small">{t.terms.needKind[need.kind]}</p>
      <p class="preline">{need.text}</p>
      <Facts
        facts={[
          [t.booking.areaLabel, need.area],
          [t.booking.volumeLabel, need.volume],
          [
            t.booking.budgetLabel,
            need.budgetKeur === null ? null : t.booking.budget(formatNumber(need.budgetKeur, locale)),
          ],
        ]}
      />
      {kinds.length > 0 && <p class="small">{t.booking.reservedFor(formatList(kinds, locale))}</p>}
    </li>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string | null])[] }): JSX.Element | null {
  const known = facts.filter((fact) => fact[1] !== null);
  if (known.length === 0) return null;
  return (
    <dl class="facts small">
      {known.map(([label, value]) => (
        <div key={label}>
          <dt class="soft">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function About({ organisation }: Pick<OrganisationPageProps, "organisation">): JSX.Element {
  const { t } = useI18n();
  return (
    <Section id="about" title={t.booking.about} card>
      {organisation.description !== "" && <p class="preline">{organisation.description}</p>}
      <p class="soft">
        {organisation.commune}
        {organisation.staffFte !== null && ` · ${t.booking.staff(organisation.staffFte)}`}
      </p>
      {organisation.website !== null && (
        <p>
          <a href={organisation.website} rel="noopener noreferrer">
            {t.booking.website}
          </a>
        </p>
      )}
      {organisation.delegates.length > 0 && (
        <div class="stack-small">
          <h3>{t.booking.delegates}</h3>
          <ul class="plain">
            {organisation.delegates.map((delegate) => (
              <li key={delegate.name}>
                {delegate.name}
                {delegate.role !== null && <span class="soft"> · {delegate.role}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
