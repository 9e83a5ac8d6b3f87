import type { JSX } from "preact";

export type GaugeTone = "leaf" | "saffron" | "terra";

/** A part of a whole as a bar; its fill ends in a mark that stands out 3:1. Read by its label. */
export function Gauge(props: {
  readonly value: number;
  readonly max: number;
  readonly label: string;
  readonly tone?: GaugeTone;
}): JSX.Element {
  const part = props.max <= 0 ? 0 : Math.min(100, Math.max(0, (props.value / props.max) * 100));
  return (
    // biome-ignore lint/a11y/useSemanticElements: the fill of <meter> cannot be given an end mark of 3:1.
    <div
      class={`gauge gauge-${props.tone ?? "leaf"}`}
      role="meter"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.max}
      aria-valuenow={Math.min(props.value, props.max)}
      aria-valuetext={`${props.value} / ${props.max}`}
    >
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="gauge-track" x="0" y="0" width="100" height="10" />
        <rect class="gauge-fill" x="0" y="0" width={part} height="10" />
        <line class="gauge-end" x1={part} x2={part} y1="0" y2="10" />
      </svg>
    </div>
  );
}
