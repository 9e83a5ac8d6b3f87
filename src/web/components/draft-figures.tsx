import type { JSX } from "preact";
import { formatAtMost, formatNumber } from "../../i18n/format.ts";
import { useI18n } from "../i18n-context.ts";
import { Figure } from "./card.tsx";

/** What a draft is worth beside the best that any agenda could be. */
export type DraftFiguresView = {
  readonly placed: number;
  /** Meetings that could stand in the agenda. */
  readonly wanted: number;
  /** No agenda places more of them. */
  readonly most: number;
  readonly gap: number;
  readonly breaks: number;
  readonly withThree: number;
  readonly organisations: number;
};

export function DraftFigures(figures: DraftFiguresView): JSX.Element {
  const { t, locale } = useI18n();
  const texts = t.drafts.figures;
  const isOptimal = figures.gap < 1e-9;
  return (
    <dl class="figure-row figure-pairs">
      <Figure
        value={formatNumber(figures.placed, locale)}
        label={texts.placed(figures.wanted, formatNumber(figures.most, locale))}
      />
      <Figure value={formatAtMost(figures.gap, locale)} label={isOptimal ? texts.optimal : texts.gap} />
      <Figure value={formatNumber(figures.breaks, locale)} label={texts.breaks} />
      <Figure
        value={formatNumber(figures.withThree, locale)}
        label={texts.withThree(figures.organisations)}
      />
    </dl>
  );
}
