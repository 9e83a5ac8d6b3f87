import type { JSX } from "preact";
import { Field } from "./field.tsx";

const list = "participant-names";

/** The names that every `ParticipantField` of the page offers, said once: they may be many hundreds. */
export function ParticipantNamesList({ names }: { readonly names: readonly string[] }): JSX.Element {
  return (
    <datalist id={list}>
      {names.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}

/** A participant by name, typed or chosen among those that contain what is typed; the server knows it or says so. */
export function ParticipantField(props: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly fault?: string | undefined;
  readonly optional?: boolean;
  readonly class?: string;
  readonly id?: string;
}): JSX.Element {
  return <Field {...props} list={list} autocomplete="off" />;
}
