import type { JSX } from "preact";
import { Button } from "../components/button.tsx";
import { type Option, Select } from "../components/field.tsx";
import { Form, Hidden } from "../components/form.tsx";
import { Notice } from "../components/notice.tsx";
import { Effect } from "../components/violations.tsx";
import type { EffectView } from "../draft-views.ts";
import { useI18n } from "../i18n-context.ts";

/** Where a meeting could be, each choice with what it meets there. */
export type SpotChoice = {
  readonly slots: readonly Option[];
  readonly places: readonly Option[];
  /** For each side its name and its people. */
  readonly sides: readonly { readonly name: string; readonly people: readonly Option[] }[];
};
export type SpotChosen = {
  readonly slot: string;
  readonly place: string;
  readonly delegate0: string;
  readonly delegate1: string;
};

/** Chooses a slot, a place and people; shows what that does, and only then offers to do it. */
export function SpotForm(props: {
  /** Where the choice is shown with its effect. */
  readonly tryAt: string;
  /** Values that both forms carry. */
  readonly carried: Readonly<Record<string, string | number>>;
  readonly choice: SpotChoice;
  readonly chosen: SpotChosen;
  readonly effect: EffectView | null;
  /** Why it could not be tried. */
  readonly problem: string | null;
  readonly action: string;
  readonly fields: Readonly<Record<string, string | number>>;
  readonly apply: string;
}): JSX.Element {
  const { t } = useI18n();
  const { edit } = t.drafts;
  const { choice, chosen } = props;
  return (
    <div class="stack">
      <p class="soft">{edit.moveText}</p>
      <form method="get" action={`${props.tryAt}#effect`} class="spot-form">
        <Hidden values={{ ...props.carried }} />
        <Select name="slot" label={edit.slot} options={choice.slots} value={chosen.slot} />
        <Select
          name="place"
          label={edit.place}
          options={choice.places}
          value={chosen.place}
          empty={edit.anyPlace}
          optional
          class="no-optional"
        />
        {choice.sides.map(({ name, people }, side) => (
          <Select
            key={name}
            name={`delegate${side}`}
            label={edit.delegate(name)}
            options={people}
            value={side === 0 ? chosen.delegate0 : chosen.delegate1}
            empty={edit.anyDelegate}
            optional
            class="no-optional"
          />
        ))}
        <Button>{edit.try}</Button>
      </form>
      <div id="effect" class="stack">
        {props.problem !== null && <Notice tone="error">{props.problem}</Notice>}
        {props.effect !== null && (
          <>
            <h3>{edit.effect}</h3>
            <Effect effect={props.effect} />
            <Form action={props.action} class="">
              <Hidden values={{ ...props.fields, ...chosen }} />
              <Button kind="main" icon="check">
                {props.effect.brought.length > 0 ? edit.applyDespite : props.apply}
              </Button>
            </Form>
          </>
        )}
      </div>
    </div>
  );
}
