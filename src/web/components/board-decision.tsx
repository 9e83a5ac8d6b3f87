import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { rejectionText } from "../../i18n/rejections.ts";
import { type Fields, send } from "../client/send.ts";
import { useI18n } from "../i18n-context.ts";
import type { BoardTask } from "../live-topics.ts";
import { CsrfField, Hidden } from "./form.tsx";

export type TaskProps = {
  readonly fair: string;
  readonly task: BoardTask;
  /** Whether the reader may book and move meetings: an organiser, not a steward. */
  readonly books: boolean;
  readonly onDone: (task: string) => void;
  /** Told in a line of its own: what was decided may be gone from the board. */
  readonly onSaid: (text: string) => void;
};

export type Of<Type extends BoardTask["type"]> = Omit<TaskProps, "task"> & {
  task: Extract<BoardTask, { type: Type }>;
};

export function Frame(props: { tone: string; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <li class={`card task task-${props.tone} stack-small`}>
      <h3>{props.title}</h3>
      {props.children}
    </li>
  );
}

export function Decision(props: {
  task: string;
  action: string;
  fields: Fields & Record<string, string | number>;
  label: string;
  main?: boolean;
  quiet?: boolean;
  /** What it does, where the label alone does not say. */
  about?: string;
  /** What is said once it is done. */
  done: string;
  onDone: (task: string) => void;
  onSaid: (text: string) => void;
}): JSX.Element {
  const { t } = useI18n();
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const decide = async (event: SubmitEvent) => {
    event.preventDefault();
    if (sending) return;
    setSending(true);
    const sent = await send(props.action, props.fields);
    setSending(false);
    if (sent.ok) {
      props.onSaid(props.done);
      props.onDone(props.task);
    } else setFault(sent.problem.detail ?? rejectionText(sent.problem.code, t));
  };
  return (
    <form method="post" action={props.action} onSubmit={decide} class="stack-small">
      <CsrfField />
      <Hidden values={props.fields} />
      <div>
        <button
          type="submit"
          class={
            props.main === true
              ? "button button-main"
              : props.quiet === true
                ? "button button-quiet"
                : "button"
          }
          aria-disabled={sending}
          aria-label={props.about}
        >
          {props.label}
        </button>
      </div>
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
}
