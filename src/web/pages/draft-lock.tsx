import type { JSX } from "preact";
import { formatSlot } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { Button } from "../components/button.tsx";
import { type Option, Select } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { useI18n } from "../i18n-context.ts";
import type { SlotTime } from "../view-types.ts";

/** Locks and unlocks many meetings at once. */
export function LockForm(props: {
  readonly fair: string;
  readonly draft: string;
  readonly known: number;
  readonly organisations: readonly Option[];
  readonly slots: readonly SlotTime[];
}): JSX.Element {
  const i18n = useI18n();
  const { lock } = i18n.t.drafts;
  return (
    <Form action={actions.lockDraft(props.fair, props.draft)} class="inline-form">
      <Hidden values={{ known: props.known }} />
      <Select
        name="which"
        label={lock.which}
        options={Object.entries(lock.choices).map(([value, label]) => ({ value, label }))}
      />
      <Select
        name="organisation"
        id="lock-organisation"
        label={lock.organisation}
        options={props.organisations}
        empty="—"
        optional
        class="no-optional"
      />
      <Select
        name="slot"
        id="lock-slot"
        label={lock.slot}
        options={props.slots.map((slot) => ({ value: String(slot.slot), label: formatSlot(slot, i18n) }))}
        empty="—"
        optional
        class="no-optional"
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
