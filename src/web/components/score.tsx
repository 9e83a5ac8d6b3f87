import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";

/** A score out of 100, whole, whose parts add up to it. */
export type Explanation = {
  readonly score: number;
  /** Each a sentence about the two organisations, with its whole points; highest first. */
  readonly parts: readonly { readonly points: number; readonly text: string }[];
  /** What to check before or during the meeting. */
  readonly checks: readonly string[];
};

/** « Pourquoi ce rendez-vous »: the score, its parts as bars and sentences, then what to check. */
export function Score(props: { readonly explanation: Explanation; readonly id: string }): JSX.Element {
  const { t } = useI18n();
  const { score, parts, checks } = props.explanation;
  return (
    <section class="score card" aria-labelledby={props.id}>
      <div class="score-head">
        <h2 id={props.id}>{t.match.why}</h2>
        <p class="score-total figures">
          {score}
          <span class="hidden-visually"> {t.match.outOf100}</span>
        </p>
      </div>
      <ScoreParts parts={parts} />
      {checks.length > 0 && (
        <div class="score-checks soft">
          <p>{t.match.toCheck}</p>
          <ul>
            {checks.map((check) => (
              <li key={check}>{check}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

export function ScoreParts({ parts }: { readonly parts: Explanation["parts"] }): JSX.Element {
  const most = Math.max(1, ...parts.map((part) => part.points));
  return (
    <ul class="score-parts">
      {parts.map((part) => (
        <li key={part.text}>
          <span>{part.text}</span>
          <span class="score-points figures">{part.points < 0 ? `−${-part.points}` : `+${part.points}`}</span>
          <svg class="score-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0" width={Math.max(1, (part.points / most) * 100)} height="6" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
