import type { ComponentChildren, JSX } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon-paths.ts";

export type ButtonKind = "main" | "plain" | "quiet" | "danger";

type ButtonProps = {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly children: ComponentChildren;
  readonly name?: string;
  readonly value?: string;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  /** Sent without checking the fields, for « add a line » and the like. */
  readonly unchecked?: boolean;
  readonly onClick?: () => void;
};

/** A button that sends its form, or does something here when `onClick` is given. */
export function Button(props: ButtonProps): JSX.Element {
  return (
    <button
      class={classOf(props.kind)}
      type={props.onClick === undefined ? "submit" : "button"}
      name={props.name}
      value={props.value}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      formNoValidate={props.unchecked}
      onClick={props.onClick}
    >
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </button>
  );
}

/** A link that looks like a button, because it starts something. */
export function ButtonLink(props: {
  readonly href: string;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly download?: boolean;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <a class={classOf(props.kind)} href={props.href} download={props.download}>
      {props.icon !== undefined && <Icon name={props.icon} />}
      <span>{props.children}</span>
    </a>
  );
}

function classOf(kind: ButtonKind | undefined): string {
  return kind === undefined || kind === "plain" ? "button" : `button button-${kind}`;
}
