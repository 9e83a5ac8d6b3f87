import type { JSX } from "preact";
import { formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { Section } from "../components/card.tsx";
import { Select } from "../components/field.tsx";
import { Form } from "../components/form.tsx";
import { ParticipantField, ParticipantNamesList } from "../components/participant-field.tsx";
import { useI18n } from "../i18n-context.ts";
import type { Faults, SlotTime } from "../view-types.ts";

export type ActForProps = {
  readonly fair: string;
  /** The participants, by name. */
  readonly names: readonly string[];
  readonly slots: readonly SlotTime[];
  readonly typed: { readonly organisation: string; readonly to: string; readonly slot: string };
  readonly faults: Faults;
};

/** A meeting made in somebody's name. */
export function ActFor({ fair, names, slots, typed, faults }: ActForProps): JSX.Element {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <Section id="act-for" title={t.schedule.actFor} card>
      <p>{t.schedule.actForText}</p>
      <Form action={actions.actFor(fair)} class="inline-form">
        <ParticipantNamesList names={names} />
        <ParticipantField
          name="organisation"
          label={t.schedule.inNameOf}
          value={typed.organisation}
          fault={faults["organisation"]}
        />
        <ParticipantField name="to" label={t.schedule.withWhom} value={typed.to} fault={faults["to"]} />
        <Select
          name="slot"
          label={t.inbox.slot}
          options={slots.map((slot) => ({ value: String(slot.slot), label: formatSlot(slot, i18n) }))}
          value={typed.slot}
          empty={t.schedule.firstFree}
          fault={faults["slot"]}
          optional
          class="no-optional"
        />
        <Button kind="main">{t.schedule.bookFor}</Button>
      </Form>
    </Section>
  );
}
