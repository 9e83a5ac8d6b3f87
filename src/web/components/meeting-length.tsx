import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import { Button } from "./button.tsx";
import { Choices } from "./field.tsx";
import { Form } from "./form.tsx";

/** How many slots in a row an organisation needs for a meeting, and how long one slot is. */
export type MeetingLength = { readonly slots: number; readonly slotMinutes: number };

const choices = [1, 2, 3] as const;

/** The form that says how long the meetings of an organisation are to be. */
export function MeetingLengthForm(props: {
  readonly id: string;
  readonly action: string;
  readonly length: MeetingLength;
}): JSX.Element {
  const { t } = useI18n();
  const { slots, slotMinutes } = props.length;
  return (
    <Form action={props.action}>
      <p class="hint">{t.account.meetingLengthHint}</p>
      <Choices
        id={props.id}
        type="radio"
        name="slots"
        label={t.account.meetingLength}
        labelHidden
        options={choices.map((count) => ({
          value: String(count),
          label: t.common.minutes(count * slotMinutes),
          hint: t.account.slotsInARow(count),
        }))}
        values={[String(slots)]}
      />
      <div>
        <Button>{t.common.save}</Button>
      </div>
    </Form>
  );
}
