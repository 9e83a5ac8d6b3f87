import type { JSX } from "preact";
import { formatRelative } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { PageHead, Section } from "../components/card.tsx";
import { DraftFigures, type DraftFiguresView } from "../components/draft-figures.tsx";
import { FaultSummary } from "../components/fault-summary.tsx";
import { Field, type Option } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { LookAgain } from "../components/look-again.tsx";
import { Notice } from "../components/notice.tsx";
import type { PageOf } from "../components/pagination.tsx";
import { UnplacedReasons, type UnplacedView } from "../components/unplaced-reasons.tsx";
import type { DraftLine, ProgressPoint } from "../draft-views.ts";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { Island } from "../island.tsx";
import { paths } from "../paths.ts";
import type { MeetingStatus, PlaceName, SlotTime } from "../view-types.ts";
import { ActFor, type ActForProps } from "./schedule-act-for.tsx";
import { Drafts, draftName } from "./schedule-drafts.tsx";
import { Meetings } from "./schedule-meetings.tsx";

const violationsShown = 6;

export type DraftView = {
  readonly id: string;
  readonly line: DraftLine;
  readonly figures: DraftFiguresView | null;
  /** Empty when the checker, which shares no code with the solver, finds nothing. */
  readonly violations: readonly string[];
  readonly unplaced: UnplacedView;
};
export type ScheduleProps = {
  readonly fair: string;
  readonly now: string;
  readonly published: { readonly at: string; readonly meetings: number } | null;
  /** The computation under way. */
  readonly computing: {
    readonly draft: string;
    readonly seconds: number;
    readonly history: readonly ProgressPoint[];
  } | null;
  readonly drafts: readonly DraftLine[];
  readonly draft: DraftView | null;
  readonly filters: { readonly q: string; readonly status: string; readonly room: string };
  readonly rooms: readonly Option[];
  readonly total: number;
  readonly page: PageOf;
  readonly meetings: readonly {
    readonly id: string;
    readonly status: MeetingStatus;
    readonly organisations: readonly [
      { readonly id: string; readonly name: string },
      { readonly id: string; readonly name: string },
    ];
    readonly slot: SlotTime | null;
    readonly place: PlaceName | null;
    readonly locked: boolean;
    readonly possible: readonly SlotTime[];
  }[];
  readonly actFor: Omit<ActForProps, "fair">;
};

/** The agenda of the whole fair: compute, check, publish, and every meeting. */
export function schedulePage(props: ScheduleProps): Page {
  return {
    title: (t) => t.schedule.title,
    section: "schedule",
    width: "wide",
    body: <Schedule {...props} />,
  };
}

function Schedule(props: ScheduleProps): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="stack-large">
      <PageHead title={t.schedule.title} />
      <FaultSummary faults={props.actFor.faults} />
      <div class="columns-even">
        <div class="stack-large">
          <Compute {...props} />
          <Drafts {...props} />
        </div>
        <div class="stack-large">
          <Published {...props} />
          <ActFor fair={props.fair} {...props.actFor} />
        </div>
      </div>
      <Meetings {...props} />
    </div>
  );
}

function Compute({ fair, draft, computing, now }: ScheduleProps): JSX.Element {
  const { t } = useI18n();
  const { schedule } = t;
  return (
    <Section id="compute" title={schedule.compute} card>
      <p>{schedule.computeText}</p>
      {computing === null ? (
        <Form action={actions.compute(fair)} class="inline-form">
          <Field name="seconds" type="number" label={schedule.seconds} value={10} min={1} max={600} />
          <Field
            name="floor"
            type="number"
            label={t.drafts.floor}
            hint={t.drafts.floorHint}
            value={3}
            min={0}
            max={50}
          />
          <Button icon="refresh-cw">{schedule.computeButton}</Button>
        </Form>
      ) : (
        <div class="stack bordered">
          <h3>{t.drafts.progress.title}</h3>
          <Island name="Computation" props={{ fair, ...computing, isOwnPage: false }} />
          <LookAgain href={paths.schedule(fair)} />
        </div>
      )}
      {draft !== null && <Latest fair={fair} now={now} draft={draft} />}
    </Section>
  );
}

function Latest({ fair, draft, now }: { fair: string; draft: DraftView; now: string }): JSX.Element {
  const i18n = useI18n();
  const { schedule, drafts } = i18n.t;
  const isEmpty = draft.figures?.placed === 0;
  return (
    <div class="stack bordered">
      <h3>{draftName(draft.line, now, i18n)}</h3>
      {draft.figures !== null && <DraftFigures {...draft.figures} />}
      {draft.violations.length === 0 ? (
        <Notice tone="success">{schedule.checked}</Notice>
      ) : (
        <Notice tone="error">
          <p>{schedule.violations(draft.violations.length)}</p>
          <ul>
            {draft.violations.slice(0, violationsShown).map((violation) => (
              <li key={violation}>{violation}</li>
            ))}
          </ul>
          {draft.violations.length > violationsShown && (
            <p>
              <a href={`${paths.draft(fair, draft.id)}#check`}>{schedule.allViolations}</a>
            </p>
          )}
        </Notice>
      )}
      <UnplacedReasons fair={fair} draft={draft.id} unplaced={draft.unplaced} />
      {isEmpty && <Notice tone="warning">{drafts.publishEmpty}</Notice>}
      <div class="row">
        <ButtonLink href={paths.draft(fair, draft.id)} icon="pencil">
          {drafts.open}
        </ButtonLink>
        {!isEmpty && (
          <Form action={actions.publish(fair)} class="" confirm={schedule.publishQuestion}>
            <Hidden values={{ draft: draft.id }} />
            <Button kind="main" icon="send" disabled={draft.violations.length > 0}>
              {schedule.publish}
            </Button>
          </Form>
        )}
      </div>
    </div>
  );
}

function Published({ fair, published, drafts, now }: ScheduleProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const draft = drafts.find(({ isOut }) => isOut);
  return (
    <Section id="published" title={t.schedule.published} card>
      {published === null ? (
        <p class="soft">{t.schedule.notPublished}</p>
      ) : (
        <>
          <p>{t.schedule.publishedSince(published.meetings, formatRelative(published.at, now, i18n))}</p>
          {draft && (
            <p>
              <a href={paths.draft(fair, draft.id)}>{draftName(draft, now, i18n)}</a>
            </p>
          )}
          <Form action={actions.unpublish(fair)} confirm={t.schedule.unpublishQuestion}>
            <div>
              <Button kind="danger">{t.schedule.unpublish}</Button>
            </div>
          </Form>
        </>
      )}
      <p class="soft small">{t.schedule.publishHint}</p>
    </Section>
  );
}
