import type { JSX } from "preact";
import { formatSlot } from "../../i18n/format.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { EmptyState, Section, Tag } from "../components/card.tsx";
import { FilterChoice, FilterQuery } from "../components/filter.tsx";
import { Icon } from "../components/icon.tsx";
import { Pagination } from "../components/pagination.tsx";
import type { DraftMeetingView } from "../draft-views.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { DraftProps } from "./draft.tsx";
import { LockOne } from "./draft-lock.tsx";

/** The meetings of a draft, filtered, each with what is wrong with it and the way to change it. */
export function DraftMeetings(props: DraftProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { fair, draft, filters } = props;
  const canChange = draft.status === "ready" && !draft.isOut;
  const { filters: texts } = t.drafts;
  return (
    <Section
      id="meetings"
      title={t.terms.meetings(props.total)}
      aside={
        canChange ? (
          <ButtonLink href={paths.draftAdd(fair, draft.id)} icon="plus">
            {t.drafts.add.link}
          </ButtonLink>
        ) : undefined
      }
    >
      <form method="get" action={`${paths.draft(fair, draft.id)}#meetings`} class="inline-form card">
        <FilterQuery label={t.schedule.organisation} value={filters.q} />
        <FilterChoice
          name="state"
          label={texts.state}
          options={[
            { value: "faulty", label: texts.faulty },
            { value: "locked", label: texts.locked },
            { value: "by-hand", label: texts.byHand },
          ]}
          value={filters.state}
          empty={texts.all}
        />
        <FilterChoice
          name="slot"
          id="filter-slot"
          label={texts.slot}
          options={props.slots.map((slot) => ({ value: String(slot.slot), label: formatSlot(slot, i18n) }))}
          value={filters.slot}
          empty={t.common.all}
        />
        <Button icon="search">{t.common.filter}</Button>
      </form>
      {props.meetings.length === 0 && <EmptyState icon="calendar" title={texts.none} />}
      <ul class="plain stack-small">
        {props.meetings.map((meeting) => (
          <Line key={meeting.id} {...{ fair, draft, meeting, canChange }} />
        ))}
      </ul>
      <Pagination {...props.page} />
    </Section>
  );
}

function Line(props: {
  fair: string;
  draft: DraftProps["draft"];
  meeting: DraftMeetingView;
  canChange: boolean;
}): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { fair, draft, meeting, canChange } = props;
  const pair = meeting.organisations.join(", ");
  return (
    <li class="card meeting-line" id={meeting.id}>
      <div class="stack-small">
        <PairName organisations={meeting.organisations} />
        <p class="soft figures">{spotText(meeting, i18n)}</p>
        <div class="tags">
          <Tag tone={meeting.kind === "by-hand" ? "sky" : "plain"}>{t.drafts.kinds[meeting.kind]}</Tag>
          {meeting.locked && <Tag tone="leaf">{t.drafts.lock.locked}</Tag>}
        </div>
        {meeting.faults.map((fault) => (
          <p key={fault} class="fault">
            <Icon name="circle-alert" />
            {fault}
          </p>
        ))}
      </div>
      {canChange && (
        <div class="row">
          <ButtonLink href={paths.draftMeeting(fair, draft.id, meeting.id)} icon="pencil">
            {t.drafts.change} <span class="hidden-visually">{pair}</span>
          </ButtonLink>
          <LockOne
            fair={fair}
            draft={draft.id}
            meeting={meeting.id}
            locked={meeting.locked}
            known={draft.edits}
            pair={pair}
          />
        </div>
      )}
    </li>
  );
}

export function PairName({
  organisations: [first, second],
}: Pick<DraftMeetingView, "organisations">): JSX.Element {
  const { t } = useI18n();
  return (
    <p class="strong">
      {first} <span aria-hidden="true">↔</span>
      <span class="hidden-visually">{t.schedule.with}</span> {second}
    </p>
  );
}

export function spotText(
  { slot, place }: Pick<DraftMeetingView, "slot" | "place">,
  i18n: ReturnType<typeof useI18n>,
): string {
  const { t } = i18n;
  const when = slot === null ? t.schedule.noSlot : formatSlot(slot, i18n);
  return place === null ? when : `${when} · ${t.terms.at(place.place, place.room)}`;
}
