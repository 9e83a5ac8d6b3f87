import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { formatPercent, formatTime } from "../../i18n/format.ts";
import { rejectionText } from "../../i18n/rejections.ts";
import { actions } from "../actions.ts";
import { type Fields, send } from "../client/send.ts";
import { useI18n } from "../i18n-context.ts";
import type { BoardTask } from "../live-topics.ts";
import { CsrfField, Hidden } from "./form.tsx";

type TaskProps = {
  readonly fair: string;
  readonly task: BoardTask;
  /** Whether the reader may book and move meetings: an organiser, not a steward. */
  readonly books: boolean;
  readonly onDone: (task: string) => void;
};

/** Something that needs a hand: what happens, and the decision as a button. */
export function TaskCard(props: TaskProps): JSX.Element {
  const { task } = props;
  switch (task.type) {
    case "absent":
      return <Absent {...props} task={task} />;
    case "overrun":
      return <Overrun {...props} task={task} />;
    case "room-full":
      return <RoomFull {...props} task={task} />;
    default:
      return task satisfies never;
  }
}

type Of<Type extends BoardTask["type"]> = Omit<TaskProps, "task"> & {
  task: Extract<BoardTask, { type: Type }>;
};

function Absent({ task, ...rest }: Of<"absent">): JSX.Element {
  const i18n = useI18n();
  const { board } = i18n.t;
  return (
    <Frame tone="saffron" title={`${task.place} · ${formatTime(task.startsAt, i18n)}`}>
      <p>{board.waits(task.waiting, task.minutes)}</p>
      <p>{board.notCheckedIn(task.absent)}</p>
      <div class="row">
        {rest.books && task.standby !== null && (
          <Decision
            {...rest}
            task={task.id}
            main
            action={actions.replace(rest.fair)}
            fields={{ meeting: task.meeting, organisation: task.standby.id }}
            label={board.propose(task.standby.name)}
          />
        )}
        <Decision
          {...rest}
          task={task.id}
          action={actions.meeting(rest.fair, task.meeting, "miss")}
          fields={{}}
          label={board.recordMissed}
        />
      </div>
    </Frame>
  );
}

function Overrun({ task, ...rest }: Of<"overrun">): JSX.Element {
  const i18n = useI18n();
  const { board } = i18n.t;
  return (
    <Frame tone="terra" title={board.overruns(task.place, task.minutes)}>
      {task.next !== null && (
        <p>{board.nextIs(formatTime(task.next.startsAt, i18n), task.next.organisation)}</p>
      )}
      {task.freePlace !== null && <p>{board.freeBeside(task.freePlace.name)}</p>}
      <div class="row">
        {rest.books && task.next !== null && task.freePlace !== null && (
          <Decision
            {...rest}
            task={task.id}
            main
            action={actions.meeting(rest.fair, task.next.meeting, "move")}
            fields={{ slot: task.next.slot, place: task.freePlace.id }}
            label={board.moveTo(task.freePlace.name)}
          />
        )}
        <Decision
          {...rest}
          task={task.id}
          action={actions.meeting(rest.fair, task.meeting, "end")}
          fields={{}}
          label={board.end}
        />
      </div>
    </Frame>
  );
}

function RoomFull({ task, ...rest }: Of<"room-full">): JSX.Element {
  const i18n = useI18n();
  const { board } = i18n.t;
  const part = formatPercent(task.present / task.capacity, i18n.locale);
  return (
    <Frame tone={task.present >= task.capacity ? "terra" : "saffron"} title={board.roomAt(task.name, part)}>
      {task.at !== null && <p>{board.arrivals(task.arrivals, formatTime(task.at, i18n))}</p>}
      <Decision
        {...rest}
        task={task.id}
        action={actions.warn(rest.fair)}
        fields={{ room: task.room }}
        label={board.warn}
      />
    </Frame>
  );
}

function Frame(props: { tone: string; title: string; children: ComponentChildren }): JSX.Element {
  return (
    <li class={`card task task-${props.tone} stack-small`}>
      <h3>{props.title}</h3>
      {props.children}
    </li>
  );
}

function Decision(props: {
  task: string;
  action: string;
  fields: Fields & Record<string, string | number>;
  label: string;
  main?: boolean;
  onDone: (task: string) => void;
}): JSX.Element {
  const { t } = useI18n();
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const decide = async (event: SubmitEvent) => {
    event.preventDefault();
    setSending(true);
    const sent = await send(props.action, props.fields);
    setSending(false);
    if (sent.ok) props.onDone(props.task);
    else setFault(sent.problem.detail ?? rejectionText(sent.problem.code, t));
  };
  return (
    <form method="post" action={props.action} onSubmit={decide} class="stack-small">
      <CsrfField />
      <Hidden values={props.fields} />
      <div>
        <button
          type="submit"
          class={props.main === true ? "button button-main" : "button"}
          disabled={sending}
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
