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
  const most = mostOf(parts);
  const rest = parts.slice(shownFirst);
  return (
    <section class="score card" aria-labelledby={props.id}>
      <div class="score-head">
        <h2 id={props.id}>{t.match.why}</h2>
        <p class="score-total figures">
          {score}
          <span class="hidden-visually"> {t.match.outOf100}</span>
        </p>
      </div>
      <ScoreParts parts={parts.slice(0, shownFirst)} most={most} />
      {rest.length > 0 && (
        <details>
          <summary class="inline-summary">{t.match.others(rest.length, sumOf(rest))}</summary>
          <ScoreParts parts={rest} most={most} />
        </details>
      )}
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

/** The first reasons only, and what the others add, so that the sum is still there. */
export function ScoreSummary({ parts }: { readonly parts: Explanation["parts"] }): JSX.Element {
  const { t } = useI18n();
  const rest = parts.slice(shownFirst);
  return (
    <>
      <ScoreParts parts={parts.slice(0, shownFirst)} most={mostOf(parts)} />
      {rest.length > 0 && <p class="soft small">{t.match.others(rest.length, sumOf(rest))}</p>}
    </>
  );
}

const shownFirst = 3;

function ScoreParts(props: { parts: Explanation["parts"]; most: number }): JSX.Element {
  return (
    <ul class="score-parts">
      {props.parts.map((part) => (
        <li key={part.text}>
          <span>{part.text}</span>
          <span class="score-points figures">{signed(part.points)}</span>
          <svg class="score-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0" width={Math.max(1, (part.points / props.most) * 100)} height="6" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

function mostOf(parts: Explanation["parts"]): number {
  return Math.max(1, ...parts.map((part) => part.points));
}

function sumOf(parts: Explanation["parts"]): string {
  return signed(parts.reduce((sum, part) => sum + part.points, 0));
}

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}
