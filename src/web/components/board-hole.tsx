import type { JSX } from "preact";
import { formatTime } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { useI18n } from "../i18n-context.ts";
import { Decision, Frame, type Of } from "./board-decision.tsx";
import { Asked } from "./board-repair.tsx";

/** A slot that fell free: who could meet in it, and who has been asked. */
export function HoleTask({ task, ...rest }: Of<"hole">): JSX.Element {
  const i18n = useI18n();
  const { repair, dismiss } = i18n.t.board;
  const { done } = i18n.t.outcomes;
  const [best, ...others] = task.pairs;
  return (
    <Frame tone="saffron" title={repair.freeSlot(formatTime(task.startsAt, i18n), task.place)}>
      {task.left.length > 0 && <p>{repair.left(task.left.join(", "))}</p>}
      {task.tried > 0 && <p class="soft small">{repair.tried(task.tried)}</p>}
      {task.offer !== null && <Asked {...rest} offer={task.offer} />}
      {best && <Pair {...rest} task={task} pair={best} main />}
      {others.length > 0 && (
        <details class="stack-small">
          <summary class="summary-quiet">{repair.alternatives}</summary>
          <div class="stack">
            {others.map((pair) => (
              <Pair key={pair.ids.join()} {...rest} task={task} pair={pair} />
            ))}
          </div>
        </details>
      )}
      {rest.books && (
        <Decision
          {...rest}
          task={task.id}
          quiet
          action={
            task.offer === null ? actions.dismiss(rest.fair) : actions.stopRefill(rest.fair, task.meeting)
          }
          fields={task.offer === null ? { task: task.id } : { part: String(task.part) }}
          label={task.offer === null ? dismiss : repair.stop}
          done={done.saved}
        />
      )}
    </Frame>
  );
}

function Pair(
  props: Of<"hole"> & { pair: Of<"hole">["task"]["pairs"][number]; main?: boolean },
): JSX.Element {
  const { board, outcomes } = useI18n().t;
  const { repair } = board;
  const { pair, task, main = false } = props;
  const [one = "", other = ""] = pair.names;
  const stay = () => {};
  return (
    <div class="stack-small">
      <p>{repair.pair(one, other)}</p>
      {props.books && (
        <Decision
          {...props}
          task={task.id}
          main={main}
          action={actions.offerSlot(props.fair, task.meeting)}
          fields={{ part: String(task.part), one: pair.ids[0] ?? "", other: pair.ids[1] ?? "" }}
          label={
            pair.asked.length === 0
              ? repair.bookNow
              : pair.asked.length === 2
                ? repair.offerToBoth
                : repair.offerTo(pair.asked.join())
          }
          done={pair.asked.length === 0 ? outcomes.done.booked : outcomes.done.offered}
          onDone={stay}
        />
      )}
    </div>
  );
}
