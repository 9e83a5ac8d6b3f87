import type { JSX } from "preact";
import { formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { Select } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { ParticipantField, ParticipantNamesList } from "../components/participant-field.tsx";
import { useI18n } from "../i18n-context.ts";
import type { Faults, SlotTime } from "../view-types.ts";

/** What the form holds. */
export type LockTyped = {
  readonly which: string;
  readonly organisation: string;
  readonly slot: string;
  readonly faults: Faults;
};

/** Locks and unlocks many meetings at once. */
export function LockForm(props: {
  readonly fair: string;
  readonly draft: string;
  readonly known: number;
  /** Those who have meetings in the draft, by name. */
  readonly names: readonly string[];
  readonly slots: readonly SlotTime[];
  readonly typed: LockTyped;
}): JSX.Element {
  const i18n = useI18n();
  const { lock } = i18n.t.drafts;
  return (
    <Form action={actions.lockDraft(props.fair, props.draft)} class="inline-form lock-form">
      <Hidden values={{ known: props.known }} />
      <Select
        name="which"
        label={lock.which}
        options={Object.entries(lock.choices).map(([value, label]) => ({ value, label }))}
        value={props.typed.which}
        empty={lock.choose}
        fault={props.typed.faults["which"]}
      />
      <ParticipantNamesList names={props.names} />
      <ParticipantField
        name="organisation"
        label={lock.organisation}
        value={props.typed.organisation}
        fault={props.typed.faults["organisation"]}
        optional
        class="no-optional lock-organisation"
      />
      <Select
        name="slot"
        label={lock.slot}
        options={props.slots.map((slot) => ({ value: String(slot.slot), label: formatSlot(slot, i18n) }))}
        value={props.typed.slot}
        fault={props.typed.faults["slot"]}
        empty={lock.choose}
        optional
        class="no-optional lock-slot"
      />
      <div class="row">
        <Button name="locked" value="yes">
          {lock.lock}
        </Button>
        <Button name="locked" value="no" kind="quiet">
          {lock.unlock}
        </Button>
      </div>
    </Form>
  );
}

/** Locks or unlocks one meeting. */
export function LockOne(props: {
  readonly fair: string;
  readonly draft: string;
  readonly meeting: string;
  readonly locked: boolean;
  readonly known: number;
  /** Both sides, for those who hear the button alone. */
  readonly pair: string;
}): JSX.Element {
  const { lock } = useI18n().t.drafts;
  return (
    <Form action={actions.lockDraft(props.fair, props.draft)} class="">
      <Hidden values={{ which: "meeting", meeting: props.meeting, known: props.known }} />
      <Button name="locked" value={props.locked ? "no" : "yes"}>
        {props.locked ? lock.unlock : lock.lock} <span class="hidden-visually">{props.pair}</span>
      </Button>
    </Form>
  );
}
