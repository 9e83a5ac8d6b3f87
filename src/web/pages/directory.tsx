import type { JSX } from "preact";
import { Button, ButtonLink } from "../components/button.tsx";
import { EmptyState, PageHead, Tag } from "../components/card.tsx";
import { Check, type Option } from "../components/field.tsx";
import { FilterChoice, FilterQuery, OrganisationChoices } from "../components/filter.tsx";
import { Icon } from "../components/icon.tsx";
import { OrganisationTags } from "../components/organisation.tsx";
import { type PageOf, Pagination } from "../components/pagination.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { OrganisationCard, Wish } from "../view-types.ts";

export type DirectoryFilters = {
  readonly q: string;
  readonly kind: string;
  readonly sector: string;
  readonly family: string;
  readonly inclusion: string;
  readonly department: string;
  /** Only those with a free slot. */
  readonly free: boolean;
};
export type DirectoryProps = {
  readonly fair: string;
  readonly filters: DirectoryFilters;
  readonly options: {
    readonly sectors: readonly Option[];
    readonly departments: readonly Option[];
    readonly families: readonly Option[];
    readonly inclusionKinds: readonly Option[];
  };
  readonly total: number;
  readonly page: PageOf;
  readonly organisations: readonly (OrganisationCard & {
    /** One line of what it offers or looks for. */
    readonly summary: string;
    /** Null when booking is not open. */
    readonly freeSlots: number | null;
    /** The reader's score with it; null for visitors. */
    readonly score: number | null;
    readonly wish: Wish | null;
  })[];
};

/** Everybody who takes part; filters travel in the address (GET). */
export function directoryPage(props: DirectoryProps): Page {
  return {
    title: (t) => t.directory.title,
    section: "directory",
    width: "wide",
    body: <Directory {...props} />,
  };
}

function Directory(props: DirectoryProps): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.directory.title} />
      <div class="columns-side">
        <Filters {...props} />
        <section class="stack" aria-labelledby="results">
          <h2 id="results" class="results-title">
            {t.terms.organisations(props.total)}
          </h2>
          {props.organisations.length === 0 && (
            <EmptyState icon="search" title={t.directory.nothing}>
              <p>{t.directory.nothingHint}</p>
              <p>
                <ButtonLink href={paths.directory(props.fair)}>{t.common.clearFilters}</ButtonLink>
              </p>
            </EmptyState>
          )}
          <ul class="plain card-list">
            {props.organisations.map((organisation) => (
              <Entry key={organisation.id} fair={props.fair} organisation={organisation} />
            ))}
          </ul>
          <Pagination {...props.page} />
        </section>
      </div>
    </div>
  );
}

function Filters({ fair, filters, options }: DirectoryProps): JSX.Element {
  const { t } = useI18n();
  const { q, ...others } = filters;
  const filtered = Object.values(others).some((value) => value !== "" && value !== false);
  const kinds = (["exhibitor", "buyer", "both"] as const).map((value) => ({
    value,
    label: t.terms.participantKind[value],
  }));
  return (
    <form method="get" action={paths.directory(fair)} class="stack filters" aria-label={t.common.search}>
      <FilterQuery label={t.directory.query} hint={t.directory.queryHint} value={q} />
      <details class="disclosure" open={filtered}>
        <summary>{t.directory.filters}</summary>
        <div class="disclosure-body">
          <FilterChoice
            name="kind"
            label={t.directory.kind}
            options={kinds}
            value={filters.kind}
            empty={t.common.all}
          />
          <OrganisationChoices filters={filters} options={options} />
          <FilterChoice
            name="inclusion"
            label={t.directory.inclusion}
            options={options.inclusionKinds}
            value={filters.inclusion}
            empty={t.directory.indifferent}
          />
          <Check name="free" label={t.directory.onlyFree} checked={filters.free} />
        </div>
      </details>
      <div class="row">
        <Button kind="main" icon="search">
          {t.common.search}
        </Button>
        {(filtered || q !== "") && (
          <ButtonLink kind="quiet" href={paths.directory(fair)}>
            {t.common.clearFilters}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

function Entry(props: { fair: string; organisation: DirectoryProps["organisations"][number] }): JSX.Element {
  const { t } = useI18n();
  const { organisation, fair } = props;
  return (
    <li class="card entry">
      <div class="entry-main stack-small">
        <h3>
          <a href={paths.organisation(fair, organisation.id)} class="entry-link">
            {organisation.name}
          </a>
        </h3>
        <p class="soft small">
          {t.terms.participantKind[organisation.kind]} · {organisation.commune}
          {organisation.stand !== null &&
            ` · ${t.terms.at(organisation.stand.place, organisation.stand.room)}`}
        </p>
        <p class="clamp">{organisation.summary}</p>
        <OrganisationTags organisation={organisation} />
      </div>
      <div class="entry-side">
        {organisation.score !== null && (
          <p class="entry-score figures">
            <span class="hidden-visually">{t.match.scoreOf(organisation.score)}</span>
            <span aria-hidden="true">{organisation.score}</span>
          </p>
        )}
        {organisation.wish !== null && (
          <Tag tone={organisation.wish === "never" ? "plain" : "saffron"}>
            {t.terms.wish[organisation.wish]}
          </Tag>
        )}
        {organisation.freeSlots !== null && (
          <p class="small row entry-free">
            <Icon name="clock" />
            {t.terms.freeSlots(organisation.freeSlots)}
          </p>
        )}
      </div>
    </li>
  );
}
