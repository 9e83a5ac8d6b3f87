import type { JSX } from "preact";
import { formatDay, formatTime } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { PageHead, Section, Tag } from "../components/card.tsx";
import { type ComfortValues, DelegateComfort } from "../components/delegate-comfort.tsx";
import { FaultSummary } from "../components/fault-summary.tsx";
import { Choices } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import { type MeetingLength, MeetingLengthForm } from "../components/meeting-length.tsx";
import { Notice } from "../components/notice.tsx";
import { Readings, type ReadingView } from "../components/readings.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { BookingMode, Faults, ParticipantKind, ParticipantStatus, SlotTime } from "../view-types.ts";
import { DelegateFields, type DelegateValues } from "./register.tsx";
import { OrganisationFields, type ProfileValues, type SectorOptions } from "./registration-form.tsx";
import { StatementFields } from "./statement-fields.tsx";

export type ProfileProps = {
  readonly fair: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly kind: ParticipantKind;
  readonly status: ParticipantStatus;
  /** Why the organiser refused, in their words. */
  readonly refusal: string | null;
  readonly bookingMode: BookingMode;
  readonly meetingLength: MeetingLength;
  readonly values: ProfileValues;
  readonly faults: Faults;
  readonly sectors: readonly SectorOptions[];
  readonly delegates: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: string | null;
    readonly removable: boolean;
    /** The grid of the fair: open, not available, or held by a meeting. */
    readonly comfort: ComfortValues;
    readonly slots: readonly (SlotTime & { readonly state: "open" | "unavailable" | "meeting" })[];
  }[];
  /** The fair's limit of slots in a row. */
  readonly mostInARow: number | null;
  readonly newDelegate: DelegateValues;
  /** Offers and needs without activity, with what their words seem to speak of. */
  readonly suggestions: readonly ReadingView[];
};

/** What one's organisation says of itself, who attends for it and when. */
export function profilePage(props: ProfileProps): Page {
  return {
    title: (t) => t.account.profileTitle,
    section: "profile",
    width: "narrow",
    body: <Profile {...props} />,
  };
}

function Profile(props: ProfileProps): JSX.Element {
  const { t } = useI18n();
  const { account } = t;
  // Both forms have a « name »: the faults are those of the form that was sent.
  const isDelegateSent = Object.values(props.newDelegate).some((value) => value !== "");
  const faults = isDelegateSent ? {} : props.faults;
  const delegateFaults = isDelegateSent ? props.faults : {};
  const modes = (["direct", "request"] as const).map((value) => ({
    value,
    label: t.terms.bookingMode[value],
    hint: account.bookingModeHint[value],
  }));
  return (
    <div class="stack-large">
      <PageHead over={t.terms.participantKind[props.kind]} title={props.organisation.name}>
        <p class="row">
          <span class="soft">{account.status}</span>
          <Tag
            tone={props.status === "validated" ? "leaf" : props.status === "pending" ? "saffron" : "terra"}
          >
            {t.terms.participantStatus[props.status]}
          </Tag>
          <a class="target" href={paths.organisation(props.fair, props.organisation.id)}>
            {account.seePublic}
          </a>
          <a class="target" href={paths.data(props.fair)}>
            {account.dataTitle}
          </a>
        </p>
      </PageHead>
      {props.refusal !== null && <Notice tone="warning">{props.refusal}</Notice>}
      <FaultSummary faults={props.faults} />
      <Readings
        action={actions.confirmActivities(props.fair)}
        title={account.suggestions}
        hint={account.suggestionsHint}
        sectors={props.sectors}
        readings={props.suggestions}
      />
      <Section id="mode" title={account.bookingModeTitle} card>
        <Form action={actions.bookingMode(props.fair)}>
          <Choices
            type="radio"
            name="mode"
            label={account.bookingModeTitle}
            labelHidden
            options={modes}
            values={[props.bookingMode]}
          />
          <div>
            <Button>{t.common.save}</Button>
          </div>
        </Form>
      </Section>
      <Section id="length" title={account.meetingLength} card>
        <MeetingLengthForm
          id="meeting-length"
          action={actions.meetingSlots(props.fair)}
          length={props.meetingLength}
        />
      </Section>
      <Section id="delegates" title={account.delegatesTitle} card>
        {props.delegates.map((delegate) => (
          <Delegate key={delegate.id} {...props} delegate={delegate} />
        ))}
        <details class="disclosure" open={isDelegateSent}>
          <summary>{account.addDelegate}</summary>
          <div class="disclosure-body">
            <Form action={actions.addDelegate(props.fair)}>
              <DelegateFields
                prefix=""
                legend={account.addDelegate}
                values={props.newDelegate}
                faults={delegateFaults}
                optional={false}
                idPrefix="delegate-"
              />
              <div>
                <Button icon="plus">{account.addDelegate}</Button>
              </div>
            </Form>
          </div>
        </details>
      </Section>
      <Form action={actions.profile(props.fair)}>
        <OrganisationFields values={props.values} faults={faults} sectors={props.sectors} />
        <StatementFields values={props.values} faults={faults} sectors={props.sectors} />
        <Button kind="main">{t.common.save}</Button>
      </Form>
    </div>
  );
}

function Delegate(
  props: Pick<ProfileProps, "fair" | "mostInARow" | "faults"> & {
    readonly delegate: ProfileProps["delegates"][number];
  },
): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const { delegate, fair } = props;
  const open = delegate.slots.filter((slot) => slot.state !== "unavailable").length;
  const days = [...new Set(delegate.slots.map((slot) => slot.day))];
  return (
    <div class="stack-small bordered">
      <div class="row-between">
        <h3>{delegate.name}</h3>
        <span class="soft small">{t.account.openSlots(open, delegate.slots.length)}</span>
      </div>
      <p class="soft">
        {delegate.email}
        {delegate.role !== null && ` · ${delegate.role}`}
      </p>
      <details class="disclosure">
        <summary>{t.account.availability}</summary>
        <div class="disclosure-body">
          <Form action={actions.availability(fair, delegate.id)}>
            <p class="hint">{t.account.availabilityHint}</p>
            {days.map((day) => {
              const slots = delegate.slots.filter((slot) => slot.day === day);
              return (
                <Choices
                  key={day}
                  id={`${delegate.id}-day-${day}`}
                  type="checkbox"
                  name="available"
                  label={formatDay(slots[0]?.startsAt ?? "", i18n)}
                  options={slots.map((slot) => ({
                    value: String(slot.slot),
                    label: formatTime(slot.startsAt, i18n),
                    ...(slot.state === "meeting" ? { hint: t.account.busySlot } : {}),
                  }))}
                  values={slots
                    .filter((slot) => slot.state !== "unavailable")
                    .map((slot) => String(slot.slot))}
                />
              );
            })}
            <div>
              <Button>{t.common.save}</Button>
            </div>
          </Form>
        </div>
      </details>
      <DelegateComfort
        fair={fair}
        delegate={delegate.id}
        values={delegate.comfort}
        limit={props.mostInARow}
        slots={delegate.slots}
        faults={props.faults}
      />
      {delegate.removable && (
        <Form
          action={actions.removeDelegate(fair, delegate.id)}
          class=""
          confirm={t.account.removeDelegateConfirm}
        >
          <Button kind="quiet" icon="trash-2">
            {t.account.removeDelegate(delegate.name)}
          </Button>
        </Form>
      )}
    </div>
  );
}
