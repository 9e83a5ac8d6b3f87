import type { JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import type { Wish } from "../view-types.ts";
import { Button } from "./button.tsx";
import { Form, Hidden } from "./form.tsx";

const levels = [
  { level: "must", icon: "star" },
  { level: "like", icon: "thumbs-up" },
  { level: "never", icon: "ban" },
] as const;

/** Must, like, never: pressing the pressed one takes the wish back. */
export function WishButtons(props: {
  readonly action: string;
  readonly organisation: string;
  readonly name: string;
  readonly level: Wish | null;
  readonly compact?: boolean;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <Form action={props.action} class="stack-small" label={`${t.match.yourWish} : ${props.name}`}>
      <Hidden values={{ to: props.organisation }} />
      {props.compact !== true && (
        <>
          <p class="strong">{t.match.yourWish}</p>
          <p class="hint">{t.match.wishHint}</p>
        </>
      )}
      <div class="row wish-row">
        {levels.map(({ level, icon }) => (
          <Button
            key={level}
            name="level"
            icon={icon}
            value={props.level === level ? "" : level}
            pressed={props.level === level}
          >
            {t.terms.wish[level]}
          </Button>
        ))}
      </div>
    </Form>
  );
}
