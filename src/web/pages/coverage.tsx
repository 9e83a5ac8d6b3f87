import type { JSX } from "preact";
import { formatNumber, formatPercent } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { EmptyState, Figure, PageHead, Section, Tag } from "../components/card.tsx";
import { Choices, Field } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { ParticipantField, ParticipantNamesList } from "../components/participant-field.tsx";
import { Table } from "../components/table.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

type Exposure = {
  readonly gini: number;
  readonly coverage: number;
  readonly smallShare: number;
  readonly smallPopulation: number;
};
export type PoorWhy = "too-far" | "closed" | "unsought" | "weak" | "silent";
type Named = { readonly id: string; readonly name: string };
export type CoverageProps = {
  readonly fair: string;
  readonly organisations: number;
  readonly needs: number;
  readonly unmetCount: number;
  readonly poorCount: number;
  readonly lambda: number;
  readonly exposure: { readonly before: Exposure; readonly after: Exposure };
  /** The first of them; the best score out of 100, null with no match at all. */
  readonly poorlyServed: readonly (Named & {
    readonly best: number | null;
    readonly why: PoorWhy;
    readonly hasNeeds: boolean;
  })[];
  /** How many for each cause, and how many of them told no need. */
  readonly poorWhy: readonly { readonly why: PoorWhy; readonly count: number }[];
  readonly withoutNeeds: number;
  /** By territory and activity, in words; most needs first. */
  readonly groups: readonly {
    readonly department: string | null;
    readonly activity: string | null;
    readonly needs: readonly {
      readonly id: string;
      readonly text: string;
      readonly organisation: Named;
      readonly closed: number;
    }[];
  }[];
  readonly pairs: readonly {
    readonly kind: "pin" | "ban";
    readonly one: Named;
    readonly other: Named;
    readonly reason: string;
  }[];
  /** Names of the participants, to choose from. */
  readonly names: readonly string[];
  /** What the form holds: a side chosen from the lists, or what was typed. */
  readonly typed: { readonly one: string; readonly other: string; readonly reason: string };
  readonly faults: Readonly<Record<string, string>>;
};

/** Who is left out, which needs nobody serves, who is shown, and what the organiser decided over the engine. */
export function coveragePage(props: CoverageProps): Page {
  return {
    title: (t) => t.coverage.title,
    section: "coverage",
    width: "wide",
    body: <Coverage {...props} />,
  };
}

function Coverage(props: CoverageProps): JSX.Element {
  const { t, locale } = useI18n();
  const { coverage } = t;
  const { after } = props.exposure;
  const percent = (value: number) => formatPercent(value, locale);
  return (
    <div class="stack-large">
      <PageHead title={coverage.title} lead={coverage.lead} />
      <dl class="figure-row">
        <Figure
          value={formatNumber(props.poorCount, locale)}
          label={coverage.figures.poorlyServed(props.organisations)}
        />
        <Figure value={formatNumber(props.unmetCount, locale)} label={coverage.figures.unmet(props.needs)} />
        <Figure value={percent(after.coverage)} label={coverage.figures.shown} />
        <Figure
          value={percent(after.smallShare)}
          label={coverage.figures.small(percent(after.smallPopulation))}
        />
        <Figure value={percent(after.gini)} label={coverage.figures.gini} />
      </dl>
      <div class="columns-board">
        <div class="stack-large">
          <Unmet {...props} />
          <PoorlyServed {...props} />
        </div>
        <div class="stack-large">
          <Decisions {...props} />
          <Fairness {...props} />
        </div>
      </div>
    </div>
  );
}

