import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import { type Explanation, ScoreSummary } from "./score.tsx";

/** « Pourquoi ce rendez-vous », closed until asked for, beside a meeting or a request. */
export function WhyMeeting(props: {
  readonly explanation: Explanation | null;
  readonly with: string;
  /** The score stands beside it already. */
  readonly scoreIsShown?: boolean;
}): JSX.Element {
  const { t } = useI18n();
  const { explanation } = props;
  if (explanation === null) return <p class="soft small">{t.match.noReason}</p>;
  return (
    <details class="why">
      <summary class="inline-summary">
        {t.match.why}
        <span class="hidden-visually"> {props.with}</span>
        {props.scoreIsShown !== true && (
          <span class="soft figures"> · {t.match.scoreOf(explanation.score)}</span>
        )}
      </summary>
      <div class="stack-small why-body">
        <ScoreSummary parts={explanation.parts} />
        {explanation.checks.length > 0 && (
          <p class="soft small">
            {t.match.toCheck} {explanation.checks.join(" · ")}
          </p>
        )}
      </div>
    </details>
  );
}
