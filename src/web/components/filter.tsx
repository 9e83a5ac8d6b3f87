import type { JSX } from "preact";
import { Field, type Option, Select } from "./field.tsx";

/** A choice that narrows a list; the empty one narrows nothing. */
export function FilterChoice(props: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly empty: string;
  readonly id?: string;
}): JSX.Element {
  return <Select {...props} optional class="no-optional" />;
}

/** Words to look for in a list. */
export function FilterQuery(props: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}): JSX.Element {
  return <Field {...props} name="q" type="search" optional class="no-optional" />;
}
