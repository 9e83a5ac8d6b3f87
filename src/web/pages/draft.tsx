import type { JSX } from "preact";
import { formatNumber, formatRelative } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { PageHead, Section } from "../components/card.tsx";
import { DraftFigures, type DraftFiguresView } from "../components/draft-figures.tsx";
import { FaultSummary } from "../components/fault-summary.tsx";
import { Field } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { LookAgain } from "../components/look-again.tsx";
import { Notice } from "../components/notice.tsx";
import type { PageOf } from "../components/pagination.tsx";
import { UnplacedReasons, type UnplacedView } from "../components/unplaced-reasons.tsx";
import { Effect, ViolationList } from "../components/violations.tsx";
import type {
  DraftLine,
  DraftMeetingView,
  EffectView,
  ProgressPoint,
  ViolationView,
} from "../draft-views.ts";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { Island } from "../island.tsx";
import { GapCurve } from "../islands/computation.tsx";
import { paths } from "../paths.ts";
import type { SlotTime } from "../view-types.ts";
import { LockForm, type LockTyped } from "./draft-lock.tsx";
import { DraftMeetings } from "./draft-meetings.tsx";
import { BackLink, DraftTags, draftName } from "./schedule-drafts.tsx";

export type DraftProps = {
  readonly fair: string;
  readonly now: string;
  readonly draft: DraftLine & {
    readonly seconds: number;
    readonly took: number | null;
    readonly stopped: boolean;
    readonly fault: string | null;
  };
  readonly history: readonly ProgressPoint[];
  readonly figures: DraftFiguresView | null;
  readonly hard: readonly ViolationView[];
  readonly soft: readonly ViolationView[];
  readonly clash: readonly ViolationView[];
  readonly last: (EffectView & { readonly text: string }) | null;
  readonly changes: readonly string[];
  readonly unplaced: UnplacedView;
  /** Meetings that it holds, whatever the filters. */
  readonly held: number;
  readonly locked: number;
  readonly filters: { readonly q: string; readonly state: string; readonly slot: string };
  readonly slots: readonly SlotTime[];
  readonly lock: { readonly names: readonly string[]; readonly typed: LockTyped };
  readonly total: number;
  readonly page: PageOf;
  readonly meetings: readonly DraftMeetingView[];
};

/** One draft: what it is worth, what is wrong with it, and every meeting of it to be changed. */
export function draftPage(props: DraftProps): Page {
  return {
    title: (t) => t.drafts.title,
    section: "schedule",
    width: "wide",
    body: <Draft {...props} />,
  };
}

function Draft(props: DraftProps): JSX.Element {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { draft, fair, unplaced } = props;
  const when = formatRelative(draft.computedAt, props.now, i18n);
  const isReady = draft.status === "ready";
  // Nothing is found yet, or nothing can be: there is nothing to check nor to list.
  const hasAgenda = isReady || (draft.status === "computing" && props.held > 0);
  return (
    <div class="stack-large">
      <PageHead
        over={<BackLink href={paths.schedule(fair)} label={t.drafts.backToSchedule} />}
        title={draftName(draft, props.now, i18n)}
        lead={
          draft.status === "computing"
            ? t.drafts.started(when)
            : draft.took === null
              ? t.drafts.computed(when)
              : t.drafts.computedIn(when, formatNumber(Math.round(draft.took * 10) / 10, locale))
        }
      >
        <DraftTags draft={draft} />
        {draft.stopped && <p class="soft small">{t.drafts.stoppedEarly}</p>}
      </PageHead>
      <FaultSummary faults={props.lock.typed.faults} />
      {draft.status === "computing" && (
        <Section id="progress" title={t.drafts.progress.title} card>
          <Island
            name="Computation"
            props={{ fair, draft: draft.id, seconds: draft.seconds, history: props.history, isOwnPage: true }}
          />
          <LookAgain href={paths.draft(fair, draft.id)} />
        </Section>
      )}
      {draft.status === "failed" && <Failure {...props} />}
      {props.figures !== null && <DraftFigures {...props.figures} />}
      {hasAgenda && (
        <div class="columns-even">
          <div class="stack-large">
            {props.last !== null && !draft.isOut && <LastEdit {...props} last={props.last} />}
            <Check {...props} />
          </div>
          <div class="stack-large">
            {isReady && !draft.isOut && <Rerun {...props} />}
            {unplaced.open.length + unplaced.closed.length > 0 && (
              <Section id="unplaced" title={t.drafts.unplaced.title} card>
                <UnplacedReasons fair={fair} draft={draft.id} unplaced={unplaced} />
              </Section>
            )}
            {isReady && props.history.length > 1 && (
              <details class="disclosure">
                <summary>{t.drafts.progress.course}</summary>
                <div class="disclosure-body">
                  <GapCurve history={props.history} />
                </div>
              </details>
            )}
          </div>
        </div>
      )}
      {hasAgenda && <DraftMeetings {...props} />}
      {draft.status !== "computing" && !draft.isOut && (
        <Form action={actions.removeDraft(fair, draft.id)} confirm={t.drafts.removeQuestion} class="">
          <Button kind="danger" icon="trash-2">
            {t.drafts.remove}
          </Button>
        </Form>
      )}
    </div>
  );
}

