import type { JSX } from "preact";
import { formatPercent, formatTime } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { useI18n } from "../i18n-context.ts";
import { Decision, Frame, type Of, type TaskProps } from "./board-decision.tsx";
import { HoleTask } from "./board-hole.tsx";
import { RepairTask } from "./board-repair.tsx";

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
    case "repair":
      return <RepairTask {...props} task={task} />;
    case "hole":
      return <HoleTask {...props} task={task} />;
    default:
      return task satisfies never;
  }
}

function Absent({ task, ...rest }: Of<"absent">): JSX.Element {
  const i18n = useI18n();
  const { board, outcomes } = i18n.t;
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
            done={outcomes.done.replaced}
          />
        )}
        <Decision
          {...rest}
          task={task.id}
          action={actions.meeting(rest.fair, task.meeting, "miss")}
          fields={{}}
          label={board.recordMissed}
          done={outcomes.done.missed}
        />
      </div>
    </Frame>
  );
}

function Overrun({ task, ...rest }: Of<"overrun">): JSX.Element {
  const i18n = useI18n();
  const { board, outcomes } = i18n.t;
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
            done={outcomes.done.moved}
          />
        )}
        <Decision
          {...rest}
          task={task.id}
          action={actions.meeting(rest.fair, task.meeting, "end")}
          fields={{}}
          label={board.end}
          done={outcomes.done.ended}
        />
      </div>
    </Frame>
  );
}

function RoomFull({ task, ...rest }: Of<"room-full">): JSX.Element {
  const i18n = useI18n();
  const { board, outcomes } = i18n.t;
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
        done={outcomes.done.warned}
      />
    </Frame>
  );
}
