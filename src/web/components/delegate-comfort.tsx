import type { JSX } from "preact";
import { dayKey, formatDay } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { useI18n } from "../i18n-context.ts";
import type { Faults, SlotTime } from "../view-types.ts";
import { BreakFields, type BreakValues } from "./break-fields.tsx";
import { Button } from "./button.tsx";
import { Check, Field, idOfField, Select } from "./field.tsx";
import { Form } from "./form.tsx";

/** As said, or as typed. */
export type ComfortValues = {
  readonly needsAccess: boolean;
  readonly mostInARow: number | string;
  readonly breaks: readonly (BreakValues & { readonly on: string })[];
};

/** What a delegate needs and wishes for; its faults are known by the delegate's id. */
export function DelegateComfort(props: {
  readonly fair: string;
  readonly delegate: string;
  readonly values: ComfortValues;
  /** The fair's own limit of slots in a row. */
  readonly limit: number | null;
  readonly slots: readonly SlotTime[];
  readonly faults: Faults;
}): JSX.Element {
  const { t } = useI18n();
  const { delegate, values, faults } = props;
  const known = (name: string) => `${delegate}.${name}`;
  return (
    <details class="disclosure" open={Object.keys(faults).some((name) => name.startsWith(`${delegate}.`))}>
      <summary>{t.comfort.own}</summary>
      <div class="disclosure-body">
        <Form action={actions.comfort(props.fair, delegate)}>
          <p class="hint">{t.comfort.ownHint}</p>
          <Check
            name="needsAccess"
            id={idOfField(known("needsAccess"))}
            label={t.comfort.needsAccess}
            checked={values.needsAccess}
          />
          <Field
            name="mostInARow"
            id={idOfField(known("mostInARow"))}
            type="number"
            label={t.comfort.ownMostInARow}
            hint={t.comfort.ownMostInARowHint(props.limit)}
            value={values.mostInARow}
            min={1}
            max={50}
            fault={faults[known("mostInARow")]}
            optional
          />
          {[...values.breaks, { from: "", to: "", minutes: "", on: "" }].map((wanted, index) => (
            <BreakFields
              key={`break-${index.toString()}`}
              prefix={`breaks.${index}`}
              known={known(`breaks.${index}`)}
              label={t.comfort.ownBreak(index + 1)}
              value={wanted}
              faults={faults}
              {...(index === 0 ? { hint: t.comfort.breakHint } : {})}
            >
              <DayOfBreak
                name={`breaks.${index}.on`}
                known={known(`breaks.${index}.on`)}
                value={wanted.on}
                slots={props.slots}
                fault={faults[known(`breaks.${index}.on`)]}
              />
            </BreakFields>
          ))}
          <div>
            <Button>{t.common.save}</Button>
          </div>
        </Form>
      </div>
    </details>
  );
}

/** Every day or one of them; a day that the programme no longer has stays to be read. */
function DayOfBreak(props: {
  readonly name: string;
  readonly known: string;
  readonly value: string;
  readonly slots: readonly SlotTime[];
  readonly fault: string | undefined;
}): JSX.Element {
  const i18n = useI18n();
  const { t, timeZone } = i18n;
  const firsts = props.slots.filter((slot, index, all) => all[index - 1]?.day !== slot.day);
  const days = firsts.map(({ startsAt }) => ({
    value: dayKey(startsAt, timeZone),
    label: formatDay(startsAt, i18n),
  }));
  const isKnown = props.value === "" || days.some(({ value }) => value === props.value);
  return (
    <Select
      name={props.name}
      id={idOfField(props.known)}
      label={t.comfort.on}
      options={isKnown ? days : [...days, { value: props.value, label: props.value }]}
      value={props.value}
      empty={t.comfort.everyDay}
      fault={props.fault}
      optional
      class="no-optional"
    />
  );
}
