import type { JSX } from "preact";
import {
  dayKey,
  formatAtMost,
  formatClock,
  formatDayMedium,
  formatRelative,
  type Reader,
} from "../../i18n/format.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Section, Tag } from "../components/card.tsx";
import { Select } from "../components/field.tsx";
import type { DraftLine } from "../draft-views.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";

type Props = { readonly fair: string; readonly now: string; readonly drafts: readonly DraftLine[] };

/** The drafts of a fair, newest first, and two of them to compare. */
export function Drafts(props: Props): JSX.Element {
  const i18n = useI18n();
  const { fair, now, drafts } = props;
  const { t, locale } = i18n;
  return (
    <Section id="drafts" title={t.drafts.list} card>
      {drafts.length === 0 && <p class="soft">{t.drafts.none}</p>}
      <ul class="plain stack-small">
        {drafts.map((draft) => (
          <li key={draft.id} class="draft-line">
            <div class="stack-small">
              <p>
                <a class="strong" href={paths.draft(fair, draft.id)}>
                  {draftName(draft, now, i18n)}
                </a>
              </p>
              <p class="soft small figures">
                {[
                  formatRelative(draft.computedAt, now, i18n),
                  ...(draft.placed === null ? [] : [t.drafts.meetings(draft.placed)]),
                  ...(draft.gap === null ? [] : [t.drafts.gapAtMost(formatAtMost(draft.gap, locale))]),
                ].join(" · ")}
              </p>
            </div>
            <DraftTags draft={draft} />
          </li>
        ))}
      </ul>
      <CompareForm fair={fair} now={now} drafts={drafts} />
    </Section>
  );
}

export function DraftTags({ draft }: { readonly draft: DraftLine }): JSX.Element {
  const { t } = useI18n();
  return (
    <div class="tags">
      {draft.isOut && <Tag tone="leaf">{t.drafts.isPublished}</Tag>}
      {draft.status === "computing" && <Tag tone="sky">{t.drafts.isComputing}</Tag>}
      {draft.status === "failed" && <Tag tone="terra">{t.drafts.isFailed}</Tag>}
      {draft.edits > 0 && <Tag tone="sky">{t.drafts.edited(draft.edits)}</Tag>}
      {draft.basedOn > 0 && <Tag>{t.drafts.basedOn(draft.basedOn)}</Tag>}
    </div>
  );
}

/** Two drafts to choose; nothing where there are not two. */
export function CompareForm(
  props: Props & { readonly first?: string; readonly second?: string },
): JSX.Element | null {
  const i18n = useI18n();
  const { compare } = i18n.t.drafts;
  const ready = props.drafts.filter(({ status }) => status === "ready");
  const options = ready.map((draft) => ({
    value: draft.id,
    label: [
      draftTime(draft, props.now, i18n),
      i18n.t.drafts.meetings(draft.placed ?? 0),
      ...(draft.edits > 0 ? [i18n.t.drafts.edited(draft.edits)] : []),
    ].join(" · "),
  }));
  const [newest, before] = options;
  if (!newest || !before) return null;
  return (
    <form method="get" action={paths.compareDrafts(props.fair)} class="compare-form bordered">
      <Select
        name="first"
        id="compare-first"
        label={compare.first}
        options={options}
        value={props.first ?? before.value}
      />
      <Select
        name="second"
        id="compare-second"
        label={compare.second}
        options={options}
        value={props.second ?? newest.value}
      />
      <Button>{compare.button}</Button>
    </form>
  );
}

/** Drafts are known by when they were asked for, to the second: several may be tried in a minute. */
export function draftName(draft: DraftLine, now: string, i18n: ReturnType<typeof useI18n>): string {
  return i18n.t.drafts.name(draftTime(draft, now, i18n));
}

function draftTime({ computedAt }: DraftLine, now: string, reader: Reader): string {
  const time = formatClock(computedAt, reader);
  const isToday = dayKey(computedAt, reader.timeZone) === dayKey(now, reader.timeZone);
  return isToday ? time : `${formatDayMedium(computedAt, reader)}, ${time}`;
}

/** The way back to the agenda, or to a draft. */
export function BackLink(props: { readonly href: string; readonly label: string }): JSX.Element {
  return (
    <ButtonLink href={props.href} kind="quiet" icon="chevron-left">
      {props.label}
    </ButtonLink>
  );
}
