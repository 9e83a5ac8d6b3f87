import type { JSX } from "preact";
import { Table } from "./table.tsx";

export type Point = { readonly label: string; readonly value: number };

/** A small curve and, under a disclosure, the same numbers as a table. */
export function Sparkline(props: {
  readonly points: readonly Point[];
  readonly label: string;
  readonly columns: readonly [string, string];
  readonly tableLabel: string;
}): JSX.Element {
  const most = Math.max(1, ...props.points.map((point) => point.value));
  const step = 100 / Math.max(1, props.points.length - 1);
  const line = props.points.map(
    (point, index) => `${round(index * step)},${round(38 - (point.value / most) * 34)}`,
  );
  return (
    <div class="stack-small">
      <svg
        class="sparkline"
        viewBox="0 0 100 40"
        preserveAspectRatio="none"
        role="img"
        aria-label={props.label}
      >
        <polygon points={`0,40 ${line.join(" ")} 100,40`} />
        <polyline points={line.join(" ")} />
      </svg>
      <details class="disclosure">
        <summary>{props.tableLabel}</summary>
        <div class="disclosure-body">
          <Table
            caption={props.label}
            captionHidden
            columns={[
              { key: "label", label: props.columns[0] },
              { key: "value", label: props.columns[1], numeric: true },
            ]}
            rows={props.points.map((point) => ({
              key: point.label,
              cells: { label: point.label, value: point.value },
            }))}
          />
        </div>
      </details>
    </div>
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
