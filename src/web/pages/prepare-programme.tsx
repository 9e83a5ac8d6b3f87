import type { JSX } from "preact";
import { formatDay, formatTime } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { Section } from "../components/card.tsx";
import { Field } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { useI18n } from "../i18n-context.ts";
import type { PrepareProps } from "./prepare.tsx";

/** Days, hours and breaks. */
export function Programme({ fair, days, slotMinutes, faults }: PrepareProps): JSX.Element {
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

/** Each slot of the grid, to be closed or opened. */
export function Slots({ fair, slots }: PrepareProps): JSX.Element {
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
