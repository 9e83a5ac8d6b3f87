import type { JSX } from "preact";
import { formatTime } from "../../i18n/format.ts";
import { actions } from "../actions.ts";
import { useI18n } from "../i18n-context.ts";
import type { BoardOffer, BoardPlan, RepairLine } from "../live-topics.ts";
import { Decision, Frame, type Of } from "./board-decision.tsx";

const linesShown = 4;

/** A disruption that strikes meetings: the repair proposed, who is touched, other ways out. */
export function RepairTask({ task, ...rest }: Of<"repair">): JSX.Element {
  const i18n = useI18n();
  const { repair, dismiss } = i18n.t.board;
  const { done } = i18n.t.outcomes;
  const [best, ...others] = task.plans;
  return (
    <Frame tone="terra" title={repair.lost[task.what](task.name, formatTime(task.until, i18n))}>
      {task.struck > 0 && <p>{repair.struck(task.struck)}</p>}
      {best && <Plan {...rest} task={task} plan={best} main />}
      {others.length > 0 && (
        <details class="stack-small">
          <summary class="summary-quiet">{repair.alternatives}</summary>
          <div class="stack">
            {others.map((plan) => (
              <Plan key={plan.key} {...rest} task={task} plan={plan} />
            ))}
          </div>
        </details>
      )}
      {task.asked.map((offer) => (
        <Asked key={offer.id} {...rest} offer={offer} />
      ))}
      {rest.books && task.struck > 0 && (
        <Decision
          {...rest}
          task={task.id}
          quiet
          action={actions.dismiss(rest.fair)}
          fields={{ task: task.id }}
          label={dismiss}
          done={done.saved}
        />
      )}
    </Frame>
  );
}

function Plan(props: Of<"repair"> & { plan: BoardPlan; main?: boolean }): JSX.Element {
  const { board, outcomes } = useI18n().t;
  const { repair } = board;
  const { plan, task, main = false } = props;
  const asks = plan.lines.filter(({ kind }) => kind === "ask").length;
  const isCallOff = plan.lines.every(({ kind }) => kind === "lost");
  // What takes a word of somebody, or is lost, is read before what only changes its table.
  const lines = [...plan.lines].sort((a, b) => rankOf(a) - rankOf(b));
  const shown = lines.slice(0, linesShown);
  const hidden = lines.slice(linesShown);
  return (
    <div class="stack-small">
      <ul class="plain stack-small">
        {shown.map((line) => (
          <Line key={keyOf(line)} line={line} />
        ))}
      </ul>
      {hidden.length > 0 && (
        <details>
          <summary class="summary-quiet">{repair.more(hidden.length)}</summary>
          <ul class="plain stack-small">
            {hidden.map((line) => (
              <Line key={keyOf(line)} line={line} />
            ))}
          </ul>
        </details>
      )}
      {asks > 0 && <p class="small">{repair.asks(asks)}</p>}
      {!isCallOff && <p class="soft small">{repair.others(plan.others)}</p>}
      {props.books && (
        <Decision
          {...props}
          task={task.id}
          main={main}
          action={actions.repair(props.fair, task.disruption)}
          fields={{ plan: plan.key }}
          label={isCallOff ? repair.callOff : asks > 0 ? repair.applyAndAsk : repair.apply}
          done={asks === plan.lines.length ? outcomes.done.askedBoth : outcomes.done.repaired}
        />
      )}
    </div>
  );
}

function rankOf({ kind }: RepairLine): number {
  return kind === "ask" ? 0 : kind === "lost" ? 1 : 2;
}

function keyOf({ organisations, from, kind }: RepairLine): string {
  return [kind, ...organisations, from.startsAt].join("|");
}

function Line({ line }: { line: RepairLine }): JSX.Element {
  const i18n = useI18n();
  const { repair } = i18n.t.board;
  const { from, to, kind, other } = line;
  const spot = ({ startsAt, place }: RepairLine["from"]) => `${formatTime(startsAt, i18n)} ${place}`;
  const note = kind === "ask" ? repair.ask : kind === "lost" ? repair.called : other ? repair.other : null;
  return (
    <li class={`repair-line repair-${kind}`}>
      <span class="repair-who">{line.organisations.join(" · ")}</span>
      <span class="figures small">
        {to === null
          ? spot(from)
          : repair.move(spot(from), to.startsAt === from.startsAt ? to.place : spot(to))}
        {note !== null && <span class="repair-note"> {note}</span>}
      </span>
    </li>
  );
}

/** What two sides have been asked; an organiser who asked them in person answers for them. */
export function Asked(props: Omit<Of<"repair">, "task"> & { readonly offer: BoardOffer }): JSX.Element {
  const i18n = useI18n();
  const { repair } = i18n.t.board;
  const { offer } = props;
  const stay = () => {};
  return (
    <div class="stack-small repair-asked">
      <p class="figures small strong">
        {`${formatTime(offer.to.startsAt, i18n)} ${offer.to.place} · ${repair.until(formatTime(offer.expiresAt, i18n))}`}
      </p>
      <ul class="plain">
        {offer.sides.map((side) => (
          <li key={side.id}>{side.yes ? repair.hasSaidYes(side.name) : repair.waitsFor(side.name)}</li>
        ))}
      </ul>
      {props.books && (
        <details>
          <summary class="summary-quiet">{repair.onBehalf}</summary>
          <div class="stack-small">
            {offer.sides
              .filter((side) => !side.yes)
              .map((side) => (
                <div key={side.id} class="row">
                  {(["yes", "no"] as const).map((accepted) => (
                    <Decision
                      key={accepted}
                      task={offer.id}
                      action={actions.answerOffer(props.fair, offer.id)}
                      fields={{ organisation: side.id, accepted }}
                      label={accepted === "yes" ? repair.saysYes(side.name) : repair.saysNo(side.name)}
                      done={i18n.t.outcomes.done.answered}
                      onDone={stay}
                      onSaid={props.onSaid}
                    />
                  ))}
                </div>
              ))}
          </div>
        </details>
      )}
    </div>
  );
}
