import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatDay, formatDayShort, formatSpan, formatTime } from "../../i18n/format.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import { actions } from "../actions.ts";
import { send } from "../client/send.ts";
import { CsrfField, Hidden } from "../components/form.tsx";
import { Icon } from "../components/icon.tsx";
import { LiveDot } from "../components/live-dot.tsx";
import { Notice } from "../components/notice.tsx";
import { SlotGrid, SlotLegend, type SlotState } from "../components/slot-grid.tsx";
import { coveredBy, spanFrom, toStarts } from "../components/slot-starts.ts";
import { useI18n } from "../i18n-context.ts";
import { paths } from "../paths.ts";
import type { BookingMode, SlotTime } from "../view-types.ts";
import { useAvailability } from "./availability.ts";

export type BookableSlot = SlotTime & { readonly state: SlotState };
export type BookingProps = {
  readonly fair: string;
  readonly organisation: { readonly id: string; readonly name: string };
  readonly mode: BookingMode;
  readonly slots: readonly BookableSlot[];
  /** Slots in a row that the meeting takes. */
  readonly length: number;
  readonly slotMinutes: number;
  /** Slots in which it cannot begin although each of its slots is free. */
  readonly unfit: readonly number[];
  /** The day shown first. */
  readonly day: number;
  /** Slots chosen beforehand, after a refusal without scripts. */
  readonly chosen: readonly number[];
  /** Free slots nearest to one that was lost. */
  readonly alternatives: readonly { readonly slot: number; readonly startsAt: string }[];
  readonly delegates: readonly { readonly id: string; readonly name: string }[];
  /** How many are looking at this agenda; null when unknown. */
  readonly watching: number | null;
  /** The fair's version at which the slots were read. */
  readonly version: number;
};

const mostProposals = 3;

