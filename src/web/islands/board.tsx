import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { formatNumber, formatPercent, formatTime } from "../../i18n/format.ts";
import { ActiveDisruptions, DeclareDisruption } from "../components/board-disrupt.tsx";
import { RoomCard, seatMark } from "../components/board-room.tsx";
import { TaskCard } from "../components/board-task.tsx";
import { DayTimeline } from "../components/day-timeline.tsx";
import { LiveDot } from "../components/live-dot.tsx";
import { useI18n } from "../i18n-context.ts";
import type { BoardState, PlaceState } from "../live-topics.ts";
import { useBoard } from "./board-state.ts";
import { useHeldFocus } from "./held-focus.ts";

export type BoardProps = {
  readonly fair: string;
  readonly state: BoardState;
  readonly version: number;
  /** Whether the reader may book and move meetings: an organiser, not a steward. */
  readonly books: boolean;
};

const shown: readonly PlaceState[] = ["in-use", "waiting", "late", "overrun", "booked", "free", "closed"];

/** Rooms on the left, what needs a decision on the right, the day below, to be dragged back in time. */
export function Board(props: BoardProps): JSX.Element {
  const i18n = useI18n();
  const { t, locale } = i18n;
  const board = useBoard(props);
  const { state } = board;
  const { figures } = state;
  const [said, setSaid] = useState("");
  const tasks = useHeldFocus(state);
  const number = (value: number) => formatNumber(value, locale);
  return (
    <div class={`board ${board.past ? "board-past" : ""}`}>
      <div class="board-head">
        <h1 class="hidden-visually">{t.board.title}</h1>
        <dl class="figure-row board-figures">
          <Big value={`${figures.placesInUse} / ${figures.places}`} label={t.board.placesInUse} />
          <Big value={number(figures.present)} label={t.board.present} />
          <Big
            value={number(figures.late)}
            label={t.board.late}
            tone={figures.late > 0 ? "saffron" : "plain"}
          />
          <Big
            value={figures.due === 0 ? "–" : formatPercent(figures.held / figures.due, locale)}
            label={t.board.held(figures.due)}
          />
        </dl>
      </div>
      <aside class="board-tasks stack" aria-labelledby="tasks-title" {...tasks.around}>
        <div class="row-between">
          <h2 id="tasks-title" tabIndex={-1} ref={tasks.heading}>
            {t.board.toHandle}
          </h2>
          <span class="figures soft">{board.past ? "" : state.tasks.length}</span>
        </div>
        <div role="status">{said !== "" && <p class="notice notice-success">{said}</p>}</div>
        {props.books && !board.past && <DeclareDisruption fair={props.fair} state={state} onSaid={setSaid} />}
        {board.past ? (
          <p class="soft">{t.board.noPastTask}</p>
        ) : state.tasks.length === 0 ? (
          <p class="card soft">{t.board.nothingToHandle}</p>
        ) : (
          <ul class="plain stack" aria-live="polite">
            {state.tasks.map((task) => (
              <TaskCard
                key={task.id}
                fair={props.fair}
                task={task}
                books={props.books}
                onDone={board.finish}
                onSaid={setSaid}
              />
            ))}
          </ul>
        )}
        {props.books && !board.past && (
          <ActiveDisruptions fair={props.fair} disruptions={state.disruptions} onSaid={setSaid} />
        )}
      </aside>
      <div class="board-rooms stack">
        <div class="row-between">
          <ul class="legend" aria-label={t.booking.legend}>
            {shown.map((look) => (
              <li key={look}>
                <span class={`legend-swatch seat-${look}`} aria-hidden="true">
                  {seatMark(look, i18n)}
                </span>
                {t.board.state[look]}
              </li>
            ))}
          </ul>
          {board.past ? null : <LiveDot status={board.status} />}
        </div>
        {board.past && (
          <p class="notice notice-info" role="status">
            {t.board.asAt(formatTime(state.at, i18n))}{" "}
            <button type="button" class="button" onClick={board.returnToNow}>
              {t.board.backToNow}
            </button>
          </p>
        )}
        {state.rooms.map((room) => (
          <RoomCard key={room.id} fair={props.fair} room={room} />
        ))}
      </div>
      <DayTimeline
        points={board.day}
        opensAt={state.opensAt}
        closesAt={state.closesAt}
        at={state.at}
        capacity={state.rooms.reduce((sum, room) => sum + room.capacity, 0)}
        past={board.past}
        onPick={board.goTo}
        onNow={board.returnToNow}
      />
    </div>
  );
}

function Big(props: { value: string; label: string; tone?: "plain" | "saffron" }): JSX.Element {
  return (
    <div class={`figure-card figure-${props.tone ?? "plain"}`}>
      <dt class="soft">{props.label}</dt>
      <dd class="figure-value figures">{props.value}</dd>
    </div>
  );
}
