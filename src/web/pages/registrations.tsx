import type { JSX } from "preact";
import { formatDate } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { EmptyState, PageHead, Section, Tag } from "../components/card.tsx";
import { Check, Field } from "../components/field.tsx";
import { FilterQuery } from "../components/filter.tsx";
import { Form } from "../components/form.tsx";
import { type MeetingLength, MeetingLengthForm } from "../components/meeting-length.tsx";
import { Notice } from "../components/notice.tsx";
import { type PageOf, Pagination } from "../components/pagination.tsx";
import { Table } from "../components/table.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { OrganisationCard, ParticipantStatus } from "../view-types.ts";

export type RegistrationsProps = {
  readonly fair: string;
  readonly counts: Readonly<Record<ParticipantStatus, number>>;
  /** The status shown; `pending` first. */
  readonly status: ParticipantStatus;
  /** What names and communes hold, of those shown. */
  readonly text: string;
  readonly page: PageOf;
  readonly registrations: readonly (OrganisationCard & {
    readonly registeredAt: string;
    readonly delegates: number;
    readonly offers: number;
    readonly needs: number;
    readonly refusal: string | null;
    readonly meetingLength: MeetingLength;
    /** What the organiser should look at, in words: « SIRET déjà inscrit ». */
    readonly warnings: readonly string[];
  })[];
  /** The last import: nothing was kept unless `faults` is empty. */
  readonly imported: {
    readonly file: string;
    readonly accepted: number;
    readonly faults: readonly {
      readonly line: number;
      readonly column: string | null;
      readonly text: string;
    }[];
  } | null;
};

/** Registrations to validate or refuse, and the import of a spreadsheet. */
export function registrationsPage(props: RegistrationsProps): Page {
  return {
    title: (t) => t.registrations.title,
    section: "registrations",
    width: "wide",
    body: <Registrations {...props} />,
  };
}

const statuses: readonly ParticipantStatus[] = ["pending", "validated", "refused", "withdrawn"];

function Registrations(props: RegistrationsProps): JSX.Element {
  const { t } = useI18n();
  const { fair } = props;
  return (
    <div class="stack-large">
      <PageHead title={t.registrations.title} />
      <nav class="tabs" aria-label={t.registrations.byStatus}>
        {statuses.map((status) => (
          <a
            key={status}
            class="tab"
            href={`${paths.registrations(fair)}?status=${status}`}
            aria-current={status === props.status ? "page" : undefined}
          >
            {t.registrations.tabs[status]} <span class="figures soft">{props.counts[status]}</span>
          </a>
        ))}
      </nav>
      <div class="columns-board">
        <div class="stack">
          {(props.page.pages > 1 || props.text !== "") && (
            <form method="get" action={paths.registrations(fair)} class="inline-form card">
              <input type="hidden" name="status" value={props.status} />
              <FilterQuery label={t.registrations.nameOrCommune} value={props.text} />
              <Button icon="search">{t.common.filter}</Button>
            </form>
          )}
          {props.registrations.length === 0 && (
            <EmptyState
              icon="check"
              title={
                props.text === ""
                  ? t.registrations.nothing[props.status]
                  : t.registrations.nobodyOf(props.text)
              }
            />
          )}
          <ul class="plain stack">
            {props.registrations.map((one) => (
              <Registration key={one.id} fair={fair} registration={one} status={props.status} />
            ))}
          </ul>
          <Pagination {...props.page} />
        </div>
        <Import {...props} />
      </div>
    </div>
  );
}

function Registration(props: {
  fair: string;
  registration: RegistrationsProps["registrations"][number];
  status: ParticipantStatus;
}): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { registration: one, fair, status } = props;
  return (
    <li class="card stack">
      <div class="stack-small">
        <div class="row-between">
          <h2 class="h3">
            <a href={paths.organisation(fair, one.id)}>{one.name}</a>
          </h2>
          <span class="soft small">{formatDate(one.registeredAt, i18n)}</span>
        </div>
        <p class="soft">
          {t.terms.participantKind[one.kind]} · {t.terms.family[one.family]} · {one.commune}
        </p>
        <p>{t.registrations.content(one.offers, one.needs, one.delegates)}</p>
        {one.warnings.map((warning) => (
          <Notice key={warning} tone="warning">
            {warning}
          </Notice>
        ))}
        {one.refusal !== null && <p class="soft">{t.registrations.refusedBecause(one.refusal)}</p>}
      </div>
      {status !== "withdrawn" && (
        <div class="row">
          {status !== "validated" && (
            <Form action={actions.validate(fair, one.id)} class="">
              <button type="submit" class="button button-main">
                {t.registrations.validate} <span class="hidden-visually">{one.name}</span>
              </button>
            </Form>
          )}
          {status === "pending" && (
            <details class="action-details">
              <summary class="button">{t.registrations.refuse}</summary>
              <Form action={actions.refuse(fair, one.id)} class="inline-form">
                <Field
                  name="reason"
                  id={`${one.id}-reason`}
                  label={t.registrations.reason}
                  hint={t.registrations.reasonHint}
                />
                <Button kind="danger">{t.registrations.refuseNow}</Button>
              </Form>
            </details>
          )}
          <details class="action-details">
            <summary class="button">
              {t.registrations.meetingsOf(one.meetingLength.slots * one.meetingLength.slotMinutes)}{" "}
              <span class="hidden-visually">{one.name}</span>
            </summary>
            <MeetingLengthForm
              id={`${one.id}-length`}
              action={actions.meetingSlotsOf(fair, one.id)}
              length={one.meetingLength}
            />
          </details>
        </div>
      )}
    </li>
  );
}

function Import({ fair, imported }: RegistrationsProps): JSX.Element {
  const { t } = useI18n();
  const { registrations } = t;
  return (
    <Section id="import" title={registrations.importTitle} card>
      <p>{registrations.importText}</p>
      <p>
        <a href={paths.importTemplate("xlsx")} download>
          {registrations.template("XLSX")}
        </a>{" "}
        ·{" "}
        <a href={paths.importTemplate("csv")} download>
          {registrations.template("CSV")}
        </a>
      </p>
      {imported !== null && imported.faults.length === 0 && (
        <Notice tone="success">{registrations.imported(imported.accepted, imported.file)}</Notice>
      )}
      {imported !== null && imported.faults.length > 0 && (
        <>
          <Notice tone="error">{registrations.notImported(imported.faults.length, imported.file)}</Notice>
          <Table
            caption={registrations.faults}
            columns={[
              { key: "line", label: registrations.line, numeric: true },
              { key: "column", label: registrations.column },
              { key: "text", label: registrations.fault },
            ]}
            rows={imported.faults.map((fault, index) => ({
              key: `${index}`,
              cells: { line: fault.line, column: fault.column ?? "—", text: fault.text },
            }))}
          />
        </>
      )}
      <Form action={actions.importFile(fair)} upload>
        <Field
          name="file"
          type="file"
          label={registrations.file}
          hint={registrations.fileHint}
          accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        />
        <Check name="validated" label={registrations.validatedAtOnce} checked={false} />
        <div>
          <Button icon="file-up">{registrations.importButton}</Button>
        </div>
      </Form>
      <p>
        <Tag>{registrations.allOrNothing}</Tag>
      </p>
    </Section>
  );
}
