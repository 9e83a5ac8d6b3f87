import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";

/** Says whether what is shown is live, in words beside the dot. */
export function LiveDot(props: {
  readonly status: "connecting" | "on" | "off";
  readonly watching?: number | null;
}): JSX.Element {
  const { t } = useI18n();
  const watching = props.watching ?? null;
  return (
    <p class={`live live-${props.status} soft`}>
      <span class="live-dot" aria-hidden="true" />
      {t.common.live[props.status]}
      {props.status === "on" && watching !== null && watching > 1 && ` · ${t.common.live.watching(watching)}`}
    </p>
  );
}