/** The slots of an organisation, live, and the form that books one or proposes some. */
export function Booking(props: BookingProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const [day, setDay] = useState(props.day);
  const [chosen, setChosen] = useState<readonly number[]>(props.chosen);
  const [outcome, setOutcome] = useState<Outcome>({ type: "none" });
  const live = useAvailability(props);
  const { length } = props;
  const slots = toStarts(live.slots, length, props.unfit);
  const direct = props.mode === "direct";
  const free = new Set(slots.filter((slot) => slot.state === "free").map((slot) => slot.slot));
  const kept = chosen.filter((slot) => free.has(slot));
  const lost = chosen.length > kept.length && outcome.type !== "done";
  const days = daysOf(slots);
  const timeOf = (span: { readonly startsAt: string; readonly endsAt: string }): string =>
    length === 1 ? formatTime(span.startsAt, i18n) : formatSpan(span, i18n);

  const choose = (slot: number) => {
    setOutcome({ type: "none" });
    if (direct) setChosen([slot]);
    else if (kept.includes(slot)) setChosen(kept.filter((one) => one !== slot));
    else setChosen([...kept, slot].slice(-mostProposals));
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(event.currentTarget);
    setOutcome({ type: "sending" });
    const sent = await send(actions.meet(props.fair), {
      to: props.organisation.id,
      mode: direct ? "book" : "request",
      slot: kept,
      message: String(data.get("message") ?? ""),
      delegate: String(data.get("delegate") ?? ""),
    });
    if (sent.ok) {
      setOutcome({ type: "done" });
      if (direct) live.mark(coveredBy(kept, length), "meeting");
    } else {
      setOutcome({
        type: "refused",
        text: sent.problem.detail ?? rejectionText(sent.problem.code, t),
        alternatives: sent.problem.alternatives ?? [],
      });
      if (sent.problem.code === "slot-taken") live.mark(kept, "taken");
    }
  };

  const first = spanFrom(slots, kept[0], length);
  const alternatives = outcome.type === "refused" ? outcome.alternatives : props.alternatives;
  if (outcome.type === "done")
    return (
      <Done
        direct={direct}
        fair={props.fair}
        at={first ?? spanFrom(slots, chosen[0], length)}
        length={length}
      />
    );
  return (
    <form method="post" action={actions.meet(props.fair)} class="stack booking" onSubmit={submit}>
      <CsrfField />
      <Hidden values={{ to: props.organisation.id, mode: direct ? "book" : "request" }} />
      {days.length > 1 && (
        <nav class="day-tabs" aria-label={t.booking.day}>
          {days.map((one) => (
            <a
              key={one.day}
              href={`?day=${one.day}`}
              class="day-tab"
              aria-current={one.day === day ? "true" : undefined}
              onClick={(event) => {
                event.preventDefault();
                setDay(one.day);
              }}
            >
              <span aria-hidden="true">{formatDayShort(one.startsAt, i18n)}</span>
              <span class="hidden-visually">{formatDay(one.startsAt, i18n)}</span>
            </a>
          ))}
        </nav>
      )}
      {length > 1 && <p class="hint">{t.booking.long(length * props.slotMinutes)}</p>}
      {!direct && <p class="hint">{t.booking.proposalsHint}</p>}
      <SlotGrid
        label={direct ? t.booking.choose : t.booking.chooseProposals}
        name="slot"
        type={direct ? "radio" : "checkbox"}
        slots={slots.filter((slot) => slot.day === day && slot.state !== "past")}
        chosen={kept}
        covered={coveredBy(kept, length)}
        flashed={live.flashed}
        onChoose={choose}
      />
      <SlotLegend isLong={length > 1} />
      <div class="row-between">
        <LiveDot status={live.status} watching={live.watching} />
      </div>
      <div aria-live="polite" class="stack-small">
        {lost && <Notice tone="warning">{t.booking.gone}</Notice>}
        {outcome.type === "refused" && <Notice tone="error">{outcome.text}</Notice>}
        {alternatives.length > 0 && (
          <div class="stack-small">
            <p>{t.booking.alternatives}</p>
            <div class="row">
              {alternatives.map((one) => (
                <button
                  key={one.slot}
                  type="button"
                  class="button"
                  onClick={() => {
                    setDay(slotOf(slots, one.slot)?.day ?? day);
                    choose(one.slot);
                  }}
                >
                  {formatTime(one.startsAt, i18n)}
                </button>
              ))}
            </div>
          </div>
        )}
      </div>
      {props.delegates.length > 1 && (
        <div class="field">
          <label class="label" for="booking-delegate">
            {t.booking.withWhom}
          </label>
          <select class="select" id="booking-delegate" name="delegate">
            <option value="">{t.booking.anyDelegate}</option>
            {props.delegates.map((delegate) => (
              <option key={delegate.id} value={delegate.id}>
                {delegate.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="field">
        <label class="label" for="booking-message">
          {t.booking.message} <span class="soft small">({t.common.optional})</span>
        </label>
        <p class="hint" id="booking-message-hint">
          {t.booking.messageHint}
        </p>
        <textarea
          class="textarea"
          id="booking-message"
          name="message"
          rows={2}
          maxLength={1000}
          aria-describedby="booking-message-hint"
        />
      </div>
      <div class="bar">
        <a class="button" href={paths.space(props.fair)}>
          {t.booking.later}
        </a>
        <button
          class="button button-main"
          type="submit"
          disabled={outcome.type === "sending" || (direct && lost)}
        >
          {outcome.type === "sending"
            ? t.booking.sending
            : direct
              ? first === undefined
                ? t.booking.bookNothing
                : t.booking.book(timeOf(first))
              : t.booking.request}
        </button>
      </div>
    </form>
  );
}

type Outcome =
  | { readonly type: "none" | "sending" | "done" }
  | { readonly type: "refused"; readonly text: string; readonly alternatives: BookingProps["alternatives"] };

function Done(props: {
  direct: boolean;
  fair: string;
  at: Pick<SlotTime, "startsAt" | "endsAt"> | undefined;
  length: number;
}): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <div class="card stack" role="status">
      <p class="row strong">
        <Icon name="check" />
        {props.direct && props.at !== undefined
          ? props.length > 1
            ? t.booking.bookedLong(formatSpan(props.at, i18n))
            : t.booking.booked(formatTime(props.at.startsAt, i18n))
          : t.booking.asked}
      </p>
      <a class="button" href={props.direct ? paths.agenda(props.fair) : paths.inbox(props.fair)}>
        {props.direct ? t.booking.seeAgenda : t.booking.seeRequest}
      </a>
    </div>
  );
}

function slotOf(slots: readonly BookableSlot[], slot: number | undefined): BookableSlot | undefined {
  return slots.find((one) => one.slot === slot);
}

function daysOf(slots: readonly BookableSlot[]): readonly SlotTime[] {
  return slots.filter((slot, index) => slots[index - 1]?.day !== slot.day);
}
