import type { JSX } from "preact";
import { formatNumber, formatPercent, formatTime } from "../../i18n/format.ts";
import { ButtonLink } from "../components/button.tsx";
import { Figure, PageHead, Section } from "../components/card.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import { Table } from "../components/table.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import type { MeetingStatus, SlotTime } from "../view-types.ts";

export type ReportProps = {
  readonly fair: string;
  readonly organisations: number;
  readonly delegates: number;
  readonly requests: number;
  readonly accepted: number;
  readonly byStatus: Readonly<Partial<Record<MeetingStatus, number>>>;
  /** Between 1 and 5; null before the first rating. */
  readonly rating: number | null;
  readonly ratings: number;
  /** Part of meetings between organisations of different sectors, 0 to 1. */
  readonly acrossSectors: number | null;
  readonly perSlot: readonly (SlotTime & { readonly meetings: number })[];
  readonly rooms: readonly {
    readonly name: string;
    readonly meetings: number;
    readonly peak: number;
    readonly capacity: number;
  }[];
  /** How evenly meetings fall on organisations; Gini 0 when all have as many, null without meetings. */
  readonly spread: {
    readonly lowest: number;
    readonly median: number;
    readonly highest: number;
    readonly without: number;
    readonly gini: number | null;
  };
  /** Organisations with few meetings, to be called before the next edition. */
  readonly few: readonly { readonly id: string; readonly name: string; readonly meetings: number }[];
  readonly exports: readonly { readonly label: string; readonly href: string }[];
};

/** What the fair gave, in simple numbers, each with what it is made of. */
export function reportPage(props: ReportProps): Page {
  return { title: (t) => t.report.title, section: "report", width: "wide", body: <Report {...props} /> };
}

function Report(props: ReportProps): JSX.Element {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const { report } = t;
  const held = props.byStatus.held ?? 0;
  const missed = props.byStatus.missed ?? 0;
  const number = (value: number) => formatNumber(value, locale);
  return (
    <div class="stack-large">
      <PageHead title={report.title} lead={report.lead} />
      <dl class="figure-row">
        <Figure value={number(props.organisations)} label={report.organisations(props.delegates)} />
        <Figure value={number(held)} label={report.held} />
        {held + missed > 0 && (
          <Figure
            value={formatPercent(held / (held + missed), locale)}
            label={report.heldPart(held + missed)}
          />
        )}
        {props.requests > 0 && (
          <Figure
            value={formatPercent(props.accepted / props.requests, locale)}
            label={report.acceptedPart(props.requests)}
          />
        )}
        {props.rating !== null && (
          <Figure value={`${number(props.rating)} / 5`} label={report.rating(props.ratings)} />
        )}
        {props.acrossSectors !== null && (
          <Figure value={formatPercent(props.acrossSectors, locale)} label={report.acrossSectors} />
        )}
      </dl>
      <div class="columns-even">
        <Section id="states" title={report.byStatus} card>
          <Table
            caption={report.byStatus}
            captionHidden
            columns={[
              { key: "status", label: report.state },
              { key: "count", label: report.count, numeric: true },
            ]}
            rows={statuses.map((status) => ({
              key: status,
              cells: { status: t.terms.meetingStatus[status], count: number(props.byStatus[status] ?? 0) },
            }))}
          />
        </Section>
        <Section id="rooms" title={report.rooms} card>
          <Table
            caption={report.rooms}
            captionHidden
            columns={[
              { key: "room", label: report.room },
              { key: "meetings", label: report.held, numeric: true },
              { key: "peak", label: report.peak, numeric: true },
            ]}
            rows={props.rooms.map((room) => ({
              key: room.name,
              cells: {
                room: room.name,
                meetings: number(room.meetings),
                peak: `${number(room.peak)} / ${number(room.capacity)}`,
              },
            }))}
          />
        </Section>
        <Section id="slots" title={report.perSlot} card>
          <Sparkline
            label={report.perSlot}
            points={props.perSlot.map((slot) => ({
              label: formatTime(slot.startsAt, i18n),
              value: slot.meetings,
            }))}
            columns={[report.slot, report.count]}
            tableLabel={report.asTable}
          />
        </Section>
        <Section id="spread" title={report.spread.title} card>
          <Table
            caption={report.spread.title}
            captionHidden
            columns={[
              { key: "measure", label: report.spread.measure },
              { key: "value", label: report.count, numeric: true },
            ]}
            rows={(["lowest", "median", "highest", "without", "gini"] as const).map((measure) => {
              const value = props.spread[measure];
              const shown = value === null ? "—" : number(Math.round(value * 100) / 100);
              return { key: measure, cells: { measure: report.spread[measure], value: shown } };
            })}
          />
          <p class="hint">{report.spread.hint}</p>
        </Section>
        <Section id="few" title={report.few} card>
          {props.few.length === 0 ? (
            <p class="soft">{report.nobodyFew}</p>
          ) : (
            <ul class="plain stack-small">
              {props.few.map((one) => (
                <li key={one.id} class="row-between">
                  <span>{one.name}</span>
                  <span class="figures">{t.terms.meetings(one.meetings)}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
      {props.exports.length > 0 && (
        <Section id="exports" title={report.exports}>
          <div class="row">
            {props.exports.map((one) => (
              <ButtonLink key={one.href} href={one.href} icon="download" download>
                {one.label}
              </ButtonLink>
            ))}
          </div>
        </Section>
      )}
    </div>
  );
}

const statuses: readonly MeetingStatus[] = [
  "requested",
  "accepted",
  "scheduled",
  "held",
  "missed",
  "declined",
  "withdrawn",
  "expired",
  "cancelled",
];
