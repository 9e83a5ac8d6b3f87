import type { ComponentChildren, JSX } from "preact";
import { useI18n } from "../i18n-context.ts";
import { Icon } from "./icon.tsx";

type Common = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with the value, in the reader's language. */
  readonly fault?: string | undefined;
  readonly optional?: boolean;
  readonly class?: string;
  /** When the same name stands twice on a page. */
  readonly id?: string;
};

type InputProps = Common & {
  readonly type?:
    | "text"
    | "email"
    | "tel"
    | "url"
    | "number"
    | "date"
    | "time"
    | "datetime-local"
    | "search"
    | "file";
  readonly value?: string | number;
  readonly autocomplete?: string;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly step?: number | string;
  readonly accept?: string;
  readonly inputMode?: "numeric" | "decimal" | "search";
  /** The id of a `datalist` of the page. */
  readonly list?: string;
  readonly autofocus?: boolean;
};

/** A labelled input; its hint and fault are read with it. */
export function Field(props: InputProps): JSX.Element {
  const id = idOf(props);
  // Preact types each kind of input apart, with the roles that each may take; we set none.
  const type = (props.type ?? "text") as "text";
  return (
    <FieldFrame {...props}>
      <input
        class="input"
        id={id}
        name={props.name}
        type={type}
        value={props.value}
        required={props.optional !== true}
        autocomplete={props.autocomplete}
        min={props.min}
        max={props.max}
        step={props.step}
        accept={props.accept}
        inputMode={props.inputMode}
        list={props.list}
        {...described(props)}
      />
    </FieldFrame>
  );
}

export function TextArea(props: Common & { readonly value?: string; readonly rows?: number }): JSX.Element {
  return (
    <FieldFrame {...props}>
      <textarea
        class="textarea"
        id={idOf(props)}
        name={props.name}
        rows={props.rows ?? 3}
        required={props.optional !== true}
        {...described(props)}
      >
        {props.value}
      </textarea>
    </FieldFrame>
  );
}

export type Option = { readonly value: string; readonly label: string };

export function Select(
  props: Common & {
    readonly options: readonly Option[];
    readonly value?: string;
    /** Words of the empty choice; without them there is none. */
    readonly empty?: string;
  },
): JSX.Element {
  return (
    <FieldFrame {...props}>
      <select
        class="select"
        id={idOf(props)}
        name={props.name}
        required={props.optional !== true}
        {...described(props)}
      >
        {props.empty !== undefined && (
          <option value="" selected={(props.value ?? "") === ""}>
            {props.empty}
          </option>
        )}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** Several answers at most (checkbox) or exactly one (radio), under one question. */
export function Choices(
  props: Common & {
    readonly type: "checkbox" | "radio";
    /** When the heading above already says it. */
    readonly labelHidden?: boolean;
    readonly options: readonly (Option & { readonly hint?: string })[];
    readonly values: readonly string[];
  },
): JSX.Element {
  const id = idOf(props);
  const notes = described(props);
  return (
    <fieldset class="fieldset" id={id} aria-describedby={notes["aria-describedby"]}>
      <legend class={props.labelHidden === true ? "hidden-visually" : ""}>
        {props.label} <OptionalMark optional={props.optional} />
      </legend>
      <Notes {...props} id={id} />
      <div class="choices">
        {props.options.map((option) => (
          <label class="choice" key={option.value}>
            <input
              type={props.type}
              name={props.name}
              value={option.value}
              checked={props.values.includes(option.value)}
              required={props.type === "radio" && props.optional !== true}
            />
            <span>
              {option.label}
              {option.hint !== undefined && <span class="hint"> {option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One box to tick, with its sentence. */
export function Check(props: Common & { readonly checked: boolean; readonly value?: string }): JSX.Element {
  const id = idOf(props);
  return (
    <div class="field">
      <label class="choice" for={id}>
        <input
          id={id}
          type="checkbox"
          name={props.name}
          value={props.value ?? "yes"}
          checked={props.checked}
          required={props.optional === false}
          {...described(props)}
        />
        <span>{props.label}</span>
      </label>
      <Notes {...props} id={id} />
    </div>
  );
}

/** Where links to a field lead, given the name that it is sent under. */
export function idOfField(name: string): string {
  return `field-${name.replaceAll(".", "-")}`;
}

function FieldFrame(props: Common & { readonly children: ComponentChildren }): JSX.Element {
  const id = idOf(props);
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label class="label" for={id}>
        {props.label} <OptionalMark optional={props.optional} />
      </label>
      <Notes {...props} id={id} />
      {props.children}
    </div>
  );
}

function OptionalMark({ optional }: { optional: boolean | undefined }): JSX.Element | null {
  const { t } = useI18n();
  return optional === true ? <span class="soft small">({t.common.optional})</span> : null;
}

function Notes(props: Common & { readonly id: string }): JSX.Element {
  return (
    <>
      {props.hint !== undefined && (
        <p class="hint" id={`${props.id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.fault !== undefined && (
        <p class="fault" id={`${props.id}-fault`}>
          <Icon name="circle-alert" />
          {props.fault}
        </p>
      )}
    </>
  );
}

function idOf(props: Common): string {
  return props.id ?? idOfField(props.name);
}

function described(props: Common): { "aria-describedby"?: string; "aria-invalid"?: "true" } {
  const id = idOf(props);
  const notes = [
    ...(props.hint === undefined ? [] : [`${id}-hint`]),
    ...(props.fault === undefined ? [] : [`${id}-fault`]),
  ];
  return {
    ...(notes.length === 0 ? {} : { "aria-describedby": notes.join(" ") }),
    ...(props.fault === undefined ? {} : { "aria-invalid": "true" }),
  };
}
