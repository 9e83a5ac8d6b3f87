import { useRef, useState } from "preact/hooks";
import { actions } from "../actions.ts";
import type { BoardChange, BoardPoint, BoardRoom, BoardState } from "../live-topics.ts";
import type { BoardProps } from "./board.tsx";
import { useTopic } from "./follow.ts";

export type LiveBoard = {
  /** Now, or at the minute that was picked. */
  readonly state: BoardState;
  readonly past: boolean;
  /** The whole day so far, whatever minute is shown. */
  readonly day: readonly BoardPoint[];
  readonly status: "connecting" | "on" | "off";
  goTo(at: string): void;
  returnToNow(): void;
  finish(task: string): void;
};

/** The board as it lives; a past minute is read from the server, while the present goes on behind it. */
export function useBoard(props: BoardProps): LiveBoard {
  const [now, setNow] = useState(props.state);
  const [then, setThen] = useState<BoardState | null>(null);
  const [status, setStatus] = useState<LiveBoard["status"]>("connecting");
  const asked = useRef(0);

  useTopic<BoardState, BoardChange>({
    topic: `desk:${props.fair}`,
    since: props.version,
    start: setNow,
    apply: (changes) => setNow((before) => changes.reduce(applyBoardChange, before)),
    status: setStatus,
  });

  const goTo = async (at: string) => {
    asked.current += 1;
    const mine = asked.current;
    const answer = await fetch(`${actions.boardAt(props.fair)}?at=${encodeURIComponent(at)}`).catch(
      () => null,
    );
    // A drag asks many times; only the last answer counts.
    if (answer?.ok !== true || mine !== asked.current) return;
    setThen((await answer.json()) as BoardState);
  };
  const returnToNow = () => {
    asked.current += 1;
    setThen(null);
  };
  const finish = (task: string) => setNow((before) => applyBoardChange(before, { type: "task-done", task }));
  return {
    state: then ?? now,
    past: then !== null,
    day: now.timeline,
    status,
    goTo: (at) => void goTo(at),
    returnToNow,
    finish,
  };
}

/** One change of the board; rooms and places that it does not touch stay the same objects. */
export function applyBoardChange(board: BoardState, change: BoardChange): BoardState {
  switch (change.type) {
    case "board":
      return change.board;
    case "figures":
      return { ...board, figures: change.figures };
    case "room":
      return withRoom(board, change.room, (room) => ({ ...room, present: change.present }));
    case "place":
      return withRoom(board, change.room, (room) => ({
        ...room,
        places: room.places.map((place) => (place.id === change.place.id ? change.place : place)),
      }));
    case "task":
      return {
        ...board,
        tasks: board.tasks.some((task) => task.id === change.task.id)
          ? board.tasks.map((task) => (task.id === change.task.id ? change.task : task))
          : [...board.tasks, change.task],
      };
    case "task-done":
      return { ...board, tasks: board.tasks.filter((task) => task.id !== change.task) };
    case "disruptions":
      return { ...board, disruptions: change.disruptions };
    case "minute":
      return {
        ...board,
        at: change.point.at,
        timeline: [...board.timeline.filter((point) => point.at < change.point.at), change.point],
      };
    default:
      return change satisfies never;
  }
}

function withRoom(board: BoardState, id: string, update: (room: BoardRoom) => BoardRoom): BoardState {
  return { ...board, rooms: board.rooms.map((room) => (room.id === id ? update(room) : room)) };
}
