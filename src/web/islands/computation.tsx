import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { formatAtMost, formatNumber } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Figure } from "../components/card.tsx";
import { CsrfField } from "../components/form.tsx";
import { Sparkline } from "../components/sparkline.tsx";
import type { ProgressPoint } from "../draft-views.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

export type ComputationProps = {
  readonly fair: string;
  readonly draft: string;
  /** What it was given. */
  readonly seconds: number;
  /** Oldest first; empty while it waits for its turn. */
  readonly history: readonly ProgressPoint[];
  /** On the draft's own page the way there is not shown. */
  readonly isOwnPage: boolean;
};

const everyMs = 1_000;
const patientMs = 5_000;

/** How far a computation has come, asked again and again; when it ends the page is read anew. */
export function Computation(props: ComputationProps): JSX.Element {
  const { t, locale } = useI18n();
  const { progress } = t.drafts;
  const [history, setHistory] = useState(props.history);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const state = await read(actions.draftProgress(props.fair, props.draft));
      // At its top, where the page says how it ended.
      if (state !== null && state.status !== "computing")
        return location.replace(`${location.pathname}${location.search}`);
      if (state !== null && state.history.length > 0) setHistory(state.history);
      timer = setTimeout(ask, state === null ? patientMs : everyMs);
    };
    timer = setTimeout(ask, everyMs);
    return () => clearTimeout(timer);
  }, [props.draft]);
  const now = history.at(-1);
  return (
    <div class="stack">
      <p>{now === undefined ? progress.waiting : progress.text}</p>
      {now !== undefined && (
        <dl class="figure-row">
          <Figure value={formatNumber(Math.round(now.value), locale)} label={progress.value} />
          <Figure value={formatNumber(Math.round(now.bound.value), locale)} label={progress.bound} />
          <Figure value={formatAtMost(now.gap, locale)} label={progress.gap} />
          {now.breaks >= 0 && <Figure value={formatNumber(now.breaks, locale)} label={progress.breaks} />}
          <Figure
            value={progress.seconds(formatNumber(Math.round(now.seconds), locale))}
            label={progress.elapsed(formatNumber(props.seconds, locale))}
          />
        </dl>
      )}
      {history.length > 1 && <GapCurve history={history} />}
      <div class="row">
        <form method="post" action={actions.stopDraft(props.fair, props.draft)}>
          <CsrfField />
          <button class="button button-main" type="submit">
            {now === undefined ? progress.giveUp : progress.stop}
          </button>
        </form>
        {!props.isOwnPage && now !== undefined && (
          <a class="button" href={paths.draft(props.fair, props.draft)}>
            {progress.seeInterim}
          </a>
        )}
      </div>
    </div>
  );
}

/** How the gap closed. */
export function GapCurve({ history }: { readonly history: readonly ProgressPoint[] }): JSX.Element {
  const { t, locale } = useI18n();
  const { progress } = t.drafts;
  const points = new Map(
    history.map(({ seconds, gap }) => [
      formatNumber(Math.round(seconds * 10) / 10, locale),
      Math.round(gap * 1000) / 10,
    ]),
  );
  return (
    <Sparkline
      points={[...points].map(([label, value]) => ({ label, value }))}
      label={progress.curve}
      columns={progress.curveColumns}
      tableLabel={progress.curveTable}
    />
  );
}

type Answer = { readonly status: string; readonly history: readonly ProgressPoint[] };

/** Null where the server could not be asked: it is asked again. */
async function read(address: string): Promise<Answer | null> {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Answer) : null;
  } catch {
    return null;
  }
}
