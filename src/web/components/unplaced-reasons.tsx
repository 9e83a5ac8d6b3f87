import type { JSX } from "preact";
import { formatNumber } from "../../i18n/format.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

export type ReasonCount = { readonly code: string; readonly label: string; readonly count: number };
/** By reason, most frequent first. */
export type UnplacedView = {
  /** They could have been held: what is missing from the placed ones. */
  readonly open: readonly ReasonCount[];
  /** Not for an agenda to place: refused, or wished for by one side only. */
  readonly closed: readonly ReasonCount[];
};

export function totalOf(reasons: readonly ReasonCount[]): number {
  return reasons.reduce((sum, { count }) => sum + count, 0);
}

/** Why wishes are not in a draft: first those that it could have placed, which add up with those that it did. */
export function UnplacedReasons(props: {
  readonly fair: string;
  readonly draft: string;
  readonly unplaced: UnplacedView;
}): JSX.Element {
  const { unplaced: texts } = useI18n().t.drafts;
  const { open, closed } = props.unplaced;
  return (
    <div class="stack">
      {open.length > 0 && <Reasons {...props} title={texts.open(totalOf(open))} reasons={open} />}
      {closed.length > 0 && <Reasons {...props} title={texts.closed(totalOf(closed))} reasons={closed} />}
    </div>
  );
}

function Reasons(props: {
  fair: string;
  draft: string;
  title: string;
  reasons: readonly ReasonCount[];
}): JSX.Element {
  const { locale } = useI18n();
  const href = paths.draftUnplaced(props.fair, props.draft);
  return (
    <div>
      <h3 class="h3">{props.title}</h3>
      <ul class="plain reasons">
        {props.reasons.map(({ code, label, count }) => (
          <li key={code}>
            <a href={`${href}?reason=${code}`}>{label}</a>
            <span class="figures">{formatNumber(count, locale)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
