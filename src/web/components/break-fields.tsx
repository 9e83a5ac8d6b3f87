import type { ComponentChildren, JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import type { Faults } from "../view-types.ts";
import { Field, idOfField } from "./field.tsx";

export type BreakValues = {
  readonly from: string;
  readonly to: string;
  readonly minutes: number | string;
};

/** A break anywhere between two times of a day; left empty there is none. */
export function BreakFields(props: {
  /** What the names of its fields begin with. */
  readonly prefix: string;
  readonly label: string;
  readonly value: BreakValues | null;
  readonly faults: Faults;
  /** When the same prefix stands twice on a page: what its faults are known by. */
  readonly known?: string;
  readonly hint?: string;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { t } = useI18n();
  const { prefix, label, value, faults } = props;
  const known = props.known ?? prefix;
  const field = (name: "minutes" | "from" | "to") => ({
    name: `${prefix}.${name}`,
    id: idOfField(`${known}.${name}`),
    label: t.comfort[name],
    value: value?.[name] ?? "",
    fault: faults[`${known}.${name}`],
    optional: true,
    class: "no-optional",
  });
  return (
    <fieldset class="fieldset break-fields">
      <legend>
        {label} <span class="soft small">({t.common.optional})</span>
      </legend>
      {props.hint !== undefined && <p class="hint">{props.hint}</p>}
      <div class="break-row">
        <Field {...field("minutes")} type="number" min={5} max={240} />
        <Field {...field("from")} type="time" />
        <Field {...field("to")} type="time" />
        {props.children}
      </div>
    </fieldset>
  );
}
