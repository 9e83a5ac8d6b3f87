import type { JSX } from "preact";
import { formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { EmptyState, Section, Tag } from "../components/card.tsx";
import { Select } from "../components/field.tsx";
import { FilterChoice, FilterQuery } from "../components/filter.tsx";
import { Form } from "../components/form.tsx";
import { Pagination } from "../components/pagination.tsx";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { ScheduleProps } from "./schedule.tsx";

const listed = [
  "requested",
  "accepted",
  "scheduled",
  "held",
  "missed",
  "cancelled",
  "declined",
  "expired",
] as const;

/** Every meeting, filtered, each with what an organiser may do to it. */
export function Meetings(props: ScheduleProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { fair, filters } = props;
  const isFiltered = Object.values(filters).some((value) => value !== "");
  return (
    <Section id="meetings" title={t.terms.meetings(props.total)}>
      <form method="get" action={paths.schedule(fair)} class="inline-form card">
        <FilterQuery label={t.schedule.organisation} value={filters.q} />
        <FilterChoice
          name="status"
          label={t.schedule.state}
          options={listed.map((value) => ({ value, label: t.terms.meetingStatus[value] }))}
          value={filters.status}
          empty={t.common.all}
        />
        <FilterChoice
          name="room"
          label={t.schedule.room}
          options={props.rooms}
          value={filters.room}
          empty={t.common.all}
        />
        <Button icon="search">{t.common.filter}</Button>
      </form>
      {props.meetings.length === 0 && (
        <EmptyState icon="calendar" title={isFiltered ? t.schedule.noMeeting : t.schedule.noMeetingYet} />
      )}
      <ul class="plain stack-small">
        {props.meetings.map((meeting) => (
          <MeetingLine key={meeting.id} fair={fair} meeting={meeting} />
        ))}
      </ul>
      <Pagination {...props.page} />
    </Section>
  );
}

function MeetingLine(props: { fair: string; meeting: ScheduleProps["meetings"][number] }): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { fair, meeting } = props;
  const [first, second] = meeting.organisations;
  const open = meeting.status === "scheduled" || meeting.status === "accepted";
  return (
    <li class="card meeting-line">
      <div class="stack-small">
        <p class="strong">
          {first.name} <span aria-hidden="true">↔</span>
          <span class="hidden-visually">{t.schedule.with}</span> {second.name}
        </p>
        <p class="soft figures">
          {meeting.slot === null ? t.schedule.noSlot : formatSlot(meeting.slot, i18n)}
          {meeting.place !== null && ` · ${t.terms.at(meeting.place.place, meeting.place.room)}`}
        </p>
        <div class="tags">
          <Tag
            tone={
              meeting.status === "missed" ? "terra" : open || meeting.status === "held" ? "leaf" : "plain"
            }
          >
            {t.terms.meetingStatus[meeting.status]}
          </Tag>
          {meeting.locked && <Tag tone="sky">{t.schedule.locked}</Tag>}
        </div>
      </div>
      <div class="row">
        {open && (
          <details class="action-details">
            <summary class="button">
              {t.schedule.change} <span class="hidden-visually">{`${first.name}, ${second.name}`}</span>
            </summary>
            <div class="stack">
              {meeting.possible.length > 0 && (
                <Form action={actions.meeting(fair, meeting.id, "move")} class="inline-form">
                  <Select
                    name="slot"
                    id={`${meeting.id}-slot`}
                    label={t.agenda.newSlot}
                    options={meeting.possible.map((slot) => ({
                      value: String(slot.slot),
                      label: formatSlot(slot, i18n),
                    }))}
                  />
                  <Button kind="main">{t.agenda.move}</Button>
                </Form>
              )}
              <div class="row">
                {meeting.status === "scheduled" && (
                  <Form action={actions.meeting(fair, meeting.id, "lock")} class="">
                    <Button name="locked" value={meeting.locked ? "no" : "yes"}>
                      {meeting.locked ? t.schedule.unlock : t.schedule.lock}
                    </Button>
                  </Form>
                )}
                <Form
                  action={actions.meeting(fair, meeting.id, "cancel")}
                  class=""
                  confirm={t.schedule.cancelQuestion}
                >
                  <Button kind="danger">{t.agenda.cancelThis}</Button>
                </Form>
              </div>
            </div>
          </details>
        )}
      </div>
    </li>
  );
}
