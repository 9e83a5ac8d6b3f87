import type { ComponentChildren, JSX } from "preact";
import { useCsrf } from "../csrf-context.ts";

type FormProps = {
  readonly action: string;
  readonly class?: string;
  readonly children: ComponentChildren;
  /** The form sends a file. */
  readonly upload?: boolean;
  readonly label?: string;
  /** Asked before sending, when scripts run. */
  readonly confirm?: string;
};

/** A form that changes something: POST, with the anti-forgery token. */
export function Form(props: FormProps): JSX.Element {
  return (
    <form
      method="post"
      action={props.action}
      class={props.class ?? "form"}
      enctype={props.upload === true ? "multipart/form-data" : undefined}
      aria-label={props.label}
      data-confirm={props.confirm}
    >
      <CsrfField />
      {props.children}
    </form>
  );
}

export function CsrfField(): JSX.Element | null {
  const csrf = useCsrf();
  return csrf === null ? null : <input type="hidden" name="csrf" value={csrf} />;
}

/** Values that travel with a form unseen. */
export function Hidden({ values }: { readonly values: Record<string, string | number> }): JSX.Element {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}
