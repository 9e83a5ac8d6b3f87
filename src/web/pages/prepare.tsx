import type { JSX } from "preact";
import { formatDay, formatTime, toLocalInput } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { PageHead, Section, Tag } from "../components/card.tsx";
import { Check, Choices, Field, Select } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { Notice } from "../components/notice.tsx";
import type { Page } from "../frame.ts";
import { useI18n } from "../i18n-context.ts";
import type { BookingMode, Faults, SlotTime } from "../view-types.ts";

export type PrepareRules = {
  readonly mayMeet: readonly { readonly from: "exhibitor" | "buyer"; readonly to: "exhibitor" | "buyer" }[];
  readonly bookingMode: BookingMode;
  readonly maxPendingRequests: number;
  readonly maxMeetings: number;
  readonly requestLifetimeMinutes: number;
  readonly registrationOpensAt: string | null;
  readonly registrationClosesAt: string | null;
  readonly bookingOpensAt: string | null;
  readonly bookingClosesAt: string | null;
  readonly lateAfterMinutes: number;
  readonly overrunMinutes: number;
};
export type DayValues = {
  readonly on: string;
  readonly start: string;
  readonly end: string;
  readonly breaks: readonly { readonly start: string; readonly end: string; readonly label: string }[];
};
export type PrepareProps = {
  readonly fair: { readonly id: string; readonly name: string; readonly venue: string };
  readonly slotMinutes: number;
  readonly days: readonly DayValues[];
  readonly slots: readonly (SlotTime & { readonly closed: boolean; readonly meetings: number })[];
  readonly rooms: readonly {
    readonly id: string;
    readonly name: string;
    readonly capacity: number;
    readonly accessible: boolean;
    readonly places: readonly {
      readonly id: string;
      readonly name: string;
      readonly kind: "table" | "stand";
      readonly accessible: boolean;
      readonly organisation: { readonly id: string; readonly name: string } | null;
    }[];
  }[];
  /** Exhibitors without a stand, to be given one. */
  readonly withoutStand: readonly { readonly id: string; readonly name: string }[];
  readonly rules: PrepareRules;
  readonly faults: Faults;
};

/** Everything that the organiser settles before the doors open. */
export function preparePage(props: PrepareProps): Page {
  return { title: (t) => t.prepare.title, section: "prepare", width: "wide", body: <Prepare {...props} /> };
}

function Prepare(props: PrepareProps): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  const count = Object.keys(props.faults).length;
  return (
    <div class="stack-large">
      <PageHead title={prepare.title} lead={prepare.lead} />
      {count > 0 && <Notice tone="error">{t.common.formFaults(count)}</Notice>}
      <Section id="fair" title={prepare.fair} card>
        <Form action={actions.renameFair(props.fair.id)} class="inline-form">
          <Field name="name" label={prepare.name} value={props.fair.name} fault={props.faults["name"]} />
          <Field name="venue" label={prepare.venue} value={props.fair.venue} fault={props.faults["venue"]} />
          <Button>{t.common.save}</Button>
        </Form>
      </Section>
      <Programme {...props} />
      <Slots {...props} />
      <Rooms {...props} />
      <RulesForm {...props} />
    </div>
  );
}

