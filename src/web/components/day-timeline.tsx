import type { JSX } from "preact";
import { formatNumber, formatTime } from "../../i18n/format.ts";
import { useI18n } from "../i18n-context.ts";
import type { BoardPoint } from "../live-topics.ts";
import { Table } from "./table.tsx";

type TimelineProps = {
  readonly points: readonly BoardPoint[];
  readonly opensAt: string;
  readonly closesAt: string;
  /** The minute shown by the board. */
  readonly at: string;
  readonly capacity: number;
  readonly past: boolean;
  readonly onPick: (at: string) => void;
  readonly onNow: () => void;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** People present minute by minute, under a slider that takes the board back in time. */
export function DayTimeline(props: TimelineProps): JSX.Element {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const opens = Date.parse(props.opensAt);
  const length = Math.max(1, Math.round((Date.parse(props.closesAt) - opens) / minuteMs));
  const minuteOf = (at: string) =>
    Math.min(length, Math.max(0, Math.round((Date.parse(at) - opens) / minuteMs)));
  const lastPoint = props.points.at(-1);
  const now = lastPoint === undefined ? 0 : minuteOf(lastPoint.at);
  const peak = Math.max(1, ...props.points.map((point) => point.present));
  // The curve uses the height; the capacity line is drawn only when it is near enough to mean something.
  const top = Math.max(peak * 1.15, props.capacity <= peak * 1.6 ? props.capacity * 1.05 : 0);
  const y = (present: number) => Math.round((100 - (present / top) * 100) * 10) / 10;
  const line = props.points.map((point) => `${minuteOf(point.at)},${y(point.present)}`).join(" ");
  const firstHour = Math.ceil(opens / hourMs) * hourMs;
  const hours = Array.from(
    { length: Math.ceil(length / 60) },
    (_, hour) => (firstHour - opens) / minuteMs + hour * 60,
  ).filter((minute) => minute > 0 && minute < length);
  const first = props.points[0];
  const picked = minuteOf(props.at);
  const pick = (minute: number) =>
    minute >= now ? props.onNow() : props.onPick(new Date(opens + minute * minuteMs).toISOString());
  return (
    <section class="board-day card stack-small" aria-labelledby="day-title">
      <div class="row-between">
        <h2 id="day-title">{t.board.day}</h2>
        <p class="soft" id="day-hint">
          {t.board.dragHint}
        </p>
      </div>
      <div class="day-plot">
        <svg viewBox={`0 0 ${length} 100`} preserveAspectRatio="none" aria-hidden="true">
          {hours.map((minute) => (
            <line key={minute} class="day-hour" x1={minute} x2={minute} y1="0" y2="100" />
          ))}
          {props.capacity <= top && (
            <line class="day-capacity" x1="0" x2={length} y1={y(props.capacity)} y2={y(props.capacity)} />
          )}
          {first !== undefined && (
            <>
              <polygon class="day-area" points={`${minuteOf(first.at)},100 ${line} ${now},100`} />
              <polyline class="day-line" points={line} />
            </>
          )}
          <line class="day-now" x1={picked} x2={picked} y1="0" y2="100" />
        </svg>
        <input
          class="day-slider"
          type="range"
          min={0}
          max={length}
          step={1}
          value={picked}
          aria-labelledby="day-title"
          aria-describedby="day-hint"
          aria-valuetext={formatTime(props.at, i18n)}
          onInput={(event) => pick(Math.min(now, Number(event.currentTarget.value)))}
        />
      </div>
      <div class="row-between figures soft">
        <span>{formatTime(props.opensAt, i18n)}</span>
        <span class={props.past ? "strong" : ""}>
          {formatTime(props.at, i18n)} · {t.common.people(valueAt(props.points, props.at))}
        </span>
        <span>{formatTime(props.closesAt, i18n)}</span>
      </div>
      <details class="disclosure">
        <summary>{t.report.asTable}</summary>
        <div class="disclosure-body">
          <Table
            caption={t.board.day}
            captionHidden
            columns={[
              { key: "at", label: t.board.time },
              { key: "present", label: t.board.present, numeric: true },
              { key: "inUse", label: t.board.placesInUse, numeric: true },
            ]}
            rows={everyQuarter(props.points).map((point) => ({
              key: point.at,
              cells: {
                at: formatTime(point.at, i18n),
                present: formatNumber(point.present, locale),
                inUse: formatNumber(point.inUse, locale),
              },
            }))}
          />
        </div>
      </details>
    </section>
  );
}

function valueAt(points: readonly BoardPoint[], at: string): number {
  return points.findLast((point) => point.at <= at)?.present ?? 0;
}

function everyQuarter(points: readonly BoardPoint[]): readonly BoardPoint[] {
  return points.filter(
    (point, index) => index === points.length - 1 || Date.parse(point.at) % (15 * minuteMs) < minuteMs,
  );
}