function Unmet({ fair, groups }: CoverageProps): JSX.Element {
  const { coverage } = useI18n().t;
  return (
    <Section id="unmet" title={coverage.unmet}>
      {groups.length === 0 ? (
        <EmptyState icon="check" title={coverage.nothingUnmet} />
      ) : (
        <>
          <p class="soft">{coverage.unmetHint}</p>
          <ul class="plain stack">
            {groups.map((group) => (
              <li class="card stack-small" key={`${group.department}|${group.activity}`}>
                <div class="row-between">
                  <h3>{group.activity ?? coverage.noActivity}</h3>
                  <Tag tone="saffron">{coverage.group(group.needs.length)}</Tag>
                </div>
                <p class="soft small">{group.department ?? coverage.noDepartment}</p>
                <ul class="plain stack-small">
                  {group.needs.map((need) => (
                    <li key={`${need.organisation.id}|${need.id}`}>
                      <p>{need.text}</p>
                      <p class="soft small">
                        <a href={paths.organisation(fair, need.organisation.id)}>{need.organisation.name}</a>
                        {need.closed > 0 && ` · ${coverage.closed(need.closed)}`}
                      </p>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          <div>
            <ButtonLink href={`${paths.coverage(fair)}/needs.csv`} icon="download" download>
              {coverage.exportNeeds}
            </ButtonLink>
          </div>
        </>
      )}
    </Section>
  );
}

function PoorlyServed({ fair, poorlyServed, poorCount, poorWhy, withoutNeeds }: CoverageProps): JSX.Element {
  const { coverage } = useI18n().t;
  return (
    <Section id="poor" title={coverage.poorlyServed} card>
      {poorlyServed.length === 0 ? (
        <p class="soft">{coverage.nobodyPoor}</p>
      ) : (
        <>
          <ul class="bullets">
            {poorWhy.map(({ why, count }) => (
              <li key={why}>{coverage.poorBecause[why](count)}</li>
            ))}
          </ul>
          {withoutNeeds > 0 && <p class="soft">{coverage.withoutNeeds(withoutNeeds)}</p>}
          <Table
            caption={coverage.poorlyServed}
            captionHidden
            columns={[
              { key: "name", label: coverage.organisation },
              { key: "why", label: coverage.whyPoor },
              { key: "best", label: coverage.best, numeric: true },
              { key: "decide", label: coverage.kindLabel },
            ]}
            rows={poorlyServed.map((one) => ({
              key: one.id,
              cells: {
                name: <a href={paths.organisation(fair, one.id)}>{one.name}</a>,
                why: one.hasNeeds ? coverage.poor[one.why] : `${coverage.poor[one.why]} · ${coverage.noNeed}`,
                best: one.best ?? coverage.noScore,
                decide: (
                  <a href={`${paths.coverage(fair)}?one=${one.id}#pairs`}>
                    {coverage.decide}
                    <span class="hidden-visually"> · {one.name}</span>
                  </a>
                ),
              },
            }))}
          />
          {poorCount > poorlyServed.length && (
            <p class="soft">{coverage.more(poorCount - poorlyServed.length)}</p>
          )}
          <div>
            <ButtonLink href={`${paths.coverage(fair)}/organisations.csv`} icon="download" download>
              {coverage.exportPoor}
            </ButtonLink>
          </div>
        </>
      )}
    </Section>
  );
}

function Decisions({ fair, pairs, names, typed, faults }: CoverageProps): JSX.Element {
  const { coverage, match } = useI18n().t;
  return (
    <Section id="pairs" title={coverage.pairs} card>
      <p class="soft small">{coverage.pairsHint}</p>
      {pairs.length === 0 && <p class="soft">{coverage.noPair}</p>}
      <ul class="plain stack-small">
        {pairs.map(({ kind, one, other, reason }) => (
          <li class="stack-small bordered" key={`${one.id}|${other.id}`}>
            <p>
              <Tag tone={kind === "pin" ? "leaf" : "terra"}>{coverage.decided[kind]}</Tag>{" "}
              <a href={paths.organisation(fair, one.id)}>{one.name}</a> ·{" "}
              <a href={paths.organisation(fair, other.id)}>{other.name}</a>
            </p>
            <p class="soft small">{reason}</p>
            <p>
              <a href={paths.pair(fair, one.id, other.id)}>
                {match.why}
                <span class="hidden-visually"> {coverage.between(one.name, other.name)}</span>
              </a>
            </p>
            <Form action={actions.releasePair(fair)} class="">
              <Hidden values={{ one: one.id, other: other.id }} />
              <button type="submit" class="button button-quiet">
                {coverage.release}
                <span class="hidden-visually"> {coverage.releaseOf(one.name, other.name)}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Form action={actions.decidePair(fair)}>
        <ParticipantNamesList names={names} />
        <ParticipantField name="one" label={coverage.one} value={typed.one} fault={faults["one"]} />
        <ParticipantField name="other" label={coverage.other} value={typed.other} fault={faults["other"]} />
        <Choices
          type="radio"
          name="kind"
          label={coverage.kindLabel}
          options={(["pin", "ban"] as const).map((value) => ({ value, label: coverage.kind[value] }))}
          values={["pin"]}
        />
        <Field
          name="reason"
          label={coverage.reason}
          hint={coverage.reasonHint}
          value={typed.reason}
          fault={faults["reason"]}
        />
        <div>
          <Button kind="main">{coverage.save}</Button>
        </div>
      </Form>
    </Section>
  );
}

function Fairness({ fair, lambda, exposure }: CoverageProps): JSX.Element {
  const { t, locale } = useI18n();
  const { coverage } = t;
  const show = {
    gini: (value: number) => formatPercent(value, locale),
    coverage: (value: number) => formatPercent(value, locale),
    smallShare: (value: number) => formatPercent(value, locale),
  };
  return (
    <Section id="fairness" title={coverage.fairnessEffect} card>
      <p>{lambda > 0 ? coverage.fairness(formatPercent(lambda, locale)) : coverage.fairnessOff}</p>
      <Table
        caption={coverage.fairnessEffect}
        captionHidden
        columns={[
          { key: "measure", label: coverage.measure },
          { key: "before", label: coverage.before, numeric: true },
          { key: "after", label: coverage.after, numeric: true },
        ]}
        rows={(["gini", "coverage", "smallShare"] as const).map((measure) => ({
          key: measure,
          cells: {
            measure: coverage.measures[measure],
            before: show[measure](exposure.before[measure]),
            after: show[measure](exposure.after[measure]),
          },
        }))}
      />
      <a class="target" href={`${paths.prepare(fair)}#rules`}>
        {coverage.fairnessLink}
      </a>
    </Section>
  );
}