function Failure({ clash, draft }: DraftProps): JSX.Element {
  const { t } = useI18n();
  if (clash.length === 0)
    return (
      <Notice tone="error">{draft.fault === "interrupted" ? t.drafts.interrupted : t.drafts.failed}</Notice>
    );
  return (
    <Section id="clash" title={t.drafts.clash.title} card>
      <p>{t.drafts.clash.text}</p>
      <Notice tone="error">
        <ViolationList violations={clash} />
      </Notice>
    </Section>
  );
}

function LastEdit({
  fair,
  draft,
  last,
}: DraftProps & { last: NonNullable<DraftProps["last"]> }): JSX.Element {
  const { t } = useI18n();
  return (
    <Section id="last" title={t.drafts.last.title} card>
      <p>{last.text}</p>
      <Effect effect={last} />
      <Form action={actions.undoDraft(fair, draft.id)} class="">
        <Hidden values={{ known: draft.edits }} />
        <Button icon="chevron-left">{t.drafts.last.undo}</Button>
      </Form>
    </Section>
  );
}

function Check(props: DraftProps): JSX.Element {
  const { t } = useI18n();
  const { fair, draft, hard, soft, changes } = props;
  const { check } = t.drafts;
  const isEmpty = props.held === 0;
  return (
    <Section id="check" title={check.title} card>
      {draft.isOut ? (
        <Notice tone="info">{t.drafts.isOut}</Notice>
      ) : hard.length === 0 ? (
        <Notice tone="success">{check.clean}</Notice>
      ) : (
        <Notice tone="error">
          <p>{check.hard(hard.length)}</p>
          <ViolationList violations={hard} />
        </Notice>
      )}
      {soft.length > 0 && (
        <details class="disclosure">
          <summary>{check.soft(soft.length)}</summary>
          <div class="disclosure-body">
            <ViolationList violations={soft} />
          </div>
        </details>
      )}
      {changes.length > 0 && (
        <Notice tone="warning">
          <p class="strong">{t.drafts.changes.title}</p>
          <ul>
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <p>{t.drafts.changes.text}</p>
        </Notice>
      )}
      {draft.status === "ready" && !draft.isOut && isEmpty && (
        <Notice tone="warning">{t.drafts.publishEmpty}</Notice>
      )}
      {draft.status === "ready" && !draft.isOut && !isEmpty && (
        <Form action={actions.publish(fair)} confirm={t.drafts.publishQuestion}>
          <Hidden values={{ draft: draft.id }} />
          <div class="stack-small">
            <div>
              <Button kind="main" icon="send" disabled={hard.length > 0}>
                {t.drafts.publish}
              </Button>
            </div>
            {hard.length > 0 && <p class="soft small">{t.drafts.publishRefused}</p>}
          </div>
        </Form>
      )}
    </Section>
  );
}

function Rerun(props: DraftProps): JSX.Element {
  const { t } = useI18n();
  const { fair, draft, locked } = props;
  return (
    <Section id="lock" title={t.drafts.lock.title} card>
      <p>{t.drafts.lock.text}</p>
      <LockForm fair={fair} draft={draft.id} known={draft.edits} slots={props.slots} {...props.lock} />
      <div class="stack bordered">
        <h3>{t.drafts.rerun}</h3>
        <p>{t.drafts.rerunText(locked)}</p>
        <Form action={actions.compute(fair)} class="inline-form">
          <Hidden values={{ from: draft.id }} />
          <Field name="seconds" type="number" label={t.schedule.seconds} value={10} min={1} max={600} />
          <Button icon="refresh-cw">{t.drafts.rerun}</Button>
        </Form>
      </div>
    </Section>
  );
}
