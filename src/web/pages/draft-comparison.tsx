import type { JSX } from "preact";
import type { DraftTotals } from "../../domain/fair/agenda-draft.ts";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageHead, Section, Tag } from "../components/card.tsx";
import { FilterChoice, FilterQuery } from "../components/filter.tsx";
import { Hidden } from "../components/form.tsx";
import { Notice } from "../components/notice.tsx";
import { type PageOf, Pagination } from "../components/pagination.tsx";
import type { DraftLine } from "../draft-views.ts";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import { BackLink, CompareForm, DraftTags, draftName } from "./schedule-drafts.tsx";

/** Who has less in the second, who has more, and for whom only hours or places change. */
export const changedKinds = ["lose", "gain", "changed"] as const;

type Twice = readonly [number, number];
export type Change = {
  readonly id: string;
  readonly name: string;
  readonly meetings: Twice;
  readonly value: Twice;
  readonly breaks: Twice;
  readonly placeChanges: Twice;
  readonly moved: number;
};
export type Changed = {
  readonly kind: (typeof changedKinds)[number];
  readonly total: number;
  /** Most first; some of them where all kinds are shown. */
  readonly changes: readonly Change[];
  /** Null where all kinds are shown. */
  readonly page: PageOf | null;
};
export type DraftComparisonProps = {
  readonly fair: string;
  readonly now: string;
  readonly drafts: readonly DraftLine[];
  readonly first: DraftLine | null;
  readonly second: DraftLine | null;
  readonly filters: { readonly show: "" | Changed["kind"]; readonly q: string };
  /** Null where the two are not two different drafts. */
  readonly comparison: {
    readonly both: number;
    readonly onlyFirst: number;
    readonly onlySecond: number;
    readonly moved: number;
    readonly replaced: number;
    readonly totals: readonly [DraftTotals, DraftTotals];
    readonly lists: readonly Changed[];
  } | null;
};

/** Two drafts side by side: the totals, then who loses, who gains, and for whom only hours or places change. */
export function draftComparisonPage(props: DraftComparisonProps): Page {
  return {
    title: (t) => t.drafts.compare.title,
    section: "schedule",
    width: "wide",
    body: <DraftComparison {...props} />,
  };
}

function DraftComparison(props: DraftComparisonProps): JSX.Element {
  const { t } = useI18n();
  const { compare } = t.drafts;
  const { fair, comparison, first, second, filters } = props;
  return (
    <div class="stack-large">
      <PageHead
        over={<BackLink href={paths.schedule(fair)} label={t.drafts.backToSchedule} />}
        title={compare.title}
        lead={compare.text}
      />
      {comparison === null || first === null || second === null ? (
        <div class="card stack">
          <Notice tone="info">{compare.same}</Notice>
          <CompareForm fair={fair} now={props.now} drafts={props.drafts} />
        </div>
      ) : (
        <>
          <Totals {...props} comparison={comparison} first={first} second={second} />
          <form method="get" action={paths.compareDrafts(fair)} class="inline-form card">
            <Hidden values={{ first: first.id, second: second.id }} />
            <FilterQuery label={t.schedule.organisation} value={filters.q} />
            <FilterChoice
              name="show"
              label={compare.show}
              options={[
                { value: "lose", label: compare.onlyLose },
                { value: "gain", label: compare.onlyGain },
                { value: "changed", label: compare.onlyChanged },
              ]}
              value={filters.show}
              empty={compare.everyone}
            />
            <Button icon="search">{t.common.filter}</Button>
          </form>
          {comparison.lists.map((list) => (
            <Changes
              key={list.kind}
              list={list}
              allAt={`${paths.compareDrafts(fair)}?${new URLSearchParams({
                first: first.id,
                second: second.id,
                show: list.kind,
                ...(filters.q === "" ? {} : { q: filters.q }),
              })}`}
            />
          ))}
          <details class="disclosure">
            <summary>{compare.chooseAgain}</summary>
            <div class="disclosure-body">
              <CompareForm
                fair={fair}
                now={props.now}
                drafts={props.drafts}
                first={first.id}
                second={second.id}
              />
            </div>
          </details>
        </>
      )}
    </div>
  );
}

