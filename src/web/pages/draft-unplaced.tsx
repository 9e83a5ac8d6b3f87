import type { JSX } from "preact";
import type { DraftKind } from "../../domain/fair/agenda-draft.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { EmptyState, PageHead, Tag } from "../components/card.tsx";
import type { Option } from "../components/field.tsx";
import { FilterChoice, FilterQuery } from "../components/filter.tsx";
import { type PageOf, Pagination } from "../components/pagination.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import { PairName } from "./draft-meetings.tsx";
import { BackLink } from "./schedule-drafts.tsx";

export type DraftUnplacedProps = {
  readonly fair: string;
  readonly draft: string;
  readonly canChange: boolean;
  readonly filters: { readonly q: string; readonly reason: string };
  readonly reasons: readonly Option[];
  readonly total: number;
  readonly page: PageOf;
  readonly wishes: readonly {
    readonly ids: readonly [string, string];
    readonly organisations: readonly [string, string];
    readonly kind: DraftKind;
    readonly reason: string;
    /** Placing it would be against somebody's word, or the rules. */
    readonly isClosed: boolean;
  }[];
};

/** Every wish that a draft does not place, with the one reason. */
export function draftUnplacedPage(props: DraftUnplacedProps): Page {
  return {
    title: (t) => t.drafts.unplaced.title,
    section: "schedule",
    width: "wide",
    body: <DraftUnplaced {...props} />,
  };
}

function DraftUnplaced(props: DraftUnplacedProps): JSX.Element {
  const { t } = useI18n();
  const { unplaced } = t.drafts;
  const { fair, draft, filters } = props;
  const isFiltered = filters.q !== "" || filters.reason !== "";
  return (
    <div class="stack-large">
      <PageHead
        over={<BackLink href={paths.draft(fair, draft)} label={t.drafts.backToDraft} />}
        title={unplaced.title}
        lead={unplaced.text}
      >
        <div class="row">
          <ButtonLink href={paths.draftUnplacedFile(fair, draft, "csv")} icon="download" download>
            {unplaced.csv}
          </ButtonLink>
          <ButtonLink href={paths.draftUnplacedFile(fair, draft, "xlsx")} icon="download" download>
            {unplaced.xlsx}
          </ButtonLink>
        </div>
      </PageHead>
      <form method="get" action={paths.draftUnplaced(fair, draft)} class="inline-form card">
        <FilterQuery label={t.schedule.organisation} value={filters.q} />
        <FilterChoice
          name="reason"
          label={unplaced.reason}
          options={props.reasons}
          value={filters.reason}
          empty={unplaced.allReasons}
        />
        <Button icon="search">{t.common.filter}</Button>
      </form>
      <h2>{unplaced.link(props.total)}</h2>
      {props.wishes.length === 0 && (
        <EmptyState icon="check" title={isFiltered ? unplaced.noMatch : unplaced.none} />
      )}
      <ul class="plain stack-small">
        {props.wishes.map((wish) => (
          <li key={wish.ids.join("|")} class="card meeting-line">
            <div class="stack-small">
              <PairName organisations={wish.organisations} />
              <p>{wish.reason}</p>
              <div class="tags">
                <Tag>{t.drafts.kinds[wish.kind]}</Tag>
              </div>
            </div>
            {props.canChange && !wish.isClosed && (
              <div>
                <ButtonLink
                  href={`${paths.draftAdd(fair, draft)}?one=${wish.ids[0]}&other=${wish.ids[1]}`}
                  icon="plus"
                >
                  {unplaced.place} <span class="hidden-visually">{wish.organisations.join(", ")}</span>
                </ButtonLink>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Pagination {...props.page} />
    </div>
  );
}