function Programme({ fair, days, slotMinutes, faults }: PrepareProps): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  return (
    <Section id="programme" title={prepare.programme} card>
      <Form action={actions.programme(fair.id)}>
        <Field
          name="slotMinutes"
          type="number"
          label={prepare.slotMinutes}
          value={slotMinutes}
          min={5}
          max={240}
          fault={faults["slotMinutes"]}
        />
        {days.map((day, index) => (
          <fieldset class="fieldset repeated" key={`day-${index.toString()}`}>
            <legend>{prepare.day(index + 1)}</legend>
            <div class="fields-3">
              <Field
                name={`days.${index}.on`}
                type="date"
                label={prepare.date}
                value={day.on}
                fault={faults[`days.${index}.on`]}
              />
              <Field
                name={`days.${index}.start`}
                type="time"
                label={prepare.start}
                value={day.start}
                fault={faults[`days.${index}.start`]}
              />
              <Field
                name={`days.${index}.end`}
                type="time"
                label={prepare.end}
                value={day.end}
                fault={faults[`days.${index}.end`]}
              />
            </div>
            {[...day.breaks, { start: "", end: "", label: "" }].map((pause, place) => {
              const prefix = `days.${index}.breaks.${place}`;
              return (
                <div class="fields-3" key={prefix}>
                  <Field
                    name={`${prefix}.label`}
                    label={prepare.breakLabel(place + 1)}
                    value={pause.label}
                    fault={faults[`${prefix}.label`]}
                    optional
                  />
                  <Field
                    name={`${prefix}.start`}
                    type="time"
                    label={prepare.start}
                    value={pause.start}
                    fault={faults[`${prefix}.start`]}
                    optional
                  />
                  <Field
                    name={`${prefix}.end`}
                    type="time"
                    label={prepare.end}
                    value={pause.end}
                    fault={faults[`${prefix}.end`]}
                    optional
                  />
                </div>
              );
            })}
          </fieldset>
        ))}
        <div class="row">
          <Button kind="main">{prepare.saveProgramme}</Button>
          <Button name="more" value="days" icon="plus" unchecked>
            {prepare.addDay}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function Slots({ fair, slots }: PrepareProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  const days = [...new Set(slots.map((slot) => slot.day))];
  return (
    <Section id="slots" title={t.prepare.slots} card>
      <p class="soft">{t.prepare.slotsHint}</p>
      {days.map((day) => {
        const ofDay = slots.filter((slot) => slot.day === day);
        return (
          <div key={day} class="stack-small">
            <h3>{formatDay(ofDay[0]?.startsAt ?? "", i18n)}</h3>
            <ul class="plain slots">
              {ofDay.map((slot) => (
                <li key={slot.slot}>
                  <Form action={actions.closeSlot(fair.id)} class="">
                    <Hidden values={{ slot: slot.slot, closed: slot.closed ? "no" : "yes" }} />
                    <button
                      class={`slot slot-button slot-${slot.closed ? "closed" : "free"}`}
                      type="submit"
                      aria-pressed={!slot.closed}
                    >
                      <time>{formatTime(slot.startsAt, i18n)}</time>
                      <span class="slot-state">
                        {slot.closed
                          ? t.prepare.slotClosed
                          : slot.meetings > 0
                            ? t.prepare.slotMeetings(slot.meetings)
                            : t.prepare.slotOpen}
                      </span>
                    </button>
                  </Form>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </Section>
  );
}

function Rooms({ fair, rooms, withoutStand, faults }: PrepareProps): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  return (
    <Section id="rooms" title={prepare.rooms}>
      <div class="columns-even">
        {rooms.map((room) => (
          <article key={room.id} class="card stack">
            <div class="row-between">
              <h3>{room.name}</h3>
              <span class="figures soft">{t.common.people(room.capacity)}</span>
            </div>
            {room.accessible && <Tag tone="sky">{prepare.accessible}</Tag>}
            {room.places.length > 0 && (
              <details class="disclosure">
                <summary>{prepare.places(room.places.length)}</summary>
                <ul class="plain disclosure-body">
                  {room.places.map((place) => (
                    <li key={place.id} class="row-between">
                      <span>
                        {place.name}
                        <span class="soft">
                          {place.organisation === null
                            ? ` · ${t.terms.placeKind[place.kind]}`
                            : ` · ${place.organisation.name}`}
                        </span>
                      </span>
                      <Form action={actions.removePlace(fair.id, place.id)} class="">
                        <button type="submit" class="button button-quiet">
                          {t.common.remove} <span class="hidden-visually">{place.name}</span>
                        </button>
                      </Form>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            <details class="disclosure">
              <summary>{prepare.addPlaces}</summary>
              <div class="disclosure-body">
                <Form action={actions.places(fair.id)}>
                  <Hidden values={{ room: room.id, kind: "table" }} />
                  <div class="fields-3">
                    <Field
                      name="prefix"
                      id={`${room.id}-prefix`}
                      label={prepare.prefix}
                      value={prepare.prefixDefault}
                    />
                    <Field
                      name="from"
                      id={`${room.id}-from`}
                      type="number"
                      label={prepare.fromNumber}
                      value={1}
                      min={1}
                    />
                    <Field
                      name="count"
                      id={`${room.id}-count`}
                      type="number"
                      label={prepare.count}
                      value={6}
                      min={1}
                      max={200}
                    />
                  </div>
                  <div>
                    <Button icon="plus">{prepare.addTables}</Button>
                  </div>
                </Form>
                <Form action={actions.places(fair.id)} class="inline-form">
                  <Hidden values={{ room: room.id, kind: "stand" }} />
                  <Field name="name" id={`${room.id}-stand`} label={prepare.standName} />
                  <Select
                    name="organisation"
                    id={`${room.id}-organisation`}
                    label={prepare.standOf}
                    options={withoutStand.map((one) => ({ value: one.id, label: one.name }))}
                    empty={t.common.none}
                    optional
                    class="no-optional"
                  />
                  <Button icon="plus">{prepare.addStand}</Button>
                </Form>
              </div>
            </details>
            <details class="disclosure">
              <summary>{prepare.editRoom}</summary>
              <div class="disclosure-body">
                <RoomForm fair={fair.id} room={room} faults={{}} />
                <Form
                  action={actions.removeRoom(fair.id, room.id)}
                  class=""
                  confirm={prepare.removeRoomQuestion}
                >
                  <Button kind="danger" icon="trash-2">
                    {prepare.removeRoom}
                  </Button>
                </Form>
              </div>
            </details>
          </article>
        ))}
        <article class="card stack">
          <h3>{prepare.newRoom}</h3>
          <RoomForm fair={fair.id} room={null} faults={faults} />
        </article>
      </div>
    </Section>
  );
}

function RoomForm(props: {
  fair: string;
  room: PrepareProps["rooms"][number] | null;
  faults: Faults;
}): JSX.Element {
  const { t } = useI18n();
  const { prepare } = t;
  const { room, faults } = props;
  const id = (name: string) => `${room?.id ?? "new-room"}-${name}`;
  return (
    <Form action={actions.room(props.fair)}>
      {room !== null && <Hidden values={{ room: room.id }} />}
      <Field
        name="name"
        id={id("name")}
        label={prepare.roomName}
        value={room?.name ?? ""}
        fault={faults["room.name"]}
      />
      <Field
        name="capacity"
        id={id("capacity")}
        type="number"
        label={prepare.capacity}
        hint={prepare.capacityHint}
        value={room?.capacity ?? ""}
        min={1}
        fault={faults["room.capacity"]}
      />
      <Check
        name="accessible"
        id={id("accessible")}
        label={prepare.accessible}
        checked={room?.accessible ?? true}
      />
      <div>
        <Button icon={room === null ? "plus" : "check"}>
          {room === null ? prepare.addRoom : t.common.save}
        </Button>
      </div>
    </Form>
  );
}

const pairs = ["buyer>exhibitor", "exhibitor>buyer", "exhibitor>exhibitor", "buyer>buyer"] as const;

function RulesForm({ fair, rules, faults }: PrepareProps): JSX.Element {
  const { t, timeZone } = useI18n();
  const { prepare } = t;
  const modes = (["direct", "request"] as const).map((value) => ({
    value,
    label: t.terms.bookingMode[value],
    hint: t.account.bookingModeHint[value],
  }));
  const local = (instant: string | null) => (instant === null ? "" : toLocalInput(instant, timeZone));
  return (
    <Section id="rules" title={prepare.rules} card>
      <Form action={actions.rules(fair.id)}>
        <Choices
          type="checkbox"
          name="mayMeet"
          label={prepare.mayMeet}
          options={pairs.map((value) => ({ value, label: prepare.pair[value] }))}
          values={rules.mayMeet.map((pair) => `${pair.from}>${pair.to}`)}
        />
        <Choices
          type="radio"
          name="bookingMode"
          label={prepare.defaultMode}
          options={modes}
          values={[rules.bookingMode]}
        />
        <div class="fields-3">
          <Field
            name="maxMeetings"
            type="number"
            label={prepare.maxMeetings}
            value={rules.maxMeetings}
            min={0}
            max={500}
            fault={faults["maxMeetings"]}
          />
          <Field
            name="maxPendingRequests"
            type="number"
            label={prepare.maxPending}
            value={rules.maxPendingRequests}
            min={0}
            max={500}
            fault={faults["maxPendingRequests"]}
          />
          <Field
            name="requestLifetimeHours"
            type="number"
            label={prepare.lifetime}
            value={Math.round((rules.requestLifetimeMinutes / 60) * 10) / 10}
            min={0.1}
            step="any"
            fault={faults["requestLifetimeHours"]}
          />
          <Field
            name="lateAfterMinutes"
            type="number"
            label={prepare.lateAfter}
            value={rules.lateAfterMinutes}
            min={1}
            max={60}
            fault={faults["lateAfterMinutes"]}
          />
          <Field
            name="overrunMinutes"
            type="number"
            label={prepare.overrun}
            value={rules.overrunMinutes}
            min={1}
            max={60}
            fault={faults["overrunMinutes"]}
          />
        </div>
        <div class="fields-2">
          {(
            ["registrationOpensAt", "registrationClosesAt", "bookingOpensAt", "bookingClosesAt"] as const
          ).map((name) => (
            <Field
              key={name}
              name={name}
              type="datetime-local"
              label={prepare.dates[name]}
              value={local(rules[name])}
              fault={faults[name]}
              optional
            />
          ))}
        </div>
        <div>
          <Button kind="main">{prepare.saveRules}</Button>
        </div>
      </Form>
    </Section>
  );
}