function Totals(
  props: DraftComparisonProps & {
    comparison: NonNullable<DraftComparisonProps["comparison"]>;
    first: DraftLine;
    second: DraftLine;
  },
): JSX.Element {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { compare, figures } = t.drafts;
  const { fair, comparison, first, second } = props;
  const [a, b] = comparison.totals;
  const whole = (value: number) => formatNumber(Math.round(value), locale);
  const share = (value: number) => formatPercent(value, locale);
  // Of some things fewer are better: the table says which way is which.
  const rows: readonly (readonly [
    label: string,
    before: number,
    after: number,
    better: "more" | "fewer",
    format: (value: number) => string,
  ])[] = [
    [figures.meetings, a.meetings, b.meetings, "more", whole],
    [figures.worth, a.value, b.value, "more", whole],
    [figures.breaksShort, a.breaks, b.breaks, "fewer", whole],
    [figures.placeChanges, a.placeChanges, b.placeChanges, "fewer", whole],
    [figures.organisations, a.organisations, b.organisations, "more", whole],
    [figures.three, a.withThree, b.withThree, "more", whole],
    [figures.gini, a.gini, b.gini, "fewer", share],
  ];
  const name = (draft: DraftLine, label: string) => (
    <div class="stack-small">
      <p class="soft small">{label}</p>
      <p>
        <a class="strong" href={paths.draft(fair, draft.id)}>
          {draftName(draft, props.now, i18n)}
        </a>
      </p>
      <DraftTags draft={draft} />
    </div>
  );
  return (
    <Section
      id="totals"
      title={compare.totals}
      card
      aside={
        <ButtonLink
          href={`${paths.compareDrafts(fair)}?first=${second.id}&second=${first.id}&show=${props.filters.show}`}
          icon="refresh-cw"
          kind="quiet"
        >
          {compare.turn}
        </ButtonLink>
      }
    >
      <div class="columns-even">
        {name(first, compare.first)}
        {name(second, compare.second)}
      </div>
      <table class="table table-kept">
        <caption class="hidden-visually">{compare.totals}</caption>
        <thead>
          <tr>
            <th scope="col">{compare.measure}</th>
            <th scope="col" class="numeric">
              {compare.first}
            </th>
            <th scope="col" class="numeric">
              {compare.second}
            </th>
            <th scope="col">{compare.verdict}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, before, after, better, format]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="numeric">{format(before)}</td>
              <td class="numeric strong">{format(after)}</td>
              <td>
                {format(before) === format(after) ? (
                  <span class="soft">{compare.equal}</span>
                ) : after > before === (better === "more") ? (
                  <Tag tone="leaf">{compare.better}</Tag>
                ) : (
                  <Tag tone="terra">{compare.worse}</Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul class="plain tags">
        {[
          compare.both(comparison.both),
          compare.onlyFirst(comparison.onlyFirst),
          compare.onlySecond(comparison.onlySecond),
          compare.moved(comparison.moved),
          compare.replaced(comparison.replaced),
        ].map((text) => (
          <li key={text}>
            <Tag>{text}</Tag>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Who changes, each with what changes for them and nothing else: it reads on a phone as on a desk. */
function Changes({ list, allAt }: { list: Changed; allAt: string }): JSX.Element {
  const { t, locale } = useI18n();
  const { compare } = t.drafts;
  const { kind, total, changes, page } = list;
  return (
    <Section id={kind} title={`${compare[kind]} (${formatNumber(total, locale)})`}>
      {total === 0 && <p class="soft">{compare.nobody}</p>}
      <ChangeList changes={changes} />
      {page === null && total > changes.length && (
        <div>
          <ButtonLink href={allAt}>
            {compare.seeAll(total)} <span class="hidden-visually">{compare[kind]}</span>
          </ButtonLink>
        </div>
      )}
      {page !== null && <Pagination {...page} />}
    </Section>
  );
}

function ChangeList({ changes }: { readonly changes: readonly Change[] }): JSX.Element {
  const { t, locale } = useI18n();
  const { compare } = t.drafts;
  const whole = (value: number): string => formatNumber(Math.round(value), locale);
  const facts = (change: Change): readonly { readonly label: string; readonly text: string }[] => {
    const measures: readonly (readonly [string, Twice])[] = [
      [compare.meetings, change.meetings],
      [compare.value, change.value],
      [compare.breaks, change.breaks],
      [compare.places, change.placeChanges],
    ];
    const found = measures.flatMap(([label, [before, after]]) =>
      whole(before) === whole(after) ? [] : [{ label, text: compare.from(whole(before), whole(after)) }],
    );
    return change.moved === 0 ? found : [...found, { label: compare.hours, text: whole(change.moved) }];
  };
  return (
    <ul class="plain">
      {changes.map((change) => (
        <li key={change.id} class="draft-line">
          <span class="strong">{change.name}</span>
          <dl class="facts figures">
            {facts(change).map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
